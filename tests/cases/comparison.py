"""In: a statement and the lines expected of it. Out: what differs, as sentences; the rule of the interface, "Cases".

A case holds when each expected line has one line of the statement at the same place whose other keys equal it by value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

Line = Mapping[str, Any]
PLACE = ("line", "name", "period", "service", "item")


def place(line: Line) -> tuple[Any, ...]:
    """What a line is about: an item is found by its id, whatever period or service stands beside it."""
    about = (line["item"],) if line.get("item") else (line.get("period"), line.get("service"))
    return (line["line"], line["name"], *about)


def mismatches(got: Iterable[Line], expected: Iterable[Line]) -> list[str]:
    """One sentence for each expected line that is missing, and for each key that differs."""
    lines: dict[tuple[Any, ...], list[Line]] = {}
    for line in got:
        lines.setdefault(place(line), []).append(line)
    wrong: list[str] = []
    for want in expected:
        candidates = [_differences(want, line) for line in lines.get(place(want), [])]
        if candidates:
            wrong += min(candidates, key=len)
        elif not _may_be_absent(want):
            wrong.append(f"{_name(want)}: there is no such line")
    return wrong


def unexpected(got: Iterable[Line], expected: Iterable[Line]) -> list[str]:
    """Lines that nobody expects; what is only recorded, and a remedy of nothing, need not be expected."""
    known = {place(line) for line in expected}
    surplus = [x for x in got if x["line"] != "obligation" and place(x) not in known and not _may_be_absent(x)]
    return [f"{_name(line)}: nobody expects this line" for line in surplus]


def _differences(want: Line, line: Line) -> list[str]:
    keys = [k for k in want if k not in PLACE and not _equal(k, want[k], line.get(k))]
    return [f"{_name(want)}: `{k}` should be {want[k]!r} and is {line.get(k)!r}" for k in keys]


def _name(line: Line) -> str:
    return "/".join(str(part) for part in place(line) if part)


def _equal(key: str, want: Any, got: Any) -> bool:
    match key:
        case "reasons":
            return bool(set(want) & set(got or ())) if want else not got
        case "flags":
            return set(want) <= set(got or ())
        case "status" if want in ("refused", "forfeited"):
            return got in ("refused", "forfeited")
    if want is None or got is None:
        return (want or "none") == (got or "none")
    for read in (_number, _instant):
        a, b = read(want), read(got)
        if a is not None and b is not None:
            return a == b
    return bool(want == got)


def _number(value: Any) -> Fraction | None:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None


def _instant(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _may_be_absent(want: Line) -> bool:
    """A period's remedy of which nothing was earned."""
    nothing = _number(want.get("awarded", "0")) == 0 and _number(want.get("earned", "0")) == 0
    plain = want.get("status") in (None, "none") and not want.get("reasons")
    return want["line"] == "remedy" and not want.get("item") and nothing and plain
