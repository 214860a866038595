"""In: a `Maker`. Out: it holds events of the FuryBit agreement."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..clock import DAY, HOUR, MINUTE, business_due, end_of_business_day, first_day, furybit_business, month_name
from .maker import Maker

# one two-hundredth of months of 28 to 31 days, and full hours and less
LENGTHS = [int(x * MINUTE) for x in map(Fraction, ("216", "223.2", "201.6", "208.8"))] * 2
LENGTHS += [HOUR, 2 * HOUR, 90 * MINUTE, 7 * HOUR, 8 * HOUR, 5 * HOUR, 30 * MINUTE]
CAUSES = ["customer_isp", "force_majeure", "internet", "customer_act", "outside_control", "maintenance"]
DETAILS = ["areas", "times", "users", "estimate", "ticket"]


def fill(maker: Maker) -> None:
    """Fees, maintenance of every kind, outages with their tickets and claims, arrears, confirmations, other tickets."""
    choice = maker.choice
    maker.fees()
    _maintenance(maker)
    sharp = maker.exactly([Fraction(1, 200)]) if maker.sharp else []
    claimed: list[int] = []
    outages: list[str] = []
    for start, end in sharp or [maker.stretch(LENGTHS) for _ in range(choice([1, 1, 2, 3, 4, 5]))]:
        outage = maker.add(
            "outage",
            id=maker.id("O"),
            start=start,
            end=end if sharp else maker.end_or_open(start, end),
            cause=maker.maybe(0.22, choice(CAUSES)),
            in_scope=maker.maybe(0.03, False),
        )
        outages.append(outage["id"])
        _documented(maker, outages, start, end, claimed)
    maker.arrears(claimed)
    for month in maker.months:
        for _ in range(choice([0, 0, 1, 1, 2])):
            at = maker.zone.at(first_day(month + 1)) + choice([2 * DAY, 31 * DAY, 30 * DAY, 0, 40 * DAY])
            maker.add("confirmation", at=at, period=month_name(month))
    for _ in range(choice([0, 0, 1, 2, 3])):
        _request(maker)
    for _ in range(choice([0, 0, 0, 1, 2])):
        at = maker.instant()
        lost = at + 8 * HOUR + choice([0, 1, -1, HOUR, -8 * HOUR])
        maker.add("data_loss", id=maker.id("L"), recovered_to=at, lost_at=lost)


def _maintenance(maker: Maker) -> None:
    choice = maker.choice
    starts: set[int] = set()
    for _ in range(choice([0, 1, 1, 2, 3, 4])):
        kind = choice(["scheduled", "scheduled", "regular", "regular", "emergency", "failover"])
        start = maker.zone.at(maker.day(), choice([0, 5, 17, 16, 20, 22, 7])) + choice([0, 0, 1, -1])
        if maker.chance(0.3):
            start = maker.instant()
        while start in starts:
            start += MINUTE
        starts.add(start)
        end = start + choice([2 * HOUR, 3 * HOUR, 4 * HOUR, HOUR, 10 * HOUR, DAY, 30 * MINUTE, 14 * HOUR])
        maker.pool += [start, end]
        notice = maker.notice(start, 20 if kind == "failover" else 5, furybit_business)
        if kind == "regular":
            notice = maker.maybe(0.3, notice)
        forced = maker.maybe(0.25, choice([True, False]))
        work = {"start": start, "end": end, "kind": kind, "notified_at": notice, "vendor_change": forced}
        maker.add("maintenance", id=maker.id("M"), **work)


def _documented(maker: Maker, outages: list[str], start: int, end: int, claimed: list[int]) -> None:
    """Tickets and claims for the outage that was added last."""
    choice = maker.choice
    due = end_of_business_day(maker.zone, end, 5, furybit_business, choice([24, 24, 17]))
    maker.pool.append(due)
    middle = start + (end - start) // 2
    for _ in range(choice([0, 1, 1, 1, 1, 2])):
        opened = choice([end, middle, due, due - 1, due + 1, end + HOUR, start])
        maker.add(
            "ticket",
            id=maker.id("T"),
            outage=outages[-1],
            opened=opened,
            responded=opened + choice([0, HOUR, 30 * MINUTE]),
            channel=choice(["website", "email", "telegram"]),
            priority=choice(["high", "medium", "low", None]),
        )
    for _ in range(choice([0, 1, 1, 1, 1, 2])):
        at = choice([end, due, due - 1, due + 1, end + HOUR, end + DAY, middle])
        claimed.append(at)
        maker.pool.append(at)
        named = {outages[-1], choice(outages)} if maker.chance(0.15) else {outages[-1]}
        details = maker.random.sample(DETAILS, 5) if maker.chance(0.85) else choice([DETAILS[:4], [], None, [*DETAILS, "note"]])
        maker.add("claim", at=at, outages=sorted(named), details=details)


def _request(maker: Maker) -> None:
    choice = maker.choice
    opened = maker.zone.at(maker.day(), choice([7, 17, 16, 10, 0, 9])) + choice([0, 0, 1, -1, 30 * MINUTE])
    channel = choice(["website", "email", "telegram", None])
    more: dict[str, Any] = {
        "priority": choice(["high", "high", "medium", "low", None]),
        "topic": maker.maybe(0.2, choice(["third_party", "configuration", "outage"])),
    }
    begins = opened
    if maker.chance(0.25):
        begins = more["info_complete_at"] = opened + choice([0, HOUR, DAY, 90 * MINUTE])
    if maker.chance(0.5 if channel == "email" else 0.08):
        more["reclassified_at"] = opened + choice([0, HOUR, DAY, 2 * HOUR])
        more["reclassified_priority"] = choice(["high", "medium", "low"])
        begins = max(begins, more["reclassified_at"])
    due = business_due(maker.zone, begins, choice([HOUR, 8 * HOUR]), furybit_business, 7, 17)
    responded = None if maker.chance(0.15) else max(opened, due + choice([0, 0, 1, -1, -HOUR]))
    maker.pool += [opened, due]
    maker.add("ticket", id=maker.id("T"), opened=opened, responded=responded, channel=channel, **more)
