"""In: a raw event and the vocabulary. Out: a typed record, or its faults, every one of them.

The way of a good event is short: one look-up and one call a field. 24,256 checks take about 0.2 s on it.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from sladsl.base.diagnostics import Diagnostic
from sladsl.base.instants import format_instant
from sladsl.events.faults import Raw, fault, shown, suggestion
from sladsl.events.fields import Converter, Refused, cell_converter, converter
from sladsl.events.records import Record, Value
from sladsl.events.vocabulary import EventType


@frozen
class Rules:
    """What one type asks of its events, ready for use."""

    type: EventType
    json: Mapping[str, Converter]
    cells: Mapping[str, Converter]
    required: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


def rules_of(vocabulary: Mapping[str, EventType]) -> Mapping[str, Rules]:
    """The rules of every type, made once a run."""
    return {name: _rules(type) for name, type in vocabulary.items()}


def _rules(type: EventType) -> Rules:
    fields = type.fields.values()
    return Rules(
        type,
        {f.name: converter(f) for f in fields},
        {f.name: cell_converter(f) for f in fields},
        tuple(f.name for f in fields if f.required),
        (*((type.order[0], later) for later in type.order[1:]), *type.pairs),
    )


def typed(raw: Raw, rules_by_type: Mapping[str, Rules], found: list[Diagnostic]) -> Record | None:
    """The record of an event, or `None` where it has a fault."""
    fields = raw.fields
    name = fields.get("event")
    rules = rules_by_type.get(name) if isinstance(name, str) else None
    if rules is None or not isinstance(name, str):
        found.append(_no_type(raw, name, rules_by_type))
        return None
    faults = len(found)
    table = rules.json if raw.columns is None else rules.cells
    values: dict[str, Value] = {}
    for key, value in fields.items():
        if value is None:
            continue
        make = table.get(key)
        if make is None:
            known = tuple(k for k in table if k != "event")
            help = suggestion(shown(key), known, f"the fields of `{name}` are")
            found.append(fault(raw, "SLA710", f"`{name}` has no field `{shown(key)}`", help, str(key), name=True))
            continue
        try:
            values[key] = make(value)
        except Refused as e:
            message = f"the `{key}` of this `{name}`, `{shown(value)}`, {e.reason}"
            found.append(fault(raw, e.code, message, e.help, key))
    for needed in rules.required:
        if needed not in values and fields.get(needed) is None:
            help = f"add the {rules.type.fields[needed].kind} `{needed}`"
            found.append(fault(raw, "SLA711", f"this `{name}` has no `{needed}`", help))
    for earlier, later in rules.pairs:
        if later in values and earlier in values:
            _in_order(raw, earlier, later, values, found)
    return Record(name, values, raw.place, rules.type.defaults) if len(found) == faults else None


def _in_order(raw: Raw, earlier: str, later: str, values: Mapping[str, Value], found: list[Diagnostic]) -> None:
    a, b = values[earlier], values[later]
    if isinstance(a, int) and isinstance(b, int) and b < a:
        message = f"`{later}`, {raw.fields[later]}, lies before `{earlier}`, {raw.fields[earlier]}"
        help = "correct one of the two; equal instants are allowed"
        if _offset(raw.fields[later]) != _offset(raw.fields[earlier]):  # what was written cannot be compared by eye
            help += f" (in UTC: {format_instant(b, 'UTC')[:19]} and {format_instant(a, 'UTC')[:19]})"
        found.append(fault(raw, "SLA722", message, help, later))


def _offset(written: object) -> str:
    """Behind an instant as it was written: `Z`, `+08:00`."""
    text = str(written)
    return "Z" if text[-1:] in "zZ" else text[-6:]


def _no_type(raw: Raw, name: object, known: Mapping[str, object]) -> Diagnostic:
    if isinstance(name, str):
        types = tuple(sorted(known))
        help = suggestion(shown(name), types, "declare it in the contract, or use one of")
        return fault(raw, "SLA709", f"`{shown(name)}` is no known type of event", help, "event")
    help = 'add its type, such as `"event": "outage"`'
    if name is None:
        return fault(raw, "SLA708", "this event does not say of which type it is", help)
    return fault(raw, "SLA708", f"the type of this event, `{shown(name)}`, is not a text", help, "event")
