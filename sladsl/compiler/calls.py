"""In: `X of Y` and its kin. Out: the value that is measured, looked up or gathered, and its type.

The words before `of` are few and fixed: what a time set, a month, an item, a fact or another clause can be asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..base.grids import Grid
from ..base.quantity import COUNT, DAYS, MONEY, TIME, unit
from ..events.vocabulary import EventType
from ..rules import values as v
from ..rules.reach import Naming
from ..rules.sets import NoTime, SetNode
from ..syntax.nodes import Node
from . import gathering, sets, values
from .grids import each_period, the_period
from .names import name_of
from .scope import UNKNOWN_ITEM, Scope
from .types import FIELD_TYPES, INSTANT, UNKNOWN, Type, number

_PICKS = {"earlier": "earlier", "later": "later", "smaller": "smaller", "larger": "larger"}
_GATHER = ("total", "mean", "largest", "smallest", "latest", "earliest", "number", "share")
_SINGLE = ("subscription", "service", "fee", "termination", "confirmation", "invoice")
_ASKED_OF = (
    {
        "time": "write `time of` a term for times, `the month` or `the month in force`",
        "number": "write `number of` a term for items",
        "length": "write `length of it`",
        "days": "write `days of the month`",
        "start": "write `start of` it, the month, or a fact such as `subscription`",
        "end": "write `end of` it, the month, a term for times, or a fact such as `subscription`",
        "due": "write `due of` a guarantee that has a deadline",
        "awarded": "write `awarded of` a remedy",
        "earlier": "write instants: `earlier of (opened, responded)`",
        "later": "write instants: `later of (opened, responded)`",
        "smaller": "write numbers: `smaller of (10 EUR, 5% of amount of fee)`",
        "larger": "write numbers: `larger of (10 EUR, 5% of amount of fee)`",
        "latest": "it is asked of instants",
        "earliest": "it is asked of instants",
    }
    | dict.fromkeys(
        ("total", "mean", "largest", "smallest"),
        "it is asked of numbers, for each of something: `total of (...) for each service`",
    )
    | {"share": "it is asked of a condition: `share of (Response Time is met) for each ticket of the month`"}
)
# What agreements say for them.
_MEANT = dict.fromkeys(("duration", "minutes", "hours", "total_time"), "time") | dict.fromkeys(("beginning", "begin"), "start")
_ASKED = ("time", "number", "gap", "length", "days", "start", "end", "due", "awarded", *_PICKS, *_GATHER)


def call(node: Node, scope: Scope) -> values.Typed:
    """What stands before `of`, asked of what stands behind it."""
    word, of = node.parts[0].text, node.parts[1]
    sink = scope.names.sink
    if node.kind in ("for_each", "percentile"):
        return gathering.gathered(node, scope)
    if node.kind == "of_within":
        return _within(node, scope)
    if of.kind == "name_ref":
        return _fact_field(word, of.parts[0], node, scope)
    match word, of.kind:
        case "time" | "days" | "start" | "end", "the_period" | "the_period_in_force":
            return _of_period(word, of, node, scope)
        case "length", "it":
            if scope.item is not None:
                _lasting(scope.item, node, scope)
            return v.Length(), number(TIME)
        case "start" | "end", "it":
            if word == "end" and scope.item is not None:
                _lasting(scope.item, node, scope)
            return v.ItField(word), INSTANT
        case ("earlier" | "later" | "smaller" | "larger") as kind, "bracket":
            return _picked(kind, of.parts, node, scope)
        case "time", _:
            if scope.item and not scope.period:
                sink.error("SLA206", "it is not said of which stretch of time", node.place, "write `time of ... within (it)`")
            else:
                _need_period(node, scope)
            return v.TimeOf(times(of, scope)), number(TIME)
        case "number", _:
            _need_period(node, scope)
            return v.Count(items(of, scope)[0]), number(COUNT)
        case "gap", _:
            _need_period(node, scope)
            return v.Gap(items(of, scope)[0]), number(TIME)
        case "end", "term_ref":
            _need_period(node, scope)
            return v.LastEnd(times(of, scope)), INSTANT
        case "due", "term_ref":
            name = name_of(of.parts[0])
            guarantee = scope.names.clause("guarantee", name, of.place)
            if guarantee is not None:
                check_guarantee(guarantee, name, of, scope)
            return v.DueOf(name), INSTANT
        case "awarded", "term_ref":
            return _awarded(name_of(of.parts[0]), of, scope)
    if word not in _ASKED:
        meant = _MEANT.get(word) or gathering.MEANT.get(word)
        help = f"write `{meant} of`" if meant else None
        scope.names.unknown("SLA110", f"`{word} of` is not known", node.parts[0].place, word, _ASKED, help)
    else:
        sink.error("SLA214", f"`{word} of` cannot be asked of this", node.place, _instead(word, of, scope))
    return values.NOTHING


def _instead(word: str, of: Node, scope: Scope) -> str | None:
    """What to write where a word is asked of something that it cannot be asked of."""
    if of.kind == "term_ref" and ("value", name := name_of(of.parts[0])) in scope.names.nodes:
        kind = scope.names.meaning(name, of.place).type.kind
        if kind == "number":
            return f"`{name}` is a number by itself: leave `{word} of` out"
        if kind == "set" and word == "length":
            return f"write `time of {name}`, or `length of it` in what is said of each"
    return _ASKED_OF.get(word)


def times(node: Node, scope: Scope) -> SetNode:
    """An expression that must be a set; its times count."""
    found = sets.set_expression(node, scope)
    if found is not None and found[1].item is not None:
        _lasting(found[1].item, node, scope)
    return found[0] if found else NoTime()


def _lasting(item: str, node: Node, scope: Scope) -> None:
    """Only what has a beginning and an end lasts; a ticket, a claim, a request is of one instant."""
    event = scope.names.events.get(item)
    if event is None or event.ends is not None or event.begins is None:
        return
    instants = [f.name for f in event.fields.values() if f.kind == "instant" and f.name not in (event.begins, "recorded_at")]
    last = "resolved" if "resolved" in instants else next(iter(instants), None)
    help = f"subtract its instants: `{last} - {event.begins}`" if last else "count them: `number of ...`"
    scope.names.sink.error("SLA212", f"an event of type `{item}` has no end, and so lasts no time", node.place, help)


def items(node: Node, scope: Scope) -> tuple[SetNode, str | None]:
    """An expression that must be a set of items."""
    found = sets.set_expression(node, scope)
    if found and found[1].item is None and found[1].kind != "unknown":
        help = "write `every stretch of ...` to make its stretches items"
        scope.names.sink.error("SLA212", "this is a set of times, where items are needed", node.place, help)
    return (found[0], found[1].item) if found else (NoTime(), UNKNOWN_ITEM)


def check_guarantee(guarantee: Node, name: str, node: Node, scope: Scope) -> None:
    """A guarantee may be spoken of only where what it is about is in scope."""
    if guarantee.first("of_each") is not None:
        check_item(guarantee, "guarantee", name, node, scope)
        return
    _same_period(name, each_period(guarantee, scope.names), node, scope)
    values.check_period(name, each_period(guarantee, scope.names), node, scope)
    if guarantee.first("per_service") and not scope.service:
        message, help = f"`{name}` is guaranteed for each service", "write `... for each service`"
        scope.names.sink.error("SLA206", message, node.place, help)


def check_item(clause: Node, kind: str, name: str, node: Node, scope: Scope) -> None:
    """A clause of each item may be spoken of only where such an item is meant."""
    of = clause.first("of_each")
    assert of is not None
    item = sets.item_of_each(of.parts[0], scope)[1]
    if UNKNOWN_ITEM not in (item, scope.item) and item != scope.item:
        help = f"use it in a clause `of each` {item}, or in a term for such items: `... means every ...; only where ...`"
        scope.names.sink.error("SLA206", f"`{name}` is a {kind} of each {item}, and none is meant here", node.place, help)


def _same_period(name: str, grid: Grid, node: Node, scope: Scope) -> None:
    """A verdict or an award of the month, asked once for every day of it, would be counted as often."""
    if grid in scope.outer and grid != scope.period and scope.period is not None:
        message = f"`{name}` is of each {grid.word}, and would be asked again for each {scope.period.word} of it"
        scope.names.sink.error("SLA206", message, node.place, "ask it outside the gathering")


def _need_period(node: Node, scope: Scope) -> None:
    if scope.period is None:
        help = "use it in a clause `each month`; of each item, say `within (it)`"
        if scope.shown:
            help = "gather it: `total of (...) for each month`"
        scope.names.sink.error("SLA206", "this depends on a month, and no month is meant here", node.place, help)


def _of_period(word: str, of: Node, node: Node, scope: Scope) -> values.Typed:
    grid = the_period(of.parts[0], scope)
    if word == "time":
        return v.PeriodLength(grid, of.kind == "the_period_in_force"), number(TIME)
    if word == "days":
        if grid.unit == "time":
            scope.names.sink.error("SLA214", f"a {grid.word} has no days", node.place, "write `time of`")
        return v.PeriodDays(grid), number(COUNT)
    return v.PeriodBound(grid, "start" if word == "start" else "end"), INSTANT


def _within(node: Node, scope: Scope) -> values.Typed:
    """`time of X within (...)`, `number of X naming it`, `gap of ...`."""
    word, of = node.parts[0].text, node.parts[1]
    reaches = gathering.reaches(node.parts[2:], scope, _record_type(of, scope))
    if not any(not isinstance(x, Naming) for x in reaches) and word != "number":
        help = "add `within (it)`, `within (the month)` or `within (from opened until responded)`"
        scope.names.sink.error("SLA206", "it is not said of which stretch of time", node.place, help)
    match word:
        case "time":
            if any(isinstance(x, Naming) for x in reaches):
                help = "time is not counted by what events name; write `total of (length of it) for each ... naming it`"
                scope.names.sink.error("SLA214", "`naming it` chooses items", node.place, help)
            return v.TimeOf(times(of, scope), reaches), number(TIME)
        case "number":
            return v.Count(items(of, scope)[0], reaches), number(COUNT)
        case "gap":
            return v.Gap(items(of, scope)[0], reaches), number(TIME)
    help = "write `time of`, `number of` or `gap of` ... `within (...)`"
    scope.names.sink.error("SLA110", f"`{word} of ... within` is not known", node.place, help)
    return values.NOTHING


def _record_type(of: Node, scope: Scope) -> str | None:
    """The type of the items of a set, as far as it can be told without a message."""
    if of.kind == "every":
        return of.parts[0].text
    if of.kind != "term_ref":
        return None
    if ("value", name_of(of.parts[0])) not in scope.names.nodes:
        return UNKNOWN_ITEM
    t = scope.names.meaning(name_of(of.parts[0]), of.place).type
    return UNKNOWN_ITEM if t.kind == "unknown" else t.item


def _picked(kind: str, parts: Sequence[Node], node: Node, scope: Scope) -> values.Typed:
    found = [values.value(p, scope) for p in parts]
    known = [t for _, t in found if t.kind != "unknown"]
    for t in known[1:]:
        values.same(known[0], t, node, scope)
    if known and known[0].kind != ("instant" if kind in ("earlier", "later") else "number"):
        scope.names.sink.error("SLA214", f"`{kind} of` cannot be asked of {known[0]}", node.place, _ASKED_OF.get(kind))
    agreed = known[0] if len(set(known)) == 1 else UNKNOWN  # else it was said
    return v.Pick(kind, tuple(rule for rule, _ in found)), agreed  # type: ignore[arg-type]


def _fact_field(word: str, of: Node, node: Node, scope: Scope) -> values.Typed:
    names, name = scope.names, of.text
    event: EventType | None = names.events.get(name)
    linked = scope.item_type is not None and name in scope.item_type.fields and event is not None and name not in _SINGLE
    if scope.item == UNKNOWN_ITEM and event is not None and name not in _SINGLE:
        return values.NOTHING
    if event is None or not (linked or name in _SINGLE):
        help = f"write `{word} of the {name}`" if name in ("month", "quarter", "day", "week") else None
        names.unknown("SLA109", f"there is no one `{name}` here", of.place, name, _SINGLE, help)
        return values.NOTHING
    if name == "service" and not (scope.service or linked):
        names.sink.error("SLA206", "no service is meant here", of.place, "write `... for each service`")
    if name in ("fee", "confirmation", "invoice"):
        _need_period(node, scope)
    if word not in event.fields:
        message = f"an event of type `{name}` has no field `{word}`"
        names.unknown("SLA117", message, node.parts[0].place, word, event.fields)
        return values.NOTHING
    found: Type = FIELD_TYPES[event.fields[word].kind]
    return (v.LinkField(name, word) if linked else v.FactField(name, word)), found


def _awarded(name: str, of: Node, scope: Scope) -> values.Typed:
    remedy = scope.names.clause("remedy", name, of.place)
    if remedy is None:
        return values.NOTHING
    _same_period(name, each_period(remedy, scope.names), of, scope)
    values.check_period(name, each_period(remedy, scope.names), of, scope)
    if remedy.first("per_service") and not scope.service:
        message, help = f"`{name}` is awarded for each service", "write `total of (awarded of ...) for each service`"
        scope.names.sink.error("SLA206", message, of.place, help)
    in_unit = remedy.first("in_unit")
    if in_unit is None:
        return v.AwardedOf(name), number(MONEY)
    word = in_unit.parts[0].text
    own = next((u for u in (word, word.removesuffix("s")) if u in scope.names.units), None)
    if own is None and word not in ("day", "days"):
        return values.NOTHING  # said where the remedy is
    return v.AwardedOf(name), number(unit(own) if own else DAYS)
