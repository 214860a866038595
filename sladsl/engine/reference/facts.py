"""In: the name of a field or a term, and a scope. Out: the fact: of the item, of the one event, of a linked one, of a term."""

from __future__ import annotations

from fractions import Fraction

from ...base.periods import Period
from ...rules import clauses as c
from ...rules import values as v
from .evaluator import ONGOING, Evaluator, Scope, Value, fraction, item_in, month_in


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
        return _fee(ev, name, month_in(scope), scope.service)
    if event == "service":
        record = world.service(scope.service)
        if record is None and name == "units":
            return fact(ev, "subscription", "units", scope)  # one line, the whole share
        return _of_record(ev, event, name, record.get(name) if record else world.vocabulary[event].fields[name].default)
    if event == "confirmation":
        found = [r for r in world.records.get(event, ()) if r.get("period") == scope.month]
        return found[0].get(name) if found else None
    record = world.one(event)
    found_value = record.get(name) if record else world.vocabulary[event].fields[name].default
    if event == "subscription" and name == "units" and found_value is None:
        services = world.records.get("service", ())
        return sum((fraction(r.get("units") or 0) for r in services), Fraction(0)) if services else Fraction(1)
    if event == "subscription" and record is None and name in ("start", "end", "plan"):
        ev.warn("no_subscription", f"no subscription is recorded, and its {name} is needed")
    return _of_record(ev, event, name, found_value)


def _fee(ev: Evaluator, name: str, month: Period, service: str | None) -> Value:
    fees = ev.world.fee(month, service)
    if not fees:
        of = f" of `{service}`" if service else ""
        ev.warn("no_fee", f"no fee{of} is recorded for {month.name}; what depends on it is computed from 0")
        return Fraction(0)
    if name == "currency":
        return ev.world.currency
    return sum((fraction(f.get(name) if f.get(name) is not None else f.get("amount")) for f in fees), Fraction(0))


def linked(ev: Evaluator, link: str, name: str, scope: Scope) -> Value:
    """A field of the event that the item names; absent where nothing has that id."""
    wanted = ev.value(v.ItField(link), scope)
    target = ev.once(("by id", "", link), lambda: {i.id: i for i in ev.world.items(link, None)}).get(wanted)
    return None if target is None else ev.value(v.ItField(name), Scope(None, None, target))


def ref(ev: Evaluator, name: str, scope: Scope) -> Value:
    """A defined term in the scope that asks for it, evaluated once for each."""
    clause = ev.clauses.get((c.Measure, name)) or ev.clauses.get((c.Term, name)) or ev.clauses.get((c.Total, name))
    assert isinstance(clause, c.Measure | c.Term | c.Total)
    service = scope.service if not isinstance(clause, c.Measure) or clause.per_service else None
    item = scope.item if isinstance(clause, c.Term) else None
    inner = Scope(scope.month, service, item)
    key = ("ref", name, scope.month, service, item)
    return ev.once(key, lambda: ev.value(clause.body, inner))  # type: ignore[arg-type]
