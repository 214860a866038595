"""In: a number and its dimension, a period, a clock time, days of a calendar, a name. Out: how the language writes it.

Every number is written exactly: what is read back is the same fraction.
"""

from __future__ import annotations

import re
from fractions import Fraction

from ..base.calendars import DayCalendar
from ..base.grids import Grid
from ..base.instants import DAY, HOUR, MINUTE, SECOND
from ..base.quantity import COUNT, MONEY, PART, RATIO, TIME, Dim, decimal_text, decimals_of, display

_SIZES = {"hour": HOUR, "minute": MINUTE, "second": SECOND, "millisecond": SECOND // 1000}
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*( [A-Z][A-Za-z0-9]*)*")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
# What has a meaning of its own behind `is`; as a plain word it stands in quotation marks.
_MEANT = {
    "after", "all", "always", "any", "at", "before", "below", "breached", "by", "caused", "claimed", "during", "every",
    "exercised", "first", "given", "holidays", "it", "met", "more", "never", "no", "not", "one", "otherwise",
    "percentile", "the", "tiers", "wholly",
}  # fmt: skip
_LEGIBLE = 1000  # so many per hour are better said of a shorter time


# ---------------------------------------------------------------- numbers
def number(x: Fraction, dim: Dim | None, currency: str | None = None, unit: str = "") -> str:
    """A number with its unit; a length of time in the given unit, where it is a plain number of them.

    >>> number(Fraction(1, 200), RATIO), number(Fraction(90 * MINUTE), TIME), number(Fraction(90 * MINUTE), TIME, unit="hours")
    ('0.5%', '90 minutes', '1.5 hours')
    """
    if dim == TIME:
        return length(x, unit)
    if dim == MONEY:
        places = decimals_of(currency)
        whole = x * 10**places % 1 == 0
        return f"{_plain(decimal_text(x, places)) if whole else exact(x)} {currency or ''}".strip()
    if dim in (RATIO, PART):
        return percentage(x)
    if dim is None or not dim.powers:
        return exact(x)
    above, below = (next((base for base, n in dim.powers if n * sign > 0), None) for sign in (1, -1))
    of = COUNT if above is None else Dim(((above, 1),), "")
    if below is None:
        return f"{exact(x)} {plural(above, x)}" if above else exact(x)
    x, per = _each(x, below)
    return f"{f'{exact(x)} {plural(above, x)}' if above not in ('time', 'money') else number(x, of, currency, unit)} per {per}"


def _each(x: Fraction, below: str) -> tuple[Fraction, str]:
    """How many in one (or, so that the number is written exactly, in several) of what they are counted by."""
    of = {word: x * size for word, size in _SIZES.items()} if below == "time" else {below: x}
    for word, n in of.items():
        if _finite(n) and n < _LEGIBLE:
            return n, word
    word, n = min(of.items(), key=lambda each: each[1].numerator * each[1].denominator)
    return (n, word) if _finite(n) else (Fraction(n.numerator), f"{n.denominator} {word}s")


def length(x: Fraction, unit: str = "", days: bool = True) -> str:
    """A length of time; many whole days are so many `elapsed days`, where these can be said.

    >>> length(Fraction(30 * DAY)), length(Fraction(30 * DAY), days=False), length(Fraction(36 * HOUR))
    ('30 elapsed days', '720 hours', '36 hours')
    """
    word = unit.removesuffix("s")
    if word not in _SIZES or not _finite(x / _SIZES[word]):
        if days and x and x % DAY == 0 and x >= 7 * DAY:
            return f"{x // DAY} elapsed days"
        whole = next((w for w, size in _SIZES.items() if x % size == 0), "second" if x >= SECOND else "millisecond")
        word = whole if x else "minute"
    n = x / _SIZES[word]
    return f"{exact(n)} {plural(word, n)}"


def step(x: Fraction, dim: Dim | None, currency: str | None = None) -> str:
    """To what a number is rounded.

    >>> step(Fraction(HOUR), TIME), step(Fraction(900 * SECOND), TIME), step(Fraction(1, 1000), RATIO)
    ('to the hour', 'to multiples of 15 minutes', 'to 1 decimals of a percentage')
    """
    if dim == TIME and x in _SIZES.values():
        return f"to the {next(word for word, size in _SIZES.items() if size == x)}"
    part = x * 100 if dim == RATIO else x
    places = len(str(part.denominator)) - 1
    if part != Fraction(1, 10**places):
        return f"to multiples of {number(x, dim, currency)}"
    if places == 0 and dim is not None and dim.powers and dim.powers[0][0] not in ("time", "money", "day", "month"):
        return f"to the {dim.powers[0][0]}"
    return f"to {places} decimals" + " of a percentage" * (dim == RATIO)


def exact(x: Fraction) -> str:
    """A decimal with all its places; of one without end the first six.

    >>> exact(Fraction(1, 8)), exact(Fraction(40)), exact(Fraction(1, 3)), exact(Fraction("1.005"))
    ('0.125', '40', '0.333333', '1.0050')
    """
    return _plain(_decimal(x))


def percentage(x: Fraction) -> str:
    """A share, of a hundred.

    >>> percentage(Fraction(199, 200))
    '99.5%'
    """
    return f"{_decimal(x * 100)}%"


def _decimal(x: Fraction) -> str:
    places = 6
    if _finite(x):
        places = next(n for n in range(x.denominator.bit_length() + 1) if 10**n % x.denominator == 0)
    return display(x, places)


def _plain(decimal: str) -> str:
    """`1.005` could be a thousand and five; `1.0050` is not."""
    return decimal + "0" * (re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", decimal) is not None)


def _finite(x: Fraction) -> bool:
    """Whether a decimal comes to an end."""
    return pow(10, x.denominator.bit_length(), x.denominator) == 0


def plural(word: str | None, n: Fraction | int) -> str:
    """`1 credit`, `2 credits`."""
    return f"{word}s" if word and n != 1 and not word.endswith("s") else word or ""


# ---------------------------------------------------------------- periods, days and hours
def counted(grid: Grid) -> str:
    """One of its periods with a number: `1 minute`, `5 minutes`, `1 day`."""
    return grid.word if grid.word[0].isdigit() else f"1 {grid.word}"


def the(grid: Grid) -> str:
    """The period that is meant: `the month`, `the 30 days`, `the 1 hour`."""
    return f"the {counted(grid) if grid.unit == 'time' else grid.word}"


def clock(minute: int) -> str:
    """A time of day.

    >>> clock(450), clock(1440)
    ('07:30', '24:00')
    """
    return f"{minute // 60:02d}:{minute % 60:02d}"


def calendar(days: DayCalendar) -> tuple[str, ...]:
    """Days of the week, and perhaps what they are without: dates, holidays, other days of the week.

    >>> calendar(DayCalendar(frozenset([0, 1, 3, 4]), frozenset([(1, 1)])))
    ('Monday to Friday', 'except on (Wednesday, January 1)')
    """
    week = min((_run(first, days.weekdays) for first in range(7)), key=len)
    said = _WEEK[week[0]] + (f" to {_WEEK[week[-1]]}" if len(week) > 1 else "")
    less = [_WEEK[day] for day in week if day not in days.weekdays]
    less += [f"{_MONTHS[month - 1]} {day}" for month, day in sorted(days.fixed)]
    less += [f'holidays "{x.code}"' + (f' category "{x.category}"' if x.category else "") for x in days.lists]
    return (said, f"except on ({', '.join(less)})") if less else (said,)


def _run(first: int, weekdays: frozenset[int]) -> list[int]:
    """The days of the week from one on to the last that is meant."""
    return [(first + n) % 7 for n in range(max(((day - first) % 7 for day in weekdays), default=0) + 1)]


# ---------------------------------------------------------------- names and words
def quoted(name: str) -> str:
    """A defined name as the contract writes it: in quotation marks where it is not all capitalised words."""
    return name if _NAME.fullmatch(name) and name not in (*_WEEK, *_MONTHS) else f'"{name}"'


def word(text: str) -> str:
    """A word that an event bears: in quotation marks where it would not be read as one."""
    return text if _WORD.fullmatch(text) and text not in _MEANT else f'"{text}"'


def place(clause: str) -> str:
    """A number or heading of the agreement.

    >>> place("4.2"), place("Service Credits")
    ('4.2', '"Service Credits"')
    """
    return clause if re.fullmatch(r"\d+(\.\d+)*", clause, re.ASCII) else f'"{clause}"'
