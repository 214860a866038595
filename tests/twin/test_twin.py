"""In: random streams for each agreement, and the worked cases. Out: sladsl and its naive twin say the same.

`SLADSL_SEEDS=4000 pytest tests/twin` tries more seeds than the 120 of every run.
"""

from __future__ import annotations

import ast
import gzip
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cases.comparison import mismatches, unexpected

import sladsl
from sladsl.api import Contract

from . import oracle
from .streams import stream

ROOT = Path(__file__).parent.parent.parent
SEEDS = int(os.environ.get("SLADSL_SEEDS", "120"))
BATCH = 40
CASES: list[dict[str, Any]] = [
    case
    for file in sorted((ROOT / "tests" / "cases").glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
    if case["contract"] in oracle.AGREEMENTS
]


@cache
def contract(name: str) -> Contract:
    return sladsl.load(ROOT / "contracts" / f"{name}.sla")


def disagreements(name: str, seed: int) -> list[str]:
    asked = stream(name, seed)
    want = oracle.lines(name, **asked)
    got = contract(name).run(**asked).lines
    return mismatches(got, want) + unexpected(got, want)


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
@pytest.mark.parametrize("name", oracle.AGREEMENTS)
def test_both_say_the_same(name: str, first: int) -> None:
    found: list[str] = []
    for seed in range(first, min(first + BATCH, SEEDS)):
        wrong = disagreements(name, seed)
        found += [f"{name}, seed {seed}: {w}" for w in wrong]
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_the_twin_holds_the_worked_cases(case: dict[str, Any]) -> None:
    events = case.get("events")
    if events is None:
        with gzip.open(ROOT / "tests" / "data" / case["events_file"], "rt", encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines]
    found = oracle.lines(case["contract"], events, case["from"], case["to"], case.get("as_of"), case["readings"])
    assert not mismatches(found, case["expect"])


def test_the_twin_knows_nothing_of_the_project() -> None:
    for file in (ROOT / "tests" / "twin").rglob("*.py"):
        if file != Path(__file__):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                assert not [name for name in modules if name.startswith(("sladsl", "cases"))], file.name


def test_streams_are_the_same_for_the_same_seed() -> None:
    assert stream("furybit", 7) == stream("furybit", 7)
    assert stream("furybit", 7) != stream("furybit", 8)
