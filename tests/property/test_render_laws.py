"""A contract is rendered without loss: whatever can be said is read back, from its text, its Markdown and its page."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings

import sladsl
from sladsl.render.back import contract_of
from sladsl.render.contract import contract_text
from sladsl.render.english import document
from sladsl.render.html import html, read_html
from sladsl.render.markdown import markdown, read_markdown
from sladsl.rules.clauses import RuleTree
from sladsl.rules.values import Const
from sladsl.rules.walk import walk

from .contracts import contracts


def tree_of(text: str) -> RuleTree:
    """The rules of a contract that must be without errors, as if it had no file."""
    found = sladsl.compile(text)
    assert not found.errors, "\n\n".join(d.to_text() for d in found.errors) + "\n" + text
    return evolve(found.tree, file="", sha256="")


def measured(tree: RuleTree) -> list[object]:
    """What the numbers in a contract are, and what they measure, which equality of rules leaves out."""
    rules = (tree.clauses, tuple(tree.defaults.values()))
    return [(node.value, node.dim) for node in walk(rules) if isinstance(node, Const)]


@given(contracts())
def test_a_generated_contract_compiles(text: str) -> None:
    tree_of(text)


@given(contracts())
@settings(max_examples=120)
def test_the_text_of_the_rules_means_the_rules(text: str) -> None:
    tree = tree_of(text)
    again = tree_of(contract_text(tree))
    assert again == tree
    assert measured(again) == measured(tree)


@given(contracts())
@settings(max_examples=120)
def test_markdown_is_read_back_to_the_rules(text: str) -> None:
    tree = tree_of(text)
    shown = document(tree)
    read = read_markdown(markdown(shown), "contract.md")
    assert read.plain() == shown.plain()
    assert tree_of(contract_of(read)) == tree


@given(contracts())
@settings(max_examples=120)
def test_a_page_is_read_back_to_the_rules(text: str) -> None:
    tree = tree_of(text)
    shown = document(tree)
    read = read_html(html(shown), "contract.html")
    assert read.plain() == shown.plain()
    assert tree_of(contract_of(read)) == tree


@given(contracts())
@settings(max_examples=30)
def test_the_same_rules_give_the_same_bytes(text: str) -> None:
    """Also where the rules came from a rendering, which is written anew."""
    once, again = document(tree_of(text)), document(tree_of(contract_text(tree_of(text))))
    assert markdown(once) == markdown(again)
    assert html(once) == html(again)
