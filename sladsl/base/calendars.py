"""In: weekdays, fixed dates, named holiday lists, clock hours. Out: day calendars, hour windows, deadlines counted in them.

Civil rules, each in one place: the day of the event is day 0; a day ends 24:00 local; an instant at 00:00 belongs to the
day it begins; a business clock that runs out at closing time is due at closing time of that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from attrs import frozen

from .instants import DAY, at_clock, local_date, midnight
from .timeset import TimeSet, clip, union

_WEEK = 7  # days looked at in one go
_LIMIT = 366 * 30  # days without one of its own before a calendar counts as having none


class EmptyCalendar(ValueError):
    """A calendar in which no day ever comes."""


@frozen
class HolidayList:
    """A named list of the `holidays` library: country (and subdivision) code and category (`None`: its default)."""

    code: str
    category: str | None = None

    def has(self, day: date) -> bool:
        """Whether the list has the date."""
        return day in _holiday_table(self.code, self.category)

    def name_of(self, day: date) -> str | None:
        """What the list calls the date."""
        found = _holiday_table(self.code, self.category).get(day)
        return str(found) if found else None


@lru_cache(maxsize=64)
def _holiday_table(code: str, category: str | None) -> Any:
    import holidays  # heavy: only a run over a calendar with holidays needs it

    country, _, part = code.partition("-")
    arguments: dict[str, Any] = {"subdiv": part or None}
    if category:
        arguments["categories"] = (category,)
    return holidays.country_holidays(country, **arguments)


def holiday_fault(code: str, category: str | None) -> str | None:
    """What is wrong with a named list, in words; `None` where it exists."""
    try:
        _holiday_table(code, category)
    except NotImplementedError:
        return f"there is no holiday list `{code}`"
    except ValueError:
        return f"the holiday list `{code}` has no category `{category}`"
    return None


def holiday_categories(code: str) -> tuple[str, ...]:
    """The categories that a named list has."""
    return tuple(sorted(_holiday_table(code, None).supported_categories))


@frozen
class DayCalendar:
    """Days of the week (Monday is 0) without fixed dates `(month, day)` and without named holidays."""

    weekdays: frozenset[int] = frozenset(range(7))
    fixed: frozenset[tuple[int, int]] = frozenset()
    lists: tuple[HolidayList, ...] = ()

    def has(self, day: date) -> bool:
        """Whether the date is one of the calendar's days."""
        return (
            day.weekday() in self.weekdays
            and (day.month, day.day) not in self.fixed
            and not any(listed.has(day) for listed in self.lists)
        )

    def why_not(self, day: date) -> str | None:
        """Why a date that is on one of the weekdays is not one of the days; `None` where it is, or is on another."""
        if day.weekday() not in self.weekdays:
            return None
        if (day.month, day.day) in self.fixed:
            return f"{day:%B} {day.day}"
        return next((name for listed in self.lists if (name := listed.name_of(day))), None)

    def nth_after(self, day: date, n: int) -> date:
        """The n-th day of the calendar after a date, which is day 0."""
        without = 0
        while n > 0:
            day += timedelta(days=1)
            if self.has(day):
                n, without = n - 1, 0
            elif (without := without + 1) > _LIMIT:
                raise EmptyCalendar("the calendar has no such day")
        return day


@frozen
class HourWindow:
    """Clock hours (minutes after 00:00; 1440 is 24:00) on the days of a calendar; hours that end before they begin run
    into the next day. `place` is the zone whose clocks they are, where it is not the contract's."""

    opens: int
    closes: int
    days: DayCalendar
    place: str | None = None

    def on(self, day: date, zone: str) -> tuple[int, int] | None:
        """The window of one date as an interval, if it is one of its days."""
        zone = self.place or zone
        if not self.days.has(day):
            return None
        closes = self.closes if self.closes > self.opens else self.closes + 1440
        start, end = at_clock(day, self.opens, zone), at_clock(day, closes, zone)
        return (start, end) if start < end else None

    def between(self, start: int, end: int, zone: str) -> TimeSet:
        """All windows that touch `[start, end)`, whole."""
        return union(w for w in self._windows(start, zone, end) if w[0] < end)

    def _windows(self, start: int, zone: str, end: int | None = None) -> Iterator[tuple[int, int]]:
        zone = self.place or zone
        day, without = local_date(start, zone) - timedelta(days=1), 0
        while end is None or at_clock(day, 0, zone) < end:
            window = self.on(day, zone)
            if window and window[1] > start:
                without = 0
                yield window
            elif end is None and (without := without + 1) > _LIMIT:
                raise EmptyCalendar("the hours never come")
            day += timedelta(days=1)

    def after(self, start: int, length: int, zone: str) -> int:
        """When a clock that runs only in these hours has run for `length` microseconds.

        It runs out at closing time where the length is used up exactly then.
        """
        left = length
        for opens, closes in self._windows(start, zone):
            begin = max(opens, start)
            if left <= closes - begin:
                return begin + left
            left -= closes - begin
        raise EmptyCalendar("the hours never come")


@frozen
class Schedule:
    """Hours in which a clock runs: those of one window, or of any of several."""

    windows: tuple[HourWindow, ...]

    def between(self, start: int, end: int, zone: str) -> TimeSet:
        """All hours that touch `[start, end)`, whole."""
        return union(span for w in self.windows for span in w.between(start, end, zone))

    def after(self, start: int, length: int, zone: str) -> int:
        """When a clock that runs only in these hours has run for `length` microseconds."""
        if len(self.windows) == 1:
            return self.windows[0].after(start, length, zone)
        left, low = length, start
        for _ in range(_LIMIT // _WEEK):
            high = low + _WEEK * DAY
            for opens, closes in clip(self.between(low, high, zone), low, high):
                if left <= closes - opens:
                    return opens + left
                left -= closes - opens
            low = high
        raise EmptyCalendar("the hours never come, or are too few")


def library_version() -> str:
    """The version of the holiday tables."""
    from importlib.metadata import version

    return version("holidays")


def end_of_day_after(start: int, n: int, days: DayCalendar, zone: str) -> int:
    """24:00 of the n-th day of a calendar after the day of an instant."""
    return midnight(days.nth_after(local_date(start, zone), n) + timedelta(days=1), zone)


def clock_of_day_after(start: int, n: int, days: DayCalendar, minute_of_day: int, zone: str) -> int:
    """A clock time on the n-th day of a calendar after the day of an instant."""
    return at_clock(days.nth_after(local_date(start, zone), n), minute_of_day, zone)


def start_of_nth_day(start: int, n: int, days: DayCalendar, zone: str) -> int:
    """00:00 of the n-th day of a calendar after the day of an instant: with n days' notice, work may start from here."""
    return midnight(days.nth_after(local_date(start, zone), n), zone)


def elapsed_days_after(start: int, n: int, days: DayCalendar, zone: str) -> int:
    """When n times 24 hours of a calendar's days have passed, each day counting its whole length up to 24 hours."""
    return HourWindow(0, 1440, days).after(start, n * DAY, zone)
