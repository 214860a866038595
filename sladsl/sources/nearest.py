"""In: words that an agreement does not say. Out: what it says most like them, and in which words the two differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from .agreement import Agreement
from .letters import letters

_LIKE = 0.6  # of the letters, from which two sayings are alike
_PASSAGES = 5  # with most words in common, that are looked at closely
_STOPS = ".,;:"
_LONGEST = 300  # words of a passage that are looked at
_MOST = 3  # differences told


def nearest(agreement: Agreement, words: str) -> tuple[str, int] | None:
    """What the agreement says that is most like these words, with where it begins; nothing where nothing is like them."""
    wanted = letters(words).key.split()
    if not wanted:
        return None
    common = Counter(n for word in dict.fromkeys(wanted) for n in agreement.saying.get(word, ()))
    key = agreement.letters.key
    best: tuple[float, int, int, int] | None = None
    for n, _ in sorted(common.items(), key=lambda each: (-each[1], each[0]))[:_PASSAGES]:
        start, end = agreement.passages[n].start, agreement.passages[n].end
        said = key[start:end].split()[:_LONGEST]
        for length in sorted({len(wanted), len(wanted) + 1, max(1, len(wanted) - 1)}):
            for at in range(max(1, len(said) - length + 1)):
                like = SequenceMatcher(None, " ".join(said[at : at + length]), " ".join(wanted), autojunk=False).ratio()
                if like >= _LIKE and (best is None or like > best[0]):
                    best = like, start, at, length
    if best is None:
        return None
    _, start, at, length = best
    for _ in range(at):
        start = _next_word(key, start)
    end = start
    for _ in range(length):
        end = _next_word(key, end)
    text = agreement.letters.text(start, end).strip(' \n"“”')
    return (text if wanted[-1][-1] in _STOPS else text.rstrip(_STOPS)), start


def differences(words: str, said: str) -> list[str]:
    """In which words two sayings differ, at most three of them.

    >>> differences("within four hours", "within eight business hours")
    ['`eight business` for `four`']
    """
    ours, theirs = words.split(), said.split()
    match = SequenceMatcher(None, [_key(w) for w in ours], [_key(w) for w in theirs], autojunk=False)
    found = []
    for what, a, b, c, d in match.get_opcodes():
        if what == "replace":
            found.append(f"{_told(theirs[c:d])} for {_told(ours[a:b])}")
        elif what == "delete":
            found.append(f"no {_told(ours[a:b])}")
        elif what == "insert":
            found.append(f"also {_told(theirs[c:d])}")
    return found[:_MOST]


def _told(words: Sequence[str]) -> str:
    return f"`{' '.join(words)}`"


def _key(word: str) -> str:
    return letters(word).key.strip(_STOPS)


def _next_word(key: str, at: int) -> int:
    while at < len(key) and key[at] not in " \n":
        at += 1
    return min(at + 1, len(key))
