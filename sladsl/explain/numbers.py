"""In: an exact value and what it measures. Out: how a person reads it, and how a program does: a text and its unit."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from ..base.instants import DAY, HOUR, MINUTE, SECOND, format_instant
from ..base.periods import Period, Slice
from ..base.quantity import COUNT, MONEY, PART, RATIO, TIME, TIME_UNITS, Dim, decimals_of, display
from ..engine.reference.evaluator import Ongoing

_SHORT = {"minutes": "min", "hours": "h", "seconds": "s", "milliseconds": "ms"}
_PLACES = 6


def shown(x: Any, dim: Dim | None, currency: str | None, zone: str, unit: str = "") -> str:
    """A value for a person: never rounded where it can be written out, else to six places.

    >>> shown(Fraction(95, 96), RATIO, None, "UTC"), shown(Fraction(450 * MINUTE), TIME, None, "UTC")
    ('98.958333 %', '450 min')
    """
    match x:
        case None:
            return "nothing"
        case Ongoing():
            return "not yet"
        case bool():
            return "yes" if x else "no"
        case str():
            return x
        case tuple():
            return ", ".join(map(str, x))
        case Period() | Slice():
            return x.name
        case int():
            return instant(x, zone)
    return number(Fraction(x), dim, currency, unit)


def number(x: Fraction, dim: Dim | None, currency: str | None, unit: str = "") -> str:
    """A number with its unit; lengths of time in the unit asked for, else in minutes."""
    if dim in (RATIO, PART):
        return f"{display(x * 100, _PLACES)} %"
    if dim == MONEY:
        return f"{_money(x, currency)} {currency or ''}".strip()
    if dim == TIME:
        usual = "milliseconds" if 0 < abs(x) < SECOND else "minutes"
        word = unit if unit in TIME_UNITS else usual
        return f"{display(x / TIME_UNITS[word], _PLACES)} {_SHORT[word]}"
    if dim is None or dim == COUNT or not dim.powers:
        return display(x, _PLACES)
    above = [base for base, n in dim.powers if n > 0]
    below = [base for base, n in dim.powers if n < 0]
    if len(above) <= 1 and len(below) == 1 and all(abs(n) == 1 for _, n in dim.powers):
        per, size = ("h", HOUR) if below[0] == "time" else (below[0], 1)
        return f"{number(x * size, Dim(((above[0], 1),), '') if above else COUNT, currency, unit)} per {per}"
    if len(above) == 1 and not below and dim.powers[0][1] == 1:
        return f"{display(x, _PLACES)} {above[0]}" + ("s" if x != 1 else "")
    return f"{display(Fraction(value_of(x, dim)), _PLACES)} {unit_of(dim, currency)}"


def _money(x: Fraction, currency: str | None) -> str:
    """An amount with its cents, and with more places only where it has more."""
    places = decimals_of(currency)
    text = display(x, _PLACES)
    whole, _, part = text.partition(".")
    return f"{whole}.{part.ljust(places, '0')}" if places else text


def instant(x: int, zone: str) -> str:
    """A date and a clock time; seconds and their parts only where there are any.

    >>> instant(0, "Asia/Hong_Kong")
    '1970-01-01 08:00'
    """
    text = datetime.fromisoformat(format_instant(x, zone)).replace(tzinfo=None).isoformat(" ")
    if text.endswith(" 23:59:59.999999"):  # the last instant of a day, from which the days after it are counted
        return f"{text[:10]} 24:00"
    return text.rstrip("0") if "." in text else text.removesuffix(":00")


def until(x: int, zone: str) -> str:
    """The instant at which something is over; midnight is the end of the day before.

    >>> until(0, "UTC")
    '1969-12-31 24:00'
    """
    text = instant(x, zone)
    return instant(x - 1, zone) if text.endswith(" 00:00") else text


def duration(micros: Fraction | int) -> str:
    """A length of time in hours, minutes and seconds; from three days on in days, too.

    >>> duration(252 * SECOND), duration(26 * HOUR), duration(74 * HOUR), duration(0)
    ('4 min 12 s', '26 h', '3 days 2 h', 'no time')
    """
    if micros < 0:
        return f"-{duration(-micros)}"
    left = Fraction(micros)
    said = []
    sizes = (("day", DAY), ("h", HOUR), ("min", MINUTE)) if left >= 3 * DAY else (("h", HOUR), ("min", MINUTE))
    for word, size in sizes:
        n, left = divmod(left, size)
        if n:
            said.append(f"{n} {word}" + ("s" if word == "day" and n != 1 else ""))
    if left:
        said.append(f"{display(left / SECOND, _PLACES)} s")
    return " ".join(said) or "no time"


def noun(said: str) -> str:
    """What is measured, without the words for measuring it.

    >>> noun("time of Counted Time within (it)"), noun("length of it")
    ('Counted Time', 'its length')
    """
    if said == "length of it":
        return "its length"
    if " for each " in said:
        return said
    for measure in ("time of ", "number of ", "gap of "):
        if said.startswith(measure):
            return said.removeprefix(measure).partition(" within (")[0]
    return said


def value_of(x: Any, dim: Dim | None) -> Fraction:
    """The number as a program gets it: lengths of time are in minutes, whatever they are multiplied or divided by."""
    power = next((n for base, n in dim.powers if base == "time"), 0) if dim else 0
    return Fraction(x) / Fraction(MINUTE) ** power


def unit_of(dim: Dim | None, currency: str | None) -> str | None:
    """The name of the unit of `value_of`; none where there is no number."""
    if dim is None:
        return None
    if not dim.powers:
        return "ratio" if dim in (RATIO, PART) else "count"
    words = {"time": "minute", "money": currency or "money"}
    above = [_power(words.get(b, b), n) for b, n in dim.powers if n > 0]
    below = [_power(words.get(b, b), -n) for b, n in dim.powers if n < 0]
    if dim == TIME:
        return "minutes"
    return " ".join(above or ["1"]) + (" per " + " ".join(below) if below else "")


def _power(word: str, n: int) -> str:
    return word if n == 1 else f"{word}^{n}"
