"""In: a raw event and the name of a field. Out: the place of that field's words, and words fit for a message.

Only faults come this way, so the search for a column costs a good stream nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from attrs import evolve, frozen

from sladsl.base.diagnostics import Diagnostic, Place

_CELL = re.compile(r'\s*(?:"(?:[^"]|"")*"|[^,]*)\s*(?:,|$)')
_LONGEST = 60


@frozen
class Raw:
    """One event as it was written; `columns` is the header where it came from CSV, whose cells are all texts."""

    fields: Mapping[str, object]
    place: Place
    columns: tuple[str, ...] | None = None


def fault(
    raw: Raw, code: str, message: str, help: str | None = None, field: str | None = None, name: bool = False
) -> Diagnostic:
    """A fault of one event, pinned to a field's value, or its `name`, where they are easily found."""
    return Diagnostic(code, message, pinned(raw, field, name), help)


def pinned(raw: Raw, field: str | None, name: bool = False) -> Place:
    """Where a field's value (or its name) stands in the event's line; the whole line for no field."""
    place = raw.place if raw.place.text else evolve(raw.place, text=_as_text(raw.fields))
    whole = evolve(place, column=1, length=max(1, len(place.text)))
    if field is None:
        return whole
    found = _json_span(place.text, field, name) if raw.columns is None else _cell_span(place.text, raw.columns, field)
    return evolve(place, column=found[0] + 1, length=max(1, found[1] - found[0])) if found else whole


def _json_span(text: str, field: str, name: bool) -> tuple[int, int] | None:
    for form in (field, json.dumps(field)[1:-1]):
        if m := re.search(rf'("{re.escape(form)}")\s*:\s*', text):
            if name:
                return m.span(1)
            try:
                return m.end(), json.JSONDecoder().raw_decode(text, m.end())[1]
            except (ValueError, RecursionError):
                return m.end(), m.end() + 1
    return None


def _cell_span(text: str, columns: tuple[str, ...], field: str) -> tuple[int, int] | None:
    start = 0
    for name in columns:
        m = _CELL.match(text, start)
        if m is None:
            return None
        if name == field:
            cell = m[0].removesuffix(",")
            return start + len(cell) - len(cell.lstrip()), start + len(cell.rstrip())
        start = m.end()
    return None


def shown(value: object) -> str:
    """A value as the user wrote it, on one line, cut to a readable length."""
    if isinstance(value, str):
        text = value[: _LONGEST + 1]
    elif isinstance(value, (list, tuple, Mapping, bool)) or value is None:
        text = _as_text(value)
    else:
        try:
            text = str(value)
        except ValueError:  # an integer of more digits than Python prints
            text = "a very long number"
    text = printable(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


def printable(text: str) -> str:
    """A text without what a terminal obeys, and without half characters, which JSON can hold and UTF-8 cannot."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _as_text(value: object) -> str:
    try:
        return printable(json.dumps(value, ensure_ascii=False, default=str))
    except (TypeError, ValueError, RecursionError):  # keys of another kind, a value that holds itself
        return "..."


@lru_cache(maxsize=1024)
def suggestion(word: str, known: tuple[str, ...], what: str) -> str:
    """A way out for an unknown word: the close one, else all of them."""
    close = get_close_matches(word[:_LONGEST], known, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"{what}: " + ", ".join(f"`{k}`" for k in known)
