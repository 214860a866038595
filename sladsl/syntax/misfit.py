"""In: a clause that cannot be read. Out: `Misfit`, the place where it stops making sense, and the plain finding about it."""

from __future__ import annotations

import re

from attrs import frozen

from ..base.diagnostics import Diagnostic, Place
from .text import Source, without_remarks


@frozen
class Misfit:
    """A clause's text and where it begins in the file; where in it what does not fit is, and what would have fitted."""

    offset: int
    text: str
    at: int
    found: str
    wanted: frozenset[str]

    @property
    def before(self) -> str:
        """What stands before, without remarks and the blanks at the end."""
        return without_remarks(self.text[: self.at]).rstrip()

    @property
    def words(self) -> list[str]:
        """The words in front of it on which it follows, and itself."""
        run = re.search(r"[A-Za-z]+(?: +[A-Za-z]+)*$", self.before)
        return [*(run[0].split() if run else ()), *self.found.split()]


def place_of(source: Source, m: Misfit) -> Place:
    """Where it is."""
    return source.place(m.offset + m.at, m.offset + m.at + max(1, len(m.found.split("\n")[0])))


def long_words(wanted: frozenset[str]) -> list[str]:
    """The words that could stand there, without the short ones."""
    return sorted(w for w in wanted if w.isalpha() and w.islower() and len(w) > 3)


def found_in(m: Misfit) -> str:
    """What was found, in one line."""
    text = re.sub(r"\s+", " ", m.found)
    return text if len(text) <= 60 else text[:57] + "..."


def unfitting(source: Source, m: Misfit, help: str | None, message: str = "", code: str = "SLA005") -> Diagnostic:
    """The plain finding about it, or one with a message of its own."""
    return Diagnostic(code, message or f"`{found_in(m)}` does not fit here", place_of(source, m), help)


def open_brackets(text: str) -> list[int]:
    """Where the brackets stand that nothing closes."""
    stack: list[int] = []
    for found in re.finditer(r'"[^"]*"|[()\[\]]', text):
        if found[0] in ("(", "["):
            stack.append(found.start())
        elif found[0] in (")", "]") and stack:
            stack.pop()
    return stack
