"""In: a right and a period. Out: whether it arose, until when it can be exercised, whether it was."""

from __future__ import annotations

from attrs import frozen

from ...base.periods import Period
from ...rules import clauses as c
from ...rules import sets as s
from ...rules import values as v
from ...rules.choice import ByReading
from ...rules.walk import walk
from . import spans
from .evaluator import Evaluator, Scope, period_in


@frozen
class Standing:
    """`none` (it did not arise), `arisen`, `exercised`, `lapsed`, or `pending` while the period is not over."""

    verdict: str
    deadline: int | None = None
    start: int | None = None
    at: int | None = None  # when it was exercised


def exercised(ev: Evaluator, name: str, period: Period, service: str | None) -> bool:
    """Whether a right that arose in a period was exercised in time."""
    right = ev.clauses[c.Right, name]
    assert isinstance(right, c.Right)
    return standing(ev, right, ev.own(right.grid, period), service).verdict == "exercised"


def standing(ev: Evaluator, right: c.Right, period: Period, service: str | None) -> Standing:
    """Where a right stands that a period may give (of a service, where each has its own)."""
    service = service if right.per_service else None
    found: Standing = ev.once(("right", "", right.name, period, service), lambda: _standing(ev, right, period, service))
    return found


def _standing(ev: Evaluator, right: c.Right, period: Period, service: str | None) -> Standing:
    scope = Scope(period, service)
    if early := _at_once(ev, right, scope):
        return Standing("exercised", None, None, early)
    if not ev.over(period):
        return Standing("pending")
    if not ev.holds(right.when, scope):
        return Standing("pending" if _may_still(ev, right, scope) else "none")
    start, deadline, inclusive = ev.bounds(period)[1], None, True
    if right.within is not None and right.after is not None:
        after = ev.value(right.after, scope)
        if not isinstance(after, int):
            return Standing("arisen")
        start = after
        deadline, inclusive = spans.deadline(ev, right.within, after, scope)
    for item in ev.world.items(right.by, service):
        if item.at >= start and (deadline is None or item.at < deadline or (inclusive and item.at == deadline)):
            return Standing("exercised", deadline, start, item.at)
    as_of = ev.world.as_of
    if deadline is None or (as_of is not None and deadline >= as_of):
        return Standing("arisen", deadline, start)
    return Standing("lapsed", deadline, start)


def _at_once(ev: Evaluator, right: c.Right, scope: Scope) -> int | None:
    """When the right was exercised within its period, after what makes it certain had happened (eight of seven hours, say)."""
    when = certain(ev, right.when)
    if when is None:
        return None
    start, end = ev.bounds(period_in(scope))
    for item in ev.world.items(right.by, scope.service):
        if start <= item.at < end and ev.at(item.at).holds(when, scope):
            return item.at
    return None


def _may_still(ev: Evaluator, right: c.Right, scope: Scope) -> bool:
    """Whether the right would arise if claims that can still be made were made."""
    if ev.world.as_of is None:
        return False
    before = ev.suppose_claimed
    ev.suppose_claimed = True
    try:
        return ev.holds(right.when, scope)
    finally:
        ev.suppose_claimed = before


def certain(ev: Evaluator, node: v.ValueNode) -> v.ValueNode | None:
    """What of a condition, once it holds within a period, still holds at its end, whatever is to come; or nothing of it."""
    match node:
        case v.AnyOf(conditions):
            kept = [x for x in (certain(ev, one) for one in conditions) if x is not None]
            return v.AnyOf(tuple(kept)) if kept else None
        case v.AllOf(conditions):
            whole = [certain(ev, one) for one in conditions]
            return node if all(x == one for x, one in zip(whole, conditions, strict=True)) else None
        case v.Judged(name, "breached"):
            return node if ev.guarantee(name).excused is None else None
        case v.Compare(">" | ">=", a, b):
            return node if grows(ev, a) and stands(ev, b) else None
        case ByReading():
            return certain(ev, ev.chosen(node))
        case v.Ref(name):
            term = ev.clauses.get((c.Term, name))
            return certain(ev, term.body) if isinstance(term, c.Term) else None  # type: ignore[arg-type]
    return None


def grows(ev: Evaluator, node: object) -> bool:
    """Whether a number can only grow while its period lasts."""
    match node:
        case v.TimeOf(of) | v.Count(of):
            return _keeps(ev, of)
        case v.ForEach("number", _, body):
            return certain(ev, body) is not None
        case v.ForEach("total" | "largest", _, body):
            return grows(ev, body)
        case v.Arith("+", a, b):
            return grows(ev, a) and grows(ev, b)
        case v.Arith("/" | "*", a, b):
            return grows(ev, a) and stands(ev, b)
        case v.Round(x):
            return grows(ev, x)
        case v.Pick("first" | "larger", options):
            return all(grows(ev, x) for x in options)
        case ByReading():
            return grows(ev, ev.chosen(node))
        case v.Ref(name):
            clause = ev.clauses.get((c.Measure, name)) or ev.clauses.get((c.Term, name))
            return isinstance(clause, c.Measure | c.Term) and grows(ev, clause.body)
    return stands(ev, node)


def _keeps(ev: Evaluator, of: object) -> bool:
    """Whether what is in a set stays in it: its items are chosen by facts that they have from their beginning on."""
    todo, seen = [of], set()
    while todo:
        for node in walk(todo.pop()):
            match node:
                case v.Length() | v.Given() | v.Judged() | v.Compare("before" | "after" | ">" | ">=" | "<" | "<="):
                    return False
                case s.SetRef(name) | v.Ref(name) if name not in seen:
                    seen.add(name)
                    term = ev.clauses.get((c.Term, name))
                    todo += [term.body] if isinstance(term, c.Term) else []
    return True


def stands(ev: Evaluator, node: object) -> bool:
    """Whether a number is the same all the time."""
    match node:
        case v.Const() | v.PeriodLength() | v.PeriodDays():
            return True
        case v.Arith(_, a, b):
            return stands(ev, a) and stands(ev, b)
        case ByReading():
            return stands(ev, ev.chosen(node))
        case v.Ref(name):
            clause = ev.clauses.get((c.Term, name))
            return (c.Parameter, name) in ev.clauses or (isinstance(clause, c.Term) and stands(ev, clause.body))
    return False
