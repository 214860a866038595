"""In: the slips of `slips/*.toml`, each one edit of a contract, written before any message was read. Out: what is said of them.

A slip has `old`, which stands in the contract once, and `new`. The first error, or warning where there is no error, must lie
in the clause in which `near` ends, and there must be as many of them as `errors` says (1 where it is absent); its message or
its help says one of the words `says`, and its help has the words `help`. A slip that falls short says why in `falls_short`,
and must go on falling short.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sladsl.base.diagnostics import Diagnostic
from sladsl.compiler.contract import compile_contract

_HERE = Path(__file__).parent
_CONTRACTS = _HERE.parents[1] / "contracts"
_SLIPS = {f.stem: tomllib.loads(f.read_text("utf-8"))["mistake"] for f in sorted((_HERE / "slips").glob("*.toml"))}
_ALL = [pytest.param(name, m, id=f"{name}: {m['what']}") for name, slips in _SLIPS.items() for m in slips]


def edited(contract: str, m: dict[str, Any]) -> str:
    """The contract with the slip in it."""
    text = (_CONTRACTS / f"{contract}.sla").read_text("utf-8")
    assert text.count(m["old"]) == 1, f"{m['old']!r} stands {text.count(m['old'])} times in {contract}"
    text = text.replace(m["old"], m["new"])
    assert text.count(m["near"]) == 1, f"{m['near']!r} stands {text.count(m['near'])} times in {contract}"
    return text


def clause_of(text: str, near: str) -> range:
    """The lines of the clause in which some words end: a clause begins where a line is not indented."""
    line = text[: text.index(near) + len(near.rstrip())].count("\n") + 1
    lines = text.split("\n")
    begins = [i for i, x in enumerate(lines, 1) if x[:1].strip() and x[0] != "#"] + [len(lines) + 1]
    return range(max(i for i in begins if i <= line), min(i for i in begins if i > line))


def shortcomings(text: str, found: list[Diagnostic], m: dict[str, Any]) -> list[str]:
    """What is wrong with what was said."""
    if not found:
        return ["nothing is said"]
    first = found[0]
    help = first.help or ""
    said = f"{first.message}\n{help}"
    wrong = []
    if len(found) != m.get("errors", 1):
        wrong.append(f"{len(found)} errors")
    if first.place is None or first.place.line not in clause_of(text, m["near"]):
        wrong.append("not in the clause")
    if not any(words in said for words in m["says"]):
        wrong.append("what is wrong is not named")
    if m.get("help", "") not in help:
        wrong.append("not the right way out")
    return wrong


@pytest.mark.parametrize(("contract", "m"), _ALL)
def test_a_slip_is_found_where_it_is_named_and_its_way_out_is_right(contract: str, m: dict[str, Any]) -> None:
    text = edited(contract, m)
    sink = compile_contract(text.encode(), f"{contract}.sla").sink
    found = list(sink.errors) or [d for d in sink if d.severity == "warning"]
    wrong = shortcomings(text, found, m)
    told = "\n\n".join(d.to_text() for d in found)
    assert bool(wrong) == ("falls_short" in m), f"{', '.join(wrong) or 'it does not fall short any more'}\n{told}"


@pytest.mark.parametrize("contract", _SLIPS)
def test_of_twenty_slips_in_a_contract_at_most_two_fall_short(contract: str) -> None:
    assert len(_SLIPS[contract]) >= 20
    assert sum("falls_short" in m for m in _SLIPS[contract]) <= 2
