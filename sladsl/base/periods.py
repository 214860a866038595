"""In: `2025-06`, `2025-Q2`, `2025`, `2025-06-01/2025-07-01`. Out: a `Period` of civil dates, its neighbours, its instants.

A part of a day is a `Slice`; it has instants and no dates.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from attrs import frozen

from .instants import format_instant, local_date, midnight

_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


@frozen(order=True)
class Period:
    """Civil dates from `first` to before `end`."""

    first: date
    end: date

    @property
    def name(self) -> str:
        """The shortest of the four ways to write it."""
        a, b = self.first, self.end
        if a.day == b.day == 1:
            months = (b.year - a.year) * 12 + b.month - a.month
            if months == 1:
                return f"{a.year:04d}-{a.month:02d}"
            if months == 3 and a.month % 3 == 1:
                return f"{a.year:04d}-Q{(a.month + 2) // 3}"
            if months == 12 and a.month == 1:
                return f"{a.year:04d}"
        return f"{a}/{b}"

    @property
    def days(self) -> int:
        """How many civil days."""
        return (self.end - self.first).days

    @property
    def months(self) -> int:
        """How many whole months, from its first day on; 0 where it is not made of such."""
        n = (self.end.year - self.first.year) * 12 + self.end.month - self.first.month
        return n if n > 0 and add_months(self.first, n) == self.end else 0

    def bounds(self, zone: str) -> tuple[int, int]:
        """The instants from local midnight to local midnight, half open."""
        return midnight(self.first, zone), midnight(self.end, zone)


@frozen(order=True)
class Slice:
    """A part of a day, from instant to instant."""

    start: int
    end: int

    @property
    def name(self) -> str:
        """Its two instants in UTC."""
        return f"{format_instant(self.start, 'UTC')}/{format_instant(self.end, 'UTC')}"

    def bounds(self, zone: str) -> tuple[int, int]:
        """Its instants; the zone does not matter."""
        return self.start, self.end


@lru_cache(maxsize=65536)
def add_months(day: date, months: int) -> date:
    """The same day of a later month; the last day where that month is shorter.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    import pendulum  # heavy: only a run needs it

    moved = pendulum.date(day.year, day.month, day.day).add(months=months)
    return date(moved.year, moved.month, moved.day)


def month_of(day: date) -> Period:
    """The calendar month of a date."""
    first = day.replace(day=1)
    return Period(first, add_months(first, 1))


def month_at(instant: int, zone: str) -> Period:
    """The calendar month in which an instant lies."""
    return month_of(local_date(instant, zone))


def next_month(period: Period) -> Period:
    """The calendar month that begins where a period ends."""
    return month_of(period.end)


def parse_period(text: str) -> Period:
    """A written period; `ValueError` in words for anything else.

    >>> parse_period("2025-Q2").days
    91
    """
    try:
        if m := _MONTH.fullmatch(text):
            return month_of(date(int(m[1]), int(m[2]), 1))
        if m := _QUARTER.fullmatch(text):
            first = date(int(m[1]), int(m[2]) * 3 - 2, 1)
            return Period(first, add_months(first, 3))
        if _YEAR.fullmatch(text):
            return Period(date(int(text), 1, 1), date(int(text) + 1, 1, 1))
        a, slash, b = text.partition("/")
        if slash:
            period = Period(date.fromisoformat(a), date.fromisoformat(b))
            if period.first < period.end:
                return period
            raise ValueError("ends before it begins")
    except ValueError as e:
        if str(e) == "ends before it begins":
            raise
        raise ValueError("is not a period that exists") from None
    raise ValueError("is not a period (write `2025-06`, `2025-Q2`, `2025` or `2025-06-01/2025-07-01`)")
