"""Every file says what comes in and what goes out, is short, and its examples run."""

from __future__ import annotations

import ast
import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "sladsl").rglob("*.py"))
LONGEST = 400
# Packages whose `__init__` is a door, not a page.
DOORS = {"sladsl/__init__.py", "sladsl/cli/__init__.py"}

every_module = pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))


@every_module
def test_a_module_says_what_goes_in_and_what_comes_out(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert "In: " in said, "its docstring says `In: ...`"
    assert "Out: " in said or "Out of" in said, "its docstring says `Out: ...`"


@every_module
def test_a_file_is_short_enough_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@every_module
def test_a_package_page_holds_no_code(path: Path) -> None:
    if path.name == "__init__.py" and path.relative_to(ROOT).as_posix() not in DOORS:
        assert all(isinstance(n, ast.Expr) for n in ast.parse(path.read_text(encoding="utf-8")).body)


@every_module
def test_public_functions_and_classes_say_what_they_do(path: Path) -> None:
    silent = [name for name, node in public(ast.parse(path.read_text(encoding="utf-8"))) if not ast.get_docstring(node)]
    assert not silent, ", ".join(silent)


def public(tree: ast.AST, within: str = "") -> list[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """The functions, classes and methods that others may use; not what is defined within a function."""
    found: list[tuple[str, ast.FunctionDef | ast.ClassDef]] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If | ast.Try):
            found += public(node, within)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append((within + node.name, node))
            if isinstance(node, ast.ClassDef):
                found += public(node, f"{within}{node.name}.")
    return found


@every_module
def test_the_examples_in_a_module_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if name.endswith("__main__"):
        return
    done = doctest.testmod(importlib.import_module(name))
    assert done.failed == 0
