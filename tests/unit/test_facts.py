"""In: facts that are missing, many, or the contract's own. Out: lines for each, warnings for what is missing, no crash."""

from __future__ import annotations

from fractions import Fraction

import pytest

from .small import Event, contract, fee, line, of_item, outage, run, small, utc

CONTRACTS = ["we-aries", "websoft9", "layerstack", "furybit", "stellar-cyber"]


def codes(statement: object) -> list[str]:
    return sorted(w["code"] for w in statement.warnings)  # type: ignore[attr-defined]


# ---------------------------------------------------------------- several subscriptions, missing facts
def test_several_subscriptions_do_not_mix() -> None:
    # a: 7 hours at 720/720; b: 4 hours at 1440/720
    events = [
        fee("720.00", subscription="a", currency="EUR"),
        fee("1440", subscription="b", currency="JPY"),
        outage("O", "10 08:00", "10 15:00", subscription="a"),
        outage("O", "10 08:00", "10 12:00", subscription="b"),
    ]
    statement = run("furybit", events)
    found = [line(statement, "remedy", "Service Level Credit", subscription=name) for name in ("a", "b")]
    assert [x["earned"] for x in found] == ["70.00", "80"]
    assert [x["unit"] for x in found] == ["EUR", "JPY"]
    assert [x["value"] for x in statement.lines if x["name"] == "Downtime"] == ["420", "240"]


def test_zones_of_subscriptions() -> None:
    # 1 June, 02:00 UTC is still May in Los Angeles
    events: list[Event] = [
        {"event": "subscription", "subscription": "la", "zone": "America/Los_Angeles"},
        {"event": "subscription", "subscription": "utc"},
        *(outage("O", "01 02:00", "01 03:00", subscription=name) for name in ("la", "utc")),
    ]
    statement = contract("stellar-cyber").run(events, from_="2025-05", to="2025-06")
    down = {(x["subscription"], x["period"]): x["value"] for x in statement.lines if x["name"] == "Unavailability"}
    assert down == {("la", "2025-05"): "60", ("la", "2025-06"): "0", ("utc", "2025-05"): "0", ("utc", "2025-06"): "60"}


def test_a_missing_fee_is_a_warning_that_says_whose() -> None:
    statement = run("furybit", [outage("O", "10 08:00", "10 15:00")])
    assert line(statement, "remedy", "Service Level Credit")["earned"] == "0.00"
    assert line(statement, "measure", "Full Hours")["value"] == "0"
    assert codes(statement) == ["no_fee"]
    events = [outage("O", "10 08:00", "10 15:00", subscription=name) for name in ("a", "b")]
    both = run("furybit", [*events, fee("1.00", subscription="b")]).warnings
    assert [w["code"] for w in both] == ["no_fee"]
    assert "`a`" in both[0]["message"]
    assert "2025-06" in both[0]["message"]


@pytest.mark.parametrize("name", ["websoft9", "stellar-cyber", "we-aries"])
def test_a_missing_subscription_is_a_warning(name: str) -> None:
    assert "no_subscription" in codes(run(name, []))


def test_an_undeclared_service_counts_for_nothing() -> None:
    events = [
        {"event": "service", "service": "vps"},
        fee("100.00", service="vps"),
        outage("O", "10 00:00", "11 00:00", service="ghost"),
        {"event": "notification", "at": utc("10 00:00"), "outage": "O"},
    ]
    statement = run("layerstack", events)
    (told,) = [w["message"] for w in statement.warnings if w["code"] == "undeclared_service"]
    assert "`ghost`" in told
    assert [x.get("service") for x in statement.lines if x["line"] == "measure"] == ["vps", "vps"]
    assert line(statement, "measure", "Downtime", service="vps")["value"] == "0"


def test_unit_shares() -> None:
    # a: 4 of 200 units, 720 of 43,200 minutes down (98.33%): 2% x 5% x 10,000 = 10.00
    events = [
        {"event": "subscription", "units": 200},
        {"event": "service", "service": "a", "units": 4},
        {"event": "service", "service": "b", "units": 196},
        fee("10000.00"),
        outage("O", "10 00:00", "10 12:00", service="a"),
    ]
    statement = run("stellar-cyber", events)
    assert line(statement, "remedy", "Availability Credit")["earned"] == "10.00"
    assert line(statement, "measure", "Service Availability", service="b")["value"] == "1"


