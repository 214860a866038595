"""`readings`, `assumptions`, `run --readings all`: what they print, in which formats, with which exit status."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from interplay import DOORS, HEADER, contract

import sladsl
from sladsl.choices.conventions import CONVENTIONS
from sladsl.choices.uses import Uses, key
from sladsl.cli.group import cli
from sladsl.compiler.circles import _needs
from sladsl.rules.clauses import Remedy

ROOT = Path(__file__).parents[2]
FURYBIT = str(ROOT / "contracts" / "furybit.sla")
HOSTING = str(ROOT / "docs" / "examples" / "hosting" / "hosting.sla")
JUNE = str(ROOT / "docs" / "examples" / "hosting" / "june.jsonl")


def run(*args: str, input: str | None = None) -> Result:
    return CliRunner().invoke(cli, list(args), input=input)


def test_the_table_of_readings_has_every_value_and_marks_one_of_each() -> None:
    table = list(csv.DictReader(io.StringIO(run("readings", FURYBIT, "--format", "csv").stdout)))
    declared = sladsl.load(FURYBIT).tree.readings
    assert [(r["reading"], r["value"]) for r in table] == [(x.name, v) for x in declared for v, _ in x.values]
    assert [r["value"] for r in table if r["adopted"] == "yes"] == [x.adopted for x in declared]
    full = next(r for r in table if r["reading"] == "full_hours")
    assert full["clause"] == "4.4"
    assert full["words"] == "for every full hour of unAvailability; A-FB1"


def test_readings_as_json_count_the_combinations_and_say_what_hangs_on_each() -> None:
    found = json.loads(run("readings", HOSTING, "--format", "json").stdout)
    assert found["combinations"] == 2
    (hours,) = found["readings"]
    assert hours["decides"] == ["measure Downtime"]
    assert hours["reaches"] == ["measure Availability", "guarantee Availability", "remedy Service Credit"]


def test_a_contract_without_readings_says_so() -> None:
    done = run("readings", "-", input=HEADER)
    assert done.exit_code == 0
    assert "no reading" in done.stdout


@pytest.mark.parametrize("verb", [("readings", FURYBIT), ("assumptions", FURYBIT), ("run", HOSTING, JUNE, "--readings", "all")])
def test_markdown_is_tables_of_as_many_cells_as_their_heads(verb: tuple[str, ...]) -> None:
    page = run(*verb, "--format", "md").stdout
    assert page.startswith("# ")
    assert page.endswith("|\n")
    for table in re.findall(r"(?:^\|.*\n)+", page, re.M):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_prices_as_text_name_the_amounts_and_what_makes_them() -> None:
    shown = " ".join(run("run", HOSTING, JUNE, "--readings", "all").stdout.split())
    assert "hours=full 20.00 EUR 20.00 EUR -60.00 0.00 EUR 4" in shown
    assert "2 combinations" in shown


def test_prices_as_json_have_their_schema_and_are_the_same_twice() -> None:
    once, again = (run("run", HOSTING, JUNE, "--readings", "all", "--format", "json").stdout for _ in range(2))
    assert once == again
    found = json.loads(once)
    assert found["schema"] == "sladsl/readings/1"
    assert found["alone"][0]["amounts"][0]["difference"]["awarded"] == "-60.00"
    assert found["matters"] == [{"reading": "hours", "matters": "alone"}]


def test_prices_as_csv_have_a_row_for_now_for_each_value_and_for_the_extremes() -> None:
    rows = list(csv.DictReader(io.StringIO(run("run", HOSTING, JUNE, "--readings", "all", "--format", "csv").stdout)))
    told = [(r["case"], r["readings"], r["awarded"]) for r in rows if r["awarded"]]
    assert told == [
        ("now", "", "80.00"),
        ("alone", "hours=full", "20.00"),
        ("least", "hours=full", "20.00"),
        ("most", "", "80.00"),
    ]


def test_exit_status_is_that_of_a_run() -> None:
    assert run("run", HOSTING, JUNE, "--readings", "all", "--fail-on", "breach", "--format", "json").exit_code == 1
    assert run("run", HOSTING, JUNE, "--readings", "some").exit_code == 2
    assert run("run", HOSTING, JUNE, "--format", "md").exit_code == 2


def test_a_reading_on_which_no_line_hangs_is_in_no_group() -> None:
    unused = 'reading idle [1]: a "a"; b "b"; adopted a because "c".\n'
    term = "Nothing [1] means by reading idle (a: 1 hour; b: 2 hours).\n"
    found = contract(DOORS, unused, term)
    assert Uses(found.tree).together == (("planned", "announced"),)
    priced = found.priced([{"event": "fee", "period": "2025-06", "amount": "1.00", "currency": "EUR"}])
    assert [(e.reading, e.why) for e in priced.effects][-1] == ("idle", "no line")
    assert {e.matters for e in priced.effects} == {"no"}


@pytest.mark.parametrize("path", sorted((ROOT / "contracts").glob("*.sla")), ids=lambda p: p.stem)
def test_a_clause_hangs_on_every_reading_of_what_it_needs(path: Path) -> None:
    tree = sladsl.load(path).tree
    uses, remedies = Uses(tree), {x.name: x for x in tree.of(Remedy)}
    for clause in uses.rules:
        for needed in _needs(clause, remedies):  # as the compiler finds circles
            assert uses.of(needed) <= uses.of(key(clause)), (clause.name, needed)


# ---------------------------------------------------------------- the schedule
def test_a_line_of_the_header_is_stated_where_it_cites_and_assumed_where_it_does_not() -> None:
    entries = json.loads(run("assumptions", FURYBIT, "--format", "json").stdout)["entries"]
    assert [e["number"] for e in entries] == list(range(1, len(entries) + 1))
    groups = {e["about"]: e["group"] for e in entries if e["about"] in ("time zone", "currency", "period")}
    assert groups == {"time zone": "stated", "currency": "assumed", "period": "assumed"}
    low = next(e for e in entries if "priority of ticket" in e["text"])
    assert (low["group"], low["cites"]) == ("stated", [{"place": "6.3", "words": []}])


def test_everything_the_file_decides_is_in_the_schedule() -> None:
    tree = sladsl.load(FURYBIT).tree
    entries = sladsl.load(FURYBIT).assumptions().entries
    refs = {e.ref for e in entries}
    assert {f"{x.name}={x.adopted}" for x in tree.readings} <= refs
    assert {"A-FB16", "A-X1", "A-FB21"} <= refs
    assert [e.about for e in entries if e.text == "there is no cap"] == ["cap of Service Level Credit"]
    assert len([e for e in entries if e.about == "lost text"]) == 1


def test_what_nobody_says_is_taken_and_not_assumed() -> None:
    # no zone, no currency, no rounding; the remedy says nothing of a cap or a claim, the other says that it has none
    text = 'agreement "Bare":\n    period calendar month.\nsection 1 "T".\n'
    text += "remedy Gift [1] each month: pays 5 EUR.\nremedy Other [1] each month: pays 5 EUR; no cap [7]; without a claim.\n"
    found = json.loads(run("assumptions", "-", "--format", "json", input=text).stdout)["entries"]
    taken = [(e["ref"], e["about"]) for e in found if e["group"] == "taken"]
    assert sorted(taken) == [
        ("SLA501", "header"),
        ("SLA504", "header"),
        ("SLA504", "header"),
        ("SLA506", "Gift"),
        ("SLA507", "Gift"),
    ]
    said = {e["about"]: e["group"] for e in found if e["group"] in ("stated", "assumed")}
    assert said == {"period": "assumed", "cap of Other": "stated", "claim of Other": "assumed"}


def test_holiday_lists_are_named_with_the_version_of_their_tables() -> None:
    from importlib.metadata import version

    days = 'Work Days [1] means Monday to Friday; except on holidays "DE-BE" category "public".\n'
    claim = "claim Gift [1] each month: filed within 5 Work Days after the month.\n"
    remedy = "remedy Gift [1] each month: pays 5 EUR; no cap; claimed by Gift.\n"
    entries = contract(days, claim, remedy).assumptions().entries
    (one,) = (e for e in entries if e.about.startswith("holidays"))
    assert one.text == f"the list DE-BE (public) of the tables holidays {version('holidays')}"


def test_every_convention_names_a_heading_of_the_manual() -> None:
    for x in CONVENTIONS:
        page, _, anchor = x.page.partition("#")
        text = (ROOT / "docs" / page).read_text("utf-8")
        headings = {re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", text, re.M)}
        assert not anchor or anchor in headings, x.page


def test_the_schedule_as_csv_has_a_row_for_every_entry() -> None:
    rows = list(csv.DictReader(io.StringIO(run("assumptions", FURYBIT, "--format", "csv").stdout)))
    assert len(rows) == len(sladsl.load(FURYBIT).assumptions().entries)
    assert rows[0]["where"] == '2, "7am - 5pm UTC"'
