"""The help of a message is what its author would write next, in the words and figures of the clause."""

from __future__ import annotations

import pytest
from inline import UPTIME, only

LOST = "measure X [1] each month in hours: time of Lost. Lost [1] means "
CLOCK = "guarantee X [1] of each ticket: from opened until responded; "
WAYS = [
    (
        "measure X [1] each month in minutes: time of Downtime.",
        "SLA212",
        "`Downtime` is a length by itself: leave `time of` out",
    ),
    (
        "measure X [1] each month in hours: length of Downtime.",
        "SLA214",
        "`Downtime` is a number by itself: leave `length of` out",
    ),
    (
        "measure X [1] each month in hours: length of Down.",
        "SLA214",
        "write `time of Down`, or `length of it` in what is said of each",
    ),
    ("measure X [1] each month in hours: duration of Down.", "SLA110", "write `time of`"),
    ("measure X [1] each month: average of Down.", "SLA110", "write `mean of`"),
    (
        LOST + "every interruption.",
        "SLA109",
        "did you mean `outage`? If not, declare it: `event interruption [...]: at instant`",
    ),
    (LOST + "every flood.", "SLA109", "declare it: `event flood [...]: at instant`"),
    ("event delivery [1]: at timestamp. measure X [1] each month: number of (every delivery).", "SLA115", "write `instant`"),
    ("measure X [1] each 2 fortnight in hours: Downtime.", "SLA219", "write `14 days`"),
    ("guarantee X [1] each month: Uptime is at least 95.5.", "SLA203", "a bare number has no unit: write `95.5%`"),
    (
        "guarantee X [1] each month: Downtime is at most 4.",
        "SLA203",
        "a bare number has no unit: write `4 hours` or `4 minutes`",
    ),
    ("guarantee X [1] each month: Downtime is at most 1.", "SLA203", "a bare number has no unit: write `1 hour` or `1 minute`"),
    (
        "remedy X [1] each month: pays larger of (0, 10 EUR - 1 EUR * number of Down); no cap; without a claim.",
        "SLA203",
        "a bare number has no unit: write `0 EUR`",
    ),
    (
        "guarantee X [1] each month: number of Down is at most 5%.",
        "SLA203",
        "a count is compared with a number, `3`; a share of all is `number of ... / number of ...`",
    ),
    (
        CLOCK + "within 4 clear hours.",
        "SLA202",
        "leave out `clear`: it is said of days, `5 elapsed days`, `5 clear Business Days`",
    ),
    (
        CLOCK + "within 4 hours in Down.",
        "SLA204",
        "define a term for hours: `Business Hours means 09:00 to 17:00 on Monday to Friday.`",
    ),
    (CLOCK + "within 5 Down.", "SLA204", "define a term for days: `Business Days means Monday to Friday.`"),
    (
        "remedy X [1] each month: when Uptime is breached; pays 10 USD; no cap; without a claim.",
        "SLA216",
        "write the amount in `EUR`; the language exchanges no money",
    ),
    (
        "remedy X [1] each month: when Downtime is breached; pays 10 EUR; no cap; without a claim.",
        "SLA101",
        "there is `Uptime`",
    ),
]


@pytest.mark.parametrize(("clauses", "code", "help"), WAYS)
def test_the_help_says_what_to_write(clauses: str, code: str, help: str) -> None:
    found = only(UPTIME + clauses)
    assert (found.code, found.help) == (code, help)


def test_a_header_that_says_something_twice_shows_both_places() -> None:
    found = only("", 'agreement "A": time zone "UTC"; period calendar month;\n    time zone "Europe/Berlin".\n')
    assert found.code == "SLA102"
    assert found.place is not None
    assert [(place.line, phrase) for phrase, place in found.related] == [(1, "it was said here first")]
    assert found.place.line == 2


@pytest.mark.parametrize(
    ("clauses", "taken"),
    [
        ("remedy X [1] each month: pays 10 EUR; no cap.", "without a claim"),
        ("remedy X [1] each month: pays 10 EUR; without a claim.", "no cap"),
        ("claim X [1] each month: requires eligible of subscription, or not_eligible. "
         "remedy X [1] each month: pays 10 EUR; no cap; claimed by X.", "no deadline"),
    ],
)  # fmt: skip
def test_a_convention_that_a_run_takes_is_named(clauses: str, taken: str) -> None:
    assert only(clauses).message.endswith(f"; taken: {taken}")
