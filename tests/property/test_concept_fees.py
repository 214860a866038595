"""In: fees of months, years, cycles and odd stretches. Out: a period's fee is the sum of its days' parts; the parts of a fee
are the whole of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import naive
from .concepts import agreement, dates, fee, measured, named, run
from .naive import Dates, cut, days, months

KINDS = ["month", "quarter", "calendar year", "agreement year", "billing cycle", "week", "30 days"]
FORCE, BILLING = date(2023, 1, 31), 15
YEARS = (date(2023, 1, 1), date(2026, 1, 1))
SPREAD = ["months", "days"]


def contract(spread: str) -> str:
    clauses = [f"measure {word(kind)} each {kind}: amount of fee / 1.00 EUR." for kind in KINDS]
    force = f"in force from {FORCE} until 2027-01-01"
    header = (force, f"billing cycles begin on day {BILLING}", f"fees of longer periods are spread by {spread}")
    return agreement("\n".join(clauses), "Europe/Berlin", *header)


def word(kind: str) -> str:
    return "Fee " + "".join(part.capitalize() for part in kind.split() if part.isalpha())


def whole_months(period: Dates) -> list[Dates]:
    """The months that a fee's period is made of, from its first day on; the period itself where it is not made of such."""
    starts = [period[0]]
    while starts[-1] < period[1]:
        starts.append(naive.months_on(period[0], len(starts)))
    return list(pairwise(starts)) if starts[-1] == period[1] else [period]


def of_day(day: date, period: Dates, cents: int, spread: str) -> Fraction:
    """A day's part of a fee."""
    if not period[0] <= day < period[1]:
        return Fraction(0)
    pieces = whole_months(period) if spread == "months" else [period]
    own = next(p for p in pieces if p[0] <= day < p[1])
    return Fraction(cents, 100) / len(pieces) / (own[1] - own[0]).days


def of_period(period: Dates, fees: Iterable[tuple[Dates, int]], spread: str) -> Fraction:
    fees = list(fees)
    exact = [(p, x) for p, x in fees if p == period]
    parts = (of_day(d, p, x, spread) for d in days(*period) for p, x in exact or fees)
    return sum(parts, Fraction(0))


PERIODS = st.one_of(
    st.sampled_from([(date(2024, 1, 1), date(2025, 1, 1)), (date(2024, 2, 1), date(2024, 3, 1))]),
    st.sampled_from([(date(2023, 12, 31), date(2024, 12, 31)), (date(2024, 1, 31), date(2024, 2, 29))]),
    st.sampled_from([(date(2024, 2, 29), date(2025, 2, 28)), (date(2024, 2, 15), date(2024, 3, 15))]),
    st.tuples(dates(date(2023, 11, 1), date(2024, 6, 1)), st.integers(1, 400)).map(
        lambda pair: (pair[0], naive.nth_day(pair[0], pair[1], lambda _: True))
    ),
    st.tuples(dates(date(2023, 11, 1), date(2024, 6, 1)), st.integers(1, 14)).map(
        lambda pair: (pair[0], naive.months_on(pair[0], pair[1]))
    ),
)
CENTS = st.integers(0, 10**7)


@pytest.mark.parametrize("spread", SPREAD)
@given(period=PERIODS, cents=CENTS)
@settings(max_examples=20)
def test_a_fee_of_any_period_spread_over_every_kind_of_period(spread: str, period: Dates, cents: int) -> None:
    lines = run(contract(spread), [fee(f"{period[0]}/{period[1]}", cents)], ("2024-01", "2025-02"))
    for kind in KINDS:
        shown = cut(kind, date(2024, 1, 1), date(2025, 3, 1), FORCE, BILLING)
        expected = named(shown, [of_period(p, [(period, cents)], spread) for p in shown])
        assert measured(lines, word(kind)) == expected, kind


@pytest.mark.parametrize("spread", SPREAD)
@given(begin=dates(*YEARS).filter(lambda d: d < date(2025, 1, 1)), cents=CENTS)
@settings(max_examples=10)
def test_the_parts_of_a_year_are_the_year(spread: str, begin: date, cents: int) -> None:
    year = (begin, naive.months_on(begin, 12))
    text = agreement(
        "measure Parts each month: total of (amount of fee / 1.00 EUR) for each day of the month.\n"
        "measure Weeks each month: total of (amount of fee / 1.00 EUR) for each week of the month.\n"
        "measure Fee each month: amount of fee / 1.00 EUR.",
        "America/New_York",
        f"fees of longer periods are spread by {spread}",
    )
    lines = run(text, [fee(f"{year[0]}/{year[1]}", cents)], ("2022-12", "2026-01"))
    for of in ("Parts", "Weeks", "Fee"):
        assert sum(x or 0 for x in measured(lines, of).values()) == Fraction(cents, 100), of
    assert measured(lines, "Parts") == measured(lines, "Fee")


