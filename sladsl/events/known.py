"""In: the typed records of a run. Out: by subscription and type, those that were known and stand; or the faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve

from sladsl.base.diagnostics import Diagnostic
from sladsl.base.periods import Period
from sladsl.events.order import ordered
from sladsl.events.records import Record
from sladsl.events.versions import standing
from sladsl.events.vocabulary import EventType

Settled = Mapping[str | None, Mapping[str, tuple[Record, ...]]]


def known_by(records: Iterable[Record], known_at: int | None) -> list[Record]:
    """What was recorded at an instant or before it; an event that does not say was known from the start."""
    if known_at is None:
        return list(records)
    return [r for r in records if (t := r.recorded_at) is None or t <= known_at]


def settled(records: Sequence[Record], types: Mapping[str, EventType], found: list[Diagnostic]) -> Settled:
    """Each subscription's records by type, versions settled, in canonical order; no event at all is one of nobody."""
    groups: dict[str | None, dict[str, list[Record]]] = {}
    for record in _owned(records, found):
        owner = record.subscription
        groups.setdefault(owner, {}).setdefault(record.type, []).append(record)
    result: dict[str | None, dict[str, tuple[Record, ...]]] = {}
    for owner in sorted(groups, key=lambda name: name or ""):
        by_type = groups[owner]
        stand = {name: standing(by_type[name], found) for name in sorted(by_type)}
        if "fee" in stand:
            stand["fee"] = _one_currency(stand["fee"], found)
        result[owner] = {name: ordered(group, types[name].begins) for name, group in stand.items() if group}
    return result or {None: {}}


def _owned(records: Sequence[Record], found: list[Diagnostic]) -> Iterable[Record]:
    """The records with their subscription: the only one that is named, where an event names none."""
    names = sorted({name for r in records if (name := r.subscription) is not None})
    if not names:
        return records
    if len(names) == 1:
        return [r if r.subscription else evolve(r, fields={**r.fields, "subscription": names[0]}) for r in records]
    shown = ", ".join(f"`{name}`" for name in names[:3]) + (" ..." if len(names) > 3 else "")
    message = f"this `{{}}` names no subscription, and the stream has {len(names)} of them: {shown}"
    help = f'add `"subscription": "{names[0]}"`, or whichever it is'
    unnamed = (r for r in records if r.subscription is None)
    found += [Diagnostic("SLA724", message.format(r.type), r.place, help) for r in unnamed]
    return [r for r in records if r.subscription is not None]


def _one_currency(fees: list[Record], found: list[Diagnostic]) -> list[Record]:
    """The fees in the currency of the earliest one; a fee without currency is in whatever the others are in."""
    first = min((f for f in fees if "currency" in f.fields), key=_by_period, default=None)
    if first is None:
        return fees
    currency = first.fields["currency"]
    agreeing: list[Record] = []
    for fee in sorted(fees, key=lambda f: (f.place.file, f.place.line)):
        if fee.fields.get("currency", currency) == currency:
            agreeing.append(fee)
            continue
        message = f"this fee is in `{fee.fields['currency']}`, and another of the subscription in `{currency}`"
        help = "state all fees of a subscription in one currency, or give the others a subscription of their own"
        found.append(Diagnostic("SLA725", message, fee.place, help, related=(("the other fee is here", first.place),)))
    return agreeing


def _by_period(fee: Record) -> tuple[date, str]:
    period = fee.fields.get("period")
    return period.first if isinstance(period, Period) else date.max, str(fee.fields["currency"])
