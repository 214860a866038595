"""`sladsl render`: what goes where, and with which exit status."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sladsl.cli.group import cli

ROOT = Path(__file__).parents[2]
HOSTING = str(ROOT / "docs" / "examples" / "hosting" / "hosting.sla")
Run = Callable[..., Result]


@pytest.fixture
def sladsl() -> Run:
    """The command line, run in this process."""

    def run(*args: str, input: str | None = None) -> Result:
        return CliRunner().invoke(cli, list(args), input=input)

    return run


def test_markdown_is_what_one_gets(sladsl: Run) -> None:
    done = sladsl("render", HOSTING)
    assert done.exit_code == 0
    assert done.stdout.startswith("# Hosting Agreement\n")
    assert done.stdout == sladsl("render", "-", input=Path(HOSTING).read_text(encoding="utf-8")).stdout


def test_there_and_back_is_the_contract_in_the_one_style(sladsl: Run) -> None:
    """The shipped example has no remarks, and is in the style: it comes back letter by letter."""
    for format in ("md", "html"):
        back = sladsl("render", "--back", "-", input=sladsl("render", HOSTING, "--format", format).stdout)
        assert back.exit_code == 0
        assert back.stdout.split() == Path(HOSTING).read_text(encoding="utf-8").split()


def test_a_file_is_written_whole_and_keeps_its_permissions(sladsl: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    page.chmod(0o640)
    done = sladsl("render", HOSTING, "--format", "html", "-o", str(page))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"{page}: written\n"
    assert page.read_text(encoding="utf-8") == sladsl("render", HOSTING, "--format", "html").stdout
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert [x.name for x in tmp_path.iterdir()] == ["page.html"]


def test_a_place_that_cannot_be_written_is_wrong_usage(sladsl: Run, tmp_path: Path) -> None:
    page = tmp_path / "nowhere" / "page.md"
    done = sladsl("render", HOSTING, "-o", str(page))
    assert done.exit_code == 2
    assert f"error[SLA803]: `{page}`: it cannot be written\n" in done.stderr


def test_json_has_every_line_with_its_number(sladsl: Run) -> None:
    found = json.loads(sladsl("render", HOSTING, "--format", "json").stdout)
    assert found[0] == {"number": "", "text": "Hosting Agreement", "table": []}
    assert found[1] == {"number": "1", "text": "The agreement", "table": []}
    assert found[2] == {"number": "1.1", "text": "The provider is the provider.", "table": []}
    assert [x["table"][1] for x in found if x["table"]] == [["at least 99% and below 99.5%", "5% of the fee"]]


def test_a_contract_with_errors_is_not_rendered(sladsl: Run) -> None:
    done = sladsl("render", "-", input='agreement "A": provider "P". Down means every outge.')
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[SLA109]" in done.stderr


def test_what_is_no_rendering_is_a_finding(sladsl: Run) -> None:
    done = sladsl("render", "--back", HOSTING)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[SLA807]: this is no rendering of a contract" in done.stderr
