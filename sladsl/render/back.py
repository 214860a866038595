"""In: a document that was read. Out: the text of its contract, in the language; or each line that is no line of a rendering."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import define, field

from ..base.diagnostics import Diagnostic, Place, SlaError
from ..rules.clauses import Cite
from . import forms
from .contract import agreement
from .document import Block, Document
from .english import HELD
from .forms import Form
from .html import read_html
from .line import Line
from .markdown import read_markdown
from .parts import Choice, Lifted, Part, Several, Table
from .phrases import HOLDS, in_words

_SENTENCE = re.compile(rf"(?P<body>.*)[.:](?P<cites>{forms.SHAPES['cites']})", re.DOTALL)
_CITE = re.compile(r'\[(?P<place>"[^"]*"|[^",\]]+)(?P<words>(?:, "[^"]*")*)\]')
_MARKS = re.compile('["“”„«»]')  # each of them would end the words
_CHOICE = re.compile(r"what the reading (?P<reading>[a-z][a-z0-9_]*)(?: \([0-9.]+\))? says")
_TABLE = re.compile(r"what this table says of (?P<of>.+?)(?: by (?!reading )(?P<by>.+))?", re.DOTALL)


@define
class _Read:
    """A line of the document, and what stands below it."""

    block: Block
    below: list[_Read] = field(factory=list)
    table: tuple[tuple[str, ...], ...] = ()


def document_of(text: str, file: str) -> Document:
    """The document that a text shows: an HTML page where it begins like one, else Markdown."""
    return (read_html if text.lstrip("\ufeff \r\n").startswith("<") else read_markdown)(text, file)


def contract_of(x: Document) -> str:
    """The contract that a rendering shows. Raises `SlaError` with every line that is not understood."""
    wrong: list[Diagnostic] = []
    lines = [found for read in _nested(x.blocks) if (found := _clause(read, wrong)) is not None]
    header = [found for found in lines if found.form.of == "header"]
    if not header:
        first = x.blocks[0].place if x.blocks else None
        help = "give a file that `sladsl render` has written"
        wrong = [Diagnostic("SLA807", "this is no rendering of a contract", first and Place(first.file, 1), help)]
    if wrong:
        raise SlaError(wrong)
    return agreement(x.title, header, [found for found in lines if found.form.of != "header"])


def _nested(blocks: Iterable[Block]) -> list[_Read]:
    """Headings and clauses in their order, with the lines below each clause."""
    found: list[_Read] = []
    open_: list[_Read] = []
    for block in blocks:
        if block.table:
            for above in open_[-1:]:
                above.table = block.table
            continue
        while open_ and open_[-1].block.depth >= block.depth:
            open_.pop()
        read = _Read(block)
        (open_[-1].below if open_ else found).append(read)
        if block.depth > 1:
            open_.append(read)
    return found


def _clause(read: _Read, wrong: list[Diagnostic]) -> Line | None:
    """A line of the header or a clause, or a heading of the agreement; the rendering's own headings say nothing."""
    if read.block.number and read.block.depth == 1:
        return next((Line(form, dict(holes)) for form in forms.SECTIONS if (holes := form.holes_of(read.block.text))), None)
    return _line(read, (*forms.HEADER, *forms.FRAME, *forms.HEADS), wrong)


def _line(read: _Read, table: tuple[Form, ...], wrong: list[Diagnostic]) -> Line | None:
    """A line and everything below it, in the first form that fits."""
    body, cites = _sentence(read)
    for form in table:
        if (said := form.holes_of(body)) is None:
            continue
        limbs = forms.LIMBS.get(form.kind, ())
        below = [one for one in read.below if any(form.holes_of(_sentence(one)[0]) is not None for form in limbs)]
        rest = _Read(read.block, [one for one in read.below if one not in below], read.table)
        holes = {hole: _hole(hole, text, rest, wrong) for hole, text in said.items()}
        found = [_line(one, limbs, wrong) for one in below]
        wrong += map(_strange, rest.below)
        return Line(form, holes, _cites(cites), tuple(x for x in found if x is not None))
    wrong.append(_strange(read))
    return None


def _strange(read: _Read) -> Diagnostic:
    help = "keep the words of the rendering, and change what stands between them"
    return Diagnostic("SLA807", "this line is none that `sladsl render` writes here", read.block.place, help)


def _hole(hole: str, text: str, read: _Read, wrong: list[Diagnostic]) -> Part:
    """What stands in a hole; where it only points to what stands below, that."""
    if hole in forms.FREE and _MARKS.search(text):
        help = "leave the marks out"
        wrong.append(Diagnostic("SLA807", "words in a contract cannot have quotation marks in them", read.block.place, help))
    if hole in forms.FREE or hole == "cites":
        return text
    return text.removeprefix(",") if hole == "rank" else _part(text, hole, read, wrong)


def _part(text: str, hole: str, read: _Read, wrong: list[Diagnostic]) -> Part:
    """Words, or what they point to below their line, which is then taken from there."""
    options = [(one, said) for one in read.below if (said := forms.OPTION.holes_of(_sentence(one)[0])) is not None]
    if options and (found := _CHOICE.search(text)):
        read.below = [one for one in read.below if all(one is not option for option, _ in options)]
        branches = tuple((said["label"], _below(said["body"], "body", one, wrong)) for one, said in options)
        before, after = in_words(text[: found.start()]), in_words(text[found.end() :].removesuffix(HOLDS))
        choice = Choice(found["reading"], branches)
        return Lifted(before, choice, after) if before or after else choice
    for which, phrase in HELD.items():
        if text == phrase:
            conditions = [one for one in read.below if all(one is not option for option, _ in options)]
            read.below = [one for one, _ in options]
            return Several(which, tuple(_below(_sentence(one)[0], "test", one, wrong) for one in conditions))
    if read.table and (found := _TABLE.fullmatch(text)):
        head, *rows = (tuple(map(in_words, row)) for row in read.table)
        by = found["by"] and in_words(found["by"])
        return Table(in_words(found["of"]), by, head[1:] if by else (), tuple(rows))
    return in_words(text, hole)


def _below(text: str, hole: str, read: _Read, wrong: list[Diagnostic]) -> Part:
    """What a line says that is one value of a reading, or one of several conditions."""
    found = _part(text, hole, read, wrong)
    wrong += map(_strange, read.below)
    return found


def _sentence(read: _Read) -> tuple[str, str]:
    """A line without its full stop, and what it cites."""
    found = _SENTENCE.fullmatch(read.block.text)
    return (found["body"], found["cites"]) if found else (read.block.text, "")


def _cites(text: str) -> tuple[Cite, ...]:
    return tuple(Cite(x["place"].strip('"'), tuple(re.findall(r'"([^"]*)"', x["words"]))) for x in _CITE.finditer(text))
