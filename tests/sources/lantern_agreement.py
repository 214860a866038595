"""The agreement of these tests, of nobody's but this project's wording, and the contract that cites it.

`lantern.txt` has what texts have that come out of a word processor: lines ended by CR LF, curly quotation marks, a blank that
does not break (2.1), ligatures (2.2(c)), a soft hyphen (3.2), words divided at the end of a line (1.1) and of a page (3.3), the
head and the number of each page, and sections that are numbered, lettered, and numbered again within a sentence.
"""

from __future__ import annotations

from pathlib import Path

from sladsl.base.diagnostics import Diagnostic
from sladsl.sources.agreement import Agreement, agreement
from sladsl.sources.beside import Beside, beside

HERE = Path(__file__).parent
TEXT = HERE / "lantern.txt"
CONTRACT = HERE / "lantern.sla"


def lantern() -> Agreement:
    """The agreement."""
    return agreement(TEXT.read_bytes(), "lantern.txt")


def shown() -> Beside:
    """The agreement beside its contract."""
    return beside(CONTRACT.read_bytes(), "lantern.sla", TEXT.read_bytes(), "lantern.txt")


def said_of(*citations: str, text: str | None = None) -> list[Diagnostic]:
    """What is said of citations, each behind a record of its own."""
    records = "\n".join(f'record fact {c}: "as it says".' for c in citations)
    data = TEXT.read_bytes() if text is None else text.encode()
    return list(beside(records.encode(), "c.sla", data, "a.txt").findings)
