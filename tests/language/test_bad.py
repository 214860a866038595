"""Contracts with a mistake, each in a file whose head says what must be found: code, line, and words of the message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sladsl.compiler
import sladsl.syntax
from sladsl.base.diagnostics import Diagnostic
from sladsl.compiler.contract import compile_contract

FILES = sorted((Path(__file__).parent / "bad").glob("*.sla"))
EXPECT = re.compile(r'# expect: (SLA\d{3}) line (\d+) "(.*)"')
# What a message must not show: names of tokens, of Python, of the compiler's own classes.
MACHINE = re.compile(
    r"\b(TERM|STRING|NAME|NUMBER|DATE|TIME|RPAR|LPAR|SEMICOLON|COMMA|NoneType|None|True|False|Fraction|Traceback)\b|\$END|__|<class|0x"
)


def head(file: Path) -> str:
    """The text of a file, as far as it is one."""
    data = file.read_bytes()
    return data.decode("utf-16" if data.startswith(b"\xff\xfe") else "utf-8", "replace")


def found_in(file: Path) -> list[Diagnostic]:
    """What the compiler finds in a file, without notes."""
    return [d for d in compile_contract(file.read_bytes(), file.name).sink if d.severity != "note"]


def named(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_mistake_is_found_where_it_is_and_nothing_else(file: Path) -> None:
    expected = EXPECT.findall(head(file))
    more = re.search(r"# and (\d+) more", head(file))
    found = found_in(file)
    shown = "\n\n".join(d.to_text() for d in found)
    for code, line, words in expected:
        assert any(d.code == code and d.place and d.place.line == int(line) and words in d.message for d in found), shown
    assert {d.code for d in found} == {code for code, _, _ in expected}, shown
    assert len(found) == len(expected) + (int(more[1]) if more else 0), shown


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_message_is_one_sentence_in_the_words_of_the_author(file: Path) -> None:
    for d in found_in(file):
        for text in filter(None, (d.message, d.help)):
            own = re.sub(r"`[^`]*`", "", text)
            assert not MACHINE.search(own), text
            assert not text.endswith(".") or text.endswith(" ..."), text
            assert text.count("`") % 2 == 0, text
            assert text[0] == "`" or text[0] == text[0].lower(), text
            assert text.isprintable(), text
        assert d.place is not None
        assert d.place.line > 0


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_is_named_after_its_code(file: Path) -> None:
    assert f"SLA{file.name[3:6]}" in {code for code, _, _ in EXPECT.findall(head(file))}


def test_every_code_of_the_compiler_has_a_case_and_every_case_a_code() -> None:
    folders = [Path(next(iter(package.__path__))) for package in (sladsl.syntax, sladsl.compiler)]
    source = "".join(f.read_text(encoding="utf-8") for folder in folders for f in sorted(folder.glob("*.py")))
    in_source = {code for code in re.findall(r"\bSLA\d{3}\b", source) if code < "SLA600"}
    in_cases = {code for file in FILES for code, _, _ in EXPECT.findall(head(file))}
    assert in_cases == in_source
