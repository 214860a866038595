"""What is certain is mended: the fix of a mistake gives back the clause that was right; what is not certain is left alone."""

from __future__ import annotations

import pytest
from inline import HEADER, UPTIME, compiled, findings, only

from sladsl.base.diagnostics import Diagnostic, Edit
from sladsl.compiler.mending import applied, mend

REMEDY = "remedy Credit [1] each month: when Uptime is breached; pays 10% of amount of fee; no cap; without a claim.\n"
CAPPED = REMEDY.replace("no cap", "at most 100 EUR each month")
CLAIM = (
    "claim Credit [1] each month: filed within 30 elapsed days after end of the month.\n"
    "remedy Credit [1] each month: when Uptime is breached; pays 1 EUR; no cap; claimed by Credit.\n"
)
ANSWER = (
    "guarantee Response Time [1] of each ticket: from opened until responded; within 4 hours when severity is 1; no target.\n"
)
HOURS = (
    "Business Hours [1] means 09:00 to 17:00 on Monday to Friday.\n"
    "guarantee Desk Time [1] of each ticket: from opened until responded; within 4 hours in Business Hours.\n"
)
ROUND = HOURS.replace("09:00 to 17:00 on Monday to Friday", "00:00 to 24:00 on Monday to Sunday")
DAYS = "Desk Days [1] means Monday to Friday; except on (January 1, December 25).\n"
DAYS += "Desk Hours [1] means 09:00 to 17:00 on Desk Days.\n"
DAYS += "guarantee Desk Time [1] of each ticket: from opened until responded; within 1 hour in Desk Hours.\n"
WORK = "window Work [1]: covers maintenance; requires published, or flag unpublished.\n"
PLANNED = WORK + "Idle [1] means every outage; except during Work.\nmeasure Idle Time [1] each month in hours: time of Idle.\n"
# the clauses that are right, what stands in them, what the author writes for it
CERTAIN = [
    (UPTIME, "time of Down.", "time of Down"),
    (UPTIME, "time of Down.", "time of Down;"),
    (UPTIME, "time of Down.", "time of Down  # in minutes"),
    (UPTIME, "every outage; only", "every outage, only"),
    (REMEDY, "is breached;", "is breached"),
    (REMEDY, "no cap;", "no cap,"),
    (UPTIME, "Uptime is at least 99.9%", "Uptime >= 99.9%"),
    (UPTIME, "Uptime is at least 99.9%", "Uptime ≥ 99.9%"),
    (UPTIME, "is at least 99.9%", "is ≥ 99.9%"),
    (UPTIME, "Uptime is at least 99.9%", "Uptime at least 99.9%"),
    (UPTIME, "is at least", "shall be at least"),
    (UPTIME, "is at least", "is not less than"),
    (UPTIME, "is at least", "is a minimum of"),
    (UPTIME, "Uptime is at least", "the Uptime is at least"),
    (UPTIME, "99.9%", "99,9%"),
    (UPTIME.replace("99.9%", "smaller of (99.9%, Uptime)"), "99.9%", "99,9%"),
    (UPTIME, "99.9%", "99.9 per cent"),
    (UPTIME, "every outage", "all outages"),
    (UPTIME, "every outage", "every outages"),
    (UPTIME, "time of Down.", "time of Downs."),
    (UPTIME, "Downtime) /", "downtime) /"),
    (UPTIME, "guarantee Uptime", "Guarantee Uptime"),
    (UPTIME, "only where", "only if"),
    (UPTIME, "Down [1] means every", "Down [1] means: every"),
    (UPTIME, "Down [1] means every", "Down [1] is every"),
    (UPTIME.replace("[1] means", '["4(i)"] means'), '"4(i)"', "4(i)"),
    (UPTIME, "EUR", "eur"),
    (UPTIME, "EUR", "€"),
    (UPTIME, '"Provider"', "Provider"),
    (UPTIME, "measure Downtime", "// the minutes\nmeasure Downtime"),
    (REMEDY, "when Uptime", "if Uptime"),
    (REMEDY, "when Uptime", "When Uptime"),
    (REMEDY, "when Uptime", "in case Uptime"),
    (REMEDY, "is breached", "breached"),
    (REMEDY, "is breached", "fails"),
    (REMEDY, "is breached", "has been breached"),
    (REMEDY, "no cap", "uncapped"),
    (REMEDY, "[1] each month: when", "[1] per month: when"),
    (CAPPED, "at most 100", "up to 100"),
    (CAPPED, "at most 100", "not more than 100"),
    (CAPPED, "at most 100", "a maximum of 100"),
    (CAPPED, "at most 100", "capped at 100"),
    (CAPPED, "at most 100", "shall not exceed 100"),
    (CAPPED, "100 EUR", "EUR 100"),
    (CAPPED, "100 EUR", "€100"),
    (CAPPED, "100 EUR", "100 €"),
    (CAPPED.replace("100 EUR", "1000000 EUR"), "1000000", "1.000.000"),
    (CAPPED.replace("100 EUR", "1000.00 EUR"), "1000.00", "1.000,00"),
    (CAPPED.replace("100 EUR", "1000 EUR"), "1000", "1'000"),
    (CLAIM, "filed within", "submitted within"),
    (CLAIM, "filed within", "filed in"),
    (CLAIM, "days after end", "days from end"),
    (CLAIM, "claimed by Credit", "claimed by Credits"),
    (ANSWER, "until responded", "to responded"),
    (ANSWER, "within 4", "no later than 4"),
    (ANSWER, "within 4", "in 4"),
    (ANSWER, "4 hours", "four hours"),
    (ANSWER, "4 hours", "four (4) hours"),
    (ANSWER, "severity is 1", "severity = 1"),
    (ANSWER, "when severity", "if severity"),
    (HOURS, "4 hours in Business Hours", "4 business hours"),
    (HOURS, "09:00 to 17:00", "9am to 5pm"),
    (HOURS, "09:00 to 17:00", "9 to 17"),
    (ROUND, "00:00 to 24:00 on Monday to Sunday", "around the clock"),
    (DAYS, "January 1,", "1 January,"),
    (PLANNED, "published, or", "published or"),
]  # fmt: skip


