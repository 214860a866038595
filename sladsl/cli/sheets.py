"""In: sheets (titles, sentences, tables). Out: their drawing for a person, or a page in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .says import put

if TYPE_CHECKING:
    from ..choices.sheets import Sheet


def drawn(sheets: Iterable[Sheet]) -> None:
    """Block by block, as a statement is drawn."""
    from ..statement.text import Cell
    from .draw import console, draw
    from .pages import Block

    draw(
        (
            Block(s.title, tuple(map(Cell, s.said)), s.head, tuple(tuple(map(Cell, row)) for row in s.rows))
            for s in sheets
        ),
        console(),
    )  # fmt: skip


def page(sheets: Iterable[Sheet]) -> None:
    """A page in Markdown."""
    from ..choices.page import markdown

    put(markdown(sheets))
