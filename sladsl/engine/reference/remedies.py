"""In: a remedy and a month (and service). Out: its ledger: earned, less what the claim loses, less each cap, is awarded."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from ...base.instants import local_date, midnight
from ...base.periods import Period, add_months, month_at, month_of, next_month
from ...base.quantity import decimals_of, rounded
from ...rules import clauses as c
from ...rules.choice import ByReading
from ..outcome import InternalFault
from . import claims, measuring
from .evaluator import Conflict, Evaluator, Scope, Undefined, fraction
from .world import Item


@frozen
class Ledger:
    """What a remedy comes to: `earned` = `awarded` + what the claim lost + what each cap took."""

    earned: Fraction
    awarded: Fraction
    lost: Fraction
    capped: tuple[tuple[str, Fraction], ...]
    status: str
    reasons: tuple[str, ...]
    pay_in: Period | None = None


def awarded(ev: Evaluator, name: str, month: Period, service: str | None) -> Fraction:
    """What a remedy awards, as it is paid."""
    return ledger(ev, ev.remedy(name), month, service).awarded


def ledger(ev: Evaluator, remedy: c.Remedy, month: Period, service: str | None) -> Ledger:
    """The ledger of a month."""
    key = ("ledger", remedy.name, month, service)
    found: Ledger = ev.once(key, lambda: _ledger(ev, remedy, month, service))
    return found


def _ledger(ev: Evaluator, remedy: c.Remedy, month: Period, service: str | None) -> Ledger:
    scope = Scope(month, service)
    missing = tuple(dict.fromkeys(str(k.flag) for k in remedy.requires if not ev.holds(k.test, scope)))
    supposed, watched = _amount(ev, remedy, scope, True)
    earned = Fraction(0) if missing else supposed
    over = ev.over(month)
    state = _state(ev, remedy, month, watched if watched or not supposed else _claimable(ev, remedy, month))
    if remedy.claim is None:
        kept = earned
    elif missing or not over:
        kept = Fraction(0)
    elif ev.claim(remedy.claim).of is None:
        kept = earned if state.granted else Fraction(0)
    else:
        kept = _amount(ev, remedy, scope, False)[0]
    lost = earned - kept
    capped: list[tuple[str, Fraction]] = []
    for cap in remedy.caps:
        room = _room(ev, remedy, cap, scope)
        if kept > room:
            capped.append((_span_name(ev, cap.span), kept - room))
            kept = room
    paid = _rounded(ev, remedy, kept)
    if earned != lost + sum(x for _, x in capped) + kept:
        raise InternalFault(f"{remedy.name} {month.name}: earned is not awarded and what was lost")
    before = _rounded(ev, remedy, earned)
    status, reasons = _status(before, over, state)
    reasons = (*missing, *reasons, *(("capped",) if capped and before else ()))
    pay_in = _pay_in(ev, remedy, month, state) if status == "granted" else None
    return Ledger(before, paid, lost, tuple(capped), status, tuple(dict.fromkeys(reasons)), pay_in)


def items_of(ev: Evaluator, remedy: c.Remedy, service: str | None) -> list[Item]:
    """The items that a remedy of each item is for."""
    return ev.items(remedy.of, service) if remedy.of is not None else []


def of_item(ev: Evaluator, remedy: c.Remedy, same: list[Item]) -> Ledger:
    """The part of an item in the remedy (a ticket that fails twice is in its set twice); caps are the month's."""
    zone = ev.world.zone
    amount = Fraction(0)
    for item in same:
        scope = Scope(month_at(item.at, zone), None, item)
        amount += fraction(ev.value(remedy.pays, scope) or 0)
    paid = _rounded(ev, remedy, amount)
    state = State(granted=True)
    if remedy.claim is not None:
        state = _of_states([claims.of_item(ev, ev.claim(remedy.claim), item) for item in same], remedy, ev)
    status, reasons = _status(paid, True, state)
    kept = paid if status == "granted" else Fraction(0)
    pay_in = _pay_in(ev, remedy, month_at(same[0].at, zone), state) if state.granted else None
    return Ledger(paid, kept, paid - kept, (), status, reasons, pay_in)


# ---------------------------------------------------------------- amounts
def _amount(ev: Evaluator, remedy: c.Remedy, scope: Scope, all_claimed: bool) -> tuple[Fraction, list[tuple[Item, str]]]:
    """What the formula gives: for every claim there could be, or for the good ones; with the items that earn something."""
    assert scope.month is not None
    before = ev.suppose_claimed, ev.watched
    ev.suppose_claimed, ev.watched = all_claimed, {} if all_claimed else None
    ev.supposed.clear()  # so that every claimed set is walked while it is watched
    try:
        if remedy.when is not None and not ev.holds(remedy.when, scope):
            return Fraction(0), []
        if remedy.of is None:
            amount = fraction(ev.value(remedy.pays, scope) or 0)
            return amount, list((ev.watched or {}).values())
        found = []
        total = Fraction(0)
        for item in items_of(ev, remedy, scope.service):
            if measuring.dated_in(ev, item, scope.month):
                if not all_claimed and remedy.claim and not claims.is_claimed(ev, remedy.claim, item):
                    continue
                x = fraction(ev.value(remedy.pays, Scope(scope.month, scope.service, item)) or 0)
                total += x
                if x:
                    found.append((item, remedy.claim or ""))
        return total, found
    except (Undefined, Conflict) as e:
        code = "conflict" if isinstance(e, Conflict) else "no_value"
        ev.warn(code, f"`{remedy.name}` has no amount for {scope.month.name} and is computed as 0: {e}")
        return Fraction(0), []
    finally:
        ev.suppose_claimed, ev.watched = before


