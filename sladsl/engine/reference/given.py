"""In: a contract's parameters, and what a cover page and the events fill in, as text. Out: their values, or every fault."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from ...base.diagnostics import Diagnostic, SlaError
from ...base.instants import midnight
from ...base.quantity import TIME_WORDS
from ...events.records import Record
from ...rules import clauses as c
from .evaluator import Evaluator, Scope, Value

_NUMBER = r"[0-9]{1,30}(?:[.][0-9]{1,30})?"
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.][0-9]{3}$")  # `1.000`: one, or a thousand
_SHOWN = {
    "percentage": "a percentage, such as `99.9%`",
    "number": "a number, such as `3`",
    "money": "an amount with its currency, such as `250.00 EUR`",
    "time": "a length of time, such as `8 hours` or `30 minutes`",
    "days": "days, such as `30 days`",
    "word": "a word in small letters, such as `premium`",
    "yes_or_no": "`yes` or `no`",
    "date": "a date, such as `2025-06-30`",
}


def known(parameters: Iterable[c.Parameter], given: Mapping[str, str]) -> None:
    """Refuse names that the contract does not ask for, every one of them."""
    names = [p.name for p in parameters]
    wrong = []
    for name in given:
        if name not in names:
            wrong.append(Diagnostic("SLA804", f"there is no parameter `{name}`", help=_meant(name, names)))
    if wrong:
        raise SlaError(wrong, "usage")


def _meant(name: str, names: list[str]) -> str:
    """The parameter that was perhaps meant, or all that there are."""
    if near := difflib.get_close_matches(name, names, 1):
        return f"did you mean `{near[0]}`?"
    return "the contract asks for " + (", ".join(f"`{n}`" for n in names) or "none")


def fill(ev: Evaluator, given: Mapping[str, str]) -> dict[str, Value]:
    """Every parameter's value: what the subscription's own events say, else the cover page, else what the contract says."""
    world = ev.world
    facts = {str(r.get("name")): r for r in world.records.get("parameter", ())}
    parameters = {p.name: p for p in world.tree.of(c.Parameter)}
    found: dict[str, Value] = {}
    faults: list[tuple[Diagnostic, bool]] = []
    for name, record in facts.items():
        if name not in parameters:
            help = _meant(name, list(parameters))
            faults.append((Diagnostic("SLA805", f"the contract has no parameter `{name}`", record.place, help), True))
    for name, parameter in parameters.items():
        fact: Record | None = facts.get(name)
        text = str(fact.get("value")) if fact is not None else given.get(name)
        if text is None:
            if parameter.default is not None:
                found[name] = ev.value(parameter.default, Scope())
                continue
            if parameter.optional:
                found[name] = None
                continue
            whose = f" for `{world.subscription}`" if world.subscription else ""
            message = f"the parameter `{name}` has no value{whose}: {_SHOWN[parameter.kind]} is needed"
            help = f'give it with `--given "{name}=..."`, in a file, or as an event `parameter`'
            faults.append((Diagnostic("SLA804", message, help=help), False))
            continue
        value = read(parameter.kind, text, world.zone, world.currency)
        if value is None:
            message = f"`{text[:60]}` is no value for `{name}`"
            help = f"write {_SHOWN[parameter.kind]}"
            code = "SLA805" if fact is not None else "SLA804"
            faults.append((Diagnostic(code, message, fact.place if fact is not None else None, help), fact is not None))
        found[name] = value
    if faults:
        usage = any(not of_events for _, of_events in faults)
        raise SlaError([d for d, of_events in faults if of_events != usage], "usage" if usage else "events")
    return found


def read(kind: c.ParameterKind, text: str, zone: str, currency: str | None) -> Value:
    """The value that a text stands for, as the language writes it; nothing where it is none of its kind.

    >>> read("percentage", "99.9%", "UTC", None), read("time", "8 hours", "UTC", None)
    (Fraction(999, 1000), Fraction(28800000000, 1))
    """
    text = " ".join(text.split())
    match kind:
        case "percentage" if m := re.fullmatch(rf"({_NUMBER}) ?%", text):
            return Fraction(m[1]) / 100
        case "number" if re.fullmatch(_NUMBER, text) and not _TWO_WAYS.match(text):
            return Fraction(text)
        case "money" if m := re.fullmatch(rf"({_NUMBER}) ([A-Z]{{3}})", text):
            return Fraction(m[1]) if currency in (None, m[2]) and not _TWO_WAYS.match(m[1]) else None
        case "time" if (m := re.fullmatch(rf"({_NUMBER}) ([a-z]+)", text)) and m[2] in TIME_WORDS and not _TWO_WAYS.match(m[1]):
            return Fraction(m[1]) * TIME_WORDS[m[2]]
        case "days" if m := re.fullmatch(r"([0-9]{1,5}) days?", text):
            return Fraction(m[1])
        case "word" if re.fullmatch(r"[a-z0-9][a-z0-9_]*", text):
            return text
        case "yes_or_no" if text in ("yes", "no"):
            return text == "yes"
        case "date" if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            try:
                return midnight(date.fromisoformat(text), zone)
            except ValueError:
                return None
    return None
