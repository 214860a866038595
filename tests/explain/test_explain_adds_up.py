"""Every line of every worked case is told, and what is told adds up to the line: reckoned here from its JSON alone."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sladsl
from sladsl.api import Contract
from sladsl.explain.mapping import as_mapping
from sladsl.explain.page import markdown, outline
from sladsl.statement.text import name_of

from .reckoned import again, faults, value

ROOT = Path(__file__).parents[2]
CASES = [c for f in sorted((ROOT / "tests" / "cases").glob("*.json")) for c in json.loads(f.read_text("utf-8"))]
_TIMES = {"minutes": 1, "hours": 60, "seconds": Fraction(1, 60), "milliseconds": Fraction(1, 60_000)}


@cache
def contract(name: str) -> Contract:
    return sladsl.load(ROOT / "contracts" / f"{name}.sla")


def asked(case: dict[str, Any]) -> dict[str, Any]:
    events = case["events"] if "events" in case else ROOT / "tests" / "data" / case["events_file"]
    names = {"from_": "from", "to": "to", "as_of": "as_of", "readings": "readings", "given": "given"}
    return {"events": events} | {k: case.get(v) for k, v in names.items()}


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in CASES])
def test_every_line_is_told_and_adds_up(case: dict[str, Any]) -> None:
    found = contract(case["contract"])
    lines = found.run(**asked(case)).lines
    told = found.explain(line="", every=True, **asked(case))
    assert [name_of(x) for x in lines] == [e.name for e in told]
    wrong = []
    for line, explanation in zip(lines, told, strict=True):
        mapping = json.loads(json.dumps(as_mapping(explanation)))
        assert mapping["answer"]
        wrong += [f"{explanation.name}: {fault}" for fault in faults(mapping)]
        wrong += [f"{explanation.name}: {fault}" for fault in ends(line, mapping)]
        assert outline(explanation).below
        assert markdown(explanation).startswith("## ")
    assert not wrong, "\n".join(wrong[:20])


def ends(line: dict[str, Any], mapping: dict[str, Any]) -> list[str]:
    """Whether the numbers that are told end in those of the line."""
    sections = {s["title"]: s for s in mapping["sections"]}
    steps = sections.get("How it was reckoned", {}).get("steps", [])
    match line["line"]:
        case "measure" | "total" if steps and "value" in line and "unit" in steps[0]:
            shown = Fraction(line["value"]) * _TIMES.get(line["unit"], 1)
            # money in a line has its cents only
            same = abs(value(steps[0]) - shown) <= Fraction(1, 200) if steps[0]["unit"] == "EUR" else value(steps[0]) == shown
            return [] if same else [f"the line says {shown}, the steps {value(steps[0])}"]
        case "guarantee" if steps and line["verdict"] in ("met", "breached"):
            kept = again(steps[0])
            return [] if kept is (line["verdict"] == "met") else [f"the promise is {kept}, the line {line['verdict']}"]
        case "remedy" if "awarded" in line and Fraction(line["earned"]):
            ledger = sections["The ledger"]["ledger"]
            first, last = Fraction(ledger[0]["amount"]), Fraction(ledger[-1]["amount"])
            near = abs(first - Fraction(line["earned"])) <= Fraction(1, 200)
            return [] if near and last == Fraction(line["awarded"]) else [f"the ledger goes from {first} to {last}"]
    return []


def test_the_reckoning_finds_what_does_not_add_up() -> None:
    case = next(c for c in CASES if c["id"] == "FB-2")
    (told,) = contract("furybit").explain(line="remedy/", **asked(case))
    mapping = as_mapping(told)
    assert not list(faults(mapping))

    def spoil(step: dict[str, Any]) -> bool:
        if step["how"] == "time" and step.get("items"):
            step["items"][0]["counted"] = str(Fraction(step["items"][0]["counted"]) + 1)
            return True
        return any(spoil(p) for p in step.get("parts", []))

    assert any(spoil(step) for s in mapping["sections"] for step in s.get("steps", []))
    assert len(list(faults(mapping))) >= 2  # the sum of the items, and the item's own time
