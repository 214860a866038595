"""In: the worked cases beside this file. Out: each holds, through the Python face, under the interface's rule."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sladsl
from sladsl.api import Contract

from .comparison import mismatches

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CASES: list[dict[str, Any]] = [case for file in sorted(HERE.glob("*.json")) for case in json.loads(file.read_text("utf-8"))]


@cache
def contract(name: str) -> Contract:
    return sladsl.load(ROOT / "contracts" / f"{name}.sla")


def test_all_are_here() -> None:
    five = ("furybit", "layerstack", "stellar-cyber", "we-aries", "websoft9")
    assert sum(case["contract"] in five for case in CASES) == 71
    assert len({case["id"] for case in CASES}) == len(CASES)
    shipped = {path.stem for path in (ROOT / "contracts").glob("*.sla")}
    assert all(sum(case["contract"] == name for case in CASES) >= 6 for name in shipped)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['id']} {case['title']}") for case in CASES])
def test_case_holds(case: dict[str, Any]) -> None:
    events = case["events"] if "events" in case else ROOT / "tests" / "data" / case["events_file"]
    statement = contract(case["contract"]).run(
        events,
        from_=case["from"],
        to=case["to"],
        as_of=case.get("as_of"),
        readings=case["readings"],
        given=case.get("given"),
    )
    wrong = mismatches(statement.lines, case["expect"])
    assert not wrong, "\n".join([case["title"], *wrong])
