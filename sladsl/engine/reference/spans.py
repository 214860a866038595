"""In: a span of time or days, and an instant. Out: the deadline it makes, whether notice was long enough, a civil move."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import assert_never

from ...base.calendars import clock_of_day_after, elapsed_days_after, end_of_day_after, start_of_nth_day
from ...base.instants import at_clock, local_clock, local_date
from ...base.periods import add_months
from ...rules import values as v
from ...rules.choice import ByReading
from .evaluator import Evaluator, Scope, Undefined, Value, fraction


def deadline(ev: Evaluator, span: v.SpanNode, start: int, scope: Scope) -> tuple[int, bool]:
    """The last instant of a span after an instant, and whether it is itself in time."""
    zone = ev.world.zone
    match span:
        case v.Elapsed(length):
            return start + int(fraction(ev.value(length, scope))), True
        case v.InHours(length, hours):
            return hours.after(start, int(fraction(ev.value(length, scope))), zone), True
        case v.DayCount(n, days, _, clock, inclusive):
            if clock is None:
                return end_of_day_after(start, n, days, zone), False
            return clock_of_day_after(start, n, days, clock, zone), inclusive
        case ByReading():
            return deadline(ev, ev.chosen(span), start, scope)
        case _ as never:
            assert_never(never)


def lead(ev: Evaluator, a: Value, span: v.SpanNode, b: Value, scope: Scope) -> bool:
    """Whether notice at `a` is long enough before `b`."""
    if not isinstance(a, int) or not isinstance(b, int):
        return False
    zone = ev.world.zone
    match span:
        case ByReading():
            return lead(ev, a, ev.chosen(span), b, scope)
        case v.DayCount(n, days, "date"):
            return b >= start_of_nth_day(a, n, days, zone)
        case v.DayCount(n, days, "clear"):
            return b >= end_of_day_after(a, n, days, zone)
        case v.DayCount(n, days, "elapsed"):
            return b >= elapsed_days_after(a, n, days, zone)
        case _:
            return b >= deadline(ev, span, a, scope)[0]


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
