"""Remarks silence what they name, in their clause and nowhere else, and only with a reason."""

from __future__ import annotations

import pytest
from linting import codes, found

CAPPED = """remedy Credit [3] each month:
    when Uptime is breached;
    pays 50 EUR;
    at most 80 EUR each month;
    without a claim."""
WHY = "because 3.2 has this cap for a year"


def test_without_a_remark_it_is_told() -> None:
    assert codes(CAPPED, "uptime") == ["SLA931"]


@pytest.mark.parametrize(
    "text",
    [
        f"# sladsl: ignore SLA931 {WHY}\n{CAPPED}",
        f"#sladsl: ignore SLA931 {WHY}\n\n# another remark\n{CAPPED}",
        CAPPED.replace("80 EUR each month;", f"80 EUR each month;  # sladsl: ignore SLA931 {WHY}"),
        CAPPED.replace("    at most", f"    # sladsl: ignore SLA931 {WHY}\n    at most"),
        f"{CAPPED}  # sladsl: ignore SLA931 {WHY}",
        f"# sladsl: ignore SLA931 {WHY}\r\n{CAPPED}",
    ],
    ids=["above", "above another remark", "beside the limb", "above the limb", "behind the last word", "from another system"],
)
def test_a_remark_stands_above_in_or_behind_its_clause(text: str) -> None:
    assert codes(text, "uptime") == []


def test_a_remark_behind_a_clause_is_not_about_the_next() -> None:
    first = f"Loss [2] means every outage; only where primary.  # sladsl: ignore SLA931 {WHY}\n"
    used = "\nmeasure Lost [2] each month in hours: time of Loss."
    assert codes(first + CAPPED + used, "uptime") == ["SLA903", "SLA931"]


def test_a_remark_is_about_one_clause() -> None:
    text = f"# sladsl: ignore SLA931 {WHY}\n{CAPPED}\n{CAPPED.replace('Credit', 'Other Credit')}"
    [one] = found(text, "uptime")
    assert one.place is not None
    assert one.place.text == "    at most 80 EUR each month;"
    assert one.place.line == 21 + 10  # behind the header and the promise: a remark, five lines, and the fourth of five


def test_several_codes_are_silenced_by_one_remark() -> None:
    text = "# sladsl: ignore SLA931, SLA935 because 3.2 says so\n" + CAPPED.replace("50 EUR", "150% of 20 EUR")
    assert codes(text.split("\n", 1)[1], "uptime") == ["SLA935", "SLA931"]
    assert codes(text, "uptime") == []


@pytest.mark.parametrize(
    ("remark", "message"),
    [
        ("ignore SLA931", "this remark gives no reason, and silences nothing"),
        ("ignore SLA931 because", "this remark gives no reason, and silences nothing"),
        ("ignore SLA931 because   ", "this remark gives no reason, and silences nothing"),
        ("ignore SLA931, as 3.2 says so", "this remark gives no reason, and silences nothing"),
        ("ignore because 3.2 says so", "this remark says no code, and silences nothing"),
        ("ingore SLA931 because 3.2 says so", "this remark is not understood, and silences nothing"),
    ],
)
def test_a_remark_without_code_or_reason_is_told_and_silences_nothing(remark: str, message: str) -> None:
    assert [d.message for d in found(f"# sladsl: {remark}\n{CAPPED}", "uptime")] == [
        message,
        "`Credit` always stays below its cap of `80.00 EUR`",
    ]


def test_a_code_must_be_one_of_lint() -> None:
    [one, other] = found(f"# sladsl: ignore SLA93I, SLA101, SLA931 {WHY}\n{CAPPED}", "uptime")
    assert (one.message, one.help) == ("`SLA93I` is no code of lint", "did you mean `SLA931`?")
    assert (other.message, other.code) == ("`SLA101` is no code of lint", "SLA902")
    assert one.place is not None
    assert one.place.text[one.place.column - 1 :][: one.place.length] == "SLA93I"


def test_a_remark_that_silences_nothing_is_told_unless_its_code_was_not_looked_for() -> None:
    text = f"# sladsl: ignore SLA932 {WHY}\n{CAPPED.replace('80', '50')}"
    assert codes(text, "uptime") == ["SLA903"]
    assert codes(text, "uptime", ("SLA931", "SLA90")) == []
    assert codes(text, "uptime", ("SLA932",)) == []


def test_a_quotation_holds_no_remark() -> None:
    text = 'record procedure [5]: "a # sladsl: ignore SLA931 because it is a quotation".\n' + CAPPED
    assert codes(text, "uptime") == ["SLA931"]
    assert codes(f'record procedure [5]: "a\n# quotation".\n# sladsl: ignore SLA931 {WHY}\n{CAPPED}', "uptime") == []


def test_a_remark_behind_everything_silences_nothing() -> None:
    assert codes(f"{CAPPED.replace('80', '50')}\n# sladsl: ignore SLA931 {WHY}\n", "uptime") == ["SLA903"]


def test_what_check_says_is_silenced_for_lint_alone() -> None:
    assert (
        codes("# sladsl: ignore SLA104 because the next schedule uses it\nSpare [2] means every outage; only where primary.")
        == []
    )
