"""Names and readings that say nothing, or too much; each with the neighbour that is fine."""

from __future__ import annotations

import pytest
from linting import codes, found

DOWNTIME = "measure Downtime [2] each month in minutes: time of every outage.\n"
READING = 'reading r [2]: a "the first"; b "the second"; c "the third"; adopted a because "it is the plain sense".\n'


def test_what_check_says_of_use_and_of_sources_is_told_here_too() -> None:
    assert codes(DOWNTIME + "Spare [3] means every outage; only where primary.") == ["SLA104"]
    assert codes(DOWNTIME.replace(" [2]", "")) == ["SLA509"]


@pytest.mark.parametrize(
    ("term", "detour"),
    [
        ("Limit means 90 minutes", True),
        ("Limit [2] means 90 minutes", False),  # the agreement defines it
        ("Limit means 90 minutes; 60 minutes when number of every outage is more than 3", False),
        ("Limit means 1% * time of the month", False),  # it names a calculation
    ],
)
def test_a_term_says_something(term: str, detour: bool) -> None:
    clauses = f'section 2 "Limits".\n{term}.\n{DOWNTIME}measure Over [2] each month in minutes: Downtime - Limit.'
    assert codes(clauses) == (["SLA911"] if detour else [])


def test_a_number_that_is_used_twice_deserves_a_name_and_another_name_does_not() -> None:
    twice = "measure Over [2] each month in minutes: Downtime - {0}.\nmeasure Left [2] each month in minutes: {0} - Downtime."
    assert codes('section 2 "Limits".\nLimit means 90 minutes.\n' + DOWNTIME + twice.format("Limit")) == []
    alias = 'section 2 "Limits".\nLimit [2] means 90 minutes.\nBound means Limit.\n'
    assert codes(alias + DOWNTIME + twice.format("Bound")) == ["SLA911"]


@pytest.mark.parametrize(
    ("other", "near"),
    [("Down Time", True), ("DownTime", True), ("Downtimes", True), ("Downtime Two", False), ("Uptime", False)],
)
def test_measures_have_names_that_nobody_confuses(other: str, near: bool) -> None:
    clauses = DOWNTIME + f"measure {other} [2] each month in minutes: time of the month - Downtime."
    assert codes(clauses) == (["SLA912"] if near else [])


def test_a_measure_may_count_what_a_term_names() -> None:
    clauses = "Failure [2] means every outage; only where primary.\nmeasure Failures [2] each month: number of Failure."
    assert codes(clauses) == []


@pytest.mark.parametrize(
    ("term", "use", "hides"),
    [
        ("Priority of each ticket [4] means priority; low when channel is email", "Priority is low", False),
        ("Channel of each ticket [4] means email; phone when incident", "Channel is email", True),
        ("Lateness of each ticket [4] means responded - opened", "Lateness is more than 1 hour", False),
    ],
)
def test_a_term_is_about_what_it_is_named_after(term: str, use: str, hides: bool) -> None:
    clauses = f"{term}.\nmeasure Cases [4] each month: number of ({use}) for each ticket of the month."
    assert codes(clauses) == (["SLA913"] if hides else [])


def test_an_event_and_a_period_are_not_renamed_in_silence() -> None:
    assert codes("Outage [2] means every outage; only where primary.\n" + DOWNTIME.replace("every outage", "Outage")) == []
    assert codes("Outage [2] means every maintenance.\n" + DOWNTIME.replace("every outage", "Outage")) == ["SLA913"]
    month = "Month [2] means 30 elapsed days; 31 elapsed days when number of every outage is 0.\n"
    assert codes(month + "measure Share [2] each month: time of every outage / Month.") == ["SLA913"]


def test_hours_may_be_called_so() -> None:
    assert codes(DOWNTIME.replace("Downtime", "Hours").replace("in minutes", "in hours")) == []


def test_twins_have_one_meaning_one_period_and_two_names() -> None:
    assert codes(DOWNTIME + DOWNTIME.replace("Downtime", "Failure Time")) == ["SLA914"]
    assert codes(DOWNTIME + DOWNTIME.replace("Downtime", "Failure Time").replace("month", "quarter")) == []


@pytest.mark.parametrize(
    ("clause", "used"),
    [
        ("unit point.", ""),
        ("event survey: at instant; score number.", "measure Surveys [2] each month: number of every survey."),
        ("window Work [2]: covers maintenance where kind is planned.", "Other [2] means every outage; except during Work.\n"
         "measure Other Time [2] each month in hours: time of Other."),
    ],
)  # fmt: skip
def test_what_is_declared_is_used(clause: str, used: str) -> None:
    assert codes(DOWNTIME + clause) == ["SLA915"]
    assert not used or codes(DOWNTIME + clause + "\n" + used) == []


def test_a_window_that_never_excludes_need_not_be_named() -> None:
    assert codes(DOWNTIME + "window Work [2]: covers maintenance; never excluded.") == []


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ("a: 1 minute; b: 2 minutes; c: 3 minutes", None),
        ("a: 1 minute; b: 60 seconds; c: 3 minutes", "`a` and `b` of the reading `r` lead to the same rule"),
        ("a: 1 minute; b: 1 minute; c: 1 minute", "the reading `r` changes nothing: all its values lead to the same rule"),
    ],
)
def test_the_values_of_a_reading_differ(choices: str, message: str | None) -> None:
    clauses = READING + f"measure Downtime [2] each month in minutes: time of every outage + by reading r ({choices})."
    assert [d.message for d in found(clauses)] == ([message] if message else [])


def test_values_that_differ_in_one_place_differ() -> None:
    places = "by reading r (a: 1 minute; b: 1 minute; c: 2 minutes) + by reading r (a: 1 minute; b: 5 minutes; c: 5 minutes)"
    assert codes(READING + f"measure Downtime [2] each month in minutes: time of every outage + {places}.") == []


@pytest.mark.parametrize(
    ("because", "reasoned"), [("the words are plain", True), ("", False), ("TBD.", False), ("The first!", False)]
)
def test_a_reason_is_more_than_its_sense(because: str, reasoned: bool) -> None:
    reading = READING.replace("it is the plain sense", because)
    clauses = reading + "measure Downtime [2] each month in minutes: by reading r (a: 1 minute; b: 2 minutes; c: 3 minutes)."
    assert codes(clauses) == ([] if reasoned else ["SLA922"])


def test_senses_differ_and_assumptions_have_reasons() -> None:
    reading = READING.replace("the second", "The first")
    used = "measure Downtime [2] each month in minutes: by reading r (a: 1 minute; b: 2 minutes; c: 3 minutes).\n"
    assert codes(reading + used) == ["SLA922"]
    assert codes(used.replace("by reading r (a: 1 minute; b: 2 minutes; c: 3 minutes)", "time of every outage") +
                 'assumption "A-1" [2]: "a minute is sixty seconds" because "todo".') == ["SLA922"]  # fmt: skip
