"""In: calendars, hours and zones on nights when clocks change. Out: deadlines equal those found by going minute by minute.

The brute force knows one rule: a clock time on a date is the first minute at which the zone's clocks show it or a later one.
So a time that occurs twice is its first occurrence, and one that is skipped is the moment of the change.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.base.calendars import (
    DayCalendar,
    HolidayList,
    HourWindow,
    clock_of_day_after,
    end_of_day_after,
    start_of_nth_day,
)
from sladsl.base.instants import MINUTE, at_clock, local_date, midnight
from sladsl.base.periods import month_at, parse_period

DAYS = 12  # so many days of minutes are walked through
# a night on which something happens, three days into the walk
NIGHTS = [
    ("Europe/Berlin", date(2025, 3, 30)),
    ("Europe/Berlin", date(2025, 10, 26)),
    ("America/Los_Angeles", date(2025, 3, 9)),
    ("America/Los_Angeles", date(2025, 11, 2)),
    ("America/St_Johns", date(2025, 3, 9)),
    ("America/St_Johns", date(2006, 10, 29)),  # clocks changed at 00:01
    ("Pacific/Auckland", date(2025, 4, 6)),
    ("Pacific/Auckland", date(2025, 9, 28)),
    ("Africa/Cairo", date(2025, 4, 25)),  # there is no midnight: 00:00 becomes 01:00
    ("Africa/Cairo", date(2025, 10, 31)),  # 24:00 becomes 23:00
    ("Pacific/Apia", date(2011, 12, 30)),  # a date that never was
    ("Asia/Hong_Kong", date(2024, 2, 29)),
    ("Asia/Hong_Kong", date(2024, 12, 31)),
    ("UTC", date(2024, 2, 29)),
    ("Asia/Kathmandu", date(2025, 1, 1)),
]
WEEKDAYS = st.sets(st.integers(0, 6), min_size=3).map(frozenset)


@cache
def walk(zone: str, night: date) -> tuple[int, list[datetime]]:
    """The first minute of the walk (minutes since 1970), and what the zone's clocks show at each."""
    info = ZoneInfo(zone)
    noon = datetime(night.year, night.month, night.day, 12, tzinfo=UTC) - timedelta(days=4)
    first = int((noon - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) // 60
    minutes = [(noon + timedelta(minutes=n)).astimezone(info).replace(tzinfo=None) for n in range(DAYS * 1440)]
    return first, minutes


def first_showing(zone: str, night: date, clock: datetime) -> int:
    """The first minute of the walk at which the clocks show a time or a later one."""
    return next(n for n, shown in enumerate(walk(zone, night)[1]) if shown >= clock)


def micro(zone: str, night: date, minute: int) -> int:
    return (walk(zone, night)[0] + minute) * MINUTE


def as_clock(day: date, minute_of_day: int) -> datetime:
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minute_of_day)


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
@given(day=st.integers(-2, 3), minute=st.one_of(st.integers(0, 1440), st.integers(0, 190)))
def test_clock_times(zone: str, night: date, day: int, minute: int) -> None:
    on = night + timedelta(days=day)
    expected = micro(zone, night, first_showing(zone, night, as_clock(on, minute)))
    assert at_clock(on, minute, zone) == expected
    assert midnight(on, zone) == micro(zone, night, first_showing(zone, night, as_clock(on, 0)))


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
@given(minute=st.integers(2 * 1440, 6 * 1440))
@settings(max_examples=20)
def test_dates_and_months(zone: str, night: date, minute: int) -> None:
    at = micro(zone, night, minute)
    shown = walk(zone, night)[1][minute].date()
    assert local_date(at, zone) == shown
    month = month_at(at, zone)
    assert month.first <= shown < month.end
    start, end = month.bounds(zone)
    assert start <= at < end


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
@given(start=st.integers(1440, 4 * 1440), n=st.integers(0, 2), weekdays=WEEKDAYS)
@settings(max_examples=30)
def test_day_counts(zone: str, night: date, start: int, n: int, weekdays: frozenset[int]) -> None:
    calendar = DayCalendar(weekdays, frozenset({(night.month, night.day)}))
    minutes = walk(zone, night)[1]
    day, left = minutes[start].date(), n
    while left:
        day += timedelta(days=1)
        left -= day.weekday() in weekdays and (day.month, day.day) != (night.month, night.day)
    at = micro(zone, night, start)
    end = first_showing(zone, night, as_clock(day, 1440))
    assert end_of_day_after(at, n, calendar, zone) == micro(zone, night, end)
    assert start_of_nth_day(at, n, calendar, zone) == micro(zone, night, first_showing(zone, night, as_clock(day, 0)))
    evening = first_showing(zone, night, as_clock(day, 18 * 60))
    assert clock_of_day_after(at, n, calendar, 18 * 60, zone) == micro(zone, night, evening)


