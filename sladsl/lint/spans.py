"""In: what a deadline is counted in. Out: how long it is at least and at most on the clock, whenever it begins."""

from __future__ import annotations

from fractions import Fraction

from ..base.instants import DAY, HOUR
from ..rules import spans as d
from .bounds import Reckoner

_WEEK = 7
_SLACK = 3 * HOUR  # what changes of the clock may add
_HOLIDAYS = 14 * DAY  # what named holidays and fixed dates in a row may add; more than any list has


def longest(span: object, reckoner: Reckoner) -> Fraction | None:
    """How long a span can be, in microseconds; nothing where the rule does not tell, as for hours of business."""
    match span:
        case d.Elapsed(length):
            return reckoner.of(length).high
        case d.DayCount(int() as n, days) if days.weekdays:
            whole = -(-(n + 1) * _WEEK // len(days.weekdays)) + (_WEEK if len(days.weekdays) < _WEEK else 0)
            return Fraction(whole * DAY + _SLACK + (_HOLIDAYS if days.fixed or days.lists else 0))
        case d.MonthCount(n):
            return Fraction((31 * n + 1) * DAY + _SLACK)
    return None


def shortest(span: object, reckoner: Reckoner) -> Fraction | None:
    """How long a span is at least, in microseconds."""
    match span:
        case d.Elapsed(length) | d.InHours(length):
            return reckoner.of(length).low
        case d.DayCount(int() as n):
            return Fraction(max(0, n * DAY - _SLACK - DAY))
        case d.MonthCount(n):
            return Fraction(28 * n * DAY - _SLACK)
    return None
