"""In: one situation for each status and each reason of a remedy. Out: the ledger says it, and the amounts follow."""

from __future__ import annotations

from typing import Any

import pytest

from .small import Event, fee, line, of_item, outage, run, small, utc

DETAILS = ["areas", "times", "users", "estimate", "ticket"]
# seven hours on Tuesday, 10 June: 420 minutes are more than 216; 70 free hours at 720/720 are 70.00
FEE = fee("720.00", currency="EUR")
OUTAGE = outage("O", "10 08:00", "10 15:00")
# five Business Days after the 10th: 11, 12, 13, 16, 17 June; the last moment is before 24:00
TICKET: Event = {"event": "ticket", "id": "T", "outage": "O", "opened": utc("10 16:00"), "channel": "website"}
CLAIM: Event = {"event": "claim", "at": utc("11 12:00"), "outages": ["O"], "details": DETAILS}


def credit(*events: Event, **asked: Any) -> tuple[str, str, str, list[str]]:
    found = line(run("furybit", [FEE, OUTAGE, *events], **asked), "remedy", "Service Level Credit")
    return found["status"], found["earned"], found["awarded"], sorted(found["reasons"])


# ---------------------------------------------------------------- every status
def test_granted() -> None:
    assert credit(TICKET, CLAIM) == ("granted", "70.00", "70.00", [])


def test_none() -> None:
    # an outage of 216 minutes leaves exactly 99.5%
    found = run("furybit", [FEE, outage("P", "10 08:00", "10 11:36")])
    assert line(found, "remedy", "Service Level Credit")["status"] == "none"


def test_refused_and_forfeited() -> None:
    assert credit(CLAIM) == ("refused", "70.00", "0.00", ["no_ticket"])
    assert credit(TICKET) == ("forfeited", "70.00", "0.00", ["no_claim"])


def test_pending_while_it_can_be_claimed() -> None:
    # June is over on 1 July; the outage of the 30th can be claimed until 24:00 of 7 July
    late = outage("P", "30 08:00", "30 15:00")
    events = [FEE, late]
    pending = line(run("furybit", events, as_of="2025-07-07T23:59:59Z"), "remedy", "Service Level Credit")
    assert (pending["status"], pending["earned"], pending["awarded"], pending["reasons"]) == ("pending", "70.00", "0.00", [])
    lapsed = line(run("furybit", events, as_of="2025-07-08T00:00:01Z"), "remedy", "Service Level Credit")
    assert (lapsed["status"], lapsed["reasons"]) == ("forfeited", ["no_claim"])


def test_provisional_while_the_month_lasts() -> None:
    # even a good claim awards nothing before the month is over
    assert credit(TICKET, CLAIM, as_of=utc("20 00:00"))[:3] == ("provisional", "70.00", "0.00")


# ---------------------------------------------------------------- every reason
@pytest.mark.parametrize(
    ("events", "reasons"),
    [
        ([TICKET], ["no_claim"]),
        ([TICKET, CLAIM | {"at": "2025-06-18T00:00:00Z"}], ["claim_late"]),  # 24:00 of the 17th
        ([TICKET, CLAIM | {"details": DETAILS[1:]}], ["claim_incomplete"]),
        ([TICKET, CLAIM, {"event": "arrears", "start": utc("11 12:00")}], ["in_arrears"]),
        ([CLAIM], ["no_ticket"]),
        ([TICKET | {"opened": "2025-06-18T00:00:00Z"}, CLAIM], ["ticket_late"]),
    ],
)
def test_reasons_of_furybit(events: list[Event], reasons: list[str]) -> None:
    status, earned, awarded, found = credit(*events)
    assert status in ("refused", "forfeited")
    assert (earned, awarded, found) == ("70.00", "0.00", reasons)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ({"at": "2025-06-17T23:59:59.999999Z"}, None),  # the last microsecond of the fifth Business Day
        ({"details": [*DETAILS, "note"]}, None),
        ({"at": utc("10 09:00")}, None),  # before the outage is over
    ],
)
def test_claims_that_are_good_enough(claim: Event, reason: None) -> None:
    assert credit(TICKET, CLAIM | claim) == ("granted", "70.00", "70.00", [])


def test_arrears_that_are_over_do_not_matter() -> None:
    arrears = {"event": "arrears", "start": utc("01 00:00"), "end": utc("11 12:00")}
    assert credit(TICKET, CLAIM, arrears)[0] == "granted"


def test_ongoing_cannot_be_claimed() -> None:
    # open since 08:00 of the 30th: 16 hours of June, 960 minutes, 160 free hours
    events = [FEE, outage("P", "30 08:00", None), TICKET | {"outage": "P"}, CLAIM | {"outages": ["P"]}]
    found = line(run("furybit", events), "remedy", "Service Level Credit")
    assert (found["status"], found["earned"], found["awarded"]) == ("provisional", "160.00", "0.00")
    assert found["reasons"] == ["ongoing"]
    claim = of_item(run("furybit", events), "claim", "Service Level Credit", "P")
    assert (claim.get("deadline"), claim["valid"], claim["reasons"]) == (None, False, ["ongoing"])