@cache
def open_minutes(zone: str, night: date, window: HourWindow) -> list[bool]:
    """For each minute of the walk, whether it lies between the opening and the closing of a date."""
    minutes = walk(zone, night)[1]
    found = [False] * len(minutes)
    closes = window.closes if window.closes > window.opens else window.closes + 1440
    for n in range(-3, DAYS - 6):
        day = night + timedelta(days=n)
        if day.weekday() in window.days.weekdays:
            opens = first_showing(zone, night, as_clock(day, window.opens))
            for minute in range(opens, first_showing(zone, night, as_clock(day, closes))):
                found[minute] = True
    return found


HOURS = [(0, 1440), (540, 1080), (420, 1020), (0, 150), (90, 200), (1200, 1440), (1320, 180), (150, 160)]


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
@given(start=st.integers(2 * 1440, 4 * 1440), need=st.integers(1, 700), hours=st.sampled_from(HOURS), weekdays=WEEKDAYS)
@settings(max_examples=40)
def test_business_clock(
    zone: str, night: date, start: int, need: int, hours: tuple[int, int], weekdays: frozenset[int]
) -> None:
    window = HourWindow(*hours, DayCalendar(weekdays))
    inside, ran, minute = open_minutes(zone, night, window), 0, start
    last = (DAYS - 4) * 1440  # beyond it the walk does not know every window
    while ran < need and minute < last:
        ran += inside[minute]
        minute += 1
    if ran == need:
        assert window.after(micro(zone, night, start), need * MINUTE, zone) == micro(zone, night, minute)


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
@given(start=st.integers(2 * 1440, 5 * 1440), length=st.integers(1, 2000), hours=st.sampled_from(HOURS), weekdays=WEEKDAYS)
@settings(max_examples=25)
def test_windows_between(
    zone: str, night: date, start: int, length: int, hours: tuple[int, int], weekdays: frozenset[int]
) -> None:
    window = HourWindow(*hours, DayCalendar(weekdays))
    inside = open_minutes(zone, night, window)
    spans = window.between(micro(zone, night, start), micro(zone, night, start + length), zone)
    for minute in range(start, start + length):
        at = micro(zone, night, minute)
        assert inside[minute] == any(a <= at < b for a, b in spans)


def test_windows_reach_over_more_than_a_generation() -> None:
    """A fact of 1970 must not make the office hours of today unknown."""
    window = HourWindow(540, 1020, DayCalendar(frozenset(range(5))))
    spans = window.between(0, midnight(date(2025, 6, 11), "UTC"), "UTC")
    assert spans[-1] == (at_clock(date(2025, 6, 10), 540, "UTC"), at_clock(date(2025, 6, 10), 1020, "UTC"))


def test_many_days_can_be_counted() -> None:
    days = DayCalendar(frozenset(range(5)))
    # 2025-06-02 is a Monday; 10,000 working days are 2,000 weeks
    assert days.nth_after(date(2025, 6, 2), 10_000) == date(2025, 6, 2) + timedelta(weeks=2000)


# the general holidays of Hong Kong in 2025 (Cap. 149), Sundays apart, and the federal ones of the United States
HONG_KONG = "01-01 01-29 01-30 01-31 04-04 04-18 04-19 04-21 05-01 05-05 05-31 07-01 10-01 10-07 10-29 12-25 12-26"
FEDERAL = "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25"


@pytest.mark.parametrize(("listed", "expected"), [(HolidayList("HK", "optional"), HONG_KONG), (HolidayList("US"), FEDERAL)])
def test_named_holidays_are_the_right_ones(listed: HolidayList, expected: str) -> None:
    year = parse_period("2025")
    days = [year.first + timedelta(days=n) for n in range(year.days)]
    found = [day for day in days if day.weekday() < 6 and listed.has(day)]
    assert [f"{day:%m-%d}" for day in found] == expected.split()


def test_holidays_observed_on_another_day() -> None:
    federal = DayCalendar(frozenset(range(5)), frozenset(), (HolidayList("US"),))
    assert not federal.has(date(2021, 12, 31))  # New Year 2022 is a Saturday
    assert not federal.has(date(2026, 7, 3))  # Independence Day 2026 is a Saturday
    assert federal.why_not(date(2026, 7, 3))
