"""The manual's page of the grammar has every rule of the grammar, its links lead somewhere, its examples are those clauses."""

from __future__ import annotations

import re

import grammar
import pytest

from sladsl.base.diagnostics import Sink
from sladsl.syntax.parser import parse
from sladsl.syntax.text import read_source


def test_the_page_is_what_the_grammar_says() -> None:
    assert grammar.PAGE.read_text(encoding="utf-8") == grammar.page(), "`python tests/house/grammar.py renew` writes it"


def test_every_rule_of_the_grammar_is_on_the_page() -> None:
    """Counted by another eye: a rule begins a line and has a colon behind its name."""
    text = grammar.GRAMMAR.read_text(encoding="utf-8")
    names = re.findall(r"^\??([a-z_]+):", text, re.M)
    assert [r.name for r in grammar.rules()] == names
    assert len(names) == len(set(names)) > 60


def test_every_word_of_the_grammar_is_on_the_page() -> None:
    text = re.sub(r"//.*", "", grammar.GRAMMAR.read_text(encoding="utf-8"))
    wanted = set(re.findall(r'"([A-Za-z]+)"', text))
    framed = {word for part in re.findall(r"`([^`\n]+)`", grammar.page()) for word in re.findall(r"[A-Za-z]+", part)}
    assert wanted <= framed


@pytest.mark.parametrize("kind", list(grammar.CLAUSES))
def test_the_example_of_a_clause_is_one(kind: str) -> None:
    sink = Sink()
    [node] = parse(read_source(grammar.CLAUSES[kind][1].encode(), "a.sla", sink), sink)
    assert node.kind == kind
    assert not list(sink)


def test_every_clause_has_its_example() -> None:
    clauses = next(r for r in grammar.rules() if r.name == "clause")
    assert {name for [name] in clauses.alternatives} == set(grammar.CLAUSES)
