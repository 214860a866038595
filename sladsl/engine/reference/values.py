"""In: a value node and a scope. Out: the value: one `match`, a line a node."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal, assert_never

from ...base import timeset as ts
from ...base.instants import midnight
from ...base.quantity import rounded
from ...rules import sets as s
from ...rules import values as v
from ...rules.choice import ByReading
from ...rules.reach import The
from . import facts, gathering, measuring, spans
from .evaluator import (
    ONGOING,
    Conflict,
    Evaluator,
    Ongoing,
    Scope,
    Undefined,
    Value,
    civil,
    fraction,
    item_in,
    outranked,
    period_in,
)

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "before": lambda a, b: a < b,
    "after": lambda a, b: a > b,
}


def value(ev: Evaluator, node: v.ValueNode, scope: Scope) -> Value:
    """What a node is in a scope."""
    match node:
        case v.Const(x):
            return x
        case v.Midnight(day):
            return midnight(day, ev.world.zone)
        case v.ItField(name):
            return facts.item_field(ev, name, scope)
        case v.FactField(event, name):
            return facts.fact(ev, event, name, scope)
        case v.LinkField(link, name):
            return facts.linked(ev, link, name, scope)
        case v.Ref(name):
            return facts.ref(ev, name, scope)
        case v.PeriodBound(_, which):
            start, end = ev.bounds(period_in(scope))
            return {"start": start, "end": end, "last": end - 1}[which]
        case v.PeriodLength(_, in_force):
            start, end = ev.bounds(period_in(scope)) if in_force else ev.whole(period_in(scope))
            return Fraction(max(0, end - start))
        case v.PeriodDays():
            return Fraction(civil(scope).days)
        case v.Arith():
            return _arith(ev, node, scope)
        case v.Round(x, step, mode):
            number = ev.value(x, scope)
            return None if number is None else rounded(fraction(number), step, mode)
        case v.Pick(kind, options):
            return picked(kind, [ev.value(o, scope) for o in options])
        case v.Cases(base, exceptions):
            return _cases(ev, base, exceptions, scope)
        case v.Tiers(x, rows, otherwise):
            return _tier(ev, ev.value(x, scope), rows, otherwise, scope)
        case ByReading():
            return ev.value(ev.chosen(node), scope)
        case v.TimeOf(of, within):
            return Fraction(ts.total(measuring.region(ev, ev.times(of, scope.service).spans, within, scope)))
        case v.Count(of, within):
            return Fraction(len(measuring.items_within(ev, of, within, scope)))
        case v.Gap(of, (The(),)):
            return measuring.gap(ev, ev.items(of, scope.service), period_in(scope))
        case v.Gap(of, within):
            return measuring.gap_within(ev, of, within, scope)
        case v.LastEnd(of):
            return measuring.last_end(ev, ev.times(of, scope.service), period_in(scope))
        case v.Length():
            item = item_in(scope)
            return Fraction(item.end - item.start)
        case v.ForEach():
            return gathering.gathered(ev, node, scope)
        case v.AwardedOf(remedy):
            return ev.how.awarded(ev, remedy, civil(scope), scope.service)
        case v.DueOf(guarantee):
            return ev.how.due_of(ev, guarantee, item_in(scope))
        case v.Judged(guarantee, verdict):
            return ev.how.verdict(ev, guarantee, scope) == verdict
        case v.Exercised(right):
            return ev.how.exercised(ev, right, civil(scope), scope.service)
        case v.Claimed(claim):
            return ev.suppose_claimed or ev.how.claimed(ev, claim, scope)
        case v.Compare(op, a, b):
            left, right = ev.value(a, scope), ev.value(b, scope)
            if left is None or right is None or isinstance(left, Ongoing) or isinstance(right, Ongoing):
                return False
            return COMPARE[op](left, right)
        case v.Lead(a, gap, b):
            return spans.lead(ev, ev.value(a, scope), gap, ev.value(b, scope), scope)
        case v.During(x, of):
            return measuring.during(ev, None if x is None else ev.value(x, scope), x is None, of, scope)
        case v.OneOf(x, words):
            return ev.value(x, scope) in words
        case v.IdIn(x, of):
            return ev.value(x, scope) in _ids(ev, of, scope.service)
        case v.Includes(x, words):
            return set(words) <= set(ev.value(x, scope) or ())
        case v.Given(x):
            return ev.value(x, scope) is not None
        case v.AllOf(conditions):
            return all(ev.holds(k, scope) for k in conditions)
        case v.AnyOf(conditions):
            return any(ev.holds(k, scope) for k in conditions)
        case v.Not(condition):
            return not ev.holds(condition, scope)
        case v.FirstMonth(condition):
            months = (m for m in ev.months_of(item_in(scope)) if ev.in_force(m))
            first = next((m for m in months if ev.holds(condition, Scope(m, scope.service, scope.item))), None)
            return first == scope.period
        case _ as never:
            assert_never(never)


# ---------------------------------------------------------------- arithmetic
def _arith(ev: Evaluator, node: v.Arith, scope: Scope) -> Value:
    a, b = ev.value(node.a, scope), ev.value(node.b, scope)
    if node.moves and not (a is None or b is None or isinstance(a, Ongoing) or isinstance(b, Ongoing)):
        return spans.moved(ev, a, fraction(b) * (1 if node.op == "+" else -1), node.moves)
    return calculated(node.op, a, b)


def calculated(op: Literal["+", "-", "*", "/"], a: Value, b: Value) -> Value:
    """`a op b`, exact; two instants differ by a length of time. Raises `Undefined` where nothing is left to divide by."""
    if a is None or b is None:
        return None
    if isinstance(a, Ongoing) or isinstance(b, Ongoing):
        return ONGOING
    if type(a) is int and type(b) is int:
        return Fraction(a - b)
    if type(a) is int:
        return a + int(b) if op == "+" else a - int(b)
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "/":
            if b == 0:
                raise Undefined("nothing is left to divide by")
            return fraction(a) / b
        case _ as never:
            assert_never(never)


def _ids(ev: Evaluator, of: s.SetNode, service: str | None) -> frozenset[str]:
    """The ids of a set's items; an outage that begins only now has no length yet and is none of them."""

    def find() -> frozenset[str]:
        return frozenset(i.id for i in ev.items(of, service) if not i.open or i.start < i.end)

    found: frozenset[str] = ev.once(("ids", "", id(of), service), find)
    return found


