"""In: worked cases and contracts made by hand. Out: what readings come to equals running every combination by itself."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import sladsl
from sladsl.api import Contract
from sladsl.choices.mapping import csv_of_priced, mapping
from sladsl.choices.priced import Priced, Range, priced

ROOT = Path(__file__).resolve().parents[2]
HEAD = """agreement "Two Limits":
    provider "P";
    time zone "UTC" [1];
    currency EUR;
    period calendar month;
    unmeasured time counts as available;
    open outages last until the evaluation;
    outages over a month end are divided at it;
    amounts are rounded half up once a month.
"""
# The smaller of two limits is paid: neither limit matters while the other one is low.
LIMITS = """
reading first [2]: low "ten"; high "ninety"; adopted low because "it is the safer one".
reading second [2]: low "ten"; high "ninety"; adopted low because "it is the safer one".
reading third [3]: whole "the time as it is"; part "full hours only"; adopted whole because "nothing is rounded".

measure Downtime [3] each month in hours:
    by reading third (whole: time of every outage; part: time of every outage rounded down to the hour).

remedy Service Credit [2] each month:
    pays smaller of (by reading first (low: 10 EUR; high: 90 EUR), by reading second (low: 10 EUR; high: 90 EUR));
    no cap;
    without a claim.
"""
OUTAGE = [{"event": "outage", "id": "O1", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T10:00:00Z"}]


def case(contract: str, name: str) -> dict[str, Any]:
    cases = json.loads((ROOT / "tests" / "cases" / f"{contract}.json").read_text("utf-8"))
    found: dict[str, Any] = next(x for x in cases if x["id"] == name)
    return found


def of_case(contract: str, name: str) -> tuple[Contract, dict[str, Any]]:
    asked = case(contract, name)
    keys = {"events": "events", "from_": "from", "to": "to", "as_of": "as_of", "readings": "readings", "given": "given"}
    return sladsl.load(ROOT / "contracts" / f"{contract}.sla"), {k: asked.get(v) for k, v in keys.items()}


def written(tmp_path: Path, clauses: str) -> Contract:
    path = tmp_path / "contract.sla"
    path.write_text(HEAD + clauses, encoding="utf-8")
    return sladsl.load(path)


def awarded(found: Priced, **readings: str) -> Fraction:
    """What stands under one other value, of the only account."""
    ((name, value),) = readings.items()
    other = next(a for a in found.alone if (a.reading, a.value) == (name, value))
    (purse,) = other.purses.values()
    return purse.awarded


def awards(found: Priced) -> Range:
    """From the least to the most that stands, of the only account."""
    (span,) = (x for x in found.together.ranges if x.of == "awarded")
    return span


def matters(found: Priced) -> dict[str, str]:
    return {e.reading: e.matters for e in found.effects}


@pytest.mark.parametrize(
    ("name", "here", "reading", "there"),
    [
        # four outages of 90 minutes: 4 full hours of each, or 6 of the sum; ten times the hour's fee of 1.00
        ("FB-5a", 40, ("full_hours", "sum"), 60),
        # the February part is 3 full hours, the whole outage 5
        ("FB-7a", 30, ("spanning", "whole"), 50),
        # two of seven hours are excused while the notice is long enough
        ("FB-3", 50, ("notice_count", "clear"), 70),
    ],
)
def test_another_reading_has_the_price_of_its_own_worked_case(
    name: str, here: int, reading: tuple[str, str], there: int
) -> None:
    contract, asked = of_case("furybit", name)
    found = contract.priced(**asked)
    (now,) = found.purses.values()
    assert now.awarded == here
    assert awarded(found, **{reading[0]: reading[1]}) == there


def test_readings_are_other_ones_than_those_that_the_run_was_given() -> None:
    contract, asked = of_case("furybit", "FB-5b")  # the sum is asked for, so the hours of each outage are the alternative
    found = contract.priced(**asked)
    assert found.base["full_hours"] == "sum"
    assert awarded(found, full_hours="per_outage") == 40


@pytest.mark.parametrize(
    ("contract", "name"),
    [
        ("furybit", "FB-5a"),
        ("layerstack", "LS-1"),
        ("creative-it", "CI-6"),
        ("hopone", "HO-4b"),
        ("stellar-cyber", "SC-1"),
        ("cdnetworks", "CD-1c"),
    ],
)
def test_it_is_as_if_every_combination_were_run(contract: str, name: str) -> None:
    loaded, asked = of_case(contract, name)
    found = loaded.priced(**asked)
    names, values = list(loaded.readings), list(loaded.readings.values())
    here = tuple(found.base[n] for n in names)
    runs = {c: told(loaded.run(**asked | {"readings": dict(zip(names, c, strict=True))}).lines) for c in product(*values)}

    def alone(n: int, value: str, around: tuple[str, ...]) -> tuple[str, ...]:
        return (*around[:n], value, *around[n + 1 :])

    assert found.together.combinations == found.together.known == len(runs)
    assert found.together.differ == sum(lines != runs[here] for lines in runs.values())
    for n, (reading, own) in enumerate(zip(names, values, strict=True)):
        by_itself = any(runs[alone(n, v, here)] != runs[here] for v in own)
        anyhow = any(runs[alone(n, v, c)] != runs[c] for c in runs for v in own)
        assert matters(found)[reading] == ("alone" if by_itself else "together" if anyhow else "no"), reading
    for span in found.together.ranges:
        sums = [total(lines, span.purse.unit, span.of) for lines in runs.values()]
        assert (span.least.amount, span.most.amount) == (min(sums), max(sums))
        for bound in (span.least, span.most):
            named = tuple(bound.readings.get(n, found.base[n]) for n in names)
            assert total(runs[named], span.purse.unit, span.of) == bound.amount


def told(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines by what they say; how minutes that do not count are divided, and days were counted, is only behind it."""
    return [{key: x for key, x in line.items() if key not in ("account", "counted")} for line in lines]


