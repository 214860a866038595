"""Typical mistakes of an author in three real contracts: each costs one finding, on its line, that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline import HEADER, UPTIME, compiled, findings, only

from sladsl.compiler.contract import compile_contract

CONTRACTS = Path(__file__).parents[2] / "contracts"
# what stands in the contract, what the author writes, the code, words of the message or of the help
FURYBIT = [
    ("17:00 on Business Days.", "17:00 on Business Days", "SLA004", "write `.`"),
    ("where kind is scheduled;", "where kind is scheduled", "SLA011", "write `;` before `requires`"),
    ("where kind is scheduled;", "where kind is scheduled,", "SLA011", "`,` stands where `;` is needed"),
    ("Availability is at least 99.5%", "Availability < 99.5%", "SLA007", "write `is below`"),
    ("Availability is at least 99.5%", "Availability >= 99.5%", "SLA007", "write `is at least`"),
    ("Availability is at least 99.5%", "Availability is at least 99,5%", "SLA008", "write `99.5`"),
    ("Availability is at least 99.5%", "Availability is at least 99.5", "SLA203", "99.5%"),
    ("Availability is at least 99.5%", "Availability is at least 99.5 percent", "SLA201", "write `%`"),
    ("Availability is at least 99.5%", "Availability is not less than 99.5%", "SLA013", "write `at least`"),
    ("Availability is at least 99.5%", "Availability shall be at least 99.5%", "SLA013", "write `is`"),
    ("within (it) is at most 8 hours", "within (it) is at most 8", "SLA203", "has no unit"),
    ("within (it) is at most 8 hours", "within (it) is at most 8 hous", "SLA201", "did you mean `hours`?"),
    ('time zone "UTC"', 'time zone "EST"', "SLA112", "is an abbreviation"),
    ('time zone "UTC"', "time zone EST", "SLA014", '`"America/New_York"`'),
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
    ("Uptime is at least 99.9%.", "Uptime > 99.9%.", "SLA007", "write `is more than`"),
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
    ("alpha_beta;\n    contrary_use", "alpha_beta,\n    contrary_use", "SLA011", "`,` stands where `;` is needed"),
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
    ("within 4 hours when severity", "within 4 hours if severity", "SLA013", "write `when`"),
    ("within 4 hours when severity", "in 4 hours when severity", "SLA013", "write `within`"),
    ("severity is 2;", "severity = 2;", "SLA007", "write `is`"),
    ("severity is 2;", "severity is high;", "SLA211", "a bare number and a word"),
    ("from opened until", "from opened to", "SLA013", "write `until`"),
    ("Service Availability is at least 99%", "Service Availability at least 99%", "SLA014", "`is` is missing before `at`"),
    ("Service Availability is at least 99%", "Service Availability is \u2265 99%", "SLA007", "write `at least`"),
    ("Service Availability is at", "service availability is at", "SLA012", "write `Service Availability`"),
    ("for each service:\n    Service Av", "per service:\n    Service Av", "SLA013", "write `for each`"),
    ('holidays "US"', "holidays US", "SLA014", 'write `"US"`'),
    ('holidays "US"', "holidays in the US", "SLA013", 'write `holidays "US"`'),
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


# ---------------------------------------------------------------- what a lawyer wrote on the first day
REMEDY = "remedy Credit [1] each month: when Uptime is breached; pays 10% of amount of fee; no cap; without a claim.\n"
CLAIM = (
    "claim Credit [1] each month: filed within 30 elapsed days after end of the month.\n"
    "remedy Credit [1] each month: when Uptime is breached; pays 1 EUR; no cap; claimed by Credit.\n"
)
ROWS = (
    "remedy Credit [1] each month: when Uptime is breached; no cap; without a claim; pays tiers of Uptime:\n"
    "| below 97% | 30 EUR |\n| at least 97% and below 98% | 20 EUR |\n| at least 98% and below 99.9% | 10 EUR |.\n"
)
ANSWER = "guarantee Response Time [1] of each ticket: from opened until responded; within 4 hours.\n"
WORK = "window Work [1]: covers maintenance; requires published, or flag unpublished.\n"
RANK = (
    "Rank of each ticket [5.1] means priority; low when channel is email; high when incident [5.4].\n"
    "guarantee Rank Time [1] of each ticket: from opened until responded; within 1 hour when Rank is high; no target.\n"
)
HOURS = (
    "Desk Hours [1] means 09:00 to 17:00 on Monday to Friday.\n"
    "guarantee Desk Time [1] of each ticket: from opened until responded; within 1 hour in Desk Hours.\n"
)
READING = 'reading whole [1]: exact "x"; full "y"; adopted exact because "z".\n'
BY_READING = UPTIME.replace("time of Down.", "by reading whole (exact: time of Down; full: 1 hour).")
STEP = "unit step.\nmeasure Steps [1] each month in steps: 1 step * number of Down.\n"
SOLVED = "measure Solved [1] each month: number of every check / number of every ticket; 100% when always.\n"
DAYS = "Desk Days [1] means Monday to Friday; except on (January 1, December 25).\n" + HOURS.replace(
    "on Monday to Friday", "on Desk Days"
)
# what the contract is added to, what stands in it, what the author writes, the code, what is underlined, the help
FIRST_DAY = [
    # 1. numbers that can be read in two ways
    (REMEDY, "no cap", "at most 1,000 EUR each month", "SLA008", "1,000", "write `1000` or `1.0`"),
    (REMEDY, "no cap", "at most 1.000 EUR each month", "SLA008", "1.000", "write `1000` or `1.0`"),
    (REMEDY, "no cap", "at most 10.125 EUR each month", "SLA008", "10.125", "write `10125` or `10.1250`"),
    (REMEDY, "no cap", "at most 1,000.00 EUR each month", "SLA008", "1,000.00", "write `1000.00`"),
    (REMEDY, "no cap", "at most 1.000,00 EUR each month", "SLA008", "1.000,00", "write `1000.00`"),
    (REMEDY, "no cap", "at most 1.000.000 EUR each month", "SLA008", "1.000.000", "write `1000000`"),
    (REMEDY, "no cap", "at most 1'000 EUR each month", "SLA008", "1'000", "write `1000`"),
    (REMEDY, "no cap", "at most 1 000 EUR each month", "SLA008", "1 000", "write `1000`"),
    (REMEDY, "no cap", "at most 10,50 EUR each month", "SLA008", "10,50", "write `10.50`"),
    (REMEDY, "10% of amount of fee", "smaller of (1,000 EUR, amount of fee)", "SLA008", "1", "write `1000` or `1.0`"),
    (UPTIME, "at least 99.9%", "at least 99,999%", "SLA008", "99,999", "write `99.999`"),
    # 2. states that a guarantee is not asked for
    (REMEDY, "is breached", "is pending", "SLA214", "Uptime is pending", "write `Uptime is breached` or `Uptime is met`"),
    (REMEDY, "is breached", "is not fulfilled", "SLA214", "Uptime is not fulfilled", "or `Uptime is met`"),
    (REMEDY, "is breached", "has been breached", "SLA013", "has been", "write `is`"),
    # 3. percentages of the fee
    (REMEDY, "amount of fee", "the monthly fee", "SLA013", "10% of the monthly fee", "write `10% of amount of fee`"),
    (REMEDY, "amount of fee", "monthly fee", "SLA013", "10% of monthly fee", "write `10% of amount of fee`"),
    (REMEDY, "amount of fee", "the fees", "SLA013", "10% of the fees", "write `10% of amount of fee`"),
    (REMEDY, "amount of fee", "fee", "SLA206", "fee", "write `10% of amount of fee`"),
    (REMEDY, "amount of fee", "Monthly Fee", "SLA101", "Monthly Fee", "write `amount of fee` for what the month costs"),
    (REMEDY, "no cap", "at most the monthly fee each month", "SLA013", "the monthly fee", "write `amount of fee`"),
    # 4. the end of the month
    (CLAIM, "after end", "after the end", "SLA013", "after the end of the month", "leave out `the`: `after end of the month`"),
    (CLAIM, "end of the month", "end of month", "SLA109", "month", "write `end of the month`"),
    # 5. rows
    (ROWS, "at least 97% and below 98%", "between 97% and 98%", "SLA014", "between 97% and 98%", "below 98%`"),
    (ROWS, "at least 97% and below 98%", "97% - 98%", "SLA014", "97% - 98%", "write `at least 97% and below 98%`"),
    (ROWS, "at least 97% and below 98%", "from 97 to 98%", "SLA014", "from 97 to 98%", "write `at least 97% and below 98%`"),
    # 6. rounding
    (UPTIME, "time of Down.", "time of Down rounded down.", "SLA014", ".", "`to the hour`, or `to 2 decimals`"),
    (UPTIME, "time of Down.", "time of Down rounded to the minute.", "SLA014", "to", "write `rounded down`, `rounded up`"),
    # 7. units that are left over
    (STEP + REMEDY, "10% of", "0.7% * Steps *", "SLA211", None, "divide by `1 step`"),
    (STEP + REMEDY, "10% of", "0.7% per step * Steps *", "SLA013", "0.7% per step", "write `0.7% / 1 step`"),
    # 8. a division by zero
    (SOLVED, "; 100% when always", "", "SLA508", "Solved", "add `; 100% when number of every ticket is 0`"),
    # 9. phrases
    (CLAIM, "30 elapsed days", "30 calendar days", "SLA013", "30 calendar days", "write `30 days`"),
    (CLAIM, "30 elapsed days", "30 working days", "SLA013", "working days", "`Business Days means Monday to Friday; ...`"),
    (CLAIM, " after end of the month", "", "SLA014", ".", "write `filed within 30 elapsed days after end of the month`"),
    (REMEDY, "no cap", "at most EUR 500 each month", "SLA013", "EUR 500", "`500 EUR`"),
    (REMEDY, "no cap", "at most EUR 1.000,50 each month", "SLA013", "EUR 1.000,50", "`1000.50 EUR`"),
    (REMEDY, "no cap", "at most EUR 1,000 each month", "SLA013", "EUR 1,000", "such as `500 EUR`"),
    (REMEDY, "no cap", "at most 500 euros each month", "SLA201", "euros", "write `10 EUR`"),
    (UPTIME, "is at least 99.9%", "is 99.9% or more", "SLA013", "more", "write `at least 99.9%`"),
    (UPTIME, "Uptime is at least 99.9%", "Downtime is 30 minutes or less", "SLA013", "less", "write `at most 30 minutes`"),
    (UPTIME, "at least 99.9%", "at least 99.9 per cent", "SLA013", "99.9 per cent", "write `99.9%`"),
    (DAYS, "January 1,", "1 January,", "SLA013", "1 January", "write `January 1`"),
    (DAYS, "(January 1, December 25)", "holidays in Hong Kong", "SLA013", "holidays in Hong Kong", 'write `holidays "HK"`'),
    (DAYS, "(January 1, December 25)", "public holidays", "SLA013", "public holidays", '`holidays "DE-BE"`'),
    (REMEDY, "no cap", "at most 5 EUR per month", "SLA013", "per month", "write `each month`"),
    (REMEDY, "Credit [1] each month", "Credit [1] every month", "SLA013", "every month", "write `each month`"),
    # 10. limbs of other clauses
    (REMEDY, "no cap", "no cap; otherwise forfeited", "SLA015", "otherwise forfeited", "move it to the claim"),
    (REMEDY, "no cap", "no cap; excused when Uptime is at least 99%", "SLA015", "excused when", "write `when ...;`"),
    (CLAIM, "end of the month.", "end of the month; at most 5 EUR each month.", "SLA015", "at most", "move it to the remedy"),
    (CLAIM, "end of the month.", "end of the month; when Uptime is breached.", "SLA015", "when", "write `requires ..., or`"),
    (UPTIME, "time of Down.", "time of Down; excused when always.", "SLA015", "excused when always", "`0 hours when ...`"),
    (UPTIME, "only where in_scope", "excused when in_scope", "SLA015", "excused when in_scope", "write `except where ...`"),
    (UPTIME, "only where in_scope", "requires in_scope, or no", "SLA015", "requires", "write `only where ...`"),
    (ANSWER, "within 4 hours", "within 4 hours; except where incident", "SLA015", "except where", "write `excused when ...`"),
    (WORK, "covers maintenance", "covers maintenance; except where published", "SLA015", "except where", "`covers "),
    # 11. the rest of the day
    (REMEDY, "no cap", "at most 500 EUR", "SLA014", ";", "write `each month`, `each calendar year`"),
    (READING + BY_READING, READING, "", "SLA106", "whole", "declare it, `reading whole [...]: ...`"),
    (READING + BY_READING, "reading whole", "reading a_b", "SLA106", "whole", "or take one of `a_b`"),
    (RANK, "[5.4]", "notwithstanding 6.9", "SLA401", "notwithstanding 6.9", "or leave out `notwithstanding 6.9`"),
    (UPTIME, "Uptime is at least 99.9%", "Downtime is at most 5%", "SLA203", "Downtime is at most 5%", "with `5%`"),
    (UPTIME, "Down [1] means", "down [1] means", "SLA012", "down", "write `Down`"),
    (UPTIME, "measure Downtime", "measure downtime", "SLA012", "downtime", "write `Downtime`"),
    (UPTIME.replace("Down ", "Counted Down ").replace("of Down.", "of Counted Down."), "Counted Down [1]", "counted down",
     "SLA012", "counted down", "write `Counted Down`"),
    (HOURS, "09:00 to 17:00", "7am to 8pm", "SLA013", "7am to 8pm", "write `07:00 to 20:00`"),
    (HOURS, "17:00", "8pm", "SLA013", "8pm", "write `20:00`"),
    (HOURS, "17:00", "12 am", "SLA013", "12 am", "write `24:00`"),
    (HOURS, "17:00", "5 p.m.", "SLA013", "5 p.m.", "write `17:00`"),
    (HOURS, "09:00 to 17:00", "9 to 17", "SLA013", "9 to 17", "write `09:00 to 17:00`"),
    (UPTIME, "is at least", "may be at least", "SLA013", "may be", "what is only allowed or intended is recorded"),
    (UPTIME, "is at least", "will be at least", "SLA013", "will be", "what is promised is said with `is`"),
    (READING + BY_READING, "adopted exact", "exact", "SLA014", "because", "write `adopted exact because`"),
    (READING + BY_READING, "adopted exact because", "because", "SLA014", ".", "write `adopted exact because"),
    (ROWS, "at least 97% and", "at least 97 and", "SLA203", "at least 97", "write `97%`"),
    (ROWS, "| 30 EUR |", "| 30 |", "SLA203", "30", "all rows give the same kind of thing: write its unit"),
    (UPTIME, '"UTC"', '"HKT"', "SLA112", '"HKT"', "such as `Asia/Hong_Kong`"),
    (UPTIME, '"UTC"', '"UTC+8"', "SLA112", '"UTC+8"', "write a place such as `Asia/Hong_Kong`"),
    (UPTIME, '"UTC"', '"Hong Kong"', "SLA112", '"Hong Kong"', "did you mean `Asia/Hong_Kong`?"),
    (UPTIME, 'time zone "UTC"', "time zone HKT", "SLA014", "HKT", '`"Asia/Hong_Kong"`'),
    (UPTIME, "currency EUR;", "currency EUR; version of 1 January 2025;", "SLA013", "1 January 2025", "`2025-01-01`"),
    (ANSWER, "responded", "answered", "SLA117", "answered", "did you mean `responded`? `ticket` has the instants `opened`"),
    (ANSWER, "opened", "received", "SLA117", "received", "did you mean `opened`?"),
    (ANSWER, "4 hours", "4 hours when urgency is high", "SLA117", "urgency", "did you mean `priority`?"),
]  # fmt: skip


@pytest.mark.parametrize(("added", "right", "wrong", "code", "underlined", "help"), FIRST_DAY)
def test_what_a_lawyer_writes_on_the_first_day(
    added: str, right: str, wrong: str, code: str, underlined: str | None, help: str
) -> None:
    whole = HEADER + (added if "Uptime [1] each month:" in added else UPTIME + added)
    assert findings(whole, header="") == []
    assert right in whole
    found = only(whole.replace(right, wrong, 1), header="")
    assert found.code == code, found.to_text()
    assert help in (found.help or ""), found.to_text()
    place = found.place
    assert place is not None
    if underlined is not None:
        assert place.text[place.column - 1 : place.column - 1 + place.length] == underlined, found.to_text()


@pytest.mark.parametrize("amount", ["0.125 EUR", "1000 EUR", "1.00 EUR", "10.1250 EUR", "1000.000 EUR"])
def test_a_number_that_can_be_read_in_one_way_is_no_mistake(amount: str) -> None:
    assert findings(UPTIME + REMEDY.replace("no cap", f"at most {amount} each month")) == []


def test_a_percentage_has_as_many_decimals_as_it_likes() -> None:
    assert findings(UPTIME.replace("99.9%", "99.999%")) == []


def test_a_guarantee_is_asked_whether_it_is_met() -> None:
    assert findings(UPTIME + REMEDY.replace("is breached", "is met")) == []


def test_a_term_that_is_to_be_quoted_is_said_once() -> None:
    found = only(UPTIME.replace("Downtime", "Length of Outages"))
    assert found.message == "`Length of Outages` has small words within a term"


def notes(clauses: str) -> list[tuple[str, str]]:
    return [(d.code, d.message) for d in compiled(UPTIME + clauses).sink if d.severity == "note" and d.code > "SLA602"]


def test_a_guarantee_whose_rows_hold_for_some_values_only_is_noted() -> None:
    by_severity = ANSWER.replace("4 hours", "1 hour when severity is 1; within 4 hours when severity is 2")
    ((code, message),) = notes(by_severity)
    assert code == "SLA604"
    assert message == "`Response Time` has no row for a `ticket` whose `severity` is none of 1, 2: it gets `no data`"
    assert notes(by_severity.replace(".\n", "; no target.\n")) == []
    assert notes(ANSWER) == []
    assert notes(ANSWER.replace("4 hours", "1 hour when incident; within 4 hours when not incident")) == []
    several = ANSWER.replace("4 hours", "1 hour when severity is 1; within 4 hours when channel is email")
    assert [code for code, _ in notes(several)] == ["SLA604"]


def test_days_that_are_counted_from_a_month_s_end_are_noted() -> None:
    ((code, message),) = notes(CLAIM.replace("30 elapsed days", "30 days"))
    assert code == "SLA603"
    assert message.endswith("of June, `30 days` end on 31 July at 24:00")
    assert notes(CLAIM) == []
    assert notes(CLAIM.replace("30 elapsed days after end", "30 days after start")) == []
