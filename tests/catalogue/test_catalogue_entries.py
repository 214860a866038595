"""What the catalogue says of a message is a sentence for a person, and its pages are those of the manual."""

from __future__ import annotations

import re

import pages
import pytest

from sladsl.catalogue.read import Entry, entries, entry, near

EVERY = pytest.mark.parametrize("one", entries(), ids=lambda e: e.code)


@EVERY
def test_a_title_and_a_way_out_are_said_as_a_message_is(one: Entry) -> None:
    for text in (one.title, one.fix):
        assert text == text.strip()
        assert "\n" not in text
        assert not text.endswith(".") or text.endswith(" ...")
        assert text[0] == text[0].lower() or text[0] == "`", text
        assert text.count("`") % 2 == 0


@EVERY
def test_it_is_said_in_a_few_sentences_why(one: Entry) -> None:
    without = re.sub(r"`[^`]*`|\d+(?:[.,:]\d+)*", "x", one.why)
    sentences = re.findall(r"[.?!](?=\s|$|\")", without)
    assert 1 < len(sentences) <= 5, one.why
    assert len(one.why.split()) <= 90, len(one.why.split())


def test_no_two_say_the_same() -> None:
    """Each why begins in its own words, so that none was written by a pattern."""
    heads = [" ".join(e.why.split()[:4]) for e in entries()]
    assert not [head for head in heads if heads.count(head) > 1]


@EVERY
def test_the_examples_differ_in_little(one: Entry) -> None:
    """Where only the file is saved otherwise the words are the same; else they differ."""
    assert (one.bad == one.good) == bool(one.saved)


def test_a_code_is_found_however_it_is_written() -> None:
    assert entry("sla304") == entry("SLA304")
    assert entry("NO_FEE") == entry("no_fee")
    assert entry("SLA000") is None
    assert entry("fee") is None


@pytest.mark.parametrize(("word", "meant"), [("SLA340", "SLA304"), ("no fee", "no_fee"), ("fee_twise", "fee_twice")])
def test_the_nearest_code_comes_first(word: str, meant: str) -> None:
    assert near(word)[0] == meant


def test_nothing_is_near_to_a_word_of_another_kind() -> None:
    assert near("contract.sla") == ()


def test_the_pages_of_the_manual_are_what_the_catalogue_says() -> None:
    written = pages.pages()
    old = [path.name for path, text in written.items() if path.read_text(encoding="utf-8") != text]
    assert not old, "`python tests/catalogue/pages.py renew` writes them"
    assert {*(pages.DOCS / "messages").iterdir()} < {*written}, "a page of no family"


def test_every_link_of_the_index_leads_to_a_code() -> None:
    index = (pages.DOCS / "messages.md").read_text(encoding="utf-8")
    links = re.findall(r"\[`(\w+)`\]\((messages/\w+\.md)#(\w+)\)", index)
    assert len(links) == len(entries())
    for code, page, anchor in links:
        headings = re.findall(r"^## (.*)$", (pages.DOCS / page).read_text(encoding="utf-8"), re.M)
        assert code in headings
        assert anchor == code.lower()
