"""In: a contract. Out: SLA934, an allowance that is longer than the period in which it is given."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..base.grids import Grid
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.walk import walk
from .bounds import Reckoner, length_of
from .subject import Subject, warning


def wide_quota(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """The first hours of each month that do not count, or that alone count, where the month has no more."""
    for clause in subject.tree.of(c.Clause):
        for node in walk(clause):
            match node:
                case s.Quota(_, length, grid, beyond):
                    limb = "l_beyond" if beyond else "l_first"
                case c.Allowance(length, grid):
                    limb = "w_quota"
                case _:
                    continue
            if _whole(length, grid, reckoner):
                message = f"no {grid.word} has more than `{subject.words(length)}`: this takes the whole of it"
                yield warning("SLA934", message, subject.limb(clause, limb), "look at the unit: `8 hours`, `30 minutes`")


def _whole(length: v.ValueNode, grid: Grid, reckoner: Reckoner) -> bool:
    least, longest = reckoner.of(length).low, length_of(grid).high
    return least is not None and longest is not None and least >= longest
