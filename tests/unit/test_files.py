"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sladsl.base import files
from sladsl.base.diagnostics import SlaError


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.sla"
    path.write_text("old")
    path.chmod(0o640)
    files.write(str(path), "new “words”\n")
    assert path.read_bytes() == "new “words”\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.sla"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    path, link = tmp_path / "there" / "a.sla", tmp_path / "link.sla"
    path.write_text("old")
    link.symlink_to(path)
    files.write(str(link), "new")
    assert link.is_symlink()
    assert path.read_text() == "new"


def test_where_the_disk_fails_the_file_is_as_it_was_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.sla"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(SlaError) as refused:
        files.write(str(path), "new")
    assert [(d.code, d.message) for d in refused.value.diagnostics] == [("SLA803", f"`{path}`: it cannot be written")]
    assert refused.value.kind == "usage"
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.sla"]


def test_a_file_that_may_not_be_written_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sla"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # who runs the tests may be allowed everything
    with pytest.raises(SlaError):
        files.write(str(path), "new")
    assert path.read_text() == "old"
