"""In: characters as somebody typed them. Out: what is compared of them, and beside each what is shown; words as a pattern.

Two texts say the same words where they differ only in blanks, line ends, capitals, quotation marks, kinds of dashes, ligatures,
soft hyphens, and a hyphen at the end of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from attrs import field, frozen

# A hyphen at the end of a line may belong to the word or only to the line; it stands for either.
LINE_END = "\u00ad"
_ALIKE = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), "×": "*", "÷": "/", "⁄": "/", "‘": "'", "’": "'", "‚": "'", "′": "'"})
_QUOTES = frozenset('"“”„‟«»″')
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_OMITTED = re.compile(r"\s*(?:\[(?:\.\.\.|…)\]|\.\.\.|…)\s*")


@frozen
class Letters:
    """Characters to compare, and beside each what is shown of it; what is only shown hangs on a neighbour.

    `at` says of each which character of the text it was, counted in composed ones (NFC).
    """

    key: str
    shown: Sequence[str] = field(repr=False)
    at: Sequence[int] = field(repr=False, default=())

    def text(self, start: int = 0, end: int | None = None) -> str:
        """What is shown of a stretch."""
        return "".join(self.shown[start:end])


def letters(text: str) -> Letters:
    """A text, made comparable.

    >>> letters("“Available”  means – oﬀ").key
    'available means - off'
    >>> letters("“Available”  means – oﬀ").text()
    '“Available” means – oﬀ'
    """
    keys: list[str] = []
    shown: list[str] = []
    where: list[int] = []
    hanging = ""  # shown with the next character
    composed = unicodedata.normalize("NFC", text)
    for at, c in enumerate(composed):
        if c in _INVISIBLE:
            continue
        if c.isspace():
            if keys and keys[-1] != " " and not hanging:
                keys.append(" ")
                shown.append(" ")
                where.append(at)
            continue
        key = c if c == LINE_END else unicodedata.normalize("NFKC", c.translate(_ALIKE)).translate(_ALIKE).lower()
        if c in _QUOTES or (key == "'" and not _within_a_word(composed, at)):
            if keys and keys[-1] != " " and not hanging:
                shown[-1] += c
            else:
                hanging += c
            continue
        keys += key
        shown += [hanging + ("" if c == LINE_END else c), *[""] * (len(key) - 1)]
        where += [at] * len(key)
        hanging = ""
    if keys and keys[-1] == " ":
        for found in (keys, shown, where):
            found.pop()
    if shown:
        shown[-1] += hanging
    return Letters("".join(keys), shown, where)


def pattern(words: str) -> re.Pattern[str] | None:
    """What finds words in a key, as whole words; `...` stands for words left out of a paragraph. Nothing for no words.

    >>> bool(pattern("8 hours").search("at most 48 hours"))
    False
    >>> bool(pattern("The fee ... is due").search("the fee of a month is due"))
    True
    """
    parts = [key for part in _OMITTED.split(words) if (key := letters(part).key.replace(LINE_END, ""))]
    if not parts:
        return None
    return re.compile(r"[^\n]*?".join(_part(key) for key in parts))


def _part(key: str) -> str:
    signs = {" ": "[ \n]", "-": f"[-{LINE_END}]"}
    said = f"{LINE_END}?".join(signs.get(c) or re.escape(c) for c in key)
    return (r"(?<!\w)" if key[0].isalnum() else "") + said + (r"(?!\w)" if key[-1].isalnum() else "")


def _within_a_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalpha()
