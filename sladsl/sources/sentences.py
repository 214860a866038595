"""In: a paragraph on one line. Out: where its sentences begin, and where the items of a list within it do."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop behind these ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:inc|ltd|co|corp|llc|no|nos|art|arts|sec|secs|para|cf|vs|mr|mrs|ms|dr|st|approx|incl|excl|e\.g|i\.e|etc|[ap]\.m)"
    r"|\b[a-z])\.$",
    re.I,
)
_LONGEST = 11  # characters of such a word
_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9•])")
_ITEM = re.compile(r"(?<![\w(])\((\d{1,2}|[a-zA-Z]|[ivx]{1,5})\)(?=\s)")
# In `five (5) days` the figure in brackets is no item.
_SPELLED = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty)\s$", re.I)


def sentences(text: str, first: int = 0) -> list[int]:
    """Where sentences begin, but the first; a full stop before `first` ends none.

    >>> sentences("It is up, i.e. it runs. We measure it.")
    [24]
    """
    ends = (m for m in _END.finditer(text) if m.end() > first)
    return [m.end() for m in ends if not _SHORT.search(text, max(0, m.start() - _LONGEST), m.start() + 1)]


def items(text: str) -> Iterator[tuple[str, int]]:
    """What may be an item's number or letter in brackets, each with where it stands.

    >>> list(items("(a) two (2) hours; (b) ten"))
    [('a', 0), ('b', 19)]
    """
    for m in _ITEM.finditer(text):
        if not _SPELLED.search(text, max(0, m.start() - _LONGEST), m.start()):
            yield m[1].lower(), m.start()
