"""In: one subscription's records, the contract's defaults, an instant. Out: `World`, what is known then, as items.

What happens after the instant is unknown: an end or a reply after it has not come, an item that begins after it does not
exist. A window that was announced and a term that was agreed are known before they come.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, evolve, field

from ...base.periods import Period
from ...events.records import Record, Stream
from ...events.vocabulary import EventType
from ...rules.clauses import RuleTree

FAR = 2**62
_PLANNED = {("maintenance", "end"), ("subscription", "start"), ("subscription", "end")}
_BY_SERVICE = (
    "outage",
    "check",
    "maintenance",
    "notification",
    "fee",
)  # counts for nothing for a service nobody declared
_STANDING = ("arrears", "pause")  # a state that stands until it is said to be over, whatever the horizon


@define(eq=False)
class Item:
    """Something with an interval: an outage, a ticket, a stretch. `at` is the instant that dates it."""

    kind: str
    id: str
    start: int
    end: int
    open: bool
    at: int
    ids: tuple[str, ...]
    record: Record | None = None


@define
class World:
    """What is known of one subscription."""

    tree: RuleTree
    vocabulary: Mapping[str, EventType]
    subscription: str | None
    zone: str
    currency: str | None
    as_of: int | None
    horizon: int
    records: Mapping[str, tuple[Record, ...]]
    services: tuple[str | None, ...]
    undeclared: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(factory=dict)  # the contract's parameters, as this subscription has them
    _items: dict[tuple[str, str | None], list[Item]] = field(factory=dict)
    _owned: dict[str, dict[str | None, list[int]]] = field(factory=dict)  # by type and service, which of its items
    _facts: dict[tuple[str, str], dict[object, list[Record]]] = field(factory=dict)  # services by name, fees by month

    def until(self, horizon: int) -> World:
        """The same world, in which what is open counts up to another instant."""
        return evolve(self, horizon=horizon, items={}, owned={})

    def at(self, instant: int) -> World:
        """What was known of the same world at an earlier instant."""
        known = {
            name: tuple(k for r in found if (k := _known(r, self.vocabulary[name], instant)) is not None)
            for name, found in self.records.items()
        }
        return evolve(self, as_of=instant, horizon=instant, records=known, items={}, owned={}, facts={})

    def items(self, event: str, service: str | None) -> list[Item]:
        """The events of a type as items (of a service: those that name it or none)."""
        key = (event, service)
        if key not in self._items:
            self._items[key] = self._all(event) if service is None else self._of_service(event, service)
        return self._items[key]

    def _of_service(self, event: str, service: str) -> list[Item]:
        everything = self.items(event, None)
        if event not in self._owned:
            self._owned[event] = {}
            for n, item in enumerate(everything):
                self._owned[event].setdefault(item.record.service if item.record else None, []).append(n)
        owned = self._owned[event]
        return [everything[n] for n in sorted([*owned.get(None, ()), *owned.get(service, ())])]

    def _all(self, event: str) -> list[Item]:
        kind = self.vocabulary[event]
        found = []
        for n, record in enumerate(self.records.get(event, ())):
            start = record.get(kind.begins or "")
            assert isinstance(start, int)
            end = record.get(kind.ends) if kind.ends else start
            open = end is None
            if open:
                end = FAR if event in _STANDING else max(start, self.horizon)
            assert isinstance(end, int)
            if event == "outage" and start == end and not open:
                continue  # zero length is nothing
            name = record.id or f"{event} {n + 1}"
            found.append(Item(event, name, start, end, open, start, (name,), record))
        return found

    def one(self, event: str) -> Record | None:
        """The one fact of its type: the subscription, the earliest termination."""
        return next(iter(self.records.get(event, ())), None)

    def service(self, name: str | None) -> Record | None:
        """The declared service of a name."""
        return next(iter(self._by("service", "service").get(name, ())), None)

    def fees(self, period: Period, service: str | None) -> tuple[Record, ...]:
        """The fees that belong to a period. Of a service its own, else those that name no service; without a service those that
        name none, else those of all services."""
        if service is not None:
            return self._fees_of(service, period) or self._fees_of(None, period)
        named = (name for name in self._by("fee", "service") if isinstance(name, str))
        return self._fees_of(None, period) or tuple(fee for name in sorted(named) for fee in self._fees_of(name, period))

    def _fees_of(self, service: str | None, period: Period) -> tuple[Record, ...]:
        """Those for just this period, else those that it touches; of such as cover it whole only the shortest."""
        own = self._by("fee", "service").get(service, [])
        exact = [r for r in self._by("fee", "period").get(period, []) if r.service == service]
        return tuple(exact) or _narrowest(tuple(r for r in own if _touches(r, period)), period)

    def _by(self, event: str, name: str) -> dict[object, list[Record]]:
        """The records of a type by what a field of theirs says."""
        found = self._facts.get((event, name))
        if found is None:
            found = self._facts[event, name] = {}
            for record in self.records.get(event, ()):
                found.setdefault(record.fields.get(name), []).append(record)
        return found


def _touches(fee: Record, period: Period) -> bool:
    own = fee.get("period")
    return isinstance(own, Period) and own.first < period.end and period.first < own.end


def _narrowest(fees: tuple[Record, ...], period: Period) -> tuple[Record, ...]:
    """Of fees that each cover a period whole only those of the shortest time: the month's own go before the year's."""

    def covers(own: Period) -> bool:
        return own.first <= period.first and period.end <= own.end

    shortest = min((own.days for own in map(_period, fees) if covers(own)), default=0)
    return tuple(fee for fee in fees if not covers(own := _period(fee)) or own.days == shortest)


def _period(fee: Record) -> Period:
    found = fee.get("period")
    assert isinstance(found, Period)
    return found


def build(
    tree: RuleTree,
    vocabulary: Mapping[str, EventType],
    stream: Stream,
    subscription: str | None,
    as_of: int | None,
    horizon: int,
) -> World:
    """The world of one subscription at an instant (`None`: when the stream is over)."""
    given = stream.records.get(subscription, {})
    records = {
        name: tuple(k for r in found if (k := _known(r, vocabulary[name], as_of)) is not None) for name, found in given.items()
    }
    fact = next(iter(records.get("subscription", ())), None)
    zone = tree.frame.zone
    if tree.frame.zone_of_subscription and fact is not None:
        zone = str(fact.get("zone") or zone)
    declared = tuple(sorted({r.service for r in records.get("service", ()) if r.service is not None}))
    undeclared: set[str] = set()
    if tree.by_service and declared:
        for name in _BY_SERVICE:
            found = records.get(name, ())
            undeclared |= {r.service for r in found if r.service is not None and r.service not in declared}
            records[name] = tuple(r for r in found if r.service is None or r.service in declared)
    charged = next((str(r.get("currency")) for r in given.get("fee", ()) if r.get("currency")), None)
    currency = tree.frame.currency or charged or tree.frame.amounts  # without a fee, that of the amounts in the contract
    return World(
        tree,
        vocabulary,
        subscription,
        zone,
        currency,
        as_of,
        horizon,
        records,
        (declared or (None,)) if tree.by_service else (None,),
        tuple(sorted(undeclared)),
    )


def _known(record: Record, kind: EventType, as_of: int | None) -> Record | None:
    if as_of is None:
        return record
    start = record.get(kind.begins) if kind.begins else None
    if isinstance(start, int) and start > as_of:
        return None
    later = [
        f.name
        for f in kind.fields.values()
        if f.kind == "instant" and f.name in record.fields and f.name != "recorded_at"
        if (record.type, f.name) not in _PLANNED and int(record.fields[f.name]) > as_of  # type: ignore[arg-type]
    ]
    if not later:
        return record
    return evolve(record, fields={k: v for k, v in record.fields.items() if k not in later})
