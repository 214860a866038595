"""In: a contract. Out: SLA943, a contract that promises and says nothing of what follows from a breach."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from .bounds import Reckoner
from .subject import Subject, warning


def toothless(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Said once of a contract; that one of several promises has no remedy is common, and no sign of a slip."""
    promised = subject.tree.of(c.Guarantee)
    recorded = any(record.name in ("remedy", "liability") for record in subject.tree.of(c.Record))
    if promised and not recorded and not subject.tree.of(c.Remedy) and not subject.tree.of(c.Right):
        help = 'write its `remedy` or `right`, or record what the agreement says: `record remedy [5]: "none is owed"`'
        yield warning("SLA943", "nothing follows in this contract when a promise is broken", promised[0].place, help)
