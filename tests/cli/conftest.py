"""In: nothing. Out: fixtures of the command line's tests: a way to run it in this process, a small history to run it on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sladsl.cli.group import cli

ROOT = Path(__file__).parents[2]
FURYBIT = str(ROOT / "contracts" / "furybit.sla")
STELLAR = str(ROOT / "contracts" / "stellar-cyber.sla")
LAYERSTACK = str(ROOT / "contracts" / "layerstack.sla")
WEBSOFT9 = str(ROOT / "contracts" / "websoft9.sla")

# The agreement's own example: seven hours down, 720.00 for the 720 hours of June, so an hour costs 1.00 and ten times seven
# hours are 70.00. The interruption ends on Tuesday 10 June; the fifth Business Day after it is Tuesday 17 June.
SEVEN_HOURS: tuple[Mapping[str, Any], ...] = (
    {"event": "fee", "period": "2025-06", "amount": "720.00", "currency": "EUR"},
    {"event": "outage", "id": "O1", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T15:00:00Z"},
    {"event": "ticket", "id": "T1", "opened": "2025-06-10T08:05:00Z", "responded": "2025-06-10T08:30:00Z",
     "priority": "high", "channel": "telegram", "outage": "O1"},
    {"event": "claim", "at": "2025-06-17T23:59:59Z", "period": "2025-06", "outages": ["O1"],
     "details": ["areas", "times", "users", "estimate", "ticket"]},
)  # fmt: skip


@pytest.fixture
def sladsl() -> Callable[..., Result]:
    """The command line, run in this process."""

    def run(*args: str, input: str | None = None) -> Result:
        return CliRunner().invoke(cli, list(args), input=input)

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """Events as a JSON Lines file; its path."""

    def write(events: Sequence[Mapping[str, Any]], name: str = "events.jsonl") -> str:
        path = tmp_path / name
        path.write_text("".join(json.dumps(e) + "\n" for e in events), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def seven_hours(written: Callable[..., str]) -> str:
    """The path of the seven hours."""
    return written(SEVEN_HOURS)


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A contract with three broken clauses: no such zone, an undefined term, no such unit."""
    path = tmp_path / "broken.sla"
    path.write_text(
        """agreement "Broken":
    provider "P";
    time zone "Atlantis/Capital";
    currency of the fee;
    period calendar month;
    unmeasured time counts as available;
    open outages last until the evaluation;
    outages over a month end are divided at it;
    amounts are rounded half up once a month.

measure Downtime ["1"] each month in minutes: time of Lost Outage.

guarantee Uptime ["2"] each month: Downtime is at most 30 bananas.
""",
        encoding="utf-8",
    )
    return str(path)
