"""In: situations in which a plausible program pays the wrong sum. Out: the sum that the clauses say, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sladsl.api import Contract
from sladsl.api import compile as compile_contract
from sladsl.base.diagnostics import SlaError

from .small import HEADER, Event, fee, line, of_item, outage, run, small, utc

DOWN = "Down [1] means every outage.\n"
UPTIME = DOWN + (
    "measure Uptime [1] each month: (time of the month - time of Down) / time of the month.\n"
    "guarantee Uptime [1] each month: Uptime is at least 99.9%.\n"
)
BY_ITEM = DOWN + "claim Repair [1] of each Down: filed within 30 days after end of it.\n"
HOUR, TWO_HOURS = outage("O1", "10 08:00", "10 09:00"), outage("O2", "12 08:00", "12 10:00")
CLAIMED: Event = {"event": "claim", "at": utc("13 12:00"), "outages": ["O1"]}


def codes(clauses: str) -> list[str]:
    return [d.code for d in compile_contract(HEADER + clauses, "small.sla").errors]


def paid(clauses: str, *events: Event, **asked: Any) -> tuple[str, str, str]:
    """Earned, awarded and status of the remedy `Credit` in June."""
    found = line(run(small(clauses), events, **asked), "remedy", "Credit")
    return found["earned"], found["awarded"], found["status"]


# ---------------------------------------------------------------- claims
def test_without_any_claim_nothing_is_awarded() -> None:
    credit = "remedy Credit [1] each month: pays 5.00 EUR * number of Down; no cap; claimed by Repair."
    assert paid(BY_ITEM + credit, HOUR, TWO_HOURS) == ("10.00", "0.00", "forfeited")


def test_a_remedy_without_a_claim_takes_the_claims_of_its_formula_as_they_are() -> None:
    claimed = "Claimed [1] means Down; only claimed by Repair.\n"
    credit = "remedy Credit [1] each month: pays 5.00 EUR * number of Claimed; no cap; without a claim."
    assert paid(BY_ITEM + claimed + credit, HOUR, TWO_HOURS) == ("0.00", "0.00", "none")
    assert paid(BY_ITEM + claimed + credit, HOUR, TWO_HOURS, CLAIMED) == ("5.00", "5.00", "granted")


def test_whether_a_month_is_claimed_is_asked_of_what_was_claimed() -> None:
    text = "claim Notice [1] each month: no deadline.\n"
    credit = "remedy Credit [1] each month: when {}; pays 5.00 EUR; no cap; without a claim."
    notice: Event = {"event": "claim", "at": "2025-07-02T00:00:00Z", "period": "2025-06"}
    assert paid(text + credit.format("Notice is claimed"))[1] == "0.00"
    assert paid(text + credit.format("not Notice is claimed"))[1] == "5.00"
    assert paid(text + credit.format("Notice is claimed"), notice)[1] == "5.00"


def test_an_item_of_the_contract_s_own_can_be_claimed() -> None:
    text = (
        "event failure_of_host [1]: detected instant; repaired instant.\n"
        "claim Host [1] of each failure_of_host: filed within 30 days after repaired.\n"
        "remedy Credit [1] of each failure_of_host each month: pays 7.00 EUR; no cap; claimed by Host.\n"
    )
    host: Event = {"event": "failure_of_host", "id": "H1", "detected": utc("10 08:00"), "repaired": utc("10 09:00")}
    claim: Event = {"event": "claim", "at": utc("11 08:00"), "items": ["H1"]}
    assert paid(text, host)[1] == "0.00"
    assert paid(text, host, claim)[1] == "7.00"
    slip = run(small(text), [host, claim | {"items": ["H2"]}])
    assert [w["code"] for w in slip.warnings] == ["unknown_item"]


def test_a_remedy_of_each_item_may_be_claimed_for_its_month() -> None:
    text = (
        "claim Ask [1] each month: filed within 7 days after the month.\n"
        "remedy Credit [1] of each ticket each month: pays 1.00 EUR; no cap; claimed by Ask.\n"
    )
    ticket: Event = {"event": "ticket", "id": "T", "opened": utc("10 08:00")}
    late: Event = {"event": "claim", "at": "2025-07-08T00:00:00Z", "period": "2025-06"}  # 7 July is the seventh day
    in_time = late | {"at": "2025-07-07T23:59:59Z"}
    assert of_item(run(small(text), [ticket, in_time]), "remedy", "Credit", "T")["status"] == "granted"
    assert of_item(run(small(text), [ticket, late]), "remedy", "Credit", "T")["status"] == "refused"


def test_the_customer_chooses_one_of_two_remedies() -> None:
    text = "".join(
        f"claim {name} [1] each month: no deadline; requires remedy is {code}, or other_remedy.\n"
        f"remedy {name} [1] each month: pays {sum} EUR; no cap; claimed by {name}.\n"
        for name, code, sum in (("Uptime Credit", "uptime", "10.00"), ("Delay Credit", "delay", "30.00"))
    )
    choice: Event = {"event": "claim", "at": "2025-07-02T00:00:00Z", "period": "2025-06", "remedy": "uptime"}
    found = run(small(text), [choice])
    assert line(found, "remedy", "Uptime Credit")["awarded"] == "10.00"
    assert (line(found, "remedy", "Delay Credit")["awarded"], line(found, "claim", "Delay Credit")["reasons"]) == (
        "0.00", ["other_remedy"],
    )  # fmt: skip


@pytest.mark.parametrize(("at", "valid"), [("2025-07-15T23:59:59Z", True), ("2025-07-16T00:00:00Z", False)])
def test_days_are_counted_from_the_invoice(at: str, valid: bool) -> None:
    """The invoice of 5 July: the tenth day after it is 15 July."""
    text = (
        "claim Credit [1] each month: filed within 10 days after at of invoice.\n"
        "remedy Credit [1] each month: pays 1.00 EUR; no cap; claimed by Credit.\n"
    )
    invoice: Event = {"event": "invoice", "at": "2025-07-05T09:00:00Z", "period": "2025-06"}
    claim: Event = {"event": "claim", "at": at, "period": "2025-06"}
    assert line(run(small(text), [invoice, claim]), "claim", "Credit")["valid"] is valid


@pytest.mark.parametrize(("at", "valid"), [("14 09:00", True), ("14 09:01", False)])
def test_hours_are_counted_from_when_the_customer_became_aware(at: str, valid: bool) -> None:
    text = DOWN + (
        "claim Credit [1] of each Down: filed within 24 hours after aware_at.\n"
        "remedy Credit [1] of each Down each month: pays 1.00 EUR; no cap; claimed by Credit.\n"
    )
    seen = HOUR | {"aware_at": utc("13 09:00")}
    claim: Event = {"event": "claim", "at": utc(at), "outages": ["O1"]}
    assert of_item(run(small(text), [seen, claim]), "claim", "Credit", "O1")["valid"] is valid


# ---------------------------------------------------------------- what is absent
def test_a_cap_without_a_value_limits_nothing_and_says_so() -> None:
    text = "given Most [1]: money, if any.\n"
    text += "remedy Credit [1] each month: pays 50.00 EUR; at most Most each month; without a claim."
    assert paid(text) == ("50.00", "50.00", "granted")
    assert paid(text, given={"Most": "20.00 EUR"}) == ("50.00", "20.00", "granted")
    assert "no_value" in [w["code"] for w in run(small(text), []).warnings]


def test_an_amount_that_needs_a_missing_fact_is_said_to_be_one() -> None:
    text = (
        "given Share [1]: percentage, if any.\nremedy Credit [1] each month: pays Share * 80.00 EUR; no cap; without a claim."
    )
    found = run(small(text), [])
    assert "no_value" in [w["code"] for w in found.warnings]
    assert paid(text, given={"Share": "25%"})[1] == "20.00"


def test_a_deadline_that_the_deal_left_out_is_no_crash() -> None:
    text = "given Limit [1]: time, if any.\nguarantee Reply [1] of each ticket: from opened until responded; within Limit."
    ticket: Event = {"event": "ticket", "id": "T", "opened": utc("10 08:00")}
    assert of_item(run(small(text), [ticket]), "guarantee", "Reply", "T")["verdict"] == "no_data"


def test_a_fee_in_another_currency_is_refused() -> None:
    text = "remedy Credit [1] each month: pays 10% of amount of fee; no cap; without a claim."
    with pytest.raises(SlaError) as refused:
        run(small(text), [fee("100.00")])  # USD, and the contract is in EUR
    assert [d.code for d in refused.value.diagnostics] == ["SLA806"]


def test_the_fee_of_a_day_is_that_of_its_month_s_own_fee() -> None:
    text = "measure Days [1] each month: total of (amount of fee) for each day of the month."
    fees = [fee("1200.00", "2025", currency="EUR"), fee("50.00", currency="EUR")]
    assert line(run(small(text), fees), "measure", "Days")["value"] == "50.00"


def test_the_fee_of_a_quarter_is_that_of_its_months() -> None:
    """100.00 for April and May as parts of the year's fee, and June's own 50.00."""
    text = "measure Quarter [1] each quarter: amount of fee."
    fees = [fee("1200.00", "2025", currency="EUR"), fee("50.00", currency="EUR")]
    found = small(text).run(fees, from_="2025-Q2", to="2025-Q2")
    assert line(found, "measure", "Quarter")["value"] == "250.00"


def test_each_service_has_its_own_fees_whatever_their_periods() -> None:
    """Of June: a twelfth of the year's 1200.00 for `a`, and 70.00 for `b`."""
    text = "measure All [1] each month: amount of fee.\nmeasure Own [1] each month for each service: amount of fee."
    services: list[Event] = [{"event": "service", "service": x} for x in ("a", "b")]
    fees = [fee("1200.00", "2025", service="a", currency="EUR"), fee("70.00", service="b", currency="EUR")]
    found = run(small(text), [*services, *fees])
    assert line(found, "measure", "All")["value"] == "170.00"
    assert [line(found, "measure", "Own", service=x)["value"] for x in ("a", "b")] == ["100.00", "70.00"]


