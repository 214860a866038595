"""In: nothing. Out: the nodes that stand for what a deadline or a notice is counted in: hours, days, months, whole periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from ..base.calendars import DayCalendar, Schedule
from ..base.grids import Grid
from .choice import ByReading

if TYPE_CHECKING:
    from .values import ValueNode


@frozen
class Elapsed:
    """A length of time on every clock; the last instant is in time."""

    length: ValueNode


@frozen
class InHours:
    """A length of time on a clock that runs in certain hours only; the last instant is in time."""

    length: ValueNode
    hours: Schedule | ByReading[Schedule]
    name: str = field(default="", eq=False)  # the term that defines the hours


@frozen
class DayCount:
    """`n` days of a calendar, the day of the event not counted.

    As a deadline it ends 24:00 of the n-th day (an act at that midnight is late), or at a clock time, which is in time or
    not as `inclusive` says. As notice: `date` lets work start on the n-th day, `clear` after it, `elapsed` counts 24 hours
    of each.
    """

    n: int | ValueNode
    days: DayCalendar
    manner: Literal["date", "clear", "elapsed"] = "date"
    clock: int | None = None
    inclusive: bool = False


@frozen
class MonthCount:
    """To 24:00 of the day of the same number `n` months later, or of the last day of a shorter month."""

    n: int


@frozen
class WholePeriods:
    """To the end of the n-th period of a grid that begins at the event or after it."""

    n: int
    grid: Grid


SpanNode = Elapsed | InHours | DayCount | MonthCount | WholePeriods | ByReading  # type: ignore[type-arg]
