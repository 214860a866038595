"""In: an agreement beside its contract. Out: the same in Markdown, a table a place, cited words in bold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from .beside import Beside, Row
from .sums import summary


def markdown(x: Beside) -> str:
    """The page, ending in one newline."""
    said = [f"# {_escaped(x.title)}\n", f"{_escaped(x.contract)} beside {_escaped(x.text)}\n", *_tables(x.rows)]
    said += ["## What it comes to\n", *(f"- {_escaped(line)}" for line in summary(x))]
    for title, rows in (
        ("Sentences that nothing cites", x.sentences("nothing")),
        ("Sentences of which only the place is cited", x.sentences("place")),
    ):
        if rows:
            said += ["", f"## {title}\n", *(f"- {_where(r)}{_escaped(r.text)}" for r in rows)]
    return "\n".join(said) + "\n"


def _tables(rows: Sequence[Row]) -> Iterator[str]:
    for place, of_place in groupby(rows, key=lambda r: r.place):
        first, *rest = of_place
        if first.heading or place:
            yield f"## {_escaped(first.text if first.heading else place)}\n"
        yield "| the agreement says | cited by |\n|---|---|"
        for row in rest if first.heading and not first.citing else (first, *rest):
            text = "".join(f"**{_escaped(t.strip())}**{' ' * t.endswith(' ')}" if m else _escaped(t) for t, m in row.runs)
            clauses = "<br>".join(f"{_escaped(c.clause)} (line {c.line})" for c in row.citing)
            yield f"| {text} | {clauses or _nothing(row)} |"
        yield ""


def _nothing(row: Row) -> str:
    return "" if row.heading or row.by == "place" else "nothing"


def _where(row: Row) -> str:
    return "" if row.text.startswith(row.place) else f"{_escaped(row.place)}: "


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", text)