def total(lines: list[dict[str, Any]], unit: str, of: str) -> Fraction:
    """What the remedies of periods come to in a unit: what was earned, what is granted, what is still open."""
    owed = [x for x in lines if x["line"] == "remedy" and "awarded" in x and x["unit"] == unit]
    states = {"awarded": ("granted",), "open": ("pending", "provisional")}
    key = "awarded" if of == "awarded" else "earned"
    return sum((Fraction(x[key]) for x in owed if of == "earned" or x["status"] in states[of]), Fraction(0))


def test_two_readings_that_change_nothing_alone_are_priced_together(tmp_path: Path) -> None:
    found = written(tmp_path, LIMITS).priced(OUTAGE)
    # the smaller of 10 and 90 is 10, whichever is which; of 90 and 90 it is 90. Two hours are full hours.
    assert matters(found) == {"first": "together", "second": "together", "third": "no"}
    span = awards(found)
    assert (span.least.amount, span.most.amount) == (10, 90)
    assert (span.least.readings, span.most.readings) == ({}, {"first": "high", "second": "high"})
    assert (found.together.combinations, found.together.differ) == (8, 2)  # high and high, with either value of the third


def test_a_reading_of_other_lines_is_not_multiplied_with_them(tmp_path: Path) -> None:
    found = written(tmp_path, LIMITS).priced(OUTAGE)
    assert found.together.evaluations <= 4 + 1  # four pairs of limits, and the third reading once


def test_beyond_the_bound_it_is_said_and_pairs_still_show(tmp_path: Path) -> None:
    contract = written(tmp_path, LIMITS)
    posed = contract._posed(OUTAGE)
    found = priced(posed, most=3)  # the two limits have four combinations
    assert not found.together.whole
    assert awards(found).most.amount == 90


def test_what_is_not_claimed_yet_is_not_awarded() -> None:
    hosting = sladsl.load(ROOT / "docs" / "examples" / "hosting" / "hosting.sla")
    events = ROOT / "docs" / "examples" / "hosting" / "june.jsonl"
    claimed = hosting.priced(events)
    # 7.5 of 720 hours are 98.958 %: 20 % of 400; 7 hours are 99.028 %: 5 %
    assert spans(claimed) == {"earned": (20, 80), "awarded": (20, 80)}
    before = hosting.priced(events, as_of="2025-07-02T00:00:00+02:00")
    assert spans(before) == {"earned": (20, 80), "awarded": (0, 0), "open": (20, 80)}


def spans(found: Priced) -> dict[str, tuple[Fraction, Fraction]]:
    return {x.of: (x.least.amount, x.most.amount) for x in found.together.ranges}


def test_subscriptions_are_priced_apart_and_in_sum() -> None:
    hosting = sladsl.load(ROOT / "docs" / "examples" / "hosting" / "hosting.sla")
    events: list[dict[str, str]] = []
    for who, fee in (("A", "400.00"), ("B", "100.00")):
        own = {"subscription": who}
        events += [
            {"event": "subscription", "start": "2025-01-01T00:00:00Z"} | own,
            {"event": "fee", "period": "2025-06", "amount": fee, "currency": "EUR"} | own,
            {"event": "outage", "id": who, "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T15:30:00Z"} | own,
            {"event": "claim", "period": "2025-06", "at": "2025-07-04T09:00:00Z"} | own,
        ]
    found = hosting.priced(events, from_="2025-06", to="2025-06")
    ranges = {s.purse.subscription: (s.least.amount, s.most.amount) for s in found.together.ranges if s.of == "awarded"}
    assert ranges == {"A": (20, 80), "B": (5, 20), None: (25, 100)}


def test_a_third_of_a_day_is_written_exactly_for_programs(tmp_path: Path) -> None:
    clauses = """
unit day_credit.
reading share [2]: third "a third"; half "a half"; adopted third because "it is the smaller one".
remedy Extension [2] each month:
    pays by reading share (third: 1 day_credit; half: 1.5 day_credits) / (number of every outage + 2);
    no cap;
    without a claim.
"""
    found = written(tmp_path, clauses).priced(OUTAGE)
    # one outage and two are three: 1 / 3, or 3/2 / 3 = 1/2, a sixth more
    (other,) = mapping(found)["alone"][0]["amounts"]
    assert (other["awarded"], other["difference"]["awarded"]) == ("1/2", "1/6")
    assert ",1/3,1/3,0," in csv_of_priced(found)
