"""In: a contract. Out: SLA944, a remedy that is owed whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from ..rules import values as v
from ..rules.walk import walk
from .bounds import Reckoner
from .certain import certain
from .subject import Subject, warning
from .yardstick import yardstick


def owed_always(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """A price reduction in every month is no remedy; most often its `when ... is breached` was forgotten."""
    for remedy in subject.tree.of(c.Remedy):
        if remedy.owed_by_customer or remedy.of is not None or any(x.hard for x in remedy.requires):
            continue
        if remedy.when is not None and certain(remedy.when, reckoner) is not True:
            continue
        per = yardstick(remedy.pays, subject)
        if per is not None and not (isinstance(per, v.FactField) and per.event == "fee"):
            continue  # a part of what may be nothing may be nothing
        least = reckoner.of(remedy.pays, per).low
        if least is not None and least > 0 and not any(isinstance(x, v.Judged) for x in walk(remedy.pays)):
            message = f"`{remedy.name}` pays something whatever happens"
            yield warning("SLA944", message, remedy.place, "write when it is owed: `when Uptime is breached`")
