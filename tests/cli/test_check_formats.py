"""Findings for the programs that show them: annotations of a GitHub workflow, and logs of SARIF 2.1.0."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft4Validator

from sladsl.base.diagnostics import Diagnostic, Edit, Place
from sladsl.cli.findings import put_findings, sarif

Run = Callable[..., Result]
DATA = Path(__file__).parents[1] / "data"
SCHEMA = json.loads(gzip.decompress((DATA / "sarif-schema-2.1.0.json.gz").read_bytes()))
ROW = Place("a.sla", 3, 5, "    | below 99% | 10% |", 9)
TWO = Diagnostic(
    "SLA303", "two rows hold for exactly 99%", ROW, "say which", related=(("the other one", Place("a.sla", 4, 2)),)
)
SIGN = Diagnostic("SLA007", "`<` is not a sign", Place("a.sla", 9, 8, "Uptime < 99%", 1), "write `below`").instead("below")


def held(files: Any) -> dict[str, Any]:
    """The run of a log that the schema holds to be one of SARIF 2.1.0."""
    log = json.loads(json.dumps(sarif(files)))
    Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_the_schema_is_that_of_sarif_and_refuses_what_is_none() -> None:
    assert "2.1.0" in SCHEMA["title"]
    assert not Draft4Validator(SCHEMA).is_valid({"version": "2.1.0"})


def test_a_finding_is_an_annotation_of_github(capsys: pytest.CaptureFixture[str]) -> None:
    put_findings([("a.sla", [SIGN])], "github")
    told = "::error file=a.sla,line=9,endLine=9,col=8,endColumn=9,title=SLA007::`<` is not a sign; write `below`\n"
    assert capsys.readouterr().out == told


def test_an_annotation_escapes_what_would_end_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = Diagnostic("SLA001", "100% of\r\nit: a, b", None, severity="note")
    put_findings([("a,b:c%.sla", [found])], "github")
    assert capsys.readouterr().out == "::notice file=a%2Cb%3Ac%25.sla,title=SLA001::100%25 of%0D%0Ait: a, b\n"


def test_a_warning_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    put_findings([("a.sla", [Diagnostic("SLA505", "x", ROW, severity="warning")])], "github")
    assert capsys.readouterr().out.startswith("::warning file=a.sla,line=3,")


def test_a_log_of_nothing_is_a_log() -> None:
    assert held([])["results"] == []


def test_a_result_has_its_region_its_second_place_and_its_rule() -> None:
    run = held([("a.sla", [TWO, SIGN])])
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == ["SLA007", "SLA303"]
    assert rules[1]["help"]["text"]
    two, sign = run["results"]
    assert (two["ruleId"], two["ruleIndex"], two["level"]) == ("SLA303", 1, "error")
    region = {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 14}
    assert two["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "a.sla"}, "region": region}
    assert two["relatedLocations"][0]["message"] == {"text": "the other one"}
    assert "fixes" not in two
    (change,) = sign["fixes"][0]["artifactChanges"]
    deleted = {"startLine": 9, "startColumn": 8, "endLine": 9, "endColumn": 9}
    assert change["replacements"] == [{"deletedRegion": deleted, "insertedContent": {"text": "below"}}]


def test_what_is_only_put_in_deletes_nothing() -> None:
    found = Diagnostic("SLA004", "x", ROW, fix=(Edit(3, 14, 0, "."),))
    (change,) = held([("a.sla", [found])])["results"][0]["fixes"][0]["artifactChanges"]
    deleted = change["replacements"][0]["deletedRegion"]
    assert deleted["startColumn"] == deleted["endColumn"] == 14


def test_a_fingerprint_stays_when_lines_move_and_differs_between_equal_findings() -> None:
    def prints(*lines: int) -> list[str]:
        found = [Diagnostic("SLA303", "two rows", Place("a.sla", n, 5, "  | below 99% |", 3)) for n in lines]
        return [r["partialFingerprints"]["finding/v1"] for r in held([("a.sla", found)])["results"]]

    first, second = prints(3, 8)
    assert first != second
    assert prints(13, 18) == [first, second]


def test_check_prints_both(sladsl: Run, broken: str) -> None:
    log = sladsl("check", "--format", "sarif", broken)
    assert log.exit_code == 1
    Draft4Validator(SCHEMA).validate(json.loads(log.stdout))
    assert len(json.loads(log.stdout)["runs"][0]["results"]) == 3
    told = sladsl("check", "--format", "github", broken)
    assert [line.split(" ")[0] for line in told.stdout.splitlines()] == ["::error"] * 3
