"""In: the value and set nodes. Out: the clauses of a contract as rules, and the tree that holds them.

Every clause knows its name, the place it comes from (`clause`, a number or a heading) and the agreement's decisive words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeVar

from attrs import field, frozen

from ..base.calendars import DayCalendar
from ..base.diagnostics import Place
from ..base.grids import MONTH, Grid
from ..base.quantity import Dim, Mode
from .choice import ByReading
from .sets import SetNode
from .spans import SpanNode
from .values import ForEach, ValueNode
from .walk import walk


@frozen
class Cite:
    """Where in the agreement: a section's number or heading, and a few decisive words."""

    place: str
    words: tuple[str, ...] = ()


@frozen(kw_only=True)
class Clause:
    """What every clause has."""

    name: str
    cites: tuple[Cite, ...] = ()
    limb_cites: tuple[tuple[str, tuple[tuple[Cite, ...], ...]], ...] = ()  # what its limbs cite, kind of limb by kind, in order
    place: Place | None = field(default=None, eq=False)

    @property
    def clause(self) -> str | None:
        """The agreement's number or heading, as a statement's line shows it."""
        return self.cites[0].place if self.cites else None


@frozen(kw_only=True)
class Term(Clause):
    """A defined value or set; it has no line of its own. `item` is the type of the item it is said of."""

    body: ValueNode | SetNode
    is_set: bool
    item: str | None = None
    each: str | None = None  # the term behind `of each`, where it is not a type of event
    dim: Dim | None = None
    grid: Grid | None = None  # the period it speaks of by its word


@frozen(kw_only=True)
class Days(Clause):
    """Days of a calendar; the spans that count them hold a copy."""

    days: DayCalendar


@frozen(kw_only=True)
class Measure(Clause):
    """A value with a line for every period of a grid (and service)."""

    grid: Grid
    body: ValueNode
    unit: str
    dim: Dim
    per_service: bool = False
    worsens: bool = True  # whether it can only get worse while the month lasts (times do, shares of items do not)


@frozen
class Condition:
    """A condition that a window, a remedy or a claim must meet (`hard`) or should, and the flag or reason it bears."""

    test: ValueNode
    flag: str | None
    hard: bool
    cites: tuple[Cite, ...] = ()


@frozen
class Outside:
    """Only the part of a window outside (or inside) certain hours qualifies."""

    of: SetNode
    flag: str | None


@frozen
class FirstOf:
    """Only the first `n` windows that begin in each period of a grid qualify."""

    n: int
    grid: Grid
    flag: str | None


@frozen
class Allowance:
    """Of all windows together only the first part of their time in each period of a grid qualifies."""

    length: ValueNode
    grid: Grid
    flag: str | None


@frozen
class FirstPart:
    """Only the first part of a window qualifies, when a condition holds."""

    length: ValueNode
    when: ValueNode
    flag: str | None


@frozen(kw_only=True)
class Window(Clause):
    """What maintenance does not count: which events, on which conditions, which part of them."""

    event: str
    covers: ValueNode | None
    limbs: tuple[Condition | Outside | FirstOf | Allowance | FirstPart, ...] = ()
    never: bool = False


@frozen
class Row:
    """A promise: a condition to hold, a span to act within, or none; when it applies; its rank."""

    kind: Literal["holds", "within", "no target", "no limit"]
    promise: ValueNode | SpanNode | None
    when: ValueNode | None = None
    clause: str | None = None
    over: str | None = None
    under: str | None = None


@frozen(kw_only=True)
class Guarantee(Clause):
    """A promise for every period of a grid (and service), or for every item of a set; `paused` stops an item's clock."""

    rows: tuple[Row, ...]
    grid: Grid | None = None
    of: SetNode | None = None
    item: str | None = None
    start: ValueNode | None = None
    act: str | None = None
    excused: ValueNode | None = None
    paused: SetNode | None = None
    showing: tuple[str, ...] = ()
    per_service: bool = False
    unit: str | None = None


@frozen(kw_only=True)
class Claim(Clause):
    """What a claim needs: its window, its conditions, supporting events; for a period (and service) or every item of a set."""

    grid: Grid | None = None
    per_service: bool = False
    of: SetNode | None = None
    names: str | None = None  # the list of a claim that names its items: `outages`, `tickets`
    within: SpanNode | None = None
    after: ValueNode | None = None
    requires: tuple[Condition, ...] = ()
    support: tuple[tuple[str, str], ...] = ()  # (event, the instant of it that must not be late)
    lapses: bool = False  # a defective claim, too, forfeits the right


@frozen
class Cap:
    """At most so much in each period of a grid, or in n rolling months, ended by the period in scope; what the remedies of
    `together` award in the same span counts too."""

    limit: ValueNode
    span: CapSpan
    cites: tuple[Cite, ...] = ()
    together: tuple[str, ...] = ()


K = TypeVar("K", bound="Clause")


