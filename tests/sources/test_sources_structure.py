"""The places and passages of an agreement: what its numbers, headings and sentences are, worked out by reading it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lantern_agreement import TEXT, lantern

from sladsl.sources.agreement import Agreement, agreement


def of(text: str) -> Agreement:
    return agreement(text.encode(), "a.txt")


def passages(text: str | None = None) -> list[tuple[str, str]]:
    read = lantern() if text is None else of(text)
    return [(read.named(p), read.letters.text(p.start, p.end).strip()) for p in read.passages]


def test_every_sentence_of_the_agreement_stands_in_its_place() -> None:
    title = "LANTERN HOSTING AGREEMENT"
    assert passages() == [
        (title, title),
        (title, "These terms belong to the order form of “the Customer” with Lantern Works (“Lantern”)."),
        (title, "The German translation is a courtesy; the English text governs."),
        ("1", "1. Words used"),
        ("1.1", "1.1 “Outage” means any minute in which no page of the Customer’s site can be fetched from the outside."),
        ("1.1", "“Planned Work” is work that was announced three Business Days ahead."),
        ("1.2", "1.2 A month is a calendar month."),
        ("1.2", "Days are those of Oslo."),
        ("2", "2. Promise"),
        ("2.1", "2.1 The site answers for at least 99.7 % of each month."),
        ("2.1", "Pauses for Planned Work, up to 4 hours a month, do not count, i.e. they are no Outage."),
        ("2.2", "2.2 Excluded are minutes that come from:"),
        ("2.2(a)", "(a) an act of the Customer;"),
        ("2.2(b)", "(b) the Customer’s own line, including"),
        ("2.2(b)(i)", "(i) its modem, and"),
        ("2.2(b)(ii)", "(ii) its cabling;"),
        ("2.2(c)", "(c) a ﬂood or a ﬁre."),
        ("3", "3. Credit"),
        (
            "3.1",
            "3.1 For every full hour of Outage beyond the promise the Customer receives 4 % of the month’s fee, "
            "but never more than 40 % of it.",
        ),
        ("3.2", "3.2 The Customer must"),
        ("3.2(i)", "(i) ask in writing within 14 days,"),
        ("3.2(ii)", "(ii) name the hours, and"),
        ("3.2(iii)", "(iii) owe no fee for more than 30 days."),
        ("3.2", "Lantern answers within 14 days."),
        ("3.3", "3.3 A credit is taken off the next invoice."),
        ("3.3", "It is paid out only where no invoice follows."),
        ("4", "4. Ending"),
        (
            "4",
            "The Customer may leave if the promise was missed in 2 months out of any 3, by a notice of 30 days.",
        ),
        ("4", "What was earned before remains owed, as section 3.3 says."),
    ]


@pytest.mark.parametrize(
    ("line", "cited"),
    [
        ("Section 4 Fees", "Section 4"),
        ("ARTICLE 4. FEES", "Article 4"),
        ("§ 4 Fees", "§ 4"),
        ("4 Fees", "4"),
        ("4) Fees", "4."),
        ("Article IV – Fees", "Article IV"),
        ("## Fees", "Fees"),
        ("Fees", "fees"),
        ("4. Fees", "4 Fees"),
        ("4. Fees. They are what is paid.", "Fees"),
        ("4.1 Fees: what is paid.", "Fees"),
        ("Fees – that is what is paid. The fee is owed monthly.", "Fees"),
        ("“Fees” means what is paid.", "Fees"),
    ],
)
def test_a_place_is_found_as_people_number_and_cite_it(line: str, cited: str) -> None:
    read = of(f"The Agreement\n\nIt begins.\n\n{line}\n\nThe fee is owed on the first day of each month.\n")
    [(start, end)] = read.places(cited)
    assert "fee is owed" in read.letters.key[start:end]
    assert "begins" not in read.letters.key[start:end]


def test_a_heading_reaches_to_the_next_one_of_its_kind() -> None:
    read = of("# Terms\n\n## Uptime\n\nOne.\n\n### Hours\n\nTwo.\n\n## Credits\n\nThree.\n")
    [(start, end)] = read.places("Uptime")
    assert read.letters.key[start:end].split() == ["uptime", "one.", "hours", "two."]


def test_where_every_heading_is_number_1_the_headings_are_places() -> None:
    uptime, credits = "  1. Uptime\n\nIt is up.\n\n", "  1. Credits\n\nExcept after:\n\n  1. a flood;\n  2. a fire.\n\n"
    read = of(f"Terms\n\n{uptime}{credits}  1. Ending\n\nAny day.\n")
    assert [r.place.name for r in read.reaches] == ["Terms", "Uptime", "Credits", "Ending"]
    [(start, end)] = read.places("Credits")
    assert read.letters.key[start:end].endswith("a fire.\n")


def test_a_list_within_a_section_does_not_go_on_with_the_sections() -> None:
    text = "2. Duties\n\nThe Customer shall\n  1. ask,\n  2. wait,\n  3. pay.\n\n3. Fees\n\nNone.\n"
    read = of(text)
    assert [r.place.name for r in read.reaches] == ["2", "2(1)", "2(2)", "2(3)", "3"]


def test_figures_at_the_beginning_of_a_line_are_no_sections() -> None:
    text = "1. Credit\n\nThe credit is\n98 to 99 %: 5 % of the fee\n97 to 98 %: 10 % of the fee\n\n2. Ending\n\nAny day.\n"
    assert [r.place.name for r in of(text).reaches] == ["1", "2"]


def test_what_stands_before_the_first_section_is_the_preamble() -> None:
    read = lantern()
    [(start, end)] = read.places("preamble")
    assert read.letters.text(start, end).strip().endswith("the English text governs.")


def test_a_paragraph_can_be_cited_by_the_label_it_begins_with() -> None:
    read = of("Terms\n\n1. Uptime\n\nIt is up.\n\nValid from: 3 May 2025\n\n2. Ending\n\nAny day.\n")
    [(start, end)] = read.places("Valid from")
    assert read.letters.key[start:end] == "valid from: 3 may 2025"


def test_short_words_with_a_full_stop_end_no_sentence() -> None:
    said = [text for _, text in passages("The house of Lantern Ltd. Oslo, No. 7, opens at 9 a.m. Each day it closes at five.")]
    assert said == ["The house of Lantern Ltd. Oslo, No. 7, opens at 9 a.m. Each day it closes at five."]


@pytest.mark.parametrize("data", [b"", b"\x00\xff\xfe", b"\xe9t\xe9", b"\x0c\x0c", "“".encode(), b"1.\n\n2.\n", b"(" * 500])
def test_any_bytes_have_passages_that_are_all_of_their_letters(data: bytes) -> None:
    read = agreement(data, "a.txt")
    joined = "".join(read.letters.key[p.start : p.end] for p in read.passages)
    assert joined == read.letters.key.replace("\n", "")


# ---------------------------------------------------------------- lines that were wrapped
def wrapped(width: int) -> str:
    """The agreement's paragraphs, wrapped anew, without its pages."""
    import re
    import textwrap

    text = TEXT.read_bytes().decode().replace("\r\n", "\n")
    text = (
        re.sub(r"\n+\s*Page 2 of 3\n|\f.*\n", "\n", text)
        .replace("an-\nnounced", "announced")
        .replace("in-\n\n\nvoice", "invoice")
    )
    text = re.sub(r"(\S)\n(?=\S)(?!\([abc]\)|\d\.\d [A-Z])", r"\1 ", text)
    lines = (textwrap.wrap(line, width, break_on_hyphens=False) if line[:1] != " " else [line] for line in text.split("\n"))
    return "\n".join("\n".join(part) for part in lines)


