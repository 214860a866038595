"""In: sheets. Out: the same as a page in Markdown, ending in one newline."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .sheets import Row, Sheet


def markdown(sheets: Iterable[Sheet]) -> str:
    """Headings, sentences and tables; the first sheet is the page's title.

    >>> print(markdown([Sheet("Readings", ("one | two",), ("a", "b"), (("1", "x_y"),))]))
    # Readings
    <BLANKLINE>
    - one \\| two
    <BLANKLINE>
    | a | b |
    |---|---|
    | 1 | x\\_y |
    <BLANKLINE>
    """
    said: list[str] = []
    for n, sheet in enumerate(sheets):
        said += [f"{'#' if n == 0 else '##'} {_escaped(sheet.title)}", ""]
        if sheet.said:
            said += [*(f"- {_escaped(line)}" for line in sheet.said), ""]
        if sheet.rows:
            said += [_row(sheet.head), "|" + "---|" * len(sheet.head), *map(_row, sheet.rows), ""]
    return "\n".join(said[:-1]) + "\n"


def _row(cells: Row) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", text)
