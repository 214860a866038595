"""In: the blocks of an agreement. Out: of each block the number or the heading that it begins, and how far that reaches.

Numbers are those of sections (`4.2`) and of lists within them (`4.2(iv)`). Where a text lost its automatic numbering, so that
every heading is number 1, and where it numbers nothing, its headings are what one can cite.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from attrs import define, field, frozen

from .layout import Block, mark
from .sentences import items, sentences

Number = tuple[str, ...]
# What reaches over what: a smaller rank ends all places of its own and of greater ranks.
_TITLE, _CAPITALS, _SECTION, _HEADING, _TERM, _ITEM, _WITHIN = 0, 5, 10, 20, 25, 30, 50
_SMALL = frozenset(["and", "for", "from", "into", "over", "the", "under", "upon", "with", "within", "without"])
_QUOTED_TERM = re.compile(r"[“\"‘']([A-Z][^”\"’']{0,60})[”\"’'][^.]{0,40}?\s*\b(?:means?|refers?|is|are|shall|has)\b")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii")
_FIRST = ("1", "a", "i")
_DEEPEST = 5  # lists within lists
_MOST_SKIPPED = 5  # numbers of sections that a text may leave out


@frozen
class Place:
    """What can be cited: a number, a heading or both.

    `listed` of its number's parts are those of lists; `rank` says what it reaches over; `bare`: it is a heading and no more.
    """

    number: Number = ()
    title: str = ""
    rank: int = _ITEM
    bare: bool = False
    listed: int = 0

    @property
    def name(self) -> str:
        """The place as one cites it: its number, else its heading.

        >>> Place(("4", "2", "iv"), listed=1).name
        '4.2(iv)'
        """
        own = len(self.number) - self.listed
        return ".".join(self.number[:own]).upper() + "".join(f"({n})" for n in self.number[own:]) or self.title


@frozen
class Item:
    """An item of a list within a paragraph, and from which to which character of the paragraph it goes."""

    place: Place
    start: int
    end: int


@frozen
class Placed:
    """A block with the place that it begins, if it begins one, and the items of lists within it."""

    block: Block
    place: Place | None
    items: Sequence[Item] = ()


def placed(blocks: Sequence[Block]) -> list[Placed]:
    """Every block with the places that it begins."""
    numbering = _Numbering(lost=_lost(blocks))
    found = [numbering.placed(block) for block in blocks]
    first = next((n for n, x in enumerate(found) if x.place), None)
    if first is not None and not (title := found[first].place or Place()).number:
        found[first] = Placed(found[first].block, Place(title=title.title, rank=_TITLE, bare=True))
    return found


def number_of(text: str) -> Number:
    """The number that a place is cited by; nothing where it is cited by its heading.

    >>> number_of("4(vii)"), number_of("Section 2.i"), number_of("Service Credits")
    (('4', 'vii'), ('2', 'i'), ())
    """
    m = re.fullmatch(
        r"(?:(?:section|article|clause|part|schedule|appendix|annex|exhibit|§+)\.?\s*)?"
        r"((?:\d{1,3}|[ivx]{1,6}|[a-z])(?:\.(?:\d{1,3}|[ivx]{1,5}|[a-z])|\s*\((?:\d{1,2}|[ivx]{1,5}|[a-z])\))*\.?)",
        text.strip().lower(),
    )
    return tuple(re.findall(r"\w+", m[1])) if m else ()


def follows(number: str, after: str) -> bool:
    """Whether one number, letter or Roman numeral is the next behind another: `iv` behind `iii`, `b` behind `a`."""
    if number.isdigit() or after.isdigit():
        return number.isdigit() and after.isdigit() and int(number) == int(after) + 1
    if number in _ROMAN and after in _ROMAN and _ROMAN.index(number) == _ROMAN.index(after) + 1:
        return True
    return len(number) == len(after) == 1 and ord(number) == ord(after) + 1


def is_title(block: Block) -> bool:
    """Whether a block looks like a heading: short, no full stop, and its longer words with capitals or a few words alone."""
    m = mark(block.text)
    return _looks_titled(block.text[m.end() :] if m else block.text, bool(m) or block.alone)


def _looks_titled(text: str, apart: bool) -> bool:
    bare = re.sub(r"\([^)]*\)", "", text).strip().strip("“”\"'")
    words = re.findall(r"[^\W\d_][\w'’.-]*", bare)
    if re.search(r"=|\d:\d|[.:]\s", bare):
        return False
    if not words or len(words) > 12 or len(bare) > 90 or bare[-1] in ".;,=|" or not words[0][0].isupper():
        return False
    capital = all(w[0].isupper() or len(w) < 3 or w.lower() in _SMALL for w in words)
    few = apart and len(words) <= 5 and bare[-1] != ":"
    return (capital or few) and not bare[0].isdigit()


def _run_in(text: str) -> str:
    """The heading or the defined term that a paragraph begins with, as `Fees. They are due at once.`; else nothing."""
    if term := _QUOTED_TERM.match(text):
        return term[1]
    head, *rest = re.split(r"[.:]\s", text, maxsplit=1)
    return head if rest and _looks_titled(head, True) else ""


def _lost(blocks: Sequence[Block]) -> bool:
    """Whether every heading is number 1, as where a list's automatic numbers were lost on the way."""
    ones = [m["outer"] for b in blocks if (m := mark(b.text)) and m["outer"] and is_title(b) and not b.bullet]
    return ones.count("1") >= 3 and "2" not in ones


