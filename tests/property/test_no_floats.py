"""In: the sources on the way from an event to an amount. Out: none of them makes a binary float, and none comes out.

A float is written as a literal, made by `float`, or by dividing one whole number by another; a `/` is allowed only where
the function it stands in is listed here, with what it divides.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from twin.streams import stream

import sladsl

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(
    file
    for part in ("engine/**/*.py", "base/*.py", "statement/make.py", "events/*.py", "explain/*.py", "choices/*.py")
    for file in (ROOT / "sladsl").glob(part)
)
DIVISIONS = {
    ("base/cache.py", "folder"): "paths",
    ("base/cache.py", "kept"): "paths",
    ("base/cache.py", "keep"): "paths",
    ("base/files.py", "unread"): "paths",
    ("base/quantity.py", "rounded"): "a fraction by a fraction",
    ("engine/reference/values.py", "calculated"): "a fraction by a number that the line before has tested",
    ("engine/reference/lines.py", "_number"): "a fraction by a whole number",
    ("engine/reference/facts.py", "share_of"): "a fraction by a number of months",
    ("engine/reference/gathering.py", "made_one"): "a sum of fractions by how many there are",
    ("engine/reference/given.py", "read"): "a fraction by a hundred",
    ("engine/reference/remedies.py", "_shares"): "fractions by fractions",
    ("statement/make.py", "_parameter"): "a fraction by a whole number",
    ("explain/again.py", "distances"): "a fraction by a fraction",
    ("explain/mapping.py", "_section"): "a fraction by a fraction",
    ("explain/numbers.py", "number"): "a fraction by a whole number",
    ("explain/numbers.py", "duration"): "a fraction by a whole number",
    ("explain/numbers.py", "value_of"): "a fraction by a fraction",
}
MAKES_FLOATS = {"float", "timestamp", "total_seconds", "fromtimestamp", "utcfromtimestamp", "fsum", "log", "sqrt", "mean"}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT / "sladsl"))


@pytest.mark.parametrize("file", [pytest.param(file, id=name(file)) for file in FILES])
def test_no_source_makes_a_float(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    inside: dict[ast.AST, str] = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            inside |= dict.fromkeys(ast.walk(function), function.name)
    for node in ast.walk(tree):
        where = f"{name(file)}:{getattr(node, 'lineno', 0)}"
        match node:
            case ast.Constant(value=float()):
                pytest.fail(f"{where}: a float is written")
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)) if called in MAKES_FLOATS:
                pytest.fail(f"{where}: `{called}` makes a float")
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                assert (name(file), inside.get(node, "")) in DIVISIONS, f"{where}: say what this divides"


@pytest.mark.parametrize("contract", ["we-aries", "websoft9", "layerstack", "furybit", "stellar-cyber"])
def test_no_float_comes_out(contract: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from sladsl.statement import posed

    seen: list[Any] = []
    evaluate = posed.evaluate

    def watched(*given: Any, **more: Any) -> Any:
        outcome = evaluate(*given, **more)
        seen.extend(x for line in outcome.lines for x in (*line.values.values(), *line.why.values()))
        return outcome

    monkeypatch.setattr(posed, "evaluate", watched)
    found = sladsl.load(ROOT / "contracts" / f"{contract}.sla")
    for seed in range(5):
        floats = [x for x in leaves(found.run(**stream(contract, seed)).to_dict()) if isinstance(x, float)]
        assert not floats
    assert seen
    assert not [x for value in seen for x in leaves(value) if isinstance(x, float)]


def leaves(value: Any) -> list[Any]:
    """Every plain value in nested mappings and lists."""
    if isinstance(value, dict):
        return [x for part in value.values() for x in leaves(part)]
    if isinstance(value, list | tuple):
        return [x for part in value for x in leaves(part)]
    return [value]
