"""In: RFC 3339 texts, civil dates, zone names. Out: microseconds since 1970 UTC, months as numbers, days of business.

A month is the number `year * 12 + month - 1`, so that the next one is one more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EVER = 10**18  # later than any instant
BusinessDay = Callable[[date], bool]


def instant(text: str | int | None) -> int | None:
    """A written instant as microseconds; a number is one already."""
    if text is None or isinstance(text, int):
        return text
    since = datetime.fromisoformat(text) - EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


class Zone:
    """The civil calendar of a zone."""

    def __init__(self, name: str):
        self.info = ZoneInfo(name)

    def local(self, at: int) -> datetime:
        """The civil date and time at an instant."""
        return (EPOCH + timedelta(microseconds=at)).astimezone(self.info)

    def day(self, at: int) -> date:
        """The civil date at an instant."""
        return self.local(at).date()

    def at(self, day: date, hour: int = 0) -> int:
        """The instant at which the hour begins on a date; the hour may be 24."""
        if hour == 24:
            day, hour = day + timedelta(days=1), 0
        since = datetime(day.year, day.month, day.day, hour, tzinfo=self.info).astimezone(UTC) - EPOCH
        return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds

    def show(self, at: int | None) -> str | None:
        """An instant as a statement writes it."""
        return None if at is None else self.local(at).isoformat()

    def month(self, at: int) -> int:
        """The month at an instant."""
        local = self.local(at)
        return local.year * 12 + local.month - 1

    def bounds(self, month: int) -> tuple[int, int]:
        """The instants at which a month begins and ends."""
        return self.at(first_day(month)), self.at(first_day(month + 1))


def first_day(month: int) -> date:
    """The first date of a month."""
    return date(month // 12, month % 12 + 1, 1)


def month_name(month: int) -> str:
    """A month as it is written."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def months_of(period: str) -> tuple[int, int]:
    """The first and the last month of a written period."""
    if "/" in period:
        first, end = (date.fromisoformat(x) for x in period.split("/"))
        last = end - timedelta(days=1)
        return first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        month = int(quarter[1]) * 12 + 3 * (int(quarter[2]) - 1)
        return month, month + 2
    if re.fullmatch(r"\d{4}", period):
        return int(period) * 12, int(period) * 12 + 11
    year, number = period.split("-")
    return int(year) * 12 + int(number) - 1, int(year) * 12 + int(number) - 1


# ---------------------------------------------------------------- days of business
@cache
def _hong_kong(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("HK", years=[year], categories=("optional",)))


@cache
def _united_states(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("US", years=[year, year + 1]))  # New Year may be observed in December


def hong_kong_business(day: date) -> bool:
    """Monday to Friday without the general holidays of Hong Kong."""
    return day.weekday() < 5 and day not in _hong_kong(day.year)


def federal_business(day: date) -> bool:
    """Monday to Friday without the federal holidays of the United States."""
    return day.weekday() < 5 and day not in _united_states(day.year)


def weekday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


def furybit_business(day: date) -> bool:
    """Monday to Friday without 1 January and 25 December."""
    return day.weekday() < 5 and (day.month, day.day) not in ((1, 1), (12, 25))


def nth_business_day(day: date, n: int, is_business: BusinessDay) -> date:
    """The n-th business day after a date, which is day 0."""
    while n:
        day += timedelta(days=1)
        n -= is_business(day)
    return day


def end_of_business_day(zone: Zone, at: int, n: int, is_business: BusinessDay, hour: int = 24) -> int:
    """An hour of the n-th business day after the day of an instant."""
    return zone.at(nth_business_day(zone.day(at), n, is_business), hour)


def business_due(zone: Zone, at: int, need: int, is_business: BusinessDay, opens: int, closes: int) -> int:
    """When so many microseconds of the hours of business days have run since an instant."""
    day = zone.day(at)
    while True:
        if is_business(day):
            start, end = max(at, zone.at(day, opens)), zone.at(day, closes)
            if start < end:
                if need <= end - start:
                    return start + need
                need -= end - start
        day += timedelta(days=1)
