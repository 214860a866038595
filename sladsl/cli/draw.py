"""In: blocks and outlines. Out: their drawing on a terminal or a pipe: tables, trees, colour where it can be seen."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..rules.text import ADOPTED, Said
from .pages import Block

PIPED = 100  # columns where nobody says how wide it is
_STYLES = {"good": "green", "bad": "bold red", "wait": "yellow", "dim": "dim", "": ""}
_NUMBER = re.compile(r"-?[\d.]+( \S+)?")


def console() -> Console:
    """Standard output; a terminal says how wide it is, and whether it has colours (`NO_COLOR` is honoured)."""
    width = None if sys.stdout.isatty() else PIPED
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def draw(found: Iterable[Block], on: Console) -> None:
    """Block after block, with an empty line between."""
    for n, block in enumerate(found):
        if n:
            on.print()
        if block.title:
            on.print(Text(block.title, "bold"))
        for cell in block.said:
            on.print(Padding(Text(cell.text, _STYLES[cell.tone]), (0, 0, 0, 2 if block.title else 0), expand=False))
        if block.rows:
            on.print(_table(block, on.width))


def _table(block: Block, width: int) -> Table:
    table = Table(box=SIMPLE_HEAD, show_header=any(block.head), pad_edge=True, show_edge=False)
    for n, name in enumerate(block.head):
        cells = [row[n].text for row in block.rows if row[n].text]
        number = bool(name) and name != "clause" and bool(cells) and all(_NUMBER.fullmatch(c) for c in cells)
        # what names a row stays in one piece, to be copied
        whole = n == 0 and max(map(len, cells), default=0) <= width * 0.6
        table.add_column(Text(name), justify="right" if number else "left", overflow="fold", no_wrap=whole)
    for row in block.rows:
        table.add_row(*(Text(cell.text, _STYLES[cell.tone]) for cell in row))
    return table


def outline(root: Said, on: Console) -> None:
    """A line with the lines below it, as a tree."""
    on.print(_tree(root, 0))


def _tree(said: Said, depth: int) -> Tree:
    text = Text(said.text, "bold" if depth < 2 else "")
    if ADOPTED in said.text:
        text.highlight_words([ADOPTED.strip()], "green")
    # citations stand back behind the rule
    text.highlight_regex(r"  \[.*\]$", "dim")
    tree = Tree(text, guide_style="dim")
    for below in said.below:
        tree.children.append(_tree(below, depth + 1))
    return tree
