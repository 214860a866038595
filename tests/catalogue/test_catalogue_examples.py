"""Every message of the catalogue: its bad example gives the message and no other, its good example gives none."""

from __future__ import annotations

import pytest

from sladsl.api import format
from sladsl.catalogue.read import Entry, entries, whole
from sladsl.cli import tried


@pytest.mark.parametrize("entry", entries(), ids=lambda e: e.code)
def test_the_bad_example_gives_the_code_and_nothing_else(entry: Entry) -> None:
    found = tried.bad(entry)
    said = "\n\n".join(d.to_text() for d in found)
    assert entry.code in {d.code for d in found}, said
    # of very many faults only that there are too many is looked at
    others = [d for d in found if d.code != entry.code and d.severity != "note"]
    assert not others or entry.times > 1, said


@pytest.mark.parametrize("entry", entries(), ids=lambda e: e.code)
def test_the_good_example_gives_neither_the_code_nor_an_error(entry: Entry) -> None:
    wrong = [d for d in tried.good(entry) if d.code == entry.code or d.severity != "note"]
    assert not wrong, "\n\n".join(d.to_text() for d in wrong)


@pytest.mark.parametrize("entry", entries(), ids=lambda e: e.code)
def test_what_is_found_stands_in_the_example(entry: Entry) -> None:
    """A finding about a line in front of the example would point at words that the reader does not see."""
    lines = "\n\n".join([entry.bad] * entry.times).splitlines()
    for d in tried.bad(entry):
        if d.code == entry.code and d.place and d.place.text.strip() and not entry.saved:
            assert d.place.text == lines[d.place.line - 1]


@pytest.mark.parametrize("entry", [e for e in entries() if e.contract or e.kind == "clauses"], ids=lambda e: e.code)
def test_what_is_shown_as_right_is_in_the_one_style(entry: Entry) -> None:
    text, _ = whole(*((entry.good, entry.behind) if entry.kind == "clauses" else (entry.contract,)))
    assert format(text) == text
