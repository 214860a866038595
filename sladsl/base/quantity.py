"""In: exact fractions and what they measure. Out: their arithmetic of units, their rounding, their texts.

A dimension is a product of powers: `time` (elapsed, in microseconds), `day` (calendar days), `month`, `money`, and the
contract's own units. A percentage and a bare number have none; they are told apart by name, because `99.5` beside a
percentage is a mistake.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Literal

from attrs import frozen

from .instants import DAY, HOUR, MINUTE, SECOND

Mode = Literal["down", "up", "half up", "half even"]
TIME_UNITS = {"milliseconds": SECOND // 1000, "seconds": SECOND, "minutes": MINUTE, "hours": HOUR}
TIME_WORDS = {word.removesuffix("s"): size for word, size in TIME_UNITS.items()} | TIME_UNITS
ELAPSED_DAY = DAY
# ISO 4217: the currencies that have not two decimals
_DECIMALS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}


@frozen
class Dim:
    """A product of powers; with none, `name` says whether it is a `ratio` or a `count`."""

    powers: tuple[tuple[str, int], ...] = ()
    name: str = "count"

    def times(self, other: Dim, sign: int = 1) -> Dim:
        """The dimension of a product (`sign` 1) or a quotient (-1)."""
        powers = dict(self.powers)
        for base, n in other.powers:
            powers[base] = powers.get(base, 0) + sign * n
        left = tuple(sorted((b, n) for b, n in powers.items() if n))
        if left:
            return Dim(left, "")
        if sign < 0:  # a share of a whole is a percentage; how often one percentage goes into another is a number
            return COUNT if other.name == "ratio" else RATIO
        return RATIO if "ratio" in (self.name, other.name) else COUNT

    def __str__(self) -> str:
        if not self.powers:
            return {"ratio": "a percentage", "count": "a bare number"}[self.name]
        words = {"time": "a length of time", "day": "days", "month": "months", "money": "money"}
        if len(self.powers) == 1 and self.powers[0][1] == 1:
            return words.get(self.powers[0][0], self.powers[0][0] + "s")
        above = [b for b, n in self.powers if n > 0]
        below = [b for b, n in self.powers if n < 0]
        if not below:
            return " times ".join(words.get(b, f"{b}s") for b in above)
        return " ".join(above or ["a number"]) + (" per " + " ".join(below) if below else "")


COUNT = Dim((), "count")
RATIO = Dim((), "ratio")
PART = Dim((), "part")  # a percentage of something, which goes on to measure what it measured
TIME = Dim((("time", 1),), "")
DAYS = Dim((("day", 1),), "")
MONTHS = Dim((("month", 1),), "")
MONEY = Dim((("money", 1),), "")


def unit(name: str) -> Dim:
    """A unit of the contract's own (`credit`)."""
    return Dim(((name, 1),), "")


def rounded(value: Fraction, step: Fraction, mode: Mode) -> Fraction:
    """The multiple of `step` that the mode chooses.

    >>> rounded(Fraction(5, 2), Fraction(1), "half up")
    Fraction(3, 1)
    """
    n = value / step
    low = Fraction(floor(n))
    if n == low:
        return value
    match mode:
        case "down":
            chosen = low
        case "up":
            chosen = low + 1
        case "half up":
            chosen = Fraction(floor(n + Fraction(1, 2)))
        case "half even":
            half = n - low == Fraction(1, 2)
            chosen = (low if low % 2 == 0 else low + 1) if half else Fraction(floor(n + Fraction(1, 2)))
    return chosen * step


def decimals_of(currency: str | None) -> int:
    """How many decimals amounts of a currency have (2 where it is unknown)."""
    return _DECIMALS.get(currency or "", 2)


def money_text(value: Fraction, currency: str | None, mode: Mode = "half up") -> str:
    """An amount with its currency's decimals.

    >>> money_text(Fraction(1, 3), "EUR")
    '0.33'
    """
    places = decimals_of(currency)
    return decimal_text(rounded(value, Fraction(1, 10**places), mode), places)


def decimal_text(value: Fraction, places: int) -> str:
    """A decimal with exactly so many places, rounded half up where it has more (for display)."""
    scaled = int(rounded(value * 10**places, Fraction(1), "half up"))
    sign, digits = "-" if scaled < 0 else "", str(abs(scaled)).rjust(places + 1, "0")
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def display(value: Fraction, places: int) -> str:
    """A decimal for people: at most so many places, no trailing zeros."""
    text = decimal_text(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text
