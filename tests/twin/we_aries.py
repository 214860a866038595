"""In: a `World`, months, readings. Out: the lines of the We Aries agreement, each written out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from . import spans
from .clock import (
    DAY,
    EVER,
    HOUR,
    Zone,
    business_due,
    end_of_business_day,
    hong_kong_business,
    month_name,
    nth_business_day,
)
from .world import Emit, Event, World, lasts

READINGS = {
    "uptime_rounding": ["floor_available", "floor_downtime", "none"],
    "notice_rule": ["endeavour", "strict"],
    "maint_max_hours": ["soft", "hard"],
    "cap_window": ["agreement_year", "rolling", "calendar_year"],
    "response_clock": ["elapsed", "business"],
    "next_bday": ["next_opening", "next_day"],
    "resolution_clock": ["day_count", "business_hours"],
    "claim_clock": ["elapsed", "day_count"],
    "partial_month": ["in_force", "whole_month"],
}
ZONE = Zone("Asia/Hong_Kong")
EXCLUDED = ["scheduled_maintenance", "force_majeure", "outside_control", "upstream", "internet", "client", "regulation"]
NO_DUTY = [
    "alpha_beta",
    "contrary_use",
    "unauthorized_change",
    "maintenance_prevented",
    "third_party",
    "user",
    "outside_control",
]


def lines(world: World, months: tuple[int, int], readings: Mapping[str, str], emit: Emit) -> None:
    """Every line of the agreement."""
    start, end = world.subscription.get("start", -EVER), world.subscription.get("end", EVER)
    terminated = min([t["at"] for t in world["termination"]], default=EVER)
    down = _downtime(world, months[1], readings, emit)
    awarded = _months(world, months, readings, (start, min(end, terminated)), down, emit)
    kept = 0 if terminated < end else awarded
    emit("total", "Accumulated Service Credits", value=awarded)
    emit("total", "Service Credits", value=kept)
    emit("total", "Free Services", value=5 * kept)
    if end < EVER:
        emit("total", "Extended End Date", value=ZONE.show(end + 5 * kept * DAY))
    _items(world, readings, emit)


def _downtime(world: World, last: int, readings: Mapping[str, str], emit: Emit) -> list[spans.Span]:
    """What counts, whatever the month; each maintenance event has its line."""
    horizon = world.as_of if world.as_of is not None else ZONE.bounds(last)[1]
    cut = []
    for work in world["maintenance"]:
        flags, qualifies = _judged(world, work, readings)
        emit(
            "window",
            "Scheduled Maintenance",
            item=work.get("id"),
            verdict="excluded" if qualifies else "counted",
            flags=flags,
        )
        if qualifies:
            hard = readings["maint_max_hours"] == "hard" and work.get("kind") != "emergency"
            cut.append((work["start"], min(work["end"], work["start"] + 4 * HOUR) if hard else work["end"]))
    counted = [
        lasts(o, horizon)
        for o in world["outage"]
        if o.get("primary", True) and o.get("in_scope", True) and o.get("cause") not in EXCLUDED
    ]
    return spans.minus(counted, cut)


def _judged(world: World, work: Event, readings: Mapping[str, str]) -> tuple[list[str], bool]:
    emergency, notice = work.get("kind") == "emergency", work.get("notified_at")
    a_day = notice is not None and work["start"] - notice >= DAY
    five_days = notice is not None and ZONE.day(work["start"]) >= nth_business_day(ZONE.day(notice), 5, hong_kong_business)
    flags = []
    if not a_day:
        flags.append("notice_under_24h")
    if not emergency and not five_days:
        flags.append("notice_under_5_business_days")
    seen_end = work["end"] if world.as_of is None else min(work["end"], world.as_of)
    if not emergency and seen_end - work["start"] > 4 * HOUR:
        flags.append("over_4_hours")
    if emergency:
        day = ZONE.day(work["start"])
        if day.weekday() != 5 or work["start"] < ZONE.at(day, 20) or work["end"] > ZONE.at(day, 24):
            flags.append("outside_maintenance_hours")
    if work.get("channel") not in (None, "email"):
        flags.append("not_emailed")
    return flags, a_day and (emergency or five_days or readings["notice_rule"] == "endeavour")


def _months(
    world: World,
    months: tuple[int, int],
    readings: Mapping[str, str],
    force: spans.Span,
    down: list[spans.Span],
    emit: Emit,
) -> int:
    """The lines of each month; what the months shown were awarded."""
    granted: dict[int, int] = {}
    shown = 0
    for month in range(min([ZONE.month(o["start"]) for o in world["outage"]] + [months[0]]), months[1] + 1):
        whole = ZONE.bounds(month)
        start, end = max(whole[0], force[0]), min(whole[1], force[1])
        if start >= end:
            continue
        hours = spans.minutes(whole[1] - whole[0] if readings["partial_month"] == "whole_month" else end - start)
        downtime = spans.minutes(spans.size(spans.clip(down, start, end)))
        available = {
            "floor_available": Fraction((hours - downtime).__floor__()),
            "floor_downtime": hours - downtime.__floor__(),
            "none": hours - downtime,
        }[readings["uptime_rounding"]]
        uptime = available / hours
        earned = 2 if uptime < Fraction(99, 100) else 1 if uptime < Fraction(999, 1000) else 0
        deadline, valid, why = _claim(world, month, end, readings)
        awarded, status, reasons = 0, "none", []
        if not world.over(end):
            status = "provisional"
        elif earned and valid:
            used = sum(n for m, n in granted.items() if _same_window(m, month, force, readings))
            status, awarded = "granted", min(earned, 18 - used)
            granted[month] = awarded
            reasons = ["capped"] if awarded < earned else []
        elif earned:
            status, reasons = "pending" if world.open_until(deadline) else "forfeited", why
        if month < months[0]:
            continue
        shown += awarded
        over = world.over(end)
        emit("measure", "Agreed Hours of Service", month, value=hours, unit="minutes")
        emit("measure", "Downtime", month, value=downtime, unit="minutes")
        emit("measure", "Uptime", month, value=uptime, unit="ratio")
        verdict = "breached" if earned else "met" if over else "pending"
        emit("guarantee", "Uptime", month, verdict=verdict, value=uptime, target=Fraction(999, 1000))
        judged = {"valid": valid, "reasons": why} if over and earned else {}
        emit("claim", "Service Credit", month, deadline=ZONE.show(deadline), **judged)
        ledger = {"earned": earned, "awarded": awarded, "unit": "credit", "status": status, "reasons": reasons}
        emit("remedy", "Service Credit", month, **ledger)
        if not world["backup"]:
            emit("guarantee", "Full Backups", month, verdict="no_data")
            emit("guarantee", "Incremental Backups", month, verdict="no_data")
    return shown


def _claim(world: World, month: int, end: int, readings: Mapping[str, str]) -> tuple[int, bool, list[str]]:
    """Until when, whether a claim is good, and what all of them lack."""
    elapsed = readings["claim_clock"] == "elapsed"
    deadline = end + 30 * DAY if elapsed else ZONE.at(ZONE.day(end) + timedelta(days=30), 24)
    made = [c for c in world["claim"] if c.get("period") == month_name(month)]
    lacks = [list(_lacks(c, deadline, elapsed)) for c in made]
    if not all(lacks):
        return deadline, True, []
    if not made and not world.open_until(deadline):
        return deadline, False, ["no_claim"]
    return deadline, False, sorted({reason for found in lacks for reason in found})


def _lacks(claim: Event, deadline: int, elapsed: bool) -> Iterator[str]:
    if claim.get("subject") != "SLA Service Credit":
        yield "wrong_subject"
    if "downtime_times" not in claim.get("details", []):
        yield "claim_incomplete"
    if claim["at"] > deadline or (claim["at"] == deadline and not elapsed):
        yield "claim_late"


def _same_window(earlier: int, month: int, force: spans.Span, readings: Mapping[str, str]) -> bool:
    """Whether an earlier month uses up the eighteen credits of this one's twelve months."""
    if readings["cap_window"] == "rolling":
        return month - 11 <= earlier <= month
    if readings["cap_window"] == "calendar_year" or force[0] == -EVER:
        return earlier // 12 == month // 12
    return _agreement_year(earlier, force) == _agreement_year(month, force)


