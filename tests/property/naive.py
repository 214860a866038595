"""The definitions of the manual once more, each in a few lines that nobody would call clever.

In: instants as microseconds since 1970 UTC, civil dates, names of zones. Out: what the manual says of them. Nothing of
sladsl is used here. Periods are found by asking every day whether one begins on it; hours, pauses and deadlines by going
from minute to minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Span = tuple[int, int]
Dates = tuple[date, date]  # the second is no longer in it


# ---------------------------------------------------------------- instants
def instant(text: str) -> int:
    """A written instant."""
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


def written(at: int) -> str:
    """An instant as events write it."""
    return (EPOCH + timedelta(microseconds=at)).isoformat()


@cache
def clock(day: date, zone: str, minute: int = 0) -> int:
    """When the clocks of a zone show a time (in minutes) on a day; twice shown, it is the first time."""
    shown = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) + timedelta(minutes=minute)
    return (shown.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)


def local(at: int, zone: str) -> datetime:
    """What the clocks of a zone show."""
    return (EPOCH + timedelta(microseconds=at)).astimezone(ZoneInfo(zone))


@cache
def day_of(at: int, zone: str) -> date:
    """The date in a zone."""
    return local(at, zone).date()


def bounds(dates: Dates, zone: str) -> Span:
    """From the midnight of the first date to that of the second."""
    return clock(dates[0], zone), clock(dates[1], zone)


# ---------------------------------------------------------------- days and periods
def days(first: date, end: date) -> Iterator[date]:
    """Every day of a stretch."""
    return (first + timedelta(days=n) for n in range((end - first).days))


@cache
def last_of_month(day: date) -> date:
    """The last day of its month."""
    while (day + timedelta(days=1)).month == day.month:
        day += timedelta(days=1)
    return day


@cache
def months_on(day: date, n: int) -> date:
    """The day of the same number n months later, or the last one there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    end = last_of_month(date(year, month + 1, 1))
    return end.replace(day=min(day.day, end.day))


@cache
def begins(kind: str, day: date, force: date | None = None, billing: int = 1) -> bool:
    """Whether a period of a kind begins on a day."""
    match kind:
        case "month":
            return day.day == 1
        case "quarter":
            return day.day == 1 and day.month in (1, 4, 7, 10)
        case "calendar year":
            return (day.month, day.day) == (1, 1)
        case "agreement year":
            assert force is not None
            return any(months_on(force, 12 * k) == day for k in range(-3, 10))
        case "billing cycle":
            return day.day == min(billing, last_of_month(day).day)
        case "week":
            return day.strftime("%A") == "Monday"
        case "30 days":
            assert force is not None
            return (day - force).days % 30 == 0
        case "day":
            return True
    raise AssertionError(kind)


@cache
def cut(kind: str, first: date, end: date, force: date | None = None, billing: int = 1) -> tuple[Dates, ...]:
    """The periods of a kind that touch a stretch of days, whole."""
    wide = days(first - timedelta(days=400), end + timedelta(days=400))
    starts = [day for day in wide if begins(kind, day, force, billing)]
    return tuple((a, b) for a, b in pairwise(starts) if a < end and first < b)


def name(dates: Dates) -> str:
    """A period as a statement writes it."""
    a, b = dates
    for n, text in ((1, f"{a:%Y-%m}"), (3, f"{a:%Y}-Q{(a.month + 2) // 3}"), (12, f"{a:%Y}")):
        if a.day == 1 and b == months_on(a, n) and a.month in {1: range(1, 13), 3: (1, 4, 7, 10), 12: (1,)}[n]:
            return text
    return f"{a}/{b}"


def months(first: str, last: str) -> list[Dates]:
    """The calendar months from one to another."""
    day, found = date.fromisoformat(f"{first}-01"), []
    while f"{day:%Y-%m}" <= last:
        found.append((day, months_on(day, 1)))
        day = found[-1][1]
    return found


# ---------------------------------------------------------------- stretches of time
def union(spans: Iterable[Span]) -> list[Span]:
    """Overlaps once; what touches is one."""
    found: list[Span] = []
    for a, b in sorted(s for s in spans if s[0] < s[1]):
        if found and a <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], b))
        else:
            found.append((a, b))
    return found


def clip(spans: Iterable[Span], to: Span) -> list[Span]:
    """What lies in a stretch."""
    return union((max(a, to[0]), min(b, to[1])) for a, b in spans if max(a, to[0]) < min(b, to[1]))


def common(some: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What lies in both."""
    some = list(some)
    return union(span for other in others for span in clip(some, other))


def total(spans: Iterable[Span]) -> int:
    """How long all of it lasts, overlaps once."""
    return sum(b - a for a, b in union(spans))


def inside(spans: Iterable[Span], to: Span) -> int:
    """How long it lasts within a stretch."""
    return total(clip(spans, to))


def joined(spans: Iterable[Span], bridged: Callable[[int], bool]) -> list[Span]:
    """Stretches over every gap that is short enough."""
    found: list[Span] = []
    for a, b in union(spans):
        if found and bridged(a - found[-1][1]):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


def first_of(spans: Iterable[Span], quota: int) -> list[Span]:
    """The first part of a time set, as long as a quota."""
    kept = []
    for a, b in union(spans):
        b = min(b, a + quota)
        quota -= b - a
        kept.append((a, b))
    return union(kept)


# ---------------------------------------------------------------- numbers
def nearest_rank(values: Sequence[Fraction], percent: Fraction) -> Fraction:
    """The smallest of them that at least so many percent of them do not exceed."""
    return min(x for x in values if sum(y <= x for y in values) * 100 >= percent * len(values))


def cents(x: Fraction, mode: str = "half up", places: int = 2) -> Fraction:
    """An amount rounded to cents."""
    scaled = x * 10**places
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    up = {
        "down": False,
        "up": rest > 0,
        "half up": rest * 2 >= 1,
        "half even": rest * 2 > 1 or (rest * 2 == 1 and whole % 2 == 1),
    }[mode]
    return Fraction(whole + up, 10**places)


# ---------------------------------------------------------------- clocks, minute by minute
Open = Callable[[int], bool]  # whether a minute (its first instant) lies in the hours


def hours(opens: int, closes: int, weekdays: frozenset[int], zone: str) -> Open:
    """Hours (in minutes of the day) on weekdays; such as end before they begin run into the next day."""

    @cache
    def is_open(at: int) -> bool:
        shown = local(at, zone)
        minute, day = shown.hour * 60 + shown.minute, shown.weekday()
        if opens < closes:
            return opens <= minute < closes and day in weekdays
        return (minute >= opens and day in weekdays) or (minute < closes and (day - 1) % 7 in weekdays)

    return is_open


def runs_out(start: int, minutes: int, runs: Open) -> int:
    """When a clock that runs only in some minutes has run for so many: `start` is a whole minute."""
    at = start
    while minutes:
        minutes -= runs(at)
        at += MINUTE
    return at


def nth_day(after: date, n: int, counts: Callable[[date], bool]) -> date:
    """The n-th day that counts after a day, which is day 0."""
    day = after
    while n:
        day += timedelta(days=1)
        n -= counts(day)
    return day
