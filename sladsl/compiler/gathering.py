"""In: `total of (...) for each ... of the last 3 months where (...)`. Out: the value gathered, and stretches of time."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from ..base.grids import TERM, Grid
from ..base.quantity import COUNT, RATIO
from ..rules import reach as r
from ..rules import values as v
from ..syntax.nodes import Node
from . import sets, values
from .grids import PERIODS, count_of, grid_of, is_period_name, needs, the_period
from .names import name_of
from .scope import ANY, UNKNOWN_ITEM, Scope
from .spans import decimal, span
from .types import INSTANT, UNKNOWN, number

_KINDS = ("total", "mean", "largest", "smallest", "latest", "earliest", "number", "share")
_CONDITIONS = ("number", "share")
# What agreements and spreadsheets say for the ways of making one of many.
MEANT = {
    "sum": "total", "average": "mean", "avg": "mean", "maximum": "largest", "max": "largest", "highest": "largest",
    "minimum": "smallest", "min": "smallest", "lowest": "smallest", "count": "number", "percentage": "share",
    "proportion": "share", "median": "percentile 50%",
}  # fmt: skip


def gathered(node: Node, scope: Scope) -> values.Typed:
    """A value for each of several things, made one."""
    names = scope.names
    rank: Fraction | None = None
    if node.kind == "percentile":
        kind = "percentile"
        found = decimal(node.parts[0], names, percentage=True)
        rank = (Fraction(50) if found is None else found) / 100
        if not 0 < rank <= 1:
            names.sink.error(
                "SLA207", "a percentile lies above 0% and up to 100%", node.parts[0].place, "write `percentile 95%`"
            )
    else:
        kind = node.parts[0].text
        if kind not in _KINDS:
            meant = f"write `{MEANT[kind]} of (...) for each ...`" if kind in MEANT else None
            message = f"`{kind} of ... for each` is not known"
            names.unknown("SLA110", message, node.parts[0].place, kind, (*_KINDS, "percentile"), meant)
            return values.NOTHING
    body, over = node.parts[1], node.parts[2]
    each, rest = over.parts[0], over.parts[1:]
    what, inner, record = _over(each, scope)
    item_set = what != "service" and not isinstance(what, Grid)
    within = reaches([p for p in rest if p.kind not in ("bracket", "naming")], scope, record)
    if any(p.kind == "naming" for p in rest):
        within = (*within, *_naming(over.first("naming") or over, scope, record))
    _sense(over, what, within, scope)
    where_node = over.first("bracket")
    where = values.condition(where_node, inner) if where_node is not None else None
    rule, t = values.value(body, inner)
    if item_set and not within and scope.period is not None and t.kind != "unknown":
        _unbounded(each, rule, where, scope)
    wanted = "condition" if kind in _CONDITIONS else "instant" if kind in ("latest", "earliest") else "number"
    if t.kind not in (wanted, "unknown"):
        help = {"condition": "ask a condition: `number of (Availability is breached) for each month of the last 3 months`",
                "instant": "it is asked of instants", "number": "it is asked of numbers"}[wanted]  # fmt: skip
        names.sink.error("SLA214", f"`{kind} of` cannot be asked of {t}", body.place, help)
        return values.NOTHING
    gives = number(COUNT) if kind == "number" else number(RATIO) if kind == "share" else t
    return v.ForEach(kind, what, rule, where, within, rank), gives if t.kind != "unknown" else UNKNOWN  # type: ignore[arg-type]


def _over(each: Node, scope: Scope) -> tuple[object, Scope, str | None]:
    """What is gathered over, the scope of each of its parts, and the type of its items."""
    names = scope.names
    if each.kind == "NAME" and each.text == "service":
        return "service", evolve(scope, service=True), None
    if each.kind in PERIODS or (each.kind == "NAME" and is_period_name(each.text) and each.text not in names.events):
        grid = grid_of(each, names)
        outer = (*scope.outer, scope.period) if scope.period is not None else scope.outer
        return grid, evolve(scope, period=grid, outer=outer, shown=False), None
    what, item = sets.item_of_each(each, scope)
    return what, scope.of_item(item), item


def _unbounded(each: Node, rule: object, where: object, scope: Scope) -> None:
    """Items of all time in a clause of one period are seldom meant: what is gathered of each must then depend on the period."""
    names = scope.names
    if needs((rule, where), names, each.place) is None:
        said = name_of(each) if each.kind == "term" else each.text
        here = scope.period.word if scope.period is not None and scope.period != ANY else "month"
        help = f"write `for each {said} of the {here}`, or `of the last 3 {here}s`, or `of the term so far`"
        names.sink.error("SLA221", f"it is not said of what time each `{said}` is meant", each.place, help)


def _sense(over: Node, what: object, within: tuple[r.Reach, ...], scope: Scope) -> None:
    """Periods are gathered over a stretch of time, or, in a total, over those shown."""
    names = scope.names
    if what == "service" and within:
        names.sink.error("SLA214", "services have no dates", over.place, "leave the stretch of time out")
    if isinstance(what, Grid) and not within:
        word = what.word
        if scope.shown and what.unit != "time" and not what.sliding:
            return
        here = scope.period.word if scope.period is not None and scope.period != ANY else "month"
        help = f"write `for each {word} of the {here}`, or `of the last 3 {word}s`"
        names.sink.error("SLA206", f"it is not said which {word}s are meant", over.place, help)


def reaches(parts: Sequence[Node], scope: Scope, record: str | None) -> tuple[r.Reach, ...]:
    """Every stretch named: in `within (...)`, behind `of`, or `naming it`."""
    found: list[r.Reach] = []
    for part in parts:
        if part.kind == "naming":
            found += _naming(part, scope, record)
        elif part.kind == "within":
            found += [x for p in part.parts if (x := _reach(p, scope)) is not None]
        elif (x := _reach(part, scope)) is not None:
            found.append(x)
    return tuple(found)


def _naming(node: Node, scope: Scope, record: str | None) -> tuple[r.Reach, ...]:
    """Only items that name the one in scope: their event has a field of its type's name."""
    event = scope.names.events.get(record or "")
    if scope.item is None:
        scope.names.sink.error(
            "SLA206", "no item is meant here that could be named", node.place, "use it in a clause `of each ...`"
        )
    elif UNKNOWN_ITEM not in (scope.item, record) and (event is None or scope.item not in event.fields):
        what = f"an event of type `{record}`" if record else "what is chosen here"
        message = f"{what} has no field `{scope.item}` that could name one"
        help = f"give it one: `event {record or 'update'} [...]: at instant; {scope.item} text`"
        scope.names.sink.error("SLA117", message, node.place, help)
    return (r.Naming(),)


