"""In: the catalogue. Out: its pages of the manual, `docs/messages.md` and one a family in `docs/messages/`.

`python tests/catalogue/pages.py renew` writes them; read the difference before you keep it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def pages() -> dict[Path, str]:
    """Every page with its text."""
    from sladsl.catalogue.page import index, page
    from sladsl.catalogue.read import FAMILIES, family
    from sladsl.cli.tried import bad

    families = [name for name in FAMILIES if family(name)]
    return {DOCS / "messages.md": index(), **{DOCS / "messages" / f"{name}.md": page(name, bad) for name in families}}


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
