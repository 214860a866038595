"""In: a clause's node. Out: what is only recorded of an agreement, its readings and assumptions, lists of causes, defaults."""

from __future__ import annotations

from ..rules import clauses as c
from ..rules import values as v
from ..syntax.nodes import Node
from . import relations, values
from .clauses import head
from .names import Names, cites_of, text_of
from .scope import Scope
from .types import FIELD_TYPES

RECORD_KINDS = (
    "definition", "scope", "obligation", "precedence", "amendment", "disclaimer", "liability", "remedy", "payment",
    "channel", "procedure", "source", "standard",
)  # fmt: skip


def record(node: Node, names: Names) -> c.Clause:
    """An obligation or another thing that no event decides."""
    kind = node.parts[0]
    if kind.text not in RECORD_KINDS:
        names.unknown("SLA111", f"`{kind.text}` is no kind of record", kind.place, kind.text, RECORD_KINDS)
    party = node.first("party")
    return c.Record(
        name=kind.text,
        cites=cites_of(node),
        place=node.place,
        text=text_of(node.parts[-1]),
        party=party.parts[0].text if party else None,
    )


def lost(node: Node, names: Names) -> c.Clause:
    """Words that the source of the agreement has lost."""
    found = c.Record(name="lost text", cites=cites_of(node), place=node.place, text=text_of(node.parts[-1]), lost=True)
    names.sink.note("SLA602", f"text is lost at `{found.clause}`: {found.text}", node.place)
    return found


def reading(node: Node) -> c.Reading:
    """A wording with its meanings, the adopted one and the reason."""
    options = tuple((o.parts[0].parts[0].text, text_of(o.parts[1])) for o in node.all("option"))
    adopted = node.all("label")[-1].parts[0].text
    return c.Reading(
        name=node.parts[0].text,
        cites=cites_of(node),
        place=node.parts[0].place,
        values=options,
        adopted=adopted,
        because=text_of(node.parts[-1]),
    )


def assumption(node: Node) -> c.Assumption:
    """A meaning that was taken, and why."""
    texts = [text_of(p) for p in node.all("STRING")]
    return c.Assumption(name=texts[0], cites=cites_of(node), place=node.place, text=texts[1], because=texts[2])


def causes(node: Node) -> c.Causes:
    """A list of causes, each with its own words."""
    codes = tuple((x.parts[0].text, cites_of(x)) for x in node.all("cause"))
    return c.Causes(**head(node), codes=codes)  # type: ignore[arg-type]


def default_fact(node: Node, names: Names) -> tuple[tuple[str, str], v.ValueNode] | None:
    """What a field means that an event leaves out."""
    field, event = node.parts[0], node.parts[1]
    known = names.events.get(event.text)
    if known is None or field.text not in known.fields:
        if known is None:
            names.unknown("SLA109", f"there is no type of event `{event.text}`", event.place, event.text, names.events)
        else:
            message = f"an event of type `{event.text}` has no field `{field.text}`"
            names.unknown("SLA117", message, field.place, field.text, known.fields)
        return None
    scope = Scope(names)
    rule, t = relations.word_or_value(node.parts[2], scope, FIELD_TYPES[known.fields[field.text].kind])
    values.same(FIELD_TYPES[known.fields[field.text].kind], t, node.parts[2], scope)
    return (event.text, field.text), rule
