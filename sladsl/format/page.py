"""In: words, and marks where a line may and must end. Out: lines that are filled up to one width.

A line that is too long ends at the mark that is least deep in the clause: there, what follows up to the next mark that is no
deeper goes onto a line of its own, if it fits on one. Brackets that do not fit have each part on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from attrs import define, field, frozen

from .read import Remark, Word

WIDTH = 120  # characters of a line
STEP = 4  # blanks by which a line goes in
_NEVER = 10**6  # the width of what cannot stand on one line


@frozen
class May:
    """A line may end here; `depth` in the clause, `quoted` between the words of a quotation."""

    depth: int
    quoted: bool = False


@frozen
class Bracket:
    """Parts between brackets, each with its sign; `followed` when more than closing signs come behind."""

    open: Word
    parts: Sequence[Sequence[Doc]]
    close: Word
    followed: bool


@frozen
class Row:
    """Bars, and a cell between each and the next."""

    bars: Sequence[Word]
    cells: Sequence[Sequence[Doc]]

    def torn(self) -> bool:
        """Whether a remark stands within it."""
        first, *inner, last = self.bars
        return bool(first.beside or last.above) or _torn([*inner, *(doc for cell in self.cells for doc in cell)])


@frozen
class Table:
    """Rows, whose bars stand below each other."""

    rows: Sequence[Row]


Doc = Word | May | Bracket | Table


@frozen
class Clause:
    """What stands before the limbs, the limbs, how many of them one line may hold.

    `joined`: the first limb stays behind the head where it fits, also when the others have lines of their own.
    """

    head: Sequence[Doc]
    limbs: Sequence[Sequence[Doc]]
    together: int
    joined: bool


def laid_out(clauses: Iterable[Clause], after: Sequence[Remark]) -> str:
    """The text of clauses, and of the remarks behind the last."""
    page = _Page()
    for clause in clauses:
        page.clause(clause)
    page.ends_with(after)
    return page.text()


# ---------------------------------------------------------------- what fits on a line
def flat(docs: Iterable[Doc]) -> str:
    """Docs without a table on one line."""
    found = ""
    for word in _words(docs):
        found += word.text if word.glued or not found else f" {word.text}"
    return found


def _words(docs: Iterable[Doc]) -> Iterator[Word]:
    for doc in docs:
        match doc:
            case Word():
                yield doc
            case Bracket():
                yield doc.open
                for part in doc.parts:
                    yield from _words(part)
                yield doc.close


def _torn(docs: Iterable[Doc]) -> bool:
    """Whether docs cannot stand on one line: there is a table, or a remark among them."""
    for doc in docs:
        match doc:
            case Word(above=above, beside=beside) if above or beside:
                return True
            case Bracket() if _torn((doc.open, *(d for part in doc.parts for d in part), doc.close)):
                return True
            case Table():
                return True
    return False


def _width(doc: Doc) -> int:
    """How much of a line a doc takes, the blank before it with it."""
    match doc:
        case Word():
            return len(doc.text) + (not doc.glued)
        case Bracket():
            torn = doc.close.above or _torn((doc.open, *(d for part in doc.parts for d in part)))
            return _NEVER if torn else sum(map(_width, _words([doc])))
        case May():
            return 0
        case Table():
            return _NEVER


def _ahead(docs: Sequence[Doc], at: int, depth: int, tail: int) -> int:
    """The width of what comes from a place on, up to the next mark that is no deeper or to where the line ends anyway."""
    found = 0
    for doc in _from(docs, at):
        if (isinstance(doc, May) and doc.depth <= depth) or isinstance(doc, Table):
            return found
        if isinstance(doc, Word) and doc.above and found:
            return found
        found += _width(doc)
        if found > WIDTH or (isinstance(doc, Word) and doc.beside):
            return found
    return found + tail


def _first(docs: Sequence[Doc], at: int) -> int:
    """The width of what comes from a place on, up to any mark or the sign of a bracket."""
    found = 0
    for doc in _from(docs, at):
        match doc:
            case Word():
                found += _width(doc)
            case Bracket():
                return found + _width(doc.open)
            case _:
                return found
    return found


def _from(docs: Sequence[Doc], at: int) -> Iterator[Doc]:
    """The docs from a place on; a slice of a long quotation's words for each of them would take long."""
    return (docs[n] for n in range(at, len(docs)))


_ANY = _NEVER  # as a depth: up to the next mark, however deep


