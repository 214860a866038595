"""In: what stands behind `after`, and the span that is counted from it. Out: the instant from which it is counted."""

from __future__ import annotations

from ..base.grids import Grid
from ..rules.choice import ByReading
from ..rules.spans import DayCount, MonthCount, SpanNode
from ..rules.values import PeriodBound, ValueNode
from ..syntax.nodes import Node
from . import values
from .grids import the_period
from .scope import Scope
from .types import INSTANT


def after_instant(node: Node, counted: SpanNode | None, scope: Scope) -> ValueNode:
    """The instant after which a span runs. `after the month` is after its last day, from which days are counted; a length
    of time then runs from its end."""
    if node.kind != "the_period":
        return values.expect(node, scope, INSTANT)
    return after_period(the_period(node.parts[0], scope), counted)


def after_period(grid: Grid, counted: SpanNode | None) -> ValueNode:
    """What `after the month` means for what is counted."""
    if isinstance(counted, ByReading):
        return ByReading(counted.reading, tuple((label, after_period(grid, branch)) for label, branch in counted.choices))
    return PeriodBound(grid, "last" if isinstance(counted, DayCount | MonthCount) else "end")
