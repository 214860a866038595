"""In: a claim clause, and a period or an item. Out: until when, whether a claim was made, whether one is good, why not."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from ...base.periods import Period
from ...rules import clauses as c
from . import spans
from .evaluator import Evaluator, Ongoing, Scope
from .world import Item


@frozen
class Claimed:
    """The state of a right to claim."""

    deadline: int | None
    inclusive: bool
    valid: bool
    reasons: tuple[str, ...]
    made: bool
    can_still: bool  # a claim, or a better one, can still be made
    ongoing: bool
    at: int | None = None  # of the first good claim


def is_claimed(ev: Evaluator, claim: str, item: Item) -> bool:
    """Whether a good claim was made for an item."""
    return of_item(ev, ev.claim(claim), item).valid


def claimed(ev: Evaluator, name: str, scope: Scope) -> bool:
    """Whether a good claim was made for what is in scope."""
    claim = ev.claim(name)
    if claim.of is not None:
        return scope.item is not None and of_item(ev, claim, scope.item).valid
    assert claim.grid is not None
    assert scope.period is not None
    return of_period(ev, claim, ev.own(claim.grid, scope.period), scope.service).valid


def of_item(ev: Evaluator, claim: c.Claim, item: Item) -> Claimed:
    """The claim for an item: by a claim that names it, or one of the outages it consists of."""

    def judge() -> Claimed:
        return _judge(ev, claim, made_for(ev, claim, Scope(item=item)), Scope(item=item), item.ids)

    found: Claimed = ev.once(("claim", claim.name, item), judge)
    return found


def of_period(ev: Evaluator, claim: c.Claim, period: Period, service: str | None) -> Claimed:
    """The claim for a period (and a service: one that names it, or none)."""
    service = service if claim.per_service else None

    def judge() -> Claimed:
        scope = Scope(period, service)
        return _judge(ev, claim, made_for(ev, claim, scope), scope, ())

    found: Claimed = ev.once(("claim", claim.name, period, service), judge)
    return found


def made_for(ev: Evaluator, claim: c.Claim, scope: Scope) -> list[Item]:
    """The claims that were made for an item (each that lists an id of it), or else for a period."""
    if scope.item is None:
        made = ev.world.items("claim", scope.service)
        return [i for i in made if i.record and i.record.get("period") == scope.period]
    listed = ev.once(("claims by id", claim.name), lambda: _by_id(ev, claim))
    return list({id(i): i for name in scope.item.ids for i in listed.get(name, ())}.values())


def _by_id(ev: Evaluator, claim: c.Claim) -> dict[str, list[Item]]:
    """The claims that were made, under every id that they list."""
    found: dict[str, list[Item]] = {}
    for made in ev.world.items("claim", None):
        for field in dict.fromkeys((claim.names, "items")):  # events of the contract's own are claimed as `items`
            listed = made.record.get(field or "") if made.record else None
            for name in listed if isinstance(listed, tuple) else ():
                found.setdefault(name, []).append(made)
    return found


def begins(ev: Evaluator, claim: c.Claim, scope: Scope) -> object:
    """The instant from which the time to claim runs; `ONGOING` while it has not begun."""
    return None if claim.after is None else ev.value(claim.after, scope)


def _judge(ev: Evaluator, claim: c.Claim, made: Sequence[Item], scope: Scope, ids: tuple[str, ...]) -> Claimed:
    deadline, inclusive, ongoing = None, True, False
    if claim.within is not None and claim.after is not None:
        start = begins(ev, claim, scope)
        if isinstance(start, Ongoing):
            ongoing = True
        elif isinstance(start, int):
            deadline, inclusive = spans.deadline(ev, claim.within, start, scope)
    if ongoing:
        return Claimed(None, True, False, ("ongoing",), bool(made), False, True)
    lacking = support_lacking(ev, claim, ids, deadline, inclusive)
    good: int | None = None
    reasons: list[str] = []
    for one in made:
        missed = missed_by(ev, claim, one, scope, deadline, inclusive) + lacking
        if not missed:
            good = one.at if good is None else min(good, one.at)
        reasons += missed
    as_of = ev.world.as_of
    window_open = claim.within is None or (as_of is not None and (deadline is None or deadline >= as_of))
    if good is not None:
        return Claimed(deadline, inclusive, True, (), True, window_open, False, good)
    if not made and not window_open and deadline is not None:
        reasons = ["no_claim"]  # where the time to claim never began, there was nothing to claim
    return Claimed(deadline, inclusive, False, tuple(dict.fromkeys(reasons)), bool(made), window_open, False)


def missed_by(ev: Evaluator, claim: c.Claim, one: Item, scope: Scope, deadline: int | None, inclusive: bool) -> list[str]:
    """The reasons for which a claim that was made is not good."""
    late = deadline is not None and (one.at > deadline or (one.at == deadline and not inclusive))
    about = Scope(scope.period, scope.service, one)
    return ["claim_late"] * late + [str(k.flag) for k in claim.requires if not ev.holds(k.test, about)]


def support_lacking(ev: Evaluator, claim: c.Claim, ids: tuple[str, ...], deadline: int | None, inclusive: bool) -> list[str]:
    """What is missing of the events that must support a claim, whoever makes it when."""
    missing = []
    for event, instant in claim.support:
        acts = _acts(ev, event, instant)
        found = [act for name in ids for act in acts.get(name, ())]
        if not found:
            missing.append(f"no_{event}")
        elif deadline is not None and not any(a < deadline or (inclusive and a == deadline) for a in found):
            missing.append(f"{event}_late")
    return missing


def _acts(ev: Evaluator, event: str, instant: str) -> dict[str, list[int]]:
    """When events happened, under the outage that they name."""

    def find() -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i in ev.world.items(event, None):
            name, act = (i.record.get("outage"), i.record.get(instant)) if i.record else (None, None)
            if isinstance(name, str) and isinstance(act, int):
                found.setdefault(name, []).append(act)
        return found

    known: dict[str, list[int]] = ev.once(("acts", "", event, instant), find)
    return known
