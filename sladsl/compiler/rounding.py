"""In: `... rounded MODE to ...`. Out: the value rounded to multiples of a step, as the contract says it."""

from __future__ import annotations

from fractions import Fraction

from ..base.quantity import RATIO, TIME, TIME_WORDS, Dim, Mode
from ..rules import values as v
from ..syntax.nodes import Node
from . import values
from .scope import Scope
from .spans import amount
from .types import Type, number

# How the words of rounding are called in the rules.
MODES: dict[str, Mode] = {"down": "down", "up": "up", "half_up": "half up", "half_even": "half even"}


def rounded(node: Node, scope: Scope) -> values.Typed:
    """A value rounded to a unit, to decimals or to multiples of an amount."""
    if node.parts[0].kind in ("for_each", "for_each_where"):
        message = "it is not said whether each part is rounded, or what they come to"
        help = "put brackets: `(total of ... for each ...) rounded ...`"
        scope.names.sink.error("SLA217", message, node.place, help)
    x, t = values.value(node.parts[0], scope)
    mode = MODES[node.parts[1].kind]
    last = node.parts[2]
    if t.kind == "unknown":
        return values.NOTHING
    if node.kind in ("round_decimals", "round_percentage"):
        places = int(last.text) if last.text.isdecimal() and len(last.text) < 3 else 99
        if places > 30:
            scope.names.sink.error("SLA207", f"`{last.text}` is not a number of decimals", last.place, "write 0 to 30")
            return values.NOTHING
        of_percentage = node.kind == "round_percentage"
        if t == number(RATIO) and not of_percentage:
            message = f"{places} decimals of the percentage, or of the number: it is not said"
            help = f"write `to {places} decimals of a percentage`; for full steps divide one percentage by another"
            scope.names.sink.error("SLA218", message, node.place, help)
            return values.NOTHING
        if of_percentage and t != number(RATIO):
            scope.names.sink.error("SLA203", f"{t} is not a percentage", node.place, "leave out `of a percentage`")
            return values.NOTHING
        scale = 100 if of_percentage else 1
        return v.Round(x, Fraction(1, 10**places * scale), mode), t
    if node.kind == "round_multiple":
        step = amount(last, scope.names)
        if step is None:
            return values.NOTHING
        if number(step[1]) != t or step[0] <= 0:
            scope.names.sink.error("SLA203", f"{t} is not rounded to multiples of {step[1]}", last.place, _unit_of_step(t))
            return values.NOTHING
        return v.Round(x, step[0], mode), t
    if last.text in TIME_WORDS and t == number(TIME):
        return v.Round(x, Fraction(TIME_WORDS[last.text]), mode), t
    if t.kind == "number" and last.text in scope.names.units and t.dim == Dim(((last.text, 1),), ""):
        return v.Round(x, Fraction(1), mode), t
    help = "write `to the minute`, `to the hour`, `to the` unit of the contract, or `to 2 decimals`"
    scope.names.sink.error("SLA203", f"{t} cannot be rounded to the `{last.text}`", node.place, help)
    return values.NOTHING


def _unit_of_step(t: Type) -> str:
    return "write `to multiples of 15 minutes`" if t == number(TIME) else "write multiples of its own unit"
