"""In: one situation for each verdict. Out: `met breached excluded pending no_data no_target conflict`, each at its place."""

from __future__ import annotations

from typing import Any

import pytest

from .small import fee, line, of_item, outage, run, small, utc

TICKET: dict[str, Any] = {"event": "ticket", "id": "T", "opened": utc("10 08:00")}


def test_met_and_breached_in_a_month() -> None:
    # 216 of 43,200 minutes are 0.5%: 99.5% is met exactly; a minute more is not
    assert line(run("furybit", [outage("O", "10 08:00", "10 11:36")]), "guarantee", "Availability")["verdict"] == "met"
    breached = line(run("furybit", [outage("O", "10 08:00", "10 11:37")]), "guarantee", "Availability")
    assert (breached["verdict"], breached["value"], breached["target"]) == ("breached", "42983/43200", "199/200")


def test_excluded_would_have_been_breached() -> None:
    # premium, general: two hours. Three are too many, unless the cause is excluded; one is met whatever the cause
    for hours, cause, verdict in ((3, None, "breached"), (3, "custom_code", "excluded"), (1, "custom_code", "met")):
        ticket = TICKET | {"plan": "premium", "responded": utc(f"10 {8 + hours:02d}:00"), "cause": cause}
        found = of_item(run("websoft9", [ticket]), "guarantee", "Response Time", "T")
        assert (found["verdict"], found["due"]) == (verdict, "2025-06-10T10:00:00+00:00")


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    # due at 10:00: an answer at that moment would still be in time
    [("10 09:59", "pending"), ("10 10:00", "pending"), ("10 10:01", "breached"), (None, "breached")],
)
def test_pending_until_it_is_due(as_of: str | None, verdict: str) -> None:
    statement = run("websoft9", [TICKET | {"plan": "premium"}], as_of=None if as_of is None else utc(as_of))
    assert of_item(statement, "guarantee", "Response Time", "T")["verdict"] == verdict


def test_a_month_is_pending_until_it_is_over_or_lost() -> None:
    as_of = utc("20 00:00")
    good = run("furybit", [outage("O", "10 08:00", "10 11:36")], as_of=as_of)
    assert line(good, "guarantee", "Availability")["verdict"] == "pending"
    # 217 minutes are too many for June, whatever else happens in it
    lost = run("furybit", [outage("O", "10 08:00", "10 11:37")], as_of=as_of)
    assert line(lost, "guarantee", "Availability")["verdict"] == "breached"


def test_no_data_without_backups() -> None:
    assert line(run("we-aries", []), "guarantee", "Full Backups")["verdict"] == "no_data"


@pytest.mark.parametrize(
    ("hours", "longest", "verdict"),
    [
        # one a day at 02:00, from 31 May to 1 July: the longest gap is 24 hours
        (range(0, 33 * 24, 24), "24", "met"),
        # the one of 11 June is missing: 48 hours from 10 to 12 June, 02:00
        ([h for h in range(0, 33 * 24, 24) if h != 11 * 24], "48", "breached"),
    ],
)
def test_backups_by_the_longest_gap(hours: list[int], longest: str, verdict: str) -> None:
    # hour 0 is 31 May, 02:00 in Hong Kong
    days = ["2025-05-31", *(f"2025-06-{n:02d}" for n in range(1, 31)), "2025-07-01", "2025-07-02"]
    events = [{"event": "backup", "kind": "full", "at": f"{days[h // 24]}T02:00:00+08:00"} for h in hours]
    statement = run("we-aries", events)
    found = line(statement, "guarantee", "Full Backups")
    assert (found["verdict"], found["value"], found["target"]) == (verdict, longest, "24")
    assert line(statement, "guarantee", "Incremental Backups")["verdict"] == "no_data"


def test_no_target_where_none_is_promised() -> None:
    found = of_item(run("furybit", [TICKET | {"priority": "low"}]), "guarantee", "Response Time", "T")
    assert found["verdict"] == "no_target"
    assert "due" not in found


