"""What a contract says in English: sentence by sentence, with the numbers of its rules and of its own clauses."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

import sladsl
from sladsl.render import forms
from sladsl.render.english import document

ROOT = Path(__file__).parents[2]
CONTRACTS = [*sorted((ROOT / "contracts").glob("*.sla")), ROOT / "docs" / "examples" / "hosting" / "hosting.sla"]
LENGTH = re.compile(r"(\d+(?:\.\d+)?) (second|minute|hour)s?")
SECONDS = {"second": 1, "minute": 60, "hour": 3600}
HEADER = """
agreement "Small Agreement":
    provider "Acme"; customer "Bee & Co"; time zone "Europe/Berlin" [1, "Berlin time"]; currency EUR;
    period calendar month; in force from start of subscription until end of subscription;
    amounts are rounded half up once a month.
"""


def lines(clauses: str) -> list[str]:
    """The numbered lines behind the header's, tables as rows."""
    found = sladsl.compile(HEADER + clauses)
    assert not found.errors, [d.to_text() for d in found.errors]
    said = [
        f"{x.number} {x.text}" if x.number else " | ".join(" / ".join(row) for row in x.table)
        for x in document(found.tree).blocks
    ]
    return [x for x in said if not x.startswith("1")]


def test_the_header_names_parties_and_conventions() -> None:
    found = sladsl.compile(HEADER)
    assert [f"{x.number} {x.text}" for x in document(found.tree).blocks] == [
        "1 The agreement",
        "1.1 The provider is Acme.",
        "1.2 The customer is Bee & Co.",
        '1.3 Days and times are those of the time zone Europe/Berlin. [1, "Berlin time"]',
        "1.4 Amounts are in EUR.",
        "1.5 The period of measurement is the calendar month.",
        "1.6 The agreement is in force from the start of the subscription until the end of the subscription.",
        "1.7 Amounts are rounded half up, once a month.",
    ]


def test_a_promise_its_measure_and_its_credit() -> None:
    assert lines("""
        section 2 "Uptime".
        Down [2.1, "cannot be reached"] means every outage; only where in_scope [2.2]; except where caused by Our Causes.
        causes Our Causes: power [2.3]; customer_order.
        measure Uptime [2.4] each month: (time of the month - time of Down) / time of the month.
        guarantee Uptime [2.5] each month: Uptime is at least 99.5%.
        section "Credits".
        claim Credit [3] each month: filed within 10 days after the month; requires details include (times), or incomplete.
        remedy Credit [4] each month: when Uptime is breached; pays tiers of Uptime:
            | at least 99% and below 99.5% | 5% of amount of fee | | below 99% | 12.50 EUR |;
            at most 20% of amount of fee each month [4.1]; claimed by Credit.
        """) == [
        "2 Uptime (section 2)",
        '2.1 Down [2.1, "cannot be reached"] means every outage:',
        "2.1.1 It counts only where in_scope holds. [2.2]",
        "2.1.2 It does not count where it was caused by Our Causes.",
        "2.2 Our Causes are these causes:",
        "2.2.1 power. [2.3]",
        "2.2.2 customer_order.",
        "2.3 Uptime [2.4] is measured each month:",
        "2.3.1 It is (the time of the month − the time of Down) ÷ the time of the month.",
        "2.4 Uptime [2.5] is promised each month:",
        "2.4.1 The provider promises that Uptime is at least 99.5%.",
        '3 "Credits"',
        "3.1 Credit [3] is claimed each month:",
        "3.1.1 The claim must be filed within 10 days after the month.",
        "3.1.2 The claim is good only if details include (times); otherwise the reason is incomplete.",
        "3.2 Credit [4] is owed each month:",
        "3.2.1 It is owed if Uptime is breached.",
        "3.2.2 It is what this table says of Uptime:",
        "Uptime / it is | at least 99% and below 99.5% / 5% of the fee | below 99% / 12.50 EUR",
        "3.2.3 Its limit is 20% of the fee each month. [4.1]",
        "3.2.4 It must be claimed, by the claim Credit (3.1).",
    ]


def test_what_a_reading_decides_stands_value_by_value_below() -> None:
    """The adopted one is marked, and the reading's own clause is named by its number in this document."""
    assert lines("""
        reading hours [2.1, "in hours"]: exact "an hour and its parts"; 60 "full hours";
            adopted 60 because "an hour is an hour".
        measure Downtime [2.2] each month in hours: by reading hours (exact: time of every outage; 60: 2 hours).
        N of each maintenance [3] means notified_at is at least by reading hours (exact: 2 hours; 60: 5 days) before start.
        """) == [
        "2 Readings",
        '2.1 The words [2.1, "in hours"] can be read in more than one way; the reading hours decides:',
        "2.1.1 exact: an hour and its parts.",
        "2.1.2 60: full hours.",
        "2.1.3 60 is adopted because an hour is an hour.",
        "3 Terms",
        "3.1 Downtime [2.2] is measured each month in hours:",
        "3.1.1 It is what the reading hours (2.1) says:",
        "3.1.1(a) exact: the time of every outage.",
        "3.1.1(b) 60, adopted: 2 hours.",
        "3.2 N of each maintenance [3] means notified_at is at least what the reading hours (2.1) says before start:",
        "3.2.1 exact: 2 hours.",
        "3.2.2 60, adopted: 5 days.",
    ]


