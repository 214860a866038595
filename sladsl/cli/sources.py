"""In: a contract and its agreement's text. Out: each sentence with the clauses that cite it, and what nothing cites."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from .says import as_json, formats, loudness, put
from .source import STDIN, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..sources.beside import Beside, Row


@click.command()
@click.argument("contract", metavar="CONTRACT")
@click.option(
    "--text", "agreement", metavar="AGREEMENT", default=None, help="The agreement's text; else what the header names."
)
@formats("text", "json", "md", "html")
@loudness
def sources(contract: str, agreement: str | None, format: str) -> int:
    """Show an agreement's sentences side by side with the clauses that cite them, then the sentences nothing cites.

    Without --text it is the file that the contract's header names (`text "agreement.txt"`), beside the contract. `-` is
    standard input. Whether the citations hold, `check --text` says.

    \b
    sladsl sources contract.sla --text agreement.txt
    sladsl sources contract.sla --text agreement.txt --format html > beside.html
    """
    if contract == STDIN and agreement in (STDIN, None):
        raise click.UsageError("standard input can be read only once: say with --text where the agreement's text is")
    from ..api import sources as of_files
    from ..sources.beside import beside

    found = of_files(contract) if agreement is None else beside(*text(contract), *text(agreement))
    match format:
        case "json":
            put(as_json(found.to_dict()))
        case "md":
            from ..sources.markdown import markdown

            put(markdown(found))
        case "html":
            from ..sources.html import html

            put(html(found))
        case _:
            put(_drawn(found))
    return 0


def _drawn(x: Beside) -> str:
    """Two columns; cited words stand between « and »."""
    from ..sources.sums import summary

    width = click.get_current_context().terminal_width or _width()
    left = max(24, width * 3 // 5)
    lines = [x.title, f"  {x.contract} beside {x.text}", ""]
    for place, of_place in groupby(x.rows, key=lambda r: r.place):
        first, *rest = of_place
        if not first.heading and not first.text.startswith(place):
            lines.append(place)
        lines += _beside(first, left, width, 2 * (not first.heading))
        for row in rest:
            lines += _beside(row, left, width, 2)
        lines.append("")
    for title, found in (
        ("Sentences that nothing cites", x.sentences("nothing")),
        ("Sentences of which only the place is cited", x.sentences("place")),
    ):
        if found:
            lines += [title, *(f"  {line}" for row in found for line in _listed(row, width - 2)), ""]
    lines += ["In short", *(f"  {line}" for line in summary(x))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _beside(row: Row, left: int, width: int, indent: int) -> Iterator[str]:
    text = "".join(f"«{t}»" if marked else t for t, marked in row.runs)
    ours = _wrapped(text, left - 2 - indent)
    theirs = [line for c in row.citing for line in _wrapped(f"{c.clause} (line {c.line})", width - left, "  ")]
    if not theirs and row.by == "nothing" and not row.heading:
        theirs = ["nothing"]
    for n in range(max(len(ours), len(theirs))):
        a, b = (ours[n] if n < len(ours) else ""), (theirs[n] if n < len(theirs) else "")
        yield f"{' ' * indent}{a:<{left - indent}}{b}"


def _listed(row: Row, width: int) -> list[str]:
    return _wrapped(row.text if row.text.startswith(row.place) else f"{row.place}: {row.text}", width, "  ")


def _wrapped(text: str, width: int, behind: str = "") -> list[str]:
    import textwrap

    return textwrap.wrap(text, max(12, width), subsequent_indent=behind, break_on_hyphens=False)


def _width() -> int:
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 140)
