"""In: a remedy and a period (and service). Out: its ledger: earned, less what the claim loses, less each cap, is awarded."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from attrs import evolve, frozen

from ...base.periods import Period
from ...base.quantity import decimals_of, rounded
from ...events.records import Record
from ...rules import clauses as c
from ..outcome import InternalFault
from . import caps, claims, measuring, spans
from .evaluator import Conflict, Evaluator, Scope, Undefined, civil, fraction
from .world import Item


@frozen
class Ledger:
    """What a remedy comes to: `earned` = `awarded` + what the claim lost + what each cap took + what is too little to pay."""

    earned: Fraction
    awarded: Fraction
    lost: Fraction
    capped: tuple[tuple[str, Fraction], ...]
    status: str
    reasons: tuple[str, ...]
    pay_in: Period | None = None
    expires: int | None = None
    shares: tuple[tuple[str, Fraction], ...] = ()


def awarded(ev: Evaluator, name: str, period: Period, service: str | None) -> Fraction:
    """What a remedy awards, as it is paid."""
    remedy = ev.remedy(name)
    if ev.whole(period)[1] <= ev.beginning():
        return Fraction(0)  # before the first fact nothing was awarded
    return ledger(ev, remedy, ev.own(remedy.grid, period), service if remedy.per_service else None).awarded


def ledger(ev: Evaluator, remedy: c.Remedy, period: Period, service: str | None) -> Ledger:
    """The ledger of a period."""
    key = ("ledger", "", remedy.name, period, service)

    def make() -> Ledger:
        before = ev.suppose_claimed, ev.watched  # another remedy may ask for it while it supposes its own claims good
        ev.suppose_claimed, ev.watched = False, None
        try:
            return _ledger(ev, remedy, period, service)
        finally:
            ev.suppose_claimed, ev.watched = before

    found: Ledger = ev.once(key, make)
    return found


def _ledger(ev: Evaluator, remedy: c.Remedy, period: Period, service: str | None) -> Ledger:
    scope = Scope(period, service)
    missing = tuple(dict.fromkeys(str(k.flag) for k in remedy.requires if not ev.holds(k.test, scope)))
    supposed, watched, parts = _amount(ev, remedy, scope, remedy.claim is not None)
    earned = Fraction(0) if missing else supposed
    over = ev.over(period)
    state = _state(ev, remedy, _claims(ev, remedy, scope, supposed, watched))
    if remedy.claim is None:
        kept = earned
    elif missing or not over:
        kept, parts = Fraction(0), []
    elif ev.claim(remedy.claim).of is None:
        kept = earned if state.granted else Fraction(0)
    elif watched or remedy.of is not None:
        kept, _, parts = _amount(ev, remedy, scope, False)
    else:  # the formula asks nothing of the claims: it is granted whole, or not at all
        kept = _amount(ev, remedy, scope, False)[0] if state.granted else Fraction(0)
    lost = earned - kept
    capped: list[tuple[str, Fraction]] = []
    for cap in remedy.caps:
        room = caps.room(ev, remedy, cap, scope, parts, kept)
        if kept > room.left:
            capped.append((room.span, kept - room.left))
            kept = room.left
    if kept and remedy.least is not None and not _enough(ev, remedy, remedy.least, kept, scope):
        capped.append(("minimum", kept))
        kept = Fraction(0)
    paid = as_paid(ev, remedy, kept)
    if earned != lost + sum(x for _, x in capped) + kept:
        raise InternalFault(f"{remedy.name} {period.name}: earned is not awarded and what was lost")
    before = as_paid(ev, remedy, earned)
    status, reasons = _status(before, over, state)
    if before:
        reasons = (*reasons, *("below_minimum" if by == "minimum" else "capped" for by, _ in capped))
    pay_in = _pay_in(ev, remedy, period, state) if status == "granted" else None
    expires = _expires(ev, remedy, scope) if status == "granted" and paid else None
    shares = _shares(ev, remedy, paid) if paid else ()
    reasons = tuple(dict.fromkeys((*missing, *reasons)))
    return Ledger(before, paid, lost, tuple(capped), status, reasons, pay_in, expires, shares)


def items_of(ev: Evaluator, remedy: c.Remedy, service: str | None) -> list[Item]:
    """The items that a remedy of each item is for."""
    return ev.items(remedy.of, service) if remedy.of is not None else []


def of_item(ev: Evaluator, remedy: c.Remedy, same: list[Item], service: str | None) -> Ledger:
    """The part of an item in the remedy (a ticket that fails twice is in its set twice); caps are the period's."""
    amount = Fraction(0)
    about = Scope(dated(ev, remedy, same[0]), service)
    owed = remedy.when is None or ev.holds(remedy.when, about)
    missing = tuple(dict.fromkeys(str(k.flag) for k in remedy.requires if not ev.holds(k.test, about)))
    for item in same if owed and not missing else ():
        amount += fraction(ev.value(remedy.pays, Scope(dated(ev, remedy, item), service, item)) or 0)
    paid = as_paid(ev, remedy, amount)
    state = State(granted=True)
    if remedy.claim is not None:
        state = _of_states([_claimed(ev, remedy, ev.claim(remedy.claim), item, service) for item in same], remedy, ev)
    status, reasons = _status(paid, True, state)
    kept = paid if status == "granted" else Fraction(0)
    pay_in = _pay_in(ev, remedy, dated(ev, remedy, same[0]), state) if state.granted else None
    return Ledger(paid, kept, paid - kept, (), status, (*missing, *reasons), pay_in)