@pytest.mark.parametrize("width", [*range(50, 110, 7), 400])
def test_the_passages_are_the_same_however_wide_the_lines_are(width: int) -> None:
    def bare(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(place, text.replace("\u00a0", " ")) for place, text in found]

    assert bare(passages(wrapped(width))) == bare(passages())


def test_a_number_that_was_wrapped_to_the_beginning_of_a_line_is_no_section() -> None:
    text = (
        "3. Credits\n\nThe Customer asks for a credit as it is described in Section\n"
        "4.2. A credit is then given within the delays of the paragraphs 5\nand 6 of these terms.\n\n"
        "4. Payment\n\n4.1 Fees are due at once.\n\n4.2 Credits are due a month later.\n"
    )
    assert [r.place.name for r in of(text).reaches] == ["3", "4", "4.1", "4.2"]


def test_a_list_within_a_sentence_goes_on_in_the_next_lines() -> None:
    text = (
        "6. Exceptions\n\nNothing is owed for (i) work that was announced; (ii) floods;\n"
        "(iii) fires; (iv) acts of the Customer; and\n(v) whatever lies outside. The Customer is told within two (2) hours.\n"
    )
    found = passages(text)[1:]
    assert [place for place, _ in found] == ["6", "6(i)", "6(ii)", "6(iii)", "6(iv)", "6(v)", "6"]
    assert found[-1][1] == "The Customer is told within two (2) hours."


