"""In: a statement's mapping. Out: its blocks for a person (titles, sentences, tables); the door draws them.

First what it comes to; then the months (line by line for one, a row a month for several), the items of each clause, the
totals, the account of the minutes, warnings. `verbose` gives every line a row under its name and cuts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from attrs import frozen

from ..base.quantity import decimal_text, display
from ..statement import text
from ..statement.text import Cell, Line

_URGENT = 12  # deadlines on top
_MONTHS, _ITEMS, _SHOWN = 120, 40, 20  # rows before a table is cut, and what is left of it


@frozen
class Block:
    """A title, sentences, and perhaps a table: its head and its rows."""

    title: str
    said: tuple[Cell, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def blocks(statement: Mapping[str, Any], adopted: Mapping[str, str] | None = None, verbose: bool = False) -> Iterator[Block]:
    """The statement, block by block; `adopted` are the values that the contract's readings have by themselves."""
    yield _header(statement, adopted or {})
    lines: list[Line] = statement["lines"]
    for subscription in dict.fromkeys(x.get("subscription") for x in lines):
        own = [x for x in lines if x.get("subscription") == subscription and x["line"] != "obligation"]
        if subscription is not None:
            yield Block(f"Subscription {subscription}")
        yield from _subscription(own, verbose)
    if statement["warnings"]:
        yield Block("Warnings", tuple(Cell(f"{w['message']} [{w['code']}]", "wait") for w in statement["warnings"]))
    kept = [x for x in lines if x["line"] == "obligation"]
    recorded = {(x["name"], x.get("party"), x.get("clause"), x["text"]): None for x in kept}
    if recorded and verbose:
        rows = tuple((Cell(n + (f" of the {p}" if p else "")), Cell(t), Cell(c or "")) for n, p, c, t in recorded)
        yield Block("Recorded, not evaluated", (), ("", "", "clause"), rows)
    elif recorded:
        yield Block("", (Cell(f"{_several(len(recorded), 'clause')} recorded, not evaluated (-v prints them)", "dim"),))


def _header(statement: Mapping[str, Any], adopted: Mapping[str, str]) -> Block:
    first, last = statement["from"], statement["to"]
    said = [Cell("no period" if first is None else first if first == last else f"{first} to {last}")]
    if statement["as_of"]:
        said.append(Cell(f"as of {statement['as_of']}: what comes later is not known", "wait"))
    if statement["known_at"]:
        said.append(Cell(f"as it was known at {statement['known_at']}", "wait"))
    for name, value in statement["readings"].items():
        if adopted.get(name, value) != value:
            said.append(Cell(f"another reading than the adopted one: {name}={value} (adopted: {adopted[name]})", "wait"))
    for whose, filled in (statement.get("parameters") or {}).items():
        said.append(Cell(", ".join(f"{name}: {x}" for name, x in filled.items()) + (f" (of {whose})" if whose else "")))
    calendars = statement.get("calendars") or {}
    said += [Cell(f"holidays {name}: {tables}", "dim") for name, tables in calendars.items()]
    zones = dict.fromkeys((statement.get("zones") or {}).values())
    if zones:
        said.append(Cell(f"days and times are those of {', '.join(zones)}", "dim"))
    contract = statement["contract"]
    return Block(contract["name"], (*said, Cell(f"{contract['file']}, sha256 {contract['sha256'][:12]}", "dim")))


def _subscription(lines: Sequence[Line], verbose: bool) -> Iterator[Block]:
    items = [x for x in lines if x.get("item") is not None]
    monthly = [x for x in lines if x.get("item") is None and x["line"] != "total"]
    yield Block("In short", (*_kept(lines), *_owed(monthly, items), *_rights(monthly)))
    lengths = ("",) if verbose else tuple(dict.fromkeys(map(_length, monthly)))  # the whole list needs no dividing
    for per_service, length in ((own, n) for own in (True, False) for n in lengths):
        own = [x for x in monthly if (x.get("service") is not None) == per_service and length in ("", _length(x))]
        if not own:
            continue
        if verbose or len({(x.get("period"), x.get("service")) for x in own}) == 1:
            services = not per_service and any(x.get("service") is not None for x in monthly)
            yield from _sheet(own, verbose, ", all services together" if services else "")
        else:
            yield from _grid(own, length)
            for same in _by_name(x for x in own if x["line"] == "remedy"):
                yield from _remedy(same, own)
            for same in _by_name(x for x in own if x["line"] == "right"):
                yield from _right(same)
    for same in _by_name(items):
        yield _of_items(same, verbose)
    if totals := [x for x in lines if x["line"] == "total"]:
        rows = tuple((text.label(x, verbose), Cell(text.value(x)), Cell(x.get("clause") or "")) for x in totals)
        yield Block("Totals", (), ("", "", "clause"), rows)
    yield from _minutes(monthly, verbose)


