"""In: nothing. Out: `Outcome`, what a contract comes to on a stream: lines of exact values, and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from ..base.periods import Period

Raw = Any  # Fraction, int (an instant), str, bool, Period, tuple, None; the line's kind and unit say which


class InternalFault(AssertionError):
    """A law of the engine itself is broken (time or money is lost): never a number, always a fault."""


@frozen
class Line:
    """One line: what it is, of which clause, about what, and its exact values by key."""

    line: str
    name: str
    clause: str | None
    subscription: str | None = None
    period: Period | None = None
    service: str | None = None
    item: str | None = None
    unit: str | None = None
    values: Mapping[str, Raw] = field(factory=dict)
    why: Mapping[str, Raw] = field(factory=dict)  # what a person wants to know behind the values


@frozen
class Counted:
    """How a deadline was counted: from an instant, so many days of a calendar, past dates that were none of them."""

    start: int
    days: int | None
    calendar: str | None
    skipped: tuple[tuple[date, str], ...]


@frozen
class Warning:
    """Something the reader of a statement must know: a missing fact and what depends on it, a convention taken."""

    code: str
    message: str


@frozen
class Shown:
    """A parameter's value in a run, and its kind."""

    value: Raw
    kind: str


@frozen
class Outcome:
    """Every line in the order of subscriptions, periods and clauses."""

    lines: tuple[Line, ...]
    warnings: tuple[Warning, ...]
    zones: Mapping[str | None, str]
    currencies: Mapping[str | None, str | None]
    shown: tuple[Period, ...]
    readings: Mapping[str, str]
    parameters: Mapping[str | None, Mapping[str, Shown]] = field(factory=dict)
