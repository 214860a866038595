"""In: a value of a contract. Out: between which numbers it lies whatever happens, exactly, as far as its rule tells.

One analysis for every rule that asks whether a cap can bind, a row can be reached, a promise can be broken. It reasons with
intervals over the rule tree; where a rule does not tell, a side is unbounded (`None`), so that what it says is never too
narrow. Numbers may also be measured *by* another value (`per`), which need not be known: 25% of a fee is 25% by the fee.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import field, frozen

from ..base.grids import Grid
from ..base.instants import DAY, HOUR
from ..base.quantity import rounded
from ..rules import clauses as c
from ..rules import values as v
from ..rules.choice import ByReading
from ..rules.reach import Reach, Recent, SoFar, The
from .inside import nothing
from .subject import Subject

# Fields of events that are never below nothing (the events of a stream are refused otherwise).
_COUNTED = frozenset(["amount", "paid", "units", "share"])
_SLACK = 3 * HOUR  # what a change of the clock may add to a day, or take from it
_DEEP = 60  # nodes below each other, before nothing is said


@frozen
class Bounds:
    """From `low` to `high`, both possible; `None` is unbounded.

    >>> Bounds(Fraction(0), Fraction(1)) + Bounds(Fraction(2), None)
    Bounds(low=Fraction(2, 1), high=None)
    """

    low: Fraction | None = None
    high: Fraction | None = None

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(_sum(self.low, other.low), _sum(self.high, other.high))

    def __neg__(self) -> Bounds:
        return Bounds(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def __mul__(self, other: Bounds) -> Bounds:
        if self.low == self.high == 0 or other.low == other.high == 0:
            return ZERO
        ends = (self.low, self.high, other.low, other.high)
        if all(x is not None for x in ends):
            found = [a * b for a in (self.low, self.high) for b in (other.low, other.high) if a is not None and b is not None]
            return Bounds(min(found), max(found))
        if self.low is not None and other.low is not None and min(self.low, other.low) >= 0:
            return Bounds(self.low * other.low, None)
        if other.high is not None and other.high <= 0:
            return -(self * -other)
        if self.high is not None and self.high <= 0:
            return -(-self * other)
        return ANY

    def over(self, other: Bounds) -> Bounds:
        """What it is divided by a number that is above nothing."""
        if other.low is None or other.low < 0:
            return ANY
        most = 1 / other.low if other.low else None
        return self * Bounds(Fraction(0) if other.high is None else 1 / other.high if other.high else None, most)

    def meet(self, other: Bounds) -> Bounds:
        """What lies in both."""
        lows, highs = _known(self.low, other.low), _known(self.high, other.high)
        return Bounds(max(lows, default=None), min(highs, default=None))

    def has(self, row: v.Tier) -> bool:
        """Whether some number of a table's row lies in it; the row's bounds are plain numbers, or else it may."""
        low, high = number(row.low), number(row.high)
        if low is not None and self.high is not None and (low > self.high or (low == self.high and not row.low_in)):
            return False
        return high is None or self.low is None or high > self.low or (high == self.low and row.high_in)


ANY, ZERO, NOT_BELOW_ZERO = Bounds(), Bounds(Fraction(0), Fraction(0)), Bounds(Fraction(0))
SHARE, ONE = Bounds(Fraction(0), Fraction(1)), Bounds(Fraction(1), Fraction(1))


def hull(all_of: Iterable[Bounds]) -> Bounds:
    """What lies between the least and the most of several."""
    found = list(all_of)
    lows, highs = [x.low for x in found], [x.high for x in found]
    return Bounds(
        None if None in lows or not found else min(_known(*lows)), None if None in highs or not found else max(_known(*highs))
    )


def number(x: object) -> Fraction | None:
    """The number that a value always is."""
    return x.value if isinstance(x, v.Const) and isinstance(x.value, Fraction) else None


@frozen
class Reckoner:
    """Between which numbers the values of one contract lie."""

    subject: Subject
    _known: dict[tuple[object, object], Bounds] = field(factory=dict, repr=False)
    _open: list[str] = field(factory=list, repr=False)

    def of(self, node: object, per: object = None) -> Bounds:
        """The bounds of a value, or how often a value `per`, not below nothing, goes into it."""
        if per is not None and node == per:
            return ONE
        if isinstance(node, v.Ref):
            return self._named(node, per)
        match node:
            case v.Const(Fraction() as x):
                if per is None or x == 0:
                    return Bounds(x, x)
                return NOT_BELOW_ZERO if x > 0 else -NOT_BELOW_ZERO
            case v.Arith(op, a, b):
                return self._arith(op, a, b, per)
            case v.Round(x, step, mode):
                return self._rounded(self.of(x, per), step, mode, per)
            case v.Pick("smaller" | "larger" as kind, options):
                found = [self.of(x, per) for x in options]
                lows, highs = [x.low for x in found], [x.high for x in found]
                if kind == "smaller":
                    return Bounds(hull(found).low, min(_known(*highs), default=None))
                return Bounds(max(_known(*lows), default=None), hull(found).high)
            case v.Pick("first", options):
                return hull(self.of(x, per) for x in options)
            case v.Cases(base, exceptions):
                return hull(self.of(x, per) for x in (base, *(e.value for e in exceptions)) if x is not None)
            case ByReading(_, choices):
                return hull(self.of(x, per) for _, x in choices)
            case v.Tiers():
                return self._table(node, per)
        return self._leaf(node, per)

    def _named(self, node: v.Ref, per: object) -> Bounds:
        """A term is looked at once for each measure of it; a parameter is not below nothing, and no more is known of it."""
        body = self.subject.bodies.get(node.name)
        if body is None:
            given = next((p for p in self.subject.tree.of(c.Parameter) if p.name == node.name), None)
            return NOT_BELOW_ZERO if given is not None and given.kind in ("percentage", "money", "time") else ANY
        if len(self._open) > _DEEP:
            return ANY
        key = (node, per)
        if key not in self._known:
            self._open.append(node.name)
            self._known[key] = self.of(body, per)
            self._open.pop()
        return self._known[key]

    def _arith(self, op: str, a: object, b: object, per: object) -> Bounds:
        match op:
            case "+":
                return self.of(a, per) + self.of(b, per)
            case "-":
                return self.of(a, per) + -self.of(b, per)
            case "*" if per is not None:
                return (self.of(a, per) * self.of(b)).meet(self.of(a) * self.of(b, per))
            case "*":
                return self.of(a) * self.of(b)
        if per is not None:
            return self.of(a, per).over(self.of(b))
        plain, by = self.of(a).over(self.of(b)), self.subject.means(b)
        # a part of a whole: what it is by the whole, if that is not below nothing
        return plain.meet(self.of(a, by)) if self._may_divide(by) else plain

    def _may_divide(self, by: object) -> bool:
        """Whether a value is not below nothing, or is what is left of a whole (which then is not below nothing either)."""
        low = self.of(by).low
        return (low is not None and low >= 0) or isinstance(by, v.Arith)

    def _rounded(self, x: Bounds, step: Fraction, mode: str, per: object) -> Bounds:
        if per is None:
            low, high = ((None if end is None else rounded(end, step, mode)) for end in (x.low, x.high))  # type: ignore[arg-type]
            return Bounds(low, high)
        least = Fraction(0) if x.low is not None and x.low >= 0 else None
        return Bounds(least, x.high if mode == "down" else Fraction(0) if x.high is not None and x.high <= 0 else None)

    def _table(self, node: v.Tiers, per: object) -> Bounds:
        """What the rows give that can be reached, and nothing where no row may hold."""
        x = self.of(node.x)
        given = [self.of(row.value, per) for row in node.rows if x.has(row)]
        if node.otherwise is not None:
            given.append(self.of(node.otherwise, per))
        elif not _covered(node.rows, x):
            given.append(ZERO)
        return hull(given)

    def _leaf(self, node: object, per: object) -> Bounds:
        match node:
            case v.TimeOf(of, within):
                if nothing(of, self.subject):
                    return ZERO
                whole = isinstance(per, v.PeriodLength) and within in ((The(),), (The(per.grid),))
                return SHARE if whole else NOT_BELOW_ZERO
            case v.Count(of):
                return ZERO if nothing(of, self.subject) else NOT_BELOW_ZERO
            case v.ForEach("share") if per is None:
                return SHARE
            case v.ForEach("number", Grid() as periods, within=(one,)):
                return Bounds(Fraction(0), _periods(periods, one))
            case v.ForEach("number"):
                return NOT_BELOW_ZERO
            case v.ForEach("total", _, body):
                each = self.of(body)
                least = Fraction(0) if each.low is not None and each.low >= 0 else None
                return Bounds(least, Fraction(0) if each.high is not None and each.high <= 0 else None)
            case v.ForEach(_, _, body) if per is None:
                return self.of(body)
            case v.PeriodLength(grid, in_force) if per is None:
                return length_of(grid, in_force)
            case v.PeriodDays(grid) if per is None:
                longest = length_of(grid).high
                return Bounds(Fraction(0), None if longest is None else Fraction(longest // DAY))
            case v.Gap() | v.Length() | v.AwardedOf() | v.PeriodLength() | v.PeriodDays():
                return NOT_BELOW_ZERO
            case v.FactField(_, name) | v.ItField(name) if name in _COUNTED:
                return NOT_BELOW_ZERO
        return ANY


def length_of(grid: Grid, in_force: bool = False) -> Bounds:
    """How long a period of a grid can be, in microseconds.

    >>> [x // DAY for x in (length_of(Grid("month")).low, length_of(Grid("month", 3)).high)]
    [27, 93]
    """
    if grid.unit == "time":
        return Bounds(Fraction(0), Fraction(grid.n))
    if grid.unit == "term":
        return NOT_BELOW_ZERO
    least, most = {"month": (28, 31), "day": (1, 1)}[grid.unit]
    shortest = Fraction(0) if in_force else Fraction(least * grid.n * DAY - _SLACK)
    return Bounds(shortest, Fraction(most * grid.n * DAY + _SLACK))


def _periods(each: Grid, within: Reach) -> Fraction | None:
    """How many periods of a grid a stretch has at most; nothing where that depends on the calendar."""
    match within:
        case Recent(n, grid) if grid.unit == each.unit and not each.sliding:
            return Fraction(n * grid.n, each.n)
        case The(Grid() as grid) | SoFar(grid) if grid.unit == each.unit == "month" and not each.sliding:
            return Fraction(grid.n, each.n)
    return None


def _covered(rows: Iterable[v.Tier], x: Bounds) -> bool:
    """Whether some row holds for every number within bounds; rows do not overlap, so it is enough to go up from below."""
    at, at_in = x.low, True  # what is still to be covered begins here, with this number itself or behind it
    for row in sorted(rows, key=lambda r: (number(r.low) is not None, number(r.low) or 0)):
        low, high = number(row.low), number(row.high)
        if (row.low is not None and low is None) or (row.high is not None and high is None):
            return False
        if low is not None and (at is None or low > at or (low == at and at_in and not row.low_in)):
            return False
        if high is None:
            return True
        if at is None or high >= at:
            at, at_in = high, not row.high_in
    return x.high is not None and at is not None and (at > x.high or (at == x.high and not at_in))


def _sum(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _known(*ends: Fraction | None) -> list[Fraction]:
    return [x for x in ends if x is not None]