def _agreement_year(month: int, force: spans.Span) -> int:
    """The year from the effective date in which the month's last day in force lies."""
    effective = ZONE.day(force[0])
    last = ZONE.day(min(ZONE.bounds(month)[1], force[1]) - 1)
    year = last.year
    try:
        begins = effective.replace(year=year)
    except ValueError:
        begins = date(year, 2, 28)
    return year if begins <= last else year - 1


def _items(world: World, readings: Mapping[str, str], emit: Emit) -> None:
    for ticket in world["ticket"]:
        due = _response_due(ticket["opened"], readings)
        verdict = world.judge(due, ticket.get("responded"))
        emit("guarantee", "Response Time", item=ticket["id"], due=ZONE.show(due), verdict=verdict)
        base = ticket.get("responded", due)
        if readings["resolution_clock"] == "day_count":
            due = end_of_business_day(ZONE, base, 2, hong_kong_business, 18)
        else:
            due = business_due(ZONE, base, 18 * HOUR, hong_kong_business, 9, 18)
        verdict = world.judge(due, ticket.get("resolved"))
        if verdict == "breached" and ticket.get("cause") in NO_DUTY:
            verdict = "excluded"
        emit("guarantee", "Resolution Time", item=ticket["id"], due=ZONE.show(due), verdict=verdict)
    for restore in world["restore"]:
        due = end_of_business_day(ZONE, restore["requested"], 2, hong_kong_business)
        verdict = world.judge(due, restore.get("completed"), strict=True)
        emit("guarantee", "Restore Time", item=restore["id"], due=ZONE.show(due), verdict=verdict)


def _response_due(opened: int, readings: Mapping[str, str]) -> int:
    day = ZONE.day(opened)
    if hong_kong_business(day) and ZONE.at(day, 9) <= opened < ZONE.at(day, 18):
        if readings["response_clock"] == "elapsed":
            return opened + 4 * HOUR
        return business_due(ZONE, opened, 4 * HOUR, hong_kong_business, 9, 18)
    early = hong_kong_business(day) and opened < ZONE.at(day, 9)
    same_day = readings["next_bday"] == "next_opening" and early
    return ZONE.at(day if same_day else nth_business_day(day, 1, hong_kong_business), 13)
