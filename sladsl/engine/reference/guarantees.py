"""In: a guarantee, and a period (and service) or an item. Out: whether it was kept, its value, its target, when it was due."""

from __future__ import annotations

from typing import Any

from attrs import evolve, frozen

from ...base import timeset as ts
from ...rules import clauses as c
from ...rules import values as v
from ...rules.choice import ByReading
from ...rules.reach import Between, The
from ...rules.spans import SpanNode
from ...rules.walk import walk
from . import spans
from .certain import grows, stands
from .evaluator import Conflict, Evaluator, Ongoing, Scope, Undefined, outranked, period_in
from .world import FAR, Item


@frozen
class Kept:
    """The verdict, with what it compares; an item's due instant and whether an act at it is in time."""

    verdict: str
    value: Any = None
    target: Any = None
    op: str | None = None
    due: int | None = None
    inclusive: bool = True
    act: int | None = None
    start: int | None = None
    span: SpanNode | None = None


def verdict(ev: Evaluator, name: str, scope: Scope) -> str | None:
    """What a guarantee comes to in a scope; absent where it is of an item and none is in scope."""
    guarantee = ev.guarantee(name)
    if guarantee.of is not None:
        return of_item(ev, guarantee, scope.item).verdict if scope.item is not None else None
    return of_period(ev, guarantee, scope).verdict


def due_of(ev: Evaluator, name: str, item: Item) -> int | None:
    """When an item falls due under a guarantee."""
    return of_item(ev, ev.guarantee(name), item).due


# ---------------------------------------------------------------- a period
def of_period(ev: Evaluator, guarantee: c.Guarantee, scope: Scope) -> Kept:
    """The guarantee of a period; while it lasts, only a breach that nothing can mend is one."""
    service = scope.service if guarantee.per_service else None
    assert guarantee.grid is not None
    inner = Scope(ev.own(guarantee.grid, period_in(scope)), service)
    found: Kept = ev.once(("kept", guarantee.name, inner.period, service), lambda: _period(ev, guarantee, inner))
    return found


def _period(ev: Evaluator, guarantee: c.Guarantee, scope: Scope) -> Kept:
    assert scope.period is not None
    try:
        row = row_of(ev, guarantee, scope)
        if row is None:
            ev.unfit.setdefault((guarantee.name, guarantee.grid.word if guarantee.grid else ""), []).append(scope.period.name)
            return Kept("no_data")
        if row.kind != "holds":
            return Kept("no_target" if row.kind == "no target" else "met")
        compared = _compared(ev, row.promise, scope)
    except Conflict:
        return Kept("conflict")
    except Undefined:
        return Kept("no_data")
    if compared is None:
        return Kept("no_data")
    kept, x, target, op = compared
    if not ev.over(scope.period):
        lost = not kept and guarantee.excused is None and not _may_rise(ev, row.promise) and _worsens(ev, row.promise)
        verdict = "breached" if lost else "pending"
        return Kept(verdict, x, target, op)
    if not kept and guarantee.excused is not None and ev.holds(guarantee.excused, scope):
        return Kept("excluded", x, target, op)
    if not kept and _looks_beyond(ev, row.promise, scope):
        return Kept("pending", x, target, op)
    return Kept("met" if kept else "breached", x, target, op)


def _looks_beyond(ev: Evaluator, promise: object, scope: Scope) -> bool:
    """Whether a promise asks for what lies between two instants, the later of which has not come yet."""
    if ev.world.as_of is None:
        return False
    todo: list[object] = [promise]
    for node in todo:
        for part in walk(node):
            match part:
                case Between(_, end):
                    at = ev.value(end, scope)
                    if isinstance(at, int) and at > ev.world.as_of:
                        return True
                case v.Ref(name) if (clause := ev.clauses.get((c.Measure, name)) or ev.clauses.get((c.Term, name))) is not None:
                    todo += [getattr(clause, "body", None)]
    return False


def _compared(ev: Evaluator, promise: Any, scope: Scope) -> tuple[bool, Any, Any, str | None] | None:
    """Whether a condition holds, and what it compares; `None` where there is nothing to compare."""
    if isinstance(promise, ByReading):
        return _compared(ev, ev.chosen(promise), scope)
    if not isinstance(promise, v.Compare):
        return ev.holds(promise, scope), None, None, None
    x, target = ev.value(promise.a, scope), ev.value(promise.b, scope)
    if x is None or target is None or isinstance(x, Ongoing):
        return None
    return ev.holds(promise, scope), x, target, promise.op


def _may_rise(ev: Evaluator, promise: object) -> bool:
    """Whether a least is promised of something that grows while the period lasts, and so may still be reached."""
    match promise:
        case ByReading():
            return _may_rise(ev, ev.chosen(promise))
        case v.Compare(">=" | ">", a, _):
            return grows(ev, a) and not stands(ev, a)
    return False


