"""In: explanations. Out: plain JSON values: every number exact, with its unit, so that a program can add them up again.

Lengths of time are in minutes wherever they stand, also in what an hour costs; instants are RFC 3339 in the contract's zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..base.instants import MINUTE, format_instant
from ..base.periods import Period, Slice
from ..engine.reference.evaluator import Ongoing
from .again import row_for
from .because import Explanation, Section, Sentence, Share, Step
from .numbers import shown, unit_of, value_of

SCHEMA = "sladsl/explanation/1"


def as_mapping(found: Explanation) -> dict[str, Any]:
    """One explanation."""
    readings = [{"reading": name, "value": value, "adopted": adopted} for name, value, adopted in found.readings]
    return {
        "name": found.name,
        "line": dict(found.line),
        "answer": [_sentence(s) for s in found.answer],
        "sections": [_section(s, found) for s in found.sections],
        "how_far": [_sentence(s) for s in found.far],
        "readings": readings,
    }


def _sentence(s: Sentence) -> dict[str, Any]:
    return _given({"text": s.text, "clause": s.clause})


def _section(s: Section, e: Explanation) -> dict[str, Any]:
    size = Fraction(MINUTE) if s.unit == "minutes" else Fraction(1)
    ledger = [_given({"what": x.what, "amount": str(x.amount / size), "clause": x.clause}) for x in s.ledger]
    unit = e.currency or "money" if s.unit == "money" else s.unit
    found = {
        "title": s.title,
        "said": [_sentence(x) for x in s.said],
        "steps": [_step(x, e) for x in s.steps],
        "ledger": ledger,
        "unit": unit if ledger else None,
    }
    return {k: v for k, v in found.items() if v}


def _step(s: Step, e: Explanation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "said": s.said,
        "how": s.how,
        "value": _value(s.value, s, e),
        "unit": unit_of(s.dim, e.currency) if isinstance(s.value, Fraction) else None,
        "display": shown(s.value, s.dim, e.currency, e.zone, s.unit) if isinstance(s.value, Fraction) else None,
        "name": s.name,
        "clause": s.clause,
        "note": s.note or None,
    }
    found |= _data(s)
    if s.how == "table":
        row = None if s.parts[0].value is None else row_for(s.parts, s.parts[0].value)
        found["row"] = row.said if row is not None else None
    if s.shares:
        found["items"] = [_share(x, e.zone) for x in s.shares]
    if s.parts:
        found["parts"] = [_step(p, e) for p in s.parts]
    return _given(found)


def _value(x: Any, s: Step, e: Explanation) -> Any:
    match x:
        case None | bool() | str():
            return x
        case Ongoing():
            return "not yet"
        case Period() | Slice():
            return x.name
        case tuple():
            return list(x)
        case int():
            return format_instant(x, e.zone)
    return str(value_of(x, s.dim))


def _data(s: Step) -> dict[str, Any]:
    """What the kind of a step needs to be reckoned again."""
    match s.how:
        case "rounded":
            return {"step": str(value_of(s.data["step"], s.dim)), "mode": s.data["mode"]}
        case "reading":
            return {"reading": s.data["reading"], "taken": s.data["value"], "adopted": s.data["adopted"]}
        case "line":
            return {"line": s.data["line"]}
        case "one of" | "include":
            return {"words": list(s.data["words"])}
        case "percentile of each":
            return {"rank": str(s.data["rank"])}
    return {}


def _share(x: Share, zone: str) -> dict[str, Any]:
    def minutes(micros: int) -> str:
        return str(Fraction(micros, MINUTE))

    found = {
        "item": x.item,
        "kind": x.kind,
        "start": format_instant(x.start, zone),
        "end": None if x.open else format_instant(x.end, zone),
        "inside": minutes(x.inside),
        "counted": minutes(x.counted),
        "shared": minutes(x.shared) if x.shared else None,
        "cut": [_given({"by": c.by, "clause": c.clause, "minutes": minutes(c.micros)}) for c in x.cuts] or None,
        "in_set": not x.out,
        "from": x.at,
    }
    return _given(found)


def _given(found: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in found.items() if v is not None}