TERM: Event = {"event": "subscription", "start": "2025-01-01T00:00:00+08:00", "end": "2026-01-01T00:00:00+08:00"}
# 60 of 43,200 minutes are 0.139%: one credit
HOUR = outage("O", "10 08:00", "10 09:00")
REQUEST: Event = {
    "event": "claim",
    "at": "2025-07-03T00:00:00Z",
    "period": "2025-06",
    "subject": "SLA Service Credit",
    "details": ["downtime_times"],
}


@pytest.mark.parametrize(
    ("claim", "status", "reasons"),
    [
        ({}, "granted", []),
        ({"subject": "Service credit"}, "forfeited", ["wrong_subject"]),
        ({"details": []}, "forfeited", ["claim_incomplete"]),
        # thirty times 24 hours after 1 July, 00:00 in Hong Kong, is 31 July, 00:00: the last moment
        ({"at": "2025-07-31T00:00:00+08:00"}, "granted", []),
        ({"at": "2025-07-31T00:00:00.000001+08:00"}, "forfeited", ["claim_late"]),
    ],
)
def test_reasons_of_we_aries(claim: Event, status: str, reasons: list[str]) -> None:
    found = line(run("we-aries", [TERM, HOUR, REQUEST | claim]), "remedy", "Service Credit")
    assert (found["status"], found["reasons"]) == (status, reasons)
    assert (found["earned"], found["awarded"]) == ("1", "1" if status == "granted" else "0")


def test_a_second_claim_may_be_better() -> None:
    bad = REQUEST | {"subject": "please", "at": "2025-07-01T00:00:00Z"}
    found = line(run("we-aries", [TERM, HOUR, bad, REQUEST]), "remedy", "Service Credit")
    assert (found["status"], found["reasons"]) == ("granted", [])


def test_capped_over_a_year() -> None:
    # ten hours down each month are more than 1%: two credits each; nine months make eighteen, the tenth gets none
    events: list[Event] = [TERM]
    for month in range(1, 11):
        events.append(outage(f"O{month}", f"2025-{month:02d}-10T00:00:00Z", f"2025-{month:02d}-10T10:00:00Z"))
        events.append(REQUEST | {"period": f"2025-{month:02d}", "at": f"2025-{month + 1:02d}-05T00:00:00Z"})
    october = run("we-aries", events, "2025-10")
    found = line(october, "remedy", "Service Credit")
    assert (found["status"], found["earned"], found["awarded"], found["reasons"]) == ("granted", "2", "0", ["capped"])
    # hidden months are evaluated for the cap and not added up
    assert line(october, "total", "Service Credits")["value"] == "0"
    year = run("we-aries", events, "2025")
    assert line(year, "total", "Service Credits")["value"] == "18"
    # ninety days after 1 January 2026 is 1 April 2026
    assert line(year, "total", "Extended End Date")["value"] == "2026-04-01T00:00:00+08:00"


def test_early_termination_takes_the_totals() -> None:
    end = {"event": "termination", "at": "2025-12-31T23:59:59+08:00"}
    found = run("we-aries", [TERM, HOUR, REQUEST, end])
    assert line(found, "remedy", "Service Credit")["awarded"] == "1"
    assert line(found, "total", "Accumulated Service Credits")["value"] == "1"
    assert line(found, "total", "Service Credits")["value"] == "0"
    assert line(found, "total", "Extended End Date")["value"] == "2026-01-01T00:00:00+08:00"


# 720 of 43,200 minutes are 1.67%: 98.33%, five percent of 1000
STELLAR = [fee("1000.00"), outage("O", "10 00:00", "10 12:00")]
# ten Federal Days after 10 June: 11, 12, 13, 16, 17, 18, 20 (the 19th is Juneteenth), 23, 24, 25 June
ASKED: Event = {"event": "claim", "at": utc("25 23:59"), "period": "2025-06", "details": ["username", "times"]}


@pytest.mark.parametrize(
    ("events", "status", "reasons"),
    [
        ([ASKED], "granted", []),
        ([ASKED | {"channel": "written"}], "granted", []),
        ([ASKED | {"at": utc("26 00:00")}], "refused", ["claim_late"]),
        ([ASKED | {"details": ["times"]}], "refused", ["claim_incomplete"]),
        ([ASKED, {"event": "subscription", "eligible": False}], "refused", ["not_eligible"]),
        ([ASKED, {"event": "arrears", "start": utc("01 00:00")}], "refused", ["in_arrears"]),
        ([], "forfeited", ["no_claim"]),
    ],
)
def test_reasons_of_stellar_cyber(events: list[Event], status: str, reasons: list[str]) -> None:
    found = line(run("stellar-cyber", [*STELLAR, *events]), "remedy", "Availability Credit")
    assert (found["status"], found["reasons"]) == (status, reasons)
    assert (found["earned"], found["awarded"]) == ("50.00", "50.00" if status == "granted" else "0.00")


