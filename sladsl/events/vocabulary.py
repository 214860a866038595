"""In: nothing, or a contract's own event types. Out: `VOCABULARY`, every type of event with its fields, and `declared`.

The table of the interface ("Event stream") as data. Only defaults that need no other record stand here; "the plan of
the subscription" or "the channel of the contract" is for whoever knows the subscription and the contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from sladsl.events.records import Value

FieldKind = Literal["instant", "text", "code", "flag", "whole", "number", "money", "period", "list", "zone"]


@frozen
class Field:
    """One field: its name and kind, whether an event must have it, what absent means, the least whole number."""

    name: str
    kind: FieldKind
    required: bool = False
    default: Value | None = None
    least: int | None = None


@frozen
class EventType:
    """One type of event.

    `begins` names the instant that dates an event, `ends` the one that closes it (absent: still open). No instant of
    `order` may precede the first of them, and in each pair of `pairs` the second not the first.
    """

    name: str
    fields: Mapping[str, Field]
    begins: str | None = None
    ends: str | None = None
    order: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    defaults: Mapping[str, Value] = field(init=False, eq=False, repr=False)

    @defaults.default
    def _static_defaults(self) -> Mapping[str, Value]:
        return {f.name: f.default for f in self.fields.values() if f.default is not None}


COMMON: Mapping[str, Field] = {
    "event": Field("event", "code", required=True),
    "id": Field("id", "text"),
    "subscription": Field("subscription", "text"),
    "service": Field("service", "text"),
    "recorded_at": Field("recorded_at", "instant"),
    "source": Field("source", "text"),
}


def _type(
    name: str,
    *fields: Field,
    begins: str | None = None,
    ends: str | None = None,
    order: tuple[str, ...] = (),
    pairs: tuple[tuple[str, str], ...] = (),
) -> EventType:
    return EventType(name, {**COMMON, **{f.name: f for f in fields}}, begins, ends, order, pairs)


def _instant(name: str) -> Field:
    return Field(name, "instant")


def _dated(name: str) -> Field:
    return Field(name, "instant", required=True)


def _code(name: str, default: str | None = None) -> Field:
    return Field(name, "code", default=default)


def _flag(name: str, default: bool = False) -> Field:
    return Field(name, "flag", default=default)


def _units(default: int | None = None) -> Field:
    return Field("units", "whole", default=default, least=0)


_SPAN = ("start", "end")
_PERIOD = Field("period", "period", required=True)
_OUTAGE_ID = Field("outage", "text")

_TYPES = (
    _type(
        "subscription", _instant("start"), _instant("end"), _code("plan"), Field("zone", "zone"),
        _flag("eligible", True), _units(), order=_SPAN,
    ),
    _type(
        "service", Field("service", "text", required=True), _code("type"), _code("region"), _code("plan"), _units(1),
        _flag("trial"), _flag("beta"), _flag("free"), _flag("eol"),
    ),
    _type(
        "outage", _dated("start"), _instant("end"), _code("cause"), _flag("primary", True), _flag("in_scope", True),
        _instant("aware_at"), begins="start", ends="end", order=("start", "end", "aware_at"),
    ),
    _type("check", _dated("at"), Field("ok", "flag", required=True), Field("monitor", "text"), begins="at"),
    _type(
        "maintenance", _dated("start"), _dated("end"), _instant("notified_at"), _code("kind"), _flag("published", True),
        _flag("vendor_change"), _code("channel"), begins="start", ends="end", order=_SPAN,
    ),
    _type("notification", _dated("at"), _OUTAGE_ID, _code("channel", "email"), begins="at"),
    _type(
        "ticket", _dated("opened"), _instant("acknowledged"), _instant("responded"), _instant("resolved"), _code("priority"),
        Field("severity", "whole"), _code("plan"), _code("channel"), _code("cause"), _code("topic"), _flag("incident"),
        _OUTAGE_ID, _instant("info_complete_at"), _instant("reclassified_at"), _code("reclassified_priority"),
        begins="opened", order=("opened", "acknowledged", "responded", "resolved", "info_complete_at", "reclassified_at"),
        pairs=(("responded", "resolved"),),
    ),
    _type("session", _dated("start"), _instant("end"), _code("plan"), begins="start", ends="end", order=_SPAN),
    _type(
        "claim", _dated("at"), Field("period", "period"), Field("outages", "list"), Field("tickets", "list"),
        Field("items", "list"),
        Field("subject", "text"), _code("channel"), Field("details", "list", default=()), _code("remedy"),
        _instant("answered"), _instant("credited"), begins="at", order=("at", "answered", "credited"),
    ),
    _type("confirmation", _dated("at"), _PERIOD, begins="at"),
    _type("invoice", _dated("at"), _PERIOD, begins="at"),
    _type("fee", _PERIOD, Field("amount", "money", required=True), _code("currency"), Field("paid", "money")),
    _type("arrears", _dated("start"), _instant("end"), begins="start", ends="end", order=_SPAN),
    _type(
        "pause", _dated("start"), _instant("end"), Field("ticket", "text"), _code("reason"), begins="start", ends="end",
        order=_SPAN,
    ),
    _type("parameter", Field("name", "text", required=True), Field("value", "text", required=True)),
    _type("beneficiary", Field("id", "text", required=True), Field("share", "number", required=True, least=0)),
    _type("termination", _dated("at"), begins="at"),
    _type(
        "restore", _dated("requested"), _instant("completed"), begins="requested", ends="completed",
        order=("requested", "completed"),
    ),
    _type("data_loss", _dated("recovered_to"), _dated("lost_at"), begins="lost_at", order=("recovered_to", "lost_at")),
    _type("backup", _dated("at"), Field("kind", "code", required=True), begins="at"),
)  # fmt: skip

VOCABULARY: Mapping[str, EventType] = {t.name: t for t in _TYPES}


def declared(name: str, fields: Mapping[str, FieldKind]) -> EventType:
    """A contract's own type of event; `ValueError` where a field of every event is declared as another kind.

    It is dated by `at`, else by `start`, else by its first instant, which each event then needs; `end` closes it.
    """
    for common in COMMON.values():
        given = fields.get(common.name, common.kind)
        if given != common.kind and {given, common.kind} != {"text", "code"}:
            raise ValueError(f"`{common.name}` belongs to every event and is of kind `{common.kind}`")
    instants = [f for f, kind in fields.items() if kind == "instant" and f not in COMMON]
    begins = next((f for f in ("at", "start", *instants) if f in instants), None)
    ends = "end" if "end" in instants and begins != "end" else None
    opens = "start" if "start" in instants else begins
    own = [Field(f, kind, required=f == begins) for f, kind in fields.items() if f not in COMMON]
    order = (opens, ends) if opens and ends else ()
    return _type(name, *own, begins=begins, ends=ends, order=order)
