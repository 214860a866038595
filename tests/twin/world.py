"""In: events as mappings, an instant of evaluation. Out: `World`, what is known then, and the helpers of all agreements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from .clock import EVER, instant, month_name
from .spans import Span

Event = dict[str, Any]
Emit = Callable[..., None]

INSTANTS = (
    "start", "end", "at", "notified_at", "opened", "responded", "resolved", "info_complete_at", "reclassified_at",
    "requested", "completed", "recovered_to", "lost_at", "recorded_at",
)  # fmt: skip
# the instant at which an event begins to exist, and those of its instants that may still lie ahead
BEGINS = {
    "outage": "start", "check": "at", "maintenance": "start", "notification": "at", "ticket": "opened",
    "session": "start", "claim": "at", "confirmation": "at", "arrears": "start", "termination": "at",
    "restore": "requested", "data_loss": "lost_at", "backup": "at",
}  # fmt: skip
AHEAD = {
    "outage": ["end"], "maintenance": ["notified_at"], "session": ["end"], "arrears": ["end"], "restore": ["completed"],
    "ticket": ["responded", "resolved", "info_complete_at", "reclassified_at"],
}  # fmt: skip


class World:
    """The events of one subscription: versions settled, what lies after the instant of evaluation forgotten."""

    def __init__(self, events: list[Mapping[str, Any]], as_of: int | None):
        self.as_of = as_of
        self.by_type: dict[str, list[Event]] = {}
        latest: dict[tuple[Any, ...], Event] = {}
        keyless: list[Event] = []
        for given in events:
            event = {k: instant(v) if k in INSTANTS else v for k, v in given.items() if v is not None}
            key = _key(event)
            if key is None:
                keyless.append(event)
            elif key not in latest or event.get("recorded_at", -EVER) > latest[key].get("recorded_at", -EVER):
                latest[key] = event
        for event in [*keyless, *latest.values()]:
            if (known := self._known(event)) is not None:
                self.by_type.setdefault(known["event"], []).append(known)

    def _known(self, event: Event) -> Event | None:
        kind = event["event"]
        if self.as_of is None:
            return event
        if kind in BEGINS and event[BEGINS[kind]] > self.as_of:
            return None
        return {k: v for k, v in event.items() if not (k in AHEAD.get(kind, ()) and v > self.as_of)}

    def __getitem__(self, kind: str) -> list[Event]:
        return self.by_type.get(kind, [])

    @property
    def subscription(self) -> Event:
        """The subscription's facts."""
        return self["subscription"][0] if self["subscription"] else {}

    def over(self, end: int) -> bool:
        """Whether what ends at an instant is over."""
        return self.as_of is None or self.as_of >= end

    def open_until(self, due: int) -> bool:
        """Whether something due at an instant can still come."""
        return self.as_of is not None and due >= self.as_of

    def fee(self, month: int, field: str = "amount") -> Fraction:
        """What the fees of a month come to; what is not said to be paid otherwise is paid."""
        fees = [f for f in self["fee"] if f["period"] == month_name(month)]
        return sum((Fraction(str(f.get(field, f["amount"]))) for f in fees), Fraction(0))

    def judge(self, due: int, done: int | None, strict: bool = False) -> str:
        """The verdict of an item: was it done by then (strictly: before then)?"""
        if done is not None and (done < due if strict else done <= due):
            return "met"
        return "pending" if done is None and self.open_until(due) else "breached"

    def in_arrears(self, at: int) -> bool:
        """Whether an invoice was overdue at an instant."""
        return any(r["start"] <= at < r.get("end", EVER) for r in self["arrears"])


def _key(event: Event) -> tuple[Any, ...] | None:
    """What two versions of one event have in common."""
    kind = event["event"]
    if kind == "check":
        return None
    if "id" in event:
        return (kind, "id", event["id"])
    return {
        "fee": (kind, event.get("service"), event.get("period")),
        "service": (kind, event.get("service")),
        "subscription": (kind,),
    }.get(kind)


def speaks_for(event: Event, service: str | None) -> bool:
    """Whether an event concerns a service (no service: the only line, which everything concerns)."""
    return service is None or event.get("service") in (None, service)


def lasts(outage: Event, horizon: int) -> Span:
    """The interval of an outage; one without an end lasts until the horizon."""
    return outage["start"], outage.get("end", max(outage["start"], horizon))


def money(amount: Fraction) -> str:
    """An amount in a currency with cents, rounded half up."""
    cents = (amount * 100 + Fraction(1, 2)).__floor__()
    return f"{cents // 100}.{cents % 100:02d}"