def _claimed(ev: Evaluator, remedy: c.Remedy, claim: c.Claim, item: Item, service: str | None) -> claims.Claimed:
    """The claim for an item: its own, or that of the period in which it is dated."""
    if claim.of is not None:
        return claims.of_item(ev, claim, item)
    return claims.of_period(ev, claim, dated(ev, remedy, item), service)


def dated(ev: Evaluator, remedy: c.Remedy, item: Item) -> Period:
    """The period of a remedy in which an item counts."""
    found = ev.anchors.at(remedy.grid, item.at)
    assert isinstance(found, Period)
    return found


# ---------------------------------------------------------------- amounts
Part = tuple[Item, Fraction]


def _amount(
    ev: Evaluator, remedy: c.Remedy, scope: Scope, all_claimed: bool
) -> tuple[Fraction, list[tuple[Item, str]], list[Part]]:
    """What the formula gives: for every claim there could be, or for the good ones; with the items that earn something, and
    what each gives."""
    assert scope.period is not None
    before = ev.suppose_claimed, ev.watched
    ev.suppose_claimed, ev.watched = all_claimed, {} if all_claimed else None
    ev.supposed.clear()  # so that every claimed set is walked while it is watched
    try:
        if remedy.when is not None and not ev.holds(remedy.when, scope):
            return Fraction(0), [], []
        if remedy.of is None:
            found_amount = ev.value(remedy.pays, scope)
            if found_amount is None:
                raise Undefined("a fact that it needs is missing")
            amount = fraction(found_amount)
            if amount < 0:
                message = f"`{remedy.name}` for {scope.period.name} comes to less than nothing, and is computed as 0"
                ev.warn("below_zero", message)
                amount = Fraction(0)
            return amount, list((ev.watched or {}).values()), []
        found, parts = [], []
        for item in items_of(ev, remedy, scope.service):
            if measuring.dated_in(ev, item, scope.period):
                if not all_claimed and remedy.claim and not claims.is_claimed(ev, remedy.claim, item):
                    continue
                x = fraction(ev.value(remedy.pays, Scope(scope.period, scope.service, item)) or 0)
                if x:
                    parts.append((item, x))
                    found.append((item, remedy.claim or ""))
        return sum((x for _, x in parts), Fraction(0)), found, parts
    except (Undefined, Conflict) as e:
        code = "conflict" if isinstance(e, Conflict) else "no_value"
        ev.warn(code, f"`{remedy.name}` has no amount for {scope.period.name} and is computed as 0: {e}")
        return Fraction(0), [], []
    finally:
        ev.suppose_claimed, ev.watched = before


def as_paid(ev: Evaluator, remedy: c.Remedy, x: Fraction) -> Fraction:
    """An amount as it is paid: money once, as the contract says; units as they are."""
    return rounded(x, _cent(ev), ev.world.tree.frame.money_mode) if remedy.unit == "money" else x


def _cent(ev: Evaluator) -> Fraction:
    return Fraction(1, 10 ** decimals_of(ev.world.currency))


def _enough(ev: Evaluator, remedy: c.Remedy, least: c.Least, kept: Fraction, scope: Scope) -> bool:
    """Whether an amount, as it would be paid, reaches the least that is paid at all."""
    amount, paid = fraction(ev.value(least.amount, scope) or 0), as_paid(ev, remedy, kept)
    return paid >= amount if least.inclusive else paid > amount


