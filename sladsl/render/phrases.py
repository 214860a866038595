"""In: what stands in a hole, in the words of the language. Out: the same as English prints it; and back.

Every replacement has words on its English side that the language never has there, so that each can be undone. What stands
in quotation marks is nobody's but the author's and stays as it is.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r'("[^"]*")')
_ASKED = "days|earlier|earliest|end|gap|larger|largest|later|latest|length|mean|number|share|smaller|smallest|start|time|total"
# (in the language, in English), each as a pattern and what replaces it
_PAIRS = (
    (r" \* ", " × ", r" × ", " * "),
    (r" / ", " ÷ ", r" ÷ ", " / "),
    (r" - ", " − ", r" − ", " - "),
    (r"\bamount of fee\b", "the fee", r"\bthe fee\b", "amount of fee"),
    (rf"(?<!\d )(?<!each )\b({_ASKED}) of\b", r"the \1 of", rf"\bthe ({_ASKED}) of\b", r"\1 of"),
)
_BARE = re.compile(r'[A-Za-z][A-Za-z0-9_ ]*|"[^"]*"')
_POINT = re.compile(r"start|end")
_CONDITIONS = frozenset(["test", "promise"])
_INSTANTS = frozenset(["at", "start"])


def in_english(text: str, hole: str = "") -> str:
    """Words of the language as English prints them.

    >>> in_english("10% of amount of fee * number of (Late Ticket)"), in_english("in_scope", "test"), in_english("end", "at")
    ('10% of the fee × the number of (Late Ticket)', 'in_scope holds', 'its end')
    """
    text = _replaced(text, [(a, b) for a, b, _, _ in _PAIRS] + [(r"\|  \|", "| |")])  # a cell of a table that is empty
    if hole in _CONDITIONS and _is_bare(text):
        return f"{text} holds"
    return f"its {text}" if hole in _INSTANTS and _POINT.fullmatch(text) else text


def in_words(text: str, hole: str = "") -> str:
    """What English prints, in the words of the language.

    >>> in_words("the later of (opened, responded) − 1 hour"), in_words("in_scope holds", "test"), in_words("its end", "at")
    ('later of (opened, responded) - 1 hour', 'in_scope', 'end')
    """
    if hole in _CONDITIONS and text.endswith(" holds"):
        text = text.removesuffix(" holds")
    if hole in _INSTANTS:
        text = text.removeprefix("its ")
    return _replaced(text, [(c, d) for _, _, c, d in _PAIRS])


def _is_bare(text: str) -> bool:
    """Whether a condition is no more than a name: a fact that holds or not, a term."""
    return _BARE.fullmatch(text) is not None and " is " not in text and not text.startswith(("caused by ", "not "))


def _replaced(text: str, pairs: list[tuple[str, str]]) -> str:
    pieces = _QUOTED.split(text)
    for old, new in pairs:
        pieces[::2] = [re.sub(old, new, piece) for piece in pieces[::2]]
    return "".join(pieces)