# ---------------------------------------------------------------- what is not certain yet
def test_a_least_of_something_that_grows_is_pending_until_the_month_is_over() -> None:
    text = (
        "measure Visits [1] each month in hours: time of every session.\n"
        "guarantee Visits [1] each month: Visits is at least 2 hours.\n"
    )
    visits: list[Event] = [
        {"event": "session", "id": f"S{day}", "start": utc(f"{day} 08:00"), "end": utc(f"{day} 09:00")} for day in (10, 20)
    ]
    found = [line(run(small(text), visits, as_of=at), "guarantee", "Visits")["verdict"] for at in (utc("11 00:00"), None)]
    assert found == ["pending", "met"]


def test_what_may_still_be_excused_is_no_breach_yet() -> None:
    text = UPTIME.replace("at least 99.9%.", "at least 99.9%; excused when number of every termination is at least 1.")
    assert line(run(small(text), [TWO_HOURS], as_of=utc("20 00:00")), "guarantee", "Uptime")["verdict"] == "pending"


def test_a_promise_that_reaches_beyond_its_month_waits_for_it() -> None:
    text = (
        "event note [1]: at instant.\nguarantee Notes [1] each month:\n"
        "    number of every note within (from end of the month until end of the month + 45 days) is at least 1.\n"
    )
    asked = {"2025-07-10T00:00:00Z": "pending", "2025-08-15T00:00:00Z": "breached"}  # 45 days end on 15 August, 00:00
    for at, verdict in asked.items():
        assert line(run(small(text), [HOUR], as_of=at), "guarantee", "Notes")["verdict"] == verdict


