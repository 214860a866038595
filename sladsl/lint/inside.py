"""In: two sets of a contract. Out: whether one lies wholly in the other, or holds nothing at all, whatever happens.

It looks at how the sets are made, and at nothing that only events decide; where it cannot tell it says no.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.choice import ByReading
from .subject import Subject

_WEEK, _CLOSES = 7, 1440
_DEEP = 40  # definitions below each other, before nothing is said


def inside(a: object, b: object, subject: Subject, depth: int = 0) -> bool:
    """Whether every instant of `a` lies in `b`."""
    if depth > _DEEP:
        return False

    def lies(x: object, y: object) -> bool:
        return inside(x, y, subject, depth + 1)

    if a == b or nothing(a, subject, depth + 1):
        return True
    match b:
        case s.SetRef(name):
            if lies(a, _whole(subject.sets.get(name))):
                return True
        case s.Union(of) if any(lies(a, x) for x in of):
            return True
        case s.Intersect(x, y) if lies(a, x) and lies(a, y):
            return True
        case s.Stretches(of) if lies(a, of):
            return True
        case ByReading(_, choices) if all(lies(a, x) for _, x in choices):
            return True
        case s.Where(of, condition, keep) if always(condition, keep) and lies(a, of):
            return True
        case s.Hours(window) if (window.opens, window.closes, len(window.days.weekdays)) == (0, _CLOSES, _WEEK):
            return not window.days.fixed and not window.days.lists
    match a:
        case s.SetRef(name) if name in subject.sets:
            return lies(_part(subject.sets[name]), b)
        case s.Union(of):
            return all(lies(x, b) for x in of)
        case s.Minus(x, _) | s.Where(x) | s.Quota(x) | s.StartingAt(x) | s.Once(x) | s.ClaimedBy(x):
            return lies(x, b)
        case s.Stretches(x, 0):
            return lies(x, b)
        case s.Intersect(x, y):
            return lies(x, b) or lies(y, b)
        case ByReading(_, choices):
            return all(lies(x, b) for _, x in choices)
    return False


def nothing(a: object, subject: Subject, depth: int = 0) -> bool:
    """Whether a set holds nothing, whatever happens."""
    if depth > _DEEP:
        return False

    def empty(x: object) -> bool:
        return nothing(x, subject, depth + 1)

    match a:
        case s.NoTime():
            return True
        case s.SetRef(name):
            found = subject.sets.get(name)
            return empty(_part(found)) or (isinstance(found, c.Window) and found.never)
        case s.Where(of, condition, keep):
            contrary = any(x.condition == condition and x.keep != keep for x in conditions_of(of, subject))
            return contrary or always(condition, not keep) or empty(of)
        case s.Quota(of) | s.StartingAt(of) | s.Dated(of) | s.Once(of) | s.ClaimedBy(of) | s.Stretches(of):
            return empty(of)
        case s.Union(of):
            return all(empty(x) for x in of)
        case s.Minus(x, y):
            return empty(x) or inside(x, y, subject, depth + 1)
        case s.Intersect(x, y):
            return empty(x) or empty(y)
        case ByReading(_, choices):
            return all(empty(x) for _, x in choices)
    return False


def unconditional(window: c.Window) -> bool:
    """Whether a window takes every event of its type, whole."""
    bound = any(not isinstance(x, c.Condition) or (x.hard and not always(x.test)) for x in window.limbs)
    return not window.never and not bound and (window.covers is None or always(window.covers))


def always(condition: object, wanted: bool = True) -> bool:
    """Whether `always` (or, not `wanted`, `never`) stands where a condition does, under every reading."""
    match condition:
        case v.Const(bool() as x):
            return x is wanted
        case ByReading(_, choices):
            return all(always(x, wanted) for _, x in choices)
    return False


def _whole(found: object) -> object:
    """What a name surely covers."""
    if isinstance(found, c.Window):
        return s.Facts(found.event) if unconditional(found) else s.NoTime()
    return found


def _part(found: object) -> object:
    """In what a name surely lies."""
    return s.Facts(found.event) if isinstance(found, c.Window) else found


def conditions_of(of: object, subject: Subject) -> Iterator[s.Where]:
    """The conditions that every item of a set meets or fails by its own definition."""
    for _ in range(_DEEP):
        match of:
            case s.Where(inner):
                yield of
                of = inner
            case s.SetRef(name) if not isinstance(subject.sets.get(name), c.Window):
                of = subject.sets.get(name)
            case s.Minus(inner) | s.StartingAt(inner) | s.Once(inner) | s.ClaimedBy(inner) | s.Dated(inner):
                of = inner
            case _:
                return
