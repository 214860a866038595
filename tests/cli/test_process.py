"""The command as a process: what it imports, what it writes to whom, how it ends when nobody listens."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from sladsl.cli import slow
from sladsl.cli.says import Says

from .conftest import FURYBIT, ROOT

COMMAND = (sys.executable, "-m", "sladsl")
HEAVY = ("attrs", "lark", "rich", "holidays", "pendulum", "sladsl.engine", "sladsl.compiler", "sladsl.api")


def ran(*args: str, env: Mapping[str, str] | None = None, input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *args], cwd=ROOT, env=os.environ | dict(env or {}), input=input, capture_output=True, check=False
    )


def imported(*args: str) -> list[str]:
    """Which of the heavy modules a command imports."""
    code = (
        f"import sys; sys.argv = ['sladsl', *{list(args)!r}]\nfrom sladsl.cli import main\n"
        f"try: main()\nexcept SystemExit: pass\nprint([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    found: list[str] = json.loads(done.stderr.strip().splitlines()[-1].replace("'", '"'))
    return found


def test_help_imports_click_and_nothing_heavy() -> None:
    for command in (["--help"], ["run", "--help"], ["--version"], ["no-such-verb"]):
        assert set(imported(*command)) <= ({"attrs"} if command == ["no-such-verb"] else set())


def test_check_needs_neither_engine_nor_calendars_nor_drawing() -> None:
    assert set(imported("check", FURYBIT)).isdisjoint({"rich", "holidays", "pendulum", "sladsl.engine"})


def test_json_needs_no_drawing(seven_hours: str) -> None:
    assert "rich" not in imported("run", FURYBIT, seven_hours, "--format", "json")


def test_no_colour_where_nobody_can_see_it(seven_hours: str, broken: str) -> None:
    for command in (["run", FURYBIT, seven_hours], ["tree", FURYBIT], ["check", broken]):
        assert b"\x1b" not in ran(*command).stdout


def test_a_pipe_is_a_hundred_columns_wide(seven_hours: str) -> None:
    for command in (["run", FURYBIT, seven_hours], ["tree", FURYBIT]):
        assert max(len(x) for x in ran(*command).stdout.decode().splitlines()) <= 100


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal to look at")
@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_has_colours_unless_it_asks_for_none(env: Mapping[str, str], coloured: bool, broken: str) -> None:
    ours, theirs = os.openpty()
    base = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm-256color"}
    done = subprocess.run([*COMMAND, "check", broken], cwd=ROOT, env=base | dict(env), stdout=theirs, check=False)
    os.close(theirs)
    seen = os.read(ours, 100_000)
    os.close(ours)
    assert done.returncode == 1
    assert (b"\x1b[1;31m" in seen) is coloured
    assert b"Lost Outage" in seen


def test_results_are_utf8_whatever_the_locale(seven_hours: str) -> None:
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert ran("run", FURYBIT, seven_hours, env=plain).stdout.decode() == ran("run", FURYBIT, seven_hours).stdout.decode()
    asked = ran("run", FURYBIT, seven_hours, env={"PYTHONIOENCODING": "ascii"})
    assert asked.returncode == 0
    assert asked.stdout.isascii()
    assert b"70.00 EUR" in asked.stdout


def test_it_ends_in_silence_when_nobody_reads_on(broken: str) -> None:
    # far more than a pipe holds, so that writing must fail
    command = [*COMMAND, "check", *[broken] * 600]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


def test_events_through_a_real_pipe(seven_hours: str) -> None:
    piped = ran("run", FURYBIT, "-", "--format", "json", input=Path(seven_hours).read_bytes())
    assert piped.returncode == 0
    assert piped.stdout == ran("run", FURYBIT, seven_hours, "--format", "json").stdout


class Terminal(io.StringIO):
    """A standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("patience", "level", "shown"), [(0.0, 0, True), (0.0, -1, False), (60.0, 0, False)], ids=["slow", "quiet", "quick"]
)
def test_progress_comes_late_and_only_where_it_is_seen(
    monkeypatch: pytest.MonkeyPatch, patience: float, level: int, shown: bool
) -> None:
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(slow, "PATIENCE", patience)
    with slow.Slow(Says(level), "evaluating") as progress:
        for n in range(5):
            progress(n, 5)
            time.sleep(0.1)
    assert ("evaluating" in seen.getvalue()) is shown


def test_progress_is_nothing_for_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", seen)
    monkeypatch.setattr(slow, "PATIENCE", 0.0)
    with slow.Slow(Says(), "evaluating") as progress:
        progress(1, 2)
        time.sleep(0.1)
    assert seen.getvalue() == ""
