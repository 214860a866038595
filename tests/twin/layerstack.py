"""In: a `World`, months, readings. Out: the lines of the LayerStack agreement, each written out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from . import spans
from .clock import Zone, month_name
from .world import Emit, Event, World, lasts, money, speaks_for

READINGS = {
    "downtime_from": ["notification", "outage_start"],
    "unscheduled_maintenance": ["counts", "excluded"],
    "minutes": ["exact", "whole"],
}
ZONE = Zone("Asia/Hong_Kong")


def lines(world: World, months: tuple[int, int], readings: Mapping[str, str], emit: Emit) -> None:
    """Every line of the agreement."""
    horizon = world.as_of if world.as_of is not None else ZONE.bounds(months[1])[1]
    for work in world["maintenance"]:
        place = {"item": work["id"], "service": work.get("service")}
        emit("window", "Scheduled Maintenance", verdict="excluded" if _is_cut(work, readings) else "counted", **place)
    for service in sorted(world["service"], key=lambda s: s["service"]):
        down = _downtime(world, service["service"], horizon, readings)
        for month in range(months[0], months[1] + 1):
            _month(world, service, month, down, readings, emit)


def _is_cut(work: Event, readings: Mapping[str, str]) -> bool:
    return work.get("kind", "scheduled") == "scheduled" or readings["unscheduled_maintenance"] == "excluded"


def _downtime(world: World, service: str, horizon: int, readings: Mapping[str, str]) -> list[spans.Span]:
    """What counts for a service: every failure from its own e-mail on, without maintenance."""
    excluded = {"scheduled_maintenance"}
    if readings["unscheduled_maintenance"] == "excluded":
        excluded.add("maintenance")
    counted = []
    for outage in world["outage"]:
        if speaks_for(outage, service) and outage.get("cause") not in excluded and outage.get("in_scope", True):
            start, end = lasts(outage, horizon)
            if readings["downtime_from"] == "notification":
                told = _told(world, service, outage, start, end)
                if told is None:
                    continue
                start = max(start, told)
            counted.append((start, end))
    cut = [(m["start"], m["end"]) for m in world["maintenance"] if speaks_for(m, service) and _is_cut(m, readings)]
    return spans.minus(counted, cut)


def _told(world: World, service: str, outage: Event, start: int, end: int) -> int | None:
    """The first e-mail about an outage: one that names it, or one that names none and comes while it lasts."""
    mails = [n for n in world["notification"] if speaks_for(n, service) and n.get("channel", "email") == "email"]
    about = [n["at"] for n in mails if (n["outage"] == outage.get("id") if "outage" in n else start <= n["at"] < end)]
    return min(about, default=None)


def _month(world: World, service: Event, month: int, down: list[spans.Span], readings: Mapping[str, str], emit: Emit) -> None:
    name = service["service"]
    start, end = ZONE.bounds(month)
    over = world.over(end)
    downtime = spans.minutes(spans.size(spans.clip(down, start, end)))
    if readings["minutes"] == "whole":
        downtime = Fraction(downtime.__floor__())
    share = downtime / spans.minutes(end - start)
    breached = share > Fraction(1, 2000)
    emit("measure", "Downtime", month, name, value=downtime, unit="minutes")
    emit("measure", "Downtime Percentage", month, name, value=share, unit="ratio")
    verdict = "breached" if breached else "met" if over else "pending"
    emit("guarantee", "Uptime", month, name, verdict=verdict, value=1 - share, target=Fraction(1999, 2000))
    kind = service.get("type", "cloud")
    flagged = any(service.get(flag) for flag in ("trial", "beta", "free", "eol"))
    covered = kind not in ("domain", "ssl", "license") and not flagged
    fees = [f for f in world["fee"] if f["period"] == month_name(month) and f.get("service") == name]
    fee = sum((Fraction(f["amount"]) for f in fees), Fraction(0))
    earned = 2 * share * fee if breached and covered else Fraction(0)
    capped = ["capped"] if earned > fee else []
    emit(
        "remedy",
        "SLA Credit",
        month,
        name,
        earned=money(earned),
        awarded=money(min(earned, fee)),
        status="provisional" if not over else "none" if money(earned) == "0.00" else "granted",
        reasons=capped if covered else ["not_covered"],
    )
