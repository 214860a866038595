"""In: the table of the agreements' 249 operative clauses, and of their ambiguities. Out: the contracts carry every one.

A computable or monitorable clause must be carried by something that a statement is computed from: a clause that has lines of
its own, or a term, a calendar or a cause that such a clause uses. What no event decides must be recorded with its place and
its words, or marked as lost.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sladsl
from sladsl.base.calendars import DayCalendar, HourWindow
from sladsl.rules import clauses as c
from sladsl.rules import sets as s
from sladsl.rules import values as v

ROOT = Path(__file__).parent.parent.parent
with (ROOT / "tests" / "data" / "clauses.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))
COUNTS = {"we-aries": 77, "websoft9": 37, "layerstack": 23, "furybit": 66, "stellar-cyber": 46}
PREFIXES = {"we-aries": "WA", "websoft9": "W", "layerstack": "LS", "furybit": "FB", "stellar-cyber": "SC"}
# deletions could be monitored, but no event of the vocabulary tells of one
ONLY_RECORDED = {"SC45"}
KINDS: Mapping[str, type[c.Clause]] = {
    "measure": c.Measure,
    "guarantee": c.Guarantee,
    "window": c.Window,
    "claim": c.Claim,
    "remedy": c.Remedy,
    "total": c.Total,
}


@cache
def tree(contract: str) -> c.RuleTree:
    return sladsl.load(ROOT / "contracts" / f"{contract}.sla").tree


# ---------------------------------------------------------------- the clauses
def test_every_row_is_here() -> None:
    assert Counter(row["contract"] for row in ROWS) == COUNTS
    for contract, n in COUNTS.items():
        ids = [row["row"] for row in ROWS if row["contract"] == contract]
        assert ids == [f"{PREFIXES[contract]}{i}" for i in range(1, n + 1)]
    assert {row["status"] for row in ROWS} == {"C", "M", "R"}


@pytest.mark.parametrize("row", [pytest.param(row, id=row["row"]) for row in ROWS])
def test_row_is_carried(row: dict[str, str]) -> None:
    rules, carrier = tree(row["contract"]), row["carrier"]
    kind, _, name = carrier.partition(" ")
    recorded = kind == "record" or carrier == "lost text"
    assert recorded == (row["status"] == "R" or row["row"] in ONLY_RECORDED)
    if recorded:
        assert _recorded(rules, row, name), f"{row['row']}: no {carrier} has [{row['place']}, {row['words']!r}]"
    else:
        assert _evaluated(row["contract"], kind, name), f"{row['row']}: no statement is computed from {carrier!r}"


def _recorded(rules: c.RuleTree, row: dict[str, str], name: str) -> bool:
    lost = row["carrier"] == "lost text"
    records = [r for r in rules.of(c.Record) if r.lost == lost and (lost or r.name == name)]
    return any(cite.place == row["place"] and row["words"] in cite.words for r in records for cite in r.cites)


def _evaluated(contract: str, kind: str, name: str) -> bool:
    rules = tree(contract)
    match kind:
        case "agreement":
            return rules.frame.force is not None
        case "cause":
            holders = [causes for causes in rules.of(c.Causes) if name in dict(causes.codes)]
            used = {x.words for x in _used(contract) if isinstance(x, v.OneOf) and x.x == v.ItField("cause")}
            return any(tuple(code for code, _ in holder.codes) in used for holder in holders)
        case "term":
            return _term_is_used(contract, name)
    return any(clause.name == name for clause in rules.of(KINDS[kind]))


def _term_is_used(contract: str, name: str) -> bool:
    rules = tree(contract)
    used = _used(contract)
    for days in rules.of(c.Days):
        if days.name == name:
            return days.days in [x for x in used if isinstance(x, DayCalendar)]
    for term in rules.of(c.Term):
        if term.name == name:
            hours = term.body.window if isinstance(term.body, s.Hours) else None
            named = any(isinstance(x, v.Ref | s.SetRef) and x.name == name for x in used)
            return named or (hours is not None and hours in [x for x in used if isinstance(x, HourWindow)])
    return False


@cache
def _used(contract: str) -> list[Any]:
    """Every node from which some line of a statement is computed."""
    rules = tree(contract)
    terms = {term.name: term for term in rules.of(c.Term)}
    todo: list[Any] = [clause for kind in KINDS.values() for clause in rules.of(kind)]
    found: list[Any] = []
    seen: set[str] = set()
    while todo:
        for node in _nodes(todo.pop()):
            found.append(node)
            if isinstance(node, v.Ref | s.SetRef) and node.name in terms and node.name not in seen:
                seen.add(node.name)
                todo.append(terms[node.name].body)
    return found


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    parts = node if isinstance(node, tuple) else [getattr(node, a.name) for a in getattr(node, "__attrs_attrs__", ())]
    for part in parts:
        yield from _nodes(part)


# ---------------------------------------------------------------- the ambiguities
# every ambiguity that concerns an agreement; those on all agreements stand where the words they concern do
AMBIGUITIES: Mapping[str, tuple[str, ...]] = {
    "we-aries": (*(f"A-WA{n}" for n in range(1, 16)), "A-X1", "A-X2", "A-X3", "A-X5", "A-X7", "A-X8", "A-X9"),
    "websoft9": (*(f"A-W{n}" for n in range(1, 10)), "A-X4", "A-X6", "A-X7", "A-X9"),
    "layerstack": (*(f"A-LS{n}" for n in range(1, 9)), "A-X1", "A-X4", "A-X5", "A-X6", "A-X7", "A-X8"),
    "furybit": (
        *(f"A-FB{n}" for n in range(1, 17)),
        *("A-X1", "A-X2", "A-X3", "A-X5", "A-X6", "A-X7", "A-X8", "A-X9"),
    ),
    "stellar-cyber": (
        *(f"A-SC{n}" for n in range(1, 14)),
        *("A-X1", "A-X2", "A-X4", "A-X5", "A-X6", "A-X7", "A-X8", "A-X9"),
    ),
}
# the readings of each contract, the adopted value first
READINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "we-aries": {
        "uptime_rounding": ("floor_available", "floor_downtime", "none"),
        "notice_rule": ("endeavour", "strict"),
        "maint_max_hours": ("soft", "hard"),
        "cap_window": ("agreement_year", "rolling", "calendar_year"),
        "response_clock": ("elapsed", "business"),
        "next_bday": ("next_opening", "next_day"),
        "resolution_clock": ("day_count", "business_hours"),
        "claim_clock": ("elapsed", "day_count"),
        "partial_month": ("in_force", "whole_month"),
    },
    "websoft9": {
        "month_basis": ("opened", "failed"),
        "count": ("per_ticket", "per_miss"),
        "availability": ("compensate", "ignore"),
    },
    "layerstack": {
        "downtime_from": ("notification", "outage_start"),
        "unscheduled_maintenance": ("counts", "excluded"),
        "minutes": ("exact", "whole"),
    },
    "furybit": {
        "full_hours": ("per_outage", "sum"),
        "spanning": ("clip", "whole"),
        "m_basis": ("window", "actual"),
        "regular_in_m": ("no", "yes"),
        "notice_count": ("date", "clear", "elapsed"),
        "failover": ("counts", "excluded"),
        "claim_hour": ("24", "17"),
    },
    "stellar-cyber": {
        "boundary": ("lower_inclusive", "upper_inclusive"),
        "excused_basis": ("remove", "numerator_only"),
        "check_rule": ("first_to_last", "plus_interval"),
        "claim_from": ("last_unavailability", "month_end"),
        "business_days": ("us_federal", "weekdays"),
    },
}


@pytest.mark.parametrize(("contract", "ambiguity"), [(k, a) for k, ids in AMBIGUITIES.items() for a in ids])
def test_ambiguity_is_decided(contract: str, ambiguity: str) -> None:
    rules = tree(contract)
    readings = [r for r in rules.readings if any(ambiguity in cite.words for cite in r.cites)]
    assumptions = [a for a in rules.of(c.Assumption) if a.name == ambiguity]
    assert readings or assumptions, f"{contract} decides nothing on {ambiguity}"
    assert all(decided.because.strip() for decided in (*readings, *assumptions))


@pytest.mark.parametrize("contract", READINGS)
def test_readings_are_those_of_the_table(contract: str) -> None:
    declared = {r.name: tuple(value for value, _ in r.values) for r in tree(contract).readings}
    assert list(declared.items()) == list(READINGS[contract].items())
    assert all(r.adopted == r.values[0][0] for r in tree(contract).readings)
    assert sladsl.load(ROOT / "contracts" / f"{contract}.sla").readings == READINGS[contract]
