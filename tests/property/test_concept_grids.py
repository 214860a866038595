"""In: outages about the ends of days, months and years. Out: every kind of period cuts time without gap or overlap, measures
what lies in it, and belongs to one longer period only."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import naive
from .concepts import ODD_DAYS, ZONES, agreement, measured, minutes, named, outages, paid, run, stretches
from .naive import HOUR, MINUTE, SECOND, Span, bounds, clock, cut, day_of, written

LONG = ["month", "quarter", "calendar year", "agreement year", "billing cycle", "week", "30 days"]
FIRST, END = date(2023, 11, 1), date(2025, 5, 1)
FORCES = st.sampled_from([date(2023, 11, 30), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)])
BILLING = st.sampled_from([1, 2, 15, 28, 29, 30, 31])


def of_every(kinds: list[str]) -> str:
    """Four measures for each kind of period."""
    clauses = ["Down means every outage."]
    for kind in kinds:
        word = word_of(kind)
        for measure, what in (
            ("Down", "time of Down"),
            ("Whole", f"time of the {kind}"),
            ("Force", f"time of the {kind} in force"),
        ):
            clauses.append(f"measure {measure} {word} each {kind} in minutes: {what}.")
        clauses.append(f"measure Days {word} each {kind}: days of the {kind}.")
    return "\n".join(clauses)


def word_of(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split() if part.isalpha())


def in_force(text: str, zone: str, first: date, end: date, billing: str = "on day 1") -> str:
    return agreement(text, zone, f"in force from {first} until {end}", f"billing cycles begin {billing}")


@given(data=st.data(), zone=st.sampled_from(ZONES), force=FORCES, billing=BILLING)
@settings(max_examples=20)
def test_every_kind_of_period_cuts_time(zone: str, data: st.DataObject, force: date, billing: int) -> None:
    spans = data.draw(stretches(zone, FIRST, END))
    end = data.draw(st.sampled_from([date(2025, 1, 31), date(2025, 3, 30), date(2026, 2, 28)]))
    text = in_force(of_every(LONG), zone, force, end, f"on day {billing}")
    lines = run(text, outages(spans), ("2024-01", "2025-03"))
    time_in_force = bounds((force, end), zone)
    for kind in LONG:
        of = word_of(kind)
        periods = [p for p in cut(kind, date(2024, 1, 1), date(2025, 4, 1), force, billing) if p[0] < end and force < p[1]]
        whole = [bounds(p, zone) for p in periods]
        assert all(a[1] == b[0] for a, b in itertools.pairwise(whole))
        parts = [naive.clip([p], time_in_force)[0] for p in whole]
        assert measured(lines, f"Whole {of}") == named(periods, [minutes(b - a) for a, b in whole])
        assert measured(lines, f"Force {of}") == named(periods, [minutes(b - a) for a, b in parts])
        assert measured(lines, f"Days {of}") == named(periods, [(b - a).days for a, b in periods])
        assert measured(lines, f"Down {of}") == named(periods, [minutes(naive.inside(spans, p)) for p in parts])


@given(data=st.data(), zone=st.sampled_from(ZONES), day=st.sampled_from(ODD_DAYS))
@settings(max_examples=30)
def test_days_and_their_parts(zone: str, data: st.DataObject, day: date) -> None:
    spans = data.draw(stretches(zone, day.replace(day=1), naive.last_of_month(day)))
    month = (day.replace(day=1), naive.months_on(day.replace(day=1), 1))
    lines = run(
        in_force(of_every(["day"]), zone, date(2020, 2, 29), date(2030, 1, 1)), outages(spans), (naive.name(month),) * 2
    )
    periods = [(d, naive.nth_day(d, 1, lambda _: True)) for d in naive.days(*month)]
    whole = [bounds(p, zone) for p in periods]
    assert measured(lines, "Whole Day") == named(periods, [minutes(b - a) for a, b in whole])
    assert measured(lines, "Down Day") == named(periods, [minutes(naive.inside(spans, p)) for p in whole])


# ---------------------------------------------------------------- the subscription's cycles
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
@given(data=st.data(), day=st.integers(1, 31), hour=st.integers(0, 23))
@settings(max_examples=25)
def test_billing_cycles_begin_with_the_subscription(zone: str, data: st.DataObject, day: int, hour: int) -> None:
    start = clock(date(2024, 1, day), zone, hour * 60)
    spans = data.draw(stretches(zone, date(2024, 1, 1), date(2025, 4, 1)))
    text = agreement(of_every(["billing cycle"]), zone, "billing cycles begin with the subscription")
    events = [{"event": "subscription", "start": written(start)}, *outages(spans)]
    lines = run(text, events, ("2024-02", "2025-03"))
    periods = cut("billing cycle", date(2024, 2, 1), date(2025, 4, 1), None, day)
    whole = [bounds(p, zone) for p in periods]
    assert measured(lines, "Whole BillingCycle") == named(periods, [minutes(b - a) for a, b in whole])
    assert measured(lines, "Down BillingCycle") == named(periods, [minutes(naive.inside(spans, p)) for p in whole])


# ---------------------------------------------------------------- the parts and the whole
PIECES = ["day", "week", "month", "quarter", "billing cycle", "30 days", "agreement year"]
SMALL = {"1 hour": HOUR, "5 minutes": 5 * MINUTE, "7 minutes": 7 * MINUTE, "5 hours": 5 * HOUR, "45 minutes": 45 * MINUTE}


def gathered(pieces: list[str]) -> str:
    clauses = ["Down means every outage.", "measure Whole each month in minutes: time of Down."]
    for n, piece in enumerate(pieces):
        term = f"Part {chr(65 + n)}"
        over = f"for each {piece} of the month"
        clauses.append(f"measure {term} each month in minutes: total of (time of Down) {over}.")
        clauses.append(f"measure Pieces {term} each month: total of (1) {over}.")
        clauses.append(f"measure Length {term} each month in minutes: total of (time of the {piece}) {over}.")
    return "\n".join(clauses)


def small_pieces(size: int, day: date, zone: str) -> list[Span]:
    """A day cut from its midnight on; the last piece ends with it."""
    at, end = bounds((day, naive.nth_day(day, 1, lambda _: True)), zone)
    found = []
    while at < end:
        found.append((at, min(at + size, end)))
        at += size
    return found


@given(data=st.data(), zone=st.sampled_from(ZONES), force=FORCES, billing=BILLING)
@settings(max_examples=15)
def test_a_period_belongs_to_the_month_in_which_it_ends(zone: str, data: st.DataObject, force: date, billing: int) -> None:
    spans = data.draw(stretches(zone, FIRST, END))
    text = in_force(gathered(PIECES), zone, force, date(2026, 1, 1), f"on day {billing}")
    lines = run(text, outages(spans), ("2024-01", "2025-03"))
    months = [m for m in naive.months("2024-01", "2025-03") if force < m[1]]
    force_span = bounds((force, date(2026, 1, 1)), zone)
    for n, kind in enumerate(PIECES):
        term = f"Part {chr(65 + n)}"
        pieces = [p for p in cut(kind, FIRST, END, force, billing) if force < p[1]]
        of_month = [[bounds(p, zone) for p in pieces if m[0] < p[1] <= m[1]] for m in months]
        assert measured(lines, f"Pieces {term}") == named(months, [len(found) for found in of_month])
        down = [sum(naive.inside(naive.clip(spans, force_span), p) for p in found) for found in of_month]
        assert measured(lines, term) == named(months, [minutes(x) for x in down])
        if kind == "day":
            assert measured(lines, term) == measured(lines, "Whole")


@given(data=st.data(), zone=st.sampled_from(ZONES), day=st.sampled_from(ODD_DAYS))
@settings(max_examples=2)
def test_small_pieces_of_time_sum_to_the_month(zone: str, data: st.DataObject, day: date) -> None:
    month = (day.replace(day=1), naive.months_on(day.replace(day=1), 1))
    spans = data.draw(stretches(zone, *month))
    lines = run(agreement(gathered(list(SMALL)), zone), outages(spans), (naive.name(month),) * 2)
    for n, size in enumerate(SMALL.values()):
        term = f"Part {chr(65 + n)}"
        pieces = [p for d in naive.days(*month) for p in small_pieces(size, d, zone)]
        assert list(measured(lines, f"Pieces {term}").values()) == [len(pieces)]
        assert list(measured(lines, f"Length {term}").values()) == [minutes(bounds(month, zone)[1] - bounds(month, zone)[0])]
        assert measured(lines, term) == measured(lines, "Whole")


@given(data=st.data(), zone=st.sampled_from(ZONES), day=st.sampled_from(ODD_DAYS), size=st.sampled_from(sorted(SMALL)))
@settings(max_examples=8)
def test_small_pieces_begin_at_midnight(zone: str, data: st.DataObject, day: date, size: str) -> None:
    month = (day.replace(day=1), naive.months_on(day.replace(day=1), 1))
    spans = data.draw(stretches(zone, day, naive.nth_day(day, 1, lambda _: True), most=3))
    text = agreement(
        "Down means every outage.\n"
        f"measure Worst each month in minutes: largest of (time of Down) for each {size} of the month.\n"
        f"measure Hit each month: number of (time of Down is more than 0 minutes) for each {size} of the month.",
        zone,
    )
    lines = run(text, outages(spans), (naive.name(month),) * 2)
    near = [d for d in naive.days(*month) if any(a < clock(d, zone) + 30 * HOUR and clock(d, zone) < b for a, b in spans)]
    pieces = [p for d in near for p in small_pieces(SMALL[size], d, zone)]
    down = [naive.inside(spans, p) for p in pieces]
    assert list(measured(lines, "Worst").values()) == [minutes(max(down, default=0))]
    assert list(measured(lines, "Hit").values()) == [sum(x > 0 for x in down)]


# ---------------------------------------------------------------- in force from noon to noon
@given(data=st.data(), zone=st.sampled_from(ZONES), force=FORCES, noon=st.integers(1, 86_399))
@settings(max_examples=20)
def test_in_force_from_an_instant_within_a_day(zone: str, data: st.DataObject, force: date, noon: int) -> None:
    """The periods begin with the day; what is measured begins with the instant."""
    spans = data.draw(stretches(zone, FIRST, END))
    start = clock(force, zone) + noon * SECOND
    end = clock(data.draw(st.sampled_from([date(2025, 1, 31), date(2025, 3, 30)])), zone) + noon * SECOND
    kinds = ["month", "agreement year", "30 days", "week"]
    header = "in force from start of subscription until end of subscription"
    events = [{"event": "subscription", "start": written(start), "end": written(end)}, *outages(spans)]
    lines = run(agreement(of_every(kinds), zone, header), events, ("2023-11", "2025-03"))
    for kind in kinds:
        of = word_of(kind)
        periods = cut(kind, date(2023, 11, 1), date(2025, 4, 1), force)
        periods = tuple(p for p in periods if clock(p[0], zone) < end and start < clock(p[1], zone))
        parts = [naive.clip([bounds(p, zone)], (start, end))[0] for p in periods]
        assert measured(lines, f"Force {of}") == named(periods, [minutes(b - a) for a, b in parts])
        assert measured(lines, f"Down {of}") == named(periods, [minutes(naive.inside(spans, p)) for p in parts])


def test_what_lies_outside_the_time_in_force_is_not_counted() -> None:
    text = agreement(
        "Down means every outage.\nmeasure Downtime each month in minutes: time of Down.\n"
        "measure Number each month: number of Down.\n"
        "remedy Credit of each Down each month: pays 1.00 EUR; no cap; without a claim.",
        "UTC",
        "in force from 2024-03-15 until 2024-03-25",
    )
    starts = [clock(date(2024, 3, d), "UTC") for d in (5, 16, 26)]
    lines = run(text, outages([(a, a + HOUR) for a in starts]), ("2024-03", "2024-03"))
    assert measured(lines, "Downtime") == {"2024-03": 60}
    assert measured(lines, "Number") == {"2024-03": 1}
    assert paid(lines, "Credit") == {"2024-03": 1}


# ---------------------------------------------------------------- which periods a run shows
@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=25)
def test_without_a_range_every_touched_period_is_shown(zone: str, data: st.DataObject) -> None:
    spans = data.draw(stretches(zone, date(2024, 1, 1), date(2025, 1, 1), most=3))
    kinds = ["month", "quarter", "week", "calendar year"]
    lines = run(in_force(of_every(kinds), zone, date(2020, 1, 1), date(2030, 1, 1)), outages(spans))
    for kind in kinds:
        touched = [p for p in cut(kind, FIRST, END) for a, b in [bounds(p, zone)] if any(x < b and a < y for x, y in spans)]
        assert list(measured(lines, f"Whole {word_of(kind)}")) == [naive.name(p) for p in touched]


def test_the_shapes_above_are_what_they_seem() -> None:
    """The naive periods themselves, on a few that can be checked by eye."""
    cycles = cut("billing cycle", date(2024, 1, 31), date(2024, 4, 1), None, 31)
    shown = [naive.name(p) for p in cycles]
    assert shown == ["2024-01-31/2024-02-29", "2024-02-29/2024-03-31", "2024-03-31/2024-04-30"]
    leap = cut("agreement year", date(2024, 2, 29), date(2026, 1, 1), date(2024, 2, 29))
    assert [naive.name(p) for p in leap] == ["2024-02-29/2025-02-28", "2025-02-28/2026-02-28"]
    short = bounds((date(2024, 3, 31), date(2024, 4, 1)), "Europe/Berlin")
    assert short[1] - short[0] == 23 * HOUR
    assert day_of(clock(date(2024, 3, 31), "Europe/Berlin") - 1, "Europe/Berlin") == date(2024, 3, 30)
    assert naive.nearest_rank([Fraction(n) for n in range(1, 21)], Fraction(95)) == 19
