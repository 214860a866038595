"""In: nothing. Out: `Document`, what a reader sees, before it is Markdown or HTML: a title, and numbered blocks in order."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from ..base.diagnostics import Place

Style = Literal["", "name", "see", "cites"]


@frozen
class Run:
    """A stretch of text: plain, the name that a clause defines, the number of another clause, where a line comes from."""

    text: str
    style: Style = ""


@frozen
class Block:
    """A heading (`1`), a line (`1.2`, `1.2.1`, `1.2.1(a)`) or, without a number, the table below the line before it."""

    number: str = ""
    runs: tuple[Run, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()  # the first row is its head
    place: Place | None = field(default=None, eq=False)  # where it was read

    @property
    def depth(self) -> int:
        """How deep it stands: 1 for a heading."""
        return self.number.count(".") + self.number.count("(") + 1

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs)


def below(number: str, k: int) -> str:
    """The number of the k-th line below a numbered one: figures, then letters, then small Roman numbers.

    >>> below("3", 1), below("3.1", 2), below("3.1.2", 28), below("3.1.2(b)", 4)
    ('3.1', '3.1.2', '3.1.2(ab)', '3.1.2(b)(iv)')
    """
    match number.count(".") + number.count("("):
        case 0 | 1:
            return f"{number}.{k}"
        case 2:
            return f"{number}({_letters(k)})"
    return f"{number}({_roman(k)})"


def _letters(k: int) -> str:
    more, last = divmod(k - 1, 26)
    return (_letters(more) if more else "") + chr(ord("a") + last)


def _roman(k: int) -> str:
    said = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        said += sign * (k // value)
        k %= value
    return said


@frozen
class Document:
    """A contract as a reader sees it."""

    title: str
    blocks: tuple[Block, ...]

    def plain(self) -> tuple[str, tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...]]:
        """Its words without styles and places: what is the same in Markdown and HTML."""
        return self.title, tuple((x.number, x.text, x.table) for x in self.blocks)


NOTE = (
    "Written by sladsl from the rules of the contract. The numbers in front of lines are those of this document; what stands "
    "in square brackets is the place in the agreement and its decisive words."
)
