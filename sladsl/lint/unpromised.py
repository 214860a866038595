"""In: a contract. Out: SLA946, a remedy that depends on no promise of the contract, so that nothing broken leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from .bounds import Reckoner
from .subject import Subject, warning


def unpromised(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """A remedy speaks of a guarantee, of a right, or of the same number or times as a guarantee; or of neither."""
    promised = {name for g in subject.tree.of(c.Guarantee) for name in _rests_on(g, subject)}
    for remedy in subject.tree.of(c.Remedy):
        on = _rests_on(remedy, subject)
        if on and not remedy.owed_by_customer and None not in on and not on & promised:  # on nothing: SLA944
            message = f"`{remedy.name}` is owed without a promise that was broken: no guarantee is about what it depends on"
            yield warning("SLA946", message, remedy.place, "write the `guarantee`, or `when ... is breached`")


def _rests_on(clause: c.Clause, subject: Subject) -> set[str | None]:
    """The names that a clause depends on, and those that they depend on; `None` for a guarantee or a right itself."""
    found: set[str | None] = set()
    for node in subject.below(clause):
        match node:
            case v.Judged() | v.DueOf() | v.Exercised():
                found.add(None)
            case v.Ref(name) | s.SetRef(name):
                found.add(name)
            case s.Facts(event):
                found.add(f"every {event}")
    return found
