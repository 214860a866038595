"""In: the clause that defines a name. Out: its meaning: a value, a set, days of a calendar; how it depends on its scope."""

from __future__ import annotations

import difflib

from ..rules import values as v
from ..syntax.limbs import Found, misplaced
from ..syntax.nodes import Node
from . import parameters, sets, shown, values
from .grids import each_period, needs
from .names import Meaning, Names, cites_of, text_of
from .scope import ANY, Scope
from .spans import is_calendar
from .types import UNKNOWN, WORD, Type, set_of


def resolve(names: Names, node: Node) -> Meaning:
    """What a definition, a measure, a window, a list of causes or a total means."""
    match node.kind:
        case "define":
            return _definition(names, node)
        case "measure":
            per_service = node.first("per_service") is not None
            grid = each_period(node, names)
            rule, t = cases(node, Scope(names, period=grid, service=per_service))
            return Meaning(_shown(names, node, t), rule, per_service=per_service, grid=grid)
        case "total":
            rule, t = cases(node, Scope(names, shown=True))
            return Meaning(_shown(names, node, t), rule)
        case "given":
            return parameters.meaning(node, names)
        case "window":
            covers = next((limb for limb in node.all("w_covers")), None)
            event = covers.parts[0].text if covers is not None else "maintenance"
            return Meaning(set_of(event), None)
        case _:
            return sets.causes_set(node)


def _shown(names: Names, node: Node, t: Type) -> Type:
    """The type of what a line shows; unknown if it does not fit the unit that is said, so that this is said only once."""
    return t if t.kind != "number" or shown.fits(node, t.dim, names) else UNKNOWN


def _definition(names: Names, node: Node) -> Meaning:
    said_of = node.first("each")
    each = node.parts[1] if len(node.parts) > 1 and node.parts[1].kind in ("NAME", "term") else said_of
    scope = Scope(names, period=ANY, service=True)
    body = _body(node)
    if is_calendar(body):
        return sets.defined_calendar(node, scope)
    item = None
    if each is not None and each is not body:
        item = sets.item_of_each(each, scope)[1]
        scope = scope.of_item(item)
    elif sets.is_set(body, Scope(names)):
        return sets.defined_set(node, Scope(names, service=True))
    rule, t = cases(node, scope)
    return Meaning(
        t,
        rule,
        item,
        per_service=_of_service(rule),
        grid=needs(rule, names, node.place),
    )


def _of_service(rule: object) -> bool:
    """Whether a value asks the service that whoever uses it means; one that gathers over services asks them itself."""
    todo = [rule]
    while todo:
        node = todo.pop()
        if isinstance(node, v.FactField) and node.event == "service":
            return True
        if isinstance(node, v.ForEach) and node.over == "service":
            continue
        if hasattr(node, "__attrs_attrs__"):
            todo += [getattr(node, a.name) for a in node.__attrs_attrs__]
        elif isinstance(node, tuple):
            todo += node
    return False


def _body(node: Node) -> Node:
    """The expression of a clause: the first part that is neither its head nor a limb."""
    head = ("term", "NAME", "cite", "each_period", "per_service", "in_unit", "of_each")
    seen_head = False
    for part in node.parts:
        if part.kind not in head:
            return part
        seen_head = seen_head or part.kind == "term"
    return node.parts[-1]


def cases(node: Node, scope: Scope) -> tuple[v.ValueNode, Type]:
    """A value with its exceptions (`... when ...`)."""
    body = _body(node)
    base, t = word(body, scope) if body.kind == "name_ref" and scope.item else values.value(body, scope)
    found: list[v.Case] = []
    for limb in (p for p in node.parts if p.kind.startswith("l_")):
        if strange := strange_when(limb, node.kind):
            scope.names.sink.error("SLA015", strange[2], limb.place, strange[3])
            continue
        if limb.kind != "l_when":
            if t.kind != "unknown":
                help = "a value has exceptions: `... when ...`; times have `except during ...`"
                scope.names.sink.error("SLA209", "this limb does not belong to a single value", limb.place, help)
            continue
        if t == WORD and limb.parts[0].kind == "name_ref":
            given, tg = word(limb.parts[0], scope)
        else:
            given, tg = values.value(limb.parts[0], scope)
        values.same(t, tg, limb.parts[0], scope)
        over, under = rank(limb)
        places = [c.place for c in cites_of(limb)]
        found.append(v.Case(values.condition(limb.parts[1], scope), given, places[0] if places else None, over, under))
    check_ranks(node, scope)
    return (v.Cases(base, tuple(found)) if found else base), t if t.kind != "unknown" else UNKNOWN


def strange_when(limb: Node, kind: str) -> Found | None:
    """A limb such as `excused when ...` that reads like an exception, and is one of another kind of clause."""
    if limb.kind != "l_when" or limb.parts[0].kind != "name_ref":
        return None
    of = {"measure": "a measure", "total": "a total"}.get(kind, "a definition")
    return misplaced(f"{limb.parts[0].parts[0].text} when", of)


def word(node: Node, scope: Scope) -> tuple[v.ValueNode, Type]:
    """A name that is a field of the item in scope, or else a word; one that nearly is a field is taken as misspelt."""
    event = scope.item_type
    name = node.parts[0].text
    near = difflib.get_close_matches(name, event.fields if event else (), 1, 0.8)
    if near:
        return values.value(node, scope)
    return v.Const(name), WORD


def rank(limb: Node) -> tuple[str | None, str | None]:
    """Which clause a limb outranks, and which it yields to."""
    over, under = limb.first("notwithstanding"), limb.first("subject_to")
    return (text_of(over.parts[0]) if over else None), (text_of(under.parts[0]) if under else None)


def check_ranks(node: Node, scope: Scope) -> None:
    """An exception names a clause that a limb beside it cites; two do not outrank each other."""
    limbs = [p for p in node.parts if p.first("notwithstanding", "subject_to") or p.kind.startswith(("l_", "g_"))]
    cited = {c.place for p in limbs for c in cites_of(p)} | {c.place for c in cites_of(node)}
    pairs: list[tuple[str, str, Node]] = []
    for limb in limbs:
        over, under = rank(limb)
        mark = limb.first("notwithstanding", "subject_to")
        for target in (over, under):
            if target and mark and target not in cited:
                _uncited(target, mark, scope.names)
        own = [c.place for c in cites_of(limb)]
        if own and over:
            pairs.append((own[0], over, limb))
        if own and under:
            pairs.append((under, own[0], limb))
    ranked, said = {(a, b) for a, b, _ in pairs}, set()
    for a, b, limb in pairs:
        if (b, a) in ranked and frozenset((a, b)) not in said:
            message = f"`{a}` outranks itself" if a == b else f"`{a}` and `{b}` outrank each other"
            help = "leave out one of the two `notwithstanding` or `subject to`"
            scope.names.sink.error("SLA402", message, limb.place, help)
            said.add(frozenset((a, b)))


def _uncited(target: str, mark: Node, names: Names) -> None:
    """A clause is named that no limb beside the exception comes from; perhaps none at all."""
    cited = {x.place for node in names.nodes.values() for part in node.walk() for x in cites_of(part)}
    if target in cited:
        help = "cite that clause at the limb that it stands in"
        names.sink.error("SLA401", f"no limb here comes from clause `{target}`", mark.place, help)
    else:
        word = "notwithstanding" if mark.kind == "notwithstanding" else "subject to"
        help = f"correct the number, or leave out `{word} {target}`"
        names.sink.error("SLA401", f"nothing in this contract comes from clause `{target}`", mark.place, help)
