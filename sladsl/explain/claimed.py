"""In: a claim clause, and a period or an item. Out: until when it could be claimed, who claimed when, and what each lacked."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.instants import MINUTE
from ..engine.reference import claims
from ..engine.reference.evaluator import Ongoing, Scope
from ..engine.reference.world import Item
from ..rules import clauses as c
from ..rules import values as v
from ..statement.text import REASONS
from .because import Section, Sentence, Step
from .deadlines import counting
from .numbers import duration, instant, until
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
    if found.deadline is not None:
        window = f"it {'can' if found.can_still else 'could'} be claimed until {until(found.deadline, zone)}"
    else:
        window = "it can be claimed at any time" if claim.within is None else "there is nothing to claim"
    made = claims.made_for(t.ev, claim, scope)
    if not made:
        left = f", for which {_left(t, found.deadline)} are left" if found.can_still and found.deadline is not None else ""
        yield Sentence(f"nobody claimed it{' yet' if found.can_still else ''}: {window}{left}", claim.clause)
    for item in made:
        yield Sentence(f"{one(t, claim, item, scope, found)}; {window}", claim.clause)


def one(t: Telling, claim: c.Claim, made: Item, scope: Scope, found: claims.Claimed) -> str:
    """One claim that was made: good, or everything that it lacks."""
    zone = t.ev.world.zone
    missed = claims.missed_by(t.ev, claim, made, scope, found.deadline, found.inclusive)
    missed += claims.support_lacking(t.ev, claim, scope.item.ids if scope.item else (), found.deadline, found.inclusive)
    place = made.record.place if made.record else None
    head = f"the claim of {instant(made.at, zone)}" + (f" ({place.file}:{place.line})" if place and place.file else "")
    if missed:
        return f"{head} is not good: {'; '.join(_lack(t, claim, x, made, scope, found) for x in dict.fromkeys(missed))}"
    if found.deadline is None:
        return f"{head} is good"
    early = found.deadline - made.at
    return f"{head} is good, " + (f"{duration(early)} before the time was over" if early else "made at the last instant")


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


def _lack(t: Telling, claim: c.Claim, reason: str, made: Item, scope: Scope, found: claims.Claimed) -> str:
    """A reason in words, with its size: how late, which details."""
    if reason == "claim_late" and found.deadline is not None:
        late = made.at - found.deadline
        return f"it came {duration(late)} too late" if late else "it came at the instant at which the time was over"
    test = next((k.test for k in claim.requires if k.flag == reason), None)
    said = REASONS.get(reason, reason.replace("_", " "))
    if isinstance(test, v.Includes):
        has, _ = t.value(test.x, Scope(scope.period, scope.service, made))
        return f"{said}: {', '.join(w for w in test.words if w not in (has or ()))}"
    return said if test is None else f"{said} (asked: {t.words.say(test)})"


def _left(t: Telling, deadline: int) -> str:
    """How much of the time to claim is left."""
    left = max(0, deadline - (t.ev.world.as_of if t.ev.world.as_of is not None else deadline))
    return duration(left - left % MINUTE if left > MINUTE else left)
