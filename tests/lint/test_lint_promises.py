"""Promises, remedies, exceptions and claims that cannot be what was meant; each with the neighbour that can."""

from __future__ import annotations

import pytest
from linting import codes, found, remedy

TEN = remedy("10 EUR", "at most 10 EUR each month")
DOWNTIME = "measure Downtime [2] each month in minutes: time of Counted."
AT_DAWN = "window Work [2]: covers maintenance; {}.\nCounted [2] means every outage; except during Work.\n" + DOWNTIME


# ---------------------------------------------------------------- promises
@pytest.mark.parametrize(
    ("promise", "settled"),
    [
        ("Uptime is at least 100%", False),  # hard, and what some agreements say
        ("Uptime is at least 101%", True),
        ("Uptime is more than 100%", True),
        ("Uptime is at most 100%", True),
        ("Downtime is at least 0 minutes", True),
        ("Downtime is at most 0 minutes", False),
        ("Downtime is below 0 minutes", True),
        ("Downtime / time of the month is at most 100%", True),
    ],
)
def test_a_promise_can_be_kept_and_broken(promise: str, settled: bool) -> None:
    assert codes(f"guarantee Other [2] each month: {promise}.\n{TEN}", "uptime") == (["SLA941"] if settled else [])


@pytest.mark.parametrize(("least", "slip"), [("0.995%", True), ("1%", True), ("1.5%", False), ("50%", False)])
def test_a_hundredth_is_no_promise(least: str, slip: bool) -> None:
    clauses = f"guarantee Other [2] each month: Uptime is at least {least}.\n{TEN}"
    assert codes(clauses, "uptime") == (["SLA942"] if slip else [])


def test_an_error_rate_below_one_per_cent_is_a_promise() -> None:
    assert codes(f"guarantee Other [2] each month: Downtime / time of the month is at most 0.5%.\n{TEN}", "uptime") == []


def test_a_contract_says_what_follows() -> None:
    promise = "guarantee Uptime [2] each month: time of every outage is at most 90 minutes.\n"
    right = "right Leaving [6] each month: when Uptime is breached; exercised by termination."
    assert codes(promise) == ["SLA943"]
    assert codes(promise + TEN) == []
    assert codes(promise + right) == []
    assert codes(promise + 'record liability [7]: "as the law says".') == []


def test_a_remedy_needs_a_breach() -> None:
    assert codes(remedy("10% of amount of fee", when=""), "uptime") == ["SLA944"]
    assert codes(remedy("10 EUR", when=""), "uptime") == ["SLA944"]
    # it pays nothing while nothing is down
    assert codes(remedy("Downtime / 1 hour * 10% of amount of fee", when=""), "uptime") == []
    # a customer's charge is no remedy
    assert codes("remedy Charge [3] each month: pays 10 EUR; no cap; owed by the customer; without a claim.", "uptime") == []


@pytest.mark.parametrize(
    ("when", "never"),
    [
        ("all of (Uptime is breached; Uptime is met)", True),
        ("all of (Uptime is below 99%; Uptime is at least 99.5%)", True),
        ("all of (Uptime is below 99.5%; Uptime is at least 99%)", False),
        ("number of (Uptime is breached) for each month of the last 3 months is at least 4", True),
        ("number of (Uptime is breached) for each month of the last 3 months is at least 3", False),
        ("number of (Uptime is breached) for each month of the last 4 months is at least 4", False),
    ],
)
def test_a_right_can_arise(when: str, never: bool) -> None:
    clauses = f"right Leaving [6] each month: when {when}; exercised by termination."
    assert codes(clauses, "uptime") == (["SLA945"] if never else [])


@pytest.mark.parametrize(
    ("least", "never"),
    [("more than 50 EUR", True), ("at least 50 EUR", False), ("at least 51 EUR", True), ("more than 49 EUR", False)],
)
def test_what_must_be_reached_can_be_reached(least: str, never: bool) -> None:
    """Fifty euros a month are the most that is paid, by the amount or by the cap."""
    for pays, cap in (("50 EUR", "no cap"), ("Downtime / 1 hour * 10 EUR", "at most 50 EUR each month")):
        clauses = remedy(pays, f"{cap}; nothing unless {least}")
        assert codes(clauses, "uptime") == (["SLA945"] if never else [])


def test_a_remedy_rests_on_something_that_was_promised() -> None:
    late = "Late Repair [3] means every ticket; only where incident.\n"
    pays = remedy("number of Late Repair * 10 EUR", when="")
    promise = "guarantee Answer [4] of each ticket: from opened until responded; within 4 hours.\n"
    assert codes(late + pays, "uptime") == ["SLA946"]
    assert codes(promise + late + pays) == []


