"""`sladsl run` makes a statement: for a program as JSON and CSV, the same bytes for the same input."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from click.testing import Result

from .conftest import FURYBIT, SEVEN_HOURS, WEBSOFT9

Run = Callable[..., Result]


def line(found: Result, kind: str, name: str) -> Mapping[str, Any]:
    """The one line of a JSON statement with a kind and a name."""
    only: Mapping[str, Any]
    (only,) = (x for x in json.loads(found.stdout)["lines"] if (x["line"], x["name"]) == (kind, name))
    return only


def test_json_is_the_statement_with_exact_numbers(sladsl: Run, seven_hours: str) -> None:
    found = sladsl("run", FURYBIT, seven_hours, "--format", "json")
    # 43200 - 420 of 43200 minutes
    assert line(found, "measure", "Availability")["value"] == "713/720"
    remedy = line(found, "remedy", "Service Level Credit")
    assert (remedy["earned"], remedy["awarded"], remedy["unit"], remedy["status"]) == ("70.00", "70.00", "EUR", "granted")
    assert line(found, "claim", "Service Level Credit")["deadline"] == "2025-06-18T00:00:00+00:00"
    assert found.stdout.startswith('{\n  "schema": "sladsl/statement/1"')
    assert found.stdout.endswith("}\n")
    assert found.stderr == ""
    assert found.stdout_bytes == sladsl("run", FURYBIT, seven_hours, "--format", "json").stdout_bytes


def test_json_keeps_letters_as_they_are(sladsl: Run, written: Callable[..., str]) -> None:
    events = [SEVEN_HOURS[0], {"event": "outage", "id": "Störung-7", "start": "2025-06-10T08:00:00Z",
                               "end": "2025-06-10T15:00:00Z"}]  # fmt: skip
    assert '"Störung-7"'.encode() in sladsl("run", FURYBIT, written(events), "--format", "json").stdout_bytes


@pytest.mark.parametrize("format", ["text", "json", "csv"])
def test_events_may_come_from_standard_input(sladsl: Run, format: str, seven_hours: str) -> None:
    piped = "".join(json.dumps(e) + "\n" for e in SEVEN_HOURS)
    from_pipe = sladsl("run", FURYBIT, "-", "--format", format, input=piped)
    assert from_pipe.exit_code == 0
    assert from_pipe.stdout == sladsl("run", FURYBIT, seven_hours, "--format", format).stdout


def test_several_files_are_one_stream(sladsl: Run, written: Callable[..., str], seven_hours: str) -> None:
    a, b = written(SEVEN_HOURS[2:], "a.jsonl"), written(SEVEN_HOURS[:2], "b.jsonl")
    assert (
        sladsl("run", FURYBIT, a, b, "--format", "json").stdout
        == sladsl("run", FURYBIT, seven_hours, "--format", "json").stdout
    )


def test_a_reading_changes_what_is_owed(sladsl: Run, written: Callable[..., str]) -> None:
    # two outages of 90 minutes: one full hour each, or three in the sum; ten times that, and an hour costs 1.00
    events: list[Mapping[str, Any]] = [SEVEN_HOURS[0]]
    for n, day in ((1, "10"), (2, "11")):
        events += [
            {"event": "outage", "id": f"O{n}", "start": f"2025-06-{day}T08:00:00Z", "end": f"2025-06-{day}T09:30:00Z"},
            {**SEVEN_HOURS[2], "id": f"T{n}", "outage": f"O{n}", "opened": f"2025-06-{day}T08:05:00Z",
             "responded": f"2025-06-{day}T08:10:00Z"},
        ]  # fmt: skip
    # 180 minutes alone keep 99.58 %; 60 more that nobody claims make it a breach
    events.append({"event": "outage", "id": "O3", "start": "2025-06-20T08:00:00Z", "end": "2025-06-20T09:00:00Z"})
    events.append({**SEVEN_HOURS[3], "outages": ["O1", "O2"], "at": "2025-06-16T08:00:00Z"})
    path = written(events)
    adopted = sladsl("run", FURYBIT, path, "--format", "json")
    other = sladsl("run", FURYBIT, path, "--format", "json", "--reading", "full_hours=sum")
    assert line(adopted, "remedy", "Service Level Credit")["awarded"] == "20.00"
    assert line(other, "remedy", "Service Level Credit")["awarded"] == "30.00"
    assert json.loads(other.stdout)["readings"]["full_hours"] == "sum"


def test_known_at_takes_the_facts_as_they_were_then(sladsl: Run, written: Callable[..., str]) -> None:
    later = {**SEVEN_HOURS[1], "end": "2025-06-10T09:00:00Z", "recorded_at": "2025-06-20T00:00:00Z"}
    path = written([SEVEN_HOURS[0], {**SEVEN_HOURS[1], "recorded_at": "2025-06-11T00:00:00Z"}, later])
    then = sladsl("run", FURYBIT, path, "--format", "json", "--known-at", "2025-06-15T00:00:00Z")
    now = sladsl("run", FURYBIT, path, "--format", "json")
    assert line(then, "measure", "Downtime")["value"] == "420"
    assert line(now, "measure", "Downtime")["value"] == "60"


def test_as_of_and_the_range_reach_the_engine(sladsl: Run, seven_hours: str) -> None:
    found = sladsl("run", FURYBIT, seven_hours, "--format", "json", "--as-of", "2025-06-12T00:00:00Z")
    assert line(found, "remedy", "Service Level Credit")["status"] == "provisional"
    shown = json.loads(sladsl("run", FURYBIT, seven_hours, "--format", "json", "--from", "2025-05", "--to", "2025-07").stdout)
    periods = [x["period"] for x in shown["lines"] if x["name"] == "Availability" and x["line"] == "guarantee"]
    assert periods == ["2025-05", "2025-06", "2025-07"]


# ---------------------------------------------------------------- CSV
COLUMNS = (
    "line,name,clause,subscription,period,service,item,verdict,value,unit,display,target,due,deadline,valid,earned,awarded,"
    "status,reasons,flags,pay_in,party,text,priority,counted,account,expires,shares,owed_by,more"
)


def test_csv_has_a_row_a_line_and_the_same_columns_for_every_contract(sladsl: Run, seven_hours: str) -> None:
    for contract in (FURYBIT, WEBSOFT9):
        table = sladsl("run", contract, seven_hours, "--format", "csv").stdout
        statement = json.loads(sladsl("run", contract, seven_hours, "--format", "json").stdout)
        assert table.splitlines()[0] == COLUMNS
        rows = list(csv.DictReader(io.StringIO(table)))
        assert [(r["line"], r["name"], r["item"]) for r in rows] == [
            (x["line"], x["name"], x.get("item", "")) for x in statement["lines"]
        ]
        assert not any(None in r for r in rows)


def test_csv_writes_lists_as_json_and_absence_as_nothing(sladsl: Run, written: Callable[..., str]) -> None:
    late = {**SEVEN_HOURS[3], "at": "2025-06-18T00:00:00Z", "details": ["areas"]}
    table = sladsl("run", FURYBIT, written([*SEVEN_HOURS[:3], late]), "--format", "csv").stdout
    (claim,) = (r for r in csv.DictReader(io.StringIO(table)) if r["line"] == "claim")
    assert json.loads(claim["reasons"]) == ["claim_late", "claim_incomplete"]
    assert claim["valid"] == "false"
    assert claim["earned"] == ""
    assert json.loads(claim["counted"])["days"] == 5
    (ticket,) = (r for r in csv.DictReader(io.StringIO(table)) if r["item"] == "T1")
    assert ticket["priority"] == "high"


def test_csv_tells_warnings_beside_the_table(sladsl: Run, written: Callable[..., str]) -> None:
    path = written(SEVEN_HOURS[1:])  # no fee is recorded
    found = sladsl("run", FURYBIT, path, "--format", "csv")
    assert "warning: " in found.stderr
    assert "warning" not in found.stdout
    assert sladsl("-q", "run", FURYBIT, path, "--format", "csv").stderr == ""


def test_the_options_are_what_a_run_can_be_asked() -> None:
    from sladsl.cli.asking import _NAMES
    from sladsl.statement.asked import Asking

    assert set(_NAMES) == set(Asking.__annotations__)
