"""In: an evaluator. Out: the lines of one subscription: period by period, item by item, totals, what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ...base.grids import Grid
from ...base.periods import Period
from ...base.quantity import TIME_UNITS
from ...rules import clauses as c
from ...rules import sets as s
from ...rules import values as v
from ..outcome import Line
from . import claims, guarantees, remedies, rights
from .account import account, measured
from .counted import counted
from .evaluator import Conflict, Evaluator, Scope, Undefined, fraction
from .sets import made_of_several
from .windows import judged
from .world import Item


def lines(ev: Evaluator) -> Iterator[Line]:
    """Every line, in the order of the periods shown (as they end, the shorter first) and of the clauses in the text."""
    clauses = ev.world.tree.clauses
    shown = [(period, grid) for grid, periods in ev.shown.items() for period in periods if ev.in_force(period)]
    for period, grid in sorted(shown, key=lambda pair: (ev.whole(pair[0])[1], -ev.whole(pair[0])[0])):
        for clause in clauses:
            if getattr(clause, "grid", None) == grid:
                yield from _decided(ev, clause, _periodic(ev, clause, period))
    for clause in clauses:
        yield from _decided(ev, clause, _of_items(ev, clause))
    for clause in clauses:
        if isinstance(clause, c.Total):
            yield from _total(ev, clause)
    for clause in clauses:
        if isinstance(clause, c.Record):
            yield _line(ev, "obligation", clause, Scope(), {"party": clause.party, "text": clause.text})


def _decided(ev: Evaluator, clause: c.Clause, found: Iterator[Line]) -> Iterator[Line]:
    """Lines as far as they can be told; what hangs on something without a value is a warning, never a number."""
    try:
        yield from found
    except (Conflict, Undefined) as e:
        ev.warn("conflict" if isinstance(e, Conflict) else "no_value", f"`{clause.name}` cannot be told: {e}")


def _line(
    ev: Evaluator,
    kind: str,
    clause: c.Clause,
    scope: Scope,
    found: dict[str, Any],
    why: dict[str, Any] | None = None,
) -> Line:
    """One line about a scope; an item's line also bears the month that its date lies in."""
    item = scope.item
    found_in = ev.anchors.at(_grid(ev, clause), item.at) if item else scope.period
    period = found_in if isinstance(found_in, Period) else None
    unit = getattr(clause, "unit", None)
    name = item.id if item else None
    return Line(kind, clause.name, clause.clause, ev.world.subscription, period, scope.service, name, unit, found, why or {})


def _grid(ev: Evaluator, clause: c.Clause) -> Grid:
    """The grid in which an item's line has its period."""
    return clause.grid if isinstance(clause, c.Remedy) else ev.world.tree.frame.grid


def _periodic(ev: Evaluator, clause: c.Clause, period: Period) -> Iterator[Line]:
    for service in ev.world.services if getattr(clause, "per_service", False) else (None,):
        scope = Scope(period, service)
        match clause:
            case c.Measure():
                yield _measure(ev, clause, scope)
            case c.Guarantee(of=None):
                yield _line(ev, "guarantee", clause, scope, _kept(guarantees.of_period(ev, clause, scope), clause))
            case c.Claim(of=None):
                state = claims.of_period(ev, clause, period, service)
                yield _line(ev, "claim", clause, scope, _claimed(state), _days(ev, clause, scope, state))
            case c.Remedy():
                yield _remedy(ev, clause, scope)
            case c.Right():
                stands = rights.standing(ev, clause, period, service)
                found = {"verdict": stands.verdict, "deadline": stands.deadline}
                yield _line(ev, "right", clause, scope, found, counted(ev, clause.within, stands.start, stands.deadline))


