"""In: the rows of a table. Out: their bounds and values, checked for gaps, overlaps, dead rows, the breach nothing pays."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from ..base.diagnostics import Diagnostic
from ..base.quantity import COUNT, display
from ..rules import values as v
from ..rules.choice import ByReading
from ..syntax.nodes import Node
from . import advice
from .types import UNKNOWN, Type

if TYPE_CHECKING:
    from .scope import Scope

# A bound as something that can be compared: (number, 0) is before the number itself, (number, 1) just behind it.
Edge = tuple[Fraction, int]
_LEAST, _MOST = (Fraction(-(10**30)), 0), (Fraction(10**30), 1)


def rows_of(
    node: Node,
    t: Type,
    scope: Scope,
    value: Callable[[Node, Scope], tuple[v.ValueNode, Type]],
    x: v.ValueNode,
    column: int = 0,
    columns: int = 1,
) -> tuple[v.Tiers, Type]:
    """The table over a number `x` of type `t`, with the values of one of its columns, and the type of what it gives."""
    rows: list[tuple[v.Tier, Node]] = []
    cells: list[tuple[Type, Node]] = []
    rest: list[tuple[v.ValueNode, Node]] = []  # rows for what is otherwise
    whole = fixed = True  # every bound is known; and is a plain number
    for tier in node.all("tier"):
        low: tuple[v.ValueNode | None, bool] = (None, False)
        high: tuple[v.ValueNode | None, bool] = (None, False)
        given_cells = [p for p in tier.parts if p.kind not in ("ge", "le", "gt", "lt", "otherwise", "cite")]
        if len(given_cells) != columns:
            message = f"this row has {_several(len(given_cells), 'value')}, and the table {_several(columns, 'column')}"
            scope.names.sink.error("SLA307", message, tier.place, "give each row a value for every column")
            whole = False
        cell = given_cells[min(column, len(given_cells) - 1)]
        for bound in tier.all("ge", "le", "gt", "lt"):
            limit, tb = value(bound.parts[0], scope)
            if tb.kind == "unknown":
                whole = False
                continue
            if "unknown" not in (tb.kind, t.kind) and tb != t:
                help = advice.unit_help(tb, t, bound, scope.names.currency) or "write its unit"
                scope.names.sink.error("SLA203", f"this is {tb}, and the table is about {t}", bound.place, help)
                whole = False
                continue
            if _is_parameter(limit, scope):
                fixed = False
            elif not isinstance(limit, v.Const) or not isinstance(limit.value, Fraction):
                help = "write a number with its unit: `below 99%`; or a parameter: `given Target: percentage`"
                scope.names.sink.error("SLA301", "a bound of a table is a plain number, or a parameter", bound.place, help)
                whole = False
                continue
            if bound.kind in ("ge", "gt"):
                low = (limit, bound.kind == "ge")
            else:
                high = (limit, bound.kind == "le")
        given, tc = value(cell, scope)
        cells.append((tc, cell))
        if tier.first("otherwise"):
            rest.append((given, tier))
        else:
            rows.append((v.Tier(*low, *high, given), tier))
    otherwise: v.ValueNode | None = None
    for given, tier in rest[:1] if whole else ():
        if not fixed:
            otherwise = given
            continue
        gaps = _left(rows)
        rows += [(v.Tier(_const(a[0], t), a[1], _const(b[0], t), b[1], given), tier) for a, b in gaps]
        if not gaps:
            scope.names.sink.error(
                "SLA302", "no number lies in this row", tier.place, "leave it out: the other rows hold for every number"
            )
    for _, tier in rest[1:]:
        scope.names.sink.error("SLA302", "no number lies in this row", tier.place, "write `otherwise` once")
    if whole and fixed:
        _check([(as_whole(row), tier) for row, tier in rows] if is_whole(x, scope) else rows, scope)
    elif whole:
        message = "bounds of this table are parameters: its rows are checked in each run, not here"
        scope.names.sink.note("SLA605", message, node.place)
    return v.Tiers(x, tuple(row for row, _ in rows), otherwise), _common(cells, scope)


def _several(n: int, word: str) -> str:
    return f"{n} {word}" + "s" * (n != 1)


def _is_parameter(limit: v.ValueNode, scope: Scope) -> bool:
    """Whether a bound is filled in by each deal, so that it is the same all the time."""
    if not isinstance(limit, v.Ref):
        return False
    node = scope.names.nodes.get(("value", limit.name))
    return node is not None and node.kind == "given"


def as_whole(row: v.Tier) -> v.Tier:
    """A row over whole numbers: `at most 2` is `below 3`, `more than 2` is `at least 3`."""
    low, high = _number(row.low), _number(row.high)
    if low is not None and not row.low_in and low.denominator == 1:
        row = evolve(row, low=v.Const(low + 1), low_in=True)
    if high is not None and row.high_in and high.denominator == 1:
        row = evolve(row, high=v.Const(high + 1), high_in=False)
    return row


def is_whole(x: object, scope: Scope) -> bool:
    """Whether a number is always whole, as a count of tickets is."""
    match x:
        case v.Count() | v.PeriodDays() | v.ForEach(kind="number"):
            return True
        case v.Const(Fraction() as n):
            return n.denominator == 1
        case v.Arith("+" | "-" | "*", a, b):
            return is_whole(a, scope) and is_whole(b, scope)
        case v.Round(_, step):
            return step.denominator == 1
        case v.ForEach("total" | "largest" | "smallest", _, body):
            return is_whole(body, scope)
        case v.Cases(base, exceptions):
            return is_whole(base, scope) and all(is_whole(e.value, scope) for e in exceptions)
        case v.Pick(_, options):
            return all(is_whole(option, scope) for option in options)
        case ByReading(_, choices):
            return all(is_whole(choice, scope) for _, choice in choices)
        case v.ItField(name):
            event = scope.item_type
            return event is not None and name in event.fields and event.fields[name].kind == "whole"
        case v.Ref(name):
            known = scope.names.known(name)
            return known is not None and known.rule != x and is_whole(known.rule, scope)  # a parameter is only itself
    return False


def _const(x: Fraction | None, t: Type) -> v.Const | None:
    return None if x is None else v.Const(x, t.dim)


def _number(x: v.ValueNode | None) -> Fraction | None:
    return x.value if isinstance(x, v.Const) and isinstance(x.value, Fraction) else None


def fixed_bounds(rows: tuple[v.Tier, ...]) -> bool:
    """Whether every bound of a table is a plain number."""
    return not any(bound is not None and _number(bound) is None for row in rows for bound in (row.low, row.high))


def _common(cells: list[tuple[Type, Node]], scope: Scope) -> Type:
    """What most rows give; of the others each is named."""
    known = [t for t, _ in cells if t.kind != "unknown"]
    if not known:
        return UNKNOWN
    # of as many of each the one that has a unit, else the first
    common = max(known, key=lambda t: (known.count(t), t.kind == "number" and t.dim != COUNT, -known.index(t)))
    for t, cell in cells:
        if t != common and t.kind != "unknown":
            help = "all rows give the same kind of thing: write its unit"
            others = "the others" if len(known) > 2 else "the other"
            scope.names.sink.error("SLA203", f"this row gives {t}, {others} {common}", cell.place, help)
    return common


Bound = tuple[Fraction | None, bool]


def _left(rows: list[tuple[v.Tier, Node]]) -> list[tuple[Bound, Bound]]:
    """The stretches, each from a bound to a bound, that no row holds for."""
    found, at = [], _LEAST
    for row in sorted((r for r, _ in rows), key=low_edge):
        if low_edge(row) > at:
            found.append((at, low_edge(row)))
        at = max(at, high_edge(row))
    if at < _MOST:
        found.append((at, _MOST))
    return [
        ((a[0], a[1] == 0) if a > _LEAST else (None, False), (b[0], b[1] == 1) if b < _MOST else (None, False))
        for a, b in found
    ]


def low_edge(row: v.Tier) -> Edge:
    """Where a row begins."""
    low = _number(row.low)
    return _LEAST if low is None else (low, 0 if row.low_in else 1)


def high_edge(row: v.Tier) -> Edge:
    """Where a row ends."""
    high = _number(row.high)
    return _MOST if high is None else (high, 1 if row.high_in else 0)


def _check(rows: list[tuple[v.Tier, Node]], scope: Scope) -> None:
    sink = scope.names.sink
    for row, node in rows:
        if low_edge(row) >= high_edge(row):
            sink.error("SLA302", "no number lies in this row", node.place, "exchange its bounds")
    ordered = sorted((r for r in rows if low_edge(r[0]) < high_edge(r[0])), key=lambda r: low_edge(r[0]))
    for (a, first), (b, second) in pairwise(ordered):
        if high_edge(a) > low_edge(b):
            shared = _said(low_edge(b), min(high_edge(a), high_edge(b)))
            related = (("the other row", first.place),)
            help = "say with `at least`, `more than`, `below`, `at most` to which row the bound belongs"
            sink.add(Diagnostic("SLA303", f"two rows hold for {shared}", second.place, help, related=related))
        elif high_edge(a) < low_edge(b):
            related = (("the row below the gap", first.place),)
            help = "move a bound, or add a row"
            said = _said(high_edge(a), low_edge(b))
            sink.add(Diagnostic("SLA304", f"no row holds for {said}", second.place, help, related=related))


def _said(low: Edge, high: Edge) -> str:
    if low[0] == high[0]:
        return f"exactly {_percent(low[0])}"
    left = "at least" if low[1] == 0 else "more than"
    right = "at most" if high[1] == 1 else "below"
    if low == _LEAST:
        return f"{right} {_percent(high[0])}"
    return f"{left} {_percent(low[0])}" + ("" if high == _MOST else f" and {right} {_percent(high[0])}")


def _percent(x: Fraction) -> str:
    return f"{display(x * 100, 6)}%" if abs(x) <= 1 else display(x, 6)


def unpaid_breach(rows: tuple[v.Tier, ...], target: Fraction, at_least: bool, whole: bool = False) -> str | None:
    """What part of a breach (below a least, above a most) no row of the table pays for."""
    edge: Edge = (target, 0) if at_least else (target + 1, 0) if whole and target.denominator == 1 else (target, 1)
    low, high = (_LEAST, edge) if at_least else (edge, _MOST)
    at = low
    for row in sorted(rows, key=low_edge):
        if high_edge(row) <= at:
            continue
        if low_edge(row) > at:
            break
        at = high_edge(row)
    return None if at >= high else _said(at, min([high, *(low_edge(r) for r in rows if low_edge(r) > at)]))


def paid_though_met(rows: tuple[v.Tier, ...], target: Fraction, at_least: bool) -> str | None:
    """For what part of what meets a promise (from a least on, up to a most) some row pays."""
    edge: Edge = (target, 0) if at_least else (target, 1)
    low, high = (edge, _MOST) if at_least else (_LEAST, edge)
    for row in sorted(rows, key=low_edge):
        a, b = max(low, low_edge(row)), min(high, high_edge(row))
        if a < b:
            return _said(a, b)
    return None
