"""In: RFC 3339 texts and civil dates in a zone. Out: instants as integers of microseconds since 1970 UTC, and back.

Instants are compared, sorted and keyed as integers only. Zones serve the civil calendar alone (midnights, clock times,
dates); they are the standard library's, because pendulum 3.3 answers a time that a spring night skips with an earlier one
(02:30 becomes 01:30), and a deadline must not move back.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RFC3339 = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def parse_instant(text: str) -> int:
    """An RFC 3339 text with an offset as microseconds UTC; `ValueError` in words for anything else.

    >>> parse_instant("1970-01-01T01:00:00+01:00")
    0
    """
    m = _RFC3339.fullmatch(text)
    if not m:
        if re.fullmatch(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?", text):
            raise ValueError("has no offset from UTC (write `Z` or `+08:00` behind it)")
        raise ValueError("is not an instant (write it as `2025-06-10T08:00:00Z`)")
    year, month, day, hour, minute, second, fraction, zone = m.groups()
    digits = (fraction or "").ljust(6, "0")
    if digits[6:].strip("0"):
        raise ValueError("is finer than a microsecond")
    if not 1900 <= int(year) <= 2999:
        raise ValueError("lies outside the years 1900 to 2999")
    try:
        local = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        raise ValueError("is not a date and time that exists") from None
    micro = (local - _EPOCH) // timedelta(microseconds=1) + int(digits[:6])
    if zone in "Zz":
        return micro
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError("has an offset that does not exist")
    offset = (hours * 60 + minutes) * MINUTE
    return micro - offset if zone[0] == "+" else micro + offset


@cache
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name (`Asia/Hong_Kong`); `ValueError` where there is none."""
    try:
        return ZoneInfo(name)
    except Exception:  # an unknown name, a path, an odd character: each raises its own kind
        raise ValueError(f"`{name}` is not a time zone of the IANA list") from None


def is_zone(name: str) -> bool:
    """Whether the IANA list has the zone."""
    try:
        zone_of(name)
    except ValueError:
        return False
    return True


def _as_datetime(instant: int, zone: str) -> datetime:
    return (_EPOCH + timedelta(microseconds=instant)).astimezone(zone_of(zone))


def format_instant(instant: int, zone: str) -> str:
    """RFC 3339 in the zone; microseconds are written only where there are any.

    >>> format_instant(0, "Asia/Hong_Kong")
    '1970-01-01T08:00:00+08:00'
    """
    found = _as_datetime(instant, zone)
    if (found.utcoffset() or timedelta()) % timedelta(minutes=1):
        found = _as_datetime(instant, "UTC")  # RFC 3339 cannot write the local mean times of before about 1920
    return found.isoformat()


def local_date(instant: int, zone: str) -> date:
    """The civil date on which an instant lies; 00:00 belongs to the day it begins."""
    return _as_datetime(instant, zone).date()


def local_clock(instant: int, zone: str) -> time:
    """The clock time at an instant."""
    return _as_datetime(instant, zone).time()


@lru_cache(maxsize=65536)
def at_clock(day: date, minute_of_day: int, zone: str) -> int:
    """The instant at which the zone's clocks show a time (minutes after 00:00, 1440 is 24:00) on a date.

    A time that occurs twice means the first one; one that a spring night skips means the moment of the change.
    """
    if minute_of_day >= 1440:
        day, minute_of_day = day + timedelta(days=1), minute_of_day - 1440
    hour, minute = divmod(minute_of_day, 60)
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone_of(zone), fold=0)
    instant = (wall.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)
    later_fold = (wall.replace(fold=1).astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)
    # only in a gap does the later fold come out earlier: the change lies between the two
    return instant if later_fold >= instant else _change_between(later_fold, instant, zone)


def _change_between(low: int, high: int, zone: str) -> int:
    """The instant (to the second) at which the zone's offset changes."""
    before = _as_datetime(low, zone).utcoffset()
    while high - low > SECOND:
        middle = (low + high) // (2 * SECOND) * SECOND
        if _as_datetime(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def midnight(day: date, zone: str) -> int:
    """The first instant of a civil date."""
    return at_clock(day, 0, zone)
