"""In: a contract. Out: SLA945, a remedy that never pays anything, or a right that never arises."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from .bounds import Reckoner
from .certain import certain
from .inside import nothing
from .subject import Subject, warning
from .yardstick import yardstick


def owed_never(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Its condition cannot hold, its items cannot exist, or its amount is never above nothing."""
    for clause in subject.tree.of(c.Clause):
        if not isinstance(clause, c.Remedy | c.Right):
            continue
        if clause.when is not None and certain(clause.when, reckoner) is False:
            why = f"`{subject.words(clause.when)}` never holds"
        elif isinstance(clause, c.Right):
            continue
        elif clause.of is not None and nothing(clause.of, subject):
            why = f"there is nothing in `{subject.words(clause.of)}`"
        else:
            most = reckoner.of(clause.pays, yardstick(clause.pays, subject)).high
            if most is None or most > 0:
                continue
            why = "its amount is never more than nothing"
        verb = "pays" if isinstance(clause, c.Remedy) else "arises"
        yield warning("SLA945", f"`{clause.name}` never {verb}: {why}", clause.place, "correct its condition or its amount")
