"""In: a rule tree, a stream, what is asked. Out: the `Outcome`: every line of every subscription, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import field, frozen

from ...base.diagnostics import Diagnostic, SlaError
from ...base.grids import MONTH, Anchors, Grid
from ...base.periods import Period
from ...events.records import Stream
from ...events.vocabulary import EventType
from ...rules import clauses as c
from ...rules import values as v
from ...rules.walk import walk
from ..outcome import Line, Outcome, Shown, Warning
from . import claims, given, guarantees, remedies, rights, sets, values, windows
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
    exercised=rights.exercised,
    claimed=claims.claimed,
)
_TOUCHING = ("outage", "check", "maintenance", "ticket", "session")


@frozen
class Asked:
    """What a run is asked: which periods, as of when, under which readings, with which parameters."""

    first: Period | None
    last: Period | None
    as_of: int | None
    readings: Mapping[str, str]
    given: Mapping[str, str] = field(factory=dict)


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
    parameters: dict[str | None, Mapping[str, Shown]] = {}
    shown: tuple[Period, ...] = ()
    for n, ev in enumerate(evaluators(tree, vocabulary, stream, asked)):
        subscription = ev.world.subscription
        zones[subscription], currencies[subscription] = ev.world.zone, ev.world.currency
        parameters[subscription] = {p.name: Shown(ev.world.given[p.name], p.kind) for p in tree.of(c.Parameter)}
        own = ev.shown[tree.frame.grid]
        shown = tuple(sorted({*shown, *own}))
        part: dict[Period | None, int] = {period: 100 * i // len(own) for i, period in enumerate(own)}
        for line in lines(ev):
            if not found or line.period != found[-1].period:
                progress(100 * n + part.get(line.period, 0), 100 * len(stream.subscriptions))
            found.append(line)
        whose = f"`{subscription}`: " if len(stream.subscriptions) > 1 else ""
        warnings |= {Warning(w.code, whose + w.message): None for w in _warned(ev)}
    if tree.frame.grid == MONTH and any(p and (p.first.day, p.end.day) != (1, 1) for p in (asked.first, asked.last)):
        message = "the contract is measured by calendar months; those that the range touches are shown whole"
        warnings[Warning("whole_months", message)] = None
    progress(100 * len(stream.subscriptions), 100 * len(stream.subscriptions))
    return Outcome(tuple(found), tuple(warnings), zones, currencies, shown, asked.readings, parameters)


def evaluators(tree: c.RuleTree, vocabulary: Mapping[str, EventType], stream: Stream, asked: Asked) -> Iterator[Evaluator]:
    """What knows every node of the contract, for each subscription of the stream in turn."""
    grids = tuple(dict.fromkeys((tree.frame.grid, *_grids(tree))))
    given.known(tree.of(c.Parameter), asked.given)
    for subscription in stream.subscriptions:
        yield _evaluator(tree, vocabulary, stream, subscription, asked, grids)


def _grids(tree: c.RuleTree) -> Iterator[Grid]:
    """The grids of whole periods that the contract has lines for, or gathers in totals."""
    for clause in tree.clauses:
        grid = getattr(clause, "grid", None)
        if isinstance(grid, Grid) and not isinstance(clause, c.Term):
            yield grid
        if isinstance(clause, c.Total):
            yield from (n.over for n in walk(clause) if isinstance(n, v.ForEach) and isinstance(n.over, Grid) and not n.within)


def _evaluator(
    tree: c.RuleTree,
    vocabulary: Mapping[str, EventType],
    stream: Stream,
    subscription: str | None,
    asked: Asked,
    grids: tuple[Grid, ...],
) -> Evaluator:
    # what is still open touches the periods up to the evaluation; where there is none, the one in which it began
    world = build(tree, vocabulary, stream, subscription, asked.as_of, -FAR if asked.as_of is None else asked.as_of)
    _one_currency(tree, world)
    plain = Evaluator(_HOW, world, asked.readings, {})
    world.given = given.fill(plain, asked.given)
    anchors = plain.anchors
    shown = {grid: _shown(world, anchors, grid, asked) for grid in grids}
    if asked.as_of is None:
        begun = (i.start for event in _touching(tree) for i in world.items(event, None))
        ends = [periods[-1].bounds(world.zone)[1] for periods in shown.values() if periods]
        own = shown[tree.frame.grid]
        last = max(ends, default=0) if own or ends else max(begun, default=0)
        world = world.until(last)
    return Evaluator(_HOW, world, asked.readings, shown)


def _one_currency(tree: c.RuleTree, world: World) -> None:
    """Fees in another currency than the contract's amounts would be added up as if they were the same."""
    written = tree.frame.currency or tree.frame.amounts
    for fee in world.records.get("fee", ()):
        charged = fee.get("currency")
        if written is not None and charged is not None and charged != written:
            message = f"this fee is in `{charged}`, and the contract's amounts are in `{written}`"
            help = "give the fee in the contract's currency; the language exchanges no money"
            raise SlaError([Diagnostic("SLA806", message, fee.place, help)], "events")


