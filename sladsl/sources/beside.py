"""In: an agreement and a contract's citations held against it. Out: its passages in order, each with the clauses that cite it.

A passage is cited by words of it, or only by the number or heading of its place, or by nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Literal

from attrs import field, frozen

from ..base.diagnostics import Diagnostic
from .agreement import Agreement, agreement
from .cited import Cited, cited
from .verify import Held, Stretch, verified

By = Literal["words", "place", "nothing"]


@frozen
class Citing:
    """A clause that cites a passage: its name, its text (of a limb, the limb's), its line in the contract."""

    clause: str
    said: str
    line: int


@frozen
class Row:
    """A passage: its place, its text in runs (what, whether it is cited), who cites it, and how."""

    place: str
    heading: bool
    runs: Sequence[tuple[str, bool]]
    citing: Sequence[Citing] = ()
    by: By = "nothing"

    @property
    def text(self) -> str:
        """The passage."""
        return "".join(text for text, _ in self.runs)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@frozen
class Beside:
    """An agreement beside the contract that cites it; `findings` are the citations that do not hold."""

    contract: str
    title: str
    text: str
    rows: Sequence[Row]
    citations: int
    marks: int
    findings: Sequence[Diagnostic] = field(repr=False)

    def sentences(self, *by: By) -> list[Row]:
        """The rows that are no headings, of those that are cited so."""
        return [r for r in self.rows if not r.heading and r.by in by]

    def share(self, *by: By) -> tuple[int, int]:
        """How many words of the agreement's sentences are in such rows, and how many there are."""
        return sum(r.words for r in self.sentences(*by)), sum(r.words for r in self.rows if not r.heading)

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values."""
        ways: tuple[By, ...] = ("words", "place", "nothing")
        return {
            "contract": self.contract,
            "text": self.text,
            "citations": self.citations,
            "marks": self.marks,
            "sentences": {way: len(self.sentences(way)) for way in ways},
            "words": {way: self.share(way)[0] for way in ways},
            "passages": [
                {
                    "place": r.place,
                    "heading": r.heading,
                    "text": r.text,
                    "cited": [text for text, marked in r.runs if marked],
                    "by": r.by,
                    "clauses": [{"clause": c.clause, "line": c.line, "text": c.said} for c in r.citing],
                }
                for r in self.rows
            ],
            "diagnostics": [d.to_dict() for d in self.findings],
        }


def beside(contract: bytes, file: str, text: bytes, text_file: str) -> Beside:
    """A contract's citations beside the sentences of the agreement, for any two texts."""
    read, ours = agreement(text, text_file), cited(contract, file)
    held, findings = verified(read, ours)
    marks = sum(len(one.marks) for one in ours.citations)
    return Beside(file, ours.title or _titled(ours), text_file, _rows(read, held), len(ours.citations), marks, findings)


def _titled(ours: Cited) -> str:
    return ours.file.replace("\\", "/").rsplit("/", 1)[-1]


def _rows(read: Agreement, held: Sequence[Held]) -> list[Row]:
    rows = []
    for p in read.passages:
        here = (p.start, p.end)
        by_words = [h for h in held if any(_meet(here, s) for s in h.words)]
        first = [h for h in held if not h.words and any(a == p.start for a, _ in h.places)]
        within = any(a <= p.start < b for h in held if not h.words for a, b in h.places)
        by: By = "words" if by_words else "place" if within else "nothing"
        runs = _runs(read, here, [s for h in by_words for s in h.words])
        rows.append(Row(read.named(p), p.heading, runs, _citing([*first, *by_words]), by))
    return rows


def _citing(held: Iterable[Held]) -> tuple[Citing, ...]:
    found = (Citing(h.citation.clause, h.citation.said, h.citation.place.line) for h in held)
    return tuple({(c.clause, c.said): c for c in sorted(found, key=lambda c: -c.line)}.values())[::-1]


def _runs(read: Agreement, here: Stretch, marked: Sequence[Stretch]) -> tuple[tuple[str, bool], ...]:
    """A passage in runs, cut where cited words begin and end."""
    start, end = here
    within = [(max(a, start), min(b, end)) for a, b in marked if _meet(here, (a, b))]
    cuts = sorted({start, end, *(at for s in within for at in s)})
    runs: list[tuple[str, bool]] = []
    for a, b in pairwise(cuts):
        is_marked = any(x <= a and b <= y for x, y in within)
        text = read.letters.text(a, b)
        if runs and runs[-1][1] == is_marked:
            runs[-1] = (runs[-1][0] + text, is_marked)
        else:
            runs.append((text, is_marked))
    last, is_marked = runs.pop()
    return (*runs, (last.rstrip(), is_marked))


def _meet(a: Stretch, b: Stretch) -> bool:
    return a[0] < b[1] and b[0] < a[1]
