"""In: a claim clause, and a period or an item. Out: until when it could be claimed, who claimed when, and what each lacked."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.instants import MINUTE
from ..engine.reference import claims
from ..engine.reference.evaluator import Ongoing, Scope
from ..engine.reference.world import Item
from ..rules import clauses as c
from .because import Section, Sentence, Step
from .deadlines import counting
from .numbers import duration, instant
from .values import Telling, step


def state(t: Telling, claim: c.Claim, scope: Scope) -> claims.Claimed:
    """Where the claim for a period or an item stands."""
    if scope.item is not None and claim.of is not None:
        return claims.of_item(t.ev, claim, scope.item)
    assert scope.period is not None
    return claims.of_period(t.ev, claim, scope.period, scope.service)  # type: ignore[arg-type]


def answer(t: Telling, claim: c.Claim, scope: Scope) -> Iterator[Sentence]:
    """Until when it can be claimed, and what became of each claim that was made."""
    zone, found = t.ev.world.zone, state(t, claim, scope)
    if found.ongoing:
        yield Sentence("the time to claim has not begun: what is claimed is not over", claim.clause)
        return
    made = claims.made_for(t.ev, claim, scope)
    if found.deadline is None:
        yield Sentence(
            "it can be claimed at any time" if claim.within is None else "the time to claim has not begun", claim.clause
        )
    else:
        yield Sentence(
            f"it had to be claimed {'by' if found.inclusive else 'before'} {instant(found.deadline, zone)}", claim.clause
        )
    yield from (one(t, claim, item, scope, found) for item in made)
    if not made:
        when = f", {_left(t, found.deadline)}" if found.can_still and found.deadline is not None else ""
        yield Sentence(f"nobody has claimed it{when}" if found.can_still else "nobody claimed it")


def one(t: Telling, claim: c.Claim, made: Item, scope: Scope, found: claims.Claimed) -> Sentence:
    """One claim that was made: good, or everything that it lacks."""
    zone = t.ev.world.zone
    missed = claims.missed_by(t.ev, claim, made, scope, found.deadline, found.inclusive)
    missed += claims.support_lacking(t.ev, claim, scope.item.ids if scope.item else (), found.deadline, found.inclusive)
    place = made.record.place if made.record else None
    head = f"the claim of {instant(made.at, zone)}" + (f" ({place.file}:{place.line})" if place and place.file else "")
    if not missed:
        early = "" if found.deadline is None else f", {duration(found.deadline - made.at)} before the time to claim was over"
        return Sentence(f"{head} is good{early if found.deadline != made.at else ', at the last instant'}")
    return Sentence(f"{head} is not good: {'; '.join(_lack(t, claim, x, made, found) for x in dict.fromkeys(missed))}")


def sections(t: Telling, claim: c.Claim, scope: Scope) -> Iterator[Section]:
    """The counting of the deadline, and every condition of every claim that was made."""
    found = state(t, claim, scope)
    start = claims.begins(t.ev, claim, scope)
    if claim.after is not None and not isinstance(start, Ongoing):
        begins = step(t, claim.after, scope)
        if begins.how not in ("fixed", "period"):
            yield Section("From when it can be claimed", (begins,))
    if isinstance(start, int) and found.deadline is not None and claim.within is not None:
        yield counting(t, claim.within, start, found.deadline, scope)
    for made in claims.made_for(t.ev, claim, scope):
        about = Scope(scope.period, scope.service, made)
        steps: tuple[Step, ...] = tuple(step(t, k.test, about) for k in claim.requires)
        if steps:
            yield Section(f"What the claim of {instant(made.at, t.ev.world.zone)} must have", steps)


def _lack(t: Telling, claim: c.Claim, reason: str, made: Item, found: claims.Claimed) -> str:
    """A reason in words, with its size: how late, which details."""
    if reason == "claim_late" and found.deadline is not None:
        late = made.at - found.deadline
        return f"it came {duration(late)} too late" if late else "it came at the instant at which the time to claim was over"
    for event, instant_name in claim.support:
        if reason == f"no_{event}":
            return f"there is no {event} for it ({reason})"
        if reason == f"{event}_late":
            return f"its {event} was not {instant_name} in time ({reason})"
    test = next((k for k in claim.requires if k.flag == reason), None)
    return f"{t.words.say(test.test)} does not hold ({reason})" if test is not None else reason


def _left(t: Telling, deadline: int) -> str:
    """How much of the time to claim is left."""
    as_of = t.ev.world.as_of
    if as_of is None:
        return ""
    left = max(0, deadline - as_of)
    return f"{duration(left - left % MINUTE if left > MINUTE else left)} are left"
