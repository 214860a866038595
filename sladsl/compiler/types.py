"""In: nothing. Out: what an expression can be: a number of some dimension, an instant, a word, a condition, a set ..."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from ..base.quantity import COUNT, MONEY, Dim

Kind = Literal["number", "instant", "word", "condition", "list", "set", "calendar", "unknown"]


@frozen
class Type:
    """The kind; a number's dimension; the type of the items of a set (none: a plain set of times)."""

    kind: Kind
    dim: Dim = COUNT
    item: str | None = None

    def __str__(self) -> str:
        match self.kind:
            case "number":
                return str(self.dim)
            case "set":
                return f"a set of {self.item} events" if self.item else "a set of times"
            case "list" | "word" | "calendar" | "condition":
                return f"a {self.kind}"
            case "instant":
                return "an instant"
            case "unknown":
                return "unknown"


INSTANT = Type("instant")
WORD = Type("word")
CONDITION = Type("condition")
LIST = Type("list")
CALENDAR = Type("calendar")
UNKNOWN = Type("unknown")  # something wrong with it was said already; it agrees with everything


def number(dim: Dim) -> Type:
    """A number of a dimension."""
    return Type("number", dim)


def set_of(item: str | None) -> Type:
    """A set of items, or of plain times."""
    return Type("set", item=item)


FIELD_TYPES: dict[str, Type] = {
    "instant": INSTANT,
    "text": WORD,
    "code": WORD,
    "zone": WORD,
    "period": WORD,
    "flag": CONDITION,
    "whole": number(COUNT),
    "number": number(COUNT),
    "money": number(MONEY),
    "list": LIST,
}
