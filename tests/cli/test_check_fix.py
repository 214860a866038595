"""`check --fix` mends what is certain in the file, `--diff` only shows it; what is left is told as ever."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from .conftest import FURYBIT

Run = Callable[..., Result]
RIGHT = Path(FURYBIT).read_text(encoding="utf-8")
CERTAIN = RIGHT.replace("Availability is at least 99.5%", "Availability >= 99,5%")
DOUBTFUL = CERTAIN.replace("time of Counted Time.", "time of Countd Time.")
assert len({RIGHT, CERTAIN, DOUBTFUL}) == 3


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.sla"
    path.write_text(CERTAIN, encoding="utf-8")
    return path


def test_a_file_is_mended_and_the_fixes_are_counted(sladsl: Run, wrong: Path) -> None:
    os.chmod(wrong, 0o640)
    done = sladsl("check", "--fix", str(wrong))
    assert wrong.read_text(encoding="utf-8") == RIGHT
    assert wrong.stat().st_mode & 0o777 == 0o640
    assert done.stdout.startswith(f"{wrong}: 2 fixed, ok")
    assert done.exit_code == 0
    assert sorted(p.name for p in wrong.parent.iterdir()) == ["wrong.sla"]


def test_what_is_not_certain_is_left_and_told(sladsl: Run, wrong: Path) -> None:
    wrong.write_text(DOUBTFUL, encoding="utf-8")
    done = sladsl("check", "--fix", str(wrong))
    assert "did you mean `Counted Time`?" in done.stdout
    assert f"{wrong}: 2 fixed, 1 error" in done.stdout
    assert done.exit_code == 1
    assert "Countd Time" in wrong.read_text(encoding="utf-8")


def test_a_difference_is_shown_and_nothing_written(sladsl: Run, wrong: Path) -> None:
    shown = sladsl("check", "--diff", str(wrong))
    assert shown.exit_code == 1
    lines = shown.stdout.splitlines()
    assert lines[:2] == [f"--- {wrong}", f"+++ {wrong}"]
    assert [line[0] for line in lines[3:] if line[0] in "+-"] == ["-", "+"]
    assert "2 would be fixed" in shown.stderr
    assert wrong.read_text(encoding="utf-8") == CERTAIN
    assert sladsl("check", "--fix", "--diff", str(wrong)).stdout == shown.stdout


def test_standard_input_goes_mended_to_standard_output(sladsl: Run) -> None:
    done = sladsl("check", "--fix", "-", input=CERTAIN)
    assert done.stdout == RIGHT
    assert "2 fixed" in done.stderr
    assert sladsl("check", "--fix", "-", input=RIGHT).stdout == RIGHT


def test_a_file_with_nothing_to_mend_is_not_written(sladsl: Run, wrong: Path) -> None:
    wrong.write_text(RIGHT, encoding="utf-8")
    before = wrong.stat().st_mtime_ns
    assert sladsl("check", "--fix", str(wrong)).exit_code == 0
    assert wrong.stat().st_mtime_ns == before
    assert sladsl("check", "--diff", str(wrong)).stdout == ""


def test_json_has_the_fix_before_and_its_number_afterwards(sladsl: Run, wrong: Path) -> None:
    (found,) = json.loads(sladsl("check", "--format", "json", str(wrong)).stdout)
    (error,) = [d for d in found["diagnostics"] if d["severity"] == "error"]
    assert [edit["text"] for edit in error["fix"]] == ["is at least"]
    (done,) = json.loads(sladsl("check", "--fix", "--format", "json", str(wrong)).stdout)
    assert done["fixed"] == 2


@pytest.mark.parametrize("more", [["--text", "a.txt"], ["--diff", "--format", "sarif"]])
def test_what_does_not_go_together_is_refused(sladsl: Run, wrong: Path, more: list[str]) -> None:
    assert sladsl("check", "--fix", str(wrong), *more).exit_code == 2
