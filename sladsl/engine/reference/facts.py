"""In: the name of a field or a term, and a scope. Out: the fact: of the item, of the one event, of a linked one, of a term."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...base import timeset as ts
from ...base.periods import Period, Slice, add_months
from ...events.records import Record
from ...rules import clauses as c
from ...rules import values as v
from .evaluator import ONGOING, Evaluator, Scope, Undefined, Value, fraction, item_in, period_in


def item_field(ev: Evaluator, name: str, scope: Scope) -> Value:
    """A field of the item in scope; the end of what has not ended is `ONGOING`."""
    item = item_in(scope)
    kind = ev.world.vocabulary.get(item.kind)
    if item.record is None or (kind and name in (kind.begins, kind.ends) and kind.ends):
        if name == "end" or (kind and name == kind.ends):
            return ONGOING if item.open else item.end
        return item.start
    found = _of_record(ev, item.record.type, name, item.record.get(name))
    if found is None and name == "plan":
        return fact(ev, "subscription", "plan", scope)  # a ticket's or a session's plan is the subscription's
    return found


def _of_record(ev: Evaluator, event: str, name: str, found: Value) -> Value:
    if found is None and (event, name) in ev.world.tree.defaults:
        return ev.value(ev.world.tree.defaults[event, name], Scope())
    whole = ev.world.vocabulary[event].fields[name].kind == "whole"
    return fraction(found) if whole and found is not None else found


def fact(ev: Evaluator, event: str, name: str, scope: Scope) -> Value:
    """A field of the one fact of its type that the scope has; absent where there is none."""
    world = ev.world
    if event == "fee":
        return _fee(ev, name, period_in(scope), scope.service)
    if event == "service":
        record = world.service(scope.service)
        if record is None and name == "units":
            return fact(ev, "subscription", "units", scope)  # one line, the whole share
        return _of_record(ev, event, name, record.get(name) if record else world.vocabulary[event].fields[name].default)
    if event in ("confirmation", "invoice"):
        found = [r for r in world.records.get(event, ()) if r.get("period") == scope.period]
        return found[0].get(name) if found else None
    record = world.one(event)
    found_value = record.get(name) if record else world.vocabulary[event].fields[name].default
    if event == "subscription" and name == "units" and found_value is None:
        services = world.records.get("service", ())
        return sum((fraction(r.get("units") or 0) for r in services), Fraction(0)) if services else Fraction(1)
    if event == "subscription" and record is None and name in ("start", "end", "plan"):
        ev.warn("no_subscription", f"no subscription is recorded, and its {name} is needed; what depends on it has no value")
    return _of_record(ev, event, name, found_value)


def _fee(ev: Evaluator, name: str, period: Period | Slice, service: str | None) -> Value:
    if name == "currency":
        return ev.world.currency
    if isinstance(period, Slice):
        raise Undefined("a part of a day has no fee of its own")
    fees = ev.world.fees(period, service)
    if not fees:
        of = f" of `{service}`" if service else ""
        ev.warn("no_fee", f"no fee{of} is recorded for {period.name}; what depends on it is computed from 0")
        return Fraction(0)
    if period.months > 1 and _twice(
        ev, fees
    ):  # a year's fee, and that of one of its months: month by month they are told apart
        months = (Period(add_months(period.first, k), add_months(period.first, k + 1)) for k in range(period.months))
        return sum((fraction(_fee(ev, name, month, service)) for month in months), Fraction(0))
    _covered(ev, period, fees)
    total = Fraction(0)
    for fee in fees:
        own = fee.get("period")
        assert isinstance(own, Period)
        amount = fraction(fee.get(name) if fee.get(name) is not None else fee.get("amount"))
        total += amount * (1 if _holds_all(ev, period, own) else share_of(period, own, ev.world.tree.frame.spread))
        if own.months > 1 and ev.world.tree.frame.spread is None and not (period.first <= own.first and own.end <= period.end):
            said = f"the contract does not say how the fee of {own.name} is spread; taken: the same for each of its months"
            ev.warn("fee_spread", said)
    return total


def _holds_all(ev: Evaluator, period: Period, fee: Period) -> bool:
    """Whether a period holds all of a fee's time that is in force: what was charged for a part of a month is not divided."""
    (start, end), (a, b) = ev.bounds(period), ev.bounds(fee)
    return start <= a and b <= end


