"""In: a value for each of several things (services, periods, items). Out: what they come to: a total, a mean, a share ..."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import assert_never

from ...base.grids import Grid
from ...base.periods import Period
from ...rules import clauses as c
from ...rules import sets as s
from ...rules import values as v
from ...rules.choice import ByReading
from ...rules.reach import Recent
from . import measuring
from .evaluator import ONGOING, Evaluator, Ongoing, Scope, Value, fraction


def gathered(ev: Evaluator, node: v.ForEach, scope: Scope) -> Value:
    """What a value comes to over every service, period or item; what is absent does not count, and nothing has no mean."""
    if isinstance(node.over, Grid) and any(isinstance(r, Recent) and r.before for r in node.within):
        _recall(ev, node, scope)
    watched = None if isinstance(node.over, str | Grid) else claim_in(ev, node.over)
    found: list[Value] = []
    of = 0
    for inner in scopes(ev, node, scope):
        if node.where is not None and not ev.holds(node.where, inner):
            continue
        of += 1
        x = ev.value(node.body, inner)
        if x is not None:
            found.append(x)
        if watched and ev.watched is not None and inner.item is not None and x:
            ev.watched[id(inner.item)] = (inner.item, watched)
    return made_one(node.kind, found, of, node.rank)


def made_one(kind: v.Gathered, found: list[Value], of: int, rank: Fraction | None) -> Value:
    """What the values that are not absent come to, of so many things that were asked."""
    match kind:
        case "number":
            return Fraction(sum(x is True for x in found))
        case "share":
            return Fraction(sum(x is True for x in found), of) if of else None
        case "total":
            return sum((fraction(x) for x in found), Fraction(0))
        case "mean":
            return sum((fraction(x) for x in found), Fraction(0)) / len(found) if found else None
        case "percentile":
            assert rank is not None
            ranked = sorted(fraction(x) for x in found)
            return ranked[max(0, ceil(rank * len(ranked)) - 1)] if ranked else None
        case "latest" | "largest":
            return ONGOING if any(isinstance(x, Ongoing) for x in found) else max(found, default=None)
        case "earliest" | "smallest":
            return min((x for x in found if not isinstance(x, Ongoing)), default=None)
        case _ as never:
            assert_never(never)


def scopes(ev: Evaluator, node: v.ForEach, scope: Scope) -> Iterator[Scope]:
    """Every scope in which the value is asked."""
    if node.over == "service":
        for service in ev.world.services:
            yield Scope(scope.period, service, scope.item)
    elif isinstance(node.over, Grid) and not node.within:
        for period in ev.shown.get(node.over, ()):
            if ev.in_force(period):
                yield Scope(period, scope.service)
    elif isinstance(node.over, Grid):
        start, end = measuring.stretch(ev, node.within, scope)
        for one in ev.ending_in(node.over, start, end):
            yield Scope(one, scope.service, scope.item)
    else:
        assert not isinstance(node.over, str)
        found = measuring.items_within(ev, node.over, node.within, scope)
        for item in found:
            yield Scope(scope.period, scope.service, item)


def _recall(ev: Evaluator, node: v.ForEach, scope: Scope) -> None:
    """Evaluate what may need its own earlier values in the order of time, so that none waits for a long row of others."""
    if ev.recalling or not isinstance(node.over, Grid) or not isinstance(scope.period, Period):
        return
    ev.recalling = True
    try:
        for one in ev.ending_in(node.over, ev.beginning(), ev.whole(scope.period)[0]):
            ev.value(node.body, Scope(one, scope.service, scope.item))
    finally:
        ev.recalling = False


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
