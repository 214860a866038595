"""In: nothing. Out: the nodes that stand for sets: of times, and of items (outages, tickets, incidents) with an interval.

Sets do not depend on the month; what is measured of them does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from ..base.calendars import HourWindow
from ..base.grids import Grid
from .choice import ByReading

if TYPE_CHECKING:
    from .values import ValueNode


@frozen
class Facts:
    """Every event of a type (of the service in scope, where there is one)."""

    event: str


@frozen
class SetRef:
    """A defined set, or the time that a window takes out."""

    name: str


@frozen
class NoTime:
    """The empty set."""


@frozen
class Hours:
    """The hours of a calendar, for ever."""

    window: HourWindow


@frozen
class Runs:
    """The times of at least `n` consecutive bad ones (failed checks) of one monitor."""

    n: int
    until: Literal["last failure", "next success"]
    event: str
    bad: ValueNode


@frozen
class Stretches:
    """The unbroken stretches of a set, as items; each bears the ids of the outages in it, the first as text its own.

    Stretches that lie no more than `gap` apart are one (less than `gap`, where it is not `inclusive`).
    """

    of: SetNode
    gap: int = 0
    inclusive: bool = True


@frozen
class Intervals:
    """The periods of a grid, as items, for which a condition holds."""

    grid: Grid
    condition: ValueNode


@frozen
class Quota:
    """The first part of a set's time in each period of a grid, or (`beyond`) what lies beyond it."""

    of: SetNode
    length: ValueNode
    grid: Grid
    beyond: bool


@frozen
class Where:
    """The items for which a condition holds (or, with `keep` false, does not)."""

    of: SetNode
    condition: ValueNode
    keep: bool


@frozen
class StartingAt:
    """Items cut to begin no earlier than their first matching event: one that names them, or an unnamed one that falls in
    them; an item without one is gone."""

    of: SetNode
    event: str
    condition: ValueNode


@frozen
class Dated:
    """Items that count in the month of another instant than their beginning."""

    of: SetNode
    at: ValueNode


@frozen
class Once:
    """Of items with the same id only the first, in the order in which the sets were joined."""

    of: SetNode


@frozen
class ClaimedBy:
    """The items for which a valid claim was made."""

    of: SetNode
    claim: str


@frozen
class Union:
    """What lies in any of several sets."""

    of: tuple[SetNode, ...]


@frozen
class Minus:
    """The time of one set outside another."""

    a: SetNode
    b: SetNode


@frozen
class Intersect:
    """The time of one set inside another."""

    a: SetNode
    b: SetNode


SetNode = (
    Facts
    | SetRef
    | NoTime
    | Hours
    | Runs
    | Stretches
    | Intervals
    | Quota
    | Where
    | StartingAt
    | Dated
    | Once
    | ClaimedBy
    | Union
    | Minus
    | Intersect
    | ByReading  # type: ignore[type-arg]
)
