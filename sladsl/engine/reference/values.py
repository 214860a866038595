"""In: a value node and a scope. Out: the value: one `match`, a line a node."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, assert_never

from ...base import timeset as ts
from ...base.instants import midnight
from ...base.quantity import rounded
from ...rules import clauses as c
from ...rules import sets as s
from ...rules import values as v
from ...rules.choice import ByReading
from . import facts, measuring, spans
from .evaluator import ONGOING, Conflict, Evaluator, Ongoing, Scope, Undefined, Value, fraction, item_in, month_in, outranked

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
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
        case v.MonthBound(which):
            return ev.bounds(month_in(scope))[0 if which == "start" else 1]
        case v.MonthLength(in_force):
            start, end = ev.bounds(month_in(scope)) if in_force else ev.whole(month_in(scope))
            return Fraction(max(0, end - start))
        case v.MonthDays():
            return Fraction(month_in(scope).days)
        case v.Arith():
            return _arith(ev, node, scope)
        case v.Round(x, step, mode):
            number = ev.value(x, scope)
            return None if number is None else rounded(fraction(number), step, mode)
        case v.Pick(kind, options):
            return _pick(kind, [ev.value(o, scope) for o in options])
        case v.Cases(base, exceptions):
            return _cases(ev, base, exceptions, scope)
        case v.Tiers(x, rows):
            return _tier(ev, ev.value(x, scope), rows, scope)
        case ByReading():
            return ev.value(ev.chosen(node), scope)
        case v.TimeOf(of, within):
            return Fraction(ts.total(measuring.region(ev, ev.times(of, scope.service).spans, within, scope)))
        case v.Count(of):
            return Fraction(sum(measuring.dated_in(ev, i, month_in(scope)) for i in ev.items(of, scope.service)))
        case v.Gap(of):
            return measuring.gap(ev, ev.items(of, scope.service), month_in(scope))
        case v.LastEnd(of):
            return measuring.last_end(ev, ev.times(of, scope.service), month_in(scope))
        case v.Length():
            item = item_in(scope)
            return Fraction(item.end - item.start)
        case v.ForEach():
            return _for_each(ev, node, scope)
        case v.AwardedOf(remedy):
            return ev.how.awarded(ev, remedy, month_in(scope), scope.service)
        case v.DueOf(guarantee):
            return ev.how.due_of(ev, guarantee, item_in(scope))
        case v.Judged(guarantee, verdict):
            return ev.how.verdict(ev, guarantee, scope) == verdict
        case v.Compare(op, a, b):
            left, right = ev.value(a, scope), ev.value(b, scope)
            if left is None or right is None or isinstance(left, Ongoing) or isinstance(right, Ongoing):
                return False
            return _COMPARE[op](left, right)
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
            return first == scope.month
        case _ as never:
            assert_never(never)


# ---------------------------------------------------------------- arithmetic
def _arith(ev: Evaluator, node: v.Arith, scope: Scope) -> Value:
    a, b = ev.value(node.a, scope), ev.value(node.b, scope)
    if a is None or b is None:
        return None
    if isinstance(a, Ongoing) or isinstance(b, Ongoing):
        return ONGOING
    if node.moves:
        return spans.moved(ev, a, fraction(b) * (1 if node.op == "+" else -1), node.moves)
    if type(a) is int and type(b) is int:
        return Fraction(a - b)
    if type(a) is int:
        return a + int(b) if node.op == "+" else a - int(b)
    match node.op:
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


def _pick(kind: str, options: list[Value]) -> Value:
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


def _tier(ev: Evaluator, x: Value, rows: tuple[v.Tier, ...], scope: Scope) -> Value:
    if x is None:
        return None
    for row in rows:
        above = row.low is None or x > row.low or (row.low_in and x == row.low)
        below = row.high is None or x < row.high or (row.high_in and x == row.high)
        if above and below:
            return ev.value(row.value, scope)
    return Fraction(0)


def _for_each(ev: Evaluator, node: v.ForEach, scope: Scope) -> Value:
    scopes: list[Scope]
    watched: str | None = None
    if node.over == "service":
        scopes = [Scope(scope.month, service, scope.item) for service in ev.world.services]
    elif node.over == "month":
        scopes = [Scope(m, scope.service) for m in ev.months if ev.in_force(m)]
    else:
        assert not isinstance(node.over, str)
        scopes = [Scope(scope.month, scope.service, i) for i in ev.items(node.over, scope.service)]
        watched = claim_in(ev, node.over)
    found = []
    for inner in scopes:
        if node.where is None or ev.holds(node.where, inner):
            x = ev.value(node.body, inner)
            if x is not None:
                found.append(x)
            if watched and ev.watched is not None and inner.item is not None and x:
                ev.watched[id(inner.item)] = (inner.item, watched)
    if node.kind == "total":
        return sum((fraction(x) for x in found), Fraction(0))
    if node.kind in ("latest", "largest") and any(isinstance(x, Ongoing) for x in found):
        return ONGOING
    return (max if node.kind in ("latest", "largest") else min)(found, default=None)


def claim_in(ev: Evaluator, node: object) -> str | None:
    """The claim that a set's items must have been claimed by, if there is one."""
    match node:
        case s.ClaimedBy(_, claim):
            return claim
        case s.SetRef(name):
            term = ev.clauses.get((c.Term, name))
            return claim_in(ev, term.body) if isinstance(term, c.Term) else None
        case ByReading():
            chosen: object = ev.chosen(node)
            return claim_in(ev, chosen)
    return None
