"""In: a `Maker`. Out: it holds events of the Websoft9 agreement."""

from __future__ import annotations

from ..clock import DAY, HOUR, MINUTE, first_day
from .maker import SECOND, Maker

CAUSES = [
    "scheduled_downtime", "emergency_maintenance", "force_majeure", "custom_code", "misconfiguration",
    "cloud_infrastructure", "customer_environment", "bug",
]  # fmt: skip
PLANS = ["standard", "advanced", "premium"]
LIMITS = [12 * HOUR, 6 * HOUR, 2 * HOUR, 3 * HOUR, 30 * MINUTE, 10 * MINUTE]


def fill(maker: Maker) -> None:
    """A plan, fees, outages, tickets (now and then more than the cap pays for), claims, sessions."""
    choice = maker.choice
    maker.add("subscription", plan=choice(PLANS), zone=maker.zone_name)
    maker.fees()
    outages = []
    for _ in range(choice([0, 1, 2, 3])):
        start, end = maker.stretch([MINUTE, HOUR, 2 * HOUR])
        cause, service = maker.maybe(0.3, choice(CAUSES)), maker.maybe(0.4, choice(["cloud", "platform"]))
        end_if_any = maker.end_or_open(start, end)
        outages.append(
            (maker.add("outage", id=maker.id("O"), start=start, end=end_if_any, cause=cause, service=service), start)
        )
    many = maker.chance(0.12)
    tickets = [_ticket(maker, outages, many) for _ in range(choice([19, 20, 21, 23] if many else [1, 2, 3, 5, 7]))]
    for _ in range(choice([0, 1, 1, 2, 3])):
        _claim(maker, tickets, many)
    for _ in range(choice([0, 0, 1, 2, 4])):
        start = maker.zone.at(maker.day(), choice([8, 18, 22, 10, 0])) + choice([0, 0, 1, -1, 30 * MINUTE])
        if maker.chance(0.3):
            start = maker.instant()
        end = start + max(0, choice([20 * MINUTE, 30 * MINUTE, 5 * MINUTE, 3 * HOUR]) + choice([0, 0, 1, -1]))
        maker.pool += [start, end]
        maker.add("session", id=maker.id("S"), start=start, end=end, plan=maker.maybe(0.7, choice(PLANS)))


def _ticket(maker: Maker, outages: list[tuple[dict[str, str], int]], many: bool) -> tuple[str, int]:
    choice = maker.choice
    outage, start = choice(outages) if outages and maker.chance(0.45) else (None, 0)
    opened = maker.instant()
    if outage and maker.chance(0.6):
        opened = start + choice([0, 5 * MINUTE, HOUR])
    limit = choice(LIMITS)
    responded = opened + max(0, limit + choice([0, 0, 1, -1, SECOND, -HOUR, HOUR]))
    maker.pool += [opened, opened + limit]
    made = maker.add(
        "ticket",
        id=maker.id("T"),
        opened=opened,
        responded=None if maker.chance(0.6 if many else 0.15) else responded,
        priority=choice([None, "general", "normal", "high", "high"]),
        incident=choice([None, True, True, False]),
        plan=maker.maybe(0.25, choice(PLANS)),
        cause=maker.maybe(0.2, choice(CAUSES)),
        outage=outage["id"] if outage else None,
    )
    return made["id"], opened


def _claim(maker: Maker, tickets: list[tuple[str, int]], many: bool) -> None:
    count = len(tickets) if many and maker.chance(0.7) else maker.random.randrange(1, len(tickets) + 1)
    picked = maker.random.sample(tickets, count)
    last = max(opened for _, opened in picked)
    later = maker.zone.at(first_day(maker.first + maker.random.randrange(1, 8))) + maker.choice([0, 1, -1])
    at = maker.choice([maker.end, maker.end - 1, maker.end + 1, maker.end + 40 * DAY, last + DAY, last, later])
    at = max(at, last)
    maker.pool.append(at)
    channel = maker.choice(["portal", "portal", "portal", None, "email"])
    maker.add("claim", at=at, tickets=[ticket for ticket, _ in picked], channel=channel)
