"""In: a span of time or days, and an instant. Out: the deadline it makes, whether notice was long enough, a civil move."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import assert_never

from attrs import evolve

from ...base import timeset as ts
from ...base.calendars import Schedule, clock_of_day_after, elapsed_days_after, end_of_day_after, start_of_nth_day
from ...base.instants import at_clock, local_clock, local_date, midnight
from ...base.periods import add_months
from ...rules import values as v
from ...rules.choice import ByReading
from ...rules.spans import DayCount, Elapsed, InHours, MonthCount, SpanNode, WholePeriods
from .evaluator import Evaluator, Scope, Undefined, Value, fraction
from .world import FAR


def deadline(ev: Evaluator, span: SpanNode, start: int, scope: Scope) -> tuple[int, bool]:
    """The last instant of a span after an instant, and whether it is itself in time."""
    zone = ev.world.zone
    match span:
        case Elapsed(length):
            return start + int(fraction(ev.value(length, scope))), True
        case InHours(length, hours):
            return schedule(ev, hours).after(start, int(fraction(ev.value(length, scope))), zone), True
        case DayCount(n, days, _, clock, inclusive):
            if clock is None:
                return end_of_day_after(start, days_of(ev, n, scope), days, zone), False
            return clock_of_day_after(start, days_of(ev, n, scope), days, clock, zone), inclusive
        case MonthCount(n):
            return midnight(add_months(local_date(start, zone), n) + timedelta(days=1), zone), False
        case WholePeriods(n, grid):
            period = ev.anchors.at(grid, start - 1)  # the one that ends at the instant, if one does
            for _ in range(n):
                period = ev.anchors.at(grid, ev.whole(period)[1])
            return ev.whole(period)[1], False
        case ByReading():
            return deadline(ev, ev.chosen(span), start, scope)
        case _ as never:
            assert_never(never)


def schedule(ev: Evaluator, hours: Schedule | ByReading[Schedule]) -> Schedule:
    """The hours in which a clock runs, under the readings of the run."""
    while isinstance(hours, ByReading):
        hours = ev.chosen(hours)
    return hours


def days_of(ev: Evaluator, n: int | v.ValueNode, scope: Scope) -> int:
    """How many days: said in the contract, or a parameter."""
    if isinstance(n, int):
        return n
    found = fraction(ev.value(n, scope))
    if found.denominator != 1 or found < 0:
        raise Undefined("a deadline has a whole number of days")
    return int(found)


def paused_deadline(ev: Evaluator, span: SpanNode, start: int, pauses: ts.TimeSet, scope: Scope) -> int:
    """When a clock has run out that stands still during pauses."""
    if isinstance(span, ByReading):
        return paused_deadline(ev, ev.chosen(span), start, pauses, scope)
    assert isinstance(span, Elapsed | InHours)
    closed = [(a, b) for a, b in pauses if b < FAR]
    for_ever = min((a for a, b in pauses if b >= FAR), default=FAR)
    due, known = deadline(ev, span, start, scope)[0], 0
    while True:  # each pause before the end moves it on, and more pauses may then lie before it
        if due > for_ever:
            return FAR
        stopped = ts.clip(closed, start, due)
        if isinstance(span, InHours):
            stopped = ts.intersect(stopped, schedule(ev, span.hours).between(start, due, ev.world.zone))
        if (lost := ts.total(stopped)) == known:
            return due
        length = v.Const(fraction(ev.value(span.length, scope)) + lost)
        due, known = deadline(ev, evolve(span, length=length), start, scope)[0], lost


def back(ev: Evaluator, span: SpanNode, end: int, scope: Scope) -> int:
    """Where a stretch begins that ends at an instant: so much time, days or months before it."""
    match span:
        case ByReading():
            return back(ev, ev.chosen(span), end, scope)
        case Elapsed(length):
            return end - int(fraction(ev.value(length, scope)))
        case DayCount(n):
            return moved(ev, end, Fraction(-days_of(ev, n, scope)), "days")
        case MonthCount(n):
            return moved(ev, end, Fraction(-n), "months")
    raise AssertionError("the compiler lets no other span go back")


def lead(ev: Evaluator, a: Value, span: SpanNode, b: Value, scope: Scope) -> bool:
    """Whether notice at `a` is long enough before `b`."""
    return isinstance(a, int) and isinstance(b, int) and b >= earliest(ev, a, span, scope)


def earliest(ev: Evaluator, notice: int, span: SpanNode, scope: Scope) -> int:
    """The first instant for which a notice is long enough."""
    zone = ev.world.zone
    match span:
        case ByReading():
            return earliest(ev, notice, ev.chosen(span), scope)
        case DayCount(n, days, "date"):
            return start_of_nth_day(notice, days_of(ev, n, scope), days, zone)
        case DayCount(n, days, "clear"):
            return end_of_day_after(notice, days_of(ev, n, scope), days, zone)
        case DayCount(n, days, "elapsed"):
            return elapsed_days_after(notice, days_of(ev, n, scope), days, zone)
        case _:
            return deadline(ev, span, notice, scope)[0]


def moved(ev: Evaluator, instant: int, by: Fraction, unit: str) -> int:
    """An instant so many days or months on in the civil calendar, at the same clock time; whole ones only."""
    if by.denominator != 1:
        raise Undefined("the calendar has no parts of days or months to add")
    zone = ev.world.zone
    day, clock = local_date(instant, zone), local_clock(instant, zone)
    target = day + timedelta(days=int(by)) if unit == "days" else add_months(day, int(by))
    minute = clock.hour * 60 + clock.minute
    rest = instant - at_clock(day, minute, zone)
    return at_clock(target, minute, zone) + (rest if 0 <= rest < 60_000_000 else clock.second * 1_000_000 + clock.microsecond)
