"""The text statement tells a vendor manager what is owed, until when, and why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sladsl.statement import text

from .conftest import FURYBIT, LAYERSTACK, SEVEN_HOURS, STELLAR, WEBSOFT9

Run = Callable[..., Result]


def flat(found: Result) -> str:
    """The output on one line, as it reads."""
    assert found.exit_code == 0, found.output
    return " ".join(found.stdout.split())


def test_it_begins_with_what_it_comes_to(sladsl: Run, seven_hours: str) -> None:
    said = flat(sladsl("run", FURYBIT, seven_hours))
    assert said.startswith("Teamplify Service Level Agreement 2025-06")
    # 42780 / 43200
    assert "Availability [4.2]: breached, 99.027778 % against 99.5 %" in said or "against at least 99.5 %" in said
    assert "Service Level Credit [4.4]: 70.00 EUR earned, 70.00 EUR awarded; granted" in said
    assert "2025-06-17 24:00 (5 Business Days after 10 June)" in said


def test_a_deadline_names_the_holiday_that_moved_it(sladsl: Run, written: Callable[..., str]) -> None:
    # eight hours down on Friday 13 June; ten business days later is 27 June, and Juneteenth makes it Monday the 30th
    path = written(
        [
            {"event": "subscription", "start": "2025-01-01T00:00:00Z", "zone": "UTC"},
            {"event": "fee", "period": "2025-06", "amount": "1000.00", "currency": "USD"},
            {"event": "outage", "id": "O1", "start": "2025-06-13T00:00:00Z", "end": "2025-06-13T08:00:00Z"},
        ]
    )
    said = flat(sladsl("run", STELLAR, path))
    assert "by 2025-06-30 24:00 (10 Federal Days after 13 June;" in said
    assert "is Juneteenth National Independence Day); nobody claimed it in time" in said
    assert "50.00 USD earned, 0.00 USD awarded; forfeited" in said
    early = flat(sladsl("run", STELLAR, path, "--as-of", "2025-07-01T00:00:00Z", "--reading", "business_days=weekdays"))
    assert "another reading than the adopted one: business_days=weekdays (adopted: us_federal)" in early
    open_ = flat(sladsl("run", STELLAR, path, "--as-of", "2025-06-30T12:00:00Z", "--to", "2025-06"))
    assert "as of 2025-06-30T12:00:00Z: what comes later is not known" in open_


def test_what_can_still_be_claimed_stands_on_top(sladsl: Run, written: Callable[..., str]) -> None:
    # down on Monday 30 June: the tenth federal day is 15 July, because the 4th is a holiday
    path = written(
        [
            {"event": "fee", "period": "2025-06", "amount": "1000.00", "currency": "USD"},
            {"event": "outage", "id": "O1", "start": "2025-06-30T00:00:00Z", "end": "2025-06-30T08:00:00Z"},
        ]
    )
    found = sladsl("run", STELLAR, path, "--as-of", "2025-07-05T00:00:00Z", "--from", "2025-06", "--to", "2025-06")
    top = " ".join(found.stdout.split("\n\n")[1].split())
    # 480 of 43200 minutes: 98.89 %, 5 % of 1000.00
    assert "50.00 USD earned" in top
    assert "claim 50.00 USD for 2025-06 by 2025-07-15 24:00 (10 Federal Days after 30 June; 4 July is Independence Day)" in top


def test_why_not_is_said_in_sentences(sladsl: Run, written: Callable[..., str]) -> None:
    late = {**SEVEN_HOURS[3], "at": "2025-06-18T00:00:00Z"}
    said = flat(sladsl("run", FURYBIT, written([*SEVEN_HOURS[:3], late])))
    assert "70.00 EUR earned, 0.00 EUR awarded; refused" in said
    assert "the claim came after the window closed" in said


def test_minutes_that_were_cut_out_are_accounted_for(sladsl: Run, written: Callable[..., str]) -> None:
    path = written(
        [
            {"event": "service", "service": "vps"},
            {"event": "fee", "service": "vps", "period": "2025-06", "amount": "100.00", "currency": "USD"},
            {"event": "outage", "id": "O1", "service": "vps", "start": "2025-06-10T00:00:00+08:00",
             "end": "2025-06-10T03:00:00+08:00"},
            {"event": "notification", "at": "2025-06-10T00:00:00+08:00", "outage": "O1"},
            {"event": "maintenance", "id": "M1", "service": "vps", "start": "2025-06-10T01:00:00+08:00",
             "end": "2025-06-10T02:00:00+08:00"},
        ]
    )  # fmt: skip
    said = flat(sladsl("run", LAYERSTACK, path))
    assert "Downtime 120 min; cut out: Scheduled Maintenance 60 min" in said


def test_many_months_are_a_row_each(sladsl: Run, seven_hours: str) -> None:
    found = sladsl("run", FURYBIT, seven_hours, "--from", "2025-01", "--to", "2025-12").stdout
    rows = [row for row in found.splitlines() if row.strip()[:7] in {f"2025-{m:02d}" for m in range(1, 13)}]
    # twelve months of availability, and the one month in which something was earned
    assert len([r for r in rows if "met" in r or "breached" in r]) == 12
    assert len([r for r in rows if "70.00 EUR" in r]) == 1
    assert "the same throughout: Scheduled Downtime 0 min" in found
    assert "1 breached, 11 met (breached: 2025-06)" in found


def test_many_items_are_cut_to_those_in_trouble(sladsl: Run, written: Callable[..., str]) -> None:
    opened = [f"2025-03-{d:02d}T0{h}:00:00Z" for d in range(1, 28) for h in (1, 2)]  # 54 tickets, every second one late
    tickets = [
        {"event": "ticket", "id": f"T{n:02d}", "opened": at, "plan": "standard",
         "responded": at.replace("T0", "T1" if n % 2 else "T2")}
        for n, at in enumerate(opened)
    ]  # fmt: skip
    path = written(tickets)
    usual, loud = sladsl("run", WEBSOFT9, path).stdout, sladsl("run", "-v", WEBSOFT9, path).stdout
    assert "27 breached, 27 met" in usual
    assert "the first 20 of 54 rows that need attention; -v prints all" in usual
    assert loud.count("guarantee/Response Time/2025-03/T") == 54


def test_v_names_every_line_and_prints_what_is_recorded(sladsl: Run, seven_hours: str) -> None:
    usual, loud = sladsl("run", FURYBIT, seven_hours).stdout, sladsl("run", FURYBIT, seven_hours, "-v").stdout
    for name in ("measure/Availability/2025-06", "remedy/Service Level Credit/2025-06",
                 "claim/Service Level Credit/2025-06/O1", "guarantee/Response Time/2025-06/T1"):  # fmt: skip
        assert name in loud
        assert name not in usual
    assert "24 clauses are recorded, not evaluated (-v prints them)" in usual
    assert "Amazon CloudWatch" in loud
    assert "Amazon CloudWatch" not in usual


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"deadline": "2025-07-01T00:00:00+00:00"}, "2025-06-30 24:00"),
        ({"due": "2025-06-10T17:00:00+08:00"}, "2025-06-10 17:00"),
        ({"due": "2025-06-10T17:00:05+08:00"}, "2025-06-10 17:00:05"),
        ({}, ""),
        (
            {"deadline": "2026-01-02T00:00:00+00:00",
             "counted": {"from": "2025-12-31T10:00:00+00:00", "days": 1, "of": "Business Days", "skipped": []}},
            "2026-01-01 24:00 (1 Business Day after 31 December 2025)",
        ),
        (
            {"due": "2025-04-22T13:00:00+08:00",
             "counted": {"from": "2025-04-17T20:00:00+08:00", "days": None, "of": "Business Days",
                         "skipped": [{"date": "2025-04-18", "why": "Good Friday"}]}},
            "2025-04-22 13:00 (18 April is Good Friday)",
        ),
        (
            {"deadline": "2025-07-31T00:00:00+08:00",
             "counted": {"from": "2025-07-01T00:00:00+08:00", "days": 30, "of": None}},
            "2025-07-30 24:00 (30 days after 1 July)",
        ),
    ],
)  # fmt: skip
def test_a_deadline_in_words(line: Mapping[str, Any], said: str) -> None:
    assert text.deadline(line) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [(("70.00", "EUR"), "70.00 EUR"), (("1", "credit"), "1 credit"), (("2", "credit"), "2 credits"),
     (("0", "credit"), "0 credits"), (("5", "days"), "5 days"), (("0.00", "money"), "0.00")],
)  # fmt: skip
def test_an_amount_in_words(amount: tuple[str, str], said: str) -> None:
    assert text.amount(*amount) == said


def test_a_reason_nobody_has_words_for_is_still_readable() -> None:
    assert text.reasons({"reasons": ["no_claim", "moon_in_the_way"]}) == "nobody claimed it in time; moon in the way"


def test_a_name_has_what_the_line_is_about() -> None:
    line = {"line": "guarantee", "name": "Uptime", "period": "2025-06", "service": "vps", "item": None}
    assert text.name_of(line) == "guarantee/Uptime/2025-06/vps"


def test_what_an_item_earned_is_said_without_an_award_of_its_own() -> None:
    # five dollars of a ticket; whether they are awarded, the line of its month says
    line = {"line": "remedy", "name": "Compensation", "item": "A", "unit": "USD", "earned": "5.00", "status": "granted"}
    assert text.result(line).text == "5.00 USD earned; granted"


def test_a_total_is_said_by_its_value() -> None:
    line = {"line": "total", "name": "Hours Saved", "unit": "hours", "value": "3/2", "display": "1.5 h"}
    assert text.result(line).text == "1.5 h"


def test_announced_work_is_taken_out_and_a_breach_is_excused() -> None:
    assert text.verdict({"line": "window", "verdict": "excluded"}) == text.Cell("taken out", "good")
    assert text.verdict({"line": "guarantee", "verdict": "excluded"}).text == "excused"
    assert text.verdict({"line": "window", "verdict": "counted"}).text == "counts as downtime"


def test_what_the_customer_owes_is_not_taken_for_a_credit(sladsl: Run, written: Callable[..., str], tmp_path: Path) -> None:
    contract = tmp_path / "fees.sla"
    contract.write_text(
        'agreement "Fees": provider "P"; time zone "UTC"; currency EUR; period calendar month.\n'
        "remedy Call Fee [1] each month: pays 5 EUR * number of every ticket; no cap; without a claim; owed by the customer."
    )
    path = written([{"event": "ticket", "id": "T1", "opened": "2025-06-10T08:00:00Z"}])
    top = next(part for part in sladsl("run", str(contract), path).stdout.split("\n\n") if part.startswith("In short"))
    assert "5.00 EUR awarded; granted; owed by the customer" in " ".join(top.split())
