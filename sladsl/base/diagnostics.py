"""In: what went wrong and where. Out: a `Diagnostic` (a value), its text with the place underlined, its mapping for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from attrs import evolve, field, frozen

Severity = Literal["error", "warning", "note"]
_RANK = {"error": 0, "warning": 1, "note": 2}


@frozen
class Place:
    """Where something stands: a file, a line and a column (both from 1), the line's own text, how many characters."""

    file: str
    line: int
    column: int = 1
    text: str = ""
    length: int = 1


@frozen
class Edit:
    """A stretch of one line and the text that belongs in its place; of no length where only something is put in."""

    line: int
    column: int
    length: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The edit as a JSON-ready mapping; line and column count from 1, the length characters."""
        return {"line": self.line, "column": self.column, "length": self.length, "text": self.text}


@frozen
class Diagnostic:
    """One finding: a stable code, one lower-case sentence, its place, a second place with its phrase, and a way out.

    `fix` holds the edits that mend it, only where what the author meant is certain.
    """

    code: str
    message: str
    place: Place | None = None
    help: str | None = None
    severity: Severity = "error"
    related: tuple[tuple[str, Place], ...] = ()
    fix: tuple[Edit, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON-ready mapping; absent parts are left out."""
        found: dict[str, Any] = {"code": self.code, "severity": self.severity, "message": self.message}
        if self.place:
            found |= {"file": self.place.file, "line": self.place.line, "column": self.place.column}
            found["length"] = self.place.length
        if self.help:
            found["help"] = self.help
        if self.related:
            found["related"] = [
                {"message": phrase, "file": p.file, "line": p.line, "column": p.column} for phrase, p in self.related
            ]
        if self.fix:
            found["fix"] = [edit.to_dict() for edit in self.fix]
        return found

    def instead(self, text: str) -> Diagnostic:
        """The finding with a fix: `text` in the place of what is underlined.

        >>> Diagnostic("SLA007", "`<` is not a sign of the language", Place("a.sla", 3, 8)).instead("below").fix
        (Edit(line=3, column=8, length=1, text='below'),)
        """
        at = self.place
        return evolve(self, fix=(Edit(at.line, at.column, at.length, text),)) if at else self

    def put_in(self, text: str, behind: bool = False) -> Diagnostic:
        """The finding with a fix: `text` put in before what is underlined, or behind it."""
        at = self.place
        return evolve(self, fix=(Edit(at.line, at.column + at.length * behind, 0, text),)) if at else self

    def as_helped(self) -> Diagnostic:
        """The finding with its help as the fix, where that says in one way what to write: ``write `below` ``."""
        m = re.fullmatch("write (?:[^`]*: )?`([^`]+)`(?:: [^`]*)?", self.help or "")
        return self.instead(m[1]) if m and "..." not in m[1] else self

    def to_text(self) -> str:
        """The finding for a terminal: message, place, the source line with the words underlined, help."""
        lines = [f"{self.severity}[{self.code}]: {self.message}"]
        if self.place:
            lines += _drawn(self.place)
        for phrase, place in self.related:
            lines += [f"  {phrase}:", *_drawn(place)]
        if self.help:
            lines.append(f"  help: {self.help}")
        return "\n".join(lines)


def _drawn(place: Place) -> list[str]:
    head = f"  --> {place.file}:{place.line}:{place.column}"
    if not place.text.strip():
        return [head]
    number = str(place.line)
    # tabs become one blank so that the underline stands below the words
    shown = "".join(c if c.isprintable() else " " for c in place.text)
    if len(shown) > 160:
        cut = max(0, place.column - 60)
        shown, column = shown[cut : cut + 150], place.column - cut
    else:
        column = place.column
    mark = "^" * max(1, min(place.length, len(shown) - column + 1))
    pad = " " * len(number)
    return [head, f"  {pad} |", f"  {number} | {shown}", f"  {pad} | {' ' * (column - 1)}{mark}"]


class SlaError(Exception):
    """A contract or a stream of events that cannot be used; `diagnostics` says why, every fault of one run.

    `kind` is `contract` (exit status 1), `usage` (2) or `events` (3).
    """

    def __init__(self, diagnostics: Iterable[Diagnostic], kind: Literal["contract", "usage", "events"] = "contract"):
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        self.kind = kind
        super().__init__("\n\n".join(d.to_text() for d in self.diagnostics))


@frozen
class Sink:
    """Collects the diagnostics of a run; nothing is printed and nothing is lost until the edge asks."""

    _found: dict[Diagnostic, None] = field(factory=dict)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep one finding; the same finding twice counts once."""
        self._found.setdefault(diagnostic)

    def error(self, code: str, message: str, place: Place | None = None, help: str | None = None) -> None:
        """Keep an error."""
        self.add(Diagnostic(code, message, place, help))

    def warning(self, code: str, message: str, place: Place | None = None, help: str | None = None) -> None:
        """Keep a warning."""
        self.add(Diagnostic(code, message, place, help, "warning"))

    def note(self, code: str, message: str, place: Place | None = None, help: str | None = None) -> None:
        """Keep a note: a stated choice the reader should know of."""
        self.add(Diagnostic(code, message, place, help, "note"))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._found, key=_order))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Only the errors, in the order of the text."""
        return tuple(d for d in self if d.severity == "error")


def _order(d: Diagnostic) -> tuple[Any, ...]:
    place = d.place or Place("", 0)
    return (place.file, place.line, place.column, _RANK[d.severity], d.code)
