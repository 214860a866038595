"""In: nothing. Out: `Node`, the syntax tree: a kind (the grammar's name of the construct), its parts, its place.

One class, on purpose: a class for every production would say the grammar twice, and the only reader of the tree is the
compiler, which gives every kind its meaning in one `match`.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from ..base.diagnostics import Place


@frozen
class Node:
    """A construct of the text; a word or number has its `text` and no parts."""

    kind: str
    parts: tuple[Node, ...] = ()
    text: str = ""
    place: Place = field(default=Place("", 0), eq=False)

    def all(self, *kinds: str) -> tuple[Node, ...]:
        """The direct parts of certain kinds."""
        return tuple(p for p in self.parts if p.kind in kinds)

    def first(self, *kinds: str) -> Node | None:
        """The first direct part of certain kinds."""
        return next((p for p in self.parts if p.kind in kinds), None)

    def walk(self) -> Iterator[Node]:
        """This node and everything below it."""
        yield self
        for part in self.parts:
            yield from part.walk()
