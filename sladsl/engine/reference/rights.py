"""In: a right and a period. Out: whether it arose, until when it can be exercised, whether it was."""

from __future__ import annotations

from attrs import frozen

from ...base.periods import Period
from ...rules import clauses as c
from . import spans
from .certain import certain
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
