"""In: a `Maker`. Out: it holds events of the LayerStack agreement."""

from __future__ import annotations

from fractions import Fraction

from ..clock import DAY, HOUR, MINUTE
from .maker import Maker

# one two-thousandth of months of 28 to 31 days, and half a month and more, where the cap begins to bite
LENGTHS = [int(x * MINUTE) for x in map(Fraction, ("20.16", "20.88", "21.6", "22.32"))] * 2
LENGTHS += [15 * DAY, 16 * DAY, 21 * MINUTE, 22 * MINUTE, HOUR, 14 * DAY, 31 * DAY // 2]
TYPES = [None, "cloud", "cloud", "cloud", "cloud", "domain", "ssl", "license"]


def fill(maker: Maker) -> None:
    """Services of every kind, fees, outages with their e-mails, maintenance; now and then a service nobody declared."""
    choice = maker.choice
    names = ["vps", "web", "db"][: choice([1, 1, 2, 3])]
    for service in names:
        flags = {choice(["trial", "beta", "free", "eol"]): choice([True, True, False])} if maker.chance(0.2) else {}
        maker.add("service", service=service, type=choice(TYPES), **flags)
    ghost = ["ghost"] if maker.chance(0.1) else []
    maker.fees(names + ghost)
    if maker.sharp:
        for start, end in maker.exactly([Fraction(1, 2000), Fraction(1, 2000), Fraction(1, 2), Fraction(1, 4)]):
            outage = maker.add("outage", id=maker.id("O"), start=start, end=end, service=names[0])
            maker.add("notification", at=start, outage=outage["id"])
    for _ in range(choice([0, 0, 1]) if maker.sharp else choice([1, 2, 2, 3, 5])):
        _outage(maker, choice([*names, None, choice(names), *ghost]))
    for _ in range(choice([0, 0, 1, 2, 3])):
        start, end = maker.stretch([HOUR, 3 * HOUR, 10 * MINUTE])
        kind, service = choice([None, "scheduled", "emergency"]), choice([*names, None])
        notice = maker.maybe(0.5, start - DAY)
        end = max(end, start + MINUTE)
        maker.add("maintenance", id=maker.id("M"), start=start, end=end, kind=kind, service=service, notified_at=notice)


def _outage(maker: Maker, service: str | None) -> None:
    choice = maker.choice
    start, end = maker.stretch(LENGTHS)
    outage = maker.add(
        "outage",
        id=maker.id("O"),
        start=start,
        end=maker.end_or_open(start, end),
        service=service,
        cause=maker.maybe(0.25, choice(["scheduled_maintenance", "maintenance", "attack"])),
        in_scope=maker.maybe(0.03, False),
    )
    for _ in range(choice([0, 1, 1, 1, 2])):
        middle = (start + end) // 2
        at = choice([start] * 3 + [start + 10 * MINUTE, start - HOUR, start - 1, start + 1, end, end - 1, middle, end + HOUR])
        maker.pool.append(at)
        named = maker.chance(0.55)
        maker.add(
            "notification",
            at=at,
            outage=outage["id"] if named else None,
            service=service if not named or maker.chance(0.7) else None,
            channel=choice([None, None, None, "email", "email", "phone"]),
        )
