"""In: a contract. Out: SLA912, two names that differ only in a plural, in capitals, or in marks between the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostics import Diagnostic, Place
from ..syntax.nodes import Node
from .bounds import Reckoner
from .subject import VALUES, Subject, head_of, warning

_KINDS = (*VALUES, "guarantee", "claim", "remedy", "right")
_HELP = "let both be one, or name them so that nobody takes one for the other"


def near(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Terms and clauses by what their names sound like, and the causes that events bear.

    Of two kinds of clauses only capitals and marks are held against each other: that a measure `Failures` counts each
    `Failure` is no slip.
    """
    for kind in _KINDS:
        yield from _alike([_named(n) for n in subject.nodes if n.kind == kind], "term", plural=True)
    yield from _alike([_named(n) for n in subject.nodes if n.kind in _KINDS], "term", plural=False)
    causes = [x.parts[0] for n in subject.nodes if n.kind == "causes" for x in n.all("cause")]
    yield from _alike([(x.text, x.place) for x in causes], "cause", plural=True)


def _named(node: Node) -> tuple[str, Place]:
    return head_of(node), (node.first("term") or node).place


def _alike(named: list[tuple[str, Place]], what: str, plural: bool) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, Place]] = {}
    for name, place in named:
        other, there = first.setdefault(sound(name, plural), (name, place))
        if other != name:
            yield warning("SLA912", f"`{name}` is nearly `{other}`", place, _HELP, (f"the other {what}", there))


def sound(name: str, plural: bool = True) -> str:
    """A name without what is easily overlooked.

    >>> sound("Business Days") == sound("business-day"), sound("Loss") == sound("Los")
    (True, False)
    """
    words = re.findall(r"[^\W_]+", name.casefold())
    return "".join(re.sub(r"(?<=[^s]{2})s$", "", word) if plural else word for word in words)
