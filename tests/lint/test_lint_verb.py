"""`sladsl lint`, `sladsl.lint`: the words, the formats, the exit status; and the contracts that come with the program."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sladsl
from sladsl.catalogue.read import entries, family, whole
from sladsl.cli.group import cli
from sladsl.lint.table import CODES, OF_CHECK, OF_REMARKS, RULES

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "contracts").glob("*.sla")) + sorted((ROOT / "docs" / "examples").glob("*/*.sla"))
CLAUSES = """remedy Credit [3] each month:
    when Uptime is breached;
    pays 50 EUR;
    at most 80 EUR each month;
    without a claim."""


def lint(*args: str, input: str | None = None) -> Result:
    """The command line, run in this process."""
    return CliRunner().invoke(cli, ["lint", *args], input=input)


@pytest.fixture
def capped(tmp_path: Path) -> str:
    """A contract with one finding."""
    path = tmp_path / "capped.sla"
    path.write_text(whole(CLAUSES, "uptime")[0], encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.name)
def test_nothing_is_found_in_what_is_shipped(path: Path) -> None:
    assert sladsl.lint(path, select=["SLA"]) == ()


def test_the_catalogue_explains_every_code_of_lint_and_no_other() -> None:
    assert [e.code for e in family("lint")] == sorted([*OF_REMARKS, *RULES])
    assert {e.code for e in entries()} >= OF_CHECK
    assert sorted(CODES) == sorted({*OF_CHECK, *OF_REMARKS, *RULES})


def test_a_finding_is_drawn_counted_and_ends_in_one(capped: str) -> None:
    found = lint(capped)
    assert found.stdout.splitlines() == [
        "warning[SLA931]: `Credit` always stays below its cap of `80.00 EUR`",
        f"  --> {capped}:25:5",
        "     |",
        "  25 |     at most 80 EUR each month;",
        "     |     ^^^^^^^^^^^^^^^^^^^^^^^^^",
        "  help: look at the cap and at the rows again: one of the two is perhaps not what was agreed",
        "",
        f"{capped}: 1 finding",
    ]


def test_a_program_reads_it_as_json(capped: str) -> None:
    [file] = json.loads(lint(capped, "--format", "json").stdout)
    [one] = file["diagnostics"]
    assert file["file"] == capped
    assert (one["code"], one["severity"], one["line"], one["column"]) == ("SLA931", "warning", 25, 5)


def test_a_workflow_and_a_scanner_read_it(capped: str) -> None:
    [line] = lint(capped, "--format", "github").stdout.splitlines()
    assert line.startswith(f"::warning file={capped},line=25,endLine=25,col=5,endColumn=30,title=SLA931::`Credit` always stays")
    [run] = json.loads(lint(capped, "--format", "sarif").stdout)["runs"]
    [result] = run["results"]
    assert (result["ruleId"], result["level"]) == ("SLA931", "warning")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 25
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SLA931"]


def test_the_exit_status_says_what_came_of_it(capped: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sla"
    broken.write_text(whole("measure Lost [2] each month in hours: time of Nothing.")[0], encoding="utf-8")
    for args, status in (
        ([capped], 1),
        ([str(ROOT / "contracts" / "furybit.sla")], 0),
        ([capped, "--ignore", "SLA93"], 0),
        ([str(broken)], 1),
        ([capped, "--select", "SLA4"], 2),
        ([str(tmp_path / "nowhere.sla")], 2),
        ([], 2),
    ):
        done = subprocess.run([sys.executable, "-m", "sladsl", "lint", *args], capture_output=True, text=True, check=False)
        assert done.returncode == status, (args, done.stdout, done.stderr)


def test_of_a_broken_contract_the_errors_are_told_and_the_others_are_still_read(capped: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sla"
    broken.write_text(whole("measure Lost [2] each month in hours: time of Nothing.")[0], encoding="utf-8")
    found = lint(str(broken), capped, str(tmp_path / "nowhere.sla"))
    assert "error[SLA101]: `Nothing` is not defined" in found.stdout
    assert f"{broken}: 1 error" in found.stdout
    assert f"{capped}: 1 finding" in found.stdout


def test_standard_input_is_read() -> None:
    found = lint("-", "-q", input=whole(CLAUSES, "uptime")[0])
    assert "--> <stdin>:25:5" in found.stdout
    assert lint("-", "-").exit_code == 2


def test_the_same_text_gives_the_same_bytes(capped: str) -> None:
    assert lint(capped, "--format", "json").stdout == lint(capped, "--format", "json").stdout


def test_the_function_keeps_its_name_when_the_folder_is_imported(capped: str) -> None:
    import_module("sladsl.lint.table")  # which binds the folder's name in the package
    [one] = sladsl.lint(capped)
    assert one.code == "SLA931"
    assert sladsl.lint(sladsl.load(capped)) == (one,)
    assert sladsl.lint(capped, ignore=["SLA9"]) == ()
    with pytest.raises(sladsl.SlaError):
        sladsl.lint(capped, select=["SLA4"])
