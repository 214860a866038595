"""In: a contract's text. Out: the text with every fix that is certain, how many were made, and what is left to say.

A fix stands only if the contract has fewer errors with it than without: a clause of which more is wrong is mended whole or
left as it is. What overlaps, and what only a second reading sees, is mended in a further round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from ..base.diagnostics import Diagnostic, Edit
from ..syntax.text import plain
from .contract import compile_contract

_MOST_ROUNDS = 50  # before what is left stays as it is
_MOST_STEPS = 4  # fixes of one clause, each of which shows the next mistake
Span = tuple[int, int, str]  # from which character, to before which, the text that belongs there


@frozen
class Mended:
    """A text, how many fixes were made in it, and what is found in it now."""

    text: str
    fixed: int
    diagnostics: tuple[Diagnostic, ...]


def mend(data: bytes, file: str) -> Mended:
    """The text of a contract with its certain fixes; one that is not UTF-8 is left as it is.

    >>> mend(b'section 2 "Uptime"', "a.sla").text
    'section 2 "Uptime".'
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Mended(data.decode(errors="replace"), 0, _found(data, file))
    now = Mended(text, 0, _found(data, file))
    for _ in range(_MOST_ROUNDS):
        better = next(_better(now, file), None)
        if better is None:
            break
        now = better
    return now


def _better(now: Mended, file: str) -> Iterator[Mended]:
    """The text with all its fixes where each is worth an error; else with one of them, or with several of one clause."""
    fixable = [d for d in now.diagnostics if d.fix]
    wanted = [d for d in fixable if d.severity == "error"] or fixable  # warnings when nothing else is left to fix
    errors, warnings = _wrong(now.diagnostics)
    if len(wanted) > 1:
        text, made = applied(now.text, wanted)
        found = _found(text.encode(), file)
        if _wrong(found) <= ((errors - made, warnings) if wanted[0].severity == "error" else (errors, warnings - made)):
            yield Mended(text, now.fixed + made, found)
    for one in wanted[:_MOST_ROUNDS]:
        tried, todo = now, one
        for _ in range(_MOST_STEPS):
            text, made = applied(tried.text, [todo])
            tried = Mended(text, tried.fixed + made, _found(text.encode(), file))
            if _wrong(tried.diagnostics) < (errors, warnings):
                yield tried
            new = [d for d in tried.diagnostics if d.fix and d not in now.diagnostics]
            if not new:
                break
            todo = new[0]


def applied(text: str, found: Iterable[Diagnostic]) -> tuple[str, int]:
    """The text with the fixes of some findings, the first of those that overlap, and how many were made.

    A fix of several edits is made whole or not at all. Lines end where the language ends them.

    >>> two = [Diagnostic("SLA004", "x", fix=(Edit(1, 2, 0, "."),)), Diagnostic("SLA007", "y", fix=(Edit(2, 1, 1, "is"),))]
    >>> applied("A\\n= B", two)
    ('A.\\nis B', 2)
    """
    starts = [0, *(m.end() for m in re.finditer("\n", plain(text)))]
    taken: list[Span] = []
    made = 0
    for diagnostic in found:
        spans = [_span(starts, edit) for edit in diagnostic.fix]
        if spans and not any(_meet(new, old) for new in spans for old in taken):
            taken += spans
            made += 1
    for start, end, instead in sorted(taken, reverse=True):
        text = text[:start] + instead + text[end:]
    return text, made


def _span(starts: list[int], edit: Edit) -> Span:
    start = starts[edit.line - 1] + edit.column - 1
    return start, start + edit.length, edit.text


def _meet(a: Span, b: Span) -> bool:
    """Whether two edits touch the same characters, or put something in at one place."""
    return a[:2] == b[:2] or (a[0] < b[1] and b[0] < a[1])


def _found(data: bytes, file: str) -> tuple[Diagnostic, ...]:
    return tuple(compile_contract(data, file).sink)


def _wrong(found: Iterable[Diagnostic]) -> tuple[int, int]:
    """How many errors, and how many warnings that can be fixed."""
    told = tuple(found)
    return sum(d.severity == "error" for d in told), sum(d.severity == "warning" and bool(d.fix) for d in told)
