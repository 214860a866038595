"""In: a contract's text and what lint found in it. Out: what is left when its remarks are heeded, and what is wrong with them.

`# sladsl: ignore SLA931 because the agreement itself has the row` stands above a clause, in it, or behind its last word,
and silences those codes in that clause. The reason is what the next reader needs; without one nothing is silenced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator

from attrs import field, frozen

from ..base.diagnostics import Diagnostic, Place, Sink
from ..syntax.text import Source, clauses, without_remarks
from .subject import warning
from .table import CODES, meant

_REMARK = re.compile(r'"[^"]*"|#[ ]*sladsl:(?P<said>[^\n]*)|#[^\n]*')
_IGNORE = re.compile(r"[ ]*ignore\b(?P<codes>.*?)(?:\bbecause\b(?P<reason>.*))?$")
_HELP = "write `# sladsl: ignore SLA931 because ...`, with the codes and a reason"


@frozen
class Remark:
    """A remark that silences findings: its codes with their places, its reason, and the clause it stands at."""

    place: Place
    codes: tuple[tuple[str, Place], ...]
    reason: str
    ignores: bool = True
    first: tuple[int, int] = (0, 0)  # line and column
    last: tuple[int, int] = (0, 0)
    used: set[str] = field(factory=set, eq=False)

    def covers(self, d: Diagnostic) -> bool:
        """Whether a finding is one of those that it silences."""
        at = (d.place.line, d.place.column) if d.place is not None else (0, 0)
        return bool(self.reason) and any(code == d.code for code, _ in self.codes) and self.first <= at <= self.last


def heeded(found: Iterable[Diagnostic], source: Source, selected: Collection[str]) -> Iterator[Diagnostic]:
    """The findings that no remark silences, and a finding for every remark without a reason, a known code, or an effect.

    `selected` are the codes that were looked for: of others it cannot be said that nothing was there.
    """
    remarks = tuple(remarks_of(source))
    for d in found:
        silencers = [r for r in remarks if r.covers(d)]
        for r in silencers:
            r.used.add(d.code)
        if not silencers:
            yield d
    for r in remarks:
        if not r.codes or not r.reason:
            lacks = "is not understood" if not r.ignores else "gives no reason" if r.codes else "says no code"
            yield warning("SLA901", f"this remark {lacks}, and silences nothing", r.place, _HELP)
            continue
        for code, place in r.codes:
            if code not in CODES:
                yield warning("SLA902", f"`{code}` is no code of lint", place, meant(code))
            elif code in selected and code not in r.used:
                yield warning("SLA903", f"there is no `{code}` here that this remark could silence", place, "leave it out")


def remarks_of(source: Source) -> Iterator[Remark]:
    """Every remark to `sladsl` in a text; `#` within a quotation begins none."""
    ends = [(first, last) for first, last in _spans(source)]
    for m in _REMARK.finditer(source.text):
        if m["said"] is None:
            continue
        said, start = _IGNORE.match(m["said"]), m.start("said")
        codes, reason = (said["codes"] or "", said["reason"] or "") if said else ("", "")
        listed = tuple(
            (code[0], source.place(start + said.start("codes") + code.start(), start + said.start("codes") + code.end()))
            for code in re.finditer(r"[^\s,]+", codes)
            if said
        )
        at = _stands_at(source.text, m.start())
        n = bisect_left([last for _, last in ends], at)
        first, last = (source.place(x) for x in ends[n]) if n < len(ends) else (Place("", 0), Place("", 0))
        yield Remark(
            source.place(m.start(), m.end()), listed, reason.strip(), said is not None,
            (first.line, first.column), (last.line, last.column),
        )  # fmt: skip


def _spans(source: Source) -> Iterator[tuple[int, int]]:
    """Where each clause begins and ends, its remarks not counted."""
    for piece in clauses(Source(source.file, source.text, source.original), Sink()):
        text = without_remarks(piece.text)
        if text.strip():
            yield piece.offset + len(text) - len(text.lstrip()), piece.offset + len(text.rstrip()) - 1


def _stands_at(text: str, remark: int) -> int:
    """What a remark stands at: the word in front of it in its line, or else what follows."""
    before = text[text.rfind("\n", 0, remark) + 1 : remark].rstrip()
    return text.rfind("\n", 0, remark) + len(before) if before else remark
