"""`sladsl tree` shows the rules in words in which an analyst recognises her clauses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import sladsl as face
from sladsl.api import compile as compile_text
from sladsl.cli.clauses import clause
from sladsl.rules import clauses as c
from sladsl.rules.text import ADOPTED, Said, Words

from .conftest import FURYBIT, LAYERSTACK, ROOT, STELLAR

Run = Callable[..., Result]
CONTRACTS = sorted((ROOT / "contracts").glob("*.sla"))


def words_of(path: str, kind: type[c.Clause], name: str) -> list[str]:
    """A clause's lines, indented."""
    tree = face.load(path).tree
    (found,) = (x for x in tree.of(kind) if x.name == name)
    return lines(clause(found, Words(tree)))


def lines(said: Said, depth: int = 0) -> list[str]:
    """An outline as indented lines."""
    return ["  " * depth + said.text, *(line for below in said.below for line in lines(below, depth + 1))]


def test_a_guarantee_reads_as_in_the_contract() -> None:
    assert words_of(FURYBIT, c.Guarantee, "Availability") == [
        'guarantee Availability each month  [4.2, "99,5%"]',
        "  Availability is at least 99.5%",
    ]


def test_a_table_reads_row_by_row_and_the_adopted_reading_is_marked() -> None:
    said = words_of(STELLAR, c.Measure, "Credit Percentage")
    assert said[1:6] == [
        "  by reading boundary",
        "    lower_inclusive (adopted): tiers of Service Availability",
        "      at least 98% and below 99%: 5%",
        "      at least 97% and below 98%: 10%",
        "      at least 96% and below 97%: 15%",
    ]
    assert "    upper_inclusive: tiers of Service Availability" in said


def test_a_remedy_reads_with_its_whole_life() -> None:
    assert words_of(FURYBIT, c.Remedy, "Service Level Credit")[1:] == [
        "  when Availability is breached",
        "  pays Free Hours * Hourly Fee",
        "  no cap",
        "  claimed by Service Level Credit",
        "  paid in the month after the confirmation",
    ]


def test_a_set_reads_limb_by_limb() -> None:
    assert words_of(FURYBIT, c.Term, "Unavailable Time") == [
        'Unavailable Time means every outage  [2, "the customer cannot access the SaaS Service"]',
        "  only where in_scope",
        "  except where caused by Excluded Causes",
    ]


def test_numbers_have_the_units_that_they_are_computed_in() -> None:
    assert words_of(FURYBIT, c.Measure, "Total Monthly Minutes")[1] == "  1440 minutes * days of the month"
    assert words_of(LAYERSTACK, c.Remedy, "SLA Credit")[2] == "  pays Downtime Percentage * amount of fee * 2"
    said = words_of(str(ROOT / "contracts" / "we-aries.sla"), c.Total, "Free Services")
    assert said[1] == "  5 days per credit * Service Credits"


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda p: p.stem)
def test_every_clause_of_every_contract_has_words(path: Path) -> None:
    tree = face.load(path).tree
    words = Words(tree)
    for x in tree.clauses:
        said = "\n".join(lines(clause(x, words)))
        assert "object at" not in said
        assert "Fraction(" not in said
        assert "None" not in said


def test_clauses_stand_under_their_numbers_in_order(sladsl: Run) -> None:
    found = sladsl("tree", FURYBIT)
    assert found.exit_code == 0
    tops = [x[4:].strip() for x in found.stdout.splitlines() if x[:4] in ("├── ", "└── ")]
    assert tops[:3] == ["agreement", "preamble", "clause 1"]
    numbers = [t for t in tops if t.startswith("clause ")]
    assert numbers == [f"clause {n}" for n in ["1", "2", "3", "4.1", "4.2", "4.3", "4.4", "4.5", "5", "6.1", "6.2", "6.3"]]


def test_json_has_every_node_by_its_kind(sladsl: Run) -> None:
    found = json.loads(sladsl("tree", FURYBIT, "--format", "json").stdout)
    assert found["schema"] == "sladsl/tree/1"
    assert found["frame"]["node"] == "Frame"
    (promise,) = (x for x in found["clauses"] if (x["node"], x["name"]) == ("Guarantee", "Availability"))
    compare = promise["rows"][0]["promise"]
    assert compare["node"] == "Compare"
    assert compare["op"] == ">="
    assert compare["a"] == {"node": "Ref", "name": "Availability"}
    assert compare["b"] == {"node": "Const", "value": "199/200"}  # 99.5 %
    assert promise["place"]["file"] == FURYBIT


def test_a_contract_may_come_from_standard_input(sladsl: Run) -> None:
    found = sladsl("tree", "-", input=Path(FURYBIT).read_text(encoding="utf-8"))
    assert found.stdout == sladsl("tree", FURYBIT).stdout


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda p: p.stem)
def test_the_words_of_a_measure_mean_the_measure_again(path: Path) -> None:
    """Written back into its contract, what is said of a rule compiles to the same rule."""
    tree = face.load(path).tree
    words = Words(tree)
    text = path.read_text(encoding="utf-8")
    again = []
    for n, x in enumerate(x for x in tree.clauses if isinstance(x, c.Measure)):
        said = words.say(x.body, x.dim, x.unit)
        if "tiers of" in said:  # a table has its own form
            continue
        own = x.unit not in ("ratio", "count", "money", "minutes", "hours", "seconds", "milliseconds", "days")
        unit = "" if x.unit in ("ratio", "count", "money") else f" in {x.unit}{'s' * own}"
        each = " for each service" if x.per_service else ""
        text += f'\nmeasure Probe{n} ["x"] each {x.grid.word}{each}{unit}: {said.replace(ADOPTED, "")}.\n'
        again.append((f"Probe{n}", x))
    compiled = compile_text(text)
    assert not compiled.errors
    bodies = {x.name: x.body for x in compiled.tree.of(c.Measure) if isinstance(x, c.Measure)}
    assert again
    for name, x in again:
        assert bodies[name] == x.body, words.say(x.body)
