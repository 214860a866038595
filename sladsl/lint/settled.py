"""In: a contract. Out: SLA941, a promise that nothing can break, or that nobody can keep."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from .bounds import Reckoner
from .certain import certain
from .spans import longest
from .subject import Subject, warning


def settled(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Of every row of a guarantee: what it promises, held against all that can happen."""
    for g in subject.tree.of(c.Guarantee):
        for row in g.rows:
            words = ("within " if row.kind == "within" else "") + (
                subject.words(row.promise) if row.promise is not None else ""
            )
            if row.kind == "holds":
                held = certain(row.promise, reckoner)
                told = {True: "nothing can break it", False: "nobody can keep it"}.get(held) if held is not None else None
                help = "look at the number and its unit: availability is at least `99.5%`, downtime at most `5 hours`"
            else:
                told = "nobody can keep it" if row.kind == "within" and _no_time(row.promise, reckoner) else None
                help = "write how long there is: `within 4 hours`"
            if told:
                yield warning("SLA941", f"`{g.name}` promises `{words}`: {told}", g.place, help)


def _no_time(span: object, reckoner: Reckoner) -> bool:
    most = longest(span, reckoner)
    return most is not None and most <= 0
