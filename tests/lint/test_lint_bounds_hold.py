"""What was really measured lies within the bounds: every measure of every worked case, under the readings of the case."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sladsl
from sladsl.base.quantity import TIME_UNITS
from sladsl.lint.bounds import Bounds, Reckoner
from sladsl.lint.subject import subject
from sladsl.rules import clauses as c

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "cases").glob("*.json"))


@cache
def known(name: str) -> tuple[sladsl.Contract, dict[str, Bounds]]:
    """A contract that is shipped, and the bounds of its measures."""
    path = ROOT / "contracts" / f"{name}.sla"
    contract = sladsl.load(path)
    reckoner = Reckoner(subject(path.read_bytes(), str(path), contract.tree))
    return contract, {x.name: reckoner.of(x.body) for x in contract.tree.of(c.Measure)}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_what_is_measured_lies_within_its_bounds(file: Path) -> None:
    checked = 0
    for case in json.loads(file.read_text("utf-8")):
        if "events" not in case:
            continue
        contract, bounds = known(case["contract"])
        asked: dict[str, Any] = {
            "from_": case["from"],
            "to": case["to"],
            "as_of": case.get("as_of"),
            "given": case.get("given"),
        }
        for line in contract.run(case["events"], readings=case["readings"], **asked).lines:
            if line["line"] == "measure" and line.get("value") is not None:
                value = Fraction(line["value"]) * TIME_UNITS.get(line["unit"], 1)
                of = bounds[line["name"]]
                assert of.low is None or of.low <= value, (case["id"], line)
                assert of.high is None or value <= of.high, (case["id"], line)
                checked += 1
    assert checked or file.stem == "real"  # whose events stand in files
