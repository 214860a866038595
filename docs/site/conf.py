"""In: the pages of `docs`. Out: what Sphinx must know to make a site of them: `sphinx-build -c docs/site docs site`.

The navigation is the lists of `docs/README.md`, section by section, so that a forge and the site show the same.
"""

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from lexer import EventsLexer, SlaLexer
from pygments.lexers.special import TextLexer

project = "sladsl"
copyright = ""
html_title = "sladsl"
extensions = ["myst_parser"]
root_doc = "README"
exclude_patterns = ["site"]
source_suffix = {".md": "markdown"}

myst_heading_anchors = 3
smartquotes = False  # quotation marks are part of the language

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_use_index = False
html_domain_indices = False
pygments_style = "friendly"
pygments_dark_style = "monokai"

_FENCE = re.compile(r"^```.*?^```", re.S | re.M)


def navigation(page: str) -> str:
    """The lists of a page as tables of contents, one a section."""
    said = []
    for heading, body in re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", _FENCE.sub("", page), re.S | re.M):
        if pages := re.findall(r"\]\(([^)#]*)\.md\)", body):
            said.append("\n".join(["```{toctree}", ":hidden:", f":caption: {heading}", "", *pages, "```"]))
    return "\n\n".join(said)


def _read(app: Any, docname: str, source: list[str]) -> None:
    if docname == root_doc:
        source[0] += "\n" + navigation(source[0])


def _built(app: Any, error: Exception | None) -> None:
    """A server shows `index.html`, a forge `README.md`: they are one page."""
    if error is None and app.builder.format == "html":
        (Path(app.outdir) / "index.html").write_bytes((Path(app.outdir) / f"{root_doc}.html").read_bytes())


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.add_lexer("sla", SlaLexer)
    app.add_lexer("jsonl", EventsLexer)
    for plain in ("csv", "txt"):
        app.add_lexer(plain, TextLexer)
    app.connect("source-read", _read)
    app.connect("build-finished", _built)