def _rounded(ev: Evaluator, remedy: c.Remedy, x: Fraction) -> Fraction:
    """Money once, as the contract says; units as they are."""
    if remedy.unit != "money":
        return x
    return rounded(x, Fraction(1, 10 ** decimals_of(ev.world.currency)), ev.world.tree.frame.money_mode)


# ---------------------------------------------------------------- caps
def _room(ev: Evaluator, remedy: c.Remedy, cap: c.Cap, scope: Scope) -> Fraction:
    """What a cap leaves, after what earlier months of its span were awarded."""
    assert scope.month is not None
    limit = fraction(ev.value(cap.limit, scope) or 0)
    used = sum((awarded(ev, remedy.name, m, scope.service) for m in _earlier(ev, cap.span, scope.month)), Fraction(0))
    return max(Fraction(0), limit - used)


def _span_name(ev: Evaluator, span: c.CapSpan) -> str:
    if isinstance(span, ByReading):
        return _span_name(ev, ev.chosen(span))
    return f"{span} months" if isinstance(span, int) else str(span)


def _earlier(ev: Evaluator, span: c.CapSpan, month: Period) -> list[Period]:
    """The earlier months of a cap's span, back to the first of the stream."""
    match span:
        case ByReading():
            return _earlier(ev, ev.chosen(span), month)
        case "month":
            return []
        case "calendar year":
            first = month.first.replace(month=1)
        case "agreement year":
            first = _agreement_year(ev, month)
        case int(n):
            first = add_months(month.first, 1 - n)
    found = []
    one = month_of(max(first, _first_month(ev).first))
    while one.first < month.first:
        if ev.in_force(one) and (span != "agreement year" or _agreement_year(ev, one) == _agreement_year(ev, month)):
            found.append(one)
        one = next_month(one)
    return found


def _agreement_year(ev: Evaluator, month: Period) -> date:
    """The first day of the block of twelve months, from the effective date, that has the month's last day in force."""
    start = ev.force()[0]
    zone = ev.world.zone
    if start is None:
        return month.first.replace(month=1)
    effective = local_date(start, zone)
    last = ev.bounds(month)[1] - 1
    years = 0
    while midnight(add_months(effective, 12 * (years + 1)), zone) <= last:
        years += 1
    return add_months(effective, 12 * years)


def _first_month(ev: Evaluator) -> Period:
    """The first month that the stream or the statement speaks of."""

    def find() -> Period:
        starts = [i.start for event, kind in ev.world.vocabulary.items() if kind.begins for i in ev.world.items(event, None)]
        months = [month_at(min(starts), ev.world.zone)] if starts else []
        return min([*months, *ev.months[:1]])

    found: Period = ev.once(("first month", ""), find)
    return found


# ---------------------------------------------------------------- status
@frozen
class State:
    """Where the claims for a remedy stand."""

    granted: bool = False
    pending: bool = False
    ongoing: bool = False
    refused: bool = False
    reasons: tuple[str, ...] = ()
    at: int | None = None


def _claimable(ev: Evaluator, remedy: c.Remedy, month: Period) -> list[tuple[Item, str]]:
    """The items of the month that can be claimed: a formula that measures their time does not ask for them one by one."""
    claim = ev.claim(remedy.claim) if remedy.claim else None
    if claim is None or claim.of is None:
        return []
    start, end = ev.bounds(month)
    return [(i, claim.name) for i in ev.items(claim.of, None) if i.start < end and (start < i.end or start <= i.start)]


def _state(ev: Evaluator, remedy: c.Remedy, month: Period, watched: list[tuple[Item, str]]) -> State:
    if remedy.claim is None:
        return State(granted=True)
    claim = ev.claim(remedy.claim)
    if claim.of is None:
        return _of_states([claims.of_month(ev, claim, month)], remedy, ev)
    return _of_states([claims.of_item(ev, claim, item) for item, name in watched if name == claim.name], remedy, ev)


def _of_states(found: list[claims.Claimed], remedy: c.Remedy, ev: Evaluator) -> State:
    """One good claim grants; else one that can still come keeps it pending; else what is left of it is lost."""
    reasons = tuple(dict.fromkeys(r for f in found for r in f.reasons))
    good = [f.at for f in found if f.valid and f.at is not None]
    state = State(reasons=reasons, at=min(good, default=None))
    if any(f.valid for f in found):
        return evolve(state, granted=True)
    if any(f.can_still for f in found):
        return evolve(state, pending=True)
    if found and all(f.ongoing for f in found):
        return evolve(state, ongoing=True)
    lapses = remedy.claim is not None and ev.claim(remedy.claim).lapses
    return evolve(state, refused=any(f.made and not f.ongoing for f in found) and not lapses)


def _status(earned: Fraction, over: bool, state: State) -> tuple[str, tuple[str, ...]]:
    if not over:
        return "provisional", state.reasons if state.ongoing else ()
    if earned == 0:
        return "none", ()
    if state.granted:
        return "granted", state.reasons
    if state.pending:
        return "pending", state.reasons
    if state.ongoing:
        return "provisional", state.reasons
    return ("refused", state.reasons) if state.refused else ("forfeited", state.reasons or ("no_claim",))


def _pay_in(ev: Evaluator, remedy: c.Remedy, month: Period, state: State) -> Period | None:
    """The month after the one in which the claim was made, or the credit confirmed."""
    at = state.at
    if remedy.paid_after == "confirmation":
        found = [r.get("at") for r in ev.world.records.get("confirmation", ()) if r.get("period") == month]
        at = min((a for a in found if isinstance(a, int)), default=None)
    elif remedy.paid_after != "claim":
        return None
    return None if at is None else next_month(month_at(at, ev.world.zone))
