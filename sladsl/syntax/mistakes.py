"""In: the place where a clause stops making sense, and what could stand there. Out: the sentence an author can act on."""

from __future__ import annotations

import re

from ..base.diagnostics import Diagnostic
from .text import Source

_SHAPES = {
    "TERM": "a defined term",
    "STRING": "words in quotation marks",
    "NAME": "a name in small letters",
    "NUMBER": "a number",
    "DATE": "a date",
    "TIME": "a time",
}
# What authors write instead: the sign, and what the language says.
_INSTEAD = {
    "<": "write `below` (or `at most` for `<=`)",
    ">": "write `more than` (or `at least` for `>=`)",
    "=": "write `is`",
    "{": "lists stand in round brackets `( )`",
    "}": "lists stand in round brackets `( )`",
    "&": "write `and`",
    "!": "write `not`",
    "$": "write the currency behind the amount: `10 USD`",
    "€": "write the currency behind the amount: `10 EUR`",
    "£": "write the currency behind the amount: `10 GBP`",
    "'": 'words of the agreement stand in double quotation marks `"`',
    "]": 'a citation is written `[4.2, "its words"]`',
}


def missing_stop(source: Source, end: int) -> Diagnostic:
    """A clause that runs on into the next one, or into the end of the file."""
    here = source.place(max(0, end - 1), end)
    return Diagnostic("SLA004", "this clause does not end with a full stop", here, "write `.` behind its last word")


def sentence(source: Source, offset: int, text: str, at: int, found: str, wanted: set[str]) -> Diagnostic:
    """Something that does not fit where it stands."""
    here = source.place(offset + at, offset + at + max(1, len(found.split("\n")[0])))
    shown = re.sub(r"\s+", " ", found)
    before = text[:at].rstrip()
    if re.search(r"\d$", before) and re.match(r",\d", text[at:]):
        number = re.search(r"[\d.]*$", before)[0] + text[at:].split("%")[0].split()[0]  # type: ignore[index]
        return Diagnostic("SLA005", f"`{number}` has a decimal comma", here, f"write `{number.replace(',', '.')}`")
    if found in ("and", "or") and re.search(r"\b(and|or)\b", before):
        message = f"`{found}` stands beside the other of `and` and `or`, and which binds first is not said"
        return Diagnostic("SLA006", message, here, "put brackets, or a list `all of (...; ...)`")
    if found in _INSTEAD:
        return Diagnostic("SLA005", f"`{shown}` is not a sign of the language", here, _INSTEAD[found])
    return Diagnostic("SLA005", f"`{shown}` does not fit here", here, _expected(wanted))


def _expected(wanted: set[str]) -> str | None:
    words = sorted(_SHAPES[w] for w in wanted if w in _SHAPES)
    words += sorted(f"`{w}`" for w in wanted if w not in _SHAPES and not w.startswith(("$", "_")))
    if not words:
        return None
    if len(words) > 8:
        words = [*words[:8], "..."]
    return "here could stand " + ", ".join(words)
