"""What an explanation answers, held against figures worked by hand: how late, how much was lost, how far it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sladsl
from sladsl.explain.because import Explanation, Step

ROOT = Path(__file__).parents[2]
HOSTING = sladsl.load(ROOT / "docs" / "examples" / "hosting" / "hosting.sla")
JUNE_FEE = {"event": "fee", "period": "2025-06", "amount": "400.00", "currency": "EUR"}


def outage(name: str, start: str, end: str | None, **more: Any) -> dict[str, Any]:
    return {"event": "outage", "id": name, "start": start, "end": end} | more


def told(line: str, *events: dict[str, Any], **asked: Any) -> Explanation:
    (found,) = HOSTING.explain([JUNE_FEE, *events], line, **asked)
    return found


def answer(found: Explanation) -> str:
    return "\n".join(s.text for s in found.answer)


SEVEN_AND_A_HALF = outage("O1", "2025-06-10T08:00:00+02:00", "2025-06-10T15:30:00+02:00")


def test_a_late_claim_says_how_late_and_what_was_lost() -> None:
    # ten elapsed days after 1 July 00:00 end with 10 July; the claim of 12 July 09:00 is 24 + 9 hours behind it
    found = told("remedy", SEVEN_AND_A_HALF, {"event": "claim", "period": "2025-06", "at": "2025-07-12T09:00:00+02:00"})
    assert "it came 33 h too late" in answer(found)
    assert "until 2025-07-10 24:00" in answer(found)
    # 7.5 h of 720 h are down: 98.96 %, below 99 %: 20 % of 400.00
    assert "80.00 EUR of it are lost" in answer(found)


def test_nobody_claimed() -> None:
    found = told("remedy", SEVEN_AND_A_HALF)
    assert "nobody claimed it: it could be claimed until 2025-07-10 24:00" in answer(found)
    assert "80.00 EUR of it are lost" in answer(found)


def test_a_claim_that_can_still_be_made_says_how_long() -> None:
    # from 3 July 12:00 (Berlin) to 11 July 00:00 are 7 days and 12 hours
    found = told("remedy", SEVEN_AND_A_HALF, as_of="2025-07-03T12:00:00+02:00")
    assert "nobody claimed it yet" in answer(found)
    assert "7 days 12 h are left" in answer(found)


def test_the_next_rows_of_the_table_on_either_side() -> None:
    # 99 % of 720 h leave 7 h 12 min: 18 min less than 7 h 30 min, and the row is the better one, 5 % of 400.00
    found = told("remedy", SEVEN_AND_A_HALF, {"event": "claim", "period": "2025-06", "at": "2025-07-04T09:00:00+02:00"})
    assert [s.text for s in found.far] == [
        "18 min less of Downtime, and the row is at least 99% and below 99.5%: 20.00 EUR (now below 99%)"
    ]


def test_a_promise_that_was_kept_says_by_how_much() -> None:
    # half a per cent of 720 h are 3 h 36 min; an hour and a half were lost
    found = told("guarantee", outage("O1", "2025-06-10T08:00:00Z", "2025-06-10T09:30:00Z"))
    assert [s.text for s in found.far] == ["anything above 2 h 6 min more of Downtime, and it would be breached"]


def test_a_limit_that_is_just_reached_needs_only_more() -> None:
    found = told("guarantee", outage("O1", "2025-06-10T08:00:00Z", "2025-06-10T11:36:00Z"))
    assert found.line["verdict"] == "met"
    assert [s.text for s in found.far] == ["any more of Downtime, and it would be breached"]


def test_a_breach_says_what_would_have_kept_the_promise() -> None:
    found = told("guarantee", SEVEN_AND_A_HALF)
    assert [s.text for s in found.far] == ["3 h 54 min less of Downtime, and it would be met"]


def test_nothing_owed_says_why_and_how_far_it_is() -> None:
    found = told("remedy", outage("O1", "2025-06-10T08:00:00Z", "2025-06-10T09:30:00Z"))
    assert "it is owed only when Availability is breached, and that does not hold" in answer(found)
    assert [s.text for s in found.far] == ["anything above 2 h 6 min more of Downtime, and it would be owed"]


def test_what_cut_an_outage_is_told_with_its_clause() -> None:
    own = outage("O2", "2025-06-20T08:00:00Z", "2025-06-20T09:00:00Z", cause="customer_order")
    both = outage("O3", "2025-06-10T13:00:00Z", "2025-06-10T14:00:00Z")
    found = told("measure/Downtime", SEVEN_AND_A_HALF, own, both)
    (term,) = found.sections[0].steps
    time = term.parts[0].parts[0]
    shares = {s.item: s for s in time.shares}
    minute = 60_000_000
    assert (shares["O1"].counted, shares["O1"].cuts) == (450 * minute, ())
    # O1 ends at 13:30 UTC: of O3 thirty minutes had been counted with it
    assert (shares["O3"].counted, shares["O3"].shared) == (30 * minute, 30 * minute)
    (cut,) = shares["O2"].cuts
    assert (cut.micros, cut.clause) == (60 * minute, "2.2")
    assert "customer_order" in cut.by
    assert time.value == 480 * minute


def test_another_reading_than_the_adopted_one_is_named() -> None:
    found = told("measure/Downtime", SEVEN_AND_A_HALF, readings={"hours": "full"})
    assert found.readings == (("hours", "full", False),)
    assert found.line["value"] == "7"


def test_a_ticket_past_its_hours_tells_each_of_them() -> None:
    # Friday 15:00, eight hours of 07:00 to 17:00 on Business Days: two on Friday, six on Monday
    furybit = sladsl.load(ROOT / "contracts" / "furybit.sla")
    ticket = {"event": "ticket", "id": "T1", "opened": "2025-06-13T15:00:00Z", "responded": "2025-06-16T13:30:00Z",
              "priority": "medium", "channel": "telegram"}  # fmt: skip
    (found,) = furybit.explain([ticket], "guarantee/Response Time")
    late, promised = answer(found).split("\n")
    assert late == "breached: responded at 2025-06-16 13:30, 30 min late: it was due at 2025-06-16 13:00"
    assert promised.endswith("within 8 hours in Business Hours from Start Of Response, 2025-06-13 15:00, as Priority is medium")
    hours = next(s for s in found.sections if s.ledger)
    assert [(e.what, e.amount / 60_000_000) for e in hours.ledger] == [
        ("2025-06-13 15:00 to 17:00", 120),
        ("2025-06-16 07:00 to 13:00", 360),
        ("8 hours in Business Hours", 480),
    ]


def test_the_days_of_a_deadline_are_told_with_those_that_do_not_count() -> None:
    # Stellar Cyber: ten federal days after 10 June 2025; Juneteenth is none of them
    stellar = sladsl.load(ROOT / "contracts" / "stellar-cyber.sla")
    events = [
        {"event": "subscription", "zone": "UTC"},
        {"event": "fee", "period": "2025-06", "amount": "1000.00", "currency": "USD"},
        outage("O1", "2025-06-10T00:00:00Z", "2025-06-10T08:00:00Z"),
    ]
    (found,) = stellar.explain(events, "claim/Availability Credit")
    said = [s.text for section in found.sections for s in section.said]
    days = next(x for x in said if x.startswith("10 "))
    assert days.endswith("2025-06-11, 2025-06-12, 2025-06-13, 2025-06-16, 2025-06-17, 2025-06-18, 2025-06-20, 2025-06-23, "
                         "2025-06-24, 2025-06-25")  # fmt: skip
    assert any(x.startswith("2025-06-19 is Juneteenth") for x in said)


def test_a_line_that_is_referred_to_is_there() -> None:
    # Creative IT: the attainment leans on the lines of each ticket
    creative = sladsl.load(ROOT / "contracts" / "creative-it.sla")
    case = next(c for c in json.loads((ROOT / "tests" / "cases" / "creative-it.json").read_text("utf-8")) if c["id"] == "CI-2")
    told = creative.explain(case["events"], every=True, from_=case["from"], to=case["to"], readings=case["readings"])
    names = {e.name for e in told}
    referred = {s.data["line"] for e in told for x in e.sections for step in x.steps for s in steps(step) if s.how == "line"}
    assert len(referred) > 100  # a hundred tickets with two clocks each
    assert referred <= names


def test_a_share_says_how_many_more_would_do() -> None:
    # 89 of 100 tickets, and 90 % are promised
    creative = sladsl.load(ROOT / "contracts" / "creative-it.sla")
    case = next(c for c in json.loads((ROOT / "tests" / "cases" / "creative-it.json").read_text("utf-8")) if c["id"] == "CI-2")
    asked = {"from_": case["from"], "to": case["to"], "readings": case["readings"]}
    (found,) = creative.explain(case["events"], "guarantee/Attainment", **asked)
    assert [s.text for s in found.far] == ["1 more than the 89 of 100 for which it holds (Attainment), and it would be met"]


def steps(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from steps(part)
