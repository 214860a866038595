"""In: `X is ...`, `caused by X`. Out: the condition that they mean.

What may stand right of `is` depends on what stands left of it: beside a word, a name is a word.
"""

from __future__ import annotations

from fractions import Fraction

from ..base.quantity import COUNT
from ..rules import values as v
from ..rules.spans import Elapsed
from ..syntax.nodes import Node
from . import advice, calls, values
from .grids import each_period, the_period
from .names import name_of, text_of
from .scope import UNKNOWN_ITEM, Scope
from .spans import span
from .types import INSTANT, WORD, Type, number


def relation(left: Node, rel: Node, scope: Scope) -> v.ValueNode:
    """The condition that `left is rel` means, without a `not`."""
    names = scope.names
    match rel.kind:
        case "breached" | "met":
            name = name_of(left.parts[0]) if left.kind == "term_ref" else ""
            guarantee = names.clause("guarantee", name, left.place)
            if guarantee is not None:
                calls.check_guarantee(guarantee, name, left, scope)
            return v.Judged(name, "met" if rel.kind == "met" else "breached")
        case "is_claimed":
            name = name_of(left.parts[0]) if left.kind == "term_ref" else ""
            claim = names.clause("claim", name, left.place)
            if claim is not None and claim.first("of_each") is None:
                values.check_period(name, each_period(claim, names), left, scope)
            elif claim is not None:
                calls.check_item(claim, "claim", name, left, scope)
            return v.Claimed(name)
        case "exercised":
            name = name_of(left.parts[0]) if left.kind == "term_ref" else ""
            right = names.clause("right", name, left.place)
            if right is not None and right.first("per_service") and not scope.service:
                help = "write `number of (...) for each service`, or the clause for each service"
                names.sink.error("SLA206", f"`{name}` is a right of each service", left.place, help)
            if right is not None:
                values.check_period(name, each_period(right, names), left, scope)
            return v.Exercised(name)
        case "given":
            return v.Given(values.value(left, scope)[0])
        case "during" if rel.parts[0].kind == "the_period":
            return v.during(values.expect(left, scope, INSTANT), the_period(rel.parts[0].parts[0], scope))
        case "during":
            return v.During(values.expect(left, scope, INSTANT), calls.times(rel.parts[0], scope))
        case "wholly":
            if left.kind != "it":
                names.sink.error("SLA214", "only an item lies `wholly` in hours", left.place, "write `it is wholly during ...`")
            return v.During(None, calls.times(rel.parts[0], scope))
        case "lead":
            gap = span(rel.parts[0], scope) or Elapsed(v.Const(Fraction(0)))
            return v.Lead(values.expect(left, scope, INSTANT), gap, values.expect(rel.parts[1], scope, INSTANT))
        case "before" | "after":
            return v.Compare(rel.kind, values.expect(left, scope, INSTANT), values.expect(rel.parts[0], scope, INSTANT))
        case "one_of":
            x, t = values.value(left, scope)
            if len(rel.parts[0].parts) == 1 and rel.parts[0].parts[0].kind == "term_ref" and t == WORD:
                return v.IdIn(x, calls.items(rel.parts[0].parts[0], scope)[0])
            if t == number(COUNT) and all(w.kind == "number" for w in rel.parts[0].parts):
                return v.AnyOf(tuple(v.Compare("=", x, values.value(w, scope)[0]) for w in rel.parts[0].parts))
            if t.kind not in ("word", "unknown"):
                help = "write a field whose values are words: `kind is one of (scheduled, regular)`"
                names.sink.error("SLA211", f"this is {t}, not a word of a list", left.place, help)
            return v.OneOf(x, tuple(word(w, scope) for w in rel.parts[0].parts))
        case "ge" | "le" | "gt" | "lt":
            op = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<"}[rel.kind]
            (a, ta), (b, tb) = values.value(left, scope), values.value(rel.parts[0], scope)
            if ta.kind not in ("number", "unknown"):
                help = "compare instants with `before` and `after`, words with `is`"
                names.sink.error("SLA211", f"{ta} has no size", left.place, help)
            else:
                values.same(ta, tb, rel, scope, advice.both(left, rel))
            return v.Compare(op, a, b)  # type: ignore[arg-type]
    if _asks_state(left, rel, scope):
        return v.Const(False)
    a, ta = values.value(left, scope)
    b, tb = word_or_value(rel.parts[0], scope, ta)
    if isinstance(a, v.Const) and isinstance(b, v.Const) and "unknown" not in (ta.kind, tb.kind):
        names.sink.error("SLA208", "two fixed values are compared", rel.place, "compare something that events decide")
    values.same(ta, tb, rel, scope, advice.both(left, rel))
    return v.Compare("=", a, b)


