"""The tree speaks of the project, not of the machine it was written on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = {"__pycache__", "dist", "build", "node_modules", "venv"}
TEXT = {".py", ".md", ".toml", ".sla", ".lark", ".jsonl", ".json", ".csv", ".txt", ".cfg", ".yml", ".yaml", ".sh", ""}
# Written in pieces, so that this file does not find itself.
HOMES = "|".join("/" + top + "/" for top in ("work", "home", "root", "Users", "farm", "mnt", "opt", "private"))
FORBIDDEN = {
    "a path of one machine": re.compile(rf"(?<![\w.*])(?:{HOMES}|/tmp/\w|[A-Z]:\\\\?\w)"),
    "a host": re.compile(r"https?://(?!example\.)[\w.-]+|\blocal" + r"host\b|\b\d{1,3}(?:\.\d{1,3}){3}\b(?!\.)"),
    "a registry": re.compile(r"--(?:extra-)?index-" + r"url|PIP_IN" + r"DEX|\bpypi\.\w+", re.I),
}


def files() -> Iterator[Path]:
    """Every text file that belongs to the project."""
    for folder, folders, names in os.walk(ROOT):
        made = MADE | ({"site"} if Path(folder) == ROOT else set())  # the manual as a site; `docs/site` makes it
        folders[:] = sorted(f for f in folders if f not in made and (f == ".ci" or not f.startswith(".")) and ".egg" not in f)
        yield from (Path(folder) / n for n in sorted(names) if Path(n).suffix in TEXT)


@pytest.mark.parametrize("path", list(files()), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_names_a_machine_or_a_host(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        for what, pattern in FORBIDDEN.items():
            found = pattern.search(line)
            assert not found, f"{path.name}:{number} names {what}: {found[0] if found else ''}"