def _touching(tree: c.RuleTree) -> tuple[str, ...]:
    """The events that touch a period: those of the interface, and the contract's own."""
    return (*_TOUCHING, *tree.events)


def _shown(world: World, anchors: Anchors, grid: Grid, asked: Asked) -> tuple[Period, ...]:
    """The periods of a grid that the range asked for touches; without a bound, those that the stream touches."""
    touched: set[Period] = set()
    for event in _touching(world.tree):
        if world.vocabulary[event].begins is None:
            continue
        here = (0, 0)  # the instants of the period looked at last: most events lie in that of the one before
        for item in world.items(event, None):
            end = item.start if item.end >= FAR else item.end
            if here[0] <= item.start and max(item.start, end - 1) < here[1]:
                continue
            one, last = _at(anchors, grid, item.start), _at(anchors, grid, max(item.start, end - 1))
            here = last.bounds(world.zone)
            while one <= last:
                touched.add(one)
                one = anchors.next(grid, one)
    for record in world.records.get("fee", ()):
        period = record.get("period")
        if isinstance(period, Period):
            one = anchors.of(grid, period.first)
            while one.first < period.end:
                touched.add(one)
                one = anchors.next(grid, one)
    if asked.first is None and asked.last is None:
        return tuple(sorted(touched))
    first = asked.first or min([*touched, anchors.of(grid, asked.last.first)] if asked.last else touched)
    last_asked = asked.last or max([*touched, first], key=lambda period: period.end)
    found, one = [], anchors.of(grid, first.first)
    while one.first < last_asked.end:
        found.append(one)
        one = anchors.next(grid, one)
    return tuple(found)


def _at(anchors: Anchors, grid: Grid, instant: int) -> Period:
    found = anchors.at(grid, instant)
    assert isinstance(found, Period)
    return found


def _strangers(ev: Evaluator) -> Iterator[Warning]:
    """Ids that a claim names and no event bears: a slip of the pen there costs the claim."""
    records = ev.world.records
    known = {r.id for found in records.values() for r in found}
    known |= {i.id for event in ("outage", "ticket", *ev.world.tree.events) for i in ev.world.items(event, None)}
    for claim in records.get("claim", ()):
        listed = [x for field in ("outages", "tickets", "items") if isinstance(x := claim.get(field), tuple)]
        for name in dict.fromkeys(name for names in listed for name in names if name not in known):
            yield Warning("unknown_item", f"a claim names `{name}`, and no event has that id")


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
            message = f"no service is declared, and events name `{'`, `'.join(named[:5])}`; all is counted as one service"
            yield Warning("no_service", message)
    yield from _strangers(ev)
    for item in windows.uncovered(ev):
        kind = item.record.get("kind") if item.record else None
        said = f"of the kind `{kind}`" if kind else "of which no kind is recorded"
        yield Warning("no_window", f"{item.kind} `{item.id}`, {said}, is covered by no window, and excludes nothing")
    for (guarantee, kind), ids in ev.unfit.items():
        shown = "`, `".join(ids[:5]) + (f"` and {len(ids) - 5} more" if len(ids) > 5 else "`")
        message = f"no row of `{guarantee}` fits {kind} `{shown}: a fact of it is missing, or the contract has no row for it"
        yield Warning("no_rule", message)
    yield from ev.warnings.values()
