"""In: a `World`, months, readings. Out: the lines of the FuryBit agreement, each written out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field

from . import spans
from .clock import (
    HOUR,
    Zone,
    business_due,
    end_of_business_day,
    first_day,
    furybit_business,
    month_name,
)
from .furybit_maintenance import Windows, windows_of
from .world import Emit, Event, World, lasts, money

READINGS = {
    "full_hours": ["per_outage", "sum"],
    "spanning": ["clip", "whole"],
    "m_basis": ["window", "actual"],
    "regular_in_m": ["no", "yes"],
    "notice_count": ["date", "clear", "elapsed"],
    "failover": ["counts", "excluded"],
    "claim_hour": ["24", "17"],
}
EXCLUDED = [
    "customer_isp",
    "force_majeure",
    "internet",
    "customer_equipment",
    "customer_bandwidth",
    "customer_act",
    "outside_control",
]
DETAILS = {"areas", "times", "users", "estimate", "ticket"}
ZONE = Zone("UTC")


@define(eq=False)
class Incident:
    """A merged stretch of outages that are not excluded: what of it counts, and how its claim stands."""

    start: int
    end: int
    ids: set[str]
    open: bool
    net: list[spans.Span] = field(factory=list)
    valid: bool = False
    claimed: bool = False
    pending: bool = False
    why: list[str] = field(factory=list)


def lines(world: World, months: tuple[int, int], readings: Mapping[str, str], emit: Emit) -> None:
    """Every line of the agreement."""
    horizon = world.as_of if world.as_of is not None else ZONE.bounds(months[1])[1]
    windows = windows_of(world, readings, emit)
    cut = windows.scheduled + windows.regular + windows.failover
    incidents = _incidents(world, horizon)
    for one in incidents:
        one.net = spans.minus([(one.start, one.end)], cut)
        over = spans.size(one.net) > 8 * HOUR
        verdict = "breached" if over else "pending" if one.open else "met"
        emit("guarantee", "Recovery Time Objective", item=min(one.ids), verdict=verdict)
        deadline = _claim(world, one, readings)
        place = {"item": min(one.ids), "deadline": ZONE.show(deadline)}
        emit("claim", "Service Level Credit", valid=one.valid, reasons=one.why, **place)
    credited: set[Incident] = set()
    for month in range(min([ZONE.month(i.start) for i in incidents] + [months[0]]), months[1] + 1):
        _month(world, month, months[0], horizon, windows, incidents, credited, readings, emit)
    for ticket in world["ticket"]:
        _response(world, ticket, emit)
    for loss in world["data_loss"]:
        verdict = "met" if loss["lost_at"] - loss["recovered_to"] <= 8 * HOUR else "breached"
        emit("guarantee", "Recovery Point Objective", item=loss["id"], verdict=verdict)


# ---------------------------------------------------------------- incidents and their claims
def _incidents(world: World, horizon: int) -> list[Incident]:
    counted = [
        o for o in world["outage"] if o.get("cause") not in EXCLUDED and o.get("in_scope", True) and o.get("end") != o["start"]
    ]
    found: list[Incident] = []
    for outage in sorted(counted, key=lambda o: o["start"]):
        start, end = lasts(outage, horizon)
        if not found or start > found[-1].end:
            found.append(Incident(start, end, set(), False))
        one = found[-1]
        one.end = max(one.end, end)
        one.ids.add(outage["id"])
        one.open = one.open or "end" not in outage
    return found


def _claim(world: World, one: Incident, readings: Mapping[str, str]) -> int | None:
    """Judges the claims for an incident; until when it can be claimed."""
    claims = [c for c in world["claim"] if set(c.get("outages", [])) & one.ids]
    one.claimed = bool(claims)
    if one.open:
        one.why = ["ongoing"]
        return None
    deadline = end_of_business_day(ZONE, one.end, 5, furybit_business, int(readings["claim_hour"]))
    tickets = [t["opened"] for t in world["ticket"] if t.get("outage") in one.ids]
    in_time = any(opened < deadline for opened in tickets)
    unsupported = [] if in_time else ["ticket_late"] if tickets else ["no_ticket"]
    why: list[str] = []
    for claim in claims:
        lacks = list(unsupported)
        if claim["at"] >= deadline:
            lacks.append("claim_late")
        if not set(claim.get("details", [])) >= DETAILS:
            lacks.append("claim_incomplete")
        if world.in_arrears(claim["at"]):
            lacks.append("in_arrears")
        one.valid = one.valid or not lacks
        why += lacks
    if not claims and not world.open_until(deadline):
        why = ["no_claim"]
    one.why = [] if one.valid else sorted(set(why))
    one.pending = world.open_until(deadline) and not one.valid
    return deadline


# ---------------------------------------------------------------- months
def _month(
    world: World,
    month: int,
    first: int,
    horizon: int,
    windows: Windows,
    incidents: list[Incident],
    credited: set[Incident],
    readings: Mapping[str, str],
    emit: Emit,
) -> None:
    start, end = ZONE.bounds(month)
    over = world.over(end)
    total = Fraction((first_day(month + 1) - first_day(month)).days * 1440)
    announced = windows.scheduled + (windows.regular if readings["regular_in_m"] == "yes" else [])
    if readings["m_basis"] == "actual":
        announced = spans.common(announced, [(i.start, i.end) for i in incidents])
    m = spans.minutes(spans.size(spans.clip(announced, start, end if world.as_of is None else min(end, horizon))))
    d = spans.minutes(sum(spans.size(spans.clip(i.net, start, end)) for i in incidents))
    available = Fraction(1) if total == m else (total - m - d) / (total - m)
    breached = available < Fraction(199, 200)
    mine = _credited(incidents, start, end, credited, readings) if breached else []
    all_hours, hours = _full(mine, readings), _full([p for p in mine if p[0].valid], readings)
    if month < first:
        return
    emit("measure", "Total Monthly Minutes", month, value=total)
    emit("measure", "Scheduled Downtime", month, value=m)
    emit("measure", "Downtime", month, value=d)
    emit("measure", "Availability", month, value=available, unit="ratio")
    emit("measure", "Full Hours", month, value=hours)
    emit("measure", "Free Hours", month, value=10 * hours)
    verdict = "breached" if breached else "met" if over else "pending"
    emit("guarantee", "Availability", month, verdict=verdict, value=available, target=Fraction(199, 200))
    hourly = 10 * world.fee(month) / (total / 60)
    ledger = {"earned": money(all_hours * hourly), "awarded": money(hours * hourly if over else Fraction(0))}
    earning = [i for i, micro in mine if readings["full_hours"] == "sum" or micro >= HOUR]
    emit("remedy", "Service Level Credit", month, **ledger, **_standing(world, month, over, ledger["earned"], earning))


def _credited(
    incidents: list[Incident], start: int, end: int, credited: set[Incident], readings: Mapping[str, str]
) -> list[tuple[Incident, int]]:
    """What of each incident is credited in a breached month."""
    found = []
    for one in incidents:
        here = spans.size(spans.clip(one.net, start, end))
        if here and readings["spanning"] == "clip":
            found.append((one, here))
        elif here and one not in credited:
            credited.add(one)
            found.append((one, spans.size(one.net)))
    return found


def _full(credited: list[tuple[Incident, int]], readings: Mapping[str, str]) -> int:
    if readings["full_hours"] == "sum":
        return sum(micro for _, micro in credited) // HOUR
    return sum(micro // HOUR for _, micro in credited)


def _standing(world: World, month: int, over: bool, earned: str, earning: list[Incident]) -> Event:
    """The status and the reasons of a month's credit, by the incidents that earn something in it."""
    if not over:
        return {"status": "provisional"}
    if earned == "0.00":
        return {"status": "none", "reasons": []}
    found: Event = {"reasons": sorted({why for i in earning if not i.valid for why in i.why})}
    if any(i.valid for i in earning):
        confirmed = [c["at"] for c in world["confirmation"] if c.get("period") == month_name(month)]
        pay_in = {"pay_in": month_name(ZONE.month(min(confirmed)) + 1)} if confirmed else {}
        return found | {"status": "granted"} | pay_in
    if any(i.pending for i in earning):
        return found | {"status": "pending"}
    if all(i.open for i in earning):
        return found | {"status": "provisional"}
    return found | {"status": "refused" if any(i.claimed and not i.open for i in earning) else "forfeited"}


# ---------------------------------------------------------------- tickets
def _response(world: World, ticket: Event, emit: Emit) -> None:
    priority, begins = ticket.get("priority", "low"), [ticket["opened"]]
    if "info_complete_at" in ticket:
        begins.append(ticket["info_complete_at"])
    if ticket.get("channel") == "email":
        priority = "low"
        if "reclassified_at" in ticket and "reclassified_priority" in ticket:
            priority = ticket["reclassified_priority"]
            begins.append(ticket["reclassified_at"])
    need = {"high": HOUR, "medium": 8 * HOUR}.get(priority)
    place = {"item": ticket["id"], "priority": priority}
    if need is None or ticket.get("topic") in ("third_party", "customer_equipment", "configuration"):
        emit("guarantee", "Response Time", verdict="no_target", due=None, **place)
        return
    due = business_due(ZONE, max(begins), need, furybit_business, 7, 17)
    verdict = world.judge(due, ticket.get("responded"))
    emit("guarantee", "Response Time", verdict=verdict, due=ZONE.show(due), **place)
