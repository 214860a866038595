"""The grammar: without conflicts, every literal read whole, and no word of the language taken as a declared name."""

from __future__ import annotations

import calendar
import re

import pytest
from inline import UPTIME, codes, findings
from lark import Lark

from sladsl.events.vocabulary import VOCABULARY
from sladsl.syntax.parser import grammar_path, keywords

GRAMMAR = grammar_path().read_text(encoding="utf-8")
MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)


@pytest.fixture(scope="module")
def parser() -> Lark:
    """The grammar built with lark's strict checks: no conflict of rules, no terminals that collide."""
    pytest.importorskip("interegular")
    return Lark(GRAMMAR, parser="lalr", lexer="contextual", strict=True, maybe_placeholders=False)


def words(parser: Lark, text: str) -> list[tuple[str, str]]:
    """The tokens of a clause, each with its kind."""
    return [(t.type, str(t)) for t in parser.parse_interactive(text).iter_parse()]


def test_the_grammar_has_no_conflict(parser: Lark) -> None:
    assert parser.parse('agreement "A": currency EUR.').data == "start"


def test_the_strict_parser_reads_what_the_compiler_reads(parser: Lark) -> None:
    for clause in re.split(r"(?<=[.])\n", UPTIME.strip()):
        assert parser.parse(clause)


@pytest.mark.parametrize(
    ("kind", "literal", "clause"),
    [
        ("DATE", "2025-06-30", "X means {}."),
        ("TIME", "07:00", "X means {} to 17:00 on Monday."),
        ("TIME", "24:00", "X means 7:00 to {} on Monday."),
        ("NUMBER", "99.95", "X means {}%."),
        ("NUMBER", "4.2.1", "X [{}] means 1."),
        ("NUMBER", "1440", "X means {} minutes."),
        ("STRING", "\"a word, 'another'; and a (bracket).\"", "X [1, {}] means 1."),
        ("STRING", '"two\nlines"', "X [1, {}] means 1."),
        ("TERM", "Service Level Credit", "{} means 1."),
        ("TERM", "Service\n    Level Credit", "{} means 1."),
        ("TERM", "Tier 1".replace(" ", ""), "{} means 1."),
        ("TERM", "Mayfair Plan", "X means {}."),
        ("TERM", "Monday Hours", "X means {}."),
        ("TERM", "EUR", "X means 10 {}."),
        ("NAME", "reclassified_at", "X of each ticket means {}."),
        ("NAME", "data_loss", "X means every {}."),
        *[("TERM", f"{month} Plan", "X means {}.") for month in MONTHS],
        *[("TERM", f"{day} Hours", "X means {}.") for day in WEEKDAYS],
    ],
)
def test_a_literal_is_read_whole(parser: Lark, kind: str, literal: str, clause: str) -> None:
    assert (kind, literal) in words(parser, clause.format(literal))


@pytest.mark.parametrize("day", WEEKDAYS)
def test_a_weekday_alone_is_a_day(parser: Lark, day: str) -> None:
    assert (day.upper(), day) in words(parser, f"X means {day}.")


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_alone_is_a_month(parser: Lark, month: str) -> None:
    assert (month.upper(), month) in words(parser, f"X means Monday; except on {month} 1.")


def test_numbers_are_written_with_western_figures() -> None:
    assert codes("X [1] means \N{ARABIC-INDIC DIGIT ONE} hour.") == ["SLA007"]


# ---------------------------------------------------------------- reserved words
DECLARING = {
    "cause": "causes Excluded Causes [1]: {}.",
    "flag": "window Work [1]: covers maintenance; requires published, or flag {}.",
    "unit": "unit {}.",
    "event": "event {} [1]: at instant.",
    "field": "event delivery [1]: at instant; {} number.",
}
WORDS = sorted(w for w in keywords() if w.islower())
# An event of a contract's own may have the fields that other events have: `end`, `period`, `paid` ...
FIELDS = {field for event in VOCABULARY.values() for field in event.fields}


@pytest.mark.parametrize("what", DECLARING)
@pytest.mark.parametrize("word", WORDS)
def test_no_word_of_the_language_is_a_declared_name(what: str, word: str) -> None:
    if what == "field" and word in FIELDS:
        return
    found = findings(DECLARING[what].format(word))
    assert [d for d in found if d.severity == "error"], f"`{word}` was taken as a {what}"


@pytest.mark.parametrize("what", DECLARING)
def test_a_reserved_word_is_said_to_be_one(what: str) -> None:
    found = [d for d in findings(DECLARING[what].format("breached")) if d.severity == "error"]
    assert [(d.code, d.help) for d in found] == [("SLA105", "call it by more than one word: `own_breached`, say")]


@pytest.mark.parametrize("what", DECLARING)
def test_another_word_can_be_declared(what: str) -> None:
    assert [d for d in findings(DECLARING[what].format("own_breached")) if d.severity == "error"] == []


@pytest.mark.parametrize("label", ["sum", "window", "none", "24", "month", "is", "of", "adopted_", "30", "elapsed", "all"])
def test_a_value_of_a_reading_is_any_word(label: str) -> None:
    reading = f'reading choice [1]: {label} "x"; other_one "y"; adopted {label} because "z".\n'
    chosen = f"by reading choice ({label}: time of Down; other_one: 1 hour)."
    assert findings(reading + UPTIME.replace("time of Down.", chosen)) == []


@pytest.mark.parametrize("name", ["cap", "limit", "whole", "last", "window", "breached"])
def test_a_reading_is_named_by_any_word(name: str) -> None:
    reading = f'reading {name} [1]: a "x"; b "y"; adopted a because "z".\n'
    chosen = f"by reading {name} (a: time of Down; b: 1 hour)."
    assert findings(reading + UPTIME.replace("time of Down.", chosen)) == []


@pytest.mark.parametrize("glued", ["only where primary orin_scope", "only where any of (primary; not in_scopeor trial)"])
def test_words_that_nothing_parts_are_no_words(glued: str) -> None:
    found = codes(f"Down [1] means every outage; {glued}.\nmeasure Downtime [1] each month in minutes: time of Down.\n")
    assert "SLA005" in found


def test_a_word_glued_to_a_term_is_no_word() -> None:
    assert "SLA005" in codes("Down [1] means every outage.\nmeasure Downtime [1] each month in minutes: time ofDown.\n")
