"""In: a contract. Out: SLA935, more than all of something: `150% of amount of fee`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..base.diagnostics import Diagnostic
from .bounds import Reckoner
from .subject import Subject, warning


def over_whole(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """A part of a fee, a price or a time is at most the whole; who means a multiple writes `2 * amount of fee`."""
    for node in (x for clause in subject.nodes for x in clause.walk()):
        if node.kind == "percent_of" and _share(node.parts[0].text) > 1:
            message = f"`{node.parts[0].text}%` is more than all of it"
            yield warning("SLA935", message, node.place, "if a multiple is meant, write it as one: `2 * amount of fee`")


def _share(text: str) -> Fraction:
    return Fraction(text) / 100 if text.count(".") <= 1 else Fraction(0)
