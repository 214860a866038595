"""In: an explanation as JSON. Out: every place where it does not add up; nothing of the program is used to reckon it.

What a step's `how` says is done again with the values of its parts; lengths of time are minutes, instants RFC 3339.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

Step = dict[str, Any]
_LEAVES = (
    "fixed",
    "fact",
    "filled in",
    "period",
    "line",
    "gap",
    "length",
    "end",
    "moved",
    "during",
    "in",
    "first month",
    "notice",
)


def faults(explanation: dict[str, Any]) -> Iterator[str]:
    """What in one explanation is not the sum, the product, the row ... that it says it is."""
    for section in explanation["sections"]:
        ledger = section.get("ledger", [])
        if ledger and sum(Fraction(e["amount"]) for e in ledger[:-1]) != Fraction(ledger[-1]["amount"]):
            yield f"{section['title']}: the ledger does not come to its last line"
        for step in section.get("steps", []):
            yield from _below(step)


def _below(step: Step) -> Iterator[str]:
    if (found := again(step)) != value(step):
        yield f"{step['said'][:80]} ({step['how']}): {value(step)} is not {found}"
    for item in step.get("items", []):
        cut = sum(Fraction(c["minutes"]) for c in item.get("cut", []))
        if Fraction(item["inside"]) != Fraction(item["counted"]) + Fraction(item.get("shared", "0")) + cut:
            yield f"{item['item']}: what counted, what was shared and what was cut are not its time"
    for part in step.get("parts", []):
        yield from _below(part)


def value(step: Step) -> Any:
    """A step's value: a fraction where it has a unit."""
    x = step.get("value")
    return Fraction(x) if "unit" in step and isinstance(x, str) else x


def again(step: Step) -> Any:
    """What a step comes to, from its parts."""
    how, parts = step["how"], [value(p) for p in step.get("parts", [])]
    match how:
        case _ if how in _LEAVES:
            return value(step)
        case "term" | "reading" | "each" | "row" | "row otherwise" | "otherwise":
            return parts[0] if parts else value(step)
        case "+" | "-" | "*" | "/":
            return _arith(how, *parts)
        case "rounded":
            return None if parts[0] is None else _rounded(parts[0], Fraction(step["step"]), step["mode"])
        case "earlier" | "later" | "smaller" | "larger":
            known = [x for x in parts if x is not None]
            key = (lambda x: _at(x)) if known and isinstance(known[0], str) else None
            return (min if how in ("earlier", "smaller") else max)(known, key=key) if known else None
        case "first":
            return next((x for x in parts if x is not None), None)
        case "exceptions":
            standing = [value(p["parts"][1]) for p in step["parts"] if p["how"] == "exception" and p["value"]]
            if standing:
                return value(step) if value(step) in standing else standing[0]
            return next((value(p) for p in step["parts"] if p["how"] == "otherwise"), None)
        case "exception":
            return parts[0] is True
        case "table":
            row = next((p for p in step["parts"][1:] if p["said"] == step.get("row")), None)
            return (None if parts[0] is None else Fraction(0)) if row is None else value(row)
        case "time":
            return sum((Fraction(i["counted"]) for i in step.get("items", [])), Fraction(0))
        case "number":
            return Fraction(sum(i["in_set"] for i in step.get("items", [])))
        case ">=" | "<=" | ">" | "<" | "=" | "before" | "after":
            return _compared(how, *parts)
        case "all of":
            return all(x is True for x in parts)
        case "any of":
            return any(x is True for x in parts)
        case "not" | "breached":
            return parts[0] is not True
        case "met":
            return parts[0] is True
        case "given":
            return parts[0] is not None
        case "one of":
            return parts[0] in step["words"]
        case "include":
            return set(step["words"]) <= set(parts[0] or ())
    assert how.endswith(" of each"), how
    return _gathered(how.removesuffix(" of each"), parts, step.get("rank"))


def _arith(op: str, a: Any, b: Any) -> Any:
    if a is None or b is None:
        return None
    if "not yet" in (a, b):
        return "not yet"
    if isinstance(a, str) and isinstance(b, str):
        return Fraction((_at(a) - _at(b)) // timedelta(microseconds=1), 60_000_000) if op == "-" else None
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
    return a / b if b else None


def _rounded(x: Fraction, step: Fraction, mode: str) -> Fraction:
    n = x / step
    half = n - floor(n) == Fraction(1, 2)
    match mode:
        case "down":
            return floor(n) * step
        case "up":
            return ceil(n) * step
        case "half even" if half:
            return (floor(n) if floor(n) % 2 == 0 else ceil(n)) * step
    return floor(n + Fraction(1, 2)) * step


def _compared(op: str, a: Any, b: Any) -> bool:
    if a is None or b is None or "not yet" in (a, b):
        return False
    if isinstance(a, str) and a[:2].isdigit() and "T" in a:
        a, b = _at(a), _at(b)
    return bool({">=": a >= b, "<=": a <= b, ">": a > b, "<": a < b, "=": a == b, "before": a < b, "after": a > b}[op]
                if not isinstance(a, bool | str) else a == b)  # fmt: skip


def _gathered(kind: str, parts: list[Any], rank: str | None) -> Any:
    known = [x for x in parts if x is not None]
    match kind:
        case "number":
            return Fraction(sum(x is True for x in known))
        case "share":
            return Fraction(sum(x is True for x in known), len(parts)) if parts else None
        case "total":
            return sum(known, Fraction(0))
        case "mean":
            return sum(known, Fraction(0)) / len(known) if known else None
        case "percentile":
            return sorted(known)[max(0, ceil(Fraction(rank or "1") * len(known)) - 1)] if known else None
        case "latest" | "largest" if "not yet" in known:
            return "not yet"
    known = [x for x in known if x != "not yet"]
    key = _at if known and isinstance(known[0], str) else None
    return (max if kind in ("latest", "largest") else min)(known, key=key) if known else None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