def _of_items(ev: Evaluator, clause: c.Clause) -> Iterator[Line]:
    match clause:
        case c.Window():
            for one in judged(ev, clause):
                service = one.item.record.service if one.item.record else None
                judgement = {"verdict": "excluded" if one.excluded else "counted", "flags": one.flags}
                yield _line(ev, "window", clause, Scope(None, service, one.item), judgement)
        case c.Guarantee(of=of) if of is not None:
            for service, found_items in _each_service(ev, of):
                for item in found_items:
                    scope = Scope(service=service, item=item)
                    kept = guarantees.of_item(ev, clause, item)
                    shown = {name.lower(): ev.value(v.Ref(name), scope) for name in clause.showing}
                    why = counted(ev, kept.span, kept.start, kept.due)
                    yield _line(ev, "guarantee", clause, scope, _kept(kept, clause) | shown, why)
        case c.Remedy(of=of) if of is not None:
            for service, found_items in _each_service(ev, of):
                for same in _by_id(found_items):
                    part = remedies.of_item(ev, clause, same, service)
                    found: dict[str, Any] = {
                        "earned": part.earned,
                        "status": part.status,
                        "reasons": part.reasons,
                        "pay_in": part.pay_in,
                    }
                    yield _line(ev, "remedy", clause, Scope(service=service, item=same[0]), found)
        case c.Claim(of=of) if of is not None:
            for service, found_items in _each_service(ev, of):
                for item, *_ in _by_id(found_items):
                    scope = Scope(service=service, item=item)
                    state = claims.of_item(ev, clause, item)
                    yield _line(ev, "claim", clause, scope, _claimed(state), _days(ev, clause, scope, state))


def _each_service(ev: Evaluator, of: s.SetNode) -> Iterator[tuple[str | None, list[Item]]]:
    """The items of a set; what is made of several events (a stretch, an interval) is made for each service by itself."""
    services = ev.world.services if ev.world.services != (None,) and made_of_several(ev, of) else (None,)
    for service in services:
        yield service, ev.items(of, service)


def _by_id(found: list[Item]) -> list[list[Item]]:
    """Items in their order, those of one id together."""
    groups: dict[str, list[Item]] = {}
    for item in found:
        groups.setdefault(item.id, []).append(item)
    return list(groups.values())


def _measure(ev: Evaluator, clause: c.Measure, scope: Scope) -> Line:
    assert scope.period is not None
    x = None
    try:
        x = ev.value(v.Ref(clause.name), scope)
    except Conflict as e:
        ev.warn("conflict", f"`{clause.name}` has no value for {scope.period.name}: {e}")
    except Undefined as e:
        ev.warn("no_value", f"`{clause.name}` has no value for {scope.period.name}: {e}")
    of = measured(ev, clause.body)
    why = {} if of is None or x is None else {"account": account(ev, of, scope)}
    return _line(ev, "measure", clause, scope, {"value": _number(x, clause.unit)}, why)


def _kept(kept: guarantees.Kept, clause: c.Guarantee) -> dict[str, Any]:
    return {
        "verdict": kept.verdict,
        "value": _number(kept.value, clause.unit),
        "op": kept.op if kept.target is not None else None,
        "target": _number(kept.target, clause.unit),
        "due": kept.due,
    }


def _number(x: Any, unit: str | None) -> Any:
    """A number in the unit that its line shows."""
    return fraction(x) / TIME_UNITS[unit] if isinstance(x, Fraction) and unit in TIME_UNITS else x


def _claimed(state: claims.Claimed) -> dict[str, Any]:
    return {"deadline": state.deadline, "valid": state.valid, "reasons": state.reasons}


def _days(ev: Evaluator, clause: c.Claim, scope: Scope, state: claims.Claimed) -> dict[str, Any]:
    return counted(ev, clause.within, claims.begins(ev, clause, scope), state.deadline)


def _remedy(ev: Evaluator, clause: c.Remedy, scope: Scope) -> Line:
    assert isinstance(scope.period, Period)
    ledger = remedies.ledger(ev, clause, scope.period, scope.service)
    found = {
        "earned": ledger.earned,
        "awarded": ledger.awarded,
        "status": ledger.status,
        "reasons": ledger.reasons,
        "pay_in": ledger.pay_in,
        "expires": ledger.expires,
        "shares": ledger.shares or None,
        "owed_by": "customer" if clause.owed_by_customer else None,
    }
    if not clause.caps and clause.unit == "money" and ledger.awarded > 0:
        recorded = ev.world.fees(scope.period, scope.service)
        if not recorded or ledger.awarded > fraction(ev.value(v.FactField("fee", "amount"), scope)):
            word = clause.grid.word
            message = f"`{clause.name}` for {scope.period.name} is more than the {word}'s fee, and the agreement has no cap"
            ev.warn("above_fee", message)
    return _line(ev, "remedy", clause, scope, found, {"lost": ledger.lost, "capped": ledger.capped})


def _total(ev: Evaluator, clause: c.Total) -> Iterator[Line]:
    try:
        x = ev.value(v.Ref(clause.name), Scope())
    except (Undefined, Conflict) as e:
        ev.warn("no_value", f"`{clause.name}` has no value: {e}")
        return
    if x is not None:
        yield _line(ev, "total", clause, Scope(), {"value": x})