# ---------------------------------------------------------------- what it comes to
def _kept(lines: Iterable[Line]) -> Iterator[Cell]:
    """How often each guarantee was kept."""
    for own in _by_name(x for x in lines if x["line"] == "guarantee"):
        if len(own) == 1:
            yield Cell(f"{text.titled(own[0])}: {text.result(own[0]).text}", text.TONES.get(own[0]["verdict"], ""))
            continue
        bad = [x for x in own if x["verdict"] == "breached"]
        said = _counts(own, "verdict", text.VERDICTS)
        months = list(dict.fromkeys(x["period"] for x in bad)) if own[0].get("item") is None else []
        listed = f" (breached: {_first(months, 6)})" if months else ""
        tone = "bad" if bad else "good" if all(x["verdict"] == "met" for x in own) else ""
        yield Cell(f"{text.titled(own[0])}: {said}{listed}", tone)


def _owed(monthly: Sequence[Line], items: Sequence[Line]) -> Iterator[Cell]:
    """What each remedy comes to, and until when what is not claimed yet can be."""
    remedies = [x for x in monthly if x["line"] == "remedy"]
    summed = {x["name"] for x in remedies}  # a month's remedy sums its items up
    remedies += [x for x in items if x["line"] == "remedy" and x["name"] not in summed]
    claims = {_about(x): x for x in monthly if x["line"] == "claim" and x.get("deadline")}
    for own in _by_name(remedies):
        paid = [x for x in own if x["status"] != "none"]
        if not paid:
            yield Cell(f"{text.titled(own[0])}: nothing earned", "dim")
            continue
        earned, awarded = _sum(paid, "earned"), _sum(paid, "awarded") if all("awarded" in x for x in paid) else None
        said = f"{earned} earned" + (f", {awarded} awarded" if awarded else "")
        whose = "; owed by the customer" if own[0].get("owed_by") else ""
        tone = next(t for t in ("bad", "wait", "good") if t in {text.TONES[x["status"]] for x in paid})
        yield Cell(f"{text.titled(own[0])}: {said}; {_counts(paid, 'status', text.STATUSES)}{whose}", tone)
        due = [(claims[_about(x)], x) for x in paid if x["status"] == "pending" and _about(x) in claims]
        due.sort(key=lambda pair: datetime.fromisoformat(pair[0]["deadline"]))
        for claim, x in due[:_URGENT]:
            what = f"{text.amount(x['earned'], x['unit'])} for {', '.join(str(k) for k in _about(x)[1:] if k)}"
            yield Cell(f"claim {what} by {text.deadline(claim)}", "wait")
        if len(due) > _URGENT:
            yield Cell(f"and {len(due) - _URGENT} more to claim later", "wait")


def _rights(monthly: Sequence[Line]) -> Iterator[Cell]:
    """Which rights arose, and until when they can be exercised."""
    for own in _by_name(x for x in monthly if x["line"] == "right"):
        given = [x for x in own if x["verdict"] not in ("none", "pending")]
        for x in given[:_URGENT]:
            yield Cell(f"{text.titled(x)}: {x['period']} {text.result(x).text}", text.TONES.get(x["verdict"], ""))
        if not given:
            waits = any(x["verdict"] == "pending" for x in own)
            yield Cell(f"{text.titled(own[0])}: " + ("not yet decided" if waits else "not arisen"), "wait" if waits else "dim")


def _right(same: Sequence[Line]) -> Iterator[Block]:
    """A right: a row for each period in which it arose."""
    given = [x for x in same if x["verdict"] != "none"]
    if given:
        rows = tuple((Cell(x["period"]), text.verdict(x), Cell(text.deadline(x))) for x in given)
        yield Block(text.titled(same[0]), (), ("period", "", "until"), rows)


def _about(x: Line) -> tuple[Any, ...]:
    """What a remedy and its claim have in common."""
    return x["name"], x.get("period"), x.get("service")


def _counts(lines: Sequence[Line], key: str, words: Mapping[str, str]) -> str:
    """`2 breached, 3 met`; a plain word for a single line."""
    found = {w: sum(x[key] == k for x in lines) for k, w in words.items()}
    return ", ".join(w if len(lines) == 1 else f"{n} {w}" for w, n in found.items() if n)


def _sum(lines: Iterable[Line], key: str) -> str:
    """A sum for each unit, with the decimals that its amounts have."""
    sums: dict[str, Fraction] = {}
    places: dict[str, int] = {}
    for x in lines:
        sums[x["unit"]] = sums.get(x["unit"], Fraction(0)) + Fraction(x[key])
        places[x["unit"]] = len(x[key].partition(".")[2])
    return " and ".join(text.amount(decimal_text(s, places[u]) if places[u] else display(s, 6), u) for u, s in sums.items())