@pytest.mark.parametrize(("limb", "verdict"), [("", "exercised"), (" only where length of it is below 30 minutes;", "none")])
def test_a_right_is_not_certain_of_what_may_yet_fall_out_of_its_set(limb: str, verdict: str) -> None:
    """Ten minutes into an outage of two hours it is short and more than five minutes; in the end it is not short."""
    text = f"Short [1] means every outage;{limb or ' only where in_scope;'}".rstrip(";") + (
        ".\nright Leave [1] each month: when time of Short is more than 5 minutes; exercised by termination.\n"
    )
    leaving: Event = {"event": "termination", "at": utc("12 08:10")}
    assert line(run(small(text), [TWO_HOURS, leaving]), "right", "Leave")["verdict"] == verdict


# ---------------------------------------------------------------- history
def test_a_remedy_may_need_what_it_awarded_before_the_first_fact() -> None:
    """1.00 for June, and half of May's: nothing was awarded before the stream begins."""
    text = DOWN + (
        "remedy Credit [1] each month: pays 1.00 EUR * number of Down\n"
        "        + 50% * (total of (awarded of Credit) for each month of the previous 1 months);\n"
        "    no cap; without a claim.\n"
    )
    may = {"event": "outage", "id": "O0", "start": "2025-05-10T08:00:00Z", "end": "2025-05-10T09:00:00Z"}
    assert paid(text, HOUR)[1] == "1.00"
    assert paid(text, may, HOUR)[1] == "1.50"


