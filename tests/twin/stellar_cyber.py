"""In: a `World`, months, readings. Out: the lines of the Stellar Cyber agreement, each written out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from . import spans
from .clock import HOUR, Zone, end_of_business_day, federal_business, month_name, weekday
from .world import Emit, Event, World, lasts, money, speaks_for

READINGS = {
    "boundary": ["lower_inclusive", "upper_inclusive"],
    "excused_basis": ["remove", "numerator_only"],
    "check_rule": ["first_to_last", "plus_interval"],
    "claim_from": ["last_unavailability", "month_end"],
    "business_days": ["us_federal", "weekdays"],
}
EXCUSED = [
    "beyond_control",
    "telecom",
    "third_party",
    "data_center_power",
    "ip_transit",
    "last_mile",
    "dos_attack",
    "dns",
    "domain_expiry",
    "internet",
    "virus_attack",
    "third_party_software",
    "client",
    "client_negligence",
    "client_breach",
]
WITHIN = {1: HOUR, 2: 4 * HOUR, 3: 24 * HOUR, 4: 48 * HOUR}


@frozen
class Down:
    """The unavailability of a service: counted, excused, before maintenance was cut out, and what of it is still open."""

    service: str | None
    share: Fraction
    counted: list[spans.Span]
    excused: list[spans.Span]
    uncut: list[spans.Span]
    open: list[spans.Span]


def lines(world: World, months: tuple[int, int], readings: Mapping[str, str], emit: Emit) -> None:
    """Every line of the agreement."""
    zone = Zone(world.subscription.get("zone", "UTC"))
    horizon = world.as_of if world.as_of is not None else zone.bounds(months[1])[1]
    services = sorted(world["service"], key=lambda s: s["service"])
    units = world.subscription.get("units", sum(s.get("units", 1) for s in services) or 1)
    names = {s["service"] for s in services}
    for work in world["maintenance"]:
        if not names or work.get("service") is None or work["service"] in names:
            name = "Emergency Maintenance" if work.get("kind") == "emergency" else "Scheduled Maintenance"
            place = {"item": work["id"], "service": work.get("service")}
            emit("window", name, verdict="excluded" if _is_cut(work) else "counted", **place)
    downs = [_down(world, s["service"], Fraction(s.get("units", 1), units), horizon, readings) for s in services]
    downs = downs or [_down(world, None, Fraction(1), horizon, readings)]
    for month in range(months[0], months[1] + 1):
        _month(world, zone, month, downs, readings, emit)
    for ticket in world["ticket"]:
        within = WITHIN[ticket["severity"]]
        due = ticket["opened"] + within
        verdict = world.judge(due, ticket.get("responded"))
        emit("guarantee", "Response Time", item=ticket["id"], due=zone.show(due), verdict=verdict)


def _is_cut(work: Event) -> bool:
    return work.get("kind") == "emergency" or (work.get("kind") == "scheduled" and work.get("published", True))


def _down(world: World, service: str | None, share: Fraction, horizon: int, readings: Mapping[str, str]) -> Down:
    outages = [o for o in world["outage"] if speaks_for(o, service) and o.get("in_scope", True)]
    failed = _failed([c for c in world["check"] if speaks_for(c, service)], readings["check_rule"])
    own = [o for o in outages if o.get("cause") not in EXCUSED]
    excused = [lasts(o, horizon) for o in outages if o.get("cause") in EXCUSED]
    cut = [(m["start"], m["end"]) for m in world["maintenance"] if speaks_for(m, service) and _is_cut(m)]
    uncut = spans.union(spans.minus(failed, excused) + [lasts(o, horizon) for o in own])
    counted = spans.minus(uncut, cut)
    observed = failed + [lasts(o, horizon) for o in outages]
    still_open = [lasts(o, horizon) for o in own if "end" not in o]
    return Down(service, share, counted, spans.minus(observed, counted), uncut, still_open)


def _failed(checks: list[Event], rule: str) -> list[spans.Span]:
    """Stretches of two or more consecutive failures of one monitor."""
    monitors: dict[str | None, list[tuple[int, bool]]] = {}
    for check in checks:
        monitors.setdefault(check.get("monitor"), []).append((check["at"], check["ok"]))
    found = []
    for results in monitors.values():
        run: list[int] = []
        for at, ok in [*sorted(results), (None, True)]:  # at one instant the failed check comes first
            if at is not None and not ok:
                run.append(at)
                continue
            if len(run) >= 2:
                found.append((run[0], at if rule == "plus_interval" and at is not None else run[-1]))
            run = []
    return spans.union(found)


# ---------------------------------------------------------------- months
def _month(world: World, zone: Zone, month: int, downs: list[Down], readings: Mapping[str, str], emit: Emit) -> None:
    start, end = zone.bounds(month)
    over, fee = world.over(end), world.fee(month)
    amount, last, ongoing = Fraction(0), None, False
    for down in downs:
        counted = spans.minutes(spans.size(spans.clip(down.counted, start, end)))
        excused = spans.minutes(spans.size(spans.clip(down.excused, start, end)))
        base = spans.minutes(end - start) - (excused if readings["excused_basis"] == "remove" else 0)
        available = (base - counted) / base if base else Fraction(1)
        percent = Fraction(_percent(available, readings["boundary"]), 100)
        breached = available < Fraction(99, 100)
        emit("measure", "Excusable Unavailability", month, down.service, value=excused)
        emit("measure", "Unavailability", month, down.service, value=counted)
        emit("measure", "Service Availability", month, down.service, value=available, unit="ratio")
        emit("measure", "Credit Percentage", month, down.service, value=percent, unit="ratio")
        verdict = "breached" if breached else "met" if over else "pending"
        kept = {"verdict": verdict, "value": available, "target": Fraction(99, 100)}
        emit("guarantee", "Service Availability", month, down.service, **kept)
        amount += down.share * fee * percent
        for piece in down.counted if breached else ():
            if piece[0] < end and piece[1] > start:
                last = piece[1] if last is None else max(last, piece[1])
                ongoing = ongoing or _still_open(down, piece)
    if readings["claim_from"] == "month_end":
        last, ongoing = end, False
    _credit(world, zone, month, amount, last, ongoing, readings, emit)


def _percent(available: Fraction, boundary: str) -> int:
    lower = boundary == "lower_inclusive"
    if available >= Fraction(99, 100):
        return 0
    if available > Fraction(98, 100) or (lower and available == Fraction(98, 100)):
        return 5
    if available > Fraction(97, 100) or (lower and available == Fraction(97, 100)):
        return 10
    return 15 if available >= Fraction(96, 100) else 25


def _still_open(down: Down, piece: spans.Span) -> bool:
    """Whether an outage is open in the stretch that a piece belongs to, as it was before maintenance was cut out."""
    whole = next(s for s in down.uncut if s[0] <= piece[0] and piece[1] <= s[1])
    return any(whole[0] <= start and end <= whole[1] for start, end in down.open)


def _credit(
    world: World,
    zone: Zone,
    month: int,
    amount: Fraction,
    last: int | None,
    ongoing: bool,
    readings: Mapping[str, str],
    emit: Emit,
) -> None:
    """The claim and the credit of a month."""
    over = world.over(zone.bounds(month)[1])
    is_business = federal_business if readings["business_days"] == "us_federal" else weekday
    deadline = None if last is None or ongoing else end_of_business_day(zone, last, 10, is_business)
    valid, made, why = False, False, ["ongoing"] if ongoing else []
    if deadline is not None:
        claims = [c for c in world["claim"] if c.get("period") == month_name(month)]
        lacks = [list(_lacks(world, c, deadline)) for c in claims]
        made = any("wrong_channel" not in found for found in lacks)
        valid = not all(lacks)
        why = sorted({reason for found in lacks for reason in found})
        if not made and not world.open_until(deadline):
            why.append("no_claim")
    place = {"deadline": zone.show(deadline)}
    judged = {"valid": valid, "reasons": [] if valid else why} if amount else {}
    emit("claim", "Availability Credit", month, **place, **judged)
    earned, awarded = money(amount), Fraction(0)
    if not over:
        status = "provisional"
    elif earned == "0.00":
        status = "none"
    elif ongoing:
        status = "provisional"
    elif valid:
        status, awarded = "granted", amount
    elif deadline is not None and world.open_until(deadline):
        status = "pending"
    else:
        status = "refused" if made else "forfeited"
    reasons = {"reasons": [] if valid or earned == "0.00" else why} if over else {}
    emit("remedy", "Availability Credit", month, earned=earned, awarded=money(awarded), status=status, **reasons)


def _lacks(world: World, claim: Event, deadline: int) -> Iterator[str]:
    """What a claim lacks; by another channel than the two it is none at all."""
    if claim.get("channel", "email") not in ("email", "written"):
        yield "wrong_channel"
    if claim["at"] >= deadline:
        yield "claim_late"
    if not {"username", "times"} <= set(claim.get("details", [])):
        yield "claim_incomplete"
    if world.in_arrears(claim["at"]):
        yield "in_arrears"
    if not world.subscription.get("eligible", True):
        yield "not_eligible"
