"""In: a contract. Out: SLA932, a row of a table that can never be reached."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from ..rules import values as v
from ..rules.walk import walk
from .bounds import ZERO, Reckoner, number
from .subject import Subject, warning


def dead_row(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """What a table is about never becomes that number; or a remedy is owed only where it does not."""
    for clause in subject.tree.of(c.Clause):
        for table in walk(clause):
            if isinstance(table, v.Tiers):
                yield from _rows(clause, table, subject, reckoner)


def _rows(clause: c.Clause, table: v.Tiers, subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    x = reckoner.of(table.x)
    gates = _gates(clause, table.x, subject) if isinstance(clause, c.Remedy) else ()
    name = subject.words(table.x)
    told = subject.speaks.rows(table)
    for n, row in enumerate(table.rows):
        if not x.has(row):
            why = f"`{name}` is never `{told[n][0]}`"
        elif any(_keeps(row, gate) for gate in gates) and reckoner.of(row.value) != ZERO:  # nothing: it says what `when` says
            why = f"`{clause.name}` is owed only where `{name}` is not `{told[n][0]}`"
        else:
            continue
        help = "look at its bounds: a percentage is `99.5%`, not `99.5` or `0.995%`"
        yield warning("SLA932", f"this row is never reached: {why}", subject.row(clause, n), help)


Gate = tuple[str, Fraction]


def _gates(remedy: c.Remedy, x: object, subject: Subject) -> tuple[Gate, ...]:
    """What is promised of a number by the guarantees of whose breach the remedy is a consequence."""
    conditions = remedy.when.conditions if isinstance(remedy.when, v.AllOf) else (remedy.when,)
    breached = {w.guarantee for w in conditions if isinstance(w, v.Judged) and w.verdict == "breached"}
    found: list[Gate] = []
    for g in subject.tree.of(c.Guarantee):
        promises = [row.promise for row in g.rows if row.kind not in ("no target", "no limit")]
        if g.name in breached and len(promises) == 1:  # of several rows each has its own cases
            match promises[0]:
                case v.Compare(op, a, v.Const(Fraction() as n)) if a == x:
                    found.append((op, n))
    return tuple(found)


def _keeps(row: v.Tier, gate: Gate) -> bool:
    """Whether every number of a row keeps what was promised."""
    op, n = gate
    low, high = number(row.low), number(row.high)
    match op:
        case ">=" | ">" if low is not None:
            return low > n or (low == n and (op == ">=" or not row.low_in))
        case "<=" | "<" if high is not None:
            return high < n or (high == n and (op == "<=" or not row.high_in))
    return False
