"""In: a document. Out: one HTML page that needs nothing else, for a screen and for paper; and from it the document again."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from ..base.diagnostics import Place
from ..base.html import page
from .document import NOTE, Block, Document, Run

_STYLE = """\
:root { --link: #0b4f8a; }
@media (prefers-color-scheme: dark) { :root { --link: #8cc2f2; } }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 .75rem; }
p { margin: .5rem 0 .5rem calc(var(--depth) * 1.5rem); overflow-wrap: anywhere; }
.cites { color: var(--faint); font-size: .875em; }
.number { color: var(--faint); font-variant-numeric: tabular-nums; margin-right: .35em; }
a { color: var(--link); }
table { margin: .5rem 0 .75rem calc(var(--depth) * 1.5rem); }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
tbody th { font-weight: normal; }
:target { outline: 2px solid var(--link); outline-offset: 3px; }
@media print {
  :root { --link: #000; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  p, table { break-inside: avoid; }
  a { text-decoration: none; }
}
"""


def html(x: Document) -> str:
    """The document as a page: escaped, without scripts, its headings in order and its tables with head cells."""
    said = [
        f"<h1>{escape(x.title)}</h1>",
        f'<p class="note">{escape(NOTE)}</p>',
    ]
    depth = 0
    for block in x.blocks:
        if block.table:
            said += _table(block, depth)
            continue
        depth = max(0, block.depth - 2)
        text = "".join(map(_run, block.runs))
        anchor = f'id="c{block.number}"'
        if block.depth == 1:
            said.append(f"<h2 {anchor}>{block.number}. {text}</h2>")
        else:
            said.append(f'<p {anchor} style="--depth: {depth}"><span class="number">{block.number}</span> {text}</p>')
    return page(x.title, _STYLE, said)


def _run(x: Run) -> str:
    text = escape(x.text)
    match x.style:
        case "name":
            return f"<strong>{text}</strong>"
        case "see":
            return f'<a href="#c{text}">{text}</a>'
        case "cites":
            return f'<span class="cites">{text}</span>'
    return text


def _table(x: Block, depth: int) -> list[str]:
    head, *rows = x.table
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    said = [f'<table style="--depth: {depth + 1}">', f"<thead><tr>{cells}</tr></thead>", "<tbody>"]
    for first, *rest in rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        said.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    return [*said, "</tbody>", "</table>"]


# ---------------------------------------------------------------- and back
def read_html(text: str, file: str) -> Document:
    """The document that a page shows; its head, its note and its styles are not part of it."""
    reader = _Reader(file)
    reader.feed(text)
    reader.close()
    return Document(reader.title, tuple(reader.blocks))


class _Reader(HTMLParser):
    """Collects headings, lines and tables."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file, self.title = file, ""
        self.blocks: list[Block] = []
        self.text: list[str] | None = None  # of the element that is open
        self.cells: list[str] = []
        self.rows: list[tuple[str, ...]] = []
        self.note = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element opens."""
        if tag in ("h1", "h2", "p", "th", "td"):
            self.text, self.note = [], ("class", "note") in attrs
        elif tag == "tr":
            self.cells = []
        elif tag == "table":
            self.rows = []

    def handle_data(self, data: str) -> None:
        """Words."""
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """An element closes."""
        if tag == "tr":
            self.rows.append(tuple(self.cells))
        elif tag == "table":
            self.blocks.append(Block(table=tuple(self.rows), place=self._place()))
        elif tag in ("h1", "h2", "p", "th", "td") and self.text is not None:
            said, self.text = re.sub(r"[ \t\r\n]+", " ", "".join(self.text)), None
            if tag == "h1":
                self.title = said
            elif tag in ("th", "td"):
                self.cells.append(said)
            elif not self.note:
                number, _, rest = said.partition(" ")
                self.blocks.append(Block(number.removesuffix("."), (Run(rest),), place=self._place()))

    def _place(self) -> Place:
        line, column = self.getpos()
        return Place(self.file, line, column + 1)
