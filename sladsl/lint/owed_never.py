"""In: a contract. Out: SLA945, a remedy that never pays anything, or a right that never arises."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

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
            most = _most(clause, yardstick(clause.pays, subject), reckoner)
            if most is not None and most <= 0:
                why = "its amount is never more than nothing"
            elif clause.least is not None and _below(clause, clause.least, subject, reckoner):
                why = f"nothing is paid unless it is `{subject.words(clause.least.amount)}`, and it never is"
            else:
                continue
        verb = "pays" if isinstance(clause, c.Remedy) else "arises"
        yield warning("SLA945", f"`{clause.name}` never {verb}: {why}", clause.place, "correct its condition or its amount")


def _most(remedy: c.Remedy, per: object, reckoner: Reckoner) -> Fraction | None:
    """The most that is paid in a period: what the formula gives, or the lowest cap of that period."""
    caps = [cap.limit for cap in remedy.caps if cap.span == remedy.grid]
    paid = [] if remedy.of is not None else [remedy.pays]  # nobody knows how many items there are
    ends = [reckoner.of(amount, per).high for amount in (*paid, *caps)]
    return min((x for x in ends if x is not None), default=None)


def _below(remedy: c.Remedy, least: c.Least, subject: Subject, reckoner: Reckoner) -> bool:
    """Whether all that is paid stays below what must be reached for anything to be paid."""
    per = yardstick(least.amount, subject)
    most, needed = _most(remedy, per, reckoner), reckoner.of(least.amount, per).low
    if most is None or needed is None:
        return False
    return most < needed or (most == needed and not least.inclusive)
