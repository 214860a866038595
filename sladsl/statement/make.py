"""In: an `Outcome` and what was asked. Out: the statement's mapping; the same inputs give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from ..base.instants import format_instant
from ..base.periods import Period
from ..base.quantity import TIME_UNITS, display, money_text
from ..engine.outcome import Line, Outcome, Shown

SCHEMA = "sladsl/statement/1"
_INSTANTS = ("deadline", "due", "expires")
_KEYS = (
    "line", "name", "clause", "subscription", "period", "service", "item", "verdict", "value", "unit", "display", "op",
    "target", "due", "deadline", "valid", "earned", "lost", "capped", "awarded", "status", "reasons", "flags", "pay_in",
    "expires", "shares", "owed_by", "party", "text",
)  # fmt: skip


@frozen
class Request:
    """What a statement is about: the contract's name, file and fingerprint, and the instants asked for."""

    name: str
    file: str
    sha256: str
    first: str | None
    last: str | None
    as_of: str | None
    known_at: str | None
    calendars: Mapping[str, str]  # the holiday lists counted in, and the version of their tables


def statement(outcome: Outcome, request: Request) -> dict[str, Any]:
    """The statement as a mapping of plain JSON values."""
    shown = outcome.shown
    return {
        "schema": SCHEMA,
        "contract": {"name": request.name, "file": request.file, "sha256": request.sha256},
        "from": request.first or (shown[0].name if shown else None),
        "to": request.last or (shown[-1].name if shown else None),
        "as_of": request.as_of,
        "known_at": request.known_at,
        "readings": dict(outcome.readings),
        "parameters": _parameters(outcome),
        "calendars": dict(request.calendars),
        "zones": {subscription or "": zone for subscription, zone in outcome.zones.items()},
        "lines": [line_of(line, outcome) for line in outcome.lines],
        "warnings": [{"code": w.code, "message": w.message} for w in outcome.warnings],
    }


def _parameters(outcome: Outcome) -> dict[str, dict[str, str]]:
    """What each subscription's deal filled in, as the contract would write it."""
    found: dict[str, dict[str, str]] = {}
    for subscription, filled in outcome.parameters.items():
        currency, zone = outcome.currencies[subscription], outcome.zones[subscription]
        if filled:
            found[subscription or ""] = {
                name: _parameter(x, currency, zone) for name, x in filled.items() if x.value is not None
            }
    return found


def _parameter(x: Shown, currency: str | None, zone: str) -> str:
    match x.kind:
        case "percentage":
            return f"{exact_decimal(x.value * 100)}%"
        case "money":
            return f"{exact_decimal(x.value)} {currency or ''}".strip()
        case "time":
            units = ("hours", "minutes", "seconds", "milliseconds")
            word = next((u for u in units if x.value % TIME_UNITS[u] == 0), units[-1])
            return f"{exact_decimal(Fraction(x.value) / TIME_UNITS[word])} {word}"
        case "days":
            return f"{exact_decimal(x.value)} days"
        case "number":
            return exact_decimal(x.value)
        case "yes_or_no":
            return "yes" if x.value else "no"
        case "date":
            return format_instant(x.value, zone)[:10]
    return str(x.value)


def exact_decimal(x: Fraction) -> str:
    """A number that was written as a decimal, as short as it can be written: never rounded."""
    places = next((n for n in range(31) if (x * 10**n).denominator == 1), 31)
    return display(x, places)


def line_of(line: Line, outcome: Outcome) -> dict[str, Any]:
    """One line; what is absent is left out."""
    zone = outcome.zones[line.subscription]
    currency = outcome.currencies[line.subscription]
    unit = currency or "money" if line.unit == "money" else line.unit
    found: dict[str, Any] = {
        "line": line.line,
        "name": line.name,
        "clause": line.clause,
        "subscription": line.subscription,
        "period": line.period.name if line.period else None,
        "service": line.service,
        "item": line.item,
        "unit": unit if line.line in ("measure", "remedy", "total") or line.values.get("value") is not None else None,
    }
    for key, x in line.values.items():
        if key == "shares" and x:
            found[key] = [{"to": to, "amount": _text("amount", part, line.unit, currency, zone)} for to, part in x]
            continue
        found[key] = _text(key, x, line.unit, currency, zone)
    x = line.values.get("value")
    if isinstance(x, Fraction):
        found["display"] = _display(x, unit)
    if lost := line.why.get("lost"):
        found["lost"] = _text("lost", lost, line.unit, currency, zone)
    if capped := line.why.get("capped"):
        found["capped"] = [{"by": by, "amount": _text("capped", x, line.unit, currency, zone)} for by, x in capped]
    if counted := line.why.get("counted"):
        found["counted"] = {
            "from": format_instant(counted.start, zone),
            "days": counted.days,
            "of": counted.calendar,
            "skipped": [{"date": str(day), "why": why} for day, why in counted.skipped],
        }
    if account := line.why.get("account"):
        found["account"] = {name: exact(Fraction(micro, 60_000_000)) for name, micro in account.items()}
    ordered = sorted(found, key=lambda k: _KEYS.index(k) if k in _KEYS else len(_KEYS))
    return {k: found[k] for k in ordered if found[k] is not None}


def exact(x: Fraction) -> str:
    """A fraction as it is compared: `10789/10800`, `42`."""
    return str(x)


def _text(key: str, x: Any, unit: str | None, currency: str | None, zone: str) -> Any:
    if x is None or isinstance(x, bool | str):
        return x
    if isinstance(x, Period):
        return x.name
    if isinstance(x, tuple):
        return list(x)
    if key in _INSTANTS or unit == "instant" or (key == "value" and isinstance(x, int)):
        return format_instant(int(x), zone)
    if unit == "money":
        return money_text(Fraction(x), currency)
    return exact(Fraction(x))


def _display(x: Fraction, unit: str | None) -> str:
    """A number for people: percentages to six places, half up; never what is compared."""
    if unit == "ratio":
        return f"{display(x * 100, 6)} %"
    words: Mapping[str, str] = {"minutes": "min", "hours": "h", "count": ""}
    return f"{display(x, 6)} {words.get(unit or '', unit or '')}".strip()