def picked(kind: str, options: list[Value]) -> Value:
    """The earlier, the later, the smaller, the larger or the first of several; what is absent does not compete."""
    known = [o for o in options if o is not None]
    if kind == "first":
        return known[0] if known else None
    if any(isinstance(o, Ongoing) for o in known) and kind in ("later", "larger"):
        return ONGOING
    known = [o for o in known if not isinstance(o, Ongoing)]
    return (min if kind in ("earlier", "smaller") else max)(known, default=None)


def _cases(ev: Evaluator, base: v.ValueNode | None, exceptions: tuple[v.Case, ...], scope: Scope) -> Value:
    standing = [e for e in exceptions if ev.holds(e.when, scope)]
    gone = outranked([(e.clause, e.over, e.under) for e in standing])
    standing = [e for i, e in enumerate(standing) if i not in gone]
    if not standing:
        return None if base is None else ev.value(base, scope)
    found = [ev.value(e.value, scope) for e in standing]
    if any(f != found[0] for f in found[1:]):
        raise Conflict("two exceptions of equal rank decide differently")
    return found[0]


def _tier(ev: Evaluator, x: Value, rows: tuple[v.Tier, ...], otherwise: v.ValueNode | None, scope: Scope) -> Value:
    if x is None:
        return None
    held = [row for row in rows if in_row(ev, x, row, scope)]
    if len(held) > 1:
        raise Conflict("two rows of the table hold")  # bounds that are parameters are known only now
    if not held:
        return Fraction(0) if otherwise is None else ev.value(otherwise, scope)
    return ev.value(held[0].value, scope)


def in_row(ev: Evaluator, x: Value, row: v.Tier, scope: Scope) -> bool:
    """Whether a number lies in a row of a table; a bound that the deal did not fill in holds nothing."""
    low = None if row.low is None else ev.value(row.low, scope)
    high = None if row.high is None else ev.value(row.high, scope)
    if (low is None) != (row.low is None) or (high is None) != (row.high is None):
        return False
    above = low is None or x > low or (row.low_in and x == low)
    return above and (high is None or x < high or (row.high_in and x == high))
