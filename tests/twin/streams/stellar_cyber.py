"""In: a `Maker`. Out: it holds events of the Stellar Cyber agreement."""

from __future__ import annotations

from fractions import Fraction

from ..clock import DAY, HOUR, MINUTE, end_of_business_day, federal_business, first_day, month_name, weekday
from .maker import SECOND, Maker

CAUSES = ["client", "dns", "telecom", "virus_attack", "beyond_control", "ip_transit", "client_breach", "hardware"]
WITHIN = {1: HOUR, 2: 4 * HOUR, 3: 24 * HOUR, 4: 48 * HOUR}


def fill(maker: Maker) -> None:
    """Units and services, fees, outages, checks, maintenance, claims, arrears, tickets."""
    choice = maker.choice
    names = choice([[], [], ["a"], ["a", "b"], ["a", "b", "c"]])
    units = {name: choice([None, 4, 1, 196, 10]) for name in names}
    total = sum(n or 1 for n in units.values())
    if maker.zone_name or maker.chance(0.5):
        share = choice([None, 200 if total <= 200 else None, total + 1]) if names or maker.chance(0.1) else None
        eligible = maker.maybe(0.12, choice([True, False]))
        maker.add("subscription", zone=maker.zone_name, units=share, eligible=eligible)
    for name in names:
        maker.add("service", service=name, units=units[name])
    services = [*names, None, *(["ghost"] if names and maker.chance(0.15) else [])]
    maker.fees()
    for _ in range(choice([0, 0, 1, 2, 3])):
        start, end = maker.stretch([HOUR, 4 * HOUR, DAY])
        kind, published = choice(["scheduled", "scheduled", "emergency"]), maker.maybe(0.3, choice([True, False]))
        work = {"start": start, "end": max(end, start + MINUTE), "kind": kind, "published": published}
        maker.add("maintenance", id=maker.id("M"), service=choice(services), **work)
    ends = _outages(maker, services)
    if maker.chance(0.4):
        for monitor in choice([[None], ["m1"], ["m1", "m2"]]):
            _checks(maker, choice(services), monitor, ends)
    claims = [at for month in maker.months for at in _claims(maker, month, ends)]
    maker.arrears(claims)
    for _ in range(choice([0, 0, 1, 2])):
        opened, severity = maker.instant(), choice([1, 2, 3, 4])
        due = opened + WITHIN[choice([severity] * 4 + [1, 2, 3, 4])]
        responded = None if maker.chance(0.2) else due + choice([0, 1, -1, SECOND, -HOUR])
        maker.add("ticket", id=maker.id("T"), opened=opened, severity=severity, responded=responded)
        maker.pool += [opened, due]


def _outages(maker: Maker, services: list[str | None]) -> list[int]:
    """Outages, some of a few percent of a month exactly; when they end."""
    choice = maker.choice
    ends = []
    if maker.sharp:
        for start, end in maker.exactly([Fraction(n, 100) for n in (1, 2, 3, 4)]):
            ends.append(end)
            maker.add("outage", id=maker.id("O"), start=start, end=end, service=choice([services[0], None]))
    months = [maker.zone.bounds(month) for month in maker.months]
    lengths = [(end - start) * n // 100 for start, end in months for n in (1, 2, 3, 4)] * 2
    for _ in range(0 if maker.sharp else choice([0, 1, 1, 2, 3, 4])):
        start, end = maker.stretch([*lengths, 7 * HOUR, 8 * HOUR, 12 * HOUR])
        ends.append(end)
        maker.add(
            "outage",
            id=maker.id("O"),
            start=start,
            end=maker.end_or_open(start, end),
            cause=maker.maybe(0.25, choice(CAUSES)),
            service=choice(services),
            in_scope=maker.maybe(0.03, False),
        )
    return ends


def _checks(maker: Maker, service: str | None, monitor: str | None, ends: list[int]) -> None:
    at = maker.instant()
    for _ in range(maker.random.randrange(2, 10)):
        maker.add("check", at=at, ok=maker.chance(0.35), monitor=monitor, service=service)
        if maker.chance(0.1):
            maker.add("check", at=at, ok=maker.chance(0.5), monitor=monitor, service=service)
        ends.append(at)
        at += maker.choice([HOUR, HOUR, 5 * MINUTE, 8 * HOUR, 1])
    maker.pool.append(ends[-1])


def _claims(maker: Maker, month: int, ends: list[int]) -> list[int]:
    """Claims about the tenth business day after an outage of the month; when they come."""
    choice, found = maker.choice, []
    start, end = maker.zone.at(first_day(month)), maker.zone.at(first_day(month + 1))
    channels = [None, "email", "email", "written", "written", "phone"] if maker.chance(0.5) else ["email"]
    for _ in range(choice([0, 1, 1, 1, 2])):
        base = choice([at for at in ends if start <= at < end + 5 * DAY] or [end]) if maker.chance(0.75) else end
        due = end_of_business_day(maker.zone, base, 10, choice([federal_business, federal_business, weekday]))
        at = choice([due, due - 1, due + 1, base, base + 3 * DAY, end, due - DAY])
        found.append(at)
        full = maker.chance(0.85)
        details = ["times", "username"] if full else choice([["times"], ["username"], [], None, ["username", "times", "x"]])
        maker.add("claim", at=at, period=month_name(month), channel=choice(channels), details=details)
    maker.pool += found
    return found
