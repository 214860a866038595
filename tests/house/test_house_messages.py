"""Every message has its code, every code its entry in the catalogue, and no code is used for two things."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

from sladsl.catalogue.read import FAMILIES, entries, family
from sladsl.events.codes import CODES

ROOT = Path(__file__).resolve().parents[2]
_CODE = re.compile(r"\bSLA\d{3}\b")
# Whose messages begin with which digit.
FLOORS = {
    "0": {"syntax", "compiler"},
    **{digit: {"compiler"} for digit in "123456"},
    "7": {"events"},
    "8": {"base", "statement", "api", "cli", "engine", "explain", "format", "render", "lint", "sources", "choices"},
    "9": {"lint"},
}


def used() -> dict[str, set[str]]:
    """Every code with the parts of the house that use it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "sladsl").rglob("*.py"):
        part = path.relative_to(ROOT / "sladsl").parts[0].removesuffix(".py")
        for code in _CODE.findall(path.read_text(encoding="utf-8")):
            found[code].add(part)
    return found


def given() -> dict[str, set[str]]:
    """Every code with the parts of the house that give it to a finding (others may ask for it)."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "sladsl").rglob("*.py"):
        part = path.relative_to(ROOT / "sladsl").parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            first = node.args[0] if isinstance(node, ast.Call) and node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and _CODE.fullmatch(first.value):
                found[first.value].add(part)
    return found


def warned() -> set[str]:
    """The warnings that a statement may bear."""
    found = set()
    for path in (ROOT / "sladsl" / "engine").rglob("*.py"):
        found |= set(re.findall(r'\b(?:warn|Warning)\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8")))
        found |= set(re.findall(r'\bcode = "([a-z_]+)"', path.read_text(encoding="utf-8")))
    return found


def test_the_catalogue_has_every_code_and_no_other() -> None:
    assert sorted(e.code for e in entries() if e.family != "statement") == sorted(used())


def test_the_catalogue_has_every_warning_of_a_run_and_no_other() -> None:
    assert {e.code for e in family("statement")} == warned()


def test_a_code_is_given_by_the_floor_of_its_family() -> None:
    strays = {code: parts - FLOORS.get(code[3], set()) for code, parts in given().items()}
    assert not {code: parts for code, parts in strays.items() if parts}


def test_a_code_stands_in_the_file_of_its_digit() -> None:
    for name, (_, digit) in FAMILIES.items():
        assert all(e.code.startswith(f"SLA{digit}") for e in family(name)) or not digit, name


def test_the_catalogue_says_of_events_what_the_program_says() -> None:
    assert {e.code: e.title for e in family("events")} == dict(CODES)


def test_the_entries_stand_in_order() -> None:
    for name, (_, digit) in FAMILIES.items():
        codes = [e.code for e in family(name)]
        assert not digit or codes == sorted(codes)
