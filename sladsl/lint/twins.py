"""In: a contract. Out: SLA914, two names for one and the same rule."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from .bounds import Reckoner
from .subject import Subject, warning

# A name that stands for one name or number is no twin of another; it may be too short (SLA911).
_BARE = (
    v.Const,
    v.Ref,
    v.ItField,
    v.FactField,
    v.LinkField,
    v.Midnight,
    s.SetRef,
    s.Facts,
    s.NoTime,
    v.PeriodLength,
    v.PeriodBound,
)


def twins(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Terms and measures by what they mean; measures of two periods are two, however alike."""
    first: dict[object, list[c.Term | c.Measure]] = {}
    for clause in subject.tree.clauses:
        if not isinstance(clause, c.Term | c.Measure) or isinstance(clause.body, _BARE):
            continue
        same = first.setdefault((clause.body, getattr(clause, "item", None)), [])
        other = next((x for x in same if _alike(x, clause)), None)
        if other is None:
            same.append(clause)
            continue
        message = f"`{clause.name}` and `{other.name}` mean the same"
        help = "keep one of the names, or write the difference down"
        yield warning("SLA914", message, clause.place, help, ("the other", other.place))


def _alike(a: c.Term | c.Measure, b: c.Term | c.Measure) -> bool:
    if isinstance(a, c.Measure) and isinstance(b, c.Measure):
        return (a.grid, a.per_service) == (b.grid, b.per_service)
    return True
