"""In: an expression for times or items, and the limbs behind it. Out: the set node they mean, and what its items are."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from ..base.calendars import HourWindow
from ..base.quantity import TIME
from ..events.vocabulary import VOCABULARY
from ..rules import sets as s
from ..rules.choice import ByReading
from ..rules.values import Const, ItField, Not, OneOf
from ..syntax.limbs import misplaced
from ..syntax.nodes import Node
from ..syntax.zones import zone_fault
from . import advice, values
from .grids import each_period, grid_of
from .names import Meaning, Names, name_of, text_of
from .scope import UNKNOWN_ITEM, Scope, branches
from .spans import amount, calendar, is_calendar, minute_of_day, without
from .types import CALENDAR, INSTANT, UNKNOWN, Type, number, set_of

_MAX_LIMBS = 60  # each stands around the ones before it
TypedSet = tuple[s.SetNode, Type]


def is_set(node: Node, scope: Scope) -> bool:
    """Whether an expression is one of times or items, by its form or by the terms in it."""
    match node.kind:
        case "every" | "hours" | "no_time" | "every_interval":
            return True
        case "every_stretch" | "every_stretch_below" | "every_run" | "every_run_of":
            return True
        case "bracket":
            return len(node.parts) > 1 or is_set(node.parts[0], scope)
        case "by_reading":
            return any(is_set(c.parts[1], scope) for c in node.all("choice"))
        case "term_ref":
            name = name_of(node.parts[0])
            return ("value", name) in scope.names.nodes and scope.names.meaning(name, node.place).type.kind == "set"
    return False


def set_expression(node: Node, scope: Scope) -> TypedSet | None:
    """The set that an expression stands for; a list means all of them together."""
    names = scope.names
    match node.kind:
        case "bracket":
            found = [f for f in (set_expression(p, scope) for p in node.parts) if f]
            if len(found) == 1:
                return found[0]
            return s.Union(tuple(f for f, _ in found)), set_of(_common(found))
        case "every":
            word = node.parts[0]
            if not dated_event(word, names):
                return None
            return s.Facts(word.text), set_of(word.text)
        case "every_stretch" | "every_stretch_below":
            inner = set_expression(Node("term_ref", (node.parts[0],), "", node.parts[0].place), scope)
            gap = amount(node.parts[1], names) if len(node.parts) > 1 else (Fraction(0), TIME)
            if gap is not None and gap[1] != TIME:
                names.sink.error("SLA213", "a gap is a length of time", node.parts[1].place, "write `at most 5 minutes`")
            if inner is None or gap is None:
                return None
            return s.Stretches(inner[0], int(gap[0]), node.kind == "every_stretch"), set_of("stretch")
        case "every_interval":
            grid = grid_of(Node("blocks", node.parts[:2], "", node.place), names)
            return s.Intervals(grid, values.condition(node.parts[2], Scope(names, period=grid, service=scope.service))), set_of(
                "stretch"
            )
        case "every_run" | "every_run_of":
            return _runs(node, scope)
        case "hours":
            days = calendar(node.parts[-1], names)
            opens, closes = minute_of_day(node.parts[0], names), minute_of_day(node.parts[1], names)
            place = node.first("STRING")
            if place is not None and (fault := zone_fault(text_of(place))):
                names.sink.error("SLA112", fault[0], place.place, fault[1])
                return None
            window = HourWindow(opens, closes, days, text_of(place) if place else None) if days else None
            return (s.Hours(window), set_of(None)) if window else None
        case "no_time":
            return s.NoTime(), set_of(None)
        case "by_reading":
            chosen = branches(node, scope, lambda n: set_expression(n, scope))
            if any(c is None for _, c in chosen):
                return None
            rule = ByReading(node.parts[0].text, tuple((label, c[0]) for label, c in chosen if c))
            return rule, set_of(_common([c for _, c in chosen if c]))
        case "term_ref":
            name = name_of(node.parts[0])
            meaning = names.meaning(name, node.place)
            if meaning.type.kind == "set":
                return s.SetRef(name), meaning.type
            if meaning.type.kind != "unknown":
                help = "write a term for times, or `every outage`"
                if meaning.type == number(TIME):
                    help = f"`{name}` is a length by itself: leave `time of` out"
                names.sink.error("SLA212", f"`{name}` is {meaning.type}, where times are needed", node.place, help)
            return None
    named = node.kind == "name_ref" and node.parts[0].text in names.events
    help = f"write `every {node.parts[0].text}`" if named else "write a term for times, or `every outage`"
    if node.kind in ("all_", "any_"):
        listed = ", ".join(advice.written(part) or "..." for part in node.parts)
        joined = "and" if node.kind == "all_" else "or"
        names.sink.error(
            "SLA212", f"`{joined}` joins conditions, and not times", node.place, f"write `({listed})` for all of them"
        )
        return None
    names.sink.error("SLA212", "these are not times", node.place, help)
    return None


def dated_event(word: Node, names: Names) -> bool:
    """Whether a word is a type of event that an instant dates; what is wrong is said."""
    known = names.events.get(word.text)
    if known is None:
        dated = [n for n, e in names.events.items() if e.begins]
        help = None if names.is_near(word.text, dated) else advice.event_help(word.text)
        names.unknown("SLA109", f"there is no type of event `{word.text}`", word.place, word.text, dated, help)
    elif known.begins is None:
        message = f"events of type `{word.text}` have no instant that dates them"
        own = word.text not in VOCABULARY
        help = f"give it one: `event {word.text} [...]: at instant; ...`" if own else f"ask its fields: `... of {word.text}`"
        names.unknown("SLA109", message, word.place, word.text, (), help)
    return known is not None and known.begins is not None


def _runs(node: Node, scope: Scope) -> TypedSet | None:
    """Runs of failed checks, or of another event that a condition calls bad."""
    names = scope.names
    n = node.parts[0].text
    if not n.isdecimal() or not 1 <= int(n[:9]) <= 100_000:
        names.sink.error("SLA207", f"`{n}` is not a number of checks", node.parts[0].place, "write 1, 2, 3 ...")
        return None
    until: Literal["last failure", "next success"] = "last failure" if node.parts[-1].kind == "last_failure" else "next success"
    if node.kind == "every_run":
        return s.Runs(int(n), until, "check", Not(ItField("ok"))), set_of(None)
    word = node.parts[1]
    if not dated_event(word, names):
        return None
    return s.Runs(int(n), until, word.text, values.condition(node.parts[2], scope.of_item(word.text))), set_of(None)


def _common(found: list[TypedSet]) -> str | None:
    kinds = {t.item for f, t in found if not isinstance(f, s.NoTime)}
    return kinds.pop() if len(kinds) == 1 else None


def item_of_each(each: Node, scope: Scope) -> tuple[s.SetNode, str | None]:
    """The set behind `of each ...`: a type of event, or a term for items."""
    kind = "every" if each.kind == "NAME" else "term_ref"
    found = set_expression(Node(kind, (each,), "", each.place), scope)
    if found is None:
        return s.NoTime(), UNKNOWN_ITEM
    if found[1].item is None:
        help = "write `every stretch of ...` to make its stretches items"
        scope.names.sink.error("SLA212", "this is a set of times, where items are needed", each.place, help)
    return found[0], found[1].item or UNKNOWN_ITEM


def defined_set(node: Node, scope: Scope) -> Meaning:
    """A definition of a set: where it begins, then its limbs in their order."""
    start = next(p for p in node.parts if p.kind not in ("term", "each", "cite") and not p.kind.startswith("l_"))
    found = set_expression(start, scope)
    limbs = [p for p in node.parts if p.kind.startswith("l_")]
    if len(limbs) > _MAX_LIMBS:
        message = f"a clause has at most {_MAX_LIMBS} limbs"
        scope.names.sink.error("SLA003", message, limbs[_MAX_LIMBS].place, "define a term for a part of it")
        return Meaning(UNKNOWN, None)
    for limb in limbs:
        if found is not None:
            found = _limb(limb, found, scope)
    return Meaning(found[1], found[0]) if found else Meaning(UNKNOWN, None)


def _limb(limb: Node, found: TypedSet, scope: Scope) -> TypedSet | None:
    rule, t = found
    sink = scope.names.sink
    inner = scope.of_item(t.item)
    if limb.kind in ("l_except_where", "l_only_where", "l_starting", "l_dated", "l_once", "l_claimed") and not t.item:
        help = "put this limb before the ones that cut times out"
        sink.error("SLA212", "only items can be chosen, and this is by now a set of times", limb.place, help)
        return None
    match limb.kind:
        case "l_except_where" | "l_only_where":
            return s.Where(rule, values.condition(limb.parts[0], inner), limb.kind == "l_only_where"), t
        case "l_except_during" | "l_only_during":
            other = set_expression(limb.parts[0], scope)
            if other is None:
                return None
            return (s.Minus if limb.kind == "l_except_during" else s.Intersect)(rule, other[0]), set_of(None)
        case "l_first" | "l_beyond":
            length = values.expect(limb.parts[0], Scope(scope.names), number(TIME))
            grid = each_period(limb, scope.names)
            return s.Quota(rule, length, grid, limb.kind == "l_beyond"), set_of(None)
        case "l_together":
            other = set_expression(limb.parts[0], scope)
            return (s.Union((rule, other[0])), set_of(_common([found, other]))) if other else None
        case "l_starting":
            event = limb.parts[0]
            if event.text not in scope.names.events or t.item not in scope.names.events[event.text].fields:
                message = f"an event of type `{event.text}` does not name a {t.item}"
                scope.names.unknown("SLA109", message, event.place, event.text, scope.names.events)
                return None
            return s.StartingAt(rule, event.text, values.condition(limb.parts[1], scope.of_item(event.text))), t
        case "l_dated":
            return s.Dated(rule, values.expect(limb.parts[0], inner, INSTANT)), t
        case "l_once":
            return s.Once(rule), t
        case "l_claimed":
            name = name_of(limb.parts[0])
            scope.names.clause("claim", name, limb.parts[0].place)
            return s.ClaimedBy(rule, name), t
    if limb.kind == "l_when" and limb.parts[0].kind == "name_ref":
        strange = misplaced(f"{limb.parts[0].parts[0].text} when", "a definition")
        if strange:
            sink.error("SLA015", strange[2], limb.place, strange[3])
            return None
    help = "times have `except ...`, `only ...`, `together with ...`"
    sink.error("SLA209", "this limb does not belong to a set of times", limb.place, help)
    return None


def defined_calendar(node: Node, scope: Scope) -> Meaning:
    """A definition of days."""
    start = next(p for p in node.parts if is_calendar(p))
    days = calendar(start, scope.names)
    for limb in (p for p in node.parts if p.kind.startswith("l_")):
        if limb.kind == "l_except_on" and days:
            days = without(days, limb.parts[0], scope.names)
        else:
            help = 'days have `except on (January 1, holidays "US")`'
            scope.names.sink.error("SLA209", "this limb does not belong to days of a calendar", limb.place, help)
    return Meaning(CALENDAR, days) if days else Meaning(UNKNOWN, None)


def causes_set(node: Node) -> Meaning:
    """A list of causes is no value; it is known to `caused by`."""
    codes = tuple(c.parts[0].text for c in node.all("cause"))
    return Meaning(Type("list"), OneOf(ItField("cause"), codes) if codes else Const(False))
