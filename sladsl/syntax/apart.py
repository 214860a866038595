"""In: the place where a clause stops making sense. Out: the finding where a name of several words is written apart there.

`not published` for `not_published` is certain only where nothing but a name can stand; elsewhere the same words may be
a defined term in small letters, which is looked for before.
"""

from __future__ import annotations

import re

from ..base.diagnostics import Diagnostic
from .misfit import Misfit
from .text import Source

# What stands right before a name, and before nothing else; in a list of causes also what parts them.
_NAME = "[a-z][a-z0-9_]*"
_BEFORE_A_NAME = r"\b(?:flag|adopted)\s+|, or\s+"
_IN_A_LIST = _BEFORE_A_NAME + r"|[:;]\s+"
_BEFORE_A_VALUE = _IN_A_LIST + r"|\bis\s+|[(,]\s*"


def name_apart(source: Source, m: Misfit) -> Diagnostic | None:
    """A name written apart where only a name can stand, or whose last word says that it is the name of an instant."""
    instant = re.search(rf"\b{_NAME}$", m.before)
    if m.found == "at" and instant and not re.match(r"at\s+(?:least|most|its)\b", m.text[m.at :]):
        return _written_apart(source, m, instant.start(), f"{instant[0]} at")
    listed = re.match(r"\s*causes\b", m.text) is not None
    return _apart(source, m, _IN_A_LIST if listed else _BEFORE_A_NAME)


def value_apart(source: Source, m: Misfit) -> Diagnostic | None:
    """A name written apart where a value can stand too."""
    return None if "NAME" in m.wanted else _apart(source, m, _BEFORE_A_VALUE)


def _apart(source: Source, m: Misfit, opens: str) -> Diagnostic | None:
    begun = re.search(rf"(?:{opens})({_NAME})$", m.before)
    if begun is None:
        return None
    run = re.match(rf"{_NAME}(?: +(?!because\b){_NAME})+(?=\s*(?:[\[;,.)]|because\b))", m.text[begun.start(1) :])
    if run is None or run.end() + begun.start(1) <= m.at:
        return None
    return _written_apart(source, m, begun.start(1), run[0])


def _written_apart(source: Source, m: Misfit, begin: int, words: str) -> Diagnostic:
    here = source.place(m.offset + begin, m.offset + begin + len(words))
    help = f"write `{'_'.join(words.split())}`"
    return Diagnostic("SLA014", f"`{words}` has several words, and a name has one", here, help)
