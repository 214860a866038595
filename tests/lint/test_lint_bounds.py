"""Bounds never leave a number out: each operation is held against the numbers themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.base.grids import DAY, MONTH, QUARTER, WEEK
from sladsl.base.quantity import rounded
from sladsl.catalogue.read import whole
from sladsl.compiler.kept import compiled
from sladsl.lint.bounds import Bounds, Reckoner, hull, length_of
from sladsl.lint.subject import subject
from sladsl.rules import clauses as c
from sladsl.rules import values as v

HOUR = 3_600_000_000
numbers = st.fractions(-3, 3, max_denominator=4)


@st.composite
def with_one(draw: st.DrawFn, least: int = -3) -> tuple[Bounds, Fraction]:
    """Bounds, some of them open to a side, and a number within them."""
    x, y, z = sorted(draw(st.tuples(*[st.fractions(least, 3, max_denominator=4)] * 3)))
    low, high = draw(st.sampled_from([(x, z), (x, None), (None, z), (None, None)] if least < 0 else [(x, z), (x, None)]))
    return Bounds(low, high), y


def within(x: Fraction, bounds: Bounds) -> bool:
    """Whether a number lies in bounds."""
    return (bounds.low is None or bounds.low <= x) and (bounds.high is None or x <= bounds.high)


@given(with_one(), with_one())
def test_sums_differences_and_products_are_not_too_narrow(one: tuple[Bounds, Fraction], other: tuple[Bounds, Fraction]) -> None:
    (a, x), (b, y) = one, other
    assert within(x + y, a + b)
    assert within(x - y, a + -b)
    assert within(x * y, a * b)
    assert within(x, hull([a, b]))
    assert within(y, hull([a, b]))


@given(with_one(), with_one(least=0))
def test_quotients_are_not_too_narrow(one: tuple[Bounds, Fraction], other: tuple[Bounds, Fraction]) -> None:
    (a, x), (b, y) = one, other
    if y > 0:
        assert within(x / y, a.over(b))


@given(numbers, numbers, numbers, numbers)
def test_products_of_closed_bounds_are_not_too_wide(p: Fraction, q: Fraction, r: Fraction, t: Fraction) -> None:
    """Each end of a product is a product of ends."""
    a, b = Bounds(min(p, q), max(p, q)), Bounds(min(r, t), max(r, t))
    ends = {x * y for x in (p, q) for y in (r, t)}
    assert ((a * b).low, (a * b).high) == (min(ends), max(ends))


@given(with_one(), numbers, numbers, st.booleans(), st.booleans())
def test_a_row_that_holds_for_a_number_is_reached(
    one: tuple[Bounds, Fraction], p: Fraction, q: Fraction, low_in: bool, high_in: bool
) -> None:
    bounds, x = one
    low, high = min(p, q), max(p, q)
    row = v.Tier(v.Const(low), low_in, v.Const(high), high_in, v.Const(Fraction(1)))
    if (low < x or (low_in and low == x)) and (x < high or (high_in and x == high)):
        assert bounds.has(row)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=3), with_one(), st.booleans())
def test_a_table_gives_what_the_row_of_a_number_gives(
    steps: list[tuple[Fraction, Fraction]], one: tuple[Bounds, Fraction], open_end: bool
) -> None:
    """Rows from bound to bound, the last perhaps without an end; a number in none of them gives nothing."""
    bounds, x = one
    edges = sorted({edge for edge, _ in steps})
    paid = [value for _, value in steps]
    spans = [(low, high) for low, high in zip(edges, [*edges[1:], None], strict=True) if high is not None or open_end]
    told = [(low, high, value) for (low, high), value in zip(spans, paid, strict=False)]
    rows = [v.Tier(v.Const(a), True, None if b is None else v.Const(b), False, v.Const(value)) for a, b, value in told]
    given_for_x = next((value for a, b, value in told if a <= x and (b is None or x < b)), Fraction(0))
    known = _reckoner("")
    # of a name that nothing defines nothing is known; between two numbers that is the bounds themselves
    low, high = (None if end is None else v.Const(end) for end in (bounds.low, bounds.high))
    between = v.Pick("smaller", tuple(e for e in (v.Pick("larger", tuple(e for e in (v.Ref("Unknown"), low) if e)), high) if e))
    assert within(given_for_x, known.of(v.Tiers(between, tuple(rows))))


@given(with_one(), st.sampled_from(["down", "up", "half up", "half even"]))
def test_rounding_is_not_too_narrow(one: tuple[Bounds, Fraction], mode: str) -> None:
    bounds, x = one
    known = Reckoner(_reckoner("").subject)._rounded(bounds, Fraction(1), mode, None)
    assert within(rounded(x, Fraction(1), mode), known)


def test_a_month_a_quarter_and_a_day_have_as_long_as_they_can_have() -> None:
    """February has 28 days, three months at most 92 or less than 93; a day of the clock's change 23 or 25 hours."""
    assert length_of(MONTH).low < 28 * 24 * HOUR <= 31 * 24 * HOUR < length_of(MONTH).high
    assert length_of(QUARTER).high >= 92 * 24 * HOUR
    assert length_of(DAY).low <= 23 * HOUR
    assert length_of(DAY).high >= 25 * HOUR
    assert length_of(WEEK, in_force=True).low == 0


@pytest.mark.parametrize(
    ("formula", "low", "high"),
    [
        ("(time of the month - time of every outage) / time of the month", 0, 1),
        ("100% - time of every outage / time of the month", 0, 1),
        ("time of every outage / time of the month * 2", 0, 2),
        ("(time of the month - time of every outage) / time of every outage", -1, None),
        ("smaller of (time of every outage / 1 hour * 1%, 30%)", 0, Fraction(3, 10)),
        ("larger of (time of every outage / 1 hour * 1%, 30%)", Fraction(3, 10), None),
        ("share of (responded is given) for each ticket of the month", 0, 1),
        ("by reading r (a: 10%; b: 20%)", Fraction(1, 10), Fraction(1, 5)),
        ("5%; 0% when number of every outage is 0; 9% when number of every outage is 1", 0, Fraction(9, 100)),
        ("tiers of time of every outage: | at least 0 hours and below 4 hours | 1% | | at least 4 hours | 2% |",
         Fraction(1, 100), Fraction(1, 50)),
        ("tiers of time of every outage: | more than 0 hours and below 4 hours | 1% | | at least 4 hours | 2% |",
         0, Fraction(1, 50)),
    ],
)  # fmt: skip
def test_a_formula_lies_between(formula: str, low: Fraction | None, high: Fraction | None) -> None:
    known = _reckoner(f"measure Share [2] each month: {formula}.")
    bounds = known.of(known.subject.tree.of(c.Measure)[0].body)
    assert (bounds.low, bounds.high) == (low, high)


def _reckoner(clauses: str) -> Reckoner:
    reading = 'reading r [2]: a "one"; b "two"; adopted a because "it is the plain sense".\n'
    text, _ = whole((reading if "by reading" in clauses else "") + clauses, "header")
    found = compiled(text.encode(), "contract.sla")
    assert not found.errors, found.errors
    return Reckoner(subject(text.encode(), "contract.sla", found.tree))
