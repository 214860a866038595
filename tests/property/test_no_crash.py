"""In: random streams with fields lost, exchanged or odd. Out: a statement or an `SlaError`, and never any other end."""

from __future__ import annotations

import contextlib
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twin.streams import stream

import sladsl
from sladsl.api import Contract
from sladsl.base.diagnostics import SlaError

ROOT = Path(__file__).parent.parent.parent
CONTRACTS = ["we-aries", "websoft9", "layerstack", "furybit", "stellar-cyber"]
ODD: list[Any] = [
    None, "", "x", "client", "email", True, False, 0, 7, -1, "0.00", "2025-06", "2025-Q2", "2025", [], ["O1"],
    "1900-01-01T00:00:00Z", "2999-12-31T23:59:59Z", "2025-06-10T08:00:00Z", "2025-06-10", "America/St_Johns", "JPY", "KWD",
]  # fmt: skip
MORE: list[dict[str, Any]] = [
    {"event": "backup", "kind": "full", "at": "2025-06-10T08:00:00Z"},
    {"event": "termination", "at": "2025-06-10T08:00:00Z"},
    {"event": "confirmation", "at": "2025-06-10T08:00:00Z", "period": "2025-06"},
    {"event": "restore", "requested": "2025-06-10T08:00:00Z"},
    {"event": "check", "at": "2025-06-10T08:00:00Z", "ok": False},
    {"event": "session", "start": "2025-06-10T08:00:00Z"},
    {"event": "outage", "start": "2025-06-10T08:00:00Z"},
    {"event": "claim", "at": "2025-06-10T08:00:00Z"},
    {"event": "maintenance", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T08:00:00Z"},
]
PERIODS = [None, None, "2025-06", "2025-Q2", "2025", "2025-06-10/2025-07-10", "2024-02"]


@cache
def contract(name: str) -> Contract:
    return sladsl.load(ROOT / "contracts" / f"{name}.sla")


def disturbed(name: str, seed: int) -> dict[str, Any]:
    """A random stream, of another agreement now and then, with a few things wrong or missing."""
    chance = random.Random(seed)
    asked = stream(name if chance.random() < 0.7 else chance.choice(CONTRACTS), seed)
    asked["readings"] = {}
    events = [dict(event) for event in asked["events"]]
    for _ in range(chance.choice([0, 1, 2, 5])):
        event = chance.choice(events) if events else {}
        key = chance.choice([*event, "service", "subscription", "cause", "id"])
        match chance.random():
            case x if x < 0.4:
                event.pop(key, None)
            case x if x < 0.7:
                event[key] = chance.choice(ODD)
            case _:
                events.append(chance.choice(MORE))
    asked |= {"events": events, "from_": chance.choice(PERIODS), "to": chance.choice(PERIODS)}
    return asked


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=80)
def test_any_stream_ends_well(name: str, seed: int) -> None:
    asked = disturbed(name, seed)
    for skip in (False, True):
        with contextlib.suppress(SlaError):
            found = contract(name).run(**asked, skip_invalid=skip)
            assert found.to_dict()["schema"] == "sladsl/statement/1"
