"""In: what stands in a hole, in the words of the language. Out: the same as English prints it; and back.

Every replacement has words on its English side that the language never has there, so that each can be undone. What stands
in quotation marks is nobody's but the author's and stays as it is.
"""

from __future__ import annotations

import re

CONDITIONS = frozenset(["test", "promise"])
HOLDS = " holds"
_NOT = "it is not so that "
_QUOTED = re.compile(r'("[^"]*")')
_ASKED = "days|earlier|earliest|end|gap|larger|largest|later|latest|length|mean|number|share|smaller|smallest|start|time|total"
_ONE = "subscription|service|termination|confirmation|invoice"  # of which there is one where it is spoken of
# In the language, and in English: each a pattern and what takes its place. They are undone in the same order.
_PAIRS = (
    (r" \* ", " × ", r" × ", " * "),
    (r" / ", " ÷ ", r" ÷ ", " / "),
    (r" - ", " − ", r" − ", " - "),
    (r"\bpaid of fee\b", "what was paid of the fee", r"\bwhat was paid of the fee\b", "paid of fee"),
    (r"\bamount of fee\b", "the fee", r"\bthe fee\b", "amount of fee"),
    (rf"\bat of ({_ONE})\b", r"the instant of the \1", rf"\bthe instant of the ({_ONE})\b", r"at of \1"),
    (rf"\bof ({_ONE})\b", r"of the \1", rf"\bof the ({_ONE})\b", r"of \1"),
    (rf"(?<!\d )(?<!each )\b({_ASKED}) of\b", r"the \1 of", rf"\bthe ({_ASKED}) of\b", r"\1 of"),
    (r"\bwithin \(it\)", "within it", r"\bwithin it\b", "within (it)"),
)
_EMPTY_CELL = (r"\|  \|", "| |")
_POINT = re.compile(r"start|end")
_INSTANTS = frozenset(["at", "start"])
_NAME = r'(?:(?:every )?[A-Za-z][A-Za-z0-9_]*(?: [A-Z][A-Za-z0-9]*)*|"[^"]*")'
_LISTED = re.compile(rf"\({_NAME}(?:, {_NAME})+\)")
_AND = re.compile(rf"({_NAME}(?:, {_NAME})*) and ({_NAME})")
_LISTS = frozenset(["set", "body"])
_KINDS = {
    "percentage": "a percentage", "number": "a number", "money": "an amount of money", "time": "a length of time",
    "days": "a number of days", "word": "a word", "yes_or_no": "a yes or no", "date": "a date",
}  # fmt: skip
_WORDS = {english: word for word, english in _KINDS.items()}


def in_english(text: str, hole: str = "") -> str:
    """Words of the language as English prints them.

    >>> in_english("10% of amount of fee * number of (Late Ticket)"), in_english("in_scope", "test"), in_english("end", "at")
    ('10% of the fee × the number of (Late Ticket)', 'in_scope holds', 'its end')
    >>> in_english("(Regular Work, every pause, Night)", "set")
    'Regular Work, every pause and Night'
    """
    if hole == "given":
        return _KINDS[text]
    if hole in _LISTS and _LISTED.fullmatch(text):
        return " and ".join(text[1:-1].rsplit(", ", 1))
    if hole in CONDITIONS and text.startswith("caused by "):
        return f"it was {text}"
    if hole in CONDITIONS and text.startswith("not "):
        return _NOT + in_english(text.removeprefix("not "))
    bare = hole in CONDITIONS and _is_bare(text)
    text = _replaced(text, [(a, b) for a, b, _, _ in _PAIRS] + [_EMPTY_CELL])
    return text + HOLDS * bare if not (hole in _INSTANTS and _POINT.fullmatch(text)) else f"its {text}"


def in_words(text: str, hole: str = "") -> str:
    """What English prints, in the words of the language.

    >>> in_words("the later of (opened, responded) − 1 hour"), in_words("in_scope holds", "test"), in_words("its end", "at")
    ('later of (opened, responded) - 1 hour', 'in_scope', 'end')
    >>> in_words("Regular Work, every pause and Night", "set")
    '(Regular Work, every pause, Night)'
    """
    if hole == "given":
        return _WORDS.get(text, text)
    if hole in _LISTS and (found := _AND.fullmatch(text)):
        return f"({found[1]}, {found[2]})"
    if hole in CONDITIONS and text.startswith(_NOT):
        return f"not {in_words(text.removeprefix(_NOT))}"
    if hole in CONDITIONS:
        text = text.removeprefix("it was ")
        stem = text.removesuffix(HOLDS)
        text = stem if _is_bare(stem) else text
    if hole in _INSTANTS:
        text = text.removeprefix("its ")
    return _replaced(text, [(c, d) for _, _, c, d in _PAIRS])


def _is_bare(text: str) -> bool:
    """Whether a condition is no more than a name: a fact that holds or not, or a term."""
    return re.fullmatch(_NAME, text) is not None and text != "not"


def _replaced(text: str, pairs: list[tuple[str, str]]) -> str:
    pieces = _QUOTED.split(text)
    for old, new in pairs:
        pieces[::2] = [re.sub(old, new, piece) for piece in pieces[::2]]
    return "".join(pieces)
