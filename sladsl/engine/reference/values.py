"""In: a value node and a scope. Out: the value: one `match`, a line a node."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, assert_never

from ...base import timeset as ts
from ...base.calendars import clock_of_day_after, elapsed_days_after, end_of_day_after, start_of_nth_day
from ...base.instants import at_clock, local_clock, local_date
from ...base.periods import Period, add_months
from ...base.quantity import rounded
from ...rules import clauses as c
from ...rules import sets as s
from ...rules import values as v
from ...rules.choice import ByReading
from . import sets
from .evaluator import ONGOING, Conflict, Evaluator, Ongoing, Scope, Undefined, Value, fraction
from .world import Item

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "before": lambda a, b: a < b,
    "after": lambda a, b: a > b,
}


def holds(ev: Evaluator, node: v.ValueNode, scope: Scope) -> bool:
    """Whether a condition holds; what is absent does not."""
    return value(ev, node, scope) is True


def value(ev: Evaluator, node: v.ValueNode, scope: Scope) -> Value:
    """What a node is in a scope."""
    match node:
        case v.Const(x):
            return x
        case v.ItField(name):
            return _item_field(ev, name, scope)
        case v.FactField(event, name):
            return _fact(ev, event, name, scope)
        case v.LinkField(link, name):
            return _linked(ev, link, name, scope)
        case v.Ref(name):
            return _ref(ev, name, scope)
        case v.MonthBound(which):
            return ev.bounds(_month(scope))[0 if which == "start" else 1]
        case v.MonthLength(in_force):
            start, end = ev.bounds(_month(scope)) if in_force else ev.whole(_month(scope))
            return Fraction(max(0, end - start))
        case v.MonthDays():
            return Fraction(_month(scope).days)
        case v.Arith():
            return _arith(ev, node, scope)
        case v.Round(x, step, mode):
            number = value(ev, x, scope)
            return None if number is None else rounded(fraction(number), step, mode)
        case v.Pick(kind, options):
            return _pick(kind, [value(ev, o, scope) for o in options])
        case v.Cases(base, exceptions):
            return _cases(ev, base, exceptions, scope)
        case v.Tiers(x, rows):
            return _tier(ev, value(ev, x, scope), rows, scope)
        case ByReading():
            return value(ev, ev.chosen(node), scope)
        case v.TimeOf(of, within):
            return Fraction(ts.total(region(ev, sets.times(ev, of, scope.service).spans, within, scope)))
        case v.Count(of):
            return Fraction(sum(dated_in(ev, i, _month(scope)) for i in sets.items(ev, of, scope.service)))
        case v.Gap(of):
            return _gap(ev, sets.items(ev, of, scope.service), _month(scope))
        case v.LastEnd(of):
            return _last_end(ev, sets.times(ev, of, scope.service), _month(scope))
        case v.Length():
            item = _item(scope)
            return Fraction(item.end - item.start)
        case v.ForEach():
            return _for_each(ev, node, scope)
        case v.AwardedOf(remedy):
            from .remedies import awarded

            return awarded(ev, ev.remedy(remedy), _month(scope), scope.service)
        case v.DueOf(guarantee):
            from .guarantees import due_of

            return due_of(ev, ev.guarantee(guarantee), _item(scope))
        case v.Breached(guarantee):
            from .guarantees import is_breached

            return is_breached(ev, ev.guarantee(guarantee), scope)
        case v.Compare(op, a, b):
            left, right = value(ev, a, scope), value(ev, b, scope)
            if left is None or right is None or isinstance(left, Ongoing) or isinstance(right, Ongoing):
                return False
            return _COMPARE[op](left, right)
        case v.Lead(a, gap, b):
            return _lead(ev, value(ev, a, scope), gap, value(ev, b, scope), scope)
        case v.During(x, of):
            return _during(ev, None if x is None else value(ev, x, scope), x is None, of, scope)
        case v.OneOf(x, words):
            return value(ev, x, scope) in words
        case v.IdIn(x, of):
            wanted = value(ev, x, scope)
            return wanted is not None and any(
                i.id == wanted for i in sets.items(ev, of, scope.service) if not i.open or i.start < i.end
            )
        case v.Includes(x, words):
            return set(words) <= set(value(ev, x, scope) or ())
        case v.Given(x):
            return value(ev, x, scope) is not None
        case v.AllOf(conditions):
            return all(holds(ev, k, scope) for k in conditions)
        case v.AnyOf(conditions):
            return any(holds(ev, k, scope) for k in conditions)
        case v.Not(condition):
            return not holds(ev, condition, scope)
        case v.FirstMonth(condition):
            months = (m for m in ev.months_of(_item(scope)) if ev.in_force(m))
            first = next((m for m in months if holds(ev, condition, Scope(m, scope.service, scope.item))), None)
            return first == scope.month
        case _ as never:
            assert_never(never)


# ---------------------------------------------------------------- spans
def deadline(ev: Evaluator, span: v.SpanNode, start: int, scope: Scope) -> tuple[int, bool]:
    """The last instant of a span after an instant, and whether it is itself in time."""
    zone = ev.world.zone
    match span:
        case v.Elapsed(length):
            return start + int(fraction(value(ev, length, scope))), True
        case v.InHours(length, hours):
            return hours.after(start, int(fraction(value(ev, length, scope))), zone), True
        case v.DayCount(n, days, _, clock, inclusive):
            if clock is None:
                return end_of_day_after(start, n, days, zone), False
            return clock_of_day_after(start, n, days, clock, zone), inclusive
        case ByReading():
            return deadline(ev, ev.chosen(span), start, scope)
        case _ as never:
            assert_never(never)


def _lead(ev: Evaluator, a: Value, span: v.SpanNode, b: Value, scope: Scope) -> bool:
    """Whether notice at `a` is long enough before `b`."""
    if not isinstance(a, int) or not isinstance(b, int):
        return False
    zone = ev.world.zone
    match span:
        case ByReading():
            return _lead(ev, a, ev.chosen(span), b, scope)
        case v.DayCount(n, days, "date"):
            return b >= start_of_nth_day(a, n, days, zone)
        case v.DayCount(n, days, "clear"):
            return b >= end_of_day_after(a, n, days, zone)
        case v.DayCount(n, days, "elapsed"):
            return b >= elapsed_days_after(a, n, days, zone)
        case _:
            return b >= deadline(ev, span, a, scope)[0]


# ---------------------------------------------------------------- fields
def _month(scope: Scope) -> Period:
    assert scope.month is not None, "the compiler lets nothing monthly stand without a month"
    return scope.month


def _item(scope: Scope) -> Item:
    assert scope.item is not None, "the compiler lets nothing of an item stand without one"
    return scope.item


def _item_field(ev: Evaluator, name: str, scope: Scope) -> Value:
    item = _item(scope)
    kind = ev.world.vocabulary.get(item.kind)
    if item.record is None or (kind and name in (kind.begins, kind.ends) and kind.ends):
        if name == "end" or (kind and name == kind.ends):
            return ONGOING if item.open else item.end
        return item.start
    found = _of_record(ev, item.record.type, name, item.record.get(name))
    if found is None and name == "plan":
        return _fact(ev, "subscription", "plan", scope)  # a ticket's or a session's plan is the subscription's
    return found


def _of_record(ev: Evaluator, event: str, name: str, found: Value) -> Value:
    if found is None and (event, name) in ev.world.tree.defaults:
        return value(ev, ev.world.tree.defaults[event, name], Scope())
    whole = ev.world.vocabulary[event].fields[name].kind == "whole"
    return fraction(found) if whole and found is not None else found


def _fact(ev: Evaluator, event: str, name: str, scope: Scope) -> Value:
    world = ev.world
    if event == "fee":
        return _fee(ev, name, _month(scope), scope.service)
    if event == "service":
        record = world.service(scope.service)
        if record is None and name == "units":
            return _fact(ev, "subscription", "units", scope)  # one line, the whole share
        return _of_record(ev, event, name, record.get(name) if record else world.vocabulary[event].fields[name].default)
    if event == "confirmation":
        found = [r for r in world.records.get(event, ()) if r.get("period") == scope.month]
        return found[0].get(name) if found else None
    record = world.one(event)
    found_value = record.get(name) if record else world.vocabulary[event].fields[name].default
    if event == "subscription" and name == "units" and found_value is None:
        services = world.records.get("service", ())
        return sum((fraction(r.get("units") or 0) for r in services), Fraction(0)) if services else Fraction(1)
    if event == "subscription" and record is None and name in ("start", "end", "plan"):
        ev.warn("no_subscription", f"no subscription is recorded, and its {name} is needed")
    return _of_record(ev, event, name, found_value)


def _fee(ev: Evaluator, name: str, month: Period, service: str | None) -> Value:
    fees = ev.world.fee(month, service)
    if not fees:
        of = f" of `{service}`" if service else ""
        ev.warn("no_fee", f"no fee{of} is recorded for {month.name}; what depends on it is computed from 0")
        return Fraction(0)
    if name == "currency":
        return ev.world.currency
    return sum((fraction(f.get(name) if f.get(name) is not None else f.get("amount")) for f in fees), Fraction(0))


def _linked(ev: Evaluator, link: str, name: str, scope: Scope) -> Value:
    wanted = value(ev, v.ItField(link), scope)
    target = next((i for i in ev.world.items(link, None) if i.id == wanted), None)
    return None if target is None else value(ev, v.ItField(name), Scope(None, None, target))


def _ref(ev: Evaluator, name: str, scope: Scope) -> Value:
    clause = ev.clauses.get((c.Measure, name)) or ev.clauses.get((c.Term, name)) or ev.clauses.get((c.Total, name))
    assert isinstance(clause, c.Measure | c.Term | c.Total)
    service = scope.service if not isinstance(clause, c.Measure) or clause.per_service else None
    item = scope.item if isinstance(clause, c.Term) else None
    inner = Scope(scope.month, service, item)
    key = ("ref", name, scope.month, service, id(item))
    return ev.once(key, lambda: value(ev, clause.body, inner))  # type: ignore[arg-type]


# ---------------------------------------------------------------- arithmetic
def _arith(ev: Evaluator, node: v.Arith, scope: Scope) -> Value:
    a, b = value(ev, node.a, scope), value(ev, node.b, scope)
    if a is None or b is None:
        return None
    if isinstance(a, Ongoing) or isinstance(b, Ongoing):
        return ONGOING
    if node.moves:
        return _moved(ev, a, int(fraction(b)) * (1 if node.op == "+" else -1), node.moves)
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


def _moved(ev: Evaluator, instant: int, n: int, by: str) -> int:
    """An instant so many days or months on in the civil calendar, at the same clock time."""
    zone = ev.world.zone
    day, clock = local_date(instant, zone), local_clock(instant, zone)
    target = day + timedelta(days=n) if by == "days" else add_months(day, n)
    minute = clock.hour * 60 + clock.minute
    rest = instant - at_clock(day, minute, zone)
    return at_clock(target, minute, zone) + (rest if 0 <= rest < 60_000_000 else clock.second * 1_000_000 + clock.microsecond)


def _pick(kind: str, options: list[Value]) -> Value:
    known = [o for o in options if o is not None]
    if kind == "first":
        return known[0] if known else None
    if any(isinstance(o, Ongoing) for o in known) and kind in ("later", "larger"):
        return ONGOING
    known = [o for o in known if not isinstance(o, Ongoing)]
    return (min if kind in ("earlier", "smaller") else max)(known, default=None)


def outranked(candidates: list[tuple[str | None, str | None, str | None]]) -> set[int]:
    """Which of several (own clause, clause outranked, clause yielded to) give way to another of them."""
    gone = set()
    for i, (clause, own_over, under) in enumerate(candidates):
        for j, (other, over, _) in enumerate(candidates):
            wins = over is not None and over == clause and (other != clause or own_over is None)
            if i != j and (wins or (under is not None and under == other)):
                gone.add(i)
    return gone


def _cases(ev: Evaluator, base: v.ValueNode | None, exceptions: tuple[v.Case, ...], scope: Scope) -> Value:
    standing = [e for e in exceptions if holds(ev, e.when, scope)]
    gone = outranked([(e.clause, e.over, e.under) for e in standing])
    standing = [e for i, e in enumerate(standing) if i not in gone]
    if not standing:
        return None if base is None else value(ev, base, scope)
    found = [value(ev, e.value, scope) for e in standing]
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
            return value(ev, row.value, scope)
    return Fraction(0)


# ---------------------------------------------------------------- measuring
def region(ev: Evaluator, spans: ts.TimeSet, within: tuple[str, ...], scope: Scope) -> ts.TimeSet:
    """The part of a time set in the month in force, in the item in scope, or in both."""
    if "month" in within:
        start, end = ev.bounds(_month(scope))
        spans = ts.intersect(spans, [(start, end)] if start < end else [])
    if "it" in within:
        item = _item(scope)
        spans = ts.intersect(spans, [(item.start, item.end)] if item.start < item.end else [])
    return spans


def dated_in(ev: Evaluator, item: Item, month: Period) -> bool:
    """Whether an item counts in a month."""
    start, end = ev.whole(month)
    return start <= item.at < end


def _gap(ev: Evaluator, found: list[Item], month: Period) -> Value:
    start, end = ev.bounds(month)
    end = end if ev.over(month) or ev.world.as_of is None else min(end, ev.world.as_of)
    marks = sorted(i.at for i in found if i.at < end)
    if not found or not marks:
        return None
    before = [m for m in marks if m <= start]
    points = [before[-1] if before else start, *(m for m in marks if m > start), end]
    return Fraction(max(b - a for a, b in pairwise(points)))


def _last_end(ev: Evaluator, of: sets.Times, month: Period) -> Value:
    start, end = ev.bounds(month)
    touching = [s for s in of.spans if s[0] < end and start < s[1]]
    if not touching:
        return None
    if any(sets.open_at_end(of, s) for s in touching):
        return ONGOING
    return touching[-1][1]


def _for_each(ev: Evaluator, node: v.ForEach, scope: Scope) -> Value:
    scopes: list[Scope]
    watched: str | None = None
    if node.over == "service":
        scopes = [Scope(scope.month, service, scope.item) for service in ev.world.services]
    elif node.over == "month":
        scopes = [Scope(m, scope.service) for m in ev.months if ev.in_force(m)]
    else:
        assert not isinstance(node.over, str)
        scopes = [Scope(scope.month, scope.service, i) for i in sets.items(ev, node.over, scope.service)]
        watched = claim_in(ev, node.over)
    found = []
    for inner in scopes:
        if node.where is None or holds(ev, node.where, inner):
            x = value(ev, node.body, inner)
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


def _during(ev: Evaluator, x: Value, whole: bool, of: Any, scope: Scope) -> bool:
    if whole:
        item = _item(scope)
        spans = sets.times(ev, of, scope.service).spans
        return ts.total(ts.intersect([(item.start, item.end)], spans)) == item.end - item.start
    if not isinstance(x, int):
        return False
    if isinstance(of, s.SetRef):
        body = getattr(ev.clauses.get((c.Term, of.name)), "body", None)
        if isinstance(body, s.Hours):  # hours never end: ask the day itself
            near = body.window.between(x - 1, x + 1, ev.world.zone)
            return ts.contains(near, x)
    return ts.contains(sets.times(ev, of, scope.service).spans, x)
