"""In: stretches of time, spans, what is gathered over them, and how a contract speaks. Out: them in its words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from ..base.grids import Grid
from . import reach as r
from . import spans as d
from . import values as v
from . import written
from .binding import PLAIN, SUM
from .written import quoted, the

if TYPE_CHECKING:
    from .text import Words


def within(w: Words, reaches: tuple[r.Reach, ...]) -> str:
    """Where something is measured; of the period in scope nothing is said."""
    places = ", ".join(_reach(w, x) for x in reaches if not isinstance(x, r.Naming))
    return _naming(reaches) + (f" within ({places})" if places and reaches != (r.The(),) else "")


def gathered(w: Words, node: v.ForEach) -> str:
    """A value for each of several things, made one."""
    over, where = node.over, f" where ({w.say(node.where)})" if node.where is not None else ""
    each = over if isinstance(over, str) else over.word if isinstance(over, Grid) else w.say(over, PLAIN)
    rank = f" {written.percentage(node.rank)}" if node.rank is not None else ""
    body = w.say(node.body)
    body = body if isinstance(node.body, v.Ref | v.ItField) else f"({body})"
    return f"{node.kind}{rank} of {body} for each {each.removeprefix('every ')}{_place(w, node)}{where}"


def span(w: Words, node: d.SpanNode, days: bool = True) -> str:
    """What a deadline is counted in; `days` is whether a length of time may be said in elapsed days."""
    match node:
        case d.Elapsed(v.Const(Fraction() as x)):
            return written.length(x, w.unit, days)
        case d.Elapsed(x):
            return w.say(x)
        case d.InHours(x, name=name):
            return f"{span(w, d.Elapsed(x), days=False)} in {quoted(name)}"
        case d.DayCount(n, calendar, manner, clock, inclusive):
            how = "" if manner == "date" else f"{manner} "
            at = "" if clock is None else f" ending {'at' if inclusive else 'before'} {written.clock(clock)}"
            return f"{n} {how}{w.days(calendar, n, bool(how or at))}{at}" if isinstance(n, int) else f"{w.say(n)}{at}"
        case d.MonthCount(n):
            return f"{n} {written.plural('month', n)}"
        case d.WholePeriods(n, grid):
            return f"{n} whole {grid.word}s"
    return w.say(node)


def _place(w: Words, node: v.ForEach) -> str:
    """Of what time the things are meant that are gathered."""
    match tuple(x for x in node.within if not isinstance(x, r.Naming)):
        case (one,) if isinstance(node.over, Grid) and node.over.sliding:
            return f" ending in {_reach(w, one)}"
        case (r.It() | r.The() | r.Recent() | r.SoFar() as one,):
            return f"{_naming(node.within)} of {_reach(w, one)}"
    return within(w, node.within)


def _naming(reaches: tuple[r.Reach, ...]) -> str:
    return " naming it" * any(isinstance(x, r.Naming) for x in reaches)


def _reach(w: Words, reach: r.Reach) -> str:
    match reach:
        case r.It():
            return "it"
        case r.Naming():
            return "naming it"
        case r.The(grid):
            return the(grid) if grid is not None else "the period"
        case r.Recent(n, grid, before, since):
            return f"the {'previous' if before else 'last'} {n} {grid.word}s{_since(since)}"
        case r.SoFar(grid, since):
            return f"{the(grid)} so far{_since(since)}"
        case r.Back(length, at):
            return f"the {span(w, length, days=False)} before {w.say(at, SUM)}"
        case r.Between(a, b):
            return f"from {w.say(a, SUM)} until {w.say(b, SUM)}"
        case _ as never:
            assert_never(never)


def _since(name: str | None) -> str:
    return f" since the last {quoted(name)}" if name else ""
