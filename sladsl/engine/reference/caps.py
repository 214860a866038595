"""In: a cap and the period it limits. Out: how much of an amount it leaves, after what was awarded before in its span."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from ...base.grids import Grid
from ...base.periods import Period, add_months
from ...rules import clauses as c
from ...rules.choice import ByReading
from ...rules.clauses import goes_before
from .evaluator import Evaluator, Scope, civil, fraction
from .world import Item


@frozen
class Room:
    """What a cap leaves: its limit in its span, what was awarded in the span before (line by line), what is left of it."""

    span: str
    left: Fraction
    spanned: Period | None = None
    limit: Fraction | None = None
    used: tuple[tuple[str, Period, str | None, Fraction], ...] = ()


def room(ev: Evaluator, remedy: c.Remedy, cap: c.Cap, scope: Scope, parts: list[tuple[Item, Fraction]], kept: Fraction) -> Room:
    """What a cap leaves of an amount that is made of the parts of items."""
    span = _chosen(ev, cap.span)
    name = f"{span} months" if isinstance(span, int) else span.word
    if isinstance(span, Grid) and span.days < remedy.grid.days:
        return Room(name, _one_by_one(ev, cap, span, scope, parts, kept))
    spanned = _spanned(ev, remedy, span, scope)
    given = ev.value(cap.limit, Scope(spanned, scope.service))
    if given is None:
        ev.warn("no_value", f"a cap of `{remedy.name}` has no value for {spanned.name}, and limits nothing there")
        return Room(name, kept, spanned)
    limit = fraction(given)
    used = tuple(_used(ev, remedy, cap, spanned, scope))
    return Room(name, max(Fraction(0), limit - sum((x for *_, x in used), Fraction(0))), spanned, limit, used)


def _used(
    ev: Evaluator, remedy: c.Remedy, cap: c.Cap, spanned: Period, scope: Scope
) -> Iterator[tuple[str, Period, str | None, Fraction]]:
    """What was awarded in a cap's span before the period in scope, and what of it goes first under a joint cap."""
    start = ev.whole(spanned)[0]
    for one in _periods(ev, remedy, start, scope):
        if one != scope.period:
            yield remedy.name, one, scope.service, ev.how.awarded(ev, remedy.name, one, scope.service)
    for name in cap.together:
        other = ev.remedy(name)
        services = ev.world.services if other.per_service and not remedy.per_service else (scope.service,)
        for one in _periods(ev, other, start, scope):
            if one != scope.period or goes_before(ev.world.tree.of(c.Remedy), other, remedy):
                for service in services:
                    yield name, one, service, ev.how.awarded(ev, name, one, service)


def _one_by_one(
    ev: Evaluator, cap: c.Cap, grid: Grid, scope: Scope, parts: list[tuple[Item, Fraction]], kept: Fraction
) -> Fraction:
    """A cap of each day (or week) in a longer period: of what its items give together, no more than its limit."""
    days: dict[Period, Fraction] = {}
    for item, x in parts:
        day = ev.anchors.at(grid, item.at)
        assert isinstance(day, Period)
        days[day] = days.get(day, Fraction(0)) + x
    left = sum((min(x, fraction(ev.value(cap.limit, Scope(day, scope.service)) or 0)) for day, x in days.items()), Fraction(0))
    return min(kept, left)


def _chosen(ev: Evaluator, span: c.CapSpan) -> Grid | int:
    while isinstance(span, ByReading):
        span = ev.chosen(span)
    return span


def _spanned(ev: Evaluator, remedy: c.Remedy, span: Grid | int, scope: Scope) -> Period:
    """The span to which the period in scope belongs; its limit is that of the whole span (the fee of a year, say)."""
    period = civil(scope)
    if isinstance(span, int) and remedy.grid.unit == "month":  # so many whole periods, whichever days they begin on
        first = period
        for _ in range(span // remedy.grid.n - 1):
            before = ev.anchors.at(remedy.grid, ev.whole(first)[0] - 1)
            assert isinstance(before, Period)
            first = before
        return Period(first.first, period.end)
    if isinstance(span, int):
        return Period(add_months(period.end, -span), period.end)
    return ev.holding(span, period)


def _periods(ev: Evaluator, remedy: c.Remedy, start: int, scope: Scope) -> list[Period]:
    """The periods of a remedy that belong to a cap's span, up to the one in scope: those whose last instant lies in it.

    They come in the order of time, from the first that the stream speaks of: what each awards needs those before it.
    """
    end = ev.whole(civil(scope))[1]
    found = ev.ending_in(remedy.grid, max(start, min(ev.beginning(), end - 1)), end)
    return [one for one in found if isinstance(one, Period)]
