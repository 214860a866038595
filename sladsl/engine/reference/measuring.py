"""In: a set's times or items, and stretches of time relative to a scope. Out: what is measured: the part inside, the items
dated there, the longest gap, the last end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, assert_never

from attrs import frozen

from ...base import timeset as ts
from ...base.grids import TERM, Grid
from ...base.periods import Period, Slice
from ...rules import clauses as c
from ...rules import reach as r
from ...rules import sets as s
from ...rules.reach import Reach
from . import spans
from .evaluator import ONGOING, Evaluator, Ongoing, Scope, Times, Value, item_in, period_in
from .world import FAR, Item

NOWHEN = (0, 0)


def stretch(ev: Evaluator, within: Sequence[Reach], scope: Scope) -> ts.Interval:
    """The one stretch of time that lies in every one of several; periods are taken whole, in force or not."""
    start, end = -FAR, FAR
    for reach in within:
        a, b = _stretch(ev, reach, scope)
        start, end = max(start, a), min(end, b)
    return start, end


def _stretch(ev: Evaluator, reach: Reach, scope: Scope) -> ts.Interval:
    match reach:
        case r.It():
            item = item_in(scope)
            return item.start, item.end
        case r.Naming():
            return -FAR, FAR
        case r.The(grid) if grid == TERM:
            return ev.whole(ev.anchors.at(TERM, 0))
        case r.The():
            return ev.whole(period_in(scope))
        case r.Recent(n, grid, before, since):
            return _since(ev, since, scope, *_recent(ev, n, grid, before, scope))
        case r.SoFar(grid, since):
            period = period_in(scope)
            return _since(ev, since, scope, ev.whole(ev.holding(grid, period))[0], ev.whole(period)[1])
        case r.Back(span, at):
            instant = ev.value(at, scope)
            return (spans.back(ev, span, instant, scope), instant) if isinstance(instant, int) else NOWHEN
        case r.Between(a, b):
            start, end = ev.value(a, scope), ev.value(b, scope)
            if isinstance(end, Ongoing) or end is None:
                end = ev.world.horizon  # it has not come yet
            return (start, end) if isinstance(start, int) and isinstance(end, int) and start < end else NOWHEN
        case _ as never:
            assert_never(never)


def _recent(ev: Evaluator, n: int, grid: Grid, before: bool, scope: Scope) -> ts.Interval:
    """The last `n` periods of a grid: up to the end of the period in scope, or up to its beginning."""
    start, end = ev.whole(period_in(scope))
    stop = start if before else end
    last = ev.anchors.at(grid, stop - 1)
    if ev.whole(last)[1] > stop:  # only what is whole counts
        last = ev.anchors.at(grid, ev.whole(last)[0] - 1)
    first = last
    for _ in range(n - 1):
        first = ev.anchors.at(grid, ev.whole(first)[0] - 1)
    return ev.whole(first)[0], ev.whole(last)[1]


def _since(ev: Evaluator, since: str | None, scope: Scope, start: int, end: int) -> ts.Interval:
    """A stretch cut to what came after the last period in which a remedy awarded something, or a right was exercised."""
    if since is None:
        return start, end
    clause = ev.clauses.get((c.Remedy, since)) or ev.clauses[c.Right, since]
    assert isinstance(clause, c.Remedy | c.Right)
    here = ev.whole(period_in(scope))[0]
    for one in ev.ending_in(clause.grid, ev.beginning(), here):  # in the order of time: each needs those before it
        assert isinstance(one, Period)
        if isinstance(clause, c.Remedy):
            service = scope.service if clause.per_service else None
            used = ev.how.awarded(ev, since, one, service) > 0
        else:
            used = ev.how.exercised(ev, since, one, scope.service)
        start = max(start, ev.whole(one)[1]) if used else start
    return start, end


def region(ev: Evaluator, times: ts.TimeSet, within: Sequence[Reach], scope: Scope) -> ts.TimeSet:
    """The part of a time set that lies in every one of several stretches, as far as in force where a period is meant."""
    return ts.clip(times, *_in_force(ev, within, *stretch(ev, within, scope)))


def _in_force(ev: Evaluator, within: Sequence[Reach], start: int, end: int) -> ts.Interval:
    """A stretch as far as in force, where it is one of periods."""
    if all(isinstance(x, r.It | r.Naming | r.Back | r.Between) for x in within):
        return start, end
    a, b = ev.force()
    return max(start, a if a is not None else start), min(end, b if b is not None else end)


def items_within(ev: Evaluator, of: s.SetNode, within: Sequence[Reach], scope: Scope) -> list[Item]:
    """The items of a set that are dated in every one of several stretches (and name the item in scope, where asked)."""
    plain = [x for x in within if not isinstance(x, r.Naming)]
    if len(plain) < len(within):  # few name the item: they are looked at one by one
        named = _naming(ev, of, scope.service, item_in(scope))
        start, end = _in_force(ev, plain, *stretch(ev, plain, scope)) if plain else (-FAR, FAR)
        return [i for i in named if start <= i.at < end]
    found = _by_date(ev, of, scope.service)
    chosen = found.items
    if plain:
        start, end = _in_force(ev, plain, *stretch(ev, plain, scope))
        chosen = found.dated[bisect_left(found.ats, start) : bisect_left(found.ats, end)]
    return chosen


def _naming(ev: Evaluator, of: s.SetNode, service: str | None, here: Item) -> list[Item]:
    """The items of a set that name another item by its id."""

    def make() -> dict[object, list[Item]]:
        found: dict[object, list[Item]] = {}
        for i in ev.items(of, service):
            found.setdefault(i.record.get(here.kind) if i.record is not None else None, []).append(i)
        return found

    name = of.name if isinstance(of, s.SetRef) else ""
    known: dict[object, list[Item]] = ev.once(("naming", name, of, service, here.kind), make)
    return known.get(here.id, [])


@frozen
class _Dated:
    """A set's items in their own order, and in that of their dates."""

    items: list[Item]
    dated: list[Item]
    ats: list[int]


