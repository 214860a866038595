"""A contract is rendered without loss: whatever can be said is read back, from its text, its Markdown and its page."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import sladsl
from sladsl.api import contract_of as text_of
from sladsl.api import render
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


PIECES = (
    "- ", "2.1 ", "2.1.1 ", "3.1.1(a) ", "## 2. ", "# ", "| a | b |", "| --- |", ": ", ".", "**", "\\", " means ", "x: y", "(",
    "[1]", '"', "The provider is A.", "what the reading r says", "all of these hold", "\n", "<p>", "</td>", "<table>", "&amp;",
    "{x}",
)  # fmt: skip


def refused(shown: str) -> set[str]:
    """The codes of what is refused in a rendering."""
    try:
        sladsl.compile(text_of(shown))
    except sladsl.SlaError as e:
        return {d.code for d in e.diagnostics}
    return set()


@given(
    contracts(),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 60), st.sampled_from(PIECES)), max_size=6),
    st.booleans(),
)
@settings(max_examples=80)
def test_whatever_was_done_to_a_rendering_it_is_read_or_refused(
    text: str, edits: list[tuple[int, int, str]], page: bool
) -> None:
    found = sladsl.compile(text)
    shown = render(sladsl.Contract(found.tree, found.diagnostics), "html" if page else "md")
    for at, length, piece in edits:
        at %= len(shown)
        shown = shown[:at] + piece + shown[at + length :]
    assert refused(shown) <= {"SLA807"}