@pytest.mark.parametrize("spread", SPREAD)
@given(amounts=st.lists(CENTS, min_size=3, max_size=3), month=st.integers(1, 12))
@settings(max_examples=15)
def test_fees_of_one_period_add_up_and_its_own_fee_goes_first(spread: str, amounts: list[int], month: int) -> None:
    year, own = (date(2024, 1, 1), date(2025, 1, 1)), (date(2024, month, 1), naive.months_on(date(2024, month, 1), 1))
    fees = [(year, amounts[0]), (own, amounts[1]), (own, amounts[2])]
    events = [fee(naive.name(p), x, id=f"F{n}") for n, (p, x) in enumerate(fees)]
    lines = run(contract(spread), events, ("2024-01", "2024-12"))
    expected = [of_period(p, fees, spread) for p in months("2024-01", "2024-12")]
    assert measured(lines, "Fee Month") == named(months("2024-01", "2024-12"), expected)
    assert measured(lines, "Fee Month")[naive.name(own)] == Fraction(amounts[1] + amounts[2], 100)


@pytest.mark.parametrize("spread", SPREAD)
@given(amounts=st.lists(CENTS, min_size=2, max_size=2))
@settings(max_examples=15)
def test_the_fee_of_a_day_is_its_part_of_the_fee_of_the_month(spread: str, amounts: list[int]) -> None:
    _days_of_february(spread, amounts)


@pytest.mark.parametrize("spread", SPREAD)
def test_the_fee_of_a_day_is_its_part_of_all_the_fees_of_the_month(spread: str) -> None:
    _days_of_february(spread, [366_00, 29_00, 58_00])


def _days_of_february(spread: str, amounts: list[int]) -> None:
    """The year's fee, and those of February, which alone are February's."""
    text = agreement(
        "measure Parts each month: total of (amount of fee / 1.00 EUR) for each day of the month.\n"
        "measure Fee each month: amount of fee / 1.00 EUR.",
        "UTC",
        f"fees of longer periods are spread by {spread}",
    )
    own = [fee("2024-02", x, id=f"F{n}") for n, x in enumerate(amounts[1:])]
    lines = run(text, [fee("2024", amounts[0]), *own], ("2024-01", "2024-03"))
    assert measured(lines, "Fee")["2024-02"] == Fraction(sum(amounts[1:]), 100)
    assert measured(lines, "Parts") == measured(lines, "Fee")


@given(data=st.data())
@settings(max_examples=30)
def test_fees_of_services(data: st.DataObject) -> None:
    """A service's own fee, else that of no service; of all together that of no service, else the sum."""
    amounts = {s: data.draw(st.one_of(st.none(), CENTS)) for s in ("a", "b", "c", None)}
    text = agreement(
        "measure Own each month for each service: amount of fee.\nmeasure All each month: amount of fee.\n"
        "measure Sum each month: total of (amount of fee) for each service."
    )
    events = [{"event": "service", "service": s} for s in ("a", "b", "c")]
    for s, x in amounts.items():
        events += [] if x is None else [fee("2024-02", x) | ({"service": s} if s else {})]
    lines = run(text, events, ("2024-02", "2024-02"))
    own = {s: amounts[s] if amounts[s] is not None else (amounts[None] or 0) for s in ("a", "b", "c")}
    every = amounts[None] if amounts[None] is not None else sum(x for x in amounts.values() if x is not None)
    found = {x["service"]: Fraction(x["value"]) for x in lines if x["name"] == "Own"}
    assert found == {s: Fraction(x, 100) for s, x in own.items()}
    assert measured(lines, "All") == {"2024-02": Fraction(every, 100)}
    assert measured(lines, "Sum") == {"2024-02": Fraction(sum(own.values()), 100)}


# ---------------------------------------------------------------- the fee of the term
@pytest.mark.parametrize("amounts", [(40_00, 100_00, 100_00, 30_00), (0, 0, 0, 30_00)])
def test_what_was_charged_for_a_month_in_part_is_not_divided_again(amounts: tuple[int, ...]) -> None:
    text = agreement(
        "remedy Credit each month: pays 100% of amount of fee; at most 50% of amount of fee over the term; without a claim.",
        "UTC",
        "in force from 2024-01-20 until 2024-04-10",
    )
    shown = ("2024-01", "2024-04")
    events = [fee(naive.name(m), x) for m, x in zip(months(*shown), amounts, strict=True)]
    lines = run(text, events, shown)
    awarded = sum(Fraction(x["awarded"]) for x in lines if x["line"] == "remedy")
    assert awarded == naive.cents(Fraction(sum(amounts), 200))
