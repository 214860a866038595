"""In: an agreement beside its contract. Out: one HTML page in two columns, for a screen and for paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..base.html import page
from .beside import Beside, Row
from .sums import summary

_STYLE = """\
:root { --mark: #fff0b3; --bar: #b54708; }
@media (prefers-color-scheme: dark) { :root { --mark: #57470f; --bar: #f0a35e; } }
main { max-width: 75rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
table { width: 100%; table-layout: fixed; }
th { text-align: left; color: var(--faint); font-weight: normal; font-size: .9em; }
th, td { padding: .45rem .75rem; vertical-align: top; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
tr.heading td:first-child { font-weight: bold; padding-top: 1.1rem; }
tr.nothing td:first-child { box-shadow: inset 3px 0 var(--bar); }
mark { background: var(--mark); color: inherit; padding: 0 .1em; }
.clause { margin: 0 0 .5rem; font-size: .9em; }
code { display: block; font: .85em/1.4 ui-monospace, Consolas, monospace; color: var(--faint); }
@media (max-width: 40rem) { table, tbody, tr, td { display: block; } thead { display: none; } td + td { border-top: 0; } }
@media print {
  :root { --mark: #e8e8e8; --bar: #000; }
  main { max-width: none; padding: 0; } tr { break-inside: avoid; } h2 { break-after: avoid; }
  mark { text-decoration: underline; } thead { display: table-header-group; }
}
"""


def html(x: Beside) -> str:
    """The page, which needs nothing else; a bar stands beside each sentence that nothing cites."""
    title = escape(x.title)
    said = [
        f"<h1>{title}</h1>",
        f'<p class="note">{escape(x.contract)} beside {escape(x.text)}</p>',
        "<ul>",
        *(f"<li>{escape(line)}</li>" for line in summary(x)),
        "</ul>",
        "<table>",
        '<thead><tr><th scope="col">The agreement says</th><th scope="col">Cited by</th></tr></thead>',
        "<tbody>",
        *map(_row, x.rows),
        "</tbody>",
        "</table>",
        *_listed("Sentences that nothing cites", x.sentences("nothing")),
        *_listed("Sentences of which only the place is cited", x.sentences("place")),
    ]
    return page(f"{x.title}: sources", _STYLE, said)


def _row(row: Row) -> str:
    text = "".join(f"<mark>{escape(t)}</mark>" if marked else escape(t) for t, marked in row.runs)
    clauses = "".join(
        f'<p class="clause">{escape(c.clause)} <span class="note">line {c.line}</span><code>{escape(c.said)}</code></p>'
        for c in row.citing
    )
    kind = "heading" if row.heading else row.by
    clauses = clauses or '<span class="note">nothing</span>' * (kind == "nothing")
    return f'<tr class="{kind}"><td>{text}</td><td>{clauses}</td></tr>'


def _listed(title: str, rows: Sequence[Row]) -> Iterator[str]:
    if rows:
        yield f"<h2>{title}</h2>"
        yield "<ul>"
        for row in rows:
            place = f'<span class="note">{escape(row.place)}</span> ' if row.place else ""
            yield f"<li>{place}{escape(row.text)}</li>"
        yield "</ul>"