# ---------------------------------------------------------------- which months are shown
@pytest.mark.parametrize(
    ("from_", "to", "months"),
    [
        (None, None, ["2025-05", "2025-08"]),
        ("2025-Q2", None, ["2025-04", "2025-05", "2025-06", "2025-07", "2025-08"]),
        (None, "2025-Q2", ["2025-04", "2025-05", "2025-06"]),
        ("2025-Q4", None, ["2025-10", "2025-11", "2025-12"]),
        ("2025-07-20/2025-08-02", "2025-07-20/2025-08-02", ["2025-07", "2025-08"]),
        ("2025-06", "2025-06", ["2025-06"]),
    ],
)
def test_months_shown(from_: str | None, to: str | None, months: list[str]) -> None:
    events = [
        outage("O", "2025-05-10T00:00:00Z", "2025-05-11T00:00:00Z"),
        outage("P", "2025-08-10T00:00:00Z", "2025-08-11T00:00:00Z"),
    ]
    lines = contract("furybit").run(events, from_=from_, to=to).lines
    assert [x["period"] for x in lines if x["name"] == "Downtime"] == months


def test_an_open_outage_of_long_ago_touches_the_month_in_which_it_began() -> None:
    lines = contract("furybit").run([outage("O", "1950-01-10T00:00:00Z", None)]).lines
    assert [x["period"] for x in lines if x["name"] == "Downtime"] == ["1950-01"]


@pytest.mark.parametrize("name", CONTRACTS)
def test_no_events_at_all(name: str) -> None:
    empty = contract(name).run([])
    assert not [x for x in empty.lines if x["line"] not in ("obligation", "total")]
    month = run(name, [])
    assert {x["verdict"] for x in month.lines if x["line"] == "guarantee"} <= {"met", "no_data"}
    assert not [x for x in month.lines if x["line"] == "remedy" and x["status"] != "none"]


@pytest.mark.parametrize("name", CONTRACTS)
@pytest.mark.parametrize(("start", "end"), [("1900-01-01T00:00:00Z", "1900-01-02T00:00:00Z"), ("1900-01-01T00:00:00Z", None)])
def test_the_first_year(name: str, start: str, end: str | None) -> None:
    # the offsets of those years had seconds, which RFC 3339 cannot write: such instants are written in UTC
    restore = {"event": "restore", "id": "R", "requested": start}
    for found in contract(name).run([outage("O", start, end), restore]).lines:
        if "due" in found:
            assert found["due"].endswith("+00:00")


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_last_year(name: str) -> None:
    events = [outage("O", "2999-12-30T00:00:00Z", "2999-12-30T12:00:00Z"), fee("100.00", "2999-12")]
    assert [x for x in run(name, events, "2999-12").lines if x["line"] == "remedy"]


def test_an_old_fact_does_not_hide_the_office_hours_of_today() -> None:
    # 05:00 to 08:00 on a Tuesday, announced in time: only the two hours before 07:00 are excluded
    events = [
        {"event": "arrears", "start": "1985-01-01T00:00:00Z", "end": "1985-02-01T00:00:00Z"},
        {
            "event": "maintenance",
            "id": "M",
            "kind": "scheduled",
            "notified_at": utc("02 00:00"),
            "start": utc("10 05:00"),
            "end": utc("10 08:00"),
        },
    ]
    statement = run("furybit", events)
    assert line(statement, "measure", "Scheduled Downtime")["value"] == "120"
    assert of_item(statement, "window", "Scheduled Maintenance", "M")["flags"] == ["inside_business_hours"]


def test_ids_of_different_types_are_different() -> None:
    # outage, ticket, maintenance and claim are all called X
    events = [
        fee("720.00"),
        outage("X", "10 08:00", "10 15:00"),
        {"event": "maintenance", "id": "X", "kind": "emergency", "start": utc("10 08:00"), "end": utc("10 09:00")},
        {"event": "ticket", "id": "X", "outage": "X", "opened": utc("10 16:00")},
        {
            "event": "claim",
            "id": "X",
            "at": utc("11 00:00"),
            "outages": ["X"],
            "details": ["areas", "times", "users", "estimate", "ticket"],
        },
    ]
    assert line(run("furybit", events), "remedy", "Service Level Credit")["awarded"] == "70.00"


# ---------------------------------------------------------------- conservation
def test_the_account_sums_to_the_month() -> None:
    # 08:00 to 12:00 is down; 09:00 to 10:00 of it lies in an announced window; an outage of the customer's own is excluded
    events = [
        outage("O", "14 08:00", "14 12:00"),
        outage("P", "15 08:00", "15 09:00", cause="customer_isp"),
        {
            "event": "maintenance",
            "id": "M",
            "kind": "scheduled",
            "notified_at": utc("02 00:00"),
            "start": utc("14 09:00"),
            "end": utc("14 10:00"),
        },
    ]
    account = line(run("furybit", events), "measure", "Downtime")["account"]
    assert account == {"counted": "180", "rest": "42900", "excluded causes": "60", "Scheduled Maintenance": "60"}
    assert sum(map(Fraction, account.values())) == 43200