def test_a_figure_in_brackets_behind_its_word_begins_no_list() -> None:
    text = "6. Terms\n\nWithin one (1) hour it answers, within two (2) hours it comes, within three (3) it is done.\n"
    assert [r.place.name for r in of(text).reaches] == ["6"]


def test_a_hyphen_at_the_end_of_a_line_may_belong_to_the_word() -> None:
    text = "TERMS\n\nEnd-of-\nlife products and un-\nAvailability are excluded, DU-\nTIES are not, nor is main-\ntenance.\n"
    said = of(text)
    for words in ("end-of-life products", "un-Availability", "duties are not", "nor is maintenance"):
        assert len(said.find(words)) == 1, words
    assert passages(text)[1][1] == "End-of-life products and un-Availability are excluded, DUTIES are not, nor is maintenance."


PIECES = [
    "1. Uptime\n", "2.3 ", "(a) ", "(i) ", "(ii) one; ", "iv. ", "Section 4 Fees\n", "  1. ", "## Terms\n", "• ",
    "“Fee” means ", "The site is up. ", "a word ", "two (2) hours ", "avail-\nability ", "\n", "\n\n", "\f", "Page 2 of 3\n",
    "98 % ", "i.e. ", "\u00ad",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_the_passages_of_any_text_are_all_of_its_letters_and_lie_in_their_places(pieces: list[str]) -> None:
    read = of("".join(pieces))
    key = read.letters.key
    assert "".join(key[p.start : p.end] for p in read.passages) == key.replace("\n", "")
    assert all(p.end > p.start for p in read.passages)
    for p in read.passages:
        if p.reach >= 0:
            assert read.reaches[p.reach].start <= p.start < read.reaches[p.reach].end


def test_a_list_within_an_item_of_a_sentence_has_its_own_numbers() -> None:
    text = "1.2 Not counted are (a) floods, (b) fires, or (c) both; if (i) told and (ii) unopposed. All else is.\n"
    found = passages(text)
    assert [place for place, _ in found] == ["1.2", "1.2(a)", "1.2(b)", "1.2(c)", "1.2(c)(i)", "1.2(c)(ii)", "1.2"]
    assert found[-1][1] == "All else is."


def test_one_letter_in_brackets_is_no_list() -> None:
    assert [place for place, _ in passages("1.2 The fee (a) is due; it (b) may grow.\n")] == ["1.2", "1.2(a)", "1.2(b)"]
    assert [place for place, _ in passages("1.2 The fee (a) is due; it may grow.\n")] == ["1.2"]


def test_schedules_and_articles_are_places_with_their_letters() -> None:
    read = of(
        "TERMS\n\nARTICLE I. USE\n\n1.1 It is free.\n\nARTICLE II. FEES\n\n2.1 None.\n\nSchedule A\nService Levels\n\n"
        "1. Response. Within 4 hours.\n\n2. Resolution. Within 8 hours.\n"
    )
    assert [r.place.name for r in read.reaches] == ["TERMS", "I", "1.1", "II", "2.1", "A", "Service Levels", "A(1)", "A(2)"]
    for cited in ("A.2", "A(2)", "Schedule A(2)", "Resolution"):
        [(start, end)] = read.places(cited)
        assert read.letters.key[start:end].strip() == "2. resolution. within 8 hours."
