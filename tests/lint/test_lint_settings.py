"""What a project writes down is found, heeded and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from sladsl import SlaError
from sladsl.lint.settings import Selection, selection
from sladsl.lint.table import CODES

IN_93 = ("SLA931", "SLA932", "SLA933", "SLA934", "SLA935", "SLA936")


def settings(folder: Path, text: str, name: str = "pyproject.toml") -> None:
    """Settings in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_nothing_said_is_everything(tmp_path: Path) -> None:
    assert selection(str(tmp_path / "a.sla")).codes("a.sla") == CODES


def test_a_code_stands_for_all_that_begin_so() -> None:
    assert Selection(("SLA93",)).codes("a.sla") == IN_93
    assert Selection(("SLA93",), ("SLA934", "SLA935")).codes("a.sla") == ("SLA931", "SLA932", "SLA933", "SLA936")
    assert "SLA104" not in Selection((), ("SLA1",)).codes("a.sla")


def test_the_nearest_settings_count(tmp_path: Path) -> None:
    settings(tmp_path, '[tool.sladsl.lint]\nselect = ["SLA9"]\n')
    settings(tmp_path / "in", '[tool.sladsl.lint]\nselect = ["SLA93"]\n')
    settings(tmp_path / "in" / "deep", '[tool.other]\nselect = ["X"]\n')  # says nothing of lint, and is passed by
    assert selection(str(tmp_path / "in" / "deep" / "a.sla")).codes("a.sla") == IN_93
    settings(tmp_path / "in", '[lint]\nselect = ["SLA931"]\n', "sladsl.toml")
    assert selection(str(tmp_path / "in" / "deep" / "a.sla")).codes("a.sla") == ("SLA931",)


def test_what_is_asked_for_goes_before_what_is_written_down(tmp_path: Path) -> None:
    settings(tmp_path, '[tool.sladsl.lint]\nselect = ["SLA93"]\nignore = ["SLA932"]\n')
    file = str(tmp_path / "a.sla")
    assert selection(file, ["sla94"]).codes(file)[0] == "SLA941"
    assert selection(file, [], ["SLA931"]).codes(file) == IN_93[1:]


def test_files_have_settings_of_their_own(tmp_path: Path) -> None:
    settings(
        tmp_path, '[tool.sladsl.lint]\nselect = ["SLA93"]\nper-file = { "drafts/*.sla" = ["SLA931"], "old.sla" = ["SLA9"] }\n'
    )
    for file, found in (("drafts/a.sla", IN_93[1:]), ("a.sla", IN_93), ("old.sla", ()), ("drafts/old.sla", IN_93[1:])):
        path = str(tmp_path / file)
        assert selection(path).codes(path) == found, file


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        (
            "[tool.sladsl.lint]\nselct = []\n",
            "`pyproject.toml` has a setting `selct` that is not known",
            "did you mean `select`?",
        ),
        ("[tool.sladsl.lnit]\n", "`pyproject.toml` has a setting `lnit` that is not known", "did you mean `lint`?"),
        ('[tool.sladsl.lint]\nignore = ["SLA999"]\n', "lint has no code `SLA999`, named in `ignore` in `pyproject.toml`", None),
        ('[tool.sladsl.lint]\nignore = "SLA931"\n', "`ignore` in `pyproject.toml` is no list of codes", None),
        ('[tool.sladsl.lint]\nignore = [""]\n', "lint has no code ``, named in `ignore` in `pyproject.toml`", None),
        ('[tool.sladsl.lint]\nper-file = ["a.sla"]\n', "`per-file` in `pyproject.toml` is no table", None),
        ('[tool.sladsl.lint.per-file]\n"a.sla" = ["SLA5"]\n', "lint has no code", None),
        ("[tool.sladsl]\nlint = 3\n", "`lint` in `pyproject.toml` is no table", None),
        ("[tool.sladsl.lint\n", "`pyproject.toml` cannot be read", None),
    ],
)
def test_what_is_not_known_is_refused(tmp_path: Path, text: str, message: str, help: str | None) -> None:
    settings(tmp_path, text)
    file = str(tmp_path / "a.sla")
    if text.endswith('["SLA5"]\n'):  # SLA509 is one of lint's
        assert selection(file).per_file == (("a.sla", ("SLA5",)),)
        return
    with pytest.raises(SlaError) as refused:
        selection(file)
    [one] = refused.value.diagnostics
    assert refused.value.kind == "usage"
    assert one.message.startswith(message)
    assert help is None or one.help == help


def test_every_unknown_word_of_a_command_is_named() -> None:
    with pytest.raises(SlaError) as refused:
        selection(None, ["SLA4", "SLA93"], ["nonsense"])
    assert [d.message for d in refused.value.diagnostics] == [
        "lint has no code `SLA4`, named in --select",
        "lint has no code `NONSENSE`, named in --ignore",
    ]
