"""The house stands: imports point down, and what comes from outside has one address."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "sladsl").rglob("*.py"))
ADDRESSES = {
    "click": ("cli/",),
    "rich": ("cli/",),
    "lark": ("syntax/parser.py", "syntax/store.py"),
    "pendulum": ("base/",),
    "holidays": ("base/",),
    "zoneinfo": ("base/",),
}
# May be used anywhere: values without behaviour behind the scenes.
EVERYWHERE = {"attrs", "attr"}


def test_imports_point_down() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [tool, "--no-cache", "--config", "pyproject.toml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_comes_from_outside_has_one_address(path: Path) -> None:
    here = path.relative_to(ROOT / "sladsl").as_posix()
    for name in sorted(imported(path) - EVERYWHERE):
        if name in ADDRESSES:
            assert here.startswith(ADDRESSES[name]), f"`{name}` belongs into {' or '.join(ADDRESSES[name])}"
        else:
            assert name in sys.stdlib_module_names or name == "sladsl", f"`{name}` has no address yet: give it one here"


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found