def _twice(ev: Evaluator, fees: Sequence[Record]) -> bool:
    """Whether fees of one service and of different periods lie over each other."""
    for service in dict.fromkeys(fee.service for fee in fees):
        own = {period for fee in fees if fee.service == service and isinstance(period := fee.get("period"), Period)}
        spans = [ev.whole(period) for period in own]
        if ts.total(ts.union(spans)) < sum(b - a for a, b in spans):
            return True
    return False


def _covered(ev: Evaluator, period: Period, fees: Sequence[Record]) -> None:
    """Say so where fees are recorded for a part of a period only, or for a part of it twice: the sum may be wrong."""
    start, end = ev.bounds(period)
    known = ts.union(ev.whole(own) for fee in fees if isinstance(own := fee.get("period"), Period))
    if _twice(ev, fees):
        ev.warn("fee_twice", f"two fees are recorded for the same days of {period.name}, and both are counted")
    if ts.total(ts.minus([(start, end)] if start < end else [], known)):
        message = f"fees are recorded only for a part of {period.name}; what depends on them is computed from that part"
        ev.warn("fee_in_part", message)


def share_of(period: Period, fee: Period, spread: str | None) -> Fraction:
    """Which share of a fee belongs to a period: by months where both are whole months, finer by the days of each month.

    >>> from sladsl.base.periods import parse_period as p
    >>> share_of(p("2025-02"), p("2025"), None), share_of(p("2025-02"), p("2025"), "days")
    (Fraction(1, 12), Fraction(28, 365))
    """
    first, end = max(period.first, fee.first), min(period.end, fee.end)
    if first >= end:
        return Fraction(0)
    if spread == "days" or not fee.months:
        return Fraction((end - first).days, fee.days)
    found = Fraction(0)
    for k in range(fee.months):
        start, stop = add_months(fee.first, k), add_months(fee.first, k + 1)
        inside = (min(stop, end) - max(start, first)).days
        found += Fraction(max(0, inside), (stop - start).days)
    return found / fee.months


def linked(ev: Evaluator, link: str, name: str, scope: Scope) -> Value:
    """A field of the event that the item names; absent where nothing has that id."""
    wanted = ev.value(v.ItField(link), scope)
    target = ev.once(("by id", "", link), lambda: {i.id: i for i in ev.world.items(link, None)}).get(wanted)
    return None if target is None else ev.value(v.ItField(name), Scope(None, None, target))


def ref(ev: Evaluator, name: str, scope: Scope) -> Value:
    """A defined term in the scope that asks for it, evaluated once for each; a parameter is what the deal filled in."""
    clause = named(ev, name)
    if isinstance(clause, c.Parameter):
        return ev.world.given[name]
    inner = scope_of(ev, clause, scope)
    if isinstance(inner.period, Slice):  # there are very many, and each is asked once
        return ev.value(clause.body, inner)  # type: ignore[arg-type]
    key = ("ref", name, inner.period, inner.service, inner.item)
    return ev.once(key, lambda: ev.value(clause.body, inner))  # type: ignore[arg-type]


def named(ev: Evaluator, name: str) -> c.Measure | c.Term | c.Total | c.Parameter:
    """The clause that gives a name its value."""
    kinds = (c.Measure, c.Term, c.Total, c.Parameter)
    found = next(k for kind in kinds if (k := ev.clauses.get((kind, name))) is not None)
    assert isinstance(found, c.Measure | c.Term | c.Total | c.Parameter)
    return found


def scope_of(ev: Evaluator, clause: c.Measure | c.Term | c.Total, scope: Scope) -> Scope:
    """Of which period, service and item a term is asked where it is named in a scope."""
    service = scope.service if not isinstance(clause, c.Measure) or clause.per_service else None
    item = scope.item if isinstance(clause, c.Term) else None
    grid = None if isinstance(clause, c.Total) else clause.grid
    period = scope.period
    if grid is not None and period is not None and grid.unit != "time":
        period = ev.own(grid, period)
    return Scope(period, service, item)
