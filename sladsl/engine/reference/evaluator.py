"""In: a world, a rule tree, the values of its readings. Out: `Evaluator`, which knows what every node is in every scope.

Laws: exact (integers of microseconds and fractions), total (what is absent stays absent), and by demand: a term is
evaluated once for every scope it is asked in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import define, field, frozen

from ...base import timeset as ts
from ...base.grids import MONTH, Anchors, Grid
from ...base.instants import local_date
from ...base.periods import Period, Slice
from ...rules import clauses as c
from ...rules import sets as s
from ...rules import values as v
from ...rules.choice import ByReading
from ...rules.walk import walk
from ..outcome import Warning
from .world import Item, World

Value = Any  # Fraction, int (an instant), str, bool, tuple, Period, ONGOING or None (absent)


class Ongoing:
    """The end of something that has not ended."""


ONGOING = Ongoing()


class Undefined(Exception):
    """A value that does not exist: nothing is left to divide by."""


class Conflict(Exception):
    """Two exceptions of equal rank that decide differently."""


@frozen
class Scope:
    """A period (a month, a quarter, five minutes), a service, an item: each as far as there is one."""

    period: Period | Slice | None = None
    service: str | None = None
    item: Item | None = None


@frozen
class Times:
    """A time set, and the items that any of it may come from (they say which ids, and what is still open)."""

    spans: ts.TimeSet
    sources: tuple[Item, ...]


@frozen
class How:
    """How nodes and clauses are evaluated: the functions that need each other, so that their modules need not."""

    value: Callable[[Evaluator, v.ValueNode, Scope], Value]
    times: Callable[[Evaluator, s.SetNode, str | None], Times]
    items: Callable[[Evaluator, s.SetNode, str | None], list[Item]]
    cut_out: Callable[[Evaluator, c.Window, str | None], list[Item]]
    verdict: Callable[[Evaluator, str, Scope], str | None]
    due_of: Callable[[Evaluator, str, Item], int | None]
    is_claimed: Callable[[Evaluator, str, Item], bool]
    awarded: Callable[[Evaluator, str, Period, str | None], Fraction]
    exercised: Callable[[Evaluator, str, Period, str | None], bool]
    claimed: Callable[[Evaluator, str, Scope], bool]


@define
class Evaluator:
    """Everything that the evaluation of one subscription shares."""

    how: How
    world: World
    readings: Mapping[str, str]
    shown: Mapping[Grid, tuple[Period, ...]]  # the periods shown, of every grid that the contract speaks of
    clauses: dict[tuple[type, str], c.Clause] = field(init=False)
    suppose_claimed: bool = False  # what would be owed if every claim were made and good
    watched: dict[int, tuple[Item, str]] | None = None  # items of a claimed set that earn something, and their claim
    memo: dict[Any, Any] = field(factory=dict)
    supposed: dict[Any, Any] = field(factory=dict)  # the same, for what is different while claims are supposed good
    warnings: dict[tuple[str, str], Warning] = field(factory=dict)
    unfit: dict[tuple[str, str], list[str]] = field(factory=dict)  # items that no row of a guarantee fits
    recalling: bool = False  # a value that needs its own earlier ones is being evaluated in the order of time
    _force: tuple[int | None, int | None] | None = None
    _anchors: Anchors | None = None

    on_claims: frozenset[str] = field(init=False)  # the terms that are different if other claims were good

    def __attrs_post_init__(self) -> None:
        self.clauses = {(type(k), k.name): k for k in self.world.tree.clauses}
        self.on_claims = _depending_on_claims(self.world.tree)

    def value(self, node: v.ValueNode, scope: Scope) -> Value:
        """What a value node is in a scope."""
        return self.how.value(self, node, scope)

    def holds(self, node: v.ValueNode, scope: Scope) -> bool:
        """Whether a condition holds; what is absent does not."""
        return self.how.value(self, node, scope) is True

    def times(self, node: s.SetNode, service: str | None) -> Times:
        """The times of a set."""
        return self.how.times(self, node, service)

    def items(self, node: s.SetNode, service: str | None) -> list[Item]:
        """The items of a set."""
        return self.how.items(self, node, service)

    def guarantee(self, name: str) -> c.Guarantee:
        """The guarantee of a name."""
        found = self.clauses[c.Guarantee, name]
        assert isinstance(found, c.Guarantee)
        return found

    def claim(self, name: str) -> c.Claim:
        """The claim of a name."""
        found = self.clauses[c.Claim, name]
        assert isinstance(found, c.Claim)
        return found

    def remedy(self, name: str) -> c.Remedy:
        """The remedy of a name."""
        found = self.clauses[c.Remedy, name]
        assert isinstance(found, c.Remedy)
        return found

    def chosen(self, node: ByReading[Any]) -> Any:
        """The branch that the run's reading takes."""
        return dict(node.choices)[self.readings[node.reading]]

    def once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """A value that is made once for a key (and, where it depends on claims, once more supposing them all good)."""
        memo = self.supposed if self.suppose_claimed and key[1] in self.on_claims else self.memo
        if key not in memo:
            memo[key] = make()
        return memo[key]

    def warn(self, code: str, message: str) -> None:
        """Say something once."""
        self.warnings.setdefault((code, message), Warning(code, message))

    def at(self, instant: int) -> Evaluator:
        """The same evaluation as of an earlier instant."""

        def make() -> Evaluator:
            return Evaluator(self.how, self.world.at(instant), self.readings, self.shown)

        found: Evaluator = self.once(("at", "", instant), make)
        return found

    # ------------------------------------------------------------ time in force
    def force(self) -> tuple[int | None, int | None]:
        """From when until when the agreement is in force; `None` is without a bound."""
        if self._force is None:
            bounds = self.world.tree.frame.force
            found = tuple(self.value(b, Scope()) for b in bounds) if bounds else (None, None)
            self._force = (found[0], found[1])
        return self._force

    @property
    def anchors(self) -> Anchors:
        """Where the periods of the contract's grids begin."""
        if self._anchors is None:
            (first, end), zone = self.force(), self.world.zone
            start = None if first is None else local_date(first, zone)
            billing: int | date = self.world.tree.frame.billing or 1
            if self.world.tree.frame.billing is None and (known := self.world.one("subscription")) is not None:
                begins = known.get("start")
                billing = local_date(begins, zone) if isinstance(begins, int) else 1
            after = None if end is None else local_date(end - 1, zone) + timedelta(days=1)
            self._anchors = Anchors(zone, start, after, billing)
        return self._anchors

    def whole(self, period: Period | Slice) -> tuple[int, int]:
        """The period's instants."""
        if isinstance(period, Slice):
            return period.start, period.end
        found: tuple[int, int] = self.once(("bounds", "", period), lambda: period.bounds(self.world.zone))
        return found

    def bounds(self, period: Period | Slice) -> tuple[int, int]:
        """The period's instants as far as in force; empty where it is not."""
        (start, end), (a, b) = self.whole(period), self.force()
        return max(start, a if a is not None else start), min(end, b if b is not None else end)

    def in_force(self, period: Period | Slice) -> bool:
        """Whether any of the period is in force."""
        start, end = self.bounds(period)
        return start < end

    def over(self, period: Period | Slice) -> bool:
        """Whether the period (its part in force) is over at the instant of evaluation."""
        return self.world.as_of is None or self.bounds(period)[1] <= self.world.as_of

    def holding(self, grid: Grid, period: Period | Slice) -> Period:
        """The period of a longer grid that has the last instant in force of another period."""
        found = self.anchors.at(grid, max(self.bounds(period)[1], self.whole(period)[0] + 1) - 1)
        assert isinstance(found, Period)
        return found

    def own(self, grid: Grid, period: Period | Slice) -> Period:
        """The period of a grid in which another one, or itself, ends: what a value of the month is asked for in a day."""

        def find() -> Period:
            found = self.anchors.at(grid, self.whole(period)[1] - 1)
            assert isinstance(found, Period)
            return found

        kept: Period = self.once(("own", "", grid, period), find)
        return kept

    def ending_in(self, grid: Grid, start: int, end: int) -> list[Period | Slice]:
        """The periods of a grid that end in a stretch of time and are in force at all; the last one in force ends with it."""
        over = self.force()[1]
        if over is not None and start < over <= end and not grid.sliding:
            last = self.anchors.at(grid, over - 1)
            end = max(end, self.whole(last)[1])
        return [p for p in self.anchors.ending_in(grid, start, end) if self.in_force(p)]

    def months_of(self, item: Item) -> list[Period]:
        """The months that an item touches."""
        month = self.anchors.at(MONTH, item.start)
        assert isinstance(month, Period)
        found = [month]
        while self.whole(month)[1] < item.end:
            month = self.anchors.next(MONTH, month)
            found.append(month)
        return found

    def beginning(self) -> int:
        """The first instant that the stream or the statement speaks of."""

        def find() -> int:
            world = self.world
            starts = [i.start for event, kind in world.vocabulary.items() if kind.begins for i in world.items(event, None)]
            starts += [self.whole(p)[0] for periods in self.shown.values() for p in periods[:1]]
            fees = (r.get("period") for r in world.records.get("fee", ()))
            starts += [self.whole(p)[0] for p in fees if isinstance(p, Period)] if not starts else []
            return min(starts, default=0)

        found: int = self.once(("beginning", ""), find)
        return found


