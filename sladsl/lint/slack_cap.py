"""In: a contract. Out: SLA931, a cap that can never bind, because less is paid, or another cap is always lower."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..base.diagnostics import Diagnostic
from ..base.grids import Grid
from ..rules import clauses as c
from ..rules.choice import ByReading
from .bounds import Reckoner
from .subject import Subject, warning
from .yardstick import yardstick


def slack_cap(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """A cap as high as the highest row only repeats it, and is not reported; a higher one was meant for something else."""
    for remedy in subject.tree.of(c.Remedy):
        for n, cap in enumerate(remedy.caps):
            place = subject.limb(remedy, "r_cap", n)
            if _never_reached(remedy, cap, subject, reckoner):
                message = f"`{remedy.name}` always stays below its cap of `{subject.words(cap.limit)}`"
                help = "look at the cap and at the rows again: one of the two is perhaps not what was agreed"
                yield warning("SLA931", message, place, help)
            elif (m := _tighter(remedy, n, subject, reckoner)) is not None:
                message = f"another cap of `{remedy.name}` is always lower than `{subject.words(cap.limit)}`"
                help = "leave it out, or say of which other time it is"
                yield warning("SLA931", message, place, help, ("the lower one", subject.limb(remedy, "r_cap", m)))


def _never_reached(remedy: c.Remedy, cap: c.Cap, subject: Subject, reckoner: Reckoner) -> bool:
    """Whether all that is paid in the span of a cap is less than the least that the cap can be."""
    times = _times(remedy.grid, cap.span)
    if cap.together or remedy.of is not None or times is None:
        return False
    per = yardstick(cap.limit, subject)
    if times > 1 and per is not None:  # a year's fee is no number of times a month's
        return False
    most, least = reckoner.of(remedy.pays, per).high, reckoner.of(cap.limit, per).low
    return most is not None and least is not None and max(most, Fraction(0)) * times < least


def _times(grid: Grid, span: Grid | int | ByReading[object]) -> int | None:
    """How many periods of a remedy's grid lie in the span of its cap; nothing where that is not certain."""
    if span == grid:
        return 1
    if isinstance(span, int):
        return span if (grid.unit, grid.n) == ("month", 1) else None
    if isinstance(span, Grid) and span.unit == grid.unit == "month" and span.n % grid.n == 0:
        return span.n // grid.n
    return None


def _tighter(remedy: c.Remedy, n: int, subject: Subject, reckoner: Reckoner) -> int | None:
    """Which other cap of the same time is always the lower one."""
    cap, per = remedy.caps[n], yardstick(remedy.caps[n].limit, subject)
    least = reckoner.of(cap.limit, per).low
    for m, other in enumerate(remedy.caps):
        if m == n or (other.span, other.together) != (cap.span, cap.together):
            continue
        most = reckoner.of(other.limit, per).high
        if least is not None and most is not None and most < least:
            return m
    return None
