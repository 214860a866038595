"""The hooks for pre-commit: each runs a verb on contracts and on nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sladsl.cli.group import VERBS

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
HOOKS = [dict(re.findall(r"^[- ] (\w+): (.*)$", part, re.M)) for part in re.split(r"^(?=- )", TEXT, flags=re.M)[1:]]
# What each hook says.
KEYS = {"id", "name", "description", "entry", "language", "files", "require_serial"}


def test_every_line_is_a_key_of_a_hook() -> None:
    lines = [line for line in TEXT.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) == sum(map(len, HOOKS))
    assert [h["id"] for h in HOOKS] == ["sladsl-fmt", "sladsl-check", "sladsl-lint"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda h: h["id"])
def test_a_hook_runs_a_verb_on_contracts(hook: dict[str, str]) -> None:
    assert set(hook) == KEYS
    program, verb = hook["entry"].split()
    assert (program, hook["language"]) == ("sladsl", "python")
    assert hook["description"] == VERBS[verb]
    assert hook["id"] == f"sladsl-{verb}"
    found = [
        name for name in ("contracts/furybit.sla", "slack.md", "a.sla.txt", "notes.slab") if re.search(hook["files"], name)
    ]
    assert found == ["contracts/furybit.sla"]
