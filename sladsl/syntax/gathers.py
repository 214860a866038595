"""In: where a clause stops making sense. Out: the finding where a period, a stretch of time or a step is misworded."""

from __future__ import annotations

import re

from ..base.diagnostics import Diagnostic
from .misfit import Misfit, unfitting
from .text import Source


def gather(source: Source, m: Misfit) -> Diagnostic | None:
    """What belongs to a gathering, a cap, an interval, a pause, a step or a parameter, said in other words.

    It stands before the table of single words, in which `in` is `within` and `where` is `when`.
    """
    for found, before, code, message, help in _SAID:
        if re.fullmatch(found, m.found) and (said := re.search(before, m.before)):
            word = said[1] if said.groups() else ""
            return unfitting(source, m, help.format(word), message.format(word or m.found), code)
    return None


# What was found, what stands before it, and what is said of it; `{}` is the word that the second one catches.
_SAID = (
    ("in", r"\bfor each [\w ]+$", "SLA013", "`in` is not said here", "write `of`: `for each month of the last 3 months`"),
    ("in", r"\bat most\b[^;]*$", "SLA013", "`in` is not said here", "write `each month`, or `each 12 months`"),
    (
        "where", r"\bevery (minute|hour|day|week|month|quarter)$", "SLA014", "it is not said how many {}s one interval has",
        "write `every 1 {} where (...)`",
    ),
    (
        "where", r"\bpaused during every (\w+)$", "SLA014", "which {}s are meant is said in a term",
        "define one: `Waiting means every {}; only where reason is customer`",
    ),
    (
        "minutes?|hours?|seconds?|[A-Z]{3}",
        r"\brounded (?:half )?(?:up|down|even) to [0-9.]+$", "SLA014", "a step is rounded to multiples of it",
        "write `to multiples of 15 minutes`",
    ),
    (
        r"[0-9.]+", r"^\s*given\b[^:]*:$", "SLA014", "a parameter is of a kind, and this is a value",
        "write `percentage, else 99.9%`, or one of `number money time days word yes_or_no date`",
    ),
)  # fmt: skip