# ---------------------------------------------------------------- an event type of the contract's own
DELIVERIES = """
event delivery [1]: ordered instant; at instant; weight number; place text; paid money; express yes_or_no.
Late Delivery [1] means every delivery; only where at - ordered is more than 24 hours.
guarantee Delivery Time [1] of each delivery:
    at - ordered is at most 24 hours when express;
    at - ordered is at most 72 hours.
measure Deliveries [1] each month: number of Late Delivery.
guarantee Punctuality [1] each month: Deliveries is at most 1.
remedy Delivery Credit [1] of each Late Delivery each month:
    pays 10% of paid;
    no cap;
    without a claim.
"""


def test_an_event_type_of_the_contract() -> None:
    events: list[Event] = [
        # 24 hours; 48 hours; 25 hours, express
        {"event": "delivery", "id": "D1", "ordered": utc("10 08:00"), "at": utc("11 08:00"), "paid": "10.00"},
        {"event": "delivery", "id": "D2", "ordered": utc("10 08:00"), "at": utc("12 08:00"), "paid": "20.00"},
        {"event": "delivery", "id": "D3", "ordered": utc("10 08:00"), "at": utc("11 09:00"), "paid": "5.55", "express": True},
    ]
    statement = run(small(DELIVERIES), events)
    verdicts = {n: of_item(statement, "guarantee", "Delivery Time", n)["verdict"] for n in ("D1", "D2", "D3")}
    assert verdicts == {"D1": "met", "D2": "met", "D3": "breached"}
    # a difference of instants is a time, 48 hours, and no instant
    assert of_item(statement, "guarantee", "Delivery Time", "D2")["value"] == "48"
    assert line(statement, "measure", "Deliveries")["value"] == "2"
    assert line(statement, "guarantee", "Punctuality")["verdict"] == "breached"
    # 10% of 20.00 and of 5.55: 2.555, rounded once
    assert line(statement, "remedy", "Delivery Credit")["awarded"] == "2.56"


# ---------------------------------------------------------------- what a reader is told beside the figures
def test_the_days_that_made_a_deadline() -> None:
    # ten Federal Days after 10 June; the 19th is Juneteenth, so the tenth is the 25th
    events = [fee("1000.00"), outage("O", "10 00:00", "10 12:00")]
    found = line(run("stellar-cyber", events), "claim", "Availability Credit")
    assert found["deadline"] == "2025-06-26T00:00:00+00:00"
    assert (found["counted"]["from"], found["counted"]["days"]) == ("2025-06-10T12:00:00+00:00", 10)
    assert [skipped["date"] for skipped in found["counted"]["skipped"]] == ["2025-06-19"]
    # a month without unavailability has nothing to claim, and no deadline
    quiet = line(run("stellar-cyber", [fee("1000.00")]), "claim", "Availability Credit")
    assert (quiet.get("deadline"), quiet.get("counted"), quiet["reasons"]) == (None, None, [])


def test_a_credit_above_the_fee_is_a_warning() -> None:
    # 96 full hours earn 960 free ones, of a month that has 720
    events = [
        fee("720.00"),
        outage("O", "10 00:00", "14 00:00"),
        {"event": "ticket", "id": "T", "outage": "O", "opened": utc("14 01:00")},
        {
            "event": "claim",
            "at": utc("14 02:00"),
            "outages": ["O"],
            "details": ["areas", "times", "users", "estimate", "ticket"],
        },
    ]
    statement = run("furybit", events)
    assert line(statement, "remedy", "Service Level Credit")["awarded"] == "960.00"
    assert codes(statement) == ["above_fee"]


def test_maintenance_of_an_unknown_kind_is_a_warning() -> None:
    work = {"event": "maintenance", "id": "M", "start": utc("10 00:00"), "end": utc("10 01:00")}
    assert codes(run("furybit", [work | {"kind": "odd"}])) == ["no_window"]
    assert codes(run("furybit", [work | {"kind": "regular"}])) == []


@pytest.mark.parametrize(
    ("as_of", "longest", "verdict"),
    [
        # the last of five daily backups is of 5 June, 02:00; a day later there is still time
        ("2025-06-06T02:00:00+08:00", "24", "pending"),
        ("2025-06-06T02:00:01+08:00", "86401/3600", "breached"),
        # to the end of June it is 25 days and 22 hours
        (None, "622", "breached"),
    ],
)
def test_the_gap_since_the_last_backup(as_of: str | None, longest: str, verdict: str) -> None:
    events = [{"event": "backup", "kind": "full", "at": f"2025-06-{n:02d}T02:00:00+08:00"} for n in range(1, 6)]
    found = line(run("we-aries", events, as_of=as_of), "guarantee", "Full Backups")
    assert (Fraction(found["value"]), found["verdict"]) == (Fraction(longest), verdict)
