"""The style, as a table. In: a clause's node with every word. Out: its head and limbs, with marks where a line may end.

* A clause stands on one line where its kind allows so many limbs there and they fit; else each limb has a line of its own.
* A line that is too long may end before the words and constructs named here, behind a comma, and between words of a quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..syntax.nodes import Node
from .page import Bracket, Clause, Doc, May, Row, Table
from .read import Contract, Word

# How many limbs stand on the line of the clause's first words, where they fit; of other kinds none does.
_TOGETHER = {"define": 2, "causes": 2, "event": 99, "given": 1, "measure": 1, "total": 1, "guarantee": 1}
# Read aloud, `Downtime means every outage` is one phrase.
_JOINED = frozenset(["define"])
# What a clause's head ends with where it is no `:`, and what begins a limb that no `;` is before.
_HEAD_ENDS = {"define": "means"}
_LIMB_BEGINS = {"assumption": "because"}
# A line may end before these.
_WORDS = frozenset(
    "when where is and or else + - * / after before until rounded joined since notwithstanding subject together".split()  # noqa: SIM905
)
_CONSTRUCTS = frozenset(["cite", "each_period", "of_each", "gathered", "within"])
_ROWS = frozenset(["columns", "tier"])
_CLOSING = frozenset(");,.|")
_QUOTED = 1000  # a line ends between the words of a quotation where it can end nowhere else


def styled(contract: Contract) -> list[Clause]:
    """Every clause of a contract; those without limbs, as a section, are all head."""
    docs = _Docs(contract.words)
    return [_clause(body, stop, docs) for body, stop in (clause.parts for clause in contract.clauses)]


def _clause(body: Node, stop: Node, docs: _Docs) -> Clause:
    ends, begins = _HEAD_ENDS.get(body.kind, ":"), _LIMB_BEGINS.get(body.kind)
    parts: list[list[Doc]] = [[]]
    for node in body.parts:
        if node.text == begins:
            parts.append([])
        docs.add(parts[-1], node, 1)
        if node.text == ";" or (node.text == ends and len(parts) == 1):
            parts.append([])
    docs.add(parts[-1], stop, 1)
    head, *limbs = parts
    return Clause(head, limbs, _TOGETHER.get(body.kind, 0), body.kind in _JOINED)


class _Docs:
    """Makes docs of nodes, each leaf with the next word of the text."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._at = 0

    def _next(self) -> Word:
        self._at += 1
        return self._words[self._at - 1]

    def add(self, out: list[Doc], node: Node, depth: int) -> None:
        """A node's docs behind those that are there."""
        if node.text in _WORDS or node.kind in _CONSTRUCTS:
            _may(out, depth)
        if node.text:
            out += _leaf(self._next())
            if node.text in (",", ":"):
                _may(out, depth)
        else:
            self._parts(out, node.parts, depth + 1)

    def _parts(self, out: list[Doc], parts: Sequence[Node], depth: int) -> None:
        at = 0
        while at < len(parts):
            if parts[at].text == "(":
                size = next(n for n, part in enumerate(parts[at:], 1) if part.text == ")")
                out.append(self._bracket(parts[at + 1 : at + size - 1], depth))
            elif parts[at].kind in _ROWS:
                size = next((n for n, part in enumerate(parts[at:]) if part.kind not in _ROWS), len(parts) - at)
                out.append(Table([self._row(part, depth) for part in parts[at : at + size]]))
            else:
                size = 1
                self.add(out, parts[at], depth)
            at += size

    def _bracket(self, parts: Sequence[Node], depth: int) -> Bracket:
        open = self._next()
        found: list[list[Doc]] = [[]]
        for part in parts:
            if part.text in (",", ";"):
                found[-1].append(self._next())
                found.append([])
            else:
                self.add(found[-1], part, depth)
        close = self._next()
        return Bracket(open, found, close, self._words[self._at].text not in _CLOSING)

    def _row(self, row: Node, depth: int) -> Row:
        bars: list[Word] = []
        cells: list[list[Doc]] = []
        for part in row.parts:
            if part.text == "|":
                cells.append([])
                bars.append(self._next())
            else:
                self.add(cells[-1], part, depth)
        return Row(bars, cells[:-1])


def _may(out: list[Doc], depth: int) -> None:
    if out and not isinstance(out[-1], May):
        out.append(May(depth))


def _leaf(word: Word) -> Iterator[Doc]:
    """A word; a quotation as its words, a term with one blank between its words."""
    texts = word.text.split()
    if word.text[0] != '"':
        word.text = " ".join(texts)
        yield word
        return
    texts = f'"{" ".join(word.text[1:-1].split())}"'.split()
    for n, text in enumerate(texts):
        first, last = n == 0, n == len(texts) - 1
        if not first:
            yield May(_QUOTED, quoted=True)
        yield Word(
            text,
            word.glued and first,
            word.gap and first,
            word.above if first else [],
            word.beside if last else "",
        )
