"""In: a clause `given ...`. Out: what a value means that each deal fills in, and the clause as a rule."""

from __future__ import annotations

from ..base.quantity import COUNT, DAYS, MONEY, RATIO, TIME
from ..rules import clauses as c
from ..rules import values as v
from ..syntax.nodes import Node
from . import relations, values
from .names import Meaning, Names, cites_of, name_of
from .scope import Scope
from .types import CONDITION, INSTANT, UNKNOWN, WORD, Type, number

_KINDS: dict[str, Type] = {
    "percentage": number(RATIO), "number": number(COUNT), "money": number(MONEY), "time": number(TIME), "days": number(DAYS),
    "word": WORD, "yes_or_no": CONDITION, "date": INSTANT,
}  # fmt: skip


def meaning(node: Node, names: Names) -> Meaning:
    """A parameter is a value of its kind, the same in every period."""
    kind = _kind(node)
    if kind.text not in _KINDS:
        names.unknown("SLA115", f"`{kind.text}` is no kind of parameter", kind.place, kind.text, _KINDS)
        return Meaning(UNKNOWN, None)
    return Meaning(_KINDS[kind.text], v.Ref(name_of(node.parts[0])))


def parameter(node: Node, names: Names) -> c.Clause | None:
    """The clause, with what stands where nothing is filled in."""
    kind = _kind(node)
    if kind.text not in _KINDS:
        meaning(node, names)
        return None
    wanted = _KINDS[kind.text]
    term = node.parts[0]
    default: v.ValueNode | None = None
    optional = node.first("optional") is not None
    if node.parts[-1] is not kind and not optional:
        given, scope = node.parts[-1], Scope(names)
        yes = given.kind == "name_ref" and given.parts[0].text == "yes"
        if kind.text == "yes_or_no" and (yes or given.kind == "no"):
            default = v.Const(yes)
        elif given.kind == "no":
            names.sink.error("SLA211", f"`no` is no {kind.text}", given.place, "say the value, or leave `, else no` out")
        elif kind.text == "word":
            default, t = relations.word_or_value(given, scope, WORD)
            values.same(WORD, t, given, scope)
        else:
            default = values.expect(given, scope, wanted)
    return c.Parameter(
        name=name_of(term),
        cites=cites_of(node),
        place=term.place,
        kind=kind.text,  # type: ignore[arg-type]
        dim=wanted.dim if wanted.kind == "number" else None,
        default=default,
        optional=optional,
    )


def _kind(node: Node) -> Node:
    """The word behind the colon."""
    return next(p for p in node.parts if p.kind == "NAME")
