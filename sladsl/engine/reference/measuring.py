"""In: a set's times or items, and a month or an item. Out: what is measured: the part inside, the longest gap, the last end."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from ...base import timeset as ts
from ...base.periods import Period
from ...rules import clauses as c
from ...rules import sets as s
from .evaluator import ONGOING, Evaluator, Scope, Times, Value, item_in, month_in
from .world import Item


def region(ev: Evaluator, spans: ts.TimeSet, within: tuple[str, ...], scope: Scope) -> ts.TimeSet:
    """The part of a time set in the month in force, in the item in scope, or in both."""
    if "it" in within:  # first: an item is mostly the shorter of the two
        item = item_in(scope)
        spans = ts.clip(spans, item.start, item.end)
    if "month" in within:
        start, end = ev.bounds(month_in(scope))
        spans = ts.clip(spans, start, end)
    return spans


def dated_in(ev: Evaluator, item: Item, month: Period) -> bool:
    """Whether an item counts in a month."""
    start, end = ev.whole(month)
    return start <= item.at < end


def gap(ev: Evaluator, found: list[Item], month: Period) -> Value:
    """The longest time without an item that ends in the month, counted from the one before; absent without any."""
    start, end = ev.bounds(month)
    end = end if ev.over(month) or ev.world.as_of is None else min(end, ev.world.as_of)
    marks = sorted(i.at for i in found if i.at < end)
    if not found or not marks:
        return None
    before = [m for m in marks if m <= start]
    points = [before[-1] if before else start, *(m for m in marks if m > start), end]
    return Fraction(max(b - a for a, b in pairwise(points)))


def last_end(ev: Evaluator, of: Times, month: Period) -> Value:
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