def test_no_limit_is_met() -> None:
    session = {"event": "session", "id": "S", "plan": "premium", "start": utc("10 09:00"), "end": utc("10 20:00")}
    assert of_item(run("websoft9", [session]), "guarantee", "Session Length", "S")["verdict"] == "met"


# ---------------------------------------------------------------- exceptions of equal rank
ROWS = """
guarantee Answer [1] of each ticket:
    from opened until responded;
    within 1 hour when priority is high [2];
    within 4 hours when channel is email {rank}[3];
    within 8 hours.
"""


@pytest.mark.parametrize(
    ("rank", "priority", "channel", "verdict", "due"),
    [
        ("", "high", "website", "breached", "09:00"),
        ("", "low", "email", "met", "12:00"),
        ("", "low", "website", "met", "16:00"),
        # both hold and neither outranks the other
        ("", "high", "email", "conflict", None),
        # clause 3 goes before clause 2: four hours, until 12:00
        ("notwithstanding 2 ", "high", "email", "met", "12:00"),
        # clause 3 yields to clause 2: one hour
        ("subject to 2 ", "high", "email", "breached", "09:00"),
    ],
)
def test_two_rows_that_decide_differently(rank: str, priority: str, channel: str, verdict: str, due: str | None) -> None:
    ticket = TICKET | {"priority": priority, "channel": channel, "responded": utc("10 11:00")}
    found = of_item(run(small(ROWS.format(rank=rank)), [ticket]), "guarantee", "Answer", "T")
    assert found["verdict"] == verdict
    assert found.get("due") == (due and f"2025-06-10T{due}:00+00:00")


AMOUNTS = """
Down [1] means every outage.
measure Downtime [1] each month in minutes: time of Down.
Credit [1] means 1% of amount of fee;
    2% of amount of fee when Downtime is more than 10 minutes [2];
    5% of amount of fee when Downtime is more than 60 minutes {rank}[3].
remedy Service Credit [1] each month:
    when Downtime is more than 0 minutes;
    pays Credit;
    no cap;
    without a claim.
guarantee Uptime [1] each month: Downtime is at most 0 minutes.
"""


@pytest.mark.parametrize(
    ("rank", "minutes", "earned"),
    [
        ("", 5, "1.00"),
        ("", 30, "2.00"),
        # clause 3 goes before clause 2
        ("notwithstanding 2 ", 90, "5.00"),
        # clause 3 yields to clause 2, which holds as well
        ("subject to 2 ", 90, "2.00"),
    ],
)
def test_exceptions_of_an_amount(rank: str, minutes: int, earned: str) -> None:
    down = outage("O", "10 08:00", f"10 {8 + minutes // 60:02d}:{minutes % 60:02d}")
    statement = run(small(AMOUNTS.format(rank=rank)), [fee("100.00", currency="EUR"), down])
    assert line(statement, "remedy", "Service Credit")["earned"] == earned


# ---------------------------------------------------------------- what may still mend while the month lasts
SHARE = """
Answered [1] means every ticket; only where responded is given.
measure Answered Share [1] each month: number of Answered / number of (every ticket);
    100% when number of (every ticket) is 0.
guarantee Answers [1] each month: Answered Share is at least 75%.
"""


@pytest.mark.parametrize(("as_of", "verdict"), [("20 00:00", "pending"), (None, "breached")])
def test_a_share_may_still_mend(as_of: str | None, verdict: str) -> None:
    # one of two tickets answered is a half, too little; but two more good ones would make three of four
    tickets = [TICKET | {"responded": utc("10 09:00")}, TICKET | {"id": "U"}]
    statement = run(small(SHARE), tickets, as_of=None if as_of is None else utc(as_of))
    found = line(statement, "guarantee", "Answers")
    assert (found["verdict"], found["value"]) == (verdict, "1/2")
