"""In: a rule tree, a stream, what is asked. Out: the `Outcome`: every line of every subscription, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from ...base.periods import Period, month_at, month_of, next_month
from ...events.records import Stream
from ...events.vocabulary import EventType
from ...rules import clauses as c
from ..outcome import Line, Outcome, Warning
from . import claims, guarantees, remedies, sets, values, windows
from .evaluator import Evaluator, How
from .lines import lines
from .world import FAR, World, build

_HOW = How(
    value=values.value,
    times=sets.times,
    items=sets.items,
    cut_out=windows.cut_out,
    verdict=guarantees.verdict,
    due_of=guarantees.due_of,
    is_claimed=claims.is_claimed,
    awarded=remedies.awarded,
)
_TOUCHING = ("outage", "check", "maintenance", "ticket", "session")


@frozen
class Asked:
    """What a run is asked: which months, as of when, under which readings."""

    first: Period | None
    last: Period | None
    as_of: int | None
    readings: Mapping[str, str]


def evaluate(
    tree: c.RuleTree,
    vocabulary: Mapping[str, EventType],
    stream: Stream,
    asked: Asked,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Outcome:
    """Every line that the contract has to say about the stream."""
    found: list[Line] = []
    warnings: dict[Warning, None] = {}
    zones: dict[str | None, str] = {}
    currencies: dict[str | None, str | None] = {}
    shown: tuple[Period, ...] = ()
    for n, subscription in enumerate(stream.subscriptions):
        ev = _evaluator(tree, vocabulary, stream, subscription, asked)
        zones[subscription], currencies[subscription] = ev.world.zone, ev.world.currency
        shown = tuple(sorted({*shown, *ev.months}))
        part: dict[Period | None, int] = {month: 100 * i // len(ev.months) for i, month in enumerate(ev.months)}
        for line in lines(ev):
            if not found or line.period != found[-1].period:
                progress(100 * n + part.get(line.period, 0), 100 * len(stream.subscriptions))
            found.append(line)
        whose = f"`{subscription}`: " if len(stream.subscriptions) > 1 else ""
        warnings |= {Warning(w.code, whose + w.message): None for w in _warned(ev)}
    if any(p and (p.first.day, p.end.day) != (1, 1) for p in (asked.first, asked.last)):
        message = "the contract is measured by calendar months; those that the range touches are shown whole"
        warnings[Warning("whole_months", message)] = None
    progress(100 * len(stream.subscriptions), 100 * len(stream.subscriptions))
    return Outcome(tuple(found), tuple(warnings), zones, currencies, shown, asked.readings)


def _evaluator(
    tree: c.RuleTree, vocabulary: Mapping[str, EventType], stream: Stream, subscription: str | None, asked: Asked
) -> Evaluator:
    # what is still open touches the months up to the evaluation; where there is none, the month in which it began
    world = build(tree, vocabulary, stream, subscription, asked.as_of, -FAR if asked.as_of is None else asked.as_of)
    months = _shown(world, asked)
    if asked.as_of is None:
        begun = (i.start for event in _TOUCHING for i in world.items(event, None))
        world = world.until(months[-1].bounds(world.zone)[1] if months else max(begun, default=0))
    return Evaluator(_HOW, world, asked.readings, months)


def _shown(world: World, asked: Asked) -> tuple[Period, ...]:
    """The months asked for; without a bound, those that the stream touches."""
    touched: set[Period] = set()
    for event in _TOUCHING:
        for item in world.items(event, None):
            end = item.start if item.end >= FAR else item.end
            one, last = month_at(item.start, world.zone), month_at(max(item.start, end - 1), world.zone)
            while one <= last:
                touched.add(one)
                one = next_month(one)
    for record in world.records.get("fee", ()):
        period = record.get("period")
        if isinstance(period, Period):
            one = month_of(period.first)
            while one.first < period.end:
                touched.add(one)
                one = next_month(one)
    if asked.first is None and asked.last is None:
        return tuple(sorted(touched))
    first = asked.first or min([*touched, month_of(asked.last.first)] if asked.last else touched)
    last = asked.last or max([*touched, first], key=lambda period: period.end)
    found, one = [], month_of(first.first)
    while one.first < last.end:
        found.append(one)
        one = next_month(one)
    return tuple(found)


def _warned(ev: Evaluator) -> Iterator[Warning]:
    for service in ev.world.undeclared:
        message = f"`{service}` is no declared service; what is recorded of it counts for nothing"
        yield Warning("undeclared_service", message)
    if ev.world.tree.frame.zone_of_subscription and ev.world.one("subscription") is None:
        message = f"no subscription is recorded; days and months are those of {ev.world.zone}"
        yield Warning("no_subscription", message)
    if ev.world.tree.by_service and ev.world.services == (None,):
        named = sorted({r.service for found in ev.world.records.values() for r in found if r.service is not None})
        if named:
            message = f"no service is declared, and `{'`, `'.join(named[:5])}` is spoken of; all is counted as one service"
            yield Warning("no_service", message)
    for item in windows.uncovered(ev):
        kind = item.record.get("kind") if item.record else None
        said = f"of the kind `{kind}`" if kind else "of which no kind is recorded"
        yield Warning("no_window", f"{item.kind} `{item.id}`, {said}, is covered by no window, and excludes nothing")
    for (guarantee, kind), ids in ev.unfit.items():
        shown = "`, `".join(ids[:5]) + (f"` and {len(ids) - 5} more" if len(ids) > 5 else "`")
        message = f"no row of `{guarantee}` fits {kind} `{shown}: a fact of it is missing, or the contract has no row for it"
        yield Warning("no_rule", message)
    yield from ev.warnings.values()