def _worsens(ev: Evaluator, node: object) -> bool:
    """Whether what a condition compares can only get worse while the month lasts."""
    match node:
        case v.Ref(name):
            measure = ev.clauses.get((c.Measure, name))
            return (c.Parameter, name) in ev.clauses or (isinstance(measure, c.Measure) and measure.worsens)
        case v.Compare(_, a, b):
            return _worsens(ev, a) and _worsens(ev, b)
        case v.Arith(_, a, b):
            return _worsens(ev, a) and _worsens(ev, b)
        case v.Const() | v.TimeOf(_, (The(),)) | v.PeriodLength() | v.Gap(_, (The(),)):
            return True
    return False


# ---------------------------------------------------------------- an item
def of_item(ev: Evaluator, guarantee: c.Guarantee, item: Item) -> Kept:
    """The guarantee of an item."""

    def judge() -> Kept:
        try:
            return _item(ev, guarantee, Scope(item=item))
        except Conflict:
            return Kept("conflict")
        except Undefined:
            return Kept("no_data")

    found: Kept = ev.once(("kept", guarantee.name, item), judge)
    return found


def _item(ev: Evaluator, guarantee: c.Guarantee, scope: Scope) -> Kept:
    assert scope.item is not None
    row = row_of(ev, guarantee, scope)
    if row is None:
        ev.unfit.setdefault((guarantee.name, scope.item.kind), []).append(scope.item.id)
        return Kept("no_data")
    match row.kind:
        case "no target":
            return Kept("no_target")
        case "no limit":
            return Kept("met")
        case "within":
            kept = _acted(ev, guarantee, row, scope)
        case "holds":
            kept = _held(ev, row, scope)
    if kept.verdict == "breached" and guarantee.excused is not None and ev.holds(guarantee.excused, scope):
        return evolve(kept, verdict="excluded")
    return kept


def _acted(ev: Evaluator, guarantee: c.Guarantee, row: c.Row, scope: Scope) -> Kept:
    assert scope.item is not None
    assert scope.item.record is not None
    assert guarantee.start is not None
    start = ev.value(guarantee.start, scope)
    if not isinstance(start, int):
        return Kept("no_data")
    pauses = pauses_of(ev, guarantee, scope.item)
    if pauses:
        due, inclusive = spans.paused_deadline(ev, row.promise, start, pauses, scope), True  # type: ignore[arg-type]
    else:
        due, inclusive = spans.deadline(ev, row.promise, start, scope)  # type: ignore[arg-type]
    act = scope.item.record.get(guarantee.act or "")
    as_of = ev.world.as_of
    if due >= FAR:  # a pause that has not ended: the clock stands still
        due_shown, verdict = None, "pending"
    else:
        due_shown, verdict = due, "pending" if as_of is not None and due >= as_of else "breached"
    if isinstance(act, int):
        verdict = "met" if act < due or (inclusive and act == due) else "breached"
    else:
        act = None
    return Kept(verdict, None, None, None, due_shown, inclusive, act, start, row.promise)  # type: ignore[arg-type]


def pauses_of(ev: Evaluator, guarantee: c.Guarantee, item: Item) -> ts.TimeSet:
    """When the item's clock stands still: in pauses that name it, or name no item; one without an end lasts for ever."""
    if guarantee.paused is None:
        return []
    paused = guarantee.paused

    def by_item() -> dict[object, list[ts.Interval]]:
        found: dict[object, list[ts.Interval]] = {}
        for pause in ev.items(paused, None):
            named = pause.record.fields.get(item.kind) if pause.record is not None else None
            found.setdefault(named, []).append((pause.start, FAR if pause.open else pause.end))
        return found

    known: dict[object, list[ts.Interval]] = ev.once(("pauses", "", guarantee.name, item.kind), by_item)
    return ts.union([*known.get(None, ()), *known.get(item.id, ())])


def _held(ev: Evaluator, row: c.Row, scope: Scope) -> Kept:
    assert scope.item is not None
    compared = _compared(ev, row.promise, scope)
    if compared is None:
        return Kept("no_data")
    kept, x, target, op = compared
    if kept and scope.item.open and op in ("<=", "<"):
        return Kept("pending", x, target, op)  # it may still grow
    return Kept("met" if kept else "breached", x, target, op)


def row_of(ev: Evaluator, guarantee: c.Guarantee, scope: Scope) -> c.Row | None:
    """The row that applies: a conditional one before the default; equal ranks that differ are a conflict."""
    standing = [r for r in guarantee.rows if r.when is not None and ev.holds(r.when, scope)]
    gone = outranked([(r.clause or guarantee.clause, r.over, r.under) for r in standing])
    standing = [r for i, r in enumerate(standing) if i not in gone]
    if not standing:
        return next((r for r in guarantee.rows if r.when is None), None)
    if any((r.kind, r.promise) != (standing[0].kind, standing[0].promise) for r in standing[1:]):
        raise Conflict(f"two rows of {guarantee.name} decide differently")
    return standing[0]
