"""In: the records of one subscription and type. Out: one version of each, the one that stands; quarrels are faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from sladsl.base.diagnostics import Diagnostic, Place
from sladsl.base.instants import format_instant
from sladsl.events.faults import shown
from sladsl.events.order import canonical_text
from sladsl.events.records import Record, Value

# what tells when and from whom a fact became known is not part of the fact
_NOT_COMPARED = frozenset({"recorded_at", "source"})
# an event that does not say when it was recorded was known from the start
_FROM_THE_START = -(2**63)


def standing(records: Iterable[Record], found: list[Diagnostic]) -> list[Record]:
    """The latest version of each event that has a key, and every event that has none."""
    alone: list[Record] = []
    versions: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        key = key_of(record)
        if key is None:
            alone.append(record)
        else:
            versions.setdefault(key, []).append(record)
    for group in versions.values():
        last = group[0] if len(group) == 1 else _latest(group, found)
        if last is not None:
            alone.append(last)
    return alone


def key_of(record: Record) -> tuple[object, ...] | None:
    """What two versions of one event have in common, within a subscription and type."""
    fields = record.fields
    id = fields.get("id")
    if id is not None:
        return ("id", id)
    if record.type == "fee":
        return ("fee", fields.get("service"), fields.get("period"))
    if record.type == "service":
        return ("service", fields.get("service"))
    if record.type == "parameter":
        return ("parameter", fields.get("name"))
    return ("subscription",) if record.type == "subscription" else None


def _latest(group: list[Record], found: list[Diagnostic]) -> Record | None:
    """The version recorded last; those that quarrel about one moment of recording fall out, and each is a fault."""
    stand: Record | None = None
    for _, same in groupby(sorted(group, key=_recorded), key=_recorded):
        twins = list(same)
        other = next((r for r in twins[1:] if _said(r) != _said(twins[0])), None)
        if other is None:
            # they may still differ in `source`: the choice must not depend on the order of the input
            stand = min(twins, key=canonical_text)
        else:
            found.append(_quarrel(*sorted((twins[0], other), key=lambda r: (r.place.file, r.place.line))))
    return stand


def _recorded(record: Record) -> int:
    recorded = record.recorded_at
    return _FROM_THE_START if recorded is None else recorded


def _said(record: Record) -> Mapping[str, Value]:
    """What an event says, absent or not: `"primary": true` is no other version than none at all."""
    return {k: v for k, v in {**record.defaults, **record.fields}.items() if k not in _NOT_COMPARED}


def _quarrel(first: Record, second: Record) -> Diagnostic:
    a, b = _said(first), _said(second)
    differ = ", ".join(f"`{k}`" for k in sorted({*a, *b}) if a.get(k) != b.get(k))
    known_by = f"`{first.type}`" if first.id is None else f"`{first.type}` `{shown(first.id)}`"
    when = first.recorded_at
    both = "without an instant of recording" if when is None else f"both recorded at {format_instant(when, 'UTC')}"
    message = f"two versions of {known_by}, {both}, differ in {differ}"
    help = "give the correction a later `recorded_at`, or the other event an `id` of its own"
    other: tuple[tuple[str, Place], ...] = (("the other version is here", first.place),)
    return Diagnostic("SLA723", message, second.place, help, related=other)
