"""The style, construct by construct: what an author typed, and how everybody writes it. Expected texts are written by hand."""

from __future__ import annotations

import pytest

from sladsl.api import format
from sladsl.base.diagnostics import SlaError

SHORT = {
    "blanks stand between words, none before signs": (
        'section   4.2\t"Uptime"  .',
        'section 4.2 "Uptime".',
    ),
    "a number and its sign are one": (
        "Share [1] means 10 % of amount of fee.",
        "Share [1] means 10% of amount of fee.",
    ),
    "operators stand between blanks, brackets at what they hold": (
        "Hourly Fee [4.4] means amount of fee/( 24 hours*days of the month ) .",
        "Hourly Fee [4.4] means amount of fee / (24 hours * days of the month).",
    ),
    "a definition with one limb is a line": (
        "Down [1] means every outage;\n  only where in_scope.",
        "Down [1] means every outage; only where in_scope.",
    ),
    "a term that runs over a line is written on one": (
        "Scheduled\n   Maintenance [1] means Planned\nWork.",
        "Scheduled Maintenance [1] means Planned Work.",
    ),
    "so is a quotation": (
        'section 1 "Service\n     Availability".',
        'section 1 "Service Availability".',
    ),
    "a promise that fits is a line": (
        "guarantee Uptime [1] each month:\n    Uptime is at least 99.9%.",
        "guarantee Uptime [1] each month: Uptime is at least 99.9%.",
    ),
    "days and hours": (
        "Business Hours [2] means 07:00 to 17:00\non Business Days.",
        "Business Hours [2] means 07:00 to 17:00 on Business Days.",
    ),
    "fields of an event": (
        "event update [3]: ticket code ;sent instant.",
        "event update [3]: ticket code; sent instant.",
    ),
    "conditions": (
        "Late [2] means every ticket; only where opened is after start of the month and\n(Slow or not Done).",
        "Late [2] means every ticket; only where opened is after start of the month and (Slow or not Done).",
    ),
    "stretches": (
        "Break [2] means every stretch of\nDowntime joined over gaps below 5  minutes.",
        "Break [2] means every stretch of Downtime joined over gaps below 5 minutes.",
    ),
    "a rank": (
        "Limit [2] means 2 hours; 4 hours when Large  subject to 3.1.",
        "Limit [2] means 2 hours; 4 hours when Large subject to 3.1.",
    ),
    "a default": ("default kind of maintenance is  scheduled.", "default kind of maintenance is scheduled."),
    "a unit": ("unit  credits [4].", "unit credits [4]."),
    "a parameter": (
        "given Target [2]:percentage , else 99%.",
        "given Target [2]: percentage, else 99%.",
    ),
}


@pytest.mark.parametrize(("typed", "written"), SHORT.values(), ids=SHORT.keys())
def test_a_short_clause_is_one_line(typed: str, written: str) -> None:
    assert format(typed) == written + "\n"


