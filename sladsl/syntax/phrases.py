"""In: a clause and the place where it stops making sense. Out: the phrase of agreements around it, and what to write for it.

A phrase is recognised as a whole, so that its message underlines all of it and its help keeps the author's own figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from attrs import frozen

from .numerals import misread
from .words import FIGURES

_REACH = 160  # characters before and behind the place, in which a phrase is looked for
NAMES_OF_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = f"({'|'.join(NAMES_OF_MONTHS)})"
_NUMBER = r"(?<![\d.,])(\d+(?:\.\d+)?)"
_CLOCK = r"(?<![\d:])(\d{1,2})(?:[:.](\d\d))? ?([ap]m\b|[ap]\.m\.)"
_MEASURED = r"(?<![\d.,])(\d+(?:\.\d+)?(?:%| [a-z]+)?)"
_RATE = r"(?<![\d.,])(\d+(?:\.\d+)?(?:%| [A-Z]{3}\b))"
_A_TERM = r"[A-Z][A-Za-z0-9]*(?: [A-Z][A-Za-z0-9]*)*"
_TH = r"(?:st|nd|rd|th)?"
_COUNTRIES = {
    "hong kong": "HK", "germany": "DE", "berlin": "DE-BE", "bavaria": "DE-BY", "england": "GB-ENG", "scotland": "GB-SCT",
    "wales": "GB-WLS", "the united kingdom": "GB", "the uk": "GB", "the united states": "US", "the usa": "US", "the us": "US",
    "france": "FR", "singapore": "SG", "china": "CN", "japan": "JP", "india": "IN", "australia": "AU", "canada": "CA",
    "switzerland": "CH", "austria": "AT", "the netherlands": "NL", "ireland": "IE", "california": "US-CA", "italy": "IT",
    "spain": "ES", "belgium": "BE", "poland": "PL", "sweden": "SE", "norway": "NO", "denmark": "DK",
}  # fmt: skip


@frozen
class Phrase:
    """Where the phrase stands in the clause; what is wrong with it; what to write."""

    start: int
    end: int
    message: str
    help: str
    code: str = "SLA013"
    certain: bool = False  # whether nothing else can be meant


def phrase(text: str, at: int, wanted: frozenset[str]) -> Phrase | None:
    """The phrase in which the place lies."""
    low = max(0, at - _REACH)
    # Of the whole clause, or the window could begin within a quotation and take it for the words outside.
    blanked = re.sub(r'"[^"]*"?|#[^\n]*', lambda m: '"' * len(m[0]), text)
    window = blanked[low : at + _REACH]
    for pattern, help, message, code in _patterns():
        for m in pattern.finditer(window):
            start, end = low + m.start(), low + m.end()
            behind = help in (_each, _clock) and not text[end:at].strip()  # `5 credits per month;` can be read up to its end
            if not (start <= at < end or (start <= at and behind)):
                continue
            better = help(m, wanted) if callable(help) else help.format(*m.groups(""))
            shown = " ".join(m[0].split())
            if better is not None and f"`{shown}`" not in better:
                certain = not callable(help) or help in _CERTAIN
                return Phrase(start, end, message.format(shown, *m.groups("")), better, code, certain)
    return None


def clock(hour: str, minute: str, half: str, last: bool = False) -> str | None:
    """A time of the twelve-hour clock as the language writes it; `last` where midnight ends the hours."""
    if not 1 <= int(hour) <= 12 or int(minute or 0) > 59:
        return None
    shown = int(hour) % 12 + (12 if half.lower().startswith("p") else 0)
    return "24:00" if last and shown == 0 and not int(minute or 0) else f"{shown:02}:{int(minute or 0):02}"


# ---------------------------------------------------------------- helps that are computed
def _clock(m: re.Match[str], _: frozenset[str]) -> str | None:
    last = re.search(r"\bto\s+$", m.string[: m.start()]) is not None
    shown = clock(m[1], m[2] or "", m[3], last)
    return f"write `{shown}`" if shown else "write a time such as `17:30`"


def _clocks(m: re.Match[str], _: frozenset[str]) -> str | None:
    opens, closes = clock(m[1], m[2] or "", m[3]), clock(m[4], m[5] or "", m[6], last=True)
    return f"write `{opens} to {closes}`" if opens and closes else "write times such as `09:00 to 17:30`"


def _hours(m: re.Match[str], _: frozenset[str]) -> str | None:
    hours = [int(m[1]), int(m[3])]
    return None if max(hours) > 24 else f"write `{hours[0]:02}:{m[2] or '00'} to {hours[1]:02}:{m[4] or '00'}`"


def _date(m: re.Match[str], _: frozenset[str]) -> str:
    day, month, year = (m[1], m[2], m[3]) if m[1].isdigit() else (m[2], m[1], m[3])
    return f"write year, month, day: `{year}-{NAMES_OF_MONTHS.index(month) + 1:02}-{int(day):02}`"


def _figures(m: re.Match[str], _: frozenset[str]) -> str:
    a, b = int(m[1]), int(m[2])
    if a > 12 >= b:
        return f"write year, month, day: `{m[3]}-{b:02}-{a:02}`"
    if b > 12 >= a:
        return f"write year, month, day: `{m[3]}-{a:02}-{b:02}`"
    return "write year, month, day, such as `2025-06-30`"


def _day(m: re.Match[str], wanted: frozenset[str]) -> str:
    return "write year, month, day, such as `2025-06-30`" if wanted == {"DATE"} else f"write `{m[2]} {m[1]}`"


def _between(m: re.Match[str], wanted: frozenset[str]) -> str | None:
    a, b, unit = m[1], m[3], m[4] or m[2] or ""
    a, b = a + (m[2] or unit), b + unit
    if "otherwise" in wanted:
        return f"write `at least {a} and below {b}`"
    if m[0].startswith("between"):
        return f"write two comparisons: `... is at least {a} and ... is below {b}`"
    return None


def _at_least(m: re.Match[str], _: frozenset[str]) -> str:
    return f"write `at {'most' if m[2] in LESS else 'least'} {m[1]}`"


def _fee(m: re.Match[str], _: frozenset[str]) -> str | None:
    if re.search(r"\bcurrency\s+(?:of\s+)?$", m.string[: m.start()]):
        return None
    return f"write `{m[1]}% of amount of fee`" if m[1] else "write `amount of fee`"


def _steps(m: re.Match[str], _: frozenset[str]) -> str | None:
    """An amount for each step of a time: whether only full steps count is said by the rounding."""
    full, many, unit, time = m[3], m[4], m[5], m[6] or "Downtime"
    if full is None and many is None:
        return None
    step = f"{many or 1} {unit}{'s' * (many not in (None, '1'))}"
    return f"write `{m[1]} * ({time} rounded down to multiples of {step}) / {step}`"


def _causes(m: re.Match[str], _: frozenset[str]) -> str:
    term = f"{m[1].replace('_', ' ').title()} Causes"
    return f"name a list of codes: `caused by {term}`, and a clause `causes {term} [...]: ...`"


def _leave_out_the(m: re.Match[str], _: frozenset[str]) -> str:
    of = "the month" if m[3] or m[2] in ("start", "end") else "..."
    before = f"{m[1].strip()} " if m[1] else ""
    return f"leave out `the`: `{before}{m[2]} of {of}`"


def _each(m: re.Match[str], wanted: frozenset[str]) -> str | None:
    return f"write `each {m[1]}`" if "each" in wanted or m[0].split()[0] in ("per", "every") else None


def _currency(m: re.Match[str], _: frozenset[str]) -> str:
    marked = misread(m[2])  # `1.000,50` says one number, `1.000` perhaps another one
    number = marked[1].removeprefix("write ").strip("`") if marked else m[2]
    if re.fullmatch(r"\d+(?:\.\d{1,2})?", number):
        return f"write the currency behind the amount: `{number} {m[1]}`"
    return f"write the currency behind the amount, such as `500 {m[1]}`"


def _days(m: re.Match[str], _: frozenset[str]) -> str:
    return f"write `{m[1]} {m[2]}`: every day counts unless a calendar is named"


def _holidays(m: re.Match[str], _: frozenset[str]) -> str:
    code = _COUNTRIES.get(" ".join((m[1] or "").lower().split()))
    return (
        f'write `holidays "{code}"`'
        if code
        else 'write the letters of the country, and of its part, such as `holidays "DE-BE"`'
    )


def _quoted(m: re.Match[str], _: frozenset[str]) -> str:
    return f'put the term in quotation marks: `"{" ".join(m[0].split())}"`'


def _members(m: re.Match[str], _: frozenset[str]) -> str:
    return f"write `{m[1]} ({', '.join(re.split(r',? (?:and|or) |, ?', ' '.join(m[2].split())))})`"


def _clock_runs(m: re.Match[str], wanted: frozenset[str]) -> str | None:
    """A time that says from when it runs, where the limb `from ... until ...` says it."""
    return None if "after" in wanted else f"write `{m[1]}`: from when it runs says the limb `from ... until ...`"


# Helps of which the words to write mean the same as the phrase and nothing else.
_CERTAIN = (_clock, _clocks, _hours, _date, _day, _at_least, _each, _days, _currency, _holidays)
MORE = ("more", "better", "higher", "above", "greater", "over", "longer", "later")
LESS = ("less", "fewer", "lower", "below", "under", "shorter", "earlier")
_SAID = "`{0}` is not said in the language"
Help = str | Callable[[re.Match[str], frozenset[str]], str | None]
# A pattern (a blank in it is any white space), the help, the message, its code; the surest first.
_TABLE: tuple[tuple[str, Help, str, str], ...] = (
    (rf"{_CLOCK} (?:to|-|until) {_CLOCK}", _clocks, _SAID, "SLA013"),
    (r"(?<![\d:])(\d{1,2}:\d\d) ?(?:-|until) ?(\d{1,2}:\d\d)(?![\d:])", "write `{0} to {1}`", _SAID, "SLA013"),
    (_CLOCK, _clock, _SAID, "SLA013"),
    (rf"\b(\d{{1,2}}){_TH} (?:of )?{_MONTH},? (\d{{4}})\b", _date, "`{0}` is not how a date is written", "SLA013"),
    (rf"\b{_MONTH} (\d{{1,2}}){_TH},? (\d{{4}})\b", _date, "`{0}` is not how a date is written", "SLA013"),
    (r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b", _figures, "`{0}` is not how a date is written", "SLA013"),
    (rf"\b(\d{{1,2}}){_TH} (?:of )?{_MONTH}\b", _day, "`{0}` is not how a day is written", "SLA013"),
    (rf"{_NUMBER} per ?cent\b", "write `{0}%`", _SAID, "SLA013"),
    (rf"({_RATE}(?: of [a-z ]+?)?) (?:for each|for every|per) (full )?(?:(\d+) )?(minute|hour|day)s?(?: of ({_A_TERM}))?",
     _steps, _SAID, "SLA013"),
    (r"\baround the clock\b|\bat all times\b|\b24 hours (?:a|per) day\b", "write `00:00 to 24:00 on Monday to Sunday`", _SAID,
     "SLA013"),
    (r"\b(?:no|not) later than\b", "write `within`", _SAID, "SLA013"),
    (r"\b(?:no|not) more than\b|\b(?:(?:shall|must|will|may|can) )?not (?:to )?exceed(?:ing)?\b|"
     r"\bcapped at\b|\blimited to\b|\b(?:a )?maximum of\b|\bup to\b",
     "write `at most`", _SAID, "SLA013"),
    (r"\b(?:no|not) less than\b|\b(?:a )?minimum of\b", "write `at least`", _SAID, "SLA013"),
    (r"\b(?:submitted|made|raised|lodged|received) within\b", "write `filed within`", _SAID, "SLA013"),
    (r"\bin (?:case|the event)(?: that)?\b", "write `when`", _SAID, "SLA013"),
    (rf"\b(?:{'|'.join(FIGURES)})(?:-[a-z]+)? \((\d+)\)( [a-z]+)?", "write `{0}{1}`", _SAID, "SLA013"),
    (rf"{_NUMBER} business hours?\b", "write `{0} hours in Business Hours`", _SAID, "SLA013"),
    (r"\bowed by the (?:provider|supplier)\b", "leave it out: what a remedy pays is owed by the provider", _SAID, "SLA013"),
    (r"\b(?:is|are|(?:shall|will) be) (never excluded|excused when|claimed by|paid in)\b", "write `{0}`", _SAID, "SLA013"),
    (r"\bno claim\b(?: (?:is )?(?:needed|required|necessary)\b)?", "write `without a claim`", _SAID, "SLA013"),
    (r"\b(?:the )?(later|earlier) of (?:the )?([a-z_]+(?: of [a-z]+)?) (?:and|or) (?:the )?([a-z_]+(?: of [a-z]+)?)",
     "write `{0} of ({1}, {2})`", _SAID, "SLA013"),
    (r"\bfirst each (month|quarter|week|day)\b", "write `first of each {0}`", _SAID, "SLA013"),
    (r"\b(include|one of) ([a-z_]+(?:, [a-z_]+)* (?:and|or) [a-z_]+)\b", _members, _SAID, "SLA013"),
    (rf"\bis within {_MEASURED}(?! (?:of|after|before|from)\b)", "write `is at most {0}`", _SAID, "SLA013"),
    (rf"\b(within {_MEASURED}) (?:of|after|from) (?:the )?[a-z_]+\b", _clock_runs, _SAID, "SLA013"),
    (r"\bcaused by (?:(?:the|an?) )?(?!the\b|an?\b)([a-z_]+)\b", _causes, _SAID, "SLA013"),
    (rf"\bis in ({_A_TERM})", "write `is during {0}`", _SAID, "SLA013"),
    (rf"\bthe ({_A_TERM})", "write `{0}`", _SAID, "SLA013"),
    (rf"{_MEASURED} or ({'|'.join(MORE + LESS)})\b", _at_least, _SAID, "SLA013"),
    (
        rf"(?:{_NUMBER}% of )?(?:the )?(?:amount of )?(?:the )?(?:(?:monthly|total|current|respective|applicable|relevant) )*"
        r"(?:subscription |service )?(?:[Ff]ees?|[Cc]harges?|[Pp]rices?)\b(?! of)",
        _fee, _SAID, "SLA013",
    ),
    (r"(\b(?:after|before|until|from|within|is) )?\bthe (end|start|amount|length|number|time|days) of( the month)?\b",
     _leave_out_the, _SAID, "SLA013"),
    (rf"\b(?:between |from )?{_NUMBER}(%)? ?(?:and|to|-) ?{_NUMBER}(%| [A-Z]{{3}}| [a-z]+)?", _between,
     "`{0}` does not say to which row its bounds belong", "SLA014"),
    (r"\b(?:per|every|an?) (month|calendar year|agreement year)\b", _each, _SAID, "SLA013"),
    (rf"{_RATE} per ([a-z]+)\b", "write `{0} / 1 {1}`", _SAID, "SLA013"),
    (r"\b([A-Z]{3}) (\d[\d.,']*)(?<=\d)", _currency, "`{0}` has its currency in front", "SLA013"),
    (rf"{_NUMBER} (?:calendar|consecutive) (days?)\b", _days, _SAID, "SLA013"),
    (r"\b(?:(?:public|bank|statutory) holidays|holidays(?= in\b))(?: in ([A-Za-z]+(?: [A-Z][A-Za-z]+)*))?", _holidays,
     _SAID, "SLA013"),
    (r"\b(?:has|have) (?:not )?been\b", "write `is`", _SAID, "SLA013"),
    (r"\b(?:may|might|can|could|will|would|should)(?: not)?(?: be)?\b",
     "what is promised is said with `is`; what is only allowed or intended is recorded: `record ...`", _SAID, "SLA013"),
    (r"(?<![\d:])(\d{1,2})(?:\.(\d\d))? (?:to|-) (\d{1,2})(?:\.(\d\d))?(?= (?:on|in)\b)", _hours, _SAID, "SLA013"),
    (r"\b[A-Z][A-Za-z0-9]*(?: [A-Z][A-Za-z0-9]*)*(?: (?:of|for|in|on|per|with)(?: the)?(?: [A-Z][A-Za-z0-9]*)+)+",
     _quoted,
     "`{0}` has small words within a term", "SLA012"),
)  # fmt: skip


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Help, str, str], ...]:
    return tuple((re.compile(p.replace(" ?", r"\s*").replace(" ", r"\s+")), h, m, c) for p, h, m, c in _TABLE)