def _expires(ev: Evaluator, remedy: c.Remedy, scope: Scope) -> int | None:
    """When the right to use what was awarded ends."""
    if remedy.expires is None:
        return None
    span, after = remedy.expires[0], ev.value(remedy.expires[1], scope)
    if not isinstance(after, int) or span is None:
        return after if isinstance(after, int) else None
    return spans.deadline(ev, span, after, scope)[0]


def _shares(ev: Evaluator, remedy: c.Remedy, paid: Fraction) -> tuple[tuple[str, Fraction], ...]:
    """What each of those has of it who share it: in whole cents (or units), which sum to what is paid.

    Each part is rounded down, and the cents left go to the largest remainders (the first by id, where they are equal).
    """
    if remedy.divided is None:
        return ()
    event, by = remedy.divided
    step = _cent(ev) if remedy.unit == "money" else Fraction(1)
    weights = {_id(r): fraction(r.get(by) or 0) for r in ev.world.records.get(event, ())}
    whole = sum(weights.values(), Fraction(0))
    if not whole:
        ev.warn("no_share", f"`{remedy.name}` is divided among every {event}, and none with a {by} is recorded")
        return ()
    exact = {name: paid * w / whole / step for name, w in sorted(weights.items())}
    parts = {name: Fraction(floor(x)) for name, x in exact.items()}
    order = sorted(parts, key=lambda name: (parts[name] - exact[name], name))
    rest = paid / step - sum(parts.values())
    for name in order:
        more = min(rest, Fraction(1))
        parts[name], rest = parts[name] + more, rest - more
    return tuple((name, x * step) for name, x in parts.items())


def _id(record: Record) -> str:
    return record.id or ""


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


def _claimable(ev: Evaluator, remedy: c.Remedy, period: Period, service: str | None) -> list[tuple[Item, str]]:
    """The items of the period that can be claimed: a formula that measures their time does not ask for them one by one."""
    claim = ev.claim(remedy.claim) if remedy.claim else None
    if claim is None or claim.of is None:
        return []
    start, end = ev.bounds(period)
    return [(i, claim.name) for i in ev.items(claim.of, service) if i.start < end and (start < i.end or start <= i.start)]


def claims_behind(ev: Evaluator, remedy: c.Remedy, scope: Scope) -> list[tuple[Item | None, claims.Claimed]]:
    """The claims on which a remedy of a period hangs: that of the period, or that of each item which earns something."""
    supposed, watched, _ = _amount(ev, remedy, scope, remedy.claim is not None)
    return _claims(ev, remedy, scope, supposed, watched)


def parts_of(ev: Evaluator, remedy: c.Remedy, scope: Scope) -> list[Part]:
    """What each item gives, with the claims as they are."""
    return _amount(ev, remedy, scope, False)[2]


def _claims(
    ev: Evaluator, remedy: c.Remedy, scope: Scope, supposed: Fraction, watched: list[tuple[Item, str]]
) -> list[tuple[Item | None, claims.Claimed]]:
    if remedy.claim is None:
        return []
    claim, period = ev.claim(remedy.claim), civil(scope)
    if claim.of is None:
        return [(None, claims.of_period(ev, claim, period, scope.service))]
    asked = watched if watched or not supposed else _claimable(ev, remedy, period, scope.service)
    return [(item, claims.of_item(ev, claim, item)) for item, name in asked if name == claim.name]


def _state(ev: Evaluator, remedy: c.Remedy, found: list[tuple[Item | None, claims.Claimed]]) -> State:
    if remedy.claim is None:
        return State(granted=True)
    return _of_states([one for _, one in found], remedy, ev)


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


def _pay_in(ev: Evaluator, remedy: c.Remedy, period: Period, state: State) -> Period | None:
    """The month (or another period) after the one in which the claim was made, or the credit confirmed."""
    at = state.at
    if remedy.paid_after == "confirmation":
        found = [r.get("at") for r in ev.world.records.get("confirmation", ()) if r.get("period") == period]
        at = min((a for a in found if isinstance(a, int)), default=None)
    elif remedy.paid_after == "period":
        at = ev.whole(period)[1] - 1
    elif remedy.paid_after != "claim":
        return None
    if at is None:
        return None
    here = ev.anchors.at(remedy.paid_in, at)
    assert isinstance(here, Period)
    return ev.anchors.next(remedy.paid_in, here)
