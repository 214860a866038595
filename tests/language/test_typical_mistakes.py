"""In: two hundred mistakes of people who edit the five contracts, `typical/*.toml`. Out: each is told as one can act on it.

A mistake turns `old`, which stands in its contract once, into `new`. One finding (or so many as `errors` says) lies in the
clause that begins like one of `clause`, says one of `says`, and its help `suggests` what is right. What is mended without
asking leaves nothing to be said. A mistake of which that does not hold says why in `falls_short`, and goes on falling short.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sladsl.base.diagnostics import Diagnostic
from sladsl.compiler.contract import compile_contract
from sladsl.compiler.mending import mend

HERE = Path(__file__).parent
CONTRACTS = HERE.parents[1] / "contracts"
FIVE = {f.stem: tomllib.loads(f.read_text("utf-8"))["mistake"] for f in sorted((HERE / "typical").glob("*.toml"))}
ALL = [pytest.param(name, m, id=f"{name}: {m['what']}") for name, mistakes in FIVE.items() for m in mistakes]
# `sense` and `suggests` stood in the data before any message was read; what the messages say in other words is in `says`.


def edited(contract: str, m: dict[str, Any]) -> str:
    """The contract with the mistake in it."""
    text = (CONTRACTS / f"{contract}.sla").read_text("utf-8")
    assert text.count(m["old"]) == 1
    return text.replace(m["old"], m["new"])


def lines_of(text: str, begins: list[str]) -> set[int]:
    """The lines of the clauses that begin so: up to the line before the next one that is neither blank nor indented."""
    lines = text.split("\n")
    found: set[int] = set()
    inside = False
    for number, line in enumerate(lines, 1):
        if line[:1].strip():
            inside = line.startswith(tuple(begins))
        if inside and line.strip():
            found.add(number)
    assert found, f"no clause begins with {begins}"
    return found


def said_of(text: str) -> list[Diagnostic]:
    """What is said of a contract, without notes."""
    return [d for d in compile_contract(text.encode(), "contract.sla").sink if d.severity != "note"]


def shortcomings(text: str, m: dict[str, Any]) -> list[str]:
    """What is not as it should be with what is said."""
    found = said_of(text)
    lines = lines_of(text, m["clause"])
    wrong = [] if len(found) == m.get("errors", 1) else [f"{len(found)} findings"]
    wrong += ["not in the clause" for d in found if d.place is None or d.place.line not in lines]
    if found and not any(words in f"{found[0].message}\n{found[0].help}" for words in m["says"]):
        wrong.append("what is wrong is not named")
    if found and m.get("suggests", "") not in (found[0].help or ""):
        wrong.append("what is right is not suggested")
    return wrong


@pytest.mark.parametrize(("contract", "m"), ALL)
def test_a_typical_mistake_is_told_in_its_clause_with_the_way_out(contract: str, m: dict[str, Any]) -> None:
    text = edited(contract, m)
    wrong = shortcomings(text, m)
    told = "\n\n".join(d.to_text() for d in said_of(text))
    assert bool(wrong) == ("falls_short" in m), f"{', '.join(wrong) or 'it does not fall short any more'}\n{told}"


@pytest.mark.parametrize(("contract", "m"), ALL)
def test_what_is_mended_without_asking_is_right(contract: str, m: dict[str, Any]) -> None:
    text = edited(contract, m)
    done = mend(text.encode(), "contract.sla")
    if done.fixed:
        assert [d.to_text() for d in done.diagnostics if d.severity == "error"] == []


@pytest.mark.parametrize("contract", FIVE)
def test_at_most_two_of_twenty_fall_short(contract: str) -> None:
    series = FIVE[contract][:20], FIVE[contract][20:]  # by two hands
    assert [len(mistakes) for mistakes in series] == [20, 20]
    assert all(sum("falls_short" in m for m in mistakes) <= 2 for mistakes in series)


def test_the_five_are_there() -> None:
    assert sorted(FIVE) == ["furybit", "layerstack", "stellar-cyber", "we-aries", "websoft9"]


def test_a_set_whose_definition_is_broken_is_not_blamed_for_what_it_names() -> None:
    text = (CONTRACTS / "catena-hq.sla").read_text("utf-8")
    assert text.count("cvss is at least 9.0.") == 1
    assert [d.code for d in said_of(text.replace("cvss is at least 9.0.", "cvss >= 9.0."))] == ["SLA007"]
