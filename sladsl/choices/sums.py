"""In: lines of an outcome. Out: what they come to: for each remedy and unit what was earned, awarded, and is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from ..base.quantity import display, money_text
from ..engine.outcome import Line

OPEN = frozenset(["pending", "provisional"])  # it can still be claimed, or the period is not over


@frozen
class Of:
    """What amounts are summed for: a remedy of a subscription, in a unit; `money` says that the unit is a currency."""

    subscription: str | None
    remedy: str
    unit: str
    money: bool
    by_customer: bool = False


@frozen
class Sum:
    """Exact amounts. `awarded` is what stands (status granted); `open` the part of `earned` that is not decided yet."""

    earned: Fraction = Fraction(0)
    awarded: Fraction = Fraction(0)
    open: Fraction = Fraction(0)

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.earned + other.earned, self.awarded + other.awarded, self.open + other.open)

    def __sub__(self, other: Sum) -> Sum:
        return Sum(self.earned - other.earned, self.awarded - other.awarded, self.open - other.open)

    def __neg__(self) -> Sum:
        return Sum() - self


@frozen
class Purse:
    """A party's account in one unit: what all remedies of a subscription come to for the customer; `None`: of all together."""

    subscription: str | None
    unit: str
    money: bool


Sums = Mapping[Of, Sum]


def sums(lines: Iterable[Line], currencies: Mapping[str | None, str | None]) -> dict[Of, Sum]:
    """The amounts of the periods' lines; a line of a single item says only what the period's line sums up."""
    found: dict[Of, Sum] = {}
    for x in lines:
        if x.line != "remedy" or "awarded" not in x.values:
            continue
        money = x.unit == "money"
        unit = (currencies[x.subscription] or "money") if money else str(x.unit)
        of = Of(x.subscription, x.name, unit, money, x.values.get("owed_by") == "customer")
        earned, awarded, status = Fraction(x.values["earned"]), Fraction(x.values["awarded"]), x.values["status"]
        now = Sum(earned, awarded if status == "granted" else Fraction(0), earned if status in OPEN else Fraction(0))
        found[of] = found.get(of, Sum()) + now
    return found


def purses(found: Sums, several: bool) -> dict[Purse, Sum]:
    """What it comes to for the customer, by subscription, and of several also together; what the customer owes is taken off."""
    total: dict[Purse, Sum] = {}
    for all in (False, True) if several else (False,):  # each by itself, then together
        for of, amount in found.items():
            purse = Purse(None if all else of.subscription, of.unit, of.money)
            total[purse] = total.get(purse, Sum()) + (-amount if of.by_customer else amount)
    return total


def said(x: Fraction, of: Of | Purse, sign: bool = False) -> str:
    """An amount as a statement writes it, without its unit; `sign` puts a plus before what is more.

    >>> said(Fraction(-60), Purse(None, "EUR", True), sign=True), said(Fraction(3, 2), Purse(None, "day", False))
    ('-60.00', '1.5')
    """
    text = money_text(abs(x), None if of.unit == "money" else of.unit) if of.money else display(abs(x), 6)
    return ("-" if x < 0 else "+" if sign and x > 0 else "") + text


def written(x: Fraction, of: Of | Purse) -> str:
    """An amount for a program, as a statement's JSON has it: money in its decimals, all else as the exact fraction.

    >>> written(Fraction(-60), Purse(None, "EUR", True)), written(Fraction(4, 3), Purse(None, "day", False))
    ('-60.00', '4/3')
    """
    return said(x, of) if of.money else str(x)
