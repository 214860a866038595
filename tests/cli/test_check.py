"""`sladsl check` says everything that is wrong with contracts, in words or for a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from .conftest import FURYBIT, LAYERSTACK, WEBSOFT9

Run = Callable[..., Result]


def test_errors_are_drawn_with_their_place_and_counted(sladsl: Run, broken: str) -> None:
    found = sladsl("check", broken)
    assert f"--> {broken}:3:15" in found.stdout
    assert f"--> {broken}:11:" in found.stdout
    assert f"--> {broken}:13:" in found.stdout
    assert found.stdout.splitlines()[-1] == f"{broken}: 3 errors"
    assert found.stderr == ""


def test_several_contracts_have_a_line_each(sladsl: Run, broken: str) -> None:
    found = sladsl("check", FURYBIT, broken, WEBSOFT9)
    counted = [line for line in found.stdout.splitlines() if line.startswith((FURYBIT, broken, WEBSOFT9))]
    assert [line.split(": ")[1].split(",")[0] for line in counted] == ["ok", "3 errors", "ok"]
    assert found.exit_code == 1


def test_a_missing_file_does_not_hide_the_others(sladsl: Run, broken: str) -> None:
    found = sladsl("check", "nowhere.sla", broken)
    assert found.exit_code == 2
    assert f"{broken}: 3 errors" in found.stdout
    assert "nowhere.sla" in found.stderr


def test_notes_are_counted_and_told_only_if_asked(sladsl: Run) -> None:
    # LayerStack: four pieces of its text are lost
    usual, loud = sladsl("check", LAYERSTACK), sladsl("check", "-v", LAYERSTACK)
    assert usual.stdout == f"{LAYERSTACK}: ok, 4 notes (-v prints the notes)\n"
    assert loud.stdout.count("note[SLA602]") == 4
    assert loud.stdout.endswith(f"{LAYERSTACK}: ok, 4 notes\n")
    assert usual.exit_code == loud.exit_code == 0
    assert sladsl("check", "-q", LAYERSTACK).stdout == ""


def test_strict_refuses_what_is_not_stated(sladsl: Run, tmp_path: Path) -> None:
    text = Path(LAYERSTACK).read_text(encoding="utf-8").replace("    unmeasured time counts as available;\n", "")
    path = tmp_path / "silent.sla"
    path.write_text(text, encoding="utf-8")
    usual, strict = sladsl("check", str(path)), sladsl("check", "--strict", str(path))
    assert usual.exit_code == 0
    assert strict.exit_code == 1
    assert "warning[SLA5" in usual.stdout
    assert f"{path}: 1 warning, 4 notes" in usual.stdout
    assert sladsl("check", "--strict", FURYBIT).exit_code == 0


def test_json_has_every_diagnostic_of_every_file(sladsl: Run, broken: str) -> None:
    found = sladsl("check", "--format", "json", broken, LAYERSTACK)
    assert found.exit_code == 1
    first, second = json.loads(found.stdout)
    assert first["file"] == broken
    assert [d["line"] for d in first["diagnostics"]] == [3, 11, 13]
    assert {d["severity"] for d in first["diagnostics"]} == {"error"}
    assert [d["severity"] for d in second["diagnostics"]] == ["note"] * 4


def test_a_contract_may_come_from_standard_input(sladsl: Run, broken: str) -> None:
    found = sladsl("check", "-", input=Path(broken).read_text(encoding="utf-8"))
    assert "--> <stdin>:3:15" in found.stdout
    assert found.exit_code == 1
    assert sladsl("check", "-", "-", input="").exit_code == 2
