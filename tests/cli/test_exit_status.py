"""The exit status says what happened: 0 done, 1 findings, 2 wrong usage, 3 the events are invalid, 4 a fault of ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sladsl.api import Contract

from .conftest import FURYBIT, SEVEN_HOURS

Run = Callable[..., Result]
LINES_OF_A_FAULT = 1


def test_a_statement_is_done_whatever_is_in_it(sladsl: Run, seven_hours: str) -> None:
    assert sladsl("run", FURYBIT, seven_hours).exit_code == 0


def test_a_breach_is_a_finding_only_if_asked(sladsl: Run, seven_hours: str, written: Callable[..., str]) -> None:
    found = sladsl("run", FURYBIT, seven_hours, "--fail-on", "breach", "--format", "json")
    assert found.exit_code == 1
    assert "--fail-on breach" in found.stderr
    quiet = written([SEVEN_HOURS[0]], "quiet.jsonl")
    assert sladsl("run", FURYBIT, quiet, "--fail-on", "breach").exit_code == 0


def test_a_broken_contract_is_a_finding_for_every_verb(sladsl: Run, broken: str, seven_hours: str) -> None:
    for command in (["check", broken], ["run", broken, seven_hours], ["tree", broken]):
        found = sladsl(*command)
        assert found.exit_code == 1, command
        for clause in ("Atlantis/Capital", "Lost Outage", "banana"):
            assert clause in found.output, command
    assert "the contract has 3 errors" in sladsl("run", broken, seven_hours).stderr


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["--from", "2025-13"], "`2025-13` of --from"),
        (["--to", "June"], "`June` of --to is not a period"),
        (["--as-of", "2025-07-01"], "`2025-07-01` of --as-of is not an instant"),
        (["--known-at", "2025-07-01T00:00:00"], "has no offset from UTC"),
        (["--reading", "full_hour=sum"], "did you mean `full_hours`?"),
        (["--reading", "full_hours=most"], "has no value `most`"),
        (["--reading", "full_hours"], "write `full_hours=sum`"),
        (["--reading", "full_hours=sum", "--reading", "full_hours=per_outage"], "is given two values"),
        (["--from", "2025-06", "--to", "2025-05"], "lies before"),
        (["--fail-on", "rain"], "breach"),
        (["--format", "xml"], "csv"),
        (["--colour"], "--colour"),
    ],
)
def test_wrong_usage_is_named(sladsl: Run, seven_hours: str, extra: list[str], said: str) -> None:
    found = sladsl("run", FURYBIT, seven_hours, *extra)
    assert found.exit_code == 2
    assert said in found.stderr
    assert found.stdout == ""


@pytest.mark.parametrize("command", [[], ["rnu"], ["run"], ["run", FURYBIT], ["check"], ["tree"], ["run", "-", "-"]])
def test_half_a_command_is_wrong_usage(sladsl: Run, command: list[str]) -> None:
    assert sladsl(*command).exit_code == 2


def test_a_contract_that_is_not_there_is_wrong_usage(sladsl: Run, seven_hours: str) -> None:
    for command in (["check", "nowhere.sla"], ["run", "nowhere.sla", seven_hours], ["tree", "nowhere.sla"]):
        found = sladsl(*command)
        assert found.exit_code == 2, command
        assert "`nowhere.sla`: there is no such file" in found.stderr


def test_the_file_that_was_perhaps_meant_is_named(sladsl: Run, tmp_path: Path) -> None:
    (tmp_path / "june.jsonl").touch()
    assert f"help: did you mean `{tmp_path / 'june.jsonl'}`?" in sladsl("run", FURYBIT, str(tmp_path / "jun.jsonl")).stderr
    assert "help: check its name and its folder" in sladsl("check", str(tmp_path / "nowhere" / "june.sla")).stderr
    assert "help: check its name and its folder" in sladsl("check", str(tmp_path)).stderr  # not the folder itself


def test_events_that_are_not_there_cannot_be_used(sladsl: Run) -> None:
    found = sladsl("run", FURYBIT, "nowhere.jsonl")
    assert found.exit_code == 2
    assert "`nowhere.jsonl`: there is no such file" in found.stderr
    assert "--skip-invalid" not in found.stderr  # it would not help


def test_invalid_events_are_named_line_by_line(sladsl: Run, written: Callable[..., str]) -> None:
    path = written(
        [
            {"event": "outage", "id": "O1", "start": "2025-06-01T00:00:00"},
            {"event": "outgae", "id": "O2"},
            SEVEN_HOURS[0],
            {"event": "outage", "id": "O3", "start": "2025-06-02T00:00:00Z", "end": "2025-06-01T00:00:00Z"},
        ]
    )
    found = sladsl("run", FURYBIT, path)
    assert found.exit_code == 3
    assert found.stdout == ""
    assert [f"{path}:{n}:" in found.stderr for n in (1, 2, 3, 4)] == [True, True, False, True]
    assert "the events have 3 faults" in found.stderr
    assert "--skip-invalid leaves faulty lines out" in found.stderr
    skipped = sladsl("run", FURYBIT, path, "--skip-invalid")
    assert skipped.exit_code == 0
    assert "Warnings" in skipped.stdout


class Broken(AssertionError):
    """A law of the engine is broken."""


def _fails(*_: Any, **__: Any) -> Any:
    raise Broken("the minutes of 2025-06\ndo not add up")


def test_a_fault_of_the_program_is_one_sentence(sladsl: Run, seven_hours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Contract, "run", _fails)
    found = sladsl("run", FURYBIT, seven_hours)
    assert found.exit_code == 4
    assert found.stdout == ""
    assert "Broken: the minutes of 2025-06 do not add up" in found.stderr
    assert "report it" in found.stderr
    assert len(found.stderr.splitlines()) == LINES_OF_A_FAULT
    assert "Traceback" not in sladsl("run", "-v", FURYBIT, seven_hours).stderr
    for loud in (["-v", "-v", "run", FURYBIT, seven_hours], ["-v", "run", FURYBIT, seven_hours, "-v"]):
        told = sladsl(*loud)
        assert told.exit_code == 4
        assert "Traceback" in told.stderr


def test_who_stops_it_is_not_scolded(sladsl: Run, seven_hours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(Contract, "run", stopped)
    found = sladsl("run", FURYBIT, seven_hours)
    assert found.exit_code == 130
    assert found.output.strip() == ""


def test_help_and_version_are_done(sladsl: Run) -> None:
    for command in (["--help"], ["-h"], ["--version"], ["check", "--help"], ["run", "-h"], ["tree", "--help"]):
        found = sladsl(*command)
        assert found.exit_code == 0, command
        assert "sladsl" in found.stdout
    for verb in ("check", "run", "tree"):
        assert f"sladsl {verb} contracts/" in sladsl(verb, "--help").stdout  # an example each
