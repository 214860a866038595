"""In: types that do not fit, names that are not known. Out: the words of a help; nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import evolve

from ..base.diagnostics import Place
from ..base.quantity import COUNT, DAYS, MONEY, RATIO, TIME, Dim
from ..events.vocabulary import COMMON, EventType
from ..syntax.nodes import Node
from ..syntax.phrases import LESS, MORE
from .types import CONDITION, INSTANT, LIST, Type, number

# What agreements say for the fields of events.
_MEANT = {
    "responded": ("answered", "answer", "replied", "reacted", "acknowledged", "response"),
    "resolved": ("closed", "fixed", "solved", "completed", "done", "restored", "repaired", "finished", "resolution"),
    "opened": ("received", "created", "reported", "logged", "raised", "submitted", "registered", "open"),
    "priority": ("urgency", "importance", "class", "level", "category"),
    "severity": ("level", "degree"),
    "start": ("began", "begin", "begins", "started", "starts", "beginning", "from"),
    "end": ("ended", "ends", "finished", "stopped", "restored", "until"),
    "cause": ("reason", "origin", "fault"),
    "kind": ("type", "sort", "category"),
    "topic": ("subject", "category", "about"),
    "notified_at": ("announced", "notified", "announced_at", "notice"),
    "at": ("time", "date", "when", "received", "filed", "made", "submitted"),
    "amount": ("sum", "price", "value"),
    "delivered": ("completed", "done"),
}
# What agreements say for the events themselves.
_MEANT_EVENT = {
    "outage": ("downtime", "interruption", "failure", "unavailability", "disruption", "unavailable"),
    "ticket": ("request", "case", "issue", "call", "query", "complaint"),
    "maintenance": ("work", "update", "upgrade"),
    "check": ("probe", "ping", "poll", "measurement"),
    "notification": ("notice", "announcement", "alert"),
}
# What is no field of anything, and what the language says for it.
_SAID = {"unlimited": "no limit", "uncapped": "no cap", "true": "always", "false": "never", "anytime": "always"}
_SIGNS = {RATIO: "%", DAYS: " days"}
_LISTED = 16  # fields, before a list of them helps nobody


def unit_help(t: Type, wanted: Type, node: Node, currency: str | None) -> str | None:
    """What to write where a value of one type stands for another, in the number that was written if there is just one."""
    if t == number(COUNT) and wanted.kind == "number":
        bare = [n.parts[0].text for n in node.walk() if n.kind == "number"]
        sign = f" {currency}" if wanted.dim == MONEY and currency else _SIGNS.get(wanted.dim)
        if len(bare) == 1 and wanted.dim == TIME:
            many = "s" * (bare[0] != "1")
            return f"a bare number has no unit: write `{bare[0]} hour{many}` or `{bare[0]} minute{many}`"
        if len(bare) == 1 and sign:
            return f"a bare number has no unit: write `{bare[0]}{sign.removesuffix('s') if bare[0] == '1' else sign}`"
        if not bare and wanted.dim == RATIO:
            return "a count is compared with a number, `3`; a share of all is `number of ... / number of ...`"
        return "a bare number has no unit: write `%`, `hours`, a currency or another unit behind it"
    if {t, wanted} == {number(TIME), number(RATIO)}:
        return "a length of time is compared with `5 hours`, a percentage with `5%`; a share is `... / time of the month`"
    if {t, wanted} == {number(TIME), number(DAYS)}:
        return "a length of time is compared with `24 hours` or with `5 elapsed days`"
    if t == number(RATIO) and wanted == number(MONEY):
        return "say of what: `10% of amount of fee`"
    if wanted == CONDITION and t == LIST:
        return f"write `caused by {written(node) or '...'}`"
    if wanted == CONDITION:
        return "write a comparison: `... is at least 99.5%`, `kind is scheduled`"
    if wanted == INSTANT:
        return "write an instant: `start`, `end of the month`, `start of subscription`"
    return None


def payable_help(dim: Dim, node: Node) -> str:
    """What to write for a remedy that pays neither money nor units."""
    units = [base for base, n in dim.powers if n == 1]
    if dim.powers and len(units) == len(dim.powers) > 1:
        over = next((u for u in reversed(units) if u not in ("money", "time", "day", "month")), units[-1])
        one = {"time": "1 hour", "day": "1 day", "month": "1 month", "money": "1 EUR"}.get(over, f"1 {over}")
        return f"divide by `{one}`: `... / {one}` counts them without their unit"
    share = written(node) if node.kind == "percent" else "10%"
    return f"`{share} of amount of fee` is money; `{share}` alone is not"


def zero(dim: Dim, currency: str | None) -> str | None:
    """Nothing, in a unit."""
    known = {TIME: "0 hours", RATIO: "0%", COUNT: "0", DAYS: "0 days", MONEY: f"0 {currency or 'EUR'}"}
    if dim in known:
        return known[dim]
    return f"0 {dim.powers[0][0]}s" if len(dim.powers) == 1 and dim.powers[0][1] == 1 else None


def field_help(name: str, event: EventType, only_instants: bool = False) -> str | None:
    """The field of an event that is meant by a word, and which fields there are."""
    if name in _SAID:
        return f"write `{_SAID[name]}`"
    own = [f.name for f in event.fields.values() if f.name not in COMMON and (not only_instants or f.kind == "instant")]
    meant = [f for f in own if name in _MEANT.get(f, ())]
    what = "instants" if only_instants else "fields"
    known = f"`{event.name}` has the {what} " + ", ".join(f"`{f}`" for f in own) if 0 < len(own) <= _LISTED else ""
    if not meant:
        return known or None
    return f"did you mean {listed(meant)}?" + (f" {known}" if known else "")


def event_help(word: str) -> str:
    """What to write for a type of event that nobody knows: one that is meant by the word, or a declaration."""
    meant = next((event for event, said in _MEANT_EVENT.items() if word.removesuffix("s") in said), None)
    declared = f"declare it: `event {word} [...]: at instant`"
    return f"did you mean `{meant}`? If not, {declared}" if meant else declared


def or_more(node: Node) -> tuple[str, str] | None:
    """`99.9% or more`: what is wrong with the last word, and what to write."""
    word, place = node.text, node.place
    m = re.search(r"(\d[\d.]*(?:%| ?[A-Za-z]+)?) or $", place.text[: place.column - 1])
    if word not in (*MORE, *LESS) or m is None:
        return None
    return f"`or {word}` is not said in the language", f"write `at {'most' if word in LESS else 'least'} {m[1]}`"


def one_of(parts: Sequence[Node], fields: Iterable[str]) -> tuple[Node, str] | None:
    """`plan is standard or advanced`: the first value that stands alone, and what to write."""
    first, *others = parts
    if first.kind != "is_" or [n.kind for n in (*first.parts[1:], *first.parts[1].parts)] != ["eq", "name_ref"]:
        return None
    if any(n.kind != "name_ref" or n.parts[0].text in fields for n in others):
        return None
    values = ", ".join(n.parts[0].text for n in (first.parts[1].parts[0], *others))
    return others[0], f"write `{written(first.parts[0]) or '...'} is one of ({values})`"


def both(left: Node, right: Node) -> Place:
    """The place of two neighbours in one line; of the second, where they stand in two."""
    a, b = left.place, right.place
    if a.line != b.line or a.column > b.column:
        return b
    return evolve(a, length=b.column + b.length - a.column)


def written(node: Node) -> str | None:
    """An expression as its author wrote it, without the brackets around it; nothing where it is long or has several lines."""
    while node.kind == "bracket" and len(node.parts) == 1:
        node = node.parts[0]
    lines = {n.place.line for n in node.walk() if n.place.line}
    start = node.place.column - 1
    text = node.place.text[start : start + node.place.length]
    return text if len(lines) == 1 and 0 < len(text) <= 60 and text.count("(") == text.count(")") else None


def listed(names: Iterable[str]) -> str:
    """Names in a row: `a`, `b` or `c`."""
    shown = [f"`{n}`" for n in names]
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
