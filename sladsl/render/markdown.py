"""In: a document. Out: Markdown; and from Markdown the document again, whatever is written in names and words.

Lines below a clause are nested lists, each with its own number. Every sign that Markdown has a meaning for is escaped where
somebody's words have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostics import Place
from .document import NOTE, Block, Document, Run

_SPECIAL = re.compile(r"[\\`*\[\]<>|&~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*")
_LINE = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)+(?:\([a-z]+\))*) (?P<text>.*)", re.DOTALL)
_HEADING = re.compile(r"## (?P<number>[0-9]+)\. (?P<text>.*)")
_CELL = re.compile(r"((?:[^|\\]|\\.)*)\|")


def markdown(x: Document) -> str:
    """The document as Markdown, with pipe tables; it ends with a line's end."""
    said = [f"# {escaped(x.title)}", f"> {NOTE}"]
    indent = ""
    for block in x.blocks:
        text = "".join(map(_run, block.runs))
        if block.table:
            head, *rows = [f"{indent}| {' | '.join(map(escaped, row))} |" for row in block.table]
            rule = f"{indent}| {' | '.join('---' for _ in block.table[0])} |"
            said.append("\n".join((head, rule, *rows)))
        elif block.depth == 1:
            said.append(f"## {block.number}. {text}")
        else:
            said.append(f"{'  ' * (block.depth - 3)}{'- ' * (block.depth > 2)}{block.number} {text}")
            indent = "  " * (block.depth - 2)
    return "\n\n".join(said) + "\n"


def _run(x: Run) -> str:
    match x.style:
        case "name":
            return f"**{escaped(x.text)}**"
        case "cites":
            return re.sub(r'"[^"]*"', lambda m: escaped(m[0]), x.text)
    return escaped(x.text)


def escaped(text: str) -> str:
    r"""Text in which Markdown finds nothing of its own.

    >>> print(escaped("a*b | in_scope _x_ [y]"))
    a\*b \| in_scope \_x\_ \[y\]
    """
    return _SPECIAL.sub(lambda m: f"\\{m[0]}", text)


# ---------------------------------------------------------------- and back
def read_markdown(text: str, file: str) -> Document:
    """The document that Markdown shows; lines that an editor has broken are joined."""
    title, blocks = "", list[Block]()
    for n, line in _joined(text):
        place = Place(file, n, 1, line, len(line.split(" ")[0]))
        if line.startswith("|"):
            row = tuple(_plain(cell.strip()) for cell in _CELL.findall(line.strip()[1:]))
            if blocks and blocks[-1].table:
                rows = (*blocks[-1].table, row) if set("".join(row)) - set("-: ") else blocks[-1].table
                blocks[-1] = Block(table=rows, place=blocks[-1].place)
            else:
                blocks.append(Block(table=(row,), place=place))
        elif found := _HEADING.fullmatch(line) or _LINE.fullmatch(line):
            blocks.append(Block(found["number"], (Run(_plain(found["text"])),), place=place))
        elif line.startswith("#"):
            title = _plain(line.removeprefix("#").removeprefix(" "))
        elif not line.startswith(">"):
            blocks.append(Block("", (Run(_plain(line)),), place=place))
    return Document(title, tuple(blocks))


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Every line with its number; one that goes on is joined to where it began."""
    open_: tuple[int, str] | None = None
    for n, raw in enumerate(text.split("\n"), 1):
        line = raw.strip("\r").lstrip()
        begins = line.startswith(("- ", "#", "|", ">")) or _LINE.match(line) is not None
        line = line.removeprefix("- ")
        if open_ is not None and line and not begins:
            open_ = open_[0], f"{open_[1]} {line}"
            continue
        if open_ is not None:
            yield open_
        open_ = (n, line) if line else None
    if open_ is not None:
        yield open_


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda m: m[1] or "", text)