def test_a_table_with_columns_and_conditions_that_all_hold() -> None:
    assert lines("""
        measure Paid [1] each month: total of (amount) for each order of the month; 0 EUR when all of (
            number of every outage is 0; not (amount of fee is below 5 EUR)) notwithstanding 4.2 [4.1] [4.2].
        event order [1]: at instant; amount money; size whole; colour code.
        Price of each order [2] means tiers of size by colour: | | red | otherwise | | at most 2 | 1 EUR | 2 EUR |
            | more than 2 | 3 EUR | 4 EUR |.
        """)[2:] == [
        "2.1.1 It is the total of amount for each order of the month.",
        "2.1.2 It is 0.00 EUR, if all of these hold, notwithstanding 4.2: [4.1] [4.2]",
        "2.1.2(a) the number of every outage is 0.",
        "2.1.2(b) it is not so that the fee is below 5.00 EUR.",
        "2.2 Price of each order [2] means what this table says of size by colour:",
        "size / red / otherwise | at most 2 / 1.00 EUR / 2.00 EUR | more than 2 / 3.00 EUR / 4.00 EUR",
    ]


def test_what_is_beside_the_rules_has_headings_of_its_own() -> None:
    assert lines("""
        section 7.
        assumption "A-1" [7.1, "promptly"]: "promptly is within a day" because "the text names no hour".
        record obligation of the customer [7.2]: "to report faults".
        lost text [8]: "the table of fees".
        given Target [9]: percentage, else 99%.
        """) == [
        "2 Section 7",
        '2.1 Assumption "A-1" [7.1, "promptly"]: promptly is within a day.',
        "2.1.1 This is taken because the text names no hour.",
        "2.2 Recorded as obligation of the customer [7.2]: to report faults.",
        "2.3 Lost from the text [8]: the table of fees.",
        "2.4 Target [9] is a percentage that the parties fill in; where they do not, it is 99%.",
    ]


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda p: p.stem)
def test_every_figure_of_a_sentence_stands_in_the_contract(path: Path) -> None:
    """Beside the numbers of the document itself, there is none that the author did not write, if in another unit of time."""
    text = path.read_text(encoding="utf-8")
    written = set(re.findall(r"\d+(?:\.\d+)?", text)) | {"0", "1"}
    lengths = {Fraction(n) * SECONDS[unit] for n, unit in LENGTH.findall(text)}
    for block in document(sladsl.load(path).tree).blocks:
        said = re.sub(r" \([\d.]+\)", "", block.text)
        said = LENGTH.sub(lambda m: "" if Fraction(m[1]) * SECONDS[m[2]] in lengths else m[0], said)
        for figure in re.findall(r"\d+(?:\.\d+)?", said):
            assert figure in written or figure.rstrip("0").rstrip(".") in written, (figure, block.text)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda p: p.stem)
def test_every_number_that_is_named_is_that_of_the_clause_named(path: Path) -> None:
    blocks = document(sladsl.load(path).tree).blocks
    texts = {x.number: x.text for x in blocks}
    named = [(run.text, x.text) for x in blocks for run in x.runs if run.style == "see"]
    assert named
    for number, where in named:
        head = texts[number]
        found = re.search(r"the reading (\w+) \(" + re.escape(number), where)
        assert f"the reading {found[1]} decides" in head if found else " is claimed " in head


def test_every_limb_that_the_grammar_has_is_said_in_english() -> None:
    """A limb that is new in the grammar needs a row in the table of forms."""
    grammar = re.sub(r"//.*", "", (ROOT / "grammars" / "sladsl.lark").read_text(encoding="utf-8"))
    rules = dict(re.findall(r"^\??(\w+):(.*?)(?=^\S|\Z)", grammar, re.M | re.S))
    limbs = ("header", "limb", "wlimb", "row", "climb", "rlimb", "tlimb")
    asked = {kind.removeprefix("h_") for rule in limbs for kind in re.findall(r"->\s*(\w+)", rules[rule])}
    tables = (forms.HEADER, forms.SETS, forms.CASES, forms.WINDOW, forms.GUARANTEE, forms.CLAIM, forms.REMEDY, forms.RIGHT)
    assert len(asked) > 60
    assert asked - {x.kind for table in tables for x in table} == set()


@pytest.mark.parametrize("form", [x for table in forms.LIMBS.values() for x in table], ids=lambda x: x.english)
def test_each_side_of_a_form_has_the_same_holes(form: forms.Form) -> None:
    assert set(form.holes) - {"see", "adopted"} == form.wants
