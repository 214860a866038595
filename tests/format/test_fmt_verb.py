"""`sladsl fmt`: what it writes, what it says, with which exit status it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sladsl.cli.group import cli
from sladsl.format import formatted

STYLED = 'section 1 "A".\n'
LOOSE = 'section  1\n "A" .\n'
BROKEN = "section 1.\nsection.\n"


@pytest.fixture
def fmt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The verb, run in a folder with a contract in the style, one that is not, and a broken one."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"styled.sla": STYLED, "loose.sla": LOOSE, "broken.sla": BROKEN}.items():
        Path(name).write_text(text, encoding="utf-8")

    def run(*args: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, ["fmt", *args], input=input)

    return run


def texts() -> dict[str, str]:
    """What the files hold now."""
    return {p.stem: p.read_text(encoding="utf-8") for p in Path().glob("*.sla")}


UNTOUCHED = {"styled": STYLED, "loose": LOOSE, "broken": BROKEN}


def test_a_contract_is_written_in_the_style(fmt: Callable[..., Result]) -> None:
    done = fmt("loose.sla", "styled.sla")
    assert done.exit_code == 0
    assert texts() == UNTOUCHED | {"loose": STYLED}
    assert done.stdout == ""
    assert done.stderr == "loose.sla: formatted\n1 formatted, 1 unchanged\n"


def test_one_that_is_in_it_is_not_touched(fmt: Callable[..., Result]) -> None:
    before = Path("styled.sla").stat().st_mtime_ns
    assert fmt("styled.sla").exit_code == 0
    assert Path("styled.sla").stat().st_mtime_ns == before


def test_a_broken_one_is_left_and_the_others_are_written(fmt: Callable[..., Result]) -> None:
    done = fmt("broken.sla", "loose.sla")
    assert done.exit_code == 1
    assert texts() == UNTOUCHED | {"loose": STYLED}
    assert "  --> broken.sla:2:" in done.stderr
    assert "broken.sla: left as it is, 1 error\nloose.sla: formatted\n1 formatted, 1 broken\n" in done.stderr


def test_what_is_said_of_a_broken_one_is_what_check_says(fmt: Callable[..., Result]) -> None:
    checked = CliRunner().invoke(cli, ["check", "--format", "json", "broken.sla"])
    said = {d["message"] for f in json.loads(checked.stdout) for d in f["diagnostics"]}
    (found,) = json.loads(fmt("--format", "json", "broken.sla").stdout)
    assert found["state"] == "broken"
    assert {d["message"] for d in found["diagnostics"]} <= said


def test_check_names_what_would_change_and_changes_nothing(fmt: Callable[..., Result]) -> None:
    done = fmt("--check", "loose.sla", "styled.sla")
    assert (done.exit_code, done.stdout) == (1, "loose.sla: would change\n")
    assert texts() == UNTOUCHED
    assert fmt("--check", "styled.sla").exit_code == 0


def test_diff_shows_what_would_change(fmt: Callable[..., Result]) -> None:
    done = fmt("--diff", "loose.sla", "styled.sla")
    assert done.exit_code == 1
    assert done.stdout == '--- loose.sla\n+++ loose.sla\n@@ -1,2 +1 @@\n-section  1\n- "A" .\n+section 1 "A".\n'
    assert texts() == UNTOUCHED


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no `patch` here")
def test_what_diff_shows_is_what_would_be_written(fmt: Callable[..., Result]) -> None:
    shown = fmt("--diff", "loose.sla").stdout
    subprocess.run(["patch", "-p0"], input=shown, text=True, check=True, capture_output=True)
    assert texts()["loose"] == STYLED


def test_a_last_line_without_an_end_is_told_in_the_difference(fmt: Callable[..., Result]) -> None:
    Path("loose.sla").write_text("section 1.")
    assert fmt("--diff", "loose.sla").stdout.endswith("-section 1.\n\\ No newline at end of file\n+section 1.\n")


def test_standard_input_goes_to_standard_output(fmt: Callable[..., Result]) -> None:
    done = fmt("-", input=LOOSE)
    assert (done.exit_code, done.stdout, done.stderr) == (0, STYLED, "")
    assert fmt("-", input=STYLED).stdout == STYLED


def test_a_broken_text_from_standard_input_gives_nothing(fmt: Callable[..., Result]) -> None:
    done = fmt("-", input=BROKEN)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "<stdin>:2:" in done.stderr


def test_standard_input_can_be_read_once(fmt: Callable[..., Result]) -> None:
    assert fmt("-", "-", input=LOOSE).exit_code == 2


def test_as_json(fmt: Callable[..., Result]) -> None:
    found = json.loads(fmt("--format", "json", "--check", "--diff", "styled.sla", "loose.sla").stdout)
    assert [(f["file"], f["state"]) for f in found] == [("styled.sla", "unchanged"), ("loose.sla", "would change")]
    assert [bool(f["diff"]) for f in found] == [False, True]
    (piped,) = json.loads(fmt("--format", "json", "-", input=LOOSE).stdout)
    assert piped == {"file": "<stdin>", "state": "formatted", "diagnostics": [], "text": STYLED}


def test_a_file_that_is_not_there_is_wrong_usage_and_the_others_are_written(fmt: Callable[..., Result]) -> None:
    done = CliRunner().invoke(cli, ["fmt", "nowhere.sla", "loose.sla"], standalone_mode=False)
    assert [d.code for d in done.exception.diagnostics] == ["SLA803"]  # type: ignore[union-attr]
    assert texts()["loose"] == STYLED


def test_a_text_of_windows_and_one_with_a_byte_order_mark_become_plain(fmt: Callable[..., Result]) -> None:
    Path("loose.sla").write_bytes(b"\xef\xbb\xbfsection 1\r\n\t\xe2\x80\x9cA\xe2\x80\x9d.\r\n")
    assert fmt("loose.sla").exit_code == 0
    assert Path("loose.sla").read_bytes() == STYLED.encode()


# ---------------------------------------------------------------- a formatter that is wrong
LIES = {
    "a word": ('section 1 "B".\n', "clauses"),
    "a clause": ("", "clauses"),
    "a remark": ('section 1 "A".\n', "remarks"),
}


@pytest.mark.parametrize(("lie", "what"), LIES.values(), ids=LIES.keys())
def test_a_fault_of_the_formatter_is_found_and_no_file_is_touched(
    lie: str, what: str, fmt: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LOOSE + ("# kept\n" if what == "remarks" else "")
    Path("loose.sla").write_text(text)
    monkeypatch.setattr(formatted, "_styled", lambda _: lie)
    done = fmt("loose.sla")
    assert done.exit_code == 4
    assert "loose.sla: left as it is, a fault of the program\n" in done.stderr
    assert f"Unproven: formatting `loose.sla` would change its {what}" in done.stderr
    assert Path("loose.sla").read_text() == text


def test_one_that_would_not_stay_as_it_is_is_a_fault_too(fmt: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatted, "_styled", lambda source: source.text.replace("section ", "section  "))
    done = fmt("loose.sla")
    assert (done.exit_code, Path("loose.sla").read_text()) == (4, LOOSE)
    assert "would not stay as it is" in done.stderr
