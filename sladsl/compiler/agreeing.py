"""In: a number and its unit. Out: nothing, or that they do not agree: one hour, two hours, and no other way to write it."""

from __future__ import annotations

from fractions import Fraction

from ..base.diagnostics import Diagnostic
from ..syntax.nodes import Node
from .names import Names


def agreeing(number: Node, word: Node, value: Fraction, names: Names) -> None:
    """`1 hours` is `1 hour`, `4 hour` is `4 hours`; a currency's letters, and a unit declared as many, stay as they are."""
    if word.kind == "TERM" or (word.text in names.units and word.text.endswith("s")):
        return
    singular = word.text if word.text in names.units else word.text.removesuffix("s")
    right = singular if value == 1 else f"{singular}s"
    if word.text != right:
        message = f"the number and the unit of `{number.text} {word.text}` do not agree"
        names.sink.add(Diagnostic("SLA222", message, word.place, f"write `{right}`", "warning").as_helped())
