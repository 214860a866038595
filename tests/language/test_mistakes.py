"""Typical mistakes of an author in three real contracts: each costs one finding, on its line, that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from sladsl.compiler.contract import compile_contract

CONTRACTS = Path(__file__).parents[2] / "contracts"
# what stands in the contract, what the author writes, the code, words of the message or of the help
FURYBIT = [
    ("17:00 on Business Days.", "17:00 on Business Days", "SLA004", "write `.`"),
    ("where kind is scheduled;", "where kind is scheduled", "SLA011", "write `;` before `requires`"),
    ("where kind is scheduled;", "where kind is scheduled,", "SLA011", "`,` stands where `;` is needed"),
    ("Availability is at least 99.5%", "Availability < 99.5%", "SLA007", "write `below`"),
    ("Availability is at least 99.5%", "Availability >= 99.5%", "SLA007", "write `at least`"),
    ("Availability is at least 99.5%", "Availability is at least 99,5%", "SLA008", "write `99.5`"),
    ("Availability is at least 99.5%", "Availability is at least 99.5", "SLA203", "99.5%"),
    ("Availability is at least 99.5%", "Availability is at least 99.5 percent", "SLA201", "write `%`"),
    ("Availability is at least 99.5%", "Availability is not less than 99.5%", "SLA013", "write `at least`"),
    ("Availability is at least 99.5%", "Availability shall be at least 99.5%", "SLA013", "write `is`"),
    ("within (it) is at most 8 hours", "within (it) is at most 8", "SLA203", "has no unit"),
    ("within (it) is at most 8 hours", "within (it) is at most 8 hous", "SLA201", "did you mean `hours`?"),
    ('time zone "UTC"', 'time zone "EST"', "SLA112", "is an abbreviation"),
    ('time zone "UTC"', "time zone EST", "SLA014", 'write `"EST"`'),
    ("time of Counted Time.", "time of Countd Time.", "SLA101", "did you mean `Counted Time`?"),
    ("time of Counted Time.", "time of counted time.", "SLA012", "write `Counted Time`"),
    ("every stretch of Unavailable Time", "every stretch of Unavailable Times", "SLA101", "did you mean `Unavailable Time`?"),
    ("17:00 on Business Days.", "17:00 on Business Day.", "SLA101", "did you mean `Business Days`?"),
    ("17:00 on Business Days.", "17:00 on business days.", "SLA012", "write `Business Days`"),
    ("Regular Maintenance, Failover Tests).", "Regular Maintenance, Failover Tests.", "SLA010", "this bracket is not closed"),
    ("any of (Timely Notice; vendor_change)", "any of (Timely Notice, vendor_change)", "SLA011", "`;` is needed"),
    ("(counts: never; excluded: always)", "(count: never; excluded: always)", "SLA107", "did you mean `counts`?"),
    ("(counts: never; excluded: always)", "(counts: never)", "SLA108", "add `excluded: ...`"),
    ('"99,5%"] each month: Availability', '"99,5%"]: Availability', "SLA014", "write `each month`"),
    ("except where caused by Excluded Causes", "except caused by Excluded Causes", "SLA014", "`except where ...`"),
    ("lost_at - recovered_to", "lost_at - recovered_at", "SLA117", "did you mean `recovered_to`?"),
    ("means every outage;", "means every outages;", "SLA109", "did you mean `outage`?"),
    ("10 * Full Hours", "10 x Full Hours", "SLA013", "write `*`"),
    ("pays Free Hours * Hourly Fee;", "pays $10;", "SLA007", "`10 USD`"),
]
WE_ARIES = [
    ("Uptime is at least 99.9%.", "Uptime is at least 99.9%", "SLA004", "full stop"),
    ("when Uptime is breached;", "when Uptime is breached", "SLA011", "write `;` before `pays`"),
    ("when Uptime is breached;", "When Uptime is breached;", "SLA012", "write `when`"),
    ("when Uptime is breached;", "when Uptimes is breached;", "SLA101", "did you mean `Uptime`?"),
    ("Uptime is at least 99.9%.", "Uptime > 99.9%.", "SLA007", "write `more than`"),
    ("Uptime is at least 99.9%.", "Uptime is at least 99,9%.", "SLA008", "write `99.9`"),
    ("elapsed: 30 elapsed days", "elapsed: 30", "SLA213", "`30 days`"),
    ("day_count: 30 days", "day_count: thirty days", "SLA013", "write `30`"),
    ('"Asia/Hong_Kong"', '"Asia/HongKong"', "SLA112", "no time zone"),
    ("time of Counted Outage.", "time of Counted Outge.", "SLA101", "did you mean `Counted Outage`?"),
    ("claimed by Service Credit.", "claimed by Service Credits.", "SLA101", "did you mean `Service Credit`?"),
    ("details include", "detail include", "SLA117", "did you mean `details`?"),
    ("(downtime_times), or", "(downtime_times, or", "SLA010", "this bracket is not closed"),
    ("| below 99.0% ", "| below 98.0% ", "SLA304", "at least 98% and below 99%"),
    ("| below 99.0% ", "| at most 99.0% ", "SLA303", "two rows hold for exactly 99%"),
    ("| 0 credits |;", "| 0 credits;", "SLA014", "write `|` before it"),
    ("| 0 credits |;", "| 0 credits |", "SLA011", "does not end with `;`"),
    ("within 2 Business Days.", "within 2 business days.", "SLA012", "write `Business Days`"),
    ("at most 2 credits each month", "at most 2 hours each month", "SLA203", "should be credits"),
    ("at most 2 credits each month", "at most 2 points each month", "SLA201", "`unit point.`"),
    ("at most 2 credits each month", "at most 2 credits each year", "SLA014", "`each calendar year`"),
    ("strict: any of (", "stricter: any of (", "SLA107", "did you mean `strict`?"),
    ("alpha_beta; contrary_use", "alpha_beta, contrary_use", "SLA011", "`,` stands where `;` is needed"),
    ("opened is during Business Hours", "openned is during Business Hours", "SLA117", "did you mean `opened`?"),
    ("from opened until responded", "from opened until answered", "SLA117", "`responded`"),
    ("guarantee Uptime [", "Guarantee Uptime [", "SLA012", "write `guarantee`"),
    ("unit credit.", "// our unit\nunit credit.", "SLA007", "a remark begins with `#`"),
    ("unit credit.", "", "SLA201", "`unit credit.`"),
    ("20:00 to 24:00 on Saturday", "20:00 to 25:00 on Saturday", "SLA205", "not a time of day"),
    ('holidays "HK"', 'holidays "HX"', "SLA118", "there is no holiday list `HX`"),
    ("each month in minutes: time of Counted", "each month: time of Counted", "SLA215", "write `in minutes`"),
    ("open outages last until the evaluation;", "open outages last for ever;", "SLA014", "`until` is missing"),
]
STELLAR = [
    ("| at least 98% and below 99% | 5%", "| 98% to 99% | 5%", "SLA014", "write `at least 98% and below 99%`"),
    ("| below 96%                  | 25% |;", "| less than 96% | 25% |;", "SLA013", "write `below`"),
    ("(Unit Share * Credit Percentage) for each", "Unit Share * Credit Percentage for each", "SLA014", "stands in brackets"),
    ("within 4 hours  when severity", "within 4 hours  if severity", "SLA013", "write `when`"),
    ("within 4 hours  when severity", "in 4 hours  when severity", "SLA013", "write `within`"),
    ("severity is 2;", "severity = 2;", "SLA007", "write `is`"),
    ("severity is 2;", "severity is high;", "SLA211", "a bare number and a word"),
    ("from opened until", "from opened to", "SLA013", "write `until`"),
    ("Service Availability is at least 99%", "Service Availability at least 99%", "SLA014", "`is` is missing before `at`"),
    ("Service Availability is at least 99%", "Service Availability is \u2265 99%", "SLA007", "write `at least`"),
    ("service: Service Availability is", "service: service availability is", "SLA012", "write `Service Availability`"),
    ("for each service: Service Availability is", "per service: Service Availability is", "SLA013", "write `for each`"),
    ('holidays "US"', "holidays US", "SLA014", 'write `"US"`'),
    ("adopted first_to_last", "adopt first_to_last", "SLA013", "write `adopted first_to_last because`"),
    ("run of 2 failed", "run of two failed", "SLA013", "write `2`"),
    ("requires eligible of subscription", "requires eligible", "SLA117", "did you mean `eligible of subscription`?"),
    ('"Section D: this SLA', "Section D: this SLA", "SLA002", "before the first word"),
    ("Recorded Outage [5] means every", "Recorded Outage [5] means the", "SLA013", "write `every outage`"),
    ("Recorded Outage [5] means every", "Recorded Outage [5] means: every", "SLA005", "leave it out"),
    ("every outage; only where in_scope", "every outage; only if in_scope", "SLA013", "write `only where`"),
    ("us_federal: 10 Federal Days", "us_federal: 10 Federal days", "SLA012", "write `Federal Days`"),
    ("us_federal: 10 Federal Days", "us_federal: 10 business days", "SLA013", "`Business Days means Monday to Friday; ...`"),
    ("published, or flag", "published or flag", "SLA014", "a comma is missing"),
    ("currency of the fee;", "currency usd;", "SLA012", "write `USD`"),
    ('provider "Stellar Cyber Inc."', "provider Stellar Cyber Inc", "SLA014", 'write `"Stellar Cyber Inc"`'),
    ('agreement "Stellar', 'Agreement "Stellar', "SLA012", "write `agreement`"),
    ('"] means Monday to Friday.', '"] means Monday - Friday.', "SLA211", "write `Monday to Friday`"),
    ('Weekdays [6, "ten', 'weekdays [6, "ten', "SLA012", "write `Weekdays`"),
    ("guarantee Response Time", "guarantee Response time", "SLA012", "write `Response Time`"),
    ('["4(i)"]:', "[4(i)]:", "SLA014", "in quotation marks"),
    ("means every arrears", "means arrears", "SLA206", "write `every arrears`"),
    ("claimed by Availability Credit", "claim by Availability Credit", "SLA013", "write `claimed`"),
]
ALL = [("furybit", *case) for case in FURYBIT] + [("we-aries", *case) for case in WE_ARIES]
ALL += [("stellar-cyber", *case) for case in STELLAR]


@pytest.mark.parametrize(("contract", "right", "wrong", "code", "says"), ALL)
def test_a_typical_mistake(contract: str, right: str, wrong: str, code: str, says: str) -> None:
    text = (CONTRACTS / f"{contract}.sla").read_text(encoding="utf-8")
    assert right in text, f"`{right}` does not stand in the contract any more: choose another place for this mistake"
    mistaken = text.replace(right, wrong, 1)
    found = [d for d in compile_contract(mistaken.encode(), contract).sink if d.severity != "note"]
    shown = "\n\n".join(d.to_text() for d in found)
    assert [d.code for d in found] == [code], shown
    assert says in f"{found[0].message}: {found[0].help}", shown
    if wrong and code not in ("SLA304", "SLA303"):
        line = text[: text.index(right)].count("\n") + 1
        assert found[0].place is not None
        assert abs(found[0].place.line - line) <= 1, shown


@pytest.mark.parametrize("contract", ["furybit", "we-aries", "layerstack", "stellar-cyber", "websoft9"])
def test_the_five_contracts_have_no_finding(contract: str) -> None:
    data = (CONTRACTS / f"{contract}.sla").read_bytes()
    assert [d.to_text() for d in compile_contract(data, contract).sink if d.severity != "note"] == []


def test_words_pasted_from_a_word_processor_are_no_mistake() -> None:
    text = (CONTRACTS / "furybit.sla").read_text(encoding="utf-8")
    pasted = text.replace('"7am - 5pm UTC on Business Days"', "\u201c7am \u2013 5pm UTC on Business Days\u201d")
    assert pasted != text
    assert not compile_contract(pasted.encode(), "furybit").sink.errors
