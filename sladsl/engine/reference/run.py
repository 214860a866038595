"""In: a rule tree, a stream, what is asked. Out: the `Outcome`: every line of every subscription, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from ...base.calendars import DayCalendar

from ...base.periods import Period, month_at, month_of, next_month
from ...base.quantity import TIME_UNITS
from ...events.records import Stream
from ...events.vocabulary import EventType
from ...rules import clauses as c
from ..outcome import Line, Outcome, Warning
from . import claims, guarantees, remedies, sets, values
from .account import account, measured
from .evaluator import Conflict, Evaluator, Scope, Undefined, fraction
from .windows import judged
from .world import FAR, Item, build

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
    lines: list[Line] = []
    warnings: dict[Warning, None] = {}
    zones: dict[str | None, str] = {}
    currencies: dict[str | None, str | None] = {}
    shown: tuple[Period, ...] = ()
    for n, subscription in enumerate(stream.subscriptions):
        progress(n, len(stream.subscriptions))
        ev = _evaluator(tree, vocabulary, stream, subscription, asked)
        zones[subscription], currencies[subscription] = ev.world.zone, ev.world.currency
        shown = tuple(sorted({*shown, *ev.months}))
        lines += _lines(ev)
        warnings |= dict.fromkeys(_warned(ev))
    progress(len(stream.subscriptions), len(stream.subscriptions))
    return Outcome(tuple(lines), tuple(warnings), zones, currencies, shown, asked.readings)


def _evaluator(
    tree: c.RuleTree, vocabulary: Mapping[str, EventType], stream: Stream, subscription: str | None, asked: Asked
) -> Evaluator:
    months = _shown(tree, vocabulary, stream, subscription, asked)
    world = build(tree, vocabulary, stream, subscription, asked.as_of, 0)
    if asked.as_of is not None:
        world.horizon = asked.as_of
    elif months:
        world.horizon = months[-1].bounds(world.zone)[1]
    else:
        world.horizon = max((i.start for e in _TOUCHING for i in world.items(e, None)), default=0)
        world._items.clear()
    return Evaluator(world, asked.readings, months)


def _shown(
    tree: c.RuleTree, vocabulary: Mapping[str, EventType], stream: Stream, subscription: str | None, asked: Asked
) -> tuple[Period, ...]:
    """The months asked for; without a bound, those that the stream touches."""
    world = build(tree, vocabulary, stream, subscription, asked.as_of, asked.as_of or 0)
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
    last = asked.last or max([*touched, month_of(first.first)])
    found, one = [], month_of(first.first)
    while one.first < last.end:
        found.append(one)
        one = next_month(one)
    return tuple(found)


# ---------------------------------------------------------------- lines
def _lines(ev: Evaluator) -> Iterator[Line]:
    clauses = ev.world.tree.clauses
    for month in ev.months:
        if ev.in_force(month):
            for clause in clauses:
                yield from _monthly(ev, clause, month)
    for clause in clauses:
        yield from _of_items(ev, clause)
    for clause in clauses:
        if isinstance(clause, c.Total):
            yield from _total(ev, clause)
    for clause in clauses:
        if isinstance(clause, c.Record):
            found = {"party": clause.party, "text": clause.text}
            yield Line("obligation", clause.name, clause.clause, ev.world.subscription, values=found)


def _monthly(ev: Evaluator, clause: c.Clause, month: Period) -> Iterator[Line]:
    services = ev.world.services if getattr(clause, "per_service", False) else (None,)
    for service in services:
        scope = Scope(month, service)
        about = (ev.world.subscription, month, service)
        match clause:
            case c.Measure():
                yield _measure(ev, clause, scope, about)
            case c.Guarantee(of=None):
                kept = guarantees.of_month(ev, clause, scope)
                found = {"verdict": kept.verdict, "value": _number(kept.value, clause.unit), "target": _number(kept.target, clause.unit)}
                yield Line("guarantee", clause.name, clause.clause, *about, unit=clause.unit, values=found)
            case c.Claim(of=None):
                state = claims.of_month(ev, clause, month)
                yield Line("claim", clause.name, clause.clause, *about, values=_claimed(state), why=_counted(ev, clause, scope, state))
            case c.Remedy():
                yield from _remedy(ev, clause, month, service, about)


def _measure(ev: Evaluator, clause: c.Measure, scope: Scope, about: tuple[Any, ...]) -> Line:
    why: dict[str, Any] = {}
    try:
        x = values.value(ev, values.v.Ref(clause.name), scope)
    except Conflict as e:
        x = None
        ev.warn("conflict", f"`{clause.name}` has no value for {scope.month and scope.month.name}: {e}")
    except Undefined:
        x = None
        ev.warn("no_value", f"`{clause.name}` has no value for {scope.month and scope.month.name}: nothing is left to divide by")
    of = measured(ev, clause.body)
    if of is not None and scope.month is not None:
        why["account"] = account(ev, of, scope)
    found = {"value": _number(x, clause.unit)}
    return Line("measure", clause.name, clause.clause, *about, unit=clause.unit, values=found, why=why)


def _number(x: Any, unit: str | None) -> Any:
    """A number in the unit that its line shows."""
    if isinstance(x, Fraction | int) and not isinstance(x, bool) and unit in TIME_UNITS:
        return fraction(x) / TIME_UNITS[unit]
    return x


def _claimed(state: claims.Claimed) -> dict[str, Any]:
    return {"deadline": state.deadline, "valid": state.valid, "reasons": state.reasons}


def _counted(ev: Evaluator, clause: c.Claim, scope: Scope, state: claims.Claimed) -> dict[str, Any]:
    """What the deadline was counted from, and in which days."""
    if state.deadline is None or clause.after is None:
        return {}
    span = clause.within
    while isinstance(span, values.ByReading):
        span = ev.chosen(span)
    start = values.value(ev, clause.after, scope)
    days: DayCalendar | None = span.days if isinstance(span, values.v.DayCount) else None
    return {"from": start, "days": days, "n": span.n if isinstance(span, values.v.DayCount) else None, "inclusive": state.inclusive}


def _remedy(ev: Evaluator, clause: c.Remedy, month: Period, service: str | None, about: tuple[Any, ...]) -> Iterator[Line]:
    ledger = remedies.ledger(ev, clause, month, service)
    found = {
        "earned": ledger.earned,
        "awarded": ledger.awarded,
        "status": ledger.status,
        "reasons": ledger.reasons,
        "pay_in": ledger.pay_in,
    }
    why = {"lost": ledger.lost, "capped": ledger.capped}
    if not clause.caps and clause.unit == "money" and ledger.awarded > 0:
        fee = sum((fraction(f.get("amount")) for f in ev.world.fee(month, service)), Fraction(0))
        if ledger.awarded > fee:
            ev.warn("above_fee", f"`{clause.name}` for {month.name} is more than the month's fee, and the agreement has no cap")
    yield Line("remedy", clause.name, clause.clause, *about, unit=clause.unit, values=found, why=why)


def _of_items(ev: Evaluator, clause: c.Clause) -> Iterator[Line]:
    match clause:
        case c.Window():
            for one in judged(ev, clause):
                verdict = "excluded" if one.excluded else "counted"
                service = one.item.record.service if one.item.record else None
                yield _item_line(ev, "window", clause, one.item, service, {"verdict": verdict, "flags": one.flags})
        case c.Guarantee(of=of) if of is not None:
            for item in sets.items(ev, of, None):
                kept = guarantees.of_item(ev, clause, item)
                found = {"verdict": kept.verdict, "value": _number(kept.value, clause.unit), "target": _number(kept.target, clause.unit), "due": kept.due}
                for name in clause.showing:
                    found[name.lower()] = values.value(ev, values.v.Ref(name), Scope(item=item))
                yield _item_line(ev, "guarantee", clause, item, None, found, clause.unit, {"act": kept.act})
        case c.Remedy(of=of) if of is not None:
            for same in _by_id(sets.items(ev, of, None)):
                one = remedies.of_item(ev, clause, same)
                found = {"earned": one.earned, "status": one.status, "reasons": one.reasons, "pay_in": one.pay_in}
                yield _item_line(ev, "remedy", clause, same[0], None, found, clause.unit)
        case c.Claim(of=of) if of is not None:
            for item, *_ in _by_id(sets.items(ev, of, None)):
                state = claims.of_item(ev, clause, item)
                why = _counted(ev, clause, Scope(item=item), state)
                yield _item_line(ev, "claim", clause, item, None, _claimed(state), None, why)


def _by_id(found: list[Item]) -> list[list[Item]]:
    """Items in their order, those of one id together."""
    groups: dict[str, list[Item]] = {}
    for item in found:
        groups.setdefault(item.id, []).append(item)
    return list(groups.values())


def _item_line(
    ev: Evaluator,
    kind: str,
    clause: c.Clause,
    item: Item,
    service: str | None,
    found: dict[str, Any],
    unit: str | None = None,
    why: dict[str, Any] | None = None,
) -> Line:
    month = month_at(item.at, ev.world.zone)
    return Line(kind, clause.name, clause.clause, ev.world.subscription, month, service, item.id, unit, found, why or {})


def _total(ev: Evaluator, clause: c.Total) -> Iterator[Line]:
    try:
        x = values.value(ev, values.v.Ref(clause.name), Scope())
    except (Undefined, Conflict):
        x = None
    if x is not None:
        yield Line("total", clause.name, clause.clause, ev.world.subscription, unit=clause.unit, values={"value": x})


def _warned(ev: Evaluator) -> Iterator[Warning]:
    for service in ev.world.undeclared:
        message = f"`{service}` is no declared service; what is recorded of it counts for nothing"
        yield Warning("undeclared_service", message)
    if ev.world.tree.frame.zone_of_subscription and ev.world.one("subscription") is None:
        message = f"no subscription is recorded; days and months are those of {ev.world.zone}"
        yield Warning("no_subscription", message)
    yield from ev.warnings.values()


