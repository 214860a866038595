"""In: nothing. Out: the nodes that stand for one value in a scope: a number, an instant, a word, a condition.

A scope is a period (perhaps: a month, a quarter, five minutes), a service (perhaps) and an item (perhaps: a ticket, an
incident, a claim). Times are microseconds; every number is a fraction.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from ..base.grids import Grid
from ..base.quantity import Dim, Mode
from .choice import ByReading
from .reach import Reach, The

if TYPE_CHECKING:
    from .sets import SetNode
    from .spans import SpanNode


@frozen
class Const:
    """A number, a word, an instant or a condition that is always the same; `dim` is what a number measures, for its words."""

    value: Fraction | int | str | bool
    dim: Dim | None = field(default=None, eq=False)


@frozen
class Midnight:
    """The first instant of a civil date, in the contract's zone."""

    day: date


@frozen
class ItField:
    """A field of the item in scope; `start` and `end` are also those of a stretch."""

    name: str


@frozen
class FactField:
    """A field of the one fact of its type that the scope has: the subscription, the month's fee, the service."""

    event: str
    name: str


@frozen
class LinkField:
    """A field of the event whose id the item in scope gives (`start of outage` of a ticket)."""

    link: str
    name: str


@frozen
class Ref:
    """A defined term, evaluated in the scope that uses it."""

    name: str


@frozen
class PeriodBound:
    """The instant at which the period (as far as in force) begins or ends; `last` is the last instant in it, from which
    days are counted that come after its last day."""

    grid: Grid
    which: Literal["start", "end", "last"]


@frozen
class PeriodLength:
    """How long the period lasts, elapsed; its part in force, or all of it."""

    grid: Grid
    in_force: bool


@frozen
class PeriodDays:
    """How many civil days the period has."""

    grid: Grid


@frozen
class Arith:
    """`a op b`, exact; instants differ and move by times and calendar days."""

    op: Literal["+", "-", "*", "/"]
    a: ValueNode
    b: ValueNode
    moves: Literal["", "days", "months"] = ""  # an instant moved in the civil calendar


@frozen
class Round:
    """A number rounded to a multiple of a step, where the contract says so."""

    x: ValueNode
    step: Fraction
    mode: Mode


@frozen
class Pick:
    """The earlier, the later, the smaller, the larger, or the first that is given; what is absent does not compete."""

    kind: Literal["earlier", "later", "smaller", "larger", "first"]
    options: tuple[ValueNode, ...]


@frozen
class Case:
    """An exception: a value that stands when a condition holds, its clause, and the clauses it outranks or yields to."""

    when: ValueNode
    value: ValueNode
    clause: str | None = None
    over: str | None = None
    under: str | None = None


@frozen
class Cases:
    """A default with its exceptions; two that hold and differ with equal rank are a conflict."""

    base: ValueNode | None
    exceptions: tuple[Case, ...]


@frozen
class Tier:
    """A row of a table: from `low` to `high`, each bound with or without its end; `None` is unbounded.

    Bounds are constants, or parameters of the contract.
    """

    low: ValueNode | None
    low_in: bool
    high: ValueNode | None
    high_in: bool
    value: ValueNode


@frozen
class Tiers:
    """The value of the row in which a number lies; where none holds `otherwise`, else zero of the rows' dimension."""

    x: ValueNode
    rows: tuple[Tier, ...]
    otherwise: ValueNode | None = None


@frozen
class TimeOf:
    """How long a set lasts within the period in force, within the item in scope, or within every one of several stretches."""

    of: SetNode
    within: tuple[Reach, ...] = (The(),)


@frozen
class Count:
    """How many items of a set are dated in the period, or in the stretches named."""

    of: SetNode
    within: tuple[Reach, ...] = (The(),)


@frozen
class Gap:
    """The longest time without an item. Of a period: counted from the item before it; absent where there never was one.
    Within stretches: from the beginning of the stretch to its end."""

    of: SetNode
    within: tuple[Reach, ...] = (The(),)


@frozen
class LastEnd:
    """When the last stretch of a set that touches the month really ended; not yet, while one of its outages is open."""

    of: SetNode


@frozen
class Length:
    """How long the item in scope lasted."""


@frozen
class ForEach:
    """A value for every service, every period of a grid or every item of a set, made one.

    Without `within`, periods are those shown and items are all there are. `number` and `share` count where a condition
    holds; a `percentile` is the nearest rank: the smallest value that at least `rank` of the values do not exceed.
    """

    kind: Gathered
    over: Literal["service"] | Grid | SetNode
    body: ValueNode
    where: ValueNode | None = None
    within: tuple[Reach, ...] = ()
    rank: Fraction | None = None


@frozen
class AwardedOf:
    """What a remedy awards in the month, after claims and caps."""

    remedy: str


@frozen
class DueOf:
    """When a guarantee of the item in scope falls due."""

    guarantee: str


@frozen
class Judged:
    """Whether a guarantee is breached, or met, for certain (in the month, for the service, by the item in scope)."""

    guarantee: str
    verdict: Literal["breached", "met"]


@frozen
class Exercised:
    """Whether a right that arose in the period was exercised in time."""

    right: str


@frozen
class Claimed:
    """Whether a good claim was made (for the period, for the service, for the item in scope)."""

    claim: str


@frozen
class Compare:
    """`a op b`; with something absent on a side it does not hold."""

    op: Literal[">=", "<=", ">", "<", "=", "before", "after"]
    a: ValueNode
    b: ValueNode


@frozen
class Lead:
    """Notice: `a` lies at least a span before `b`."""

    a: ValueNode
    span: SpanNode
    b: ValueNode


@frozen
class During:
    """Whether an instant (or the whole item in scope) lies in a set of times."""

    x: ValueNode | None
    of: SetNode


@frozen
class OneOf:
    """Whether a word is one of several."""

    x: ValueNode
    words: tuple[str, ...]


@frozen
class IdIn:
    """Whether an id names an item of a set."""

    x: ValueNode
    of: SetNode


@frozen
class Includes:
    """Whether a list has every one of several words."""

    x: ValueNode
    words: tuple[str, ...]


@frozen
class Given:
    """Whether a value is there."""

    x: ValueNode


@frozen
class AllOf:
    """Every condition holds."""

    conditions: tuple[ValueNode, ...]


def during(x: ValueNode, grid: Grid) -> AllOf:
    """Whether an instant lies in the period."""
    before = Compare("before", x, PeriodBound(grid, "start"))
    return AllOf((Given(x), Not(before), Compare("before", x, PeriodBound(grid, "end"))))


@frozen
class AnyOf:
    """One condition holds."""

    conditions: tuple[ValueNode, ...]


@frozen
class Not:
    """The condition does not hold."""

    condition: ValueNode


@frozen
class FirstMonth:
    """Whether this is the first month, of those the item touches, in which a condition holds."""

    condition: ValueNode


Gathered = Literal["total", "mean", "largest", "smallest", "latest", "earliest", "number", "share", "percentile"]

ValueNode = (
    Const
    | Midnight
    | ItField
    | FactField
    | LinkField
    | Ref
    | PeriodBound
    | PeriodLength
    | PeriodDays
    | Arith
    | Round
    | Pick
    | Cases
    | Tiers
    | ByReading  # type: ignore[type-arg]
    | TimeOf
    | Count
    | Gap
    | LastEnd
    | Length
    | ForEach
    | AwardedOf
    | DueOf
    | Judged
    | Exercised
    | Claimed
    | Compare
    | Lead
    | During
    | OneOf
    | IdIn
    | Includes
    | Given
    | AllOf
    | AnyOf
    | Not
    | FirstMonth
)
