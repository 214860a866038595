"""In: a contract. Out: SLA933, a table that pays less for what is worse."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from ..rules import values as v
from ..rules.choice import ByReading
from .bounds import Reckoner, number
from .subject import Subject, warning
from .yardstick import yardstick


def falling(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Which way is worse follows from the guarantee about the same number; without one, a table that goes both ways is odd."""
    worse = _directions(subject)
    seen: list[v.Tiers] = []
    for remedy in subject.tree.of(c.Remedy):
        for clause, table in _tables(remedy, remedy.pays, subject):
            if table not in seen:
                seen.append(table)
                yield from _fallen(clause, table, worse.get(table.x), subject, reckoner)


def _fallen(clause: c.Clause, table: v.Tiers, worse: str | None, subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    x = reckoner.of(table.x)
    reached = ((n, row) for n, row in enumerate(table.rows) if x.has(row))
    rows = sorted(reached, key=lambda r: (number(r[1].low) is not None, number(r[1].low) or Fraction(0)))
    if any((low is not None and number(low) is None) for _, row in rows for low in (row.low, row.high)):
        return  # bounds are parameters
    per = yardstick(table, subject)
    paid = [(n, reckoner.of(row.value, per)) for n, row in rows]
    steps = []
    for (n, a), (m, b) in pairwise(paid):
        if None in (a.low, a.high, b.low, b.high):
            return
        steps.append((n, m, -1 if b.high < a.low else 1 if b.low > a.high else 0))  # type: ignore[operator]
    bad = {"lower": 1, "higher": -1}.get(worse or "")
    if worse is None and {1, -1} > {s for *_, s in steps} - {0}:
        return
    told = subject.speaks.rows(table)
    for n, m, step in steps:
        if step and step == (bad if worse else -1):
            less, more = (m, n) if step < 0 else (n, m)
            message = f"`{told[less][0]}` earns less than `{told[more][0]}`"
            message += ", which is better" if worse else ", and other rows go the other way"
            help = "look at the rows again: perhaps two of them changed places"
            yield warning("SLA933", message, subject.row(clause, less), help, ("the other row", subject.row(clause, more)))


def _directions(subject: Subject) -> dict[object, str]:
    """Of what is promised, whether it is worse when it is lower or higher."""
    found: dict[object, str] = {}
    for g in subject.tree.of(c.Guarantee):
        for row in g.rows:
            match row.promise:
                case v.Compare(">=" | ">", a, _):
                    found[a] = "lower"
                case v.Compare("<=" | "<", a, _):
                    found[a] = "higher"
    return found


def _tables(clause: c.Clause, node: object, subject: Subject, depth: int = 0) -> Iterator[tuple[c.Clause, v.Tiers]]:
    """The tables that an amount is read from, with the clause that each stands in; not those of what is taken off it."""
    parts: tuple[object, ...] = ()
    match node:
        case v.Tiers():
            yield clause, node
        case v.Arith("*" | "+", a, b):
            parts = a, b
        case v.Round(x) | v.ForEach(_, _, x):
            parts = (x,)
        case v.Pick(_, options):
            parts = options
        case ByReading(_, choices):
            parts = tuple(x for _, x in choices)
        case v.Cases(base, exceptions):
            parts = (base, *(e.value for e in exceptions))
        case v.Ref(name) if depth < len(subject.bodies):
            named = next((x for x in subject.tree.clauses if x.name == name and isinstance(x, c.Term | c.Measure)), None)
            if named is not None:
                yield from _tables(named, named.body, subject, depth + 1)
    for part in parts:
        yield from _tables(clause, part, subject, depth)
