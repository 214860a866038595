"""In: nothing. Out: every text of the language that is shipped: contracts, examples, the clauses on pages, the bad examples."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = [*sorted((ROOT / "contracts").glob("*.sla")), *sorted((ROOT / "docs" / "examples").rglob("*.sla"))]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs").glob("*/*.md"))]
BAD = sorted((ROOT / "tests" / "language" / "bad").glob("*.sla"))
_FENCE = re.compile(r"^```sla(?: >>? \S+)?\n(.*?)^```", re.S | re.M)


def clauses_on(page: Path) -> list[str]:
    """The examples of clauses on a page, but those that are shown for a mistake."""
    return _FENCE.findall(page.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    """A file as a test is named."""
    return str(path.relative_to(ROOT))