def goes_before(remedies: Iterable[Remedy], one: Remedy, other: Remedy) -> bool:
    """Whether of two remedies under one cap the first has the room of a period first: the other yields to it, or each yields
    to each and it stands first in the text."""
    if not any(other.name in cap.together for cap in one.caps):
        return True
    names = [remedy.name for remedy in remedies]
    return names.index(one.name) < names.index(other.name)


CapSpan = Grid | int | ByReading  # type: ignore[type-arg]


@frozen
class Least:
    """Nothing is paid unless it is at least so much, or (not `inclusive`) more."""

    amount: ValueNode
    inclusive: bool


@frozen(kw_only=True)
class Remedy(Clause):
    """What is owed: when, how much (of the period, or of every item), on which conditions, up to which caps, paid when.

    `paid_after` is the fact after which it is paid, `paid_in` the grid of the period after it; `expires` is a span and the
    instant from which it runs; `divided` the event of those who share it and the number that says their share.
    """

    grid: Grid
    pays: ValueNode
    unit: str
    dim: Dim
    when: ValueNode | None = None
    of: SetNode | None = None
    requires: tuple[Condition, ...] = ()
    caps: tuple[Cap, ...] = ()
    least: Least | None = None
    claim: str | None = None
    paid_after: str | None = None
    paid_in: Grid = MONTH
    expires: tuple[SpanNode | None, ValueNode] | None = None
    divided: tuple[str, str] | None = None
    owed_by_customer: bool = False
    per_service: bool = False


@frozen(kw_only=True)
class Right(Clause):
    """What a party may do when a condition holds in a period: by which event, and until when after which instant."""

    grid: Grid
    when: ValueNode
    by: str
    per_service: bool = False
    within: SpanNode | None = None
    after: ValueNode | None = None


@frozen(kw_only=True)
class Parameter(Clause):
    """A value that each deal fills in (a cover page): its kind, what stands where nothing is filled in, whether it must be."""

    kind: ParameterKind
    dim: Dim | None
    default: ValueNode | None = None
    optional: bool = False


ParameterKind = Literal["percentage", "number", "money", "time", "days", "word", "yes_or_no", "date"]


@frozen(kw_only=True)
class Total(Clause):
    """What the whole run adds up to."""

    body: ValueNode
    unit: str
    dim: Dim | None  # None: an instant


@frozen(kw_only=True)
class Record(Clause):
    """Something the agreement says that no event decides; `name` is its kind."""

    text: str
    party: str | None = None
    lost: bool = False


@frozen(kw_only=True)
class Reading(Clause):
    """A wording that admits several meanings: each with its sense, the adopted one, why."""

    values: tuple[tuple[str, str], ...]
    adopted: str
    because: str


@frozen(kw_only=True)
class Assumption(Clause):
    """A meaning taken without an alternative in this contract, and why."""

    text: str
    because: str


@frozen(kw_only=True)
class Causes(Clause):
    """A named list of causes, each from its own words."""

    codes: tuple[tuple[str, tuple[Cite, ...]], ...]


@frozen
class Frame:
    """The agreement's header."""

    title: str
    provider: str | None = None
    customer: str | None = None
    text: str | None = None
    version: str | None = None
    zone: str = "UTC"
    zone_of_subscription: bool = False
    currency: str | None = None  # None: the fee's
    amounts: str | None = None  # in which the contract itself writes amounts
    force: tuple[ValueNode, ValueNode] | None = None
    grid: Grid = MONTH  # in which items are counted, and what a statement shows without a range
    billing: int | None = 1  # the day on which billing cycles begin; None: that of the subscription
    spread: Literal["months", "days"] | None = None  # how fees of longer periods are spread; None: it is not said
    money_mode: Mode = "half up"
    cites: tuple[tuple[str, tuple[Cite, ...]], ...] = ()


@frozen
class Section:
    """A heading of the agreement, which stands before the clause of that number (from 0)."""

    place: str
    title: str | None
    before: int


@frozen
class RuleTree:
    """A compiled contract: its frame, its clauses by kind and name in the order of the text, its facts' defaults."""

    frame: Frame
    clauses: tuple[Clause, ...]
    defaults: Mapping[tuple[str, str], ValueNode]
    events: Mapping[str, Mapping[str, str]]
    file: str
    sha256: str
    sections: tuple[Section, ...] = ()
    default_cites: Mapping[tuple[str, str], tuple[Cite, ...]] = field(factory=dict, eq=False)  # what defaults cite

    def of(self, kind: type[K]) -> tuple[K, ...]:
        """The clauses of one kind."""
        return tuple(c for c in self.clauses if isinstance(c, kind))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading the contract declares."""
        return self.of(Reading)

    @property
    def by_service(self) -> bool:
        """Whether the contract says anything service by service."""
        return any(getattr(c, "per_service", False) for c in self.clauses) or any(
            isinstance(node, ForEach) and node.over == "service" for node in walk(self.clauses)
        )