def _depending_on_claims(tree: c.RuleTree) -> frozenset[str]:
    """The terms, measures, guarantees that are different if other claims were good."""
    bodies: dict[str, list[object]] = {}
    for k in tree.of(c.Clause):
        if isinstance(k, c.Term | c.Measure | c.Guarantee):
            bodies.setdefault(k.name, []).extend(walk(k))
    found = {n for n, nodes in bodies.items() if any(isinstance(x, s.ClaimedBy | v.Claimed) for x in nodes)}
    while True:
        more = {n for n, nodes in bodies.items() if n not in found and any(_names(x) in found for x in nodes)}
        if not more:
            return frozenset(found)
        found |= more


def _names(node: object) -> str | None:
    """What a node refers to by its name."""
    match node:
        case v.Ref(name) | s.SetRef(name) | v.Judged(name) | v.DueOf(name):
            return name
    return None


def outranked(candidates: list[tuple[str | None, str | None, str | None]]) -> set[int]:
    """Which of several (own clause, clause outranked, clause yielded to) give way to another of them."""
    gone = set()
    for i, (clause, own_over, under) in enumerate(candidates):
        for j, (other, over, _) in enumerate(candidates):
            wins = over is not None and over == clause and (other != clause or own_over is None)
            if i != j and (wins or (under is not None and under == other)):
                gone.add(i)
    return gone


def period_in(scope: Scope) -> Period | Slice:
    """The period in scope: the compiler lets nothing that needs one stand without it."""
    assert scope.period is not None
    return scope.period


def civil(scope: Scope) -> Period:
    """The period of whole days in scope."""
    assert isinstance(scope.period, Period)
    return scope.period


def item_in(scope: Scope) -> Item:
    """The item in scope: the compiler lets nothing of an item stand without one."""
    assert scope.item is not None
    return scope.item


def fraction(x: Value) -> Fraction:
    """A number as a fraction."""
    if x is None or isinstance(x, Ongoing):
        raise Undefined("a fact that it needs is missing")
    return x if isinstance(x, Fraction) else Fraction(x)
