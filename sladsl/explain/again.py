"""In: a step, and perhaps another number for something that was measured. Out: what it comes to from its parts alone.

With nothing changed it must come to the value that the engine found: so an explanation adds up. With a number changed it
tells how far a limit is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from ..base.quantity import rounded
from ..engine.reference.evaluator import Ongoing, Undefined, outranked
from ..engine.reference.gathering import made_one
from ..engine.reference.values import COMPARE, calculated, picked
from .because import Raw, Step
from .numbers import noun

Change = Mapping[object, Fraction]


class Unknown(Exception):
    """What it would come to is not known: a part of it was never reckoned."""


def again(step: Step, change: Change | None = None) -> Raw:
    """What a step comes to."""
    change = change or {}
    if step.key is not None and step.key in change:
        return change[step.key]
    parts = step.parts

    def part(n: int) -> Raw:
        return again(parts[n], change)

    match step.how:
        case "term" | "reading" | "each" | "otherwise" | "row" | "row otherwise" if parts:
            return part(0)
        case "+" | "-" | "*" | "/":
            return _calculated(step.how, part(0), part(1))
        case "rounded":
            x = part(0)
            return x if x is None or isinstance(x, Ongoing) else rounded(Fraction(x), step.data["step"], step.data["mode"])
        case "earlier" | "later" | "smaller" | "larger" | "first":
            return picked(step.how, [again(p, change) for p in parts])
        case "exceptions":
            return _exceptions(parts, change)
        case "table":
            return _table(parts, change)
        case "time" if step.shares:
            return Fraction(sum(s.counted for s in step.shares))
        case "number" if step.shares:
            return Fraction(sum(not s.out for s in step.shares))
        case _ if step.how in COMPARE:
            a, b = part(0), part(1)
            absent = any(x is None or isinstance(x, Ongoing) for x in (a, b))
            return False if absent else COMPARE[step.how](a, b)
        case "all of":
            return all(again(p, change) is True for p in parts)
        case "any of":
            return any(again(p, change) is True for p in parts)
        case "not":
            return part(0) is not True
        case "breached":
            return part(0) is not True
        case "met":
            return part(0) is True
        case "given":
            return part(0) is not None
        case "one of":
            return part(0) in step.data["words"]
        case "include":
            return set(step.data["words"]) <= set(part(0) or ())
    if step.how.endswith(" of each"):
        return _gathered(step, [again(p, change) for p in parts])
    return step.value


def _calculated(op: Any, a: Raw, b: Raw) -> Raw:
    """What a calculation comes to; where nothing is left to divide by, nothing."""
    try:
        return calculated(op, a, b)
    except Undefined:
        return None


def _gathered(step: Step, found: list[Raw]) -> Raw:
    """What a value of each of several things comes to."""
    kind: Any = step.how.removesuffix(" of each")
    try:
        return made_one(kind, [x for x in found if x is not None], len(found), step.data.get("rank"))
    except Undefined:
        return None


def _exceptions(parts: tuple[Step, ...], change: Change) -> Raw:
    standing = [p for p in parts if p.how == "exception" and again(p.parts[0], change) is True]
    gone = outranked([p.data["ranks"] for p in standing])
    standing = [p for n, p in enumerate(standing) if n not in gone]
    if standing:
        return _known(standing[0].parts[1], change)
    base = next((p for p in parts if p.how == "otherwise"), None)
    return None if base is None else _known(base, change)


def _known(step: Step, change: Change) -> Raw:
    """A branch that was not taken may have no value; what it would be is then not known."""
    found = again(step, change)
    if found is None and change:
        raise Unknown
    return found


def _table(parts: tuple[Step, ...], change: Change) -> Raw:
    x = again(parts[0], change)
    if x is None:
        return None
    row = row_for(parts, x)
    return Fraction(0) if row is None else again(row, change)


def row_for(parts: tuple[Step, ...], x: Fraction) -> Step | None:
    """The row of a table in which a number lies."""
    for p in parts[1:]:
        if p.how == "row otherwise":
            return p
        low, high = p.data["low"], p.data["high"]
        above = low is None or x > low or (p.data["low_in"] and x == low)
        if not p.data["open"] and above and (high is None or x < high or (p.data["high_in"] and x == high)):
            return p
    return None


# ---------------------------------------------------------------- how far
@frozen
class Distance:
    """By how much one measured number would have to be more (or less) for the outcome to be another, and what it then is."""

    of: Step
    name: str
    by: Fraction
    more: bool
    then: Raw
    change: Change


def measured(step: Step) -> Iterator[tuple[str, Step]]:
    """What was measured, each once, with the term that stands for it alone; not what something is divided by."""
    seen: set[object] = set(_divisors(step))

    def look(one: Step, name: str) -> Iterator[tuple[str, Step]]:
        if one.how == "term":
            name = one.name or ""
        elif one.how not in ("reading", "rounded", "otherwise", "exceptions", *_RANK):
            name = ""
        if one.key is not None and one.how in _RANK:
            if one.key not in seen:
                seen.add(one.key)
                yield name or noun(one.said), one
            return
        for p in one.parts:
            if p.how == "exception":  # whether it applies is another question
                yield from look(p.parts[1], "")
            else:
                yield from look(p, name)

    yield from look(step, "")


def _divisors(step: Step, inside: bool = False) -> Iterator[object]:
    """The keys of what stands below a line of a fraction."""
    if inside and step.key is not None:
        yield step.key
    for n, p in enumerate(step.parts):
        yield from _divisors(p, inside or (step.how == "/" and n == 1))


def _unit(leaf: Step) -> Fraction:
    """By how much a measured number can be more: a microsecond, one; of a share one of those that it is a share of."""
    return Fraction(1, max(1, len(leaf.parts))) if leaf.how == "share of each" else Fraction(1)


def distances(step: Step, outcome: Callable[[Raw], object], reach: Callable[[Step], int]) -> list[Distance]:
    """The least changes of one measured number that give another outcome, the nearest first; `reach` is how far each may go.

    Halving finds it where the outcome changes once on the way, as it does with sums, ratios and tables; the outcome on
    either side of it is looked at, so what is told is true also where it does not.
    """
    found: list[Distance] = []
    now = outcome(again(step))
    for name, leaf in measured(step):
        if not isinstance(leaf.value, Fraction) or (leaf.value / _unit(leaf)).denominator != 1:
            continue
        here = int(leaf.value / _unit(leaf))
        for far in (reach(leaf), 0):
            by = _least(lambda x, leaf=leaf: _try(step, leaf, x, outcome), here, far, now)  # type: ignore[misc]
            if by is not None:
                more = far > here
                change = {leaf.key: (here + by if more else here - by) * _unit(leaf)}
                found.append(Distance(leaf, name, Fraction(by), more, again(step, change), change))
    return sorted(found, key=lambda d: (_RANK.index(d.of.how), d.by, d.name))


_RANK = ("time", "gap", "length", "number", "share of each", "number of each")


def _try(step: Step, leaf: Step, x: int, outcome: Callable[[Raw], object]) -> object:
    try:
        return outcome(again(step, {leaf.key: x * _unit(leaf)}))
    except (Unknown, TypeError):
        return None


def _least(outcome: Callable[[int], object], here: int, far: int, now: object) -> int | None:
    """The least distance from here, towards `far`, at which the outcome is another."""
    if here == far or outcome(far) in (now, None):
        return None
    sign = 1 if far > here else -1
    low, high = 0, abs(far - here)
    while high - low > 1:
        middle = (low + high) // 2
        if outcome(here + sign * middle) in (now, None):
            low = middle
        else:
            high = middle
    return high
