"""In: a form and what stands in its holes. Out: a line, which can be written in the language or in English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from ..rules import clauses as c
from .forms import Form
from .parts import Part


@frozen
class Line:
    """A form, its holes filled, where it comes from, and the lines below it."""

    form: Form
    holes: Mapping[str, Part]
    cites: tuple[c.Cite, ...] = ()
    below: tuple[Line, ...] = ()


def line(table: Iterable[Form], kind: str, below: tuple[Line, ...] = (), /, **holes: Part) -> Line:
    """The line of a kind that has just these holes."""
    form = next(x for x in table if x.kind == kind and x.wants == set(holes))
    return Line(form, holes, (), below)


@frozen
class Limbs:
    """The limbs of one clause as lines; each finds what it cites, as the n-th of its kind."""

    of: c.Clause
    table: tuple[Form, ...]
    seen: Counter[str] = field(factory=Counter)

    def __call__(self, kind: str, cites: tuple[c.Cite, ...] = (), /, **holes: Part) -> Line:
        """The next limb of a kind."""
        form = next(x for x in self.table if x.kind == kind and x.wants == set(holes))
        cited = dict(self.of.limb_cites).get(kind, ())
        n = self.seen[kind]
        self.seen[kind] += 1
        return Line(form, holes, cited[n] if n < len(cited) else ())