LONG = {
    "a header has a line for each limb": (
        'agreement "A": provider "P"; time zone "UTC" [2]; currency EUR.',
        """
agreement "A":
    provider "P";
    time zone "UTC" [2];
    currency EUR.
""",
    ),
    "a definition with more limbs goes on below": (
        "Down [1] means every outage; only where in_scope; except where caused by Excluded Causes.",
        """
Down [1] means every outage;
    only where in_scope;
    except where caused by Excluded Causes.
""",
    ),
    "a measure with an exception has a line for each": (
        "measure Uptime [1] each month: 1 - Downtime / time of the month; 100% when time of the month is 0 minutes.",
        """
measure Uptime [1] each month:
    1 - Downtime / time of the month;
    100% when time of the month is 0 minutes.
""",
    ),
    "a remedy, however short, has lines for its limbs": (
        "remedy Credit [3] each month: pays 10 EUR.",
        """
remedy Credit [3] each month:
    pays 10 EUR.
""",
    ),
    "limbs of every kind of clause": (
        "remedy Credit [3] each quarter: pays 10 EUR; nothing unless at least 5 EUR; expires within 2 months after end of it; "
        "divided among every service by fee; at most 5% of amount of fee each quarter.",
        """
remedy Credit [3] each quarter:
    pays 10 EUR;
    nothing unless at least 5 EUR;
    expires within 2 months after end of it;
    divided among every service by fee;
    at most 5% of amount of fee each quarter.
""",
    ),
    "conditions that are too long begin their lines with the word that joins them": (
        "Late [2] means every ticket; only where opened is after start of the month and responded is not given and "
        "priority is one of (high, urgent) and channel is email.",
        """
Late [2] means every ticket;
    only where opened is after start of the month and responded is not given and priority is one of (high, urgent)
        and channel is email.
""",
    ),
    "what is recorded stands below what it is of": (
        'record scope [4.1, "for the duration"]: "this SLA lasts as long as the contract".',
        """
record scope [4.1, "for the duration"]:
    "this SLA lasts as long as the contract".
""",
    ),
    "an assumption and its reason are two lines": (
        'assumption "A-1" [2]: "a day is a calendar day" because "nothing else is said".',
        """
assumption "A-1" [2]:
    "a day is a calendar day"
    because "nothing else is said".
""",
    ),
    "a reading": (
        'reading hours [2.1]: exact "with fractions"; full "whole hours"; adopted exact because "no rounding is said".',
        """
reading hours [2.1]:
    exact "with fractions";
    full "whole hours";
    adopted exact because "no rounding is said".
""",
    ),
    "a table's bars stand below each other": (
        """remedy Credit [6] each month:
        pays tiers of Uptime: | at least 98% and below 99%|5% of amount of fee [6,"98%"]|
        |below 98%|10% of amount of fee|; no cap.""",
        """
remedy Credit [6] each month:
    pays tiers of Uptime:
        | at least 98% and below 99% | 5% of amount of fee [6, "98%"] |
        | below 98%                  | 10% of amount of fee           |;
    no cap.
""",
    ),
    "a table of two dimensions has an empty corner": (
        """measure Share [6] each month: tiers of Uptime by plan:
        || basic | otherwise |
        | at least 99.9% | 0% | 0% | | below 99.9% | 5% | 12.5% |.""",
        """
measure Share [6] each month:
    tiers of Uptime by plan:
        |                | basic | otherwise |
        | at least 99.9% | 0%    | 0%        |
        | below 99.9%    | 5%    | 12.5%     |.
""",
    ),
    "where one comes from goes onto a line of its own before it is torn": (
        "guarantee Response Time [6] of each ticket: from opened until responded; "
        "within 8 hours in Business Hours when Priority is one of (medium, normal, usual) "
        '[6.3, "The maximum Response Times of it"].',
        """
guarantee Response Time [6] of each ticket:
    from opened until responded;
    within 8 hours in Business Hours when Priority is one of (medium, normal, usual)
        [6.3, "The maximum Response Times of it"].
""",
    ),
    "brackets that do not fit have a line for each part": (
        "measure Availability [5] each month: by reading basis (remove: (time of the month - Excusable Unavailability - "
        "Unavailability) / (time of the month - Excusable Unavailability); keep: time of the month).",
        """
measure Availability [5] each month:
    by reading basis (
        remove: (time of the month - Excusable Unavailability - Unavailability)
            / (time of the month - Excusable Unavailability);
        keep: time of the month).
""",
    ),
    "what follows them does not hide behind the last part": (
        "Timely [2] means notified_at is at least by reading notice_count (date: 5 Business Days; "
        "clear: 5 clear Business Days; elapsed: 5 elapsed Business Days) before start.",
        """
Timely [2] means
    notified_at is at least by reading notice_count (
        date: 5 Business Days;
        clear: 5 clear Business Days;
        elapsed: 5 elapsed Business Days
    ) before start.
""",
    ),
    "a meaning that no line holds opens its bracket behind `means`": (
        "Failed Tests [5] means by reading check_rule (first_to_last: every run of 2 failed checks until the last failure; "
        "plus_interval: every run of 2 failed checks until the next success).",
        """
Failed Tests [5] means by reading check_rule (
    first_to_last: every run of 2 failed checks until the last failure;
    plus_interval: every run of 2 failed checks until the next success).
""",
    ),
    "a sum ends its line before a sign, not within a product": (
        "measure Much [1] each month: First Amount Of Money * Second Amount Of Money + Third Amount Of Money + "
        "Fourth Amount Of Money * Fifth Amount Of Money.",
        """
measure Much [1] each month:
    First Amount Of Money * Second Amount Of Money + Third Amount Of Money
        + Fourth Amount Of Money * Fifth Amount Of Money.
""",
    ),
}


@pytest.mark.parametrize(("typed", "written"), LONG.values(), ids=LONG.keys())
def test_a_longer_clause_has_lines(typed: str, written: str) -> None:
    assert format(typed) == written.removeprefix("\n")


def test_a_quotation_that_is_too_long_goes_on_inside_it() -> None:
    # 4 blanks, the mark, 23 words of 4 letters and the 22 blanks between them are 119 of 120 characters
    typed = f'record scope [4.1]: "{" ".join(["abcd"] * 25)}".'
    assert format(typed) == f'record scope [4.1]:\n    "{" ".join(["abcd"] * 23)}\n     abcd abcd".\n'


