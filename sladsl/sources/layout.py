"""In: an agreement's text as it lies in a file. Out: its blocks: headings, paragraphs and items of lists, each on one line.

Lines that an editor has wrapped are one block again; page numbers, and lines that every page repeats, are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import define, frozen

from .letters import LINE_END

_BULLET = re.compile(r"[•◦▪‣●○·*+–—-]\s+")
# What an item or a section begins with: `4.2`, `(a)`, `iv.`, `Section 4`, `§ 4`.
_MARK = re.compile(
    r"(?:(?P<word>(?i:section|article|clause|part|schedule|appendix|annex|exhibit)\s+|§+\s*)(?=[\dIVXA-Z]))?"
    r"(?:\((?P<inner>\d{1,2}|[a-zA-Z]|[ivx]{1,5})\)|(?P<outer>\d{1,3}(?:\.\d{1,3})*|[ivx]{1,5}|[IVX]{1,5}|[a-zA-Z]))"
    r"(?P<sub>(?:\((?:\d{1,2}|[a-z]|[ivx]{1,5})\))*)(?P<stop>[.):]?)(?=\s|$)\s*[–—-]?\s*"
)
_PAGE = re.compile(r"\s*(?:-+\s*)?(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*-+)?\s*", re.I)
_WRAPPED = 40  # characters; an editor wraps no shorter lines
_MARKDOWN = (
    (re.compile(r"!?\[([^\]]+)\]\([^)]*\)"), r"\1"),  # a link is its words
    (re.compile(r"\*\*|__|`"), ""),
    (re.compile(r"\s*\{#[\w-]+\}"), ""),
)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.S)


@define
class Block:
    """A block: its words on one line, how far it is indented, how deep a heading it is marked as (`#`), if at all.

    `alone`: an empty line is before and behind it. `bullet`: it is an item of a list without numbers.
    """

    text: str
    indent: int = 0
    depth: int = 0
    bullet: bool = False
    alone: bool = False
    lines: int = 1


@frozen
class _Line:
    text: str
    blank_before: bool
    page_before: bool


def decoded(data: bytes) -> str:
    """The characters of a text file, in UTF-8 or, where it is none, in the older code of word processors."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return (
        unicodedata.normalize("NFC", text)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )


def mark(text: str) -> re.Match[str] | None:
    """The number or letter that a block begins with: its `word` (`section`), `inner` (in brackets) or `outer`, `sub`, `stop`.

    >>> mark("(iv) an outage")["inner"], mark("4.2 Availability")["outer"], mark("A = Availability")
    ('iv', '4.2', None)
    """
    m = _MARK.match(text)
    told = m and (m["word"] or m["inner"] or m["stop"] or m["outer"][0].isdigit())
    return m if told else None


def blocks(text: str) -> list[Block]:
    """The blocks of a text in their order.

    >>> [b.text for b in blocks("1. Uptime\\n\\nThe service is avail-\\nable 99 % of\\neach month.")]
    ['1. Uptime', 'The service is avail\\xadable 99 % of each month.']
    """
    lines = list(_lines(_FRONT.sub("", text)))
    width = _width([line.text for line in lines])
    found: list[Block] = []
    last = ""  # the line before
    for line in lines:
        bare = line.text.strip()
        if found and _continues(line, bare, last, width):
            found[-1].text = _joined(found[-1].text, bare)
            found[-1].lines += 1
        else:
            if found:
                found[-1].alone = found[-1].alone and line.blank_before
            found.append(_block(line))
        last = line.text
    return found


def _lines(text: str) -> Iterator[_Line]:
    """The lines with words, without those that only number or head a page."""
    repeated = _repeated(text.split("\f"))
    blank, page = True, False
    for number, sheet in enumerate(text.split("\f")):
        page = page or number > 0
        for line in sheet.split("\n"):
            if not line.strip() or _PAGE.fullmatch(line) or _shape(line) in repeated:
                blank = True
                continue
            for sign, instead in _MARKDOWN:
                line = sign.sub(instead, line)
            yield _Line(line.expandtabs(4).rstrip(), blank, page)
            blank = page = False


def _repeated(sheets: Sequence[str]) -> frozenset[str]:
    """What stands first or last on more than one page, whatever its numbers."""
    ends: Counter[str] = Counter()
    for sheet in sheets if len(sheets) > 2 else ():
        lines = [line for line in sheet.split("\n") if line.strip()]
        ends.update({_shape(line) for line in (*lines[:1], *lines[-1:])})
    return frozenset(shape for shape, n in ends.items() if n > 1)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _width(lines: Sequence[str]) -> int:
    """How long a full line is; nine of ten are not longer."""
    return sorted(len(line) for line in lines)[len(lines) * 9 // 10] if lines else 0


def _continues(line: _Line, bare: str, last: str, width: int) -> bool:
    """Whether a line goes on with the block above it: its first word would not have fitted there, or it begins small."""
    if line.blank_before:
        broken = line.page_before and last.rstrip()[-1:] not in (".", ":", ";", "")
        return broken and bare[:1].islower() and not mark(bare)
    if bare.startswith(("#", "|")) or _BULLET.match(bare):
        return False
    full = width >= _WRAPPED and len(last) + 1 + len(bare.split()[0]) > width * 9 // 10
    if mark(bare):  # one that was wrapped to the line's beginning is no section's, as in `under Section` `4.2. A fee ...`
        indented = len(line.text) - len(bare) > len(last) - len(last.lstrip())
        return full and not indented and last[-1:] not in (".", ":", ";")
    return full or bare[:1].islower() or last.rstrip().endswith(("-", LINE_END))


def _joined(text: str, more: str) -> str:
    """Two lines as one; a hyphen between them may belong to the word (`End-of-` `life` has one already) or not."""
    if re.search(rf"\w[-{LINE_END}]$", text[-2:]) and more[:1].isalpha():
        of_the_word = (more[0].isupper() and not text[-2].isupper()) or "-" in text[-40:-1].rsplit(" ", 1)[-1]
        return text[:-1] + ("-" if of_the_word else LINE_END) + more
    return f"{text} {more}"


def _block(line: _Line) -> Block:
    bare = line.text.strip()
    indent = len(line.text) - len(line.text.lstrip())
    if m := re.match(r"(#{1,6})\s+(.*?)\s*#*$", bare):
        return Block(m[2], indent, len(m[1]), alone=True)
    if m := _BULLET.match(bare):
        return Block(bare[m.end() :], indent, bullet=True)
    return Block(bare, indent, alone=line.blank_before)
