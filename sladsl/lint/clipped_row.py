"""In: a contract. Out: SLA936, a row that promises more than the cap of its remedy ever lets through."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from ..rules import values as v
from .bounds import Reckoner
from .subject import Subject, warning
from .yardstick import yardstick


def clipped_row(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Of remedies that pay what a table says, and of caps in the same period: 30% in a row is 25% under a cap of 25%."""
    for remedy in subject.tree.of(c.Remedy):
        table = subject.means(remedy.pays)
        if not isinstance(table, v.Tiers):
            continue
        clause = remedy if table == remedy.pays else _named(table, subject) or remedy
        told = subject.speaks.rows(table)
        for n, cap in enumerate(remedy.caps):
            per = yardstick(cap.limit, subject)
            most = reckoner.of(cap.limit, per).high
            for m, row in enumerate(table.rows):
                least = reckoner.of(row.value, per).low
                if cap.span == remedy.grid and not cap.together and None not in (most, least) and least > most:  # type: ignore[operator]
                    message = f"`{told[m][0]}` earns `{subject.words(row.value)}`, and the cap lets less through"
                    help = "look at the row and at the cap again: one of the two is perhaps not what was agreed"
                    related = ("the cap", subject.limb(remedy, "r_cap", n))
                    yield warning("SLA936", message, subject.row(clause, m), help, related)


def _named(table: v.Tiers, subject: Subject) -> c.Clause | None:
    return next((x for x in subject.tree.clauses if isinstance(x, c.Term | c.Measure) and x.body == table), None)
