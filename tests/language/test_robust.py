"""In: bytes and contracts that nobody meant. Out: diagnostics that can be printed, soon; nothing else."""

from __future__ import annotations

import json
import pickle
import re
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline import HEADER, UPTIME, compiled

from sladsl.base.diagnostics import Diagnostic
from sladsl.compiler.contract import compile_contract

CONTRACTS = sorted((Path(__file__).parents[2] / "contracts").glob("*.sla"))
TOKEN = re.compile(r'"[^"]*"|[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)*|\s+|.', re.S)
JUNK = [
    '"', "(", ")", "[", "]", ";", ".", ",", "|", ":", "%", "and", "or", "not", "every", "of", "each", "month", "the",
    "means", "5", "1.2.3", "99,9", "2025-02-30", "25:00", "\xe9", "\x00", "\u2028", "\u201c", "\u2013", "\r\n",
    "\n\n", "# ", "Business Days", "time of", "by reading x (a: 1)", "tiers of X:", "| below 3 | 4% |", "9" * 5000,
    "to 99999999 decimals", "1 month", "10 USD", 'holidays "ZZ"', "\u0661", "\U0001f600", "within (it)",
    "for each service", "in hours", "Foo means Foo.", "guarantee X each month: X is breached.",
]  # fmt: skip


@cache
def tokens(file: Path) -> tuple[str, ...]:
    """A contract cut into words, signs, quotations and blanks."""
    return tuple(TOKEN.findall(file.read_text(encoding="utf-8")))


def survives(data: bytes) -> None:
    """Whatever the bytes are: findings in words, with places, and rules that can be kept."""
    found = compile_contract(data, "contract.sla")
    pickle.dumps(found.tree)
    for diagnostic in found.sink:
        printable(diagnostic)


def printable(diagnostic: Diagnostic) -> None:
    """One finding as a person and a program read it."""
    assert diagnostic.message.isprintable()
    assert "$END" not in diagnostic.message
    assert diagnostic.place is not None
    assert diagnostic.place.line > 0
    assert diagnostic.place.column > 0
    diagnostic.to_text().encode("utf-8", "replace")
    json.dumps(diagnostic.to_dict())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400) | st.lists(st.sampled_from(JUNK), max_size=30).map(lambda words: " ".join(words).encode()))
def test_bytes_that_nobody_meant(data: bytes) -> None:
    survives(data)
    survives(HEADER.encode() + data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CONTRACTS), st.data())
def test_contracts_with_words_left_out_doubled_exchanged_or_put_in(file: Path, data: st.DataObject) -> None:
    words = list(tokens(file))
    places = st.integers(0, len(words) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        at, other = data.draw(places), data.draw(places)
        match data.draw(st.sampled_from(["leave out", "double", "exchange", "put in", "replace"])):
            case "leave out":
                words[at] = ""
            case "double":
                words[at] += " " + words[at]
            case "exchange":
                words[at], words[other] = words[other], words[at]
            case "put in":
                words[at] += data.draw(st.sampled_from(JUNK))
            case _:
                words[at] = words[other]
    survives("".join(words).encode("utf-8", "replace"))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CONTRACTS), st.data())
def test_contracts_cut_off_or_with_other_bytes(file: Path, data: st.DataObject) -> None:
    text = bytearray(file.read_bytes())
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(0, 255)), max_size=4)):
        text[at] = byte
    survives(bytes(text[: data.draw(st.integers(0, len(text)))]))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CONTRACTS), st.data())
def test_one_word_too_few_costs_few_findings(file: Path, data: st.DataObject) -> None:
    words = list(tokens(file))
    at = data.draw(st.integers(0, len(words) - 1).filter(lambda i: not words[i].isspace() and words[i][0] != '"'))
    left_out = "".join(words[:at] + words[at + 1 :])
    errors = compile_contract(left_out.encode(), file.name).sink.errors
    assert len(errors) <= 4, "\n\n".join(d.to_text() for d in errors)


MILLION = 1_000_000
HUGE = {
    "brackets": "(" * MILLION,
    "square brackets": "[" * MILLION,
    "closing brackets": ")" * MILLION,
    "quotation marks": '"' * (MILLION + 1),
    "quotation marks in paragraphs": '"\n\n' * (MILLION // 3),
    "full stops": ". " * (MILLION // 2),
    "one word": "A" * MILLION,
    "words": "A " * (MILLION // 2),
    "figures": HEADER + "X [1] means " + "9" * MILLION + " hours.",
    "a name": HEADER + "X [1] means every " + "a" * MILLION + ".",
    "a sum": HEADER + "measure X [1] each month in hours: " + "1 hour + " * 20_000 + "1 hour.",
    "a list": HEADER + "guarantee X [1] each month: " + "always or " * 20_000 + "always.",
    "limbs": HEADER + "Y [1] means every outage; " + "; ".join(["except during every arrears"] * 2000) + ".",
    "citations": HEADER + "X " + "[1]" * 20_000 + " means 1.",
    "remark": "#" * MILLION,
    "nothing": "\n" * MILLION,
}


@pytest.mark.parametrize("what", HUGE)
def test_a_megabyte_of_one_thing(what: str) -> None:
    begun = time.perf_counter()
    survives(HUGE[what].encode())
    assert time.perf_counter() - begun < 30  # no benchmark: it must only come to an end


def test_five_thousand_clauses() -> None:
    many = "".join(f"Copy A{i} [1] means every outage; only where in_scope.\n" for i in range(5000))
    found = compiled(UPTIME + many)
    assert len(found.tree.clauses) == 5004
    assert not found.sink.errors


def test_five_thousand_broken_clauses_are_not_all_told() -> None:
    many = "".join(f"Copy A{i} [1] means all outages.\n" for i in range(5000))
    errors = compiled(UPTIME + many).sink.errors
    assert [d.code for d in errors[-2:]] == ["SLA013", "SLA009"]
    assert len(errors) == 201


def test_a_contract_of_usual_size_takes_no_second() -> None:
    survives(CONTRACTS[0].read_bytes())  # the tables of the parser are made once
    for file in CONTRACTS:
        begun = time.perf_counter()
        survives(file.read_bytes())
        assert time.perf_counter() - begun < 1
