"""In: nothing. Out: `CONVENTIONS`, what the language fixes for every contract, each with the manual's page that says it."""

from __future__ import annotations

from attrs import frozen


@frozen
class Convention:
    """What it is about, what holds, and where the manual says it."""

    about: str
    text: str
    page: str


CONVENTIONS = (
    Convention(
        "facts", "what is not in the events did not happen; a fact that a clause needs and nobody recorded is named in the "
        "statement's warnings, and never guessed", "events.md",
    ),
    Convention(
        "absent facts", "what a field means that an event leaves out stands in the table of events: an outage without a cause "
        "is the provider's own, one without an end is still open, one that names no service concerns all",
        "events.md#types",
    ),
    Convention(
        "missing facts", "a comparison with a fact that is missing does not hold",
        "manual/exceptions-and-conditions.md#a-missing-fact",
    ),
    Convention(
        "overlaps", "time is counted once, however many outages lie over each other", "manual/outages-and-sets.md",
    ),
    Convention(
        "beginning and end", "an interval begins with its first instant and ends before its last: at 17:00 sharp, "
        "09:00 to 17:00 is over", "manual/days-and-hours.md#hours",
    ),
    Convention("causes", "a cause that no list names excuses nobody", "manual/outages-and-sets.md#causes"),
    Convention(
        "periods", "months, quarters, years, weeks and days begin and end at midnight of the contract's time zone, and last as "
        "long as they last there, also where the clocks change", "manual/header.md#whose-midnight",
    ),
    Convention("weeks", "a week is Monday to Sunday, as in ISO 8601", "manual/periods.md"),
    Convention(
        "bounds of periods", "what goes over the end of a period is divided at it, in periods of every length",
        "manual/periods.md#the-periods-there-are",
    ),
    Convention(
        "days of a deadline", "the day of the event is not counted, and the last day ends at 24:00; what is done at that "
        "midnight belongs to the next day and is late", "manual/claims-and-deadlines.md#what-a-deadline-is-counted-in",
    ),
    Convention(
        "hours of a deadline", "they are counted by the clock, and the last instant is in time",
        "manual/claims-and-deadlines.md#what-a-deadline-is-counted-in",
    ),
    Convention(
        "months of a deadline", "they end with the day of the same number, or with the last day of a shorter month",
        "manual/claims-and-deadlines.md#what-a-deadline-is-counted-in",
    ),
    Convention(
        "no instant, no deadline", "where the instant is not recorded from which a deadline runs, none runs",
        "manual/claims-and-deadlines.md#from-which-instant",
    ),
    Convention(
        "claims", "one good claim is enough, whatever others lack; a claim that names nothing is for nothing",
        "manual/claims-and-deadlines.md#a-claim",
    ),
    Convention(
        "exact numbers", "numbers are exact; nothing is rounded unless a clause says so, and then at that place",
        "manual/units-and-rounding.md#rounding",
    ),
    Convention(
        "amounts", "what is earned and what is awarded is rounded once a period, to the decimals of the currency",
        "manual/header.md#amounts",
    ),
    Convention(
        "equality", "at least and at most include the number itself, below and more than do not",
        "manual/exceptions-and-conditions.md",
    ),
    Convention(
        "exceptions", "an exception goes before the rule; of two that hold and decide differently, neither is taken unless one "
        "says that it goes before the other", "manual/exceptions-and-conditions.md",
    ),
    Convention(
        "order", "the order of the clauses and the order of the events decide nothing, save that of two remedies under one "
        "cap the first in the text has the room first, where each counts the other", "manual/caps-and-stacking.md",
    ),
)  # fmt: skip