@frozen
class _Open:
    """A list that is open: its last number, whether in brackets, whether it stands within a paragraph."""

    number: str
    bracket: bool
    within: bool = False


@define
class _Numbering:
    """The section that was last met, how its number looked, and the lists that are open in it, outermost first."""

    lost: bool
    section: Number = ()
    looks: tuple[int, bool] | None = None
    lists: list[_Open] = field(factory=list)

    def placed(self, block: Block) -> Placed:
        place = self._place(block)
        if place and place.bare:
            return Placed(block, place)
        goes_on = place is not None and bool(self.lists) and self.lists[-1].within  # with the list of a paragraph before
        found = self._within(block.text)
        if place is None or not goes_on:
            return Placed(block, place, found)
        end = found[0].start if found else _end_of_item(block.text, 0)
        if not found and end < len(block.text):
            self.lists.pop()
        return Placed(block, None, [Item(place, 0, end), *found])

    def _place(self, block: Block) -> Place | None:
        if block.bullet:
            return self._term(block)
        if block.depth:
            self.lists = []
            return self._numbered(block) or Place(title=block.text, rank=1 + block.depth, bare=True)
        return self._numbered(block) or self._term(block) or self._heading(block)

    def _numbered(self, block: Block) -> Place | None:
        m = mark(block.text)
        if m is None or not ((rest := block.text[m.end() :]) or m["word"]):
            return None
        title = rest.rstrip(" :") if _looks_titled(rest.rstrip(" :"), True) and block.lines <= 2 else ""
        if self.lost and m["outer"]:
            return Place(title=title, rank=_SECTION, bare=True) if title else None
        number = (m["outer"] or m["inner"]).lower()
        if m["outer"] and ("." in number or m["word"] or self._is_section(number, block.indent, bool(title))):
            whole = (*number.split("."), *re.findall(r"\w+", m["sub"]))
            if not m["word"] and not self._goes_on(whole, bool(m["stop"] or title)):
                return None
            self.section, self.looks, self.lists = whole, (block.indent, bool(title)), []
            return Place(whole, title or _run_in(rest), _SECTION + len(whole) - 1, bool(title))
        return self._item(number, bool(m["inner"]), title or _run_in(rest))

    def _is_section(self, number: str, indent: int, titled: bool) -> bool:
        """Whether a single number goes on with the sections rather than with a list within one."""
        last = (*self.section, "0")[0]
        if not (number.isdigit() and last.isdigit()) or int(number) <= int(last):
            return False
        as_item = number == "1" or self._depth(number, bracket=False) is not None
        return not as_item or not self.section or (indent, titled) == self.looks

    def _goes_on(self, number: Number, told: bool) -> bool:
        """Whether a number is that of a later section, and not of something else that a line begins with, as `96 to 97%`."""
        last, new = _order(self.section) or (0,), _order(number)
        if len(new) > 1:  # a sibling or child of the last one, or the first below the next one
            same = [a == b for a, b in zip(new[:-1], last, strict=False)]
            below = len(last) >= len(new) - 1 and all(same) and new[-1] <= ((*last, 0)[len(new) - 1]) + _MOST_SKIPPED
            told = told or below or not self.section or (new[0] == last[0] + 1 and set(new[1:]) == {1})
        return told and last < new and (not self.section or new[0] <= last[0] + _MOST_SKIPPED)

    def _depth(self, number: str, bracket: bool) -> int | None:
        """Which open list a number goes on with, the innermost first; none where it goes on with none."""
        depths = (n for n, x in enumerate(self.lists) if x.bracket == bracket and follows(number, x.number))
        return max(depths, default=None)

    def _item(self, number: str, bracket: bool, title: str) -> Place | None:
        """An item of a list: the next one of an open list, or the first one of a list within the last item."""
        depth = self._depth(number, bracket)
        if depth is None:
            if number not in _FIRST or len(self.lists) == _DEEPEST:
                return None
            while self.lists and (self.lists[-1].within or self.lists[-1].number == number):
                self.lists.pop()  # the last paragraph's own, or the same list begun anew under another paragraph
            depth = len(self.lists)
        within = depth < len(self.lists) and self.lists[depth].within
        self.lists[depth:] = [_Open(number, bracket, within)]
        return self._listed(title, _ITEM + len(self.lists))

    def _listed(self, title: str, rank: int) -> Place | None:
        """The place of the last item; none in a text without numbers, where one cites the heading."""
        path = (*self.section, *(x.number for x in self.lists))
        return Place(path, title, rank, listed=len(self.lists)) if self.section else None

    def _within(self, text: str) -> list[Item]:
        """The items of lists within a paragraph, which may go on with a list of the paragraph before.

        A list has two items at least: a single letter in brackets is something else.
        """
        before = list(self.lists)
        found: list[tuple[Number, int]] = []  # the numbers of the open lists, the last one the item's; where it stands
        for number, at in items(text):
            depth = self._depth(number, True)
            if (at == 0 and mark(text)) or (depth is None and (number not in _FIRST or len(self.lists) == _DEEPEST)):
                continue
            self.lists[len(self.lists) if depth is None else depth :] = [_Open(number, True, True)]
            found.append((tuple(x.number for x in self.lists), at))
        sizes = Counter(path[:-1] for path, _ in found)
        alone = {p for p, _ in found if sizes[p[:-1]] == 1 and p[-1] in _FIRST}
        found = [(p, at) for p, at in found if not any(p[: n + 1] in alone for n in range(len(p)))]
        if not found:
            self.lists = before
            return []
        end = _end_of_item(text, found[-1][1])
        if end < len(text):
            self.lists = before[: min(len(p) for p, _ in found) - 1]
        else:  # the next paragraph may go on with it
            last, kept = found[-1][0], before[: len(found[-1][0]) - 1]
            self.lists = [*kept, *(_Open(n, True, True) for n in last[len(kept) :])]
        made = []
        for n, (path, at) in enumerate(found):
            until = next((x for p, x in found[n + 1 :] if len(p) <= len(path)), end)
            if self.section:
                made.append(Item(Place((*self.section, *path), "", _WITHIN + len(path), listed=len(path)), at, until))
        return made

    def _term(self, block: Block) -> Place | None:
        """A defined term that a block begins with."""
        m = _QUOTED_TERM.match(block.text)
        if m:
            self.lists = []
        return Place(title=m[1], rank=_TERM) if m else None

    def _heading(self, block: Block) -> Place | None:
        if block.lines > 2 or not is_title(block):
            return None
        self.lists = []
        return Place(title=block.text.rstrip(" :"), rank=_CAPITALS if block.text.isupper() else _HEADING, bare=True)


def _end_of_item(text: str, start: int) -> int:
    """Where the last item of a list within a paragraph ends: with its sentence; what follows is the paragraph's again."""
    own = None if start else mark(text)
    return next((at for at in sentences(text, own.end() if own else 0) if at > start), len(text))


def _order(number: Number) -> tuple[int, ...]:
    return tuple(int(n) if n.isdigit() else _ROMAN.index(n) + 1 if n in _ROMAN else ord(n[0]) - 96 for n in number)
