"""In: an agreement's text. Out: `Agreement`: its letters, its places with where they reach, its passages one by one.

A passage is a sentence, or an item of a list within one (`(ii) ...`), or a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from attrs import frozen

from .layout import blocks, decoded, mark
from .letters import Letters, letters, pattern
from .structure import Place, follows, number_of, placed

# A full stop behind these ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:inc|ltd|co|corp|llc|no|nos|art|arts|sec|secs|para|cf|vs|mr|mrs|ms|dr|st|approx|incl|excl|e\.g|i\.e|etc|[ap]\.m)|\b[a-z])\.$",
    re.I,
)
_END = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9•])")
_INLINE = re.compile(r"(?<![\w(])\((\d{1,2}|[a-zA-Z]|[ivx]{1,5})\)(?=\s)")
PREAMBLE = "preamble"


@frozen
class Reach:
    """A place and the stretch of letters that belongs to it."""

    place: Place
    start: int
    end: int


@frozen
class Passage:
    """A stretch of letters that is read as one, and the innermost place it stands in (the index of its reach, or -1)."""

    start: int
    end: int
    reach: int
    heading: bool = False


@frozen
class Agreement:
    """An agreement's text: letters, places and passages, in the order of the text; in which passages each word stands."""

    file: str
    letters: Letters
    reaches: Sequence[Reach]
    passages: Sequence[Passage]
    saying: Mapping[str, Sequence[int]]

    def find(self, words: str) -> list[tuple[int, int]]:
        """Every stretch that says these words."""
        wanted = pattern(words)
        return [m.span() for m in wanted.finditer(self.letters.key)] if wanted else []

    def places(self, cited: str) -> list[tuple[int, int]]:
        """The stretches of a place as a contract cites it: a number, a heading, what a paragraph begins with, `preamble`."""
        number, name = number_of(cited), _bare(cited)
        found = [(r.start, r.end) for r in self.reaches if number and r.place.number == number]
        if not found and not number:
            found = [(r.start, r.end) for r in self.reaches if r.place.title and _bare(r.place.title) == name]
        if not found and name == PREAMBLE:
            return [self._preamble()]
        return found or list(self._begins_with(name))

    def name_at(self, at: int) -> str:
        """The innermost place around a letter, as one cites it; nothing where it stands in none."""
        inner = [r.place.name for r in self.reaches if r.start <= at < r.end]
        return inner[-1] if inner else ""

    def named(self, passage: Passage) -> str:
        """The innermost place of a passage, as one cites it."""
        return self.reaches[passage.reach].place.name if passage.reach >= 0 else ""

    def _preamble(self) -> tuple[int, int]:
        """What stands before the first section, or before the first heading behind the title."""
        numbered = [r for r in self.reaches if r.place.number]
        later = [r for r in self.reaches if r.place.bare][1:]
        first = min((r.start for r in numbered or later), default=len(self.letters.key))
        return 0, first

    def _begins_with(self, name: str) -> Iterator[tuple[int, int]]:
        """The paragraphs that begin with a name and a colon, a dash or a full stop, as `Effective date: ...`."""
        for m in re.finditer(rf"(?:^|\n){re.escape(name)}(?:\s*[:.]|\s+-)(?=\s)[^\n]*", self.letters.key) if name else ():
            yield m.start() + (m[0][0] == "\n"), m.end()


def agreement(data: bytes, file: str) -> Agreement:
    """The agreement of a text file, for any bytes.

    >>> a = agreement(b"1. Uptime\\n\\nThe site is up. We measure it.", "a.txt")
    >>> [(a.named(p), a.letters.text(p.start, p.end)) for p in a.passages]
    [('1', '1. Uptime'), ('1', 'The site is up. '), ('1', 'We measure it.')]
    """
    found = blocks(decoded(data))
    keys: list[str] = []
    shown: list[str] = []
    begun: list[tuple[Place, int, int]] = []
    pieces: list[tuple[int, int, bool]] = []
    numbered = Place()
    for block, place in zip(found, placed(found), strict=True):
        made = letters(block.text)
        key_at = partial(bisect_left, made.at)  # which letter stands at a character of the block
        start = len(shown)
        if place:
            begun.append((place, start, -1))
            numbered = place if place.number else Place() if place.bare else numbered
        if place and place.bare:
            pieces.append((start, start + len(made.key), True))
        else:
            ends = _ends(block.text)
            items = _items(block.text, place) if numbered.number else []
            for n, (number, at) in enumerate(items):
                until = items[n + 1][1] if n + 1 < len(items) else next((e for e in ends if e > at), len(block.text))
                begun.append((numbered.item(number), start + key_at(at), start + key_at(until)))
            cuts = [key_at(at) for at in sorted({0, *ends, *(at for _, at in items)})] + [len(made.key)]
            pieces += [(start + a, start + b, False) for a, b in pairwise(cuts) if b > a]
        keys.append(made.key)
        shown += [*made.shown, "\n"]
    reaches = _reaches(begun, len(shown))
    passages = tuple(Passage(a, b, _innermost(reaches, a), heading) for a, b, heading in pieces)
    key = "\n".join(keys)
    saying: dict[str, list[int]] = {}
    for n, p in enumerate(passages):
        for word in dict.fromkeys(key[p.start : p.end].split()):
            saying.setdefault(word, []).append(n)
    return Agreement(file, Letters(key, shown), reaches, passages, saying)


def _reaches(begun: Sequence[tuple[Place, int, int]], length: int) -> tuple[Reach, ...]:
    """Each place up to where it is said to end, else to the next one that it does not reach over."""
    found = []
    for n, (place, start, said) in enumerate(begun):
        ends = (s for p, s, _ in begun[n + 1 :] if p.rank <= place.rank)
        found.append(Reach(place, start, next(ends, length) if said < 0 else said))
    return tuple(found)


def _innermost(reaches: Sequence[Reach], at: int) -> int:
    return max((n for n, r in enumerate(reaches) if r.start <= at < r.end), default=-1)


def _bare(name: str) -> str:
    """A heading as it is compared: without a number before it."""
    key = letters(name).key.strip(" .:")
    return re.sub(r"^(?:section |article |§ ?)?\d+(?:\.\d+)*[.)]? (?=\D)", "", key)


def _ends(text: str) -> list[int]:
    """Where sentences of a block begin, but the first; the full stop of its own number ends none."""
    own = mark(text)
    first = own.end() if own else 0
    return [
        m.end()
        for m in _END.finditer(text)
        if m.end() > first and not _SHORT.search(text, max(0, m.start() - 11), m.start() + 1)
    ]


def _items(text: str, place: Place | None) -> list[tuple[str, int]]:
    """The items `(i) ...; (ii) ...` within a paragraph, each with where it begins."""
    found: list[tuple[str, int]] = []
    for m in _INLINE.finditer(text):
        number = m[1].lower()
        if m.start() == 0 and place and place.number[-1:] == (number,):
            continue  # it is the paragraph's own
        if (not found and number in ("1", "a", "i")) or (found and follows(number, found[-1][0])):
            found.append((number, m.start()))
    return found if len(found) > 1 else []
