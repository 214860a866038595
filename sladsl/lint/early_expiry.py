"""In: a contract. Out: SLA962, a credit that expires before the time to claim it is over."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from .bounds import Reckoner
from .spans import longest, shortest
from .subject import Subject, warning


def early_expiry(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Both are counted from the same instant, and the claim may come later than the end of what is claimed."""
    claims = {claim.name: claim for claim in subject.tree.of(c.Claim)}
    for remedy in subject.tree.of(c.Remedy):
        claim = claims.get(remedy.claim or "")
        if remedy.expires is None or claim is None or claim.after != remedy.expires[1]:
            continue
        most, least = longest(remedy.expires[0], reckoner), shortest(claim.within, reckoner)
        if most is not None and least is not None and most < least:
            message = f"`{remedy.name}` expires before the time to claim it is over"
            help = "let it expire later, or count from when it was granted"
            yield warning("SLA962", message, subject.limb(remedy, "r_expires"), help, ("the claim", claim.place))
