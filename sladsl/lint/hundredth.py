"""In: a contract. Out: SLA942, a promise of a hundredth of what was meant: `at least 0.995%` for `at least 99.5%`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..base.diagnostics import Diagnostic
from ..base.quantity import RATIO
from ..rules import clauses as c
from ..rules import values as v
from ..rules.written import percentage
from .bounds import Reckoner
from .subject import Subject, warning

_HUNDREDTH = Fraction(1, 100)


def hundredth(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Nobody promises to be there for one hour in a hundred; a share was written where its percentage belongs."""
    for g in subject.tree.of(c.Guarantee):
        for row in g.rows:
            match row.promise:
                case v.Compare(">=" | ">", x, v.Const(Fraction() as least, dim)) if dim == RATIO and 0 < least <= _HUNDREDTH:
                    if reckoner.of(x).high == 1:
                        message = f"`{g.name}` promises no more than `{percentage(least)}`"
                        help = f"if a share was meant, write it as a percentage: `{percentage(least * 100)}`"
                        yield warning("SLA942", message, g.place, help)
