"""Whether cited words and places hold: what is the same words, what is not, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lantern_agreement import said_of, shown

from sladsl.sources.letters import letters, pattern


def codes(*citations: str, text: str | None = None) -> list[str]:
    return [d.code for d in said_of(*citations, text=text)]


def test_the_contract_of_the_agreement_holds() -> None:
    assert shown().findings == ()


@pytest.mark.parametrize(
    "cited",
    [
        '[1.1, "any minute in which no page of the Customer\'s site can be fetched"]',  # over the end of a line
        '[1.1, "work that was announced"]',  # divided at the end of a line
        '[1.1, "“Planned Work” is work"]'.replace("“", "'").replace("”", "'"),  # other quotation marks
        '[1.1, "Planned Work is work"]',  # none
        '[2.1, "AT LEAST 99.7 %"]',  # capitals, and a blank that may break
        '["2.2(c)", "a flood or a fire"]',  # ligatures
        '["2.2.c", "a flood or a fire"]',  # another way to write the number
        '[3.3, "taken off the next invoice"]',  # divided at the end of a page, its head between
        '[3.2, "Lantern answers"]',  # a soft hyphen
        '[3.1, "For every full hour ... never more than 40 %"]',  # words left out
        '["Section 4", "by a notice of 30 days"]',
        '["Ending", "by a notice of 30 days"]',
        '[2, "an act of the Customer"]',  # a section holds what is below it
        "[4]",
    ],
)
def test_these_are_words_of_the_agreement_in_their_place(cited: str) -> None:
    assert codes(cited) == []


@pytest.mark.parametrize(
    ("cited", "help"),
    [
        ('[2.1, "at least 99.8 %"]', "it says in `2.1`: `at least 99.7 %` (`99.7` for `99.8`)"),
        ('[3.2, "within fourteen days"]', "it says in `3.2(i)`: `within 14 days` (`14` for `fourteen`)"),
        ('[3.3, "taken off the following invoice"]', "it says in `3.3`: `taken off the next invoice` (`next` for `following`)"),
        ('[3.1, "never more than 40 % of the fee"]', None),
        ('[1.2, "an absolutely different saying"]', "cite a few words as the agreement has them, one behind the other"),
    ],
)
def test_words_that_the_agreement_does_not_say_are_shown_beside_what_it_says(cited: str, help: str | None) -> None:
    [found] = said_of(cited)
    assert found.code == "SLA851"
    assert found.severity == "error"
    assert help is None or found.help == help


def test_part_of_a_word_or_figure_is_not_the_word() -> None:
    assert codes('[3.2, "4 days"]', '[4, "month"]') == ["SLA851", "SLA852"]


def test_words_left_out_are_those_of_one_paragraph() -> None:
    assert codes('[2, "The site answers ... an act of the Customer"]') == ["SLA851"]


def test_words_that_stand_elsewhere_are_said_to() -> None:
    [found] = said_of('[2.1, "Days are those of Oslo"]')
    assert found.code == "SLA852"
    assert found.message == "`Days are those of Oslo` does not stand in `2.1`, but in `1.2`"
    assert found.help == "write `[1.2, ...]`, or cite words that stand in the place you mean"
    assert found.place is not None
    assert (found.place.line, found.place.column) == (1, len('record fact [2.1, "'))


def test_a_place_that_is_not_there_is_said_once() -> None:
    [found] = said_of('[7.1, "Days are those of Oslo"]', "[7.1]")
    assert (found.code, found.severity) == ("SLA853", "warning")
    assert found.message == "the agreement has no place `7.1` (2 citations)"
    assert found.help == "what is cited of it stands in `1.2`"
    [near] = said_of('["Endings"]')
    assert near.help == "did you mean `Ending`?" or near.help == "cite a number or a heading as the agreement has it"


def test_words_said_twice_in_a_place_get_a_note() -> None:
    [found] = said_of('[3.2, "within 14 days"]')
    assert (found.code, found.severity) == ("SLA854", "note")
    assert codes('["3.2(i)", "within 14 days"]') == []


def test_a_place_in_small_letters_is_the_author_s_own_description() -> None:
    [found] = said_of('["last line", "remains owed"]')
    assert (found.code, found.severity) == ("SLA855", "note")
    assert codes('["last line", "remains due"]') == ["SLA851", "SLA855"] or codes('["last line", "remains due"]') == [
        "SLA855",
        "SLA851",
    ]


def test_names_of_assumptions_are_no_words_of_the_agreement() -> None:
    """In a reading what looks like one; elsewhere only what an assumption of the contract is called."""
    from sladsl.sources.beside import beside

    reading = 'reading r [2.1, "at least 99.7 %", "A-L7"]: a "x"; b "y"; adopted a because "z".\n'
    named = 'assumption "A-L8" [1.2]: "x" because "y".\nrecord fact [1.2, "Days are those of Oslo", "A-L8"]: "x".\n'
    other = 'record fact [1.2, "Days are those of Oslo", "A-L9"]: "x".\n'
    text = b"1.2 Days are those of Oslo.\n\n2.1 It is at least 99.7 %.\n"
    assert beside((reading + named).encode(), "c.sla", text, "a.txt").findings == ()
    assert beside((reading + named).encode(), "c.sla", text, "a.txt").marks == 2
    assert [d.code for d in beside(other.encode(), "c.sla", text, "a.txt").findings] == ["SLA851"]


def test_citations_of_limbs_causes_and_the_header_are_held_too() -> None:
    from sladsl.sources.beside import beside

    contract = """
agreement "A": provider "P"; customer "C"; period calendar month [1, "no such words a"].
causes Excluded [1, "no such words b"]: flood [1, "no such words c"]; fire.
Stop [1] means every outage; except where caused by Excluded [1, "no such words d"].
guarantee Reply [1] of each ticket: from opened until responded; within 1 hour when priority is high [1, "no such words e"].
lost text [1, "no such words f"]: "g".
"""
    found = beside(contract.encode(), "c.sla", b"1. Uptime\n\nIt is up.\n", "a.txt").findings
    assert [d.message[-2] for d in found] == list("abcdef")


@given(st.text(max_size=60))
def test_a_text_says_its_own_words(text: str) -> None:
    key = letters(text).key
    wanted = pattern(text)
    if wanted is not None and "..." not in key:
        assert wanted.search(key)


@given(st.text(max_size=80))
def test_what_is_shown_of_a_text_are_its_characters(text: str) -> None:
    import unicodedata

    kept = [c for c in letters(text).text() if not c.isspace()]
    left_out = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
    assert (
        kept == [c for c in unicodedata.normalize("NFC", text) if not c.isspace() and c not in left_out]
        or not letters(text).key
    )