def test_an_item_s_line_asks_what_its_remedy_asks() -> None:
    text = UPTIME + (
        "remedy Credit [1] of each ticket each month: when Uptime is breached; pays 20.00 EUR; no cap; without a claim.\n"
    )
    ticket: Event = {"event": "ticket", "id": "T", "opened": utc("10 08:00")}
    found = [of_item(run(small(text), [ticket, *more]), "remedy", "Credit", "T")["earned"] for more in ([], [TWO_HOURS])]
    assert found == ["0.00", "20.00"]  # two of 720 hours are 0.28 %


def test_a_right_of_each_service_is_its_own() -> None:
    text = DOWN + (
        "measure Hours [1] each month for each service in hours: time of Down.\n"
        "right Leave [1] each month for each service: when Hours is more than 1 hour; exercised by termination.\n"
    )
    services: list[Event] = [{"event": "service", "service": x} for x in ("a", "b")]
    found = run(small(text), [*services, HOUR | {"service": "a"}, TWO_HOURS | {"service": "b"}])
    assert [line(found, "right", "Leave", service=x)["verdict"] for x in ("a", "b")] == ["none", "arisen"]


def test_a_remedy_never_takes_money_from_the_customer() -> None:
    text = "remedy Credit [1] each month: pays 1.00 EUR - 5.00 EUR; no cap; without a claim."
    assert paid(text) == ("0.00", "0.00", "none")
    assert [w["code"] for w in run(small(text), []).warnings] == ["below_zero"]


def test_the_range_that_is_asked_for_does_not_change_a_longer_period() -> None:
    """Open since 30 May, 20:00: of the quarter the last four hours of the 30th, the 31st and thirty days of June."""
    text = DOWN + "measure Quarter [1] each quarter in hours: time of Down."
    found = run(small(text), [outage("O", "2025-05-30T20:00:00Z", None)], "2025-05")
    assert line(found, "measure", "Quarter")["value"] == str(4 + 24 + 30 * 24)


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("clauses", "code"),
    [
        (
            "remedy Own [1] each month for each service: pays 1 EUR; no cap; without a claim.\n"
            "measure M [1] each month: number of (number of every outage is at least 1)\n"
            "    for each month of the last 3 months since the last Own.",
            "SLA206",
        ),
        (DOWN + "measure M [1] each month in hours: percentile 0% of (length of it) for each Down of the month.", "SLA207"),
        ("measure M [1] each month in hours: time of every ticket.", "SLA212"),
        ("guarantee L [1] of each ticket: length of it is at most 4 hours.", "SLA212"),
        ("claim C [1] of each ticket: filed within 30 days after end of it.", "SLA212"),
        (UPTIME + "measure M [1] each month: number of (Uptime is breached) for each day of the month.", "SLA206"),
        (
            "remedy A [1] each month: pays 1 EUR; no cap; without a claim.\n"
            "measure M [1] each month: total of (awarded of A) for each day of the month.",
            "SLA206",
        ),
        ("remedy A [1] each month: pays 1 EUR; at most 9 EUR each calendar year together with (A); without a claim.", "SLA102"),
    ],
)
def test_what_would_be_counted_wrongly_is_refused(clauses: str, code: str) -> None:
    assert code in codes(clauses)


def test_without_a_fee_an_amount_is_in_the_currency_in_which_it_is_written() -> None:
    header = HEADER.replace("currency EUR", "currency of the fee")
    text = header + UPTIME + "remedy Credit [1] each month: when Uptime is breached; pays 20 EUR; no cap; without a claim.\n"
    made = compile_contract(text, "small.sla")
    found = line(run(Contract(made.tree, made.diagnostics), [outage("O1", "10 00:00", "11 00:00")]), "remedy", "Credit")
    assert (found["awarded"], found["unit"]) == ("20.00", "EUR")
