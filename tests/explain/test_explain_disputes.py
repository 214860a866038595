"""Disputed lines of the worked cases: whether the answer by itself says why, with figures that were worked by hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sladsl
from sladsl.api import Contract, SlaError
from sladsl.explain.because import Explanation, Sentence
from sladsl.explain.page import markdown, title

ROOT = Path(__file__).parents[2]


@cache
def contract(name: str) -> Contract:
    return sladsl.load(ROOT / "contracts" / f"{name}.sla")


@cache
def case(name: str, id: str) -> dict[str, Any]:
    found = json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text("utf-8"))
    (one,) = (c for c in found if c["id"] == id)
    return one  # type: ignore[no-any-return]


def told(name: str, id: str, line: str, **more: Any) -> Explanation:
    c = case(name, id)
    asked = {"from_": c["from"], "to": c["to"], "as_of": c.get("as_of"), "readings": c["readings"], "given": c.get("given")}
    (found,) = contract(name).explain(c["events"], line, **asked | more)
    return found


def answer(found: Explanation) -> list[str]:
    return [s.text for s in found.answer]


def far(found: Explanation) -> list[str]:
    return [s.text for s in found.far]


# ---------------------------------------------------------------- where a number comes from
def test_a_credit_says_its_formula_what_counted_and_what_each_claim_lacks() -> None:
    # six outages of two hours count, the seventh was the customer's line: 12 h of 720 h; ten times 12 h at 720.00 / 720 h
    found = told("furybit", "FB-6", "remedy")
    said = answer(found)
    assert Sentence("Availability is at least 99.5%: no, it is 98.333333 %", "4.2") in found.answer
    assert any(x.endswith("= (43200 min - 0 min - 720 min) / (43200 min - 0 min) = 98.333333 %") for x in said)
    assert Sentence("not in Downtime, caused by customer_isp, one of Excluded Causes: outage O7 (2 h)", "2") in found.answer
    assert "Free Hours * Hourly Fee = 120 h * 1.00 EUR per h = 120.00 EUR" in said
    assert "Full Hours is 12 h, the total of 6: O1 (2 h), O2 (2 h), O3 (2 h), O4 (2 h) and 2 more" in said
    assert "100.00 EUR of it are lost, as not all was claimed well" in said  # only O6 was claimed well
    of_claims = [x.partition(":")[0] for x in said if "the claim of" in x]
    assert of_claims == ["O1", "O2", "O3", "O4", "O5", "O6"]


def test_a_quota_says_what_it_left_out() -> None:
    # Catena: 20 and 15 min within emergency work, of which the first 30 of a month are free: 5 count, beside 190
    found = told("catena-hq", "CH-5", "guarantee/Monthly Uptime Target/2025-06")
    said = answer(found)
    assert "Downtime Minutes is time of Unannounced Downtime + Counted Emergency Minutes = 190 min + 5 min = 195 min" in said
    free = "not in Counted Emergency Minutes, the first 30 minutes each month: outage O1 (20 min), outage O2 (10 min)"
    assert free in said


def test_a_share_says_for_which_it_does_not_hold() -> None:
    found = told("creative-it", "CI-2", "guarantee/Attainment")
    assert any("it holds for 89 of 100, not for" in x and x.endswith("and 7 more") for x in answer(found))


def test_a_row_says_what_it_gives() -> None:
    # eleven broken promises: from five on 15 % of 200.00
    found = told("creative-it", "CI-2", "remedy/Breach Credit")
    assert "11 lies in the row at least 5: 15% of amount of fee = 15 % * 200.00 AUD = 30.00 AUD" in answer(found)


def test_a_bare_number_is_not_said_as_the_percentage_that_equals_it() -> None:
    # the first row of uptime is 1, and not 100%
    assert "Uptime Row: 100 % lies in the row at least 99.9%: 1" in answer(told("creative-it", "CI-2", "guarantee/Uptime"))


def test_what_adds_nothing_to_a_sum_is_not_told() -> None:
    # HopOne: seven kinds of credit, of which power alone gave some: 4 h, 4 days
    said = answer(told("hopone", "HO-10a", "remedy/Service Credit/2025-05"))
    assert any(x.startswith("Power Credits is") for x in said)
    assert not any(x.startswith("Network Credits is") for x in said)


def test_a_promise_of_exactly_so_much_time_is_shown_in_hours() -> None:
    assert answer(told("hopone", "HO-10a", "guarantee/Power/2025-06"))[0] == "breached: it is 3.5 h, and 0 h is promised"


def test_what_is_in_one_of_two_joined_sets_is_not_left_out_by_the_other() -> None:
    # both feeds failed for an hour; feed A alone is no downtime of power, nor are five hours of it
    found = told("hopone", "HO-2a", "measure/Power Downtime")
    assert found.line["value"] == "1"
    assert not any(s.out for section in found.sections for one in section.steps for s in one.shares)
    (counted,) = (x for x in answer(found) if x.startswith("Power Downtime is"))
    assert counted.startswith("Power Downtime is 1 h")


def test_an_item_is_left_out_by_the_condition_it_fails() -> None:
    said = answer(told("hopone", "HO-10a", "measure/Network Downtime/2025-05"))
    assert "not in Network Downtime, service is not network: outage O1 (4 h)" in said


def test_an_open_outage_says_so() -> None:
    assert "Downtime is 360 min: outage O1 (6 h, still open)" in answer(told("layerstack", "LS-9", "measure/Downtime/"))


# ---------------------------------------------------------------- caps
def test_the_cap_that_took_is_named_with_its_limit() -> None:
    # twenty days of July: 28800 / 44640 of 1000.00, twice: 1290.322581, and the fee is the most
    found = told("layerstack", "LS-4", "remedy/SLA Credit/2025-07")
    assert "the cap of the month, amount of fee = 1000.00 USD, took 290.322581 USD" in answer(found)


def test_of_two_caps_of_a_month_the_one_that_took_is_named() -> None:
    # CDNetworks: a whole day earns 66 steps, 462.00; the fee of the day is 33.33, that of the month 1000.00
    (said,) = (x for x in answer(told("cdnetworks", "CD-3a", "remedy/Service Credit/2025-06/a")) if "the cap of" in x)
    assert "Credit By Days" in said
    assert said.endswith("= 33.333333 USD, took 428.666667 USD")


def test_a_cap_says_how_much_of_it_was_used_before() -> None:
    # 1 + 8 * 2 = 17 credits before October; 18 in an agreement year
    found = told("we-aries", "WA-5", "remedy/Service Credit/2024-10")
    assert "the cap of the agreement year, 18 credits, of which 17 credits were used before, took 1 credit" in answer(found)


# ---------------------------------------------------------------- maintenance
def test_maintenance_that_reaches_into_business_hours() -> None:
    # 05:00 to 08:00, and Business Hours begin at 07:00
    (first, *_) = answer(told("furybit", "FB-3", "window"))
    assert first == "2 h of its 3 h are taken out of the downtime, the other 1 h not: inside business hours"


def test_maintenance_with_too_short_a_notice_says_from_when_it_was_long_enough() -> None:
    # told on Monday 2 June; five clear days are 3, 4, 5, 6 and 9 June; the work began on the 9th at 05:00
    found = told("furybit", "FB-3b", "window")
    (said,) = (x for x in answer(found) if x.startswith("notified_at"))
    assert "by reading notice_count: clear, not the adopted one" in said
    assert "long enough from 2025-06-10 00:00 on, and start is 2025-06-09 05:00" in said


# ---------------------------------------------------------------- tickets
def test_a_clock_says_how_long_it_stood_still() -> None:
    # Creative IT, ticket A: paused on Tuesday from 10 to 12
    said = answer(told("creative-it", "CI-7", "guarantee/Response Time/2025-06/A"))
    assert said[1].endswith("from opened, 2025-06-10 09:00; the clock stood still for 2 h")


def test_a_credit_for_a_ticket_says_by_which_condition() -> None:
    # Websoft9: B was answered in time, and documents an outage of the platform; E was late, and documents one too
    late = "Response Time is breached"
    assert not any(late in x for x in answer(told("websoft9", "W9-5a", "remedy/Compensation/2025-05/B")))
    assert any(late in x for x in answer(told("websoft9", "W9-5a", "remedy/Compensation/2025-05/E")))
    for ticket in "BE":
        said = answer(told("websoft9", "W9-5a", f"remedy/Compensation/2025-05/{ticket}"))
        assert "outage is one of (Platform Outage): yes" in said
        assert "5% of amount of fee = 5 % * 100.00 USD = 5.00 USD" in said


def test_a_breach_that_is_excused_says_by_what() -> None:
    found = told("websoft9", "W9-5a", "guarantee/Response Time/2025-05/A")
    assert answer(found)[0].startswith("excused: responded at 2025-05-03 00:00, 12 h late")
    assert "it is excused: caused by Not Eligible Causes: yes, it is emergency_maintenance" in answer(found)


# ---------------------------------------------------------------- what is not decided
def test_a_month_that_is_not_over_says_when_it_ends() -> None:
    found = told("furybit", "FB-6", "guarantee/Availability", as_of="2025-06-03T09:00:00Z")
    assert "that cannot be said yet: 2025-06 ends with 2025-06-30 24:00" in answer(found)
    # half a per cent of 720 h is 3 h 36 min, and three hours had been lost by then
    assert far(found) == ["anything above 36 min more of Downtime, and it would be breached"]
    found = told("furybit", "FB-6", "remedy", as_of="2025-06-03T09:00:00Z")
    assert any("it is pending, as the line guarantee/Availability/2025-06 tells" in x for x in answer(found))


def test_a_right_that_may_yet_fall_says_what_would_undo_it() -> None:
    # Common Paper: March and April were notified; with one of them less two of three months do not hold
    found = told("common-paper", "CP-26", "right/Termination For Repeated Failure/2025-05")
    assert found.line["verdict"] == "pending"
    (said,) = far(found)
    assert said.startswith("1 less than the 2 of 3")
    assert said.endswith("and it would not arise")


# ---------------------------------------------------------------- how far
def test_a_condition_that_would_hold_and_give_nothing_is_not_said_to_be_owed() -> None:
    # exactly 99.9 %, and what is counted from the promise is nothing: a microsecond more is no full step
    found = told("cdnetworks", "CD-1c", "remedy/Service Credit/2025-06/a")
    (said,) = far(found)
    assert said.startswith("any more of Downtime, and its condition would hold;")
    assert "owed" not in said


def test_a_limit_that_is_half_a_decimal_away_is_told_without_its_microsecond() -> None:
    # 99.55 % rounded half up: 99.495 % would still be 99.50; 0.505 % of 43200 min are 218 min 9.6 s, of which 195 are used
    (said,) = far(told("catena-hq", "CH-5", "guarantee/Monthly Uptime Target"))
    assert said == "anything above 23 min 9.6 s more of Counted Emergency Minutes, and it would be breached"


def test_of_other_days_than_those_of_the_line_they_are_named() -> None:
    # seven hours of network failure in any thirty days, here those that end on 1 June
    (said,) = far(told("hopone", "HO-11a", "right/Termination/2025-06"))
    assert "in 20" in said
    assert said.startswith("any more of ")
    assert said.endswith(", and it would arise")


# ---------------------------------------------------------------- the page
def test_a_letter_begins_with_a_sentence() -> None:
    page = markdown(told("furybit", "FB-6", "remedy")).split("\n")
    assert page[2:5] == ["Granted: the right stands [4.4]", "", "- Availability is at least 99.5%: no, it is 98.333333 % [4.2]"]


def test_a_name_that_two_kinds_of_line_bear_is_asked_back_with_both() -> None:
    with pytest.raises(SlaError) as found:
        told("furybit", "FB-6", "availability")
    assert "`measure/Availability`, `guarantee/Availability`" in str(found.value.diagnostics[0].help)


def test_milliseconds_are_told_in_milliseconds() -> None:
    # 68.9 ms are 8.9 above the 60 that are promised; each begun 3 ms earn a day: 3
    said = answer(told("hopone", "HO-7b", "remedy/Service Credit/2025-06"))
    assert any(x.endswith("= 68.9 ms - 60 ms = 8.9 ms") for x in said)
    assert any(x.endswith("= 8.9 ms, rounded up = 9 ms") for x in said)
    assert any(x.endswith("= 1 day_credit / 3 ms * 9 ms = 3 day_credits") for x in said)


TWO = [
    {"event": "outage", "subscription": "acme", "id": "X/1", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T15:00:00Z"},
    {"event": "outage", "subscription": "beta", "id": "X/1", "start": "2025-06-30T22:00:00Z", "end": None},
]


def test_lines_of_several_subscriptions_say_whose_they_are() -> None:
    asked = {"from_": "2025-06", "to": "2025-06", "as_of": "2025-07-01T00:00:00Z"}
    both = contract("furybit").explain(TWO, "measure/Downtime", every=True, **asked)
    assert [title(x) for x in both] == ["measure/Downtime/2025-06 (acme): 420 min", "measure/Downtime/2025-06 (beta): 120 min"]
    (one,) = contract("furybit").explain(TWO, "measure/Downtime", subscription="beta", **asked)
    assert title(one) == "measure/Downtime/2025-06: 120 min"


def test_an_outage_that_is_still_open_keeps_its_promise_open() -> None:
    asked = {"from_": "2025-06", "to": "2025-06", "as_of": "2025-07-01T00:00:00Z", "subscription": "beta"}
    (found,) = contract("furybit").explain(TWO, "guarantee/Recovery Time Objective/2025-06/X/1", **asked)
    assert "that cannot be said yet: X/1 is still open" in answer(found)
    assert far(found) == [
        "anything above 6 h more of Counted Time, and it would be breached"
    ]  # eight hours, of which two are over


def test_an_outage_without_the_notification_that_counts_says_which_one_was_asked_for() -> None:
    # LayerStack: one told nobody, one wrote when all was over, one telephoned
    said = answer(told("layerstack", "LS-3", "measure/Downtime/"))
    missing = "no notification where channel is email in it"
    assert f"not in Downtime, {missing}: outage O1 (24 h), outage O2 (5 h), outage O3 (5 h)" in said
