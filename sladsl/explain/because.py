"""In: nothing. Out: what an explanation is made of: steps with their values, items with their minutes, ledgers, distances."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from ..base.quantity import Dim

Raw = Any  # Fraction, int (an instant), str, bool, tuple, Period, ONGOING or None (absent)


@frozen
class Cut:
    """What of an item did not count: how long, because of what, and the clause it stands in."""

    by: str
    clause: str | None
    micros: int


@frozen
class Share:
    """What one item gives to a set: of its time `inside` what is asked, so much counted, so much shared with items before it,
    so much was cut. `inside` = `counted` + `shared` + the cuts."""

    item: str
    kind: str
    start: int
    end: int
    open: bool
    inside: int
    counted: int
    shared: int = 0
    cuts: tuple[Cut, ...] = ()
    at: str | None = None  # file and line of the event
    out: bool = False  # it is none of the items of the set


@frozen
class Step:
    """A rule, what it came to, and how: from its parts, or from a fact. `how` says what the parts do.

    Leaves: `fixed` in the contract, a `fact`, `filled in` by the deal, the `period`, another `line` of the statement. Measured:
    `time`, `number`, `gap`, `length`, `end`. All else follows from the parts alone, as `again` shows.
    """

    said: str
    how: str
    value: Raw
    dim: Dim | None = None
    parts: tuple[Step, ...] = ()
    clause: str | None = None
    name: str | None = None  # the defined term it stands for
    note: str = ""
    unit: str = ""  # the unit in which the contract shows lengths of time
    shares: tuple[Share, ...] = ()
    key: object = field(default=None, eq=False)  # what is measured, and of when: the same in every place
    data: Mapping[str, Any] = field(factory=dict, eq=False)


@frozen
class Sentence:
    """A sentence of the answer, with the clause it leans on."""

    text: str
    clause: str | None = None


@frozen
class Entry:
    """One line of a ledger; the last is what the others come to."""

    what: str
    amount: Fraction
    clause: str | None = None


@frozen
class Section:
    """A part of an explanation: steps below a heading, or a ledger that adds up, or plain lines."""

    title: str
    steps: tuple[Step, ...] = ()
    ledger: tuple[Entry, ...] = ()
    said: tuple[Sentence, ...] = ()
    unit: str | None = None


@frozen
class Explanation:
    """Why a line is what it is: the short answer, how it was reckoned, and how far it is from being otherwise."""

    name: str
    line: Mapping[str, Any]
    answer: tuple[Sentence, ...]
    sections: tuple[Section, ...] = ()
    far: tuple[Sentence, ...] = ()
    zone: str = "UTC"
    currency: str | None = None
    whose: str | None = None  # the subscription, where lines of several are told
    readings: tuple[tuple[str, str, bool], ...] = ()  # of those it hangs on: the value taken, whether it is the adopted one
