"""In: a contract's text. Out: its clauses with every word and sign, each `Word` with the remarks that belong to it.

Nothing of the text is anywhere else: what is printed are these words, so that none can be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from ..base.diagnostics import Place
from ..syntax.nodes import Node
from ..syntax.parser import every_word
from ..syntax.text import Source

_QUOTED_OR_REMARK = re.compile(r'"[^"]*"|#[^\n]*')
# Signs that stand at what is before them; a remark in front of those that end a part goes behind them.
_CLOSING = frozenset(")];,.:")
_ENDING = frozenset(";,.:")
_GLUED = _CLOSING | {"%"}


@frozen
class Remark:
    """A remark on a line of its own; `gap`: an empty line is before it."""

    text: str
    gap: bool


@define
class Word:
    """A word or sign: the remarks above it, the one beside it, whether it stands at what is before it without a blank.

    `gap`: an empty line is before it, or between it and the last remark above.
    """

    text: str
    glued: bool = False
    gap: bool = False
    above: list[Remark] = field(factory=list)
    beside: str = ""


@frozen
class Contract:
    """The clauses of a text, their words in order, and the remarks behind the last one."""

    clauses: Sequence[Node]
    words: Sequence[Word]
    after: Sequence[Remark]


def read(source: Source) -> Contract:
    """A text without a broken clause, word by word."""
    text = as_written(source)
    kept = Source(source.file, text, text)
    clauses = every_word(kept)
    leaves = [leaf for clause in clauses for leaf in clause.walk() if leaf.text]
    words: list[Word] = []
    above: list[Remark] = []
    end = 0  # the line on which the last word or remark ended
    opened = False
    for place, found, is_remark in _in_order(kept, leaves):
        gap = place.line - end > 1
        if not is_remark:
            words.append(Word(found, found in _GLUED or opened, gap, above))
            above, opened = [], found in "(["
        elif place.line == end and words and not above:
            words[-1].beside = found
        else:
            above.append(Remark(found, gap))
        end = place.line + found.count("\n")
    _behind_the_signs(words)
    return Contract(clauses, words, above)


def as_written(source: Source) -> str:
    """The text in plain characters, and its quotations and remarks in those of the author; blanks are plain in both.

    >>> from sladsl.syntax.text import read_source
    >>> from sladsl.base.diagnostics import Sink
    >>> as_written(read_source("section 1 “A – B”. # it’s – so".encode(), "a.sla", Sink()))
    'section 1 "A – B". # it’s – so'
    """

    def authors(m: re.Match[str]) -> str:
        own = source.original[m.start() : m.end()]
        kept = "".join(p if p.isspace() else o for p, o in zip(m[0], own, strict=True))
        return f'"{kept[1:-1]}"' if m[0][0] == '"' else kept

    return _QUOTED_OR_REMARK.sub(authors, source.text)


def remarks(text: str) -> list[str]:
    """Every remark of a text in plain characters, in order."""
    return [m[0].rstrip() for m in _QUOTED_OR_REMARK.finditer(text) if m[0][0] == "#"]


def _in_order(source: Source, leaves: Sequence[Node]) -> Iterator[tuple[Place, str, bool]]:
    found = [(leaf.place, leaf.text, False) for leaf in leaves]
    for m in _QUOTED_OR_REMARK.finditer(source.text):
        if m[0][0] == "#":
            found.append((source.place(m.start()), m[0].rstrip(), True))
    return iter(sorted(found, key=lambda each: (each[0].line, each[0].column)))


def _behind_the_signs(words: Sequence[Word]) -> None:
    """`a # why` and `;` on the next line is written `a; # why`."""
    for at, word in enumerate(words):
        last = at
        while word.beside and last + 1 < len(words) and _is_bare_sign(words[last + 1]):
            last += 1
        if last > at and words[last].text in _ENDING:
            words[last].beside, word.beside = word.beside, ""


def _is_bare_sign(word: Word) -> bool:
    return word.text in _CLOSING and not (word.above or word.beside)