# ---------------------------------------------------------------- months
def _sheet(own: Sequence[Line], verbose: bool, beside: str) -> Iterator[Block]:
    """One row a line: all of one month (and service), or everything under its name."""
    idle = {(x["name"], x.get("period")) for x in own if x["line"] == "remedy" and x["status"] == "none"}
    kept = [x for x in own if verbose or x["line"] != "claim" or (x["name"], x.get("period")) not in idle]
    if kept:
        about = ", ".join(str(kept[0][k]) for k in ("period", "service") if kept[0].get(k))
        rows = tuple((text.label(x, verbose), text.result(x), Cell(x.get("clause") or "")) for x in kept)
        yield Block("Line by line" if verbose else about + beside, (), ("", "", "clause"), rows)


def _length(x: Line) -> str:
    """What kind of period a line is about, by how its name is written."""
    name = x.get("period") or ""
    return {4: "year", 7: "quarter" if "Q" in name else "month"}.get(len(name), "period")


def _grid(own: Sequence[Line], length: str) -> Iterator[Block]:
    """A row a period (and service), a column a measure or guarantee; what never changes is said once."""
    rows: dict[Any, dict[Any, Cell]] = {}
    for x in sorted(own, key=lambda x: x["line"] != "measure"):  # a guarantee need not repeat a measure's value
        row = rows.setdefault((x["period"], x.get("service")), {})
        if x["line"] == "measure":
            row["measure", x["name"]] = Cell(text.value(x))
        elif x["line"] == "guarantee":
            told = "value" not in x or any(c.text == text.value(x) for c in row.values())
            said = text.verdict(x)
            row["guarantee", x["name"]] = Cell(said.text + ("" if told else f", {text.value(x)}"), said.tone)
    columns = dict.fromkeys((x["line"], x["name"]) for x in own if x["line"] in ("measure", "guarantee"))
    fixed = [c for c in columns if _idle([row.get(c, Cell("")) for row in rows.values()])]
    same = "; ".join(f"{name} {next(iter(rows.values()))[kind, name].text}" for kind, name in fixed)
    notes = [Cell(f"the same throughout: {same}", "dim")] if same else []
    kept = rows
    if len(rows) > _MONTHS:
        troubled = (at for at, row in rows.items() if any(c.tone in ("bad", "wait") for c in row.values()))
        kept = {at: rows[at] for at in list(troubled)[:_MONTHS]}
        notes.append(_cut(len(kept), len(rows), "breached or pending"))
    moving = [c for c in columns if c not in fixed]
    found = {service for _, service in rows}
    services = len(found) > 1
    if not services and (only := found.pop()):
        notes.append(Cell(f"service: {only}", "dim"))
    head = (length, *(("service",) if services else ()), *(_column(k, n, own) for k, n in moving))
    cells = ((Cell(at[0]), *((Cell(at[1] or ""),) if services else ()), *(row.get(c, Cell("")) for c in moving))
             for at, row in kept.items())  # fmt: skip
    yield Block(f"{length.capitalize()} by {length}", tuple(notes), head, tuple(cells))


def _idle(cells: Sequence[Cell]) -> bool:
    """Whether a column says nothing but that nothing happened."""
    one = cells[0]
    return len(set(cells)) == 1 and (one.tone in ("good", "dim") or one.text.split(" ")[0] == "0")


def _column(kind: str, name: str, own: Sequence[Line]) -> str:
    """A column's head; a guarantee's says what is promised, where that is always the same."""
    promised = {text.target(x) for x in own if (x["line"], x["name"]) == (kind, name)}
    return f"{name} ({promised.pop()})" if kind == "guarantee" and len(promised) == 1 and promised != {""} else name


def _remedy(same: Sequence[Line], own: Sequence[Line]) -> Iterator[Block]:
    """The months in which a remedy was earned, or would have been."""
    claims = {_about(x): x for x in own if x["line"] == "claim"}
    told = [x for x in same if x["status"] != "none" or x.get("reasons")]
    services = len({x.get("service") for x in own}) > 1
    rows = []
    for x in told:
        claim = claims.get(_about(x), {})
        rows.append({_length(x): Cell(x["period"]), "service": Cell(x.get("service") or "" if services else ""),
                     "earned": Cell(text.amount(x["earned"], x["unit"])), "awarded": Cell(text.amount(x["awarded"], x["unit"])),
                     "status": text.status(x), "why": Cell(text.reasons(x)), "claim by": Cell(text.deadline(claim)),
                     "paid in": Cell(x.get("pay_in") or ""), "owed by": Cell(x.get("owed_by") or ""),
                     "to be used by": Cell(text.day_of(x["expires"]) if x.get("expires") else "")})  # fmt: skip
    if rows:
        yield _table(text.titled(same[0]), rows, False)


