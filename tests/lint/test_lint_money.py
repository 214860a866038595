"""Caps, rows and amounts that cannot be what was meant; each with the neighbour that can."""

from __future__ import annotations

import pytest
from linting import codes, found, paid, remedy

ROWS = "| at least 99% and below 99.9% | 5% of amount of fee | | below 99% | 20% of amount of fee |"


@pytest.mark.parametrize(
    ("cap", "idle"),
    [
        ("at most 20% of amount of fee each month", False),  # says the highest row again
        ("at most 20.1% of amount of fee each month", True),
        ("at most amount of fee each month", True),
        ("at most amount of fee each calendar year", False),  # twelve months may be dearer than they are now
        ("at most 500 EUR each month", False),  # a fifth of a fee that nobody knows
    ],
)
def test_a_cap_is_held_against_the_rows_that_are_parts_of_the_same_fee(cap: str, idle: bool) -> None:
    assert codes(paid(ROWS, cap), "uptime") == (["SLA931"] if idle else [])


@pytest.mark.parametrize(("points", "idle"), [(23, False), (24, False), (25, True)])
def test_a_cap_of_a_year_is_held_against_twelve_months(points: int, idle: bool) -> None:
    """Two points at most in each of twelve months are 24."""
    rows = "| at least 99% and below 99.9% | 1 point | | below 99% | 2 points |"
    clauses = "unit point.\n" + remedy(
        f"tiers of Uptime: {rows}", f"at most {points} points each calendar year", unit=" in points"
    )
    assert codes(clauses, "uptime") == (["SLA931"] if idle else [])


def test_a_cap_is_held_against_a_share_from_a_table_times_a_fee() -> None:
    share = "measure Share [3] each month: tiers of Uptime: | at least 99% and below 99.9% | 5% | | below 99% | 20% |.\n"
    assert codes(share + remedy("Share * amount of fee", "at most 30% of amount of fee each month"), "uptime") == ["SLA931"]
    assert codes(share + remedy("2 * Share * amount of fee", "at most 30% of amount of fee each month"), "uptime") == []


def test_of_two_caps_of_one_time_the_higher_one_is_idle() -> None:
    pays = "Downtime / 1 hour * 10% of amount of fee"
    [one] = found(remedy(pays, "at most 50% of amount of fee each month; at most amount of fee each month"), "uptime")
    assert (one.code, one.message) == ("SLA931", "another cap of `Credit` is always lower than `amount of fee`")
    assert codes(remedy(pays, "at most 50% of amount of fee each month; at most 60 EUR each month"), "uptime") == []


def test_a_cap_on_what_grows_with_downtime_may_bind() -> None:
    assert codes(remedy("Downtime / 1 hour * 10% of amount of fee", "at most amount of fee each month"), "uptime") == []


@pytest.mark.parametrize(
    ("row", "dead"),
    [
        ("more than 100%", True),  # a share of the month is at most all of it
        ("at least 99.9% and at most 100%", True),  # the guarantee is kept there, and the remedy needs its breach
        ("at least 99.8% and below 99.9%", False),
    ],
)
def test_a_row_must_be_reached_by_some_month(row: str, dead: bool) -> None:
    below = {"more than 100%": "at most 100%"}.get(row, f"below {row.split()[2]}")
    rows = f"| {below} | 10% of amount of fee | | {row} | 5% of amount of fee |"
    assert codes(paid(rows), "uptime", ("SLA932",)) == (["SLA932"] if dead else [])


def test_a_row_that_pays_nothing_where_the_promise_is_kept_is_no_slip() -> None:
    rows = "| below 99.9% | 10% of amount of fee | | at least 99.9% | 0% of amount of fee |"
    assert codes(paid(rows), "uptime") == []


@pytest.mark.parametrize(
    ("upper", "lower", "falls"), [("5%", "20%", False), ("20%", "5%", True), ("20%", "0%", True), ("5%", "5%", False)]
)
def test_worse_is_not_paid_less(upper: str, lower: str, falls: bool) -> None:
    rows = f"| at least 99% and below 99.9% | {upper} of amount of fee | | below 99% | {lower} of amount of fee |"
    assert codes(paid(rows), "uptime") == (["SLA933"] if falls else [])


def test_of_downtime_more_is_worse() -> None:
    promise = "guarantee Downtime [2] each month: Downtime is at most 4 hours.\n"
    rows = "tiers of Downtime: | more than 4 hours and at most 8 hours | {} EUR | | more than 8 hours | {} EUR |"
    when = "when Downtime is breached; "
    assert codes(promise + remedy(rows.format(10, 5), when=when), "uptime") == ["SLA933"]
    assert codes(promise + remedy(rows.format(5, 10), when=when), "uptime") == []


@pytest.mark.parametrize(
    ("hours", "each", "whole"), [(744, "month", False), (750, "month", True), (30, "day", True), (23, "day", False)]
)
def test_no_month_has_more_than_744_hours_and_one_of_the_clock(hours: int, each: str, whole: bool) -> None:
    clauses = f"Counted [2] means every outage; except the first {hours} hours each {each}.\n"
    assert codes(clauses + "measure Downtime [2] each month in minutes: time of Counted.") == (["SLA934"] if whole else [])


def test_more_than_the_whole_fee_is_said_as_a_multiple() -> None:
    assert codes(remedy("100.5% of amount of fee"), "uptime") == ["SLA935"]
    assert codes(remedy("2 * amount of fee"), "uptime") == []


@pytest.mark.parametrize(("cap", "clipped"), [("20%", False), ("19%", True)])
def test_a_row_is_not_above_its_cap(cap: str, clipped: bool) -> None:
    assert codes(paid(ROWS, f"at most {cap} of amount of fee each month"), "uptime") == (["SLA936"] if clipped else [])
    share = "measure Sum [3] each month: tiers of Uptime: " + ROWS + ".\n"
    clauses = share + remedy("Sum", f"at most {cap} of amount of fee each month")
    assert codes(clauses, "uptime") == (["SLA936"] if clipped else [])
