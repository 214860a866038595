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
from .sentences import sentences
from .structure import Place, Placed, number_of, placed

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
    keys: list[str] = []
    shown: list[str] = []
    begun: list[tuple[Place, int, int]] = []
    pieces: list[tuple[int, int, bool]] = []
    for x in placed(blocks(decoded(data))):
        made = letters(x.block.text)
        start = len(shown)
        key_at = partial(bisect_left, made.at)  # which letter stands at a character of the block
        if x.place:
            begun.append((x.place, start, -1))
        begun += [(item.place, start + key_at(item.start), start + key_at(item.end)) for item in x.items]
        heading = bool(x.place and x.place.bare)
        cuts = {0, *(key_at(at) for at in ([] if heading else _cuts(x))), len(made.key)}
        pieces += [(start + a, start + b, heading) for a, b in pairwise(sorted(cuts))]
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


def _cuts(x: Placed) -> Iterator[int]:
    """Where the sentences of a block begin, and its items; the full stop of its own number ends no sentence."""
    own = mark(x.block.text)
    yield from sentences(x.block.text, own.end() if own else 0)
    yield from (item.start for item in x.items)
