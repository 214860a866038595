"""In: the name of an agreement and a seed. Out: `Maker`, which draws instants, intervals and events worth trying.

It remembers the instants that it has used, and prefers to use them again, give or take a microsecond.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from .. import oracle
from ..clock import DAY, HOUR, MINUTE, BusinessDay, Zone, first_day, instant, month_name, months_of, nth_business_day
from ..spans import Span
from ..world import INSTANTS

SECOND = 1_000_000
FIXED_ZONES = {"we-aries": "Asia/Hong_Kong", "layerstack": "Asia/Hong_Kong", "furybit": "UTC"}
ZONES = [
    "UTC", None, "America/Los_Angeles", "Europe/Berlin", "Asia/Hong_Kong", "Pacific/Auckland", "America/St_Johns",
]  # fmt: skip
# months in which clocks change, February has 29 days, holidays crowd, the year ends
MONTHS = {
    None: [
        "2024-02", "2024-12", "2025-01", "2025-02", "2025-04", "2025-06", "2025-07", "2025-11", "2025-12", "2026-01",
        "2028-02",
    ],
    "America/Los_Angeles": ["2025-03", "2025-11", "2024-03", "2024-02", "2024-12"],
    "Europe/Berlin": ["2025-03", "2025-10", "2024-03", "2024-10"],
    "Pacific/Auckland": ["2025-04", "2025-09", "2024-09", "2024-12"],
    "America/St_Johns": ["2025-03", "2025-11", "2025-02"],
    "Asia/Hong_Kong": ["2025-01", "2025-04", "2024-02", "2025-06", "2024-12"],
}  # fmt: skip
NUDGES = [0, 0, 0, 0, 1, -1, 1, -1, SECOND, -SECOND]
AMOUNTS = ["100.00", "1000.00", "720.00", "744.00", "333.33", "0.01", "88.80", "0.00", "10000.00", "199.99"]


class Maker:
    """Draws one stream."""

    def __init__(self, contract: str, seed: int):
        self.random = random.Random(f"{contract}/{seed}")
        self.contract = contract
        self.zone_name = FIXED_ZONES[contract] if contract in FIXED_ZONES else self.choice(ZONES)
        self.zone = Zone(self.zone_name or "UTC")
        picked = MONTHS.get(self.zone_name) if self.chance(0.7) else None
        self.first = months_of(self.choice(picked or MONTHS[None]))[0]
        self.count = self.choice([1, 1, 2, 2, 3])
        self.start, self.end = self.zone.at(first_day(self.first)), self.zone.at(first_day(self.first + self.count))
        self.events: list[dict[str, Any]] = []
        self.ids: dict[str, int] = {}
        self.pool = [*self._clock_changes(), *(self.zone.at(first_day(m)) for m in [*self.months, self.first + self.count])]
        someday = first_day(self.first) + timedelta(days=self.random.randrange(27))
        self.pool.append(self.zone.at(someday, self.choice([0, 7, 8, 9, 17, 18, 20, 22])))
        self.sharp = self.chance(0.2)  # whether a month shall come out exactly at a threshold

    def _clock_changes(self) -> Iterable[int]:
        day = first_day(self.first)
        while self.zone.at(day) < self.end:
            begins, ends = self.zone.at(day), self.zone.at(day + timedelta(days=1))
            if ends - begins != DAY:
                yield from [begins + k * HOUR for k in (0, 1, 2, 3)] * 4
            day += timedelta(days=1)

    @property
    def months(self) -> range:
        """The months the stream is about."""
        return range(self.first, self.first + self.count)

    # ------------------------------------------------------------ chance
    def chance(self, share: float) -> bool:
        """Yes, in so many cases."""
        return self.random.random() < share

    def choice(self, options: list[Any]) -> Any:
        """One of them."""
        return self.random.choice(options)

    def maybe(self, share: float, value: Any) -> Any:
        """The value in so many cases, else nothing."""
        return value if self.chance(share) else None

    # ------------------------------------------------------------ instants
    def day(self) -> date:
        """A date within the months."""
        return self.zone.day(self.random.randrange(self.start, self.end))

    def instant(self) -> int:
        """An instant: one that mattered before, an hour at which offices open or close, or any."""
        x = self.random.random()
        if self.pool and x < 0.4:
            return self.choice(self.pool) + self.choice([*NUDGES, MINUTE, -MINUTE, HOUR])
        if x < 0.6:
            return self.zone.at(self.day(), self.choice([0, 0, 7, 8, 9, 13, 17, 18, 20, 22])) + self.choice(NUDGES)
        at = self.random.randrange(self.start, self.end, MINUTE)
        return at + (self.random.randrange(MINUTE) if self.chance(0.1) else 0)

    def stretch(self, lengths: list[int]) -> Span:
        """An interval, mostly of one of the lengths, or up to an instant that mattered before; now and then empty."""
        start = self.instant()
        x = self.random.random()
        later = [at for at in self.pool if at > start]
        if x < 0.12 and later:
            end = self.choice(later) + self.choice([0, 0, 1, -1])
            if end < start or end - start > 12 * DAY:
                end = start + HOUR
        elif x < 0.65:
            end = start + max(0, self.choice(lengths) + self.choice(NUDGES))
        elif x < 0.68:
            end = start
        else:
            end = start + self.random.randrange(MINUTE, 10 * HOUR, MINUTE)
        self.pool += [start, end]
        return start, end

    def exactly(self, shares: list[Fraction]) -> list[Span]:
        """One stretch, or two that touch, of exactly a share of a month, or a microsecond off."""
        start, end = self.zone.bounds(self.first + self.random.randrange(self.count))
        begins = start + self.random.randrange(1, 10) * DAY + self.choice([0, 7 * HOUR, self.random.randrange(DAY)])
        ends = begins + int((end - start) * self.choice(shares)) + self.choice([0, 0, 0, 1, -1])
        self.pool += [begins, ends]
        if self.chance(0.3):
            middle = begins + (ends - begins) // 3
            return [(begins, middle), (middle - self.choice([0, 0, MINUTE]), ends)]
        return [(begins, ends)]

    def end_or_open(self, start: int, end: int) -> int | None:
        """Mostly the end; now and then there is none yet."""
        return None if self.chance(0.08) and start < self.end else end

    def notice(self, start: int, n: int, is_business: BusinessDay) -> int | None:
        """A notice somewhere around n business days before, or none."""
        x = self.random.random()
        if x < 0.12:
            return None
        zone, day = self.zone, self.zone.day(start)
        for _ in range(60):
            day -= timedelta(days=1)
            if nth_business_day(day, n, is_business) <= zone.day(start):
                break
        day += timedelta(days=self.choice([0, 0, 0, 1, -1, -2, -3, 2]))
        same_hour = zone.at(day) + start - zone.at(zone.day(start))
        hours = [zone.at(day), zone.at(day, 24) - 1, zone.at(day, 24), zone.at(day, 10), same_hour, zone.at(day, 17)]
        at = self.choice(hours) + self.choice([0, 0, 1, -1])
        if x < 0.3:
            at = start - self.choice([DAY, DAY - 1, DAY + 1, 23 * HOUR, 0, HOUR])
        return min(at, start)

    # ------------------------------------------------------------ events
    def written(self, at: int) -> str:
        """An instant, written in some offset or other."""
        zones = [self.zone, self.zone, Zone("UTC"), Zone("Asia/Kathmandu"), Zone("Asia/Hong_Kong"), Zone("America/St_Johns")]
        text = self.choice(zones).show(at)
        return text.replace("+00:00", "Z") if self.chance(0.5) else text

    def id(self, kind: str) -> str:
        """A name that no other event has."""
        self.ids[kind] = self.ids.get(kind, 0) + 1
        return f"{self.choice(['', '', 'a', 'Z', '9'])}{kind}{self.ids[kind]}"

    def add(self, event: str, **fields: Any) -> dict[str, Any]:
        """One more event; what is `None` is left out."""
        made = {k: self.written(x) if k in INSTANTS else x for k, x in fields.items() if x is not None}
        self.events.append({"event": event} | made)
        return self.events[-1]

    def fees(self, services: Iterable[str | None] = (None,)) -> None:
        """A fee for most months and services."""
        for month in self.months:
            for service in services:
                if self.chance(0.9):
                    amount = self.choice(AMOUNTS)
                    paid = self.maybe(0.25, self.choice(["0.00", "4.00", "10.00", amount, "50.00"]))
                    currency = "EUR" if self.contract == "furybit" else "USD"
                    self.add("fee", period=month_name(month), amount=amount, currency=currency, service=service, paid=paid)

    def arrears(self, around: list[int]) -> None:
        """Arrears that begin or end about the instants given."""
        for _ in range(self.choice([0, 0, 1, 2])):
            start = self.choice(around or [self.instant()]) + self.choice([0, 0, 1, -1, -DAY, -HOUR])
            end = start + self.choice([1, HOUR, DAY, 3 * DAY])
            if self.chance(0.3) and around:
                end = max(start, self.choice(around) + self.choice([0, 1, -1]))
            self.add("arrears", start=start, end=None if self.chance(0.15) else end)

    # ------------------------------------------------------------ the end
    def readings(self) -> dict[str, str]:
        """A value for some of the readings."""
        known = oracle.AGREEMENTS[self.contract].READINGS
        return {name: self.choice(values) for name, values in known.items() if self.chance(0.45)}

    def finished(self, readings: dict[str, str]) -> dict[str, Any]:
        """The stream, with older versions and twins among its events, in any order."""
        for event in list(self.events):
            if "id" in event or event["event"] in ("fee", "service", "subscription"):
                if self.chance(0.07):
                    self.events.append(copy.deepcopy(event))
                elif self.chance(0.08):
                    self._older_version(event)
        self.random.shuffle(self.events)
        first = self.first + (1 if self.count > 1 and self.chance(0.25) else 0)
        return {
            "events": self.events,
            "from_": month_name(first),
            "to": month_name(self.first + self.count - 1),
            "as_of": self._as_of() if self.chance(0.4) else None,
            "readings": readings,
        }

    def _older_version(self, event: dict[str, Any]) -> None:
        old = copy.deepcopy(event)
        changes: dict[str, dict[str, Any]] = {
            "fee": {"amount": "77.77", "paid": None},
            "service": {"type": "ssl", "units": 50},
            "subscription": {"units": 999, "plan": "premium"},
            "outage": {"cause": "client"} if self.chance(0.5) else self._earlier(old, "start", HOUR),
            "maintenance": {"notified_at": None},
            "ticket": {"responded": None, "resolved": None},
            "restore": {"completed": None},
            "session": self._earlier(old, "start", MINUTE),
            "data_loss": self._earlier(old, "recovered_to", HOUR),
        }
        at = self.random.randrange(self.start, self.end)
        event["recorded_at"] = self.written(at + self.choice([1, SECOND, DAY]))
        older = old | changes[old["event"]] | {"recorded_at": self.written(at)}
        self.events.append({k: x for k, x in older.items() if x is not None})

    def _earlier(self, event: dict[str, Any], field: str, by: int) -> dict[str, Any]:
        at = instant(event.get(field))
        return {} if at is None else {field: self.written(at - by)}

    def _as_of(self) -> str:
        x = self.random.random()
        if x < 0.45:
            at = self.choice(self.pool) + self.choice([0, 0, 0, 1, -1])
        elif x < 0.7:
            at = self.random.randrange(self.start, self.end)
        elif x < 0.8:
            at = self.choice([self.zone.at(first_day(m + 1)) for m in self.months])
        else:
            at = self.end + self.choice([0, 30 * DAY, 5 * DAY, 20 * DAY, 31 * DAY, 10 * DAY])
        return self.written(max(at, self.start))
