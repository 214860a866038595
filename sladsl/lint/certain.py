"""In: a condition of a contract. Out: whether it holds, or fails, whatever happens; nothing where events decide.

What is absent makes a comparison fail; that a condition always holds is said of the case in which its parts are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from ..events.vocabulary import VOCABULARY
from ..rules import values as v
from ..rules.choice import ByReading
from ..rules.spans import Elapsed
from .bounds import ANY, Bounds, Reckoner, number
from .inside import nothing

_CONTRARY = {">=": "<", "<": ">=", ">": "<=", "<=": ">"}


def certain(condition: object, reckoner: Reckoner) -> bool | None:
    """Whether a condition always holds (true) or never does (false)."""

    def known(x: object) -> bool | None:
        return certain(x, reckoner)

    match condition:
        case v.Const(bool() as x):
            return x
        case v.Ref():
            body = reckoner.subject.means(condition)
            return None if isinstance(body, v.Ref) else known(body)
        case v.Not(x):
            held = known(x)
            return None if held is None else not held
        case v.AllOf(conditions):
            found = [known(x) for x in conditions]
            if False in found or _contradict(conditions, reckoner):
                return False
            return True if all(found) else None
        case v.AnyOf(conditions):
            found = [known(x) for x in conditions]
            return True if True in found or _exhaust(conditions) else False if all(x is False for x in found) else None
        case ByReading(_, choices):
            return _agreed(known(x) for _, x in choices)
        case v.Cases(base, exceptions):
            return _agreed(known(x) for x in (base, *(e.value for e in exceptions)) if x is not None)
        case v.Compare(op, a, b):
            return _compared(op, a, b, reckoner)
        case v.Lead(a, span, b):
            length = span.length if isinstance(span, Elapsed) else None
            none = number(length) is not None and number(length) <= 0  # type: ignore[operator]
            return False if not none and (a == b or _follows(a, b)) else None
        case v.During(_, of):
            return False if nothing(of, reckoner.subject) else None
    return None


def _compared(op: str, a: object, b: object, reckoner: Reckoner) -> bool | None:
    if op in ("before", "after"):
        first, second = (a, b) if op == "before" else (b, a)
        return False if first == second or _follows(first, second) else None
    if a == b:
        return op in (">=", "<=", "=")
    if isinstance(a, v.Const) and isinstance(b, v.Const) and op == "=":
        return a.value == b.value
    x, y = reckoner.of(a), reckoner.of(b)
    if x == ANY or y == ANY:
        return None
    return {
        ">=": _least(x, y, True), ">": _least(x, y, False), "<=": _least(y, x, True), "<": _least(y, x, False),
        "=": False if _apart(x, y) else None,
    }.get(op)  # fmt: skip


def _least(x: Bounds, y: Bounds, equal: bool) -> bool | None:
    """Whether every number of `x` is at least (or more than) every one of `y`; false where none is."""
    if x.low is not None and y.high is not None and (x.low > y.high or (equal and x.low == y.high)):
        return True
    if x.high is not None and y.low is not None and (x.high < y.low or (not equal and x.high == y.low)):
        return False
    return None


def _apart(x: Bounds, y: Bounds) -> bool:
    return any(a is not None and b is not None and a < b for a, b in ((x.high, y.low), (y.high, x.low)))


def _agreed(found: Iterable[bool | None]) -> bool | None:
    held = set(found)
    return held.pop() if len(held) == 1 else None


def _contradict(conditions: Iterable[object], reckoner: Reckoner) -> bool:
    """Whether of several conditions two cannot hold together: two words for one field, ranges apart, a yes and a no."""
    asked = tuple(conditions)
    words: dict[object, set[object]] = defaultdict(set)
    ranges: dict[object, Bounds] = {}
    for x in asked:
        if v.Not(x) in asked:  # type: ignore[arg-type]
            return True
        match x:
            case v.Judged(guarantee, verdict):
                words[guarantee].add(verdict)
            case v.Compare("=", a, v.Const(str() as word)):
                words[a].add(word)
            case v.Compare(op, a, v.Const(Fraction() as n)):
                low = n if op in (">=", ">", "=") else None
                high = n if op in ("<=", "<", "=") else None
                ranges[a] = ranges.get(a, reckoner.of(a)).meet(Bounds(low, high))
    return any(len(x) > 1 for x in words.values()) or any(
        r.low is not None and r.high is not None and r.low > r.high for r in ranges.values()
    )


def _exhaust(conditions: Iterable[object]) -> bool:
    """Whether one of several conditions always holds, because another is its contrary."""
    asked = tuple(conditions)
    return any(v.Not(x) in asked for x in asked) or any(  # type: ignore[arg-type]
        v.Compare(_CONTRARY[x.op], x.a, x.b) in asked  # type: ignore[arg-type]
        for x in asked
        if isinstance(x, v.Compare) and x.op in _CONTRARY
    )


def _follows(a: object, b: object) -> bool:
    """Whether an instant never lies before another: the end of something and its beginning."""
    match a, b:
        case v.PeriodBound(x, "end" | "last"), v.PeriodBound(y, "start"):
            return x == y
        case (v.ItField(x), v.ItField(y)) | (v.LinkField(_, x), v.LinkField(_, y)):
            orders = [kind.order for kind in VOCABULARY.values() if x in kind.order and y in kind.order]
            return bool(orders) and all(o.index(x) > 0 == o.index(y) for o in orders)
    return False
