"""`sladsl code`: what a person and a program are told of a message."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sladsl.catalogue.read import entries
from sladsl.cli.group import cli


@pytest.fixture
def code() -> Callable[..., Result]:
    """`sladsl code` with some words behind it, in this process."""
    return lambda *words: CliRunner().invoke(cli, ["code", *words])


def test_a_person_is_told_why_and_shown_the_fault_its_finding_and_the_way_out(code: Callable[..., Result]) -> None:
    done = code("sla304")
    assert done.exit_code == 0
    told = done.stdout
    parts = [
        "SLA304: no row holds for some numbers between two rows",
        "With the fault, behind a promise of uptime (-v prints it):",
        "| at least 99.5% and below 99.9% | 10 EUR |;",
        "error[SLA304]: no row holds for at least 99% and below 99.5%\n  --> example.sla:5:9",
        "Mended:",
        "| at least 99% and below 99.9% | 10 EUR |;",
        "What to do: move a bound, or add a row.",
    ]
    assert sorted(parts, key=told.find) == parts
    assert all(part in told for part in parts)


def test_what_stands_beside_the_example_is_shown(code: Callable[..., Result]) -> None:
    assert "The contract:\n\n    claim Outage Credit" in code("unknown_item").stdout
    assert 'The events:\n\n    {"event": "fee", "period": "2025"' in code("fee_spread").stdout


def test_what_stands_in_front_is_shown_when_asked_for(code: Callable[..., Result]) -> None:
    told = code("-v", "SLA304").stdout
    assert (
        told.find('In front:\n\n    agreement "Example Agreement":') < told.find("guarantee Uptime [2.3]") < told.find("With")
    )
    assert "prints it" not in told
    assert "In front" not in code("-v", "SLA501").stdout  # it shows its own header


def test_several_codes_come_in_their_order(code: Callable[..., Result]) -> None:
    told = code("no_fee", "SLA101").stdout
    assert 0 <= told.find("no_fee: no fee") < told.find("SLA101: a name is not defined")


def test_without_a_code_all_are_listed(code: Callable[..., Result]) -> None:
    told = code().stdout.split()
    assert [word for word in told if word in {e.code for e in entries()}] == [e.code for e in entries()]


def test_a_program_gets_the_entry_and_the_finding(code: Callable[..., Result]) -> None:
    (found,) = json.loads(code("SLA803", "--format", "json").stdout)
    assert (found["code"], found["family"]) == ("SLA803", "asked")
    assert found["bad"] == "sladsl check exmaple.sla"
    (finding,) = found["finding"]
    assert (finding["code"], finding["severity"]) == ("SLA803", "error")
    assert "`exmaple.sla`" in finding["message"]


def test_a_program_gets_the_list(code: Callable[..., Result]) -> None:
    listed = json.loads(code("--format", "json").stdout)
    assert {"code": "SLA501", "family": "silence", "title": "the time zone is not said; UTC is taken"} in listed
    assert len(listed) == len(entries())


def test_markdown_is_the_page_s_section(code: Callable[..., Result]) -> None:
    told = code("SLA401", "--format", "md").stdout
    assert told.startswith("## SLA401\n\n**An exception names a clause")
    assert "```sla example\n" in told
    assert code("exceptions", "--format", "md").stdout.count("\n## SLA40") == 2


@pytest.mark.parametrize(("word", "near"), [("SLA340", "did you mean `SLA304`"), ("banana", "`sladsl code` lists all")])
def test_an_unknown_code_is_a_wrong_usage_with_a_way_out(code: Callable[..., Result], word: str, near: str) -> None:
    done = code("SLA101", word)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"there is no message `{word}`" in done.stderr
    assert near in done.stderr


def test_trying_an_example_leaves_nothing_behind(
    code: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert code("SLA701", "SLA801", "SLA304").exit_code == 0
    assert not list(tmp_path.iterdir())
    assert Path.cwd() == tmp_path
