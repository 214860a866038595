"""In: a `Maker`. Out: it holds events of the We Aries agreement."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from ..clock import (
    DAY,
    HOUR,
    MINUTE,
    end_of_business_day,
    first_day,
    hong_kong_business,
    month_name,
    nth_business_day,
)
from .maker import SECOND, Maker

CAUSES = [
    "scheduled_maintenance", "force_majeure", "upstream", "internet", "client", "regulation", "outside_control",
    "third_party", "hardware",
]  # fmt: skip
# a thousandth and a hundredth of months of 28 to 31 days, and whole minutes about them
LENGTHS = [int(x * MINUTE) for x in map(Fraction, ("40.32", "41.76", "43.2", "44.64", "403.2", "417.6", "432", "446.4"))]
LENGTHS += [43 * MINUTE, 44 * MINUTE, 43 * MINUTE - 1, 432 * MINUTE, HOUR, 12 * HOUR, 8 * HOUR]
DETAILS = [["downtime_times"]] * 7 + [["downtime_times", "screenshots"], [], ["screenshots"], None]


def fill(maker: Maker) -> None:
    """A term, outages, maintenance, claims, tickets, restores; now and then more than eighteen credits."""
    choice = maker.choice
    if maker.chance(0.08):
        _many_bad_months(maker)
        return
    if maker.chance(0.93):
        _term(maker)
    for _ in range(choice([0, 1, 1, 2, 3])):
        start = maker.zone.at(maker.day(), 20) if maker.chance(0.5) else maker.instant()
        end = start + choice([4 * HOUR, 4 * HOUR + 1, 4 * HOUR - 1, 6 * HOUR, HOUR, 2 * HOUR, 30 * MINUTE])
        maker.pool += [start, end]
        notice = maker.notice(start, 5, hong_kong_business)
        kind, channel = choice(["scheduled", "scheduled", "emergency"]), choice([None, None, "email", "phone"])
        maker.add("maintenance", id=maker.id("M"), start=start, end=end, notified_at=notice, kind=kind, channel=channel)
    if maker.sharp:
        for start, end in maker.exactly([Fraction(1, 1000), Fraction(1, 1000), Fraction(1, 100)]):
            maker.add("outage", id=maker.id("O"), start=start, end=end)
    for _ in range(0 if maker.sharp else choice([1, 1, 2, 3, 5])):
        start, end = maker.stretch(LENGTHS)
        flags = {"primary": maker.maybe(0.06, False), "in_scope": maker.maybe(0.04, False)}
        cause = maker.maybe(0.3, choice(CAUSES))
        maker.add("outage", id=maker.id("O"), start=start, end=maker.end_or_open(start, end), cause=cause, **flags)
    for month in maker.months:
        _claims(maker, month)
    for _ in range(choice([0, 0, 1, 2, 3])):
        _ticket(maker)
    for _ in range(choice([0, 0, 1, 2])):
        asked = maker.instant()
        due = end_of_business_day(maker.zone, asked, 2, hong_kong_business)
        maker.pool.append(due)
        done = choice([due, due - 1, due + 1, asked, max(asked, due - DAY), None])
        maker.add("restore", id=maker.id("R"), requested=asked, completed=done)


def _term(maker: Maker) -> None:
    choice = maker.choice
    ago = [-200 * DAY, 0, 14 * DAY, -400 * DAY, 3 * DAY + 10 * HOUR, 30 * SECOND]
    start = maker.start + choice(ago)
    end = max(start, maker.end + choice([200 * DAY, 0, -10 * DAY, -5 * DAY - 7 * HOUR, 60 * DAY]))
    maker.pool += [start, end]
    maker.add("subscription", start=maker.maybe(0.97, start), end=maker.maybe(0.97, end))
    if maker.chance(0.2):
        at = choice([end, end - 1, end - SECOND, end + DAY, maker.start + 10 * DAY, maker.instant(), end - DAY])
        maker.add("termination", at=max(at, start))


def _claims(maker: Maker, month: int) -> None:
    end = maker.zone.at(first_day(month + 1))
    last = end + 30 * DAY
    for _ in range(maker.choice([0, 1, 1, 1, 2])):
        at = maker.choice([last, last + 1, last - 1, last + DAY, last + DAY - 1, end + 3 * DAY, end - 2 * DAY, last + 9 * HOUR])
        maker.pool.append(at)
        subject = "SLA Service Credit" if maker.chance(0.8) else maker.choice(["Credit", "sla service credit", None])
        details = maker.choice(DETAILS)
        maker.add("claim", at=at, period=month_name(month), subject=subject, details=details)


def _ticket(maker: Maker) -> None:
    choice, zone = maker.choice, maker.zone
    opened = maker.instant()
    if maker.chance(0.5):
        opened = zone.at(maker.day(), choice([0, 9, 18, 14, 17, 7, 8, 13])) + choice([0, 1, -1])
    after = choice([4 * HOUR, HOUR, 20 * HOUR, 3 * DAY, 0, 63 * HOUR]) + choice([0, 0, 1, -1])
    responded = opened + max(0, after)
    if maker.chance(0.4):
        day = nth_business_day(zone.day(opened), choice([0, 1, 1]), hong_kong_business)
        responded = max(opened, zone.at(day, choice([9, 13, 13, 18])) + choice([0, 1, -1]))
    if maker.chance(0.12):
        responded = None
    base = opened if responded is None else responded
    day = nth_business_day(zone.day(base), choice([1, 2, 2, 2, 3]), hong_kong_business)
    resolved = zone.at(day, 18) + choice([0, 1, -1])
    if maker.chance(0.3):
        resolved = base + choice([0, HOUR, 2 * DAY, 5 * DAY])
    resolved = None if maker.chance(0.2) else max(resolved, base)
    cause = maker.maybe(0.3, choice(["third_party", "user", "alpha_beta", "outside_control", "bug"]))
    maker.add("ticket", id=maker.id("T"), opened=opened, responded=responded, resolved=resolved, cause=cause)
    maker.pool += [at for at in (opened, responded, resolved) if at is not None]


def _many_bad_months(maker: Maker) -> None:
    choice, zone, first = maker.choice, maker.zone, maker.first
    count = choice([10, 11, 13, 14])
    into = timedelta(days=choice([0, 0, 14, 27]))
    start = zone.at(first_day(first - choice([0, 0, 6, 3])) + into) + choice([0, 10 * HOUR])
    end = zone.at(first_day(first + count + choice([0, 2])) + timedelta(days=choice([0, 0, 14])))
    maker.add("subscription", start=start, end=end)
    for month in range(first, first + count):
        down = zone.at(first_day(month) + timedelta(days=27 if maker.chance(0.2) else 15), 3)
        length = choice([10 * HOUR, 10 * HOUR, 10 * HOUR, 2 * HOUR])
        maker.add("outage", id=maker.id("O"), start=down, end=down + length)
        if maker.chance(0.92):
            at = zone.at(first_day(month + 1)) + choice([5, 20]) * DAY
            claim = {"subject": "SLA Service Credit", "details": ["downtime_times"]}
            maker.add("claim", at=at, period=month_name(month), **claim)
    if maker.chance(0.1):
        maker.add("termination", at=end - choice([0, 1]))
    maker.count = count
    maker.end = zone.at(first_day(first + count))
    maker.pool += [maker.end, maker.end - 20 * DAY]
