"""In: a title, a style of one's own, the lines of a body. Out: one HTML page that needs nothing else, for screen and paper."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --faint: #5a5a5a; --line: #c9c9c9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --paper: #181818; --faint: #a6a6a6; --line: #484848; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --faint: #333; --line: #888; }
}
body { margin: 0; color: var(--ink); background: var(--paper); font: 1rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .75rem; }
table { border-collapse: collapse; }
.note { color: var(--faint); font-size: .875em; }
"""


def page(title: str, style: str, said: Iterable[str]) -> str:
    """The page, without scripts; its body is one `main`, and `said` is HTML already.

    >>> page("A < B", "", ["<p>it is</p>"]).splitlines()[-5:]
    ['<main>', '<p>it is</p>', '</main>', '</body>', '</html>']
    """
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_STYLE}{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        *said,
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"