def _asks_state(left: Node, rel: Node, scope: Scope) -> bool:
    """Whether a guarantee is asked for a state that cannot be asked for; then it is said."""
    names, said = scope.names, rel.parts[0]
    name = name_of(left.parts[0]) if left.kind == "term_ref" else ""
    if said.kind != "name_ref" or ("guarantee", name) not in names.nodes:
        return False
    if ("value", name) in names.nodes and names.meaning(name, left.place).type.kind != "number":
        return False
    names.used.add(("guarantee", name))
    message = f"a guarantee cannot be asked whether it is `{said.parts[0].text}`"
    help = f"write `{name} is breached` or `{name} is met`; while it is pending it is neither"
    names.sink.error("SLA214", message, advice.both(left, rel), help)
    return True


def caused(term: Node, scope: Scope) -> v.ValueNode:
    """Whether the cause of the item in scope stands in a list of causes."""
    names, name = scope.names, name_of(term)
    names.used.add(("value", name))
    listed = names.nodes.get(("value", name))
    if listed is None or listed.kind != "causes":
        known = (n for (_, n), d in names.nodes.items() if d.kind == "causes")
        names.unknown("SLA101", f"there is no list of causes `{name}`", term.place, name, known)
        return v.Const(False)
    if scope.item != UNKNOWN_ITEM and (not scope.item_type or "cause" not in scope.item_type.fields):
        names.sink.error("SLA206", "nothing here has a cause", term.place, "ask it of an outage or a ticket")
    return v.OneOf(v.ItField("cause"), tuple(c.parts[0].text for c in listed.all("cause")))


def word_or_value(node: Node, scope: Scope, left: Type) -> values.Typed:
    """The right side of `is`: beside a word, a name or a quoted text is a word."""
    if left.kind in ("word", "unknown"):
        if node.kind == "name_ref":
            return v.Const(node.parts[0].text), WORD
        if node.kind == "term_ref" and node.parts[0].parts[0].kind == "STRING":
            return v.Const(text_of(node.parts[0].parts[0])), WORD
    if node.kind == "name_ref" and left.kind != "unknown":
        event, name = scope.item_type, node.parts[0].text
        if event is not None and name not in event.fields and not scope.names.is_near(name, event.fields):
            return v.Const(name), WORD
    return values.value(node, scope)


def word(node: Node, scope: Scope) -> str:
    """A word of a list: a name in small letters, a quoted text, a number."""
    if node.kind == "name_ref":
        return node.parts[0].text
    if node.kind == "term_ref" and node.parts[0].parts[0].kind == "STRING":
        return text_of(node.parts[0].parts[0])
    if node.kind == "number":
        return node.parts[0].text
    if node.kind in ("all_", "any_"):
        listed = ", ".join(advice.written(part) or "..." for part in node.parts)
        message = f"`{'and' if node.kind == 'all_' else 'or'}` joins conditions, and not words"
        scope.names.sink.error("SLA211", message, node.place, f"write `{listed}`")
        return ""
    scope.names.sink.error("SLA211", "this is not a word", node.place, "write names in small letters, or quote the words")
    return ""