def _reach(node: Node, scope: Scope) -> r.Reach | None:
    names = scope.names
    since = node.first("since")
    match node.kind:
        case "r_it":
            if not scope.item:
                help = "write `it` in a clause about each item, or `the month`"
                names.sink.error("SLA214", "times are measured within `it` or `the month`", node.place, help)
                return None
            return r.It()
        case "r_the":
            return r.The(the_period(node.parts[0], scope))
        case "r_term":
            _in_force(node, scope)
            return r.The(TERM)
        case "r_last" | "r_previous":
            _need(node, scope)
            n, unit = node.parts[0], node.parts[1]
            grid = grid_of(unit, names)
            return r.Recent(count_of(n, names), grid, node.kind == "r_previous", _since(since, scope))
        case "r_so_far":
            _need(node, scope)
            grid = grid_of(node.parts[0], names)
            if grid == TERM:
                _in_force(node, scope)
            return r.SoFar(grid, _since(since, scope))
        case "r_back":
            length = span(Node("amount", node.parts[:2], "", node.place), scope)
            if length is None:
                return None
            return r.Back(length, values.expect(node.parts[2], scope, INSTANT))
        case "r_from_until":
            return r.Between(values.expect(node.parts[0], scope, INSTANT), values.expect(node.parts[1], scope, INSTANT))
    raise AssertionError(node.kind)


def _need(node: Node, scope: Scope) -> None:
    if scope.period is None:
        help = "use it in a clause `each month`; of each item, write `within (the 30 days before start)`"
        scope.names.sink.error("SLA206", "this reaches back from a period, and none is meant here", node.place, help)


def _in_force(node: Node, scope: Scope) -> None:
    if not scope.names.in_force:
        help = "write `in force from start of subscription until end of subscription` in the header"
        scope.names.sink.error("SLA511", "the header does not say when the term begins and ends", node.place, help)


def _since(node: Node | None, scope: Scope) -> str | None:
    """The remedy or the right whose last use cuts a stretch."""
    if node is None:
        return None
    name = name_of(node.parts[0])
    space = "right" if ("right", name) in scope.names.nodes else "remedy"
    used = scope.names.clause(space, name, node.place)
    if used is not None and used.first("per_service") and not scope.service:
        help = "write the clause `for each service`"
        scope.names.sink.error("SLA206", f"`{name}` is of each service, and none is meant here", node.place, help)
    return name
