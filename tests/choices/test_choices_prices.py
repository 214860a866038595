"""What readings come to: figures worked by hand, readings that meet, and what is said where not all is tried."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from interplay import APART, BOTH, DOORS, IDLE, contract

import sladsl
from sladsl.choices.priced import Priced, Range, priced

ROOT = Path(__file__).parents[2]
HOSTING = ROOT / "docs" / "examples" / "hosting"


def awarded(found: Priced, reading: str, value: str) -> Fraction:
    """What one other value alone awards, all remedies together."""
    (one,) = (a for a in found.alone if (a.reading, a.value) == (reading, value))
    return sum((x.awarded for x in one.sums.values()), Fraction(0))


def extremes(found: Priced) -> Range:
    """From the least to the most that stands, of the only account."""
    (one,) = (r for r in found.together.ranges if r.of == "awarded")
    return one


def matters(found: Priced) -> dict[str, str]:
    return {e.reading: e.matters for e in found.effects}


# ---------------------------------------------------------------- by hand
def test_seven_and_a_half_hours_are_worth_80_and_seven_full_ones_20() -> None:
    # June has 720 hours: 7.5 of them leave 98.958 %, below 99 %: 20 % of 400.00. Seven leave 99.03 %: 5 %.
    found = sladsl.load(HOSTING / "hosting.sla").priced(HOSTING / "june.jsonl")
    ((of, now),) = found.sums.items()
    assert (of.remedy, of.unit, now.earned, now.awarded, now.open) == ("Service Credit", "EUR", 80, 80, 0)
    assert awarded(found, "hours", "full") == 20
    assert (found.together.combinations, found.together.differ) == (2, 1)
    span = extremes(found)
    assert (span.least.amount, dict(span.least.readings)) == (20, {"hours": "full"})
    assert (span.most.amount, dict(span.most.readings)) == (80, {})
    (alone,) = found.alone
    downtime, *_, credit = alone.changed
    assert (downtime.name, downtime.before, downtime.after) == ("measure/Downtime/2025-06", "7.5 h", "7 h")
    assert credit.name == "remedy/Service Credit/2025-06"


def test_alternatives_differ_from_the_readings_that_were_asked_for() -> None:
    found = sladsl.load(HOSTING / "hosting.sla").priced(HOSTING / "june.jsonl", readings={"hours": "full"})
    assert [(a.reading, a.value) for a in found.alone] == [("hours", "exact")]
    assert [x.awarded for x in found.sums.values()] == [20]
    assert awarded(found, "hours", "exact") == 80


def test_two_doors_that_must_both_be_closed_matter_only_together() -> None:
    # Either door alone excuses both hours. With both closed two hours count: 10 % of 300.00.
    found = contract(DOORS, IDLE).priced(BOTH)
    assert matters(found) == {"planned": "together", "announced": "together", "speed": "no"}
    beside = {e.reading: e.beside for e in found.effects}
    assert beside["planned"] == {"announced": "counts"}
    assert all(a.changed == () for a in found.alone)
    span = extremes(found)
    assert (span.now, span.least.amount, span.most.amount) == (0, 0, 30)
    assert span.most.readings == {"planned": "counts", "announced": "counts"}
    # of the eight combinations two have both doors closed, at either speed
    assert (found.together.combinations, found.together.differ, found.together.whole) == (8, 2, True)
    assert [e.why for e in found.effects if e.reading == "speed"] == ["not asked"]


def test_readings_that_share_no_line_are_tried_apart_and_their_extremes_add_up() -> None:
    found = contract(DOORS, APART).priced(BOTH)
    span = extremes(found)
    assert (span.least.amount, span.now, span.most.amount) == (5, 5, 37)
    assert span.most.readings == {"planned": "counts", "announced": "counts", "bonus": "seven"}
    assert found.together.combinations == 8
    assert found.together.differ == 5  # seven euros, or both doors closed: 4 + 2 - 1
    # four for the doors, one more for the bonus, and the most of both at once for proof
    assert found.together.evaluations == 6


def test_what_the_customer_owes_is_taken_off_what_is_good_for_the_customer() -> None:
    fee = APART.replace("without a claim", "without a claim; owed by the customer")
    span = extremes(contract(fee).priced(BOTH))
    assert (span.least.amount, span.now, span.most.amount) == (-7, -5, -5)


def test_a_contract_without_readings_has_one_combination() -> None:
    found = contract(APART.splitlines()[1].replace("by reading bonus (five: 5 EUR; seven: 7 EUR)", "5 EUR")).priced(BOTH)
    assert (found.alone, found.effects) == ((), ())
    assert (found.together.combinations, found.together.differ, found.together.evaluations) == (1, 0, 1)


# ---------------------------------------------------------------- too many
def test_beyond_the_bound_it_is_said_that_not_all_was_tried() -> None:
    # A third door: now three must be closed, and no two of them change anything.
    third = DOORS.replace(
        "    except during by reading announced (excuses",
        "    except during by reading late (excuses: Planned Work; counts: no time);\n"
        "    except during by reading announced (excuses",
    )
    late = 'reading late [1]: excuses "late work excuses"; counts "it does not"; adopted excuses because "so it says".\n'
    doors = contract(late, third)
    found = priced(doors._posed(BOTH), most=7)
    assert not found.together.whole
    assert (found.together.combinations, found.together.known) == (8, 7)  # itself, three alone, three pairs
    assert {e.why for e in found.effects} == {"tried"}
    proven = doors.priced(BOTH)
    assert proven.together.whole
    assert set(matters(proven).values()) == {"together"}
    assert extremes(proven).most.amount == 30


def test_beyond_the_bound_pairs_are_found_and_improved() -> None:
    # Both doors (found as a pair) and the bonus in one line: 10 % of 300.00 and 7.00.
    one = DOORS.replace("pays 10% of amount of fee", "pays 10% of amount of fee + by reading bonus (five: 5 EUR; seven: 7 EUR)")
    doors = contract(APART.splitlines(keepends=True)[0], one)
    found = priced(doors._posed(BOTH), most=7)
    assert not found.together.whole
    assert extremes(found).most.amount == 37
    assert matters(found)["planned"] == "together"