def _by_date(ev: Evaluator, of: s.SetNode, service: str | None) -> _Dated:
    """The items of a set by date, made once for a set and a service."""

    def make() -> _Dated:
        found = ev.items(of, service)
        dated = sorted(found, key=lambda i: i.at)
        return _Dated(found, dated, [i.at for i in dated])

    name = of.name if isinstance(of, s.SetRef) else ""
    key = ("dated", name, of, service)
    made: _Dated = ev.once(key, make)
    return made


def dated_in(ev: Evaluator, item: Item, period: Period | Slice) -> bool:
    """Whether an item counts in a period."""
    start, end = ev.bounds(period)
    return start <= item.at < end


def gap_within(ev: Evaluator, of: s.SetNode, within: Sequence[Reach], scope: Scope) -> Value:
    """The longest time without an item from the beginning of a stretch to its end."""
    start, end = stretch(ev, [x for x in within if not isinstance(x, r.Naming)] or [r.The()], scope)
    if start >= end:
        return None
    marks = (i.at for i in items_within(ev, of, within, scope))
    return Fraction(max(b - a for a, b in pairwise([start, *sorted(marks), end])))


def gap(ev: Evaluator, found: list[Item], month: Period | Slice) -> Value:
    """The longest time without an item that ends in the month, counted from the one before; absent without any."""
    start, end = ev.bounds(month)
    end = end if ev.over(month) or ev.world.as_of is None else min(end, ev.world.as_of)
    marks = sorted(i.at for i in found if i.at < end)
    if not found or not marks:
        return None
    before = [m for m in marks if m <= start]
    points = [before[-1] if before else start, *(m for m in marks if m > start), end]
    return Fraction(max(b - a for a, b in pairwise(points)))


def last_end(ev: Evaluator, of: Times, month: Period | Slice) -> Value:
    """When the last stretch that touches the month really ended; `ONGOING` while an outage in it is open."""
    start, end = ev.bounds(month)
    touching = [s for s in of.spans if s[0] < end and start < s[1]] if start < end else []
    if not touching:
        return None
    if any(open_at_end(of, s) for s in touching):
        return ONGOING
    return touching[-1][1]


def during(ev: Evaluator, x: Value, whole: bool, of: Any, scope: Scope) -> bool:
    """Whether an instant, or the whole item in scope, lies in a set of times."""
    if whole:
        item = item_in(scope)
        spans = ev.times(of, scope.service).spans
        return ts.total(ts.clip(spans, item.start, item.end)) == item.end - item.start
    if not isinstance(x, int):
        return False
    if isinstance(of, s.SetRef):
        body = getattr(ev.clauses.get((c.Term, of.name)), "body", None)
        if isinstance(body, s.Hours):  # hours never end: ask the day itself
            near = body.window.between(x - 1, x + 1, ev.world.zone)
            return ts.contains(near, x)
    return ts.contains(ev.times(of, scope.service).spans, x)


def open_at_end(of: Times, stretch: ts.Interval) -> bool:
    """Whether an outage is still open in the stretch that a piece of time belongs to, as it was before anything was cut out."""
    opened = [i.start for i in of.sources if i.open]
    if not opened:
        return False
    uncut = ts.union((i.start, i.end) for i in of.sources)
    around = next(((a, b) for a, b in uncut if a <= stretch[0] and stretch[1] <= b), stretch)
    return any(around[0] <= start <= around[1] for start in opened)
