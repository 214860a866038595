"""How far it is: an outage longer or shorter by just what was told gives another verdict, by a microsecond less the same.

The told distances come from replaying the explanation; here the events themselves are changed, and the contract is run again.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twin.streams import stream

import sladsl
from sladsl.base.instants import DAY, HOUR, format_instant, parse_instant
from sladsl.explain.again import Distance, distances
from sladsl.explain.far import tables
from sladsl.explain.mapping import as_mapping
from sladsl.statement.text import name_of

from .reckoned import faults

ROOT = Path(__file__).parents[2]
HOSTING = sladsl.load(ROOT / "docs" / "examples" / "hosting" / "hosting.sla")
BEGUN = parse_instant("2025-06-02T00:00:00+02:00")


def events(length: int) -> list[dict[str, Any]]:
    end = format_instant(BEGUN + length, "UTC")
    return [
        {"event": "fee", "period": "2025-06", "amount": "400.00", "currency": "EUR"},
        {"event": "outage", "id": "O1", "start": format_instant(BEGUN, "UTC"), "end": end},
    ]


def line(length: int, kind: str) -> dict[str, Any]:
    (found,) = (x for x in HOSTING.run(events(length), from_="2025-06", to="2025-06").lines if x["line"] == kind)
    return found


def moved(length: int, d: Distance, by: int) -> int:
    return length + by if d.more else length - by


@settings(max_examples=40, deadline=None)
@given(length=st.integers(1, 20 * DAY))
def test_a_promise_turns_at_just_that_distance(length: int) -> None:
    (told,) = HOSTING.explain(events(length), "guarantee", from_="2025-06", to="2025-06")
    promise = next(s for s in told.sections if s.title == "How it was reckoned").steps[0]
    (d,) = distances(promise, lambda x: x, lambda leaf: 30 * DAY)
    now = line(length, "guarantee")["verdict"]
    by = int(d.by)
    assert line(moved(length, d, by), "guarantee")["verdict"] != now
    if by > 1:
        assert line(moved(length, d, by - 1), "guarantee")["verdict"] == now


@settings(max_examples=25, deadline=None)
@given(length=st.integers(4 * HOUR, 20 * DAY))
def test_the_next_rows_are_at_just_that_distance(length: int) -> None:
    (told,) = HOSTING.explain(events(length), "remedy", from_="2025-06", to="2025-06")
    table = next(t for s in told.sections for step in s.steps for t in tables(step))

    def row(x: Any) -> str:
        return "good" if x >= Fraction(199, 200) else "first" if x >= Fraction(99, 100) else "second"

    now = line(length, "remedy")["earned"]
    for d in distances(table.parts[0], row, lambda leaf: 30 * DAY):
        by = int(d.by)
        assert line(moved(length, d, by), "remedy")["earned"] != now
        if by > 1:
            assert line(moved(length, d, by - 1), "remedy")["earned"] == now


@pytest.mark.parametrize("contract", ["we-aries", "websoft9", "layerstack", "furybit", "stellar-cyber"])
def test_every_line_of_any_stream_is_told_and_adds_up(contract: str) -> None:
    found = sladsl.load(ROOT / "contracts" / f"{contract}.sla")
    for seed in range(6):
        asked = stream(contract, seed)
        told = found.explain(line="", every=True, **asked)
        assert [e.name for e in told] == [name_of(x) for x in found.run(**asked).lines]
        for one in told:
            wrong = list(faults(json.loads(json.dumps(as_mapping(one)))))
            assert not wrong, (seed, one.name, wrong)