def test_a_reason_that_is_too_long_goes_on_one_step_further_in() -> None:
    # `    because "` has 13 characters, 21 words of 4 letters and their blanks 104: 117 of 120
    typed = f'assumption "A-1" [4.1]: "so" because "{" ".join(["abcd"] * 22)}".'
    assert format(typed) == f'assumption "A-1" [4.1]:\n    "so"\n    because "{" ".join(["abcd"] * 21)}\n        abcd".\n'


def test_a_line_may_be_full_to_the_last_character() -> None:
    # `section 1 "..."` and its full stop: 120 characters stay, and with 121 the last word goes down
    fits = f'section 1 "{"a" * 50} {"b" * 56}".'
    assert len(fits) == 120
    assert format(fits) == fits + "\n"
    longer = fits.replace("b", "bb", 1)
    assert format(longer) == f'section 1 "{"a" * 50}\n    {"b" * 57}".\n'


# ---------------------------------------------------------------- remarks and empty lines
REMARKS = {
    "at the end of a line": (
        "default channel of claim is email. # both ways",
        "default channel of claim is email. # both ways\n",
    ),
    "between limbs": (
        "window Work [2]:\n  covers maintenance; # all\n# and\n never excluded.",
        "window Work [2]:\n    covers maintenance; # all\n    # and\n    never excluded.\n",
    ),
    "before the sign that ends a limb": (
        "window Work [2]: covers maintenance # all\n; never excluded # no\n.",
        "window Work [2]:\n    covers maintenance; # all\n    never excluded. # no\n",
    ),
    "before a bracket that something follows": (
        "Long [2] means by reading r (a: 1 day; b: 2 days # more\n) + 1 day.",
        "Long [2] means by reading r (\n    a: 1 day;\n    b: 2 days # more\n) + 1 day.\n",
    ),
    "between the rows of a table": (
        "measure S [6] each month: tiers of Uptime: | below 1% | 5% | # few\n#most\n| otherwise | 10% |.",
        "measure S [6] each month:\n    tiers of Uptime:\n        | below 1%  | 5%  | # few\n        #most\n"
        "        | otherwise | 10% |.\n",
    ),
    "within a sum": (
        "Much [1] means A # first\n+ B.",
        "Much [1] means\n    A # first\n        + B.\n",
    ),
    "alone in a file": ("\n\n# nothing yet  \n\n\n# more\n\n", "# nothing yet\n\n# more\n"),
    "behind the last clause": ("section 1.\n# so\n\n\n# end", "section 1.\n# so\n\n# end\n"),
    "with the signs of clauses": ('section 1. # "a; b. c', 'section 1. # "a; b. c\n'),
}


@pytest.mark.parametrize(("typed", "written"), REMARKS.values(), ids=REMARKS.keys())
def test_a_remark_stays_where_it_belongs(typed: str, written: str) -> None:
    assert format(typed) == written


def test_of_empty_lines_one_is_kept_between_clauses_and_between_limbs() -> None:
    typed = "\n\nsection 1.\n\n\n\nwindow Work [2]:\n\n covers maintenance;\n\n\n never\n\nexcluded.\nsection 2.\n\n"
    assert format(typed) == "section 1.\n\nwindow Work [2]:\n    covers maintenance;\n\n    never excluded.\nsection 2.\n"


def test_an_empty_text_stays_empty() -> None:
    assert format("") == format(" \n\n\t") == ""


# ---------------------------------------------------------------- word processors
def test_the_signs_of_a_word_processor_become_plain_outside_quotations() -> None:
    typed = "\ufeffMuch [ 1,\u00a0\u201cA\u00a0\u2013 it\u2019s\u201d ]\r\n"
    typed += "\tmeans A \u2013 B \u00d7 2 \u00f7 3.\r\n# it\u2019s \u2013\u00a0so\r\n"
    # what is quoted, and what is remarked, keeps its dash and its apostrophe
    assert format(typed) == 'Much [1, "A \u2013 it\u2019s"] means A - B * 2 / 3.\n# it\u2019s \u2013 so\n'


def test_clauses_that_cannot_be_read_are_all_told() -> None:
    with pytest.raises(SlaError) as refused:
        format("section 1.\nsection.\nmeasure.\n", "two.sla")
    assert [d.place.line for d in refused.value.diagnostics if d.place] == [2, 3]
    assert refused.value.kind == "contract"


def test_a_contract_with_an_undefined_term_can_be_formatted() -> None:
    assert format("Down [1]  means Nowhere Defined.") == "Down [1] means Nowhere Defined.\n"