# ---------------------------------------------------------------- exceptions
@pytest.mark.parametrize(
    ("limbs", "left"),
    [
        ("except during every outage", False),
        ("except during All Hours", False),
        ("except during Business Hours", True),
        ("only during Business Hours; except during Business Hours", False),
        ("only where primary; except where primary", False),
        ("only where cause is fire; only where cause is flood", False),
        ("only where cause is fire; except where cause is flood", True),
        ("except where any of (primary; not primary)", False),
        ("except where end is before start", True),
        ("except during (Business Hours, every maintenance)", True),
    ],
)
def test_an_exception_leaves_something(limbs: str, left: bool) -> None:
    hours = """All Hours [1] means 00:00 to 24:00 on Monday to Sunday.
Business Hours [1] means 08:00 to 17:00 on Monday to Friday.
measure Spare [1] each month in hours: time of All Hours - time of Business Hours.
"""
    select = ("SLA951",)
    assert codes(f"{hours}Counted [2] means every outage; {limbs}.\n{DOWNTIME}", select=select) == ([] if left else ["SLA951"])


def test_only_the_term_is_named_at_which_it_happens() -> None:
    clauses = "Counted [2] means every outage; except during every outage.\n"
    clauses += "Other [2] means Counted; except during every maintenance.\n"
    [one] = found(clauses + DOWNTIME + "\nmeasure Others [2] each month in minutes: time of Other.")
    assert one.message == "nothing is left of `Counted`: what it excepts holds all that it names"


def test_the_guarantee_is_named_that_counts_nothing() -> None:
    clauses = "Counted [2] means every outage; except during every outage.\n" + DOWNTIME
    promise = '\nguarantee Loss [2] each month: Downtime is at most 9 minutes.\nrecord remedy [7]: "none".'
    assert [d.message for d in found(clauses + promise, select=("SLA951",))] == [
        "nothing is left of `Counted`: what it excepts holds all that it names, and `Loss` counts nothing"
    ]


@pytest.mark.parametrize(
    ("excused", "swallowed"), [("always", True), ("any of (incident; not incident)", True), ("incident", False)]
)
def test_not_every_breach_is_excused(excused: str, swallowed: bool) -> None:
    clauses = f"guarantee Answer [4] of each ticket: from opened until responded; within 4 hours; excused when {excused}.\n"
    assert codes(clauses + 'record remedy [7]: "none".') == (["SLA951"] if swallowed else [])


@pytest.mark.parametrize(
    ("limb", "code"),
    [
        ("requires notified_at is at least 48 hours before start", None),
        ("requires start is at least 48 hours before start", "SLA952"),
        ("requires end is at least 48 hours before start", "SLA952"),
        ("requires end is before start", "SLA952"),
        ("requires always", "SLA953"),
        ("requires all of (kind is planned; kind is urgent)", "SLA952"),
        ("requires kind is planned; requires kind is urgent", "SLA952"),
        ("requires kind is planned; requires published", None),
        ("only the first 28 hours each day", "SLA934"),
        ("only the first 4 hours each month", None),
        ("only outside 08:00 to 17:00 on Monday to Friday", None),
        ("only outside 00:00 to 24:00 on Monday to Sunday", "SLA952"),
        ("expects published, or flag unpublished", "SLA953"),  # it only flags, and excludes all the same
    ],
)
def test_a_window_asks_what_can_be_met(limb: str, code: str | None) -> None:
    assert (code in codes(AT_DAWN.format(limb))) if code else codes(AT_DAWN.format(limb)) == []


def test_a_window_over_every_outage_leaves_none() -> None:
    clauses = "window Announced [2]: covers outage.\nCounted [2] means every outage; except during Announced.\n"
    assert codes(clauses + DOWNTIME) == ["SLA953", "SLA951"]


# ---------------------------------------------------------------- claims
@pytest.mark.parametrize(
    ("window", "early"),
    [
        ("3 elapsed days after start of the month", True),
        ("5 Business Days after start of the month", True),
        ("40 elapsed days after start of the month", False),  # every month is over by then
        ("0 hours after end of the month", True),
        ("3 elapsed days after end of the month", False),
        ("3 days after the month", False),
    ],
)
def test_a_claim_can_be_made_when_one_knows(window: str, early: bool) -> None:
    days = "Business Days [1] means Monday to Friday.\n" if "Business" in window else ""
    claim = f"claim Credit [3] each month: filed within {window}.\n"
    assert codes(days + claim + TEN.replace("without a claim", "claimed by Credit"), "uptime") == (["SLA961"] if early else [])


@pytest.mark.parametrize(("hours", "early"), [(2, True), (8, False), (9, False)])
def test_a_missed_answer_is_known_when_it_was_due(hours: int, early: bool) -> None:
    clauses = f"""guarantee Answer [4] of each ticket: from opened until responded; within 8 hours.
Missed [4] means every ticket; only where Answer is breached.
claim Credit [4] of each Missed: filed within {hours} hours after opened.
remedy Credit [4] of each Missed each month: pays 5 EUR; at most 50 EUR each month; claimed by Credit."""
    assert codes(clauses) == (["SLA961"] if early else [])


@pytest.mark.parametrize(("days", "early"), [(20, True), (30, False), (90, False)])
def test_a_credit_outlives_its_claim(days: int, early: bool) -> None:
    claim = "claim Credit [3] each month: filed within 30 elapsed days after end of the month.\n"
    pays = TEN.replace("without a claim", f"claimed by Credit; expires within {days} elapsed days after end of the month")
    assert codes(claim + pays, "uptime") == (["SLA962"] if early else [])