# ---------------------------------------------------------------- lines
@define
class _Page:
    """Lines that are done, and the one that is written."""

    _done: list[str] = field(factory=list)
    _line: str = ""
    _indent: int = 0
    _gap_fits: bool = False  # an empty line of the author is kept here
    _shut: bool = False  # a remark stands at the end of the line
    _hang: int = 0  # where a quotation goes on

    def text(self) -> str:
        """Everything that was written."""
        return "".join(f"{line.rstrip()}\n" for line in (*self._done, *([self._line] if self._line.strip() else [])))

    def clause(self, c: Clause) -> None:
        """A clause on one line if it may stand there and fits; else its limbs below each other."""
        docs = [*c.head, *(doc for limb in c.limbs for doc in limb)]
        self._newline(0, gap_fits=bool(self._done or self._line))
        if not c.limbs:
            self._fill(docs, STEP)
        elif len(c.limbs) <= c.together and _fits(docs):
            self._fill(docs, 2 * STEP)
        else:
            self._fill(c.head, 2 * STEP)
            for n, limb in enumerate(c.limbs):
                if n > 0 or not c.joined or not self._holds(limb):
                    self._newline(STEP, gap_fits=n > 0)
                self._fill(limb, 2 * STEP)

    def _holds(self, limb: Sequence[Doc]) -> bool:
        """Whether a limb stands on the line that has been begun; of one that no line holds, up to the bracket it opens."""
        width = _NEVER if _torn(limb[:-1]) else sum(map(_width, limb))
        if STEP + width - 1 > WIDTH:
            opening = next((doc for doc in limb if not isinstance(doc, Word)), None)
            width = _first(limb, 0) if isinstance(opening, Bracket) else _NEVER
        return not self._shut and len(self._line) + width <= WIDTH

    def ends_with(self, after: Sequence[Remark]) -> None:
        """Remarks below the last clause."""
        self._newline(0, gap_fits=bool(self._done or self._line))
        for remark in after:
            self._remark(remark)

    def _fill(self, docs: Sequence[Doc], on: int, tail: int = 0) -> None:
        """Write docs; a line goes on at the column `on`; `tail` is the width of the signs that come behind them."""
        for n, doc in enumerate(docs, 1):
            match doc:
                case Word():
                    self._word(doc, on)
                case May():
                    self._may(doc, docs, n, on, tail)
                case Bracket():
                    behind = _ahead(docs, n, _ANY, tail)
                    if len(self._line) + _width(doc) + behind <= WIDTH:
                        for word in _words([doc]):
                            self._word(word, on)
                    else:
                        self._bracket(doc, on, behind)
                case Table():
                    self._table(doc)

    def _may(self, mark: May, docs: Sequence[Doc], at: int, on: int, tail: int) -> None:
        if self._blank() or self._shut:
            return
        column = self._hang if mark.quoted else on
        ahead = _ahead(docs, at, mark.depth, tail)
        if len(self._line) + ahead <= WIDTH:
            return
        if column + ahead - 1 <= WIDTH or len(self._line) + _first(docs, at) > WIDTH:
            self._newline(column)

    def _bracket(self, doc: Bracket, on: int, behind: int) -> None:
        self._word(doc.open, on)
        outer, inner = self._indent, self._indent + STEP
        for part in doc.parts:
            self._newline(inner)
            closing = 0 if doc.followed or part is not doc.parts[-1] else _width(doc.close) + behind
            self._fill(part, inner + STEP, closing)
        if doc.followed:
            self._newline(outer)
        self._word(doc.close, inner)

    def _table(self, table: Table) -> None:
        indent = self._indent + STEP
        even = {n: [flat(cell) for cell in row.cells] for n, row in enumerate(table.rows) if not row.torn()}
        widths = [max(map(len, column)) for column in zip_longest(*even.values(), fillvalue="")]
        for n, row in enumerate(table.rows):
            self._newline(indent)
            self._word(row.bars[0], indent)
            for column, (cell, bar) in enumerate(zip(row.cells, row.bars[1:], strict=True)):
                if n in even:
                    self._word(Word(even[n][column].ljust(widths[column])), indent)
                else:
                    self._fill(cell, indent + STEP)
                self._word(bar, indent + STEP)

    def _word(self, word: Word, on: int) -> None:
        for remark in word.above:
            if not self._blank():
                self._newline(on, gap_fits=True)
            self._remark(remark)
        if self._shut:
            self._newline(on)
        if self._blank() and word.gap and self._gap_fits:
            self._empty()
        if word.text.startswith('"'):
            self._hang = len(self._line) + 1 if self._blank() else on
        self._line += word.text if word.glued or self._blank() else f" {word.text}"
        if word.beside:
            self._line += f" {word.beside}"
            self._shut = True

    def _remark(self, remark: Remark) -> None:
        """A remark on the line that has been begun, and the beginning of the next."""
        if remark.gap and self._gap_fits:
            self._empty()
        self._line += remark.text
        self._newline(self._indent, gap_fits=True)

    def _newline(self, indent: int, gap_fits: bool = False) -> None:
        if not self._blank():
            self._done.append(self._line)
        self._line, self._indent, self._gap_fits, self._shut = " " * indent, indent, gap_fits, False

    def _empty(self) -> None:
        if self._done:
            self._done.append("")

    def _blank(self) -> bool:
        return not self._line.strip()


def _fits(docs: Sequence[Doc]) -> bool:
    """Whether docs stand on one line; remarks may be above the first word and beside the last."""
    first, *inner, last = docs
    ends = [w for w in (first, last) if isinstance(w, Word)]
    torn = ends[0].beside or ends[-1].above or _torn(inner)
    return not torn and len(flat(docs)) <= WIDTH
