"""In: a contract. Out: SLA961, a claim that must be made before one can know that there is something to claim."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from ..rules import values as v
from ..rules.choice import ByReading
from .bounds import Reckoner, length_of
from .spans import longest, shortest
from .subject import Subject, warning


def early_deadline(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """The window closes within the period that is claimed for, or before the response was due that did not come."""
    for claim in subject.tree.of(c.Claim):
        for within, after in _meant(claim.within, claim.after):
            why = _too_early(claim, within, after, subject, reckoner)
            if why:
                message = f"the time to claim `{claim.name}` is over before {why}"
                help = "count from the end: `filed within 30 days after the month`, `after end of it`"
                yield warning("SLA961", message, subject.limb(claim, "c_filed"), help)
                break


def _too_early(claim: c.Claim, within: object, after: object, subject: Subject, reckoner: Reckoner) -> str | None:
    most = longest(within, reckoner)
    if most is None:
        return None
    if most <= 0:
        return "it has begun"
    if isinstance(after, v.PeriodBound) and after.which == "start" and claim.grid is not None:
        least = length_of(claim.grid).low
        return f"the {claim.grid.word} is" if least is not None and most < least else None
    for g in _missed(claim, subject):
        due = [shortest(row.promise, reckoner) for row in g.rows if row.kind == "within"]
        if g.start == after and due and all(x is not None and most < x for x in due):
            return f"`{g.name}` can be missed"
    return None


def _missed(claim: c.Claim, subject: Subject) -> Iterator[c.Guarantee]:
    """The guarantees about the same items for whose breach the claim is made."""
    remedies = [remedy for remedy in subject.tree.of(c.Remedy) if remedy.claim == claim.name]
    asked = {x.guarantee for remedy in remedies for x in subject.below(remedy) if isinstance(x, v.Judged)}
    return (g for g in subject.tree.of(c.Guarantee) if g.of is not None and g.name in asked)


def _meant(within: object, after: object) -> Iterator[tuple[object, object]]:
    """The span and its beginning under each reading."""
    labels = [x for choice in (within, after) if isinstance(choice, ByReading) for x, _ in choice.choices]
    for label in dict.fromkeys(labels) or ("",):
        yield _under(within, label), _under(after, label)


def _under(node: object, label: str) -> object:
    return dict(node.choices).get(label) if isinstance(node, ByReading) else node
