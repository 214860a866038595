"""In: an amount. Out: the value it is a part of (`25% of Monthly Fee` is a part of the fee), by which amounts are compared."""

from __future__ import annotations

from ..rules import values as v
from ..rules.choice import ByReading
from .bounds import number
from .subject import Subject


def yardstick(node: object, subject: Subject) -> object:
    """The first value in an amount that is no plain number; nothing where it is a plain number.

    Amounts that are parts of the same value can be compared without knowing the value.
    """
    node = subject.means(node)
    match node:
        case v.Const():
            return None
        case v.Arith("*", a, b):
            return yardstick(b if _fixed(a, subject) else a, subject)
        case v.Arith("/", a, b) if _fixed(b, subject):
            return yardstick(a, subject)
        case v.Round(x):
            return yardstick(x, subject)
        case v.Tiers(_, rows, otherwise):
            return _first((*(row.value for row in rows), otherwise), subject)
        case v.Cases(base, exceptions):
            return _first((base, *(e.value for e in exceptions)), subject)
        case ByReading(_, choices):
            return _first(tuple(x for _, x in choices), subject)
    return node


def _first(nodes: tuple[object, ...], subject: Subject) -> object:
    return next((found for x in nodes if x is not None and (found := yardstick(x, subject)) is not None), None)


def _fixed(node: object, subject: Subject) -> bool:
    """Whether a factor is a share or a number and not what it is a share of."""
    return number(subject.means(node)) is not None or _of_numbers(subject.means(node))


def _of_numbers(node: object) -> bool:
    match node:
        case v.Tiers(_, rows, otherwise):
            values = [row.value for row in rows] + ([otherwise] if otherwise is not None else [])
            return all(number(x) is not None for x in values)
        case ByReading(_, choices):
            return all(number(x) is not None for _, x in choices)
    return False
