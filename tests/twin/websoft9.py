"""In: a `World`, months, readings. Out: the lines of the Websoft9 agreement, each written out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field

from .clock import HOUR, MINUTE, Zone, month_name
from .world import Emit, Event, World, lasts, money

READINGS = {
    "month_basis": ["opened", "failed"],
    "count": ["per_ticket", "per_miss"],
    "availability": ["compensate", "ignore"],
}
EXCLUDED = [
    "scheduled_downtime",
    "emergency_maintenance",
    "force_majeure",
    "customer_environment",
    "custom_code",
    "misconfiguration",
    "cloud_infrastructure",
]
WITHIN = {
    ("standard", "general"): 12 * HOUR,
    ("advanced", "general"): 6 * HOUR,
    ("premium", "general"): 2 * HOUR,
    ("standard", "high"): 3 * HOUR,
    ("advanced", "high"): 30 * MINUTE,
    ("premium", "high"): 10 * MINUTE,
}
SHARE = Fraction(1, 20)


@define
class Claims:
    """When each request was first claimed by the portal, and which were claimed by another channel."""

    first: dict[str, int] = field(factory=dict)
    wrong: set[str] = field(factory=set)


def lines(world: World, months: tuple[int, int], readings: Mapping[str, str], emit: Emit) -> None:
    """Every line of the agreement."""
    zone = Zone(world.subscription.get("zone", "UTC"))
    horizon = world.as_of if world.as_of is not None else zone.bounds(months[1])[1]
    claims = _claims(world)
    failed: dict[int, list[str]] = {}  # by month, the request of each counted miss
    for ticket in world["ticket"]:
        misses = _misses(world, zone, horizon, ticket, readings, emit)
        if not misses:
            continue
        opened = readings["month_basis"] == "opened"
        dated = [zone.month(ticket["opened"]) if opened else zone.month(missed) for missed in misses]
        for month in dated:
            failed.setdefault(month, []).append(ticket["id"])
        _compensated(world, zone, ticket["id"], dated, claims, emit)
    for month in range(months[0], months[1] + 1):
        _month(world, zone, month, failed.get(month, []), claims, emit)
    for session in world["session"]:
        _session(world, zone, session, emit)


def _claims(world: World) -> Claims:
    claims = Claims()
    for claim in sorted(world["claim"], key=lambda c: c["at"]):
        for ticket in claim.get("tickets", []):
            if claim.get("channel", "portal") == "portal":
                claims.first.setdefault(ticket, claim["at"])
            else:
                claims.wrong.add(ticket)
    return claims


def _misses(world: World, zone: Zone, horizon: int, ticket: Event, readings: Mapping[str, str], emit: Emit) -> list[int]:
    """When each standard was missed that counts for a request: the response first, then the outage it documents."""
    plan = ticket.get("plan", world.subscription.get("plan"))
    priority = "high" if ticket.get("priority") == "high" and ticket.get("incident") is True else "general"
    excused = ticket.get("cause") in EXCLUDED
    due = ticket["opened"] + WITHIN[plan, priority]
    verdict = world.judge(due, ticket.get("responded"))
    if verdict == "breached" and excused:
        verdict = "excluded"
    place = {"item": ticket["id"], "verdict": verdict, "due": zone.show(due), "priority": priority}
    emit("guarantee", "Response Time", **place)
    misses = [due] if verdict == "breached" else []
    outage = next((o for o in world["outage"] if o.get("id") == ticket.get("outage") is not None), None)
    if outage and not excused and readings["availability"] == "compensate" and _platform_fault(outage, horizon):
        misses.append(outage["start"])
    return misses[:1] if readings["count"] == "per_ticket" else misses


def _platform_fault(outage: Event, horizon: int) -> bool:
    start, end = lasts(outage, horizon)
    platform = outage.get("service", "platform") == "platform"
    return platform and outage.get("cause") not in EXCLUDED and outage.get("in_scope", True) and start < end


def _compensated(world: World, zone: Zone, ticket: str, dated: list[int], claims: Claims, emit: Emit) -> None:
    """The line of a failed request: its claim, and what it earns by itself."""
    at = claims.first.get(ticket)
    earned = money(sum((SHARE * world.fee(month) for month in dated), Fraction(0)))
    wrong = ["wrong_channel"] if at is None and ticket in claims.wrong else []
    emit("claim", "Compensation", item=ticket, valid=at is not None, reasons=wrong)
    nothing = earned == "0.00"
    emit(
        "remedy",
        "Compensation",
        item=ticket,
        status="none" if nothing else "pending" if at is None else "granted",
        earned=earned,
        reasons=[] if nothing else wrong,
        **({} if at is None else {"pay_in": month_name(zone.month(at) + 1)}),
    )


def _month(world: World, zone: Zone, month: int, failed: list[str], claims: Claims, emit: Emit) -> None:
    claimed = [ticket for ticket in failed if ticket in claims.first]
    earned = len(failed) * SHARE * world.fee(month)
    kept = len(claimed) * SHARE * world.fee(month)
    paid = world.fee(month, "paid")
    emit("measure", "Failed Requests", month, value=len(failed), unit="count")
    emit("measure", "Claimed Requests", month, value=len(claimed), unit="count")
    reasons, awarded = [], Fraction(0)
    if not world.over(zone.bounds(month)[1]):
        status = "provisional"
    elif money(earned) == "0.00":
        status = "none"
    else:
        status, awarded = "granted" if claimed else "pending", min(kept, paid)
        if any(ticket in claims.wrong and ticket not in claims.first for ticket in failed):
            reasons.append("wrong_channel")
        if kept > paid:
            reasons.append("capped")
    ledger = {"earned": money(earned), "awarded": money(awarded), "status": status, "reasons": reasons}
    emit("remedy", "Compensation", month, **ledger)


def _session(world: World, zone: Zone, session: Event, emit: Emit) -> None:
    plan = session.get("plan", world.subscription.get("plan"))
    start = zone.local(session["start"])
    if plan == "premium":
        length, hours = "met", 8 <= start.hour < 22
    else:
        limit = (20 if plan == "standard" else 30) * MINUTE
        length = world.judge(session["start"] + limit, session.get("end"))
        hours = start.weekday() < 5 and 8 <= start.hour < 18
    emit("guarantee", "Session Length", item=session["id"], verdict=length)
    emit("guarantee", "Session Hours", item=session["id"], verdict="met" if hours else "breached")
