"""In: a contract. Out: SLA951, an exception that leaves nothing of what it is an exception to."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.walk import walk
from .bounds import Reckoner
from .certain import certain
from .inside import conditions_of, nothing
from .subject import Subject, warning

_HELP = "name in the exception only what is not to count"


def swallowed(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """A set without anything in it, a guarantee from which every breach is excused, or that no row promises anything in."""
    for clause in subject.tree.of(c.Clause):
        match clause:
            case c.Term(is_set=True, body=body) if _told_elsewhere(body, subject, reckoner):
                continue
            case c.Term(is_set=True, body=body) if nothing(body, subject):
                message = f"nothing is left of `{clause.name}`: what it excepts holds all that it names" + _kept(
                    clause, subject
                )
                yield warning("SLA951", message, clause.place, _HELP)
            case c.Term(is_set=True, body=body) if _never_met(body, subject, reckoner):
                message = f"nothing is left of `{clause.name}`: no item can meet all its conditions" + _kept(clause, subject)
                yield warning("SLA951", message, clause.place, "two of its limbs exclude each other, or one never holds")
            case c.Guarantee(excused=excused) if excused is not None and certain(excused, reckoner):
                message = f"every breach of `{clause.name}` is excused: `{subject.words(excused)}` holds in any case"
                yield warning("SLA951", message, subject.limb(clause, "g_excused"), _HELP)
            case c.Guarantee(of=of) if of is not None and not isinstance(of, s.SetRef) and nothing(of, subject):
                yield warning("SLA951", f"nothing is left that `{clause.name}` is about", clause.place, _HELP)
            case c.Guarantee(rows=rows) if rows and all(row.kind in ("no target", "no limit") for row in rows):
                help = "write what is promised, or leave the clause out"
                yield warning("SLA951", f"`{clause.name}` has no target in any case", clause.place, help)


def _kept(clause: c.Term, subject: Subject) -> str:
    """Which guarantee counts nothing in consequence."""
    on = (g.name for g in subject.tree.of(c.Guarantee) if s.SetRef(clause.name) in subject.below(g))
    return next((f", and `{name}` counts nothing" for name in on), "")


def _never_met(body: object, subject: Subject, reckoner: Reckoner) -> bool:
    """Whether the conditions of a set cannot hold together."""
    asked = tuple(x.condition if x.keep else v.Not(x.condition) for x in conditions_of(body, subject))
    return bool(asked) and certain(v.AllOf(asked), reckoner) is False


def _told_elsewhere(body: object, subject: Subject, reckoner: Reckoner) -> bool:
    """Whether `no time` is what the clause says, or it is the fault of a set that it names, at which it is said."""
    if isinstance(body, s.NoTime):
        return True
    named = (x for x in walk(body) if isinstance(x, s.SetRef))
    return any(
        not isinstance(subject.sets.get(x.name), c.Window) and (nothing(x, subject) or _never_met(x, subject, reckoner))
        for x in named
    )
