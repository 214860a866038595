"""In: a right and a period. Out: whether it arose, until when it can be exercised, whether it was."""

from __future__ import annotations

from attrs import frozen

from ...base.periods import Period
from ...rules import clauses as c
from . import spans
from .evaluator import Evaluator, Scope


@frozen
class Standing:
    """`none` (it did not arise), `arisen`, `exercised`, `lapsed`, or `pending` while the period is not over."""

    verdict: str
    deadline: int | None = None
    start: int | None = None
    at: int | None = None  # when it was exercised


def exercised(ev: Evaluator, name: str, period: Period) -> bool:
    """Whether a right that arose in a period was exercised in time."""
    right = ev.clauses[c.Right, name]
    assert isinstance(right, c.Right)
    return standing(ev, right, period).verdict == "exercised"


def standing(ev: Evaluator, right: c.Right, period: Period) -> Standing:
    """Where a right stands that a period may give."""
    found: Standing = ev.once(("right", "", right.name, period), lambda: _standing(ev, right, period))
    return found


def _standing(ev: Evaluator, right: c.Right, period: Period) -> Standing:
    if not ev.over(period):
        return Standing("pending")
    scope = Scope(period)
    if not ev.holds(right.when, scope):
        return Standing("none")
    start, deadline, inclusive = ev.bounds(period)[1], None, True
    if right.within is not None and right.after is not None:
        after = ev.value(right.after, scope)
        if not isinstance(after, int):
            return Standing("arisen")
        start = after
        deadline, inclusive = spans.deadline(ev, right.within, after, scope)
    for item in ev.world.items(right.by, None):
        if item.at >= start and (deadline is None or item.at < deadline or (inclusive and item.at == deadline)):
            return Standing("exercised", deadline, start, item.at)
    as_of = ev.world.as_of
    if deadline is None or (as_of is not None and deadline >= as_of):
        return Standing("arisen", deadline, start)
    return Standing("lapsed", deadline, start)