def test_a_claim_by_another_channel_is_none() -> None:
    found = line(run("stellar-cyber", [*STELLAR, ASKED | {"channel": "phone"}]), "remedy", "Availability Credit")
    assert found["status"] in ("refused", "forfeited")
    assert "wrong_channel" in found["reasons"]


def test_wrong_channel_can_still_be_mended() -> None:
    # premium, general, answered after three hours: 5% of 100
    events = [
        {"event": "subscription", "plan": "premium"},
        fee("100.00"),
        {"event": "ticket", "id": "T", "opened": utc("10 08:00"), "responded": utc("10 11:00")},
        {"event": "claim", "at": utc("12 00:00"), "tickets": ["T"], "channel": "email"},
    ]
    found = of_item(run("websoft9", events), "remedy", "Compensation", "T")
    assert (found["status"], found["earned"], found["reasons"]) == ("pending", "5.00", ["wrong_channel"])
    good = [*events, {"event": "claim", "at": "2025-09-30T00:00:00Z", "tickets": ["T"]}]
    found = of_item(run("websoft9", good), "remedy", "Compensation", "T")
    assert (found["status"], found["reasons"], found["pay_in"]) == ("granted", [], "2025-10")


def test_capped_by_what_was_paid() -> None:
    # of 100.00 only 4.00 was paid: 5% are 5.00, and 4.00 is awarded
    events = [
        {"event": "subscription", "plan": "premium"},
        fee("100.00", paid="4.00"),
        {"event": "ticket", "id": "T", "opened": utc("10 08:00"), "responded": utc("10 11:00")},
        {"event": "claim", "at": utc("12 00:00"), "tickets": ["T"]},
    ]
    found = line(run("websoft9", events), "remedy", "Compensation")
    assert (found["earned"], found["awarded"], found["reasons"]) == ("5.00", "4.00", ["capped"])


def test_a_cap_on_nothing_is_no_reason() -> None:
    # 5% of a cent is nothing, and nothing was lost though nothing was paid
    events = [
        {"event": "subscription", "plan": "premium"},
        fee("0.01", paid="0.00"),
        {"event": "ticket", "id": "T", "opened": utc("10 08:00"), "responded": utc("10 11:00")},
        {"event": "claim", "at": utc("12 00:00"), "tickets": ["T"]},
    ]
    found = line(run("websoft9", events), "remedy", "Compensation")
    assert (found["status"], found["earned"], found["reasons"]) == ("none", "0.00", [])


@pytest.mark.parametrize("service", [{"type": "ssl"}, {"type": "domain"}, {"type": "license"}, {"trial": True}, {"beta": True}])
def test_not_covered(service: Event) -> None:
    events = [
        {"event": "service", "service": "s"} | service,
        fee("100.00", service="s"),
        outage("O", "10 00:00", "11 00:00", service="s"),
        {"event": "notification", "at": utc("10 00:00"), "outage": "O"},
    ]
    statement = run("layerstack", events)
    assert line(statement, "guarantee", "Uptime", service="s")["verdict"] == "breached"
    found = line(statement, "remedy", "SLA Credit", service="s")
    assert (found["status"], found["earned"], found["reasons"]) == ("none", "0.00", ["not_covered"])


# ---------------------------------------------------------------- formulas of other shapes
PER_HOUR = """
claim Credit [1] of each outage: filed within 5 days after end of it.
Claimed [1] means every outage; only claimed by Credit.
measure Claimed Time [1] each month in minutes: time of Claimed.
guarantee Quiet [1] each month: Claimed Time is at most 30 minutes.
remedy Credit [1] each month:
    when Quiet is breached;
    pays 1% of amount of fee;
    no cap;
    claimed by Credit.
"""


@pytest.mark.parametrize(
    ("claims", "verdict", "status", "awarded", "reasons"),
    [
        # the measure is what was claimed, and that is nothing; the remedy earns what it would be if all were claimed
        ([], "met", "forfeited", "0.00", ["no_claim"]),
        ([{"event": "claim", "at": utc("11 00:00"), "outages": ["O"]}], "breached", "granted", "1.00", []),
        ([{"event": "claim", "at": utc("17 00:00"), "outages": ["O"]}], "met", "refused", "0.00", ["claim_late"]),
    ],
)
def test_a_guarantee_on_what_was_claimed(
    claims: list[Event], verdict: str, status: str, awarded: str, reasons: list[str]
) -> None:
    statement = run(small(PER_HOUR), [fee("100.00", currency="EUR"), HOUR, *claims])
    assert line(statement, "guarantee", "Quiet")["verdict"] == verdict
    found = line(statement, "remedy", "Credit")
    assert (found["earned"], found["awarded"], found["status"]) == ("1.00", awarded, status)
    assert found["reasons"] == reasons
