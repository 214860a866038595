"""In: a contract's bytes. Out: a `Source` of plain characters at the same positions, and its clauses with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right

from attrs import define, field

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
_STEP = re.compile(r'#[^\n]*|"[^"]*"|"|[.](?=\s|$)|[()]')
_MAX_DEPTH = 60


@define
class Source:
    """A contract's text, made plain, and the lines it was written in."""

    file: str
    text: str
    original: str
    _starts: list[int] = field(factory=list)

    def place(self, start: int, end: int | None = None) -> Place:
        """The place of the characters from `start` to before `end`."""
        if not self._starts:
            self._starts = [0] + [m.end() for m in re.finditer("\n", self.text)]
        line = bisect_right(self._starts, start) - 1
        begin = self._starts[line]
        stop = self.text.find("\n", begin)
        stop = len(self.text) if stop < 0 else stop
        length = max(1, min(end if end is not None else start + 1, stop) - start)
        return Place(self.file, line + 1, start - begin + 1, self.original[begin:stop], length)


def read_source(data: bytes, file: str, sink: Sink) -> Source:
    """The text of a file; what is no UTF-8 is reported and replaced."""
    try:
        original = data.decode("utf-8")
    except UnicodeDecodeError as e:
        original = data.decode("utf-8", "replace")
        line = data[: e.start].count(b"\n") + 1
        sink.error("SLA001", f"byte {e.start + 1} is not UTF-8 text", Place(file, line), "save the file as UTF-8")
    return Source(file, original.translate(_PLAIN), original)


def clauses(source: Source, sink: Sink) -> list[tuple[int, str]]:
    """The text cut behind every full stop that ends a clause: `(offset, text)` each.

    Full stops inside quotation marks, numbers and remarks end nothing. A quotation mark that is not closed before an
    empty line is reported, and taken as closed at the end of its line, so that it costs one clause.
    """
    text = source.text
    found: list[tuple[int, str]] = []
    start = at = depth = 0
    while m := _STEP.search(text, at):
        at = m.end()
        token = m.group()
        if token[0] == '"':
            gap = re.search(r"\n[ ]*\n", token)
            if gap or token == '"':
                line_end = text.find("\n", m.start())
                at = len(text) if line_end < 0 else line_end
                here = source.place(m.start(), at)
                sink.error("SLA002", "a quotation mark is not closed", here, 'write `"` behind the last word')
                text = source.text = text[: m.start()] + " " * (at - m.start()) + text[at:]
        elif token == "(":
            depth += 1
            if depth == _MAX_DEPTH:
                sink.error(
                    "SLA003", "brackets are nested too deeply", source.place(m.start()), "define a term for a part"
                )
        elif token == ")":
            depth -= 1
        elif token == ".":
            if depth < _MAX_DEPTH:
                found.append((start, text[start:at]))
            start, depth = at, 0
    rest = text[start:]
    if re.sub(r"#[^\n]*", "", rest).strip() and depth < _MAX_DEPTH:
        found.append((start, rest))
    return found
