"""Formatting changes no word, no meaning and no remark, however a contract was laid out before."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import BAD, CONTRACTS, PAGES, named

from sladsl.api import compile, format
from sladsl.base.diagnostics import SlaError

TEXTS = [*(p.read_text(encoding="utf-8") for p in CONTRACTS), *(c for page in PAGES for c in shipped.clauses_on(page))]
_PIECE = re.compile(r'"[^"]*"|#[^\n]*|\s+|[^\s"#]+')
_TERM_ENDS = re.compile(r"\b[A-Z]\w*$")
_CLAUSE = re.compile(r'(?:"[^"]*"|#[^\n]*\n|[^"#])*?\.(?=\s|$)')


def signs(text: str) -> str:
    """Everything but blanks and remarks."""
    return "".join("".join(p.split()) for p in _PIECE.findall(text) if p[0] != "#")


def remarks(text: str) -> list[str]:
    """The remarks, in order."""
    return [p.rstrip() for p in _PIECE.findall(text) if p[0] == "#"]


def laid_out_anew(text: str, seed: int, blanks: list[str], own: list[str]) -> str:
    """The text with other blanks between its words, and with some remarks in the place of its own."""
    chance = random.Random(seed)
    bare = _PIECE.sub(lambda m: " " if m[0][0] == "#" else m[0], text)
    out: list[str] = []
    for piece in _PIECE.findall(bare):
        if piece[0] == '"':
            out.append(re.sub(r"\s+", lambda _: chance.choice([" ", "  ", "\n", "\t", "\n   "]), piece))
        elif not piece.isspace():
            out.append(piece)
        elif own and chance.random() < 0.1 and not _TERM_ENDS.search("".join(out[-1:])):  # it would part a term's words
            out.append(chance.choice([" ", "\n"]) + chance.choice(own))
        else:
            out.append(chance.choice(blanks))
    return "".join(out)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_shipped_text_keeps_its_words_its_remarks_and_its_rules(text: str) -> None:
    found = format(text)
    assert signs(found) == signs(text)
    assert remarks(found) == remarks(text)
    assert format(found) == found
    before, after = compile(text), compile(found)
    assert [d.code for d in before.diagnostics] == [d.code for d in after.diagnostics]
    if not before.errors:
        assert before.tree.clauses == after.tree.clauses


@pytest.mark.parametrize("path", BAD, ids=named)
def test_a_contract_with_a_mistake_keeps_it_or_is_refused(path: Path) -> None:
    data = path.read_bytes()
    found = refused = None
    try:
        found = format(data)
    except SlaError as e:
        refused = e.diagnostics
    if found is None:
        assert refused
        assert {d.code for d in refused} <= {d.code for d in compile(data).errors}
    else:
        assert signs(found) == signs(data.decode().translate(str.maketrans("“”\ufeff", '"" ')))
        assert [d.code for d in compile(data).diagnostics] == [d.code for d in compile(found).diagnostics]


CLAUSES = [c.strip() for text in TEXTS for c in _CLAUSE.findall(text)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4), st.integers(0, 2**32))
def test_how_it_was_laid_out_leaves_no_trace(some: list[str], seed: int) -> None:
    text = "\n".join(some) + "\n"
    again = laid_out_anew(text, seed, [" ", "   ", "\n", "\r\n\t"], [])
    assert format(again) == format(laid_out_anew(text, seed, [" "], []))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4), st.integers(0, 2**32))
def test_remarks_anywhere_survive(some: list[str], seed: int) -> None:
    own = ["# a\n", "#b; c.\n", '# "d\n', "#\n", "# é –  e \n  \n"]
    text = laid_out_anew("\n".join(some) + "\n", seed, [" ", "   ", "\n", "\r\n", "\t", "\n\n", "\u00a0"], own)
    found = format(text)
    assert signs(found) == signs(text)
    assert remarks(found) == remarks(text)
    assert format(found) == found
    assert "\n\n\n" not in found
    assert not re.search(r"[ \t\r]$", found, re.M)


@pytest.mark.parametrize("path", CONTRACTS, ids=named)
def test_no_line_of_a_contract_is_too_long(path: Path) -> None:
    lines = format(path.read_bytes()).splitlines()
    assert [line for line in lines if len(line) > 120 and not line.strip().startswith("#")] == []
