"""Several broken clauses cost as many errors as there are mistakes, each in its own clause; what uses them is not blamed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.base.diagnostics import Sink
from sladsl.compiler.contract import compile_contract
from sladsl.compiler.mending import mend
from sladsl.syntax.text import clauses, read_source

CONTRACTS = sorted((Path(__file__).parents[2] / "contracts").glob("*.sla"))
# Mistakes by what stands in a clause and what its author writes for it.
MISTAKES: dict[str, tuple[str, str | Callable[[re.Match[str]], str]]] = {
    "no full stop": (r"\.$", ""),
    "a semicolon at the end": (r"\.$", ";"),
    "a decimal comma": (r"(?<![\d.])(\d+)\.(\d{1,2})%", r"\1,\2%"),
    "a sign of comparison": (r"\bis at least(?= \d)", ">="),
    "a sign for at most": (r"\bis at most(?= \d)", "<="),
    "if": (r"(?<=; )when\b|(?<=\n    )when\b", "if"),
    "a capital": (r"^(guarantee|remedy|claim|measure|window)\b", lambda m: m[1].capitalize()),
    "all": (r"\bmeans every (outage|maintenance|ticket)\b", r"means all \1s"),
    "per month": (r"\beach month(?=[:;])", "per month"),
    "up to": (r"(?<=\n    )at most\b", "up to"),
}


class Clause(NamedTuple):
    """A clause: where it begins and ends in the file, its lines, and the mistakes that can be made in it."""

    start: int
    end: int
    lines: tuple[int, int]
    mistakes: tuple[str, ...]


@cache
def read(file: Path) -> tuple[str, tuple[Clause, ...]]:
    """A contract's text and its clauses, without what stands before each of them."""
    text = file.read_text(encoding="utf-8")
    found = []
    for piece in clauses(read_source(text.encode(), file.name, Sink()), Sink()):
        blank = re.match(r"(?:\s|#[^\n]*\n)*", piece.text)
        assert blank is not None
        start, end = piece.offset + blank.end(), piece.offset + len(piece.text)
        lines = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
        plain = quoted_out(text[start:end])
        kinds = tuple(k for k, (pattern, _) in MISTAKES.items() if re.search(pattern, plain))
        found.append(Clause(start, end, lines, kinds))
    return text, tuple(found)


def quoted_out(text: str) -> str:
    """The text with other signs for what stands in quotation marks, citations and remarks, at the same positions."""
    return re.sub(r'"[^"]*"|\[[^\]]*\]|#[^\n]*', lambda m: re.sub(r"[^\n]", "\x00", m[0]), text)


def broken(text: str, clause: Clause, kind: str) -> str:
    """The text with the first mistake of a kind in a clause; its lines stay."""
    pattern, wrong = MISTAKES[kind]
    m = re.search(pattern, quoted_out(text[clause.start : clause.end]))
    assert m is not None
    instead = wrong(m) if callable(wrong) else m.expand(wrong)
    return text[: clause.start + m.start()] + instead + text[clause.start + m.end() :]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CONTRACTS), st.data())
def test_as_many_errors_as_mistakes_each_in_its_clause(file: Path, data: st.DataObject) -> None:
    text, found = read(file)
    can = [c for c in found if c.mistakes]
    chosen = data.draw(st.lists(st.sampled_from(can), min_size=1, max_size=3, unique=True))
    chosen.sort(key=lambda c: -c.start)  # from the end, so that positions stay
    for clause in chosen:
        text = broken(text, clause, data.draw(st.sampled_from(clause.mistakes)))
    errors = compile_contract(text.encode(), file.name).sink.errors
    shown = "\n\n".join(d.to_text() for d in errors)
    assert len(errors) == len(chosen), shown
    for error, clause in zip(errors, reversed(chosen), strict=True):
        assert error.place is not None
        assert clause.lines[0] <= error.place.line <= clause.lines[1], shown


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CONTRACTS), st.data())
def test_each_of_them_is_mended(file: Path, data: st.DataObject) -> None:
    right, found = read(file)
    clause = data.draw(st.sampled_from([c for c in found if c.mistakes]))
    wrong = broken(right, clause, data.draw(st.sampled_from(clause.mistakes)))
    done = mend(wrong.encode(), file.name)
    assert done.fixed == 1
    assert not [d for d in done.diagnostics if d.severity == "error"]


@pytest.mark.parametrize("file", CONTRACTS, ids=lambda f: f.stem)
def test_every_contract_has_clauses_to_break(file: Path) -> None:
    assert sum(len(c.mistakes) for c in read(file)[1]) >= 10
