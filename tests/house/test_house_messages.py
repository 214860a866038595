"""Every message has its code, every code its row in `docs/messages.md`, and no code is used for two things."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

from sladsl.events.codes import CODES

ROOT = Path(__file__).resolve().parents[2]
_CODE = re.compile(r"\bSLA\d{3}\b")
# Whose messages begin with which digit.
FAMILIES = {
    "0": {"syntax", "compiler"},
    **{digit: {"compiler"} for digit in "123456"},
    "7": {"events"},
    "8": {"api", "cli", "engine"},
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


def table() -> dict[str, tuple[str, str]]:
    """The manual's page: code -> meaning, what to do."""
    text = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(SLA\d{3})` \| (.+?) \| (.+?) \|$", text, re.M)
    assert len({code for code, *_ in rows}) == len(rows), "a code stands twice in docs/messages.md"
    return {code: (meaning, way) for code, meaning, way in rows}


def test_the_page_has_every_code_and_no_other() -> None:
    assert sorted(table()) == sorted(used())


def test_a_code_belongs_to_one_family() -> None:
    strays = {code: parts - FAMILIES.get(code[3], set()) for code, parts in given().items()}
    assert not {code: parts for code, parts in strays.items() if parts}


def test_the_page_says_of_events_what_the_program_says() -> None:
    assert {code: table()[code][0] for code in CODES} == dict(CODES)


def test_the_rows_stand_in_order() -> None:
    assert list(table()) == sorted(table())


def test_the_page_has_every_warning_of_a_run() -> None:
    text = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([a-z_]+)` \|", text, re.M))
    warned = set()
    for path in (ROOT / "sladsl" / "engine").rglob("*.py"):
        warned |= set(re.findall(r'\b(?:warn|Warning)\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8")))
    assert told == warned
