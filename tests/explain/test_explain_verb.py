"""`sladsl explain` at the command line: which line is meant, what is printed, what is said where none is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sladsl.cli.group import cli

ROOT = Path(__file__).parents[2]
HOSTING = str(ROOT / "docs" / "examples" / "hosting" / "hosting.sla")
JUNE = str(ROOT / "docs" / "examples" / "hosting" / "june.jsonl")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *args])


def test_a_beginning_that_no_other_line_has_is_enough() -> None:
    done = run(HOSTING, JUNE, "rem")
    assert done.exit_code == 0
    assert done.stdout.startswith("remedy/Service Credit/2025-06: 80.00 EUR earned, 80.00 EUR awarded; granted")


def test_capitals_do_not_matter_where_the_name_is_clear() -> None:
    assert run(HOSTING, JUNE, "Remedy/service credit").exit_code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("measure", "2 lines begin with `measure`"),
        ("claim/Servise Credit", "did you mean `claim/Service Credit"),
        ("Downtime", "did you mean `measure/Downtime"),
    ],
)
def test_what_is_not_one_line_is_said(line: str, said: str) -> None:
    done = run(HOSTING, JUNE, line)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_line_that_was_forgotten_is_asked_for() -> None:
    done = run(HOSTING, JUNE)
    assert done.exit_code == 2
    assert "which line is meant" in done.stderr


def test_all_lines_are_explained() -> None:
    done = run(HOSTING, JUNE, "/", "--all", "--format", "json")
    found = json.loads(done.stdout)
    assert found["schema"] == "sladsl/explanation/1"
    names = [e["name"] for e in found["explanations"]]
    assert names == [
        "measure/Downtime/2025-06",
        "measure/Availability/2025-06",
        "guarantee/Availability/2025-06",
        "claim/Service Credit/2025-06",
        "remedy/Service Credit/2025-06",
    ]


def test_markdown_is_a_heading_and_lists() -> None:
    text = run(HOSTING, JUNE, "remedy", "--format", "md").stdout
    assert text.startswith("## remedy/Service Credit/2025-06: 80.00 EUR earned")
    assert "### The ledger" in text
    assert "- earned: 80.00 EUR" in text


def test_the_same_inputs_give_the_same_bytes() -> None:
    for form in ("text", "json", "md"):
        assert (
            run(HOSTING, JUNE, "/", "--all", "--format", form).stdout
            == run(HOSTING, JUNE, "/", "--all", "--format", form).stdout
        )


def test_of_several_subscriptions_one_is_named(tmp_path: Path) -> None:
    events = tmp_path / "two.jsonl"
    lines = [
        {"event": "outage", "subscription": s, "id": "O1", "start": "2025-06-10T08:00:00Z", "end": f"2025-06-10T{h}:00:00Z"}
        for s, h in (("a", "09"), ("b", "10"))
    ]
    events.write_text("".join(json.dumps(x) + "\n" for x in lines))
    both = run(HOSTING, str(events), "measure/Downtime")
    assert both.exit_code == 2
    assert "2 subscriptions have the line" in both.stderr
    one = run(HOSTING, str(events), "measure/Downtime", "--subscription", "b")
    assert one.stdout.startswith("measure/Downtime/2025-06: 2 h")
    assert run(HOSTING, str(events), "measure/Downtime", "--all").exit_code == 0
    assert "there are: `a`, `b`" in run(HOSTING, str(events), "measure", "--subscription", "c").stderr


def test_the_names_of_the_page_are_those_of_the_statement() -> None:
    shown = CliRunner().invoke(cli, ["run", "-v", HOSTING, JUNE]).stdout
    for name in ("measure/Downtime/2025-06", "remedy/Service Credit/2025-06"):
        assert name in shown
