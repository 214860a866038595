"""In: a contract's bytes. Out: a `Source` of plain characters at the same positions, and its clauses with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right

from attrs import define, field, frozen

from ..base.diagnostics import Place, Sink

# What a word processor writes, by the plain character that it stands for; each is one character, so places stay true.
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "×": "*",
        "÷": "/",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\ufeff": " ",
        "\t": " ",
        "\r": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\f": " ",
        "\v": " ",
    }
)
# The full stop of `5 p.m. on Monday` ends no clause.
_STEP = re.compile(r'#[^\n]*|"[^"]*"|"|(?!(?<=[ap]\.m)\.\s+[a-z])[.](?=\s|$)|[()]')
_EMPTY_LINE = re.compile(r"\n[ ]*\n")
_MAX_DEPTH = 40
_MAX_LINE = 4000  # characters, before a line is too long to be shown
_MAX_FAULTS = 50  # quotation marks that are not closed, before reading stops


@define
class Source:
    """A contract's text, made plain, and the lines it was written in."""

    file: str
    text: str
    original: str
    _starts: list[int] = field(factory=list)
    _lines: dict[int, str] = field(factory=dict)

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of the characters from `start` to before `end`."""
        if not self._starts:
            self._starts = [0, *(m.end() for m in re.finditer("\n", self.text)), len(self.text) + 1]
        line = max(0, min(bisect_right(self._starts, start), len(self._starts) - 1) - 1)
        begin, stop = self._starts[line], self._starts[line + 1] - 1
        if line not in self._lines:  # the places of one line share its text
            self._lines[line] = self.original[begin:stop] if stop - begin <= _MAX_LINE else ""
        length = max(1, min(end if end is not None else start + 1, stop) - start)
        return Place(self.file, line + 1, start - begin + 1, self._lines[line], length)


@frozen
class Piece:
    """A clause's text and where it begins; `spoilt` when what is wrong with it was said already, `deep` when not to parse."""

    offset: int
    text: str
    spoilt: bool = False
    deep: bool = False


def read_source(data: bytes, file: str, sink: Sink) -> Source:
    """The text of a file; what is no UTF-8 is reported and replaced."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        help = "save it as plain text, in UTF-8"
        sink.error("SLA001", "this is a file of a word processor, not a text", Place(file, 1), help)
        return Source(file, "", "")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        sink.error("SLA001", "this text is saved as UTF-16", Place(file, 1), "save the file as UTF-8")
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    try:
        original = data.decode("utf-8")
    except UnicodeDecodeError as e:
        original = data.decode("utf-8", "replace")
        line, begin = data.count(b"\n", 0, e.start), data.rfind(b"\n", 0, e.start) + 1
        column = len(data[begin : e.start].decode("utf-8")) + 1
        here = Place(file, line + 1, column, original.split("\n")[line].rstrip("\r"))
        help = "save the file as UTF-8; perhaps it was saved as `ANSI` or `Windows-1252`"
        sink.error("SLA001", "this letter is not UTF-8 text", here, help)
    return Source(file, plain(original), original)


def plain(text: str) -> str:
    """The text with the characters of word processors made plain, each at its own position."""
    return text.translate(_PLAIN)


def clauses(source: Source, sink: Sink) -> list[Piece]:
    """The text cut behind every full stop that ends a clause.

    Full stops inside quotation marks, numbers and remarks end nothing. A quotation mark that is not closed before an
    empty line is reported, and taken as closed at the end of its line, so that it costs one clause.
    """
    text = source.text
    cuts: list[tuple[int, int, bool, bool]] = []  # start, end, spoilt, too deep
    unread: list[tuple[int, int]] = []
    start = at = depth = 0
    spoilt = deep = False
    runs_on: tuple[int, int] | None = None  # the first quotation of the clause that goes over a line's end, its depth
    while m := _STEP.search(text, at):
        at = m.end()
        token = m.group()
        if token == '"' or (token[0] == '"' and _EMPTY_LINE.search(token)):
            begin, depth = runs_on or (m.start(), depth)
            line_end = text.find("\n", begin)
            at = len(text) if line_end < 0 else line_end
            here = source.place(begin, at)
            last = len(text[begin:at].strip(' ".;,])')) == 0  # nothing follows: it is the first one that is missing
            help = 'write `"` before the first word' if last else 'write `"` behind the last word'
            sink.error("SLA002", "a quotation mark is not closed", here, help)
            unread.append((begin, at))
            spoilt, runs_on = True, None
            if len(unread) == _MAX_FAULTS:
                sink.error(
                    "SLA009",
                    f"reading stops here, behind {_MAX_FAULTS} quotation marks not closed",
                    here,
                    "close the first of them and check again",
                )
                unread.append((at, len(text)))
                break
        elif token[0] == '"':
            if "\n" in token and runs_on is None:
                runs_on = m.start(), depth
        elif token == "(":
            depth += 1
            if depth == _MAX_DEPTH and not deep:
                deep = True
                help = "define a term for a part"
                sink.error("SLA003", "brackets are nested too deeply", source.place(m.start()), help)
        elif token == ")":
            depth -= 1
        elif token == ".":
            cuts.append((start, at, spoilt, deep))
            start, depth, spoilt, deep, runs_on = at, 0, False, False, None
    cuts.append((start, len(text), spoilt, deep))
    source.text = text = _blanked(text, unread)
    found = [Piece(a, text[a:b], bad, deep) for a, b, bad, deep in cuts]
    if found and not without_remarks(found[-1].text).strip():
        found.pop()  # what follows the last clause is blank
    return found


def without_remarks(text: str) -> str:
    """The text with blanks for its remarks, at the same positions."""
    return re.sub(r'"[^"]*"|#[^\n]*', lambda m: m[0] if m[0][0] == '"' else " " * len(m[0]), text)


def _blanked(text: str, ranges: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for a, b in ranges:
        parts += [text[at:a], re.sub(r"[^\n]", " ", text[a:b])]
        at = b
    return "".join([*parts, text[at:]])