@pytest.mark.parametrize(("clauses", "right", "wrong"), CERTAIN)
def test_a_certain_mistake_is_mended_to_what_was_right(clauses: str, right: str, wrong: str) -> None:
    whole = HEADER + (clauses if "guarantee Uptime" in clauses else UPTIME + clauses)
    assert findings(whole, header="") == []
    assert right in whole
    mistaken = whole.replace(right, wrong, 1)
    assert only(mistaken, header="").fix, only(mistaken, header="").to_text()
    done = mend(mistaken.encode(), "inline.sla")
    assert done.fixed == 1
    beside = {"// the minutes": "# the minutes\n", "# in minutes": ".  # in minutes"}  # a remark stays where it was
    remark = next((new for old, new in beside.items() if old in wrong), "")
    assert done.text == (whole if not remark else mistaken.replace("//", "#").replace("Down  #", "Down.  #"))
    assert [d for d in done.diagnostics if d.severity != "note"] == []


DOUBTFUL = [
    (CAPPED, "100 EUR", "1,000 EUR"),  # a thousand, or one
    (CAPPED, "100 EUR", "$100"),  # whose dollars?
    (CAPPED, "at most 100 EUR each month", "at most 100 EUR"),  # for how long?
    (UPTIME, "99.9%", "99.9"),  # perhaps hours
    (UPTIME, "time of Down.", "time of Dwon."),  # a misspelt term may be another one
    (UPTIME, '"UTC"', '"EST"'),  # an abbreviation means several zones
    (REMEDY, "amount of fee", "the charges"),
    (REMEDY, "10% of amount of fee", "10 EUR for each 30 minutes of Downtime"),
    (CLAIM, " after end of the month", ""),
    (ANSWER, "4 hours", "30"),
    (ANSWER, "4 hours", "4 hous"),
    (ANSWER, "severity is 1", "severity is 1 and incident or published"),
    (UPTIME, "- Downtime) /", "- Downtime /"),  # where does it close?
]


@pytest.mark.parametrize(("clauses", "right", "wrong"), DOUBTFUL)
def test_what_is_doubtful_is_left_as_it_is_and_has_a_way_out(clauses: str, right: str, wrong: str) -> None:
    whole = HEADER + (clauses if "guarantee Uptime" in clauses else UPTIME + clauses)
    assert right in whole
    mistaken = whole.replace(right, wrong, 1)
    found = only(mistaken, header="")
    assert found.fix == ()
    assert found.help
    done = mend(mistaken.encode(), "inline.sla")
    assert (done.text, done.fixed) == (mistaken, 0)


def test_a_dollar_is_that_of_the_header() -> None:
    header = HEADER.replace("EUR", "HKD")
    wrong = header + UPTIME + CAPPED.replace("100 EUR", "$100")
    assert mend(wrong.encode(), "a.sla").text == header + UPTIME + CAPPED.replace("100 EUR", "100 HKD")


@pytest.mark.parametrize("amount", ["HK$100", "HK$ 100", "100 HK$", "100HK$"])
def test_a_dollar_is_that_of_the_country_before_it(amount: str) -> None:
    right = HEADER.replace("EUR", "HKD") + UPTIME + CAPPED.replace("100 EUR", "100 HKD")
    done = mend(right.replace("100 HKD", amount).replace("currency HKD", "currency HK$").encode(), "a.sla")
    assert (done.text, done.fixed) == (right, 2)


