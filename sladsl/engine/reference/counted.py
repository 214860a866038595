"""In: the span of a deadline and the instant it counts from. Out: the days that made it, and which dates were none of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ...base.instants import local_date
from ...rules import clauses as c
from ...rules.choice import ByReading
from ...rules.spans import DayCount, InHours, SpanNode
from ..outcome import Counted
from . import spans
from .evaluator import Evaluator, Scope

_FAR = 3660  # days; a deadline further off is not explained date by date


def counted(ev: Evaluator, span: SpanNode | None, start: Any, due: int | None) -> dict[str, Any]:
    """From when, how many days of which calendar, and the holidays that moved it; nothing for plain hours."""
    while isinstance(span, ByReading):
        span = ev.chosen(span)
    if due is None or not isinstance(start, int) or not isinstance(span, DayCount | InHours):
        return {}
    days = span.days if isinstance(span, DayCount) else spans.schedule(ev, span.hours).windows[0].days
    first, last = local_date(start, ev.world.zone), local_date(due - 1, ev.world.zone)
    between = [first + timedelta(days=n) for n in range(1, min((last - first).days, _FAR) + 1)]
    skipped = tuple((day, why) for day in between if (why := days.why_not(day)))
    named = next((k.name for k in ev.world.tree.clauses if isinstance(k, c.Days) and k.days == days), None)
    n = spans.days_of(ev, span.n, Scope()) if isinstance(span, DayCount) else None
    return {"counted": Counted(start, n, named, skipped)}
