"""In: a `World`, readings. Out: what FuryBit's maintenance takes out, and a line for each of its windows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from attrs import define, field

from . import spans
from .clock import DAY, Zone, business_due, furybit_business, nth_business_day
from .world import Emit, World

ZONE = Zone("UTC")


@define(eq=False)
class Windows:
    """What each kind of maintenance takes out."""

    scheduled: list[spans.Span] = field(factory=list)
    regular: list[spans.Span] = field(factory=list)
    failover: list[spans.Span] = field(factory=list)


def windows_of(world: World, readings: Mapping[str, str], emit: Emit) -> Windows:
    """Judges every window, in the order in which they start."""
    windows, weeks = Windows(), set()
    for work in sorted(world["maintenance"], key=lambda m: (m["start"], m["end"], str(m.get("id")))):
        start, end, kind, flags = work["start"], work["end"], work.get("kind"), []
        inside = _business_hours(start, end)
        outside = spans.minus([(start, end)], inside)
        if inside:
            flags.append("inside_business_hours")
        if kind == "scheduled":
            name, taken = "Scheduled Maintenance", windows.scheduled
            in_time = _noticed(work.get("notified_at"), start, 5, readings)
            part = outside if in_time or work.get("vendor_change", False) else []
            flags += [] if in_time else ["notice_under_5_business_days"]
        elif kind == "regular":
            name, taken = "Regular Maintenance", windows.regular
            week = ZONE.day(start).isocalendar()[:2]
            part = [] if week in weeks else outside
            flags += ["not_first_of_week"] if week in weeks else []
            weeks.add(week)
        elif kind == "failover":
            name, taken = "Failover Tests", windows.failover
            in_time = _noticed(work.get("notified_at"), start, 20, readings)
            part = [(start, end)] if in_time and readings["failover"] == "excluded" else []
            flags = [] if in_time else ["notice_under_20_business_days"]
        else:
            name, taken, part, flags = "Emergency Maintenance", [], [], []
        taken += part
        emit("window", name, item=work.get("id"), verdict="excluded" if part else "counted", flags=flags)
    return windows


def _noticed(notice: int | None, start: int, n: int, readings: Mapping[str, str]) -> bool:
    if notice is None:
        return False
    if readings["notice_count"] == "elapsed":
        return business_due(ZONE, notice, n * DAY, furybit_business, 0, 24) <= start
    hour = 0 if readings["notice_count"] == "date" else 24
    return start >= ZONE.at(nth_business_day(ZONE.day(notice), n, furybit_business), hour)


def _business_hours(start: int, end: int) -> list[spans.Span]:
    hours, day = [], ZONE.day(start)
    while ZONE.at(day) < end:
        if furybit_business(day):
            hours.append((ZONE.at(day, 7), ZONE.at(day, 17)))
        day += timedelta(days=1)
    return spans.clip(hours, start, end)