# ---------------------------------------------------------------- items
def _of_items(same: Sequence[Line], verbose: bool) -> Block:
    """Every item of one clause in a table, the troubled ones first to stay where there are too many."""
    rows = []
    for x in same:
        row = {"item": text.label(x, True) if verbose else Cell(x["item"])}
        if not verbose:  # the whole name has them
            row |= {_length(x): Cell(x.get("period") or ""), "service": Cell(x.get("service") or "")}
        row |= {k: Cell(str(v)) for k, v in x.items() if k not in text.KEYS}
        match x["line"]:
            case "guarantee":
                row |= {"due": Cell(text.deadline(x)), "value": Cell(text.value(x) if "value" in x else ""),
                        "promised": Cell(text.target(x)), "verdict": text.verdict(x)}  # fmt: skip
            case "claim":
                row |= {"claim by": Cell(text.deadline(x)), "claim": text.claimed(x)}
            case "window":
                flags = ", ".join(f.replace("_", " ") for f in x.get("flags", ()))
                row |= {"verdict": text.verdict(x), "flags": Cell(flags)}
            case _:
                row |= {"earned": Cell(text.amount(x.get("earned", ""), x.get("unit"))), "status": text.status(x),
                        "why": Cell(text.reasons(x)), "paid in": Cell(x.get("pay_in") or "")}  # fmt: skip
        rows.append(row)
    kind = {"window": "window ", "claim": "claim ", "remedy": "remedy "}.get(same[0]["line"], "")
    words = {
        "guarantee": text.VERDICTS,
        "window": text.OF_WINDOWS,
        "remedy": text.STATUSES | {"none": "none"},
    }
    key = "status" if same[0]["line"] == "remedy" else "verdict"
    said = "" if same[0]["line"] == "claim" or len(same) == 1 else ": " + _counts(same, key, words[same[0]["line"]])
    return _table(f"{kind}{text.titled(same[0])}{said}".strip(), rows, verbose)


def _table(title: str, rows: Sequence[dict[str, Cell]], verbose: bool) -> Block:
    """A table without its empty columns, cut to the rows that need a person where there are too many."""
    said: tuple[Cell, ...] = ()
    kept = rows
    if len(rows) > _ITEMS and not verbose:
        kept = [r for r in rows if any(c.tone in ("bad", "wait") for c in r.values())][:_SHOWN]
        said = (_cut(len(kept), len(rows), "that need attention"),)
    head = tuple(k for k in dict.fromkeys(k for r in kept for k in r) if any(r[k].text for r in kept if k in r))
    return Block(title, said, head, tuple(tuple(r.get(k, Cell("")) for k in head) for r in kept))


def _cut(kept: int, of: int, which: str) -> Cell:
    return Cell(f"the first {kept} of {of} rows {which}; -v prints all" if kept else f"none of {of} rows is {which}", "dim")


# ---------------------------------------------------------------- minutes
def _minutes(monthly: Sequence[Line], verbose: bool) -> Iterator[Block]:
    """What of the time counted, and what cut the rest out, by month only if asked."""
    said = []
    for own in _by_name(x for x in monthly if x.get("account")):
        for same in [[x] for x in own] if verbose else [own]:
            sums: dict[str, Fraction] = {}
            for x in same:
                for bucket, minutes in x["account"].items():
                    sums[bucket] = sums.get(bucket, Fraction(0)) + Fraction(minutes)
            counted, _ = sums.pop("counted", Fraction(0)), sums.pop("rest", None)
            out = ", ".join(f"{bucket} {display(n, 2)} min" for bucket, n in sums.items() if n)
            if out:  # else the measure has said it all
                name = text.name_of(same[0]) if verbose else same[0]["name"]
                said.append(Cell(f"{name} {display(counted, 2)} min; cut out: {out}"))
    if said:
        yield Block("Minutes", tuple(said))


def _by_name(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of one kind and name together, in the order in which they first come."""
    found: dict[tuple[str, str], list[Line]] = {}
    for x in lines:
        found.setdefault((x["line"], x["name"]), []).append(x)
    return list(found.values())


def _first(texts: Sequence[str], n: int) -> str:
    return ", ".join(texts[:n]) + (f" and {len(texts) - n} more" if len(texts) > n else "")


def _several(n: int, word: str) -> str:
    return f"{n} {word} is" if n == 1 else f"{n} {word}s are"