def test_several_mistakes_of_several_clauses_are_mended_at_once() -> None:
    whole = HEADER + UPTIME + REMEDY
    wrong = whole.replace("time of Down.", "time of Down").replace("99.9%", "99,9%").replace("when Uptime", "if Uptime")
    done = mend(wrong.encode(), "a.sla")
    assert (done.text, done.fixed) == (whole, 3)


def test_two_mistakes_of_one_clause_are_mended_one_after_the_other() -> None:
    whole = HEADER + UPTIME + CAPPED
    wrong = whole.replace("when Uptime", "if Uptime").replace("at most 100 EUR", "up to €100")
    done = mend(wrong.encode(), "a.sla")
    assert (done.text, done.fixed) == (whole, 3)


def test_a_clause_that_cannot_be_mended_whole_stays_as_it_is() -> None:
    wrong = HEADER + UPTIME + CAPPED.replace("when Uptime", "if Uptime").replace("at most 100 EUR", "at most $100")
    assert only(wrong, header="").fix  # `if` is certain, `$` is not
    assert mend(wrong.encode(), "a.sla").text == wrong


def test_line_ends_marks_of_word_processors_and_a_byte_order_mark_stay() -> None:
    right = ("\ufeff" + HEADER + UPTIME).replace('"Provider"', "“Provider”").replace("\n", "\r\n")
    assert not compiled(right, header="").sink.errors
    wrong = right.replace("99.9%", "99,9%").replace("time of Down.\r", "time of Down\r")
    assert mend(wrong.encode(), "a.sla").text == right


def test_bytes_that_are_no_text_are_not_touched() -> None:
    data = (HEADER + UPTIME.replace("99.9%", "99,9%")).encode() + b"# \xff\n"
    assert mend(data, "a.sla").fixed == 0


def test_of_fixes_that_overlap_the_first_is_made() -> None:
    found = [Diagnostic("SLA001", "a", fix=(Edit(1, 1, 3, "x"),)), Diagnostic("SLA001", "b", fix=(Edit(1, 3, 2, "y"),))]
    assert applied("abcde", found) == ("xde", 1)
    assert applied("abcde", found[::-1]) == ("aby" + "e", 1)


def test_a_fix_of_several_edits_is_made_whole_or_not() -> None:
    both = Diagnostic("SLA001", "a", fix=(Edit(1, 1, 1, "("), Edit(2, 2, 0, ")")))
    assert applied("[a\nb", [both]) == ("(a\nb)", 1)
    assert applied("[a\nb", [Diagnostic("SLA001", "b", fix=(Edit(1, 1, 2, ""),)), both]) == ("\nb", 1)


# Suggestions: what the author writes, when the help is followed to the letter in the place of what is underlined.
SUGGESTED = [
    (UPTIME, "time of Down.", "time of Dwon.", "Down"),
    (UPTIME, "99.9%", "99.9", "99.9%"),
    (UPTIME, '"UTC"', '"EST"', '"America/New_York"'),
    (UPTIME, '"UTC"', '"Hong Kong"', '"Asia/Hong_Kong"'),
    (REMEDY, "10% of amount of fee", "15% of the charges", "15% of amount of fee"),
    (REMEDY, "10% of amount of fee", "15% of the monthly fee", "15% of amount of fee"),
    (REMEDY, "10% of amount of fee", "10 EUR for each 30 minutes of Downtime",
     "10 EUR * (Downtime rounded down to multiples of 30 minutes) / 30 minutes"),
    (REMEDY, "10% of amount of fee", "5% of amount of fee per 2 hours of Downtime",
     "5% of amount of fee * (Downtime rounded down to multiples of 2 hours) / 2 hours"),
    (ANSWER, "responded", "responed", "responded"),
    (ANSWER, "hours", "hous", "hours"),
    (CLAIM, "end of the month", "end of month", "the month"),
]  # fmt: skip


@pytest.mark.parametrize(("clauses", "right", "wrong", "followed"), SUGGESTED)
def test_a_suggestion_that_is_followed_leads_to_a_contract(clauses: str, right: str, wrong: str, followed: str) -> None:
    whole = HEADER + (clauses if "guarantee Uptime" in clauses else UPTIME + clauses)
    mistaken = whole.replace(right, wrong, 1)
    found = only(mistaken, header="")
    assert found.fix == ()
    assert followed.strip('"') in (found.help or ""), found.to_text()
    place = found.place
    assert place is not None
    length = 0 if right == "99.9%" else place.length  # of two values side by side the last one is meant
    if length:
        edit = Edit(place.line, place.column, length, followed)
        mended, _ = applied(mistaken, [Diagnostic("SLA101", "x", fix=(edit,))])
    else:
        mended = mistaken.replace(wrong, followed)
    assert findings(mended, header="") == []
