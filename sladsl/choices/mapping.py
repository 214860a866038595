"""In: `Priced`. Out: the same as plain JSON values, schema `sladsl/readings/1`, and as rows of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from .listed import Listed
from .priced import Alone, Bound, Priced, Range
from .schedule import Schedule
from .sheets import cited
from .sums import Of, Purse, Sum, Sums, written

SCHEMA = "sladsl/readings/1"
_AMOUNTS = ("earned", "awarded", "open")


def mapping(x: Priced) -> dict[str, Any]:
    """Plain JSON values; amounts are texts, `difference` is what is more or less than as the contract is read now."""
    request, t = x.posed.request, x.together
    effects = {e.reading: e for e in x.effects}
    return {
        "schema": SCHEMA,
        "contract": {"name": request.name, "file": request.file, "sha256": request.sha256},
        "from": request.first or (x.outcome.shown[0].name if x.outcome.shown else None),
        "to": request.last or (x.outcome.shown[-1].name if x.outcome.shown else None),
        "as_of": request.as_of,
        "known_at": request.known_at,
        "readings": dict(x.base),
        "adopted": dict(x.adopted),
        "now": _sums(x.sums),
        "alone": [_alone(x, a) for a in x.alone],
        "together": {
            "combinations": t.combinations,
            "known": t.known,
            "differ": t.differ,
            "evaluations": t.evaluations,
            "proven": t.whole,
            "ranges": [_range(r) for r in t.ranges],
        },
        "matters": [
            {"reading": name, "matters": e.matters}
            | ({"beside": dict(e.beside)} if e.beside is not None else {})
            | ({"why": e.why} if e.why else {})
            for name, e in effects.items()
        ],
        "warnings": x.warnings,
    }


def _sums(found: Sums, now: Sums | None = None) -> list[dict[str, Any]]:
    return [_amounts(of, n, None if now is None else now.get(of, Sum())) for of, n in found.items()]


def _amounts(of: Of, n: Sum, now: Sum | None) -> dict[str, Any]:
    told: dict[str, Any] = {"subscription": of.subscription, "remedy": of.remedy, "unit": of.unit}
    told |= {"owed_by": "customer"} if of.by_customer else {}
    told |= {name: written(getattr(n, name), of) for name in _AMOUNTS}
    if now is not None:
        told["difference"] = {name: written(getattr(n - now, name), of) for name in _AMOUNTS}
    return told


def _alone(x: Priced, a: Alone) -> dict[str, Any]:
    lines = []
    for c in a.changed:
        line: dict[str, Any] = {"line": c.name, "subscription": c.subscription, "now": c.before, "then": c.after}
        if c.verdicts is not None:
            line["verdict"] = list(c.verdicts)
        lines.append(line)
    return {"reading": a.reading, "value": a.value, "sense": a.sense, "amounts": _sums(a.sums, x.sums), "changed": lines}


def _range(r: Range) -> dict[str, Any]:
    return {
        "subscription": r.purse.subscription,
        "unit": r.purse.unit,
        "of": r.of,
        "now": written(r.now, r.purse),
        "least": _bound(r.least, r.purse),
        "most": _bound(r.most, r.purse),
    }


def _bound(b: Bound, purse: Purse) -> dict[str, Any]:
    return {"amount": written(b.amount, purse), "readings": dict(b.readings)}


def csv_of_priced(x: Priced) -> str:
    """A row for every remedy now and under each other value, and for the least and the most of every account."""
    head = ("case", "readings", "subscription", "remedy", "unit", *_AMOUNTS, "difference", "lines_changed", "verdicts_changed")
    rows = [_row("now", {}, of, n, Sum(), "", "") for of, n in x.sums.items()]
    for row in rows:
        row["difference"] = ""
    for a in x.alone:
        verdicts = sum(c.verdicts is not None for c in a.changed)
        for of, n in a.sums.items():
            now = x.sums.get(of, Sum())
            rows.append(_row("alone", {a.reading: a.value}, of, n, now, str(len(a.changed)), str(verdicts)))
    for r in x.together.ranges:
        for case, b in (("least", r.least), ("most", r.most)):
            row = {"case": case, "readings": _choice(b.readings), "subscription": r.purse.subscription or ""}
            row |= {"unit": r.purse.unit, r.of: written(b.amount, r.purse)}
            rows.append(row | {"difference": written(b.amount - r.now, r.purse)})
    return _csv(head, rows)


def _row(case: str, readings: Mapping[str, str], of: Of, n: Sum, now: Sum, lines: str, verdicts: str) -> dict[str, str]:
    told = {"case": case, "readings": _choice(readings), "subscription": of.subscription or "", "remedy": of.remedy}
    told |= {"unit": of.unit, **{name: written(getattr(n, name), of) for name in _AMOUNTS}}
    return told | {
        "difference": written(n.awarded - now.awarded, of),
        "lines_changed": lines,
        "verdicts_changed": verdicts,
    }


def csv_of_readings(x: Listed) -> str:
    """A row for every value of every reading."""
    head = ("reading", "clause", "words", "value", "sense", "adopted", "because", "decides", "reaches")
    rows = [
        {
            "reading": row.name, "clause": row.clause or "", "words": "; ".join(row.words), "value": value, "sense": sense,
            "adopted": "yes" if value == row.adopted else "no", "because": row.because * (value == row.adopted),
            "decides": "; ".join(row.decides), "reaches": "; ".join(row.reaches),
        }
        for row in x.rows for value, sense in row.values
    ]  # fmt: skip
    return _csv(head, rows)


def csv_of_schedule(x: Schedule) -> str:
    """A row for every entry."""
    head = ("number", "group", "on", "text", "because", "where", "reference")
    rows = [
        {
            "number": str(n), "group": e.group, "on": e.about, "text": e.text, "because": e.because or "",
            "where": cited(e.cites), "reference": e.ref or "",
        }
        for n, e in enumerate(x.entries, 1)
    ]  # fmt: skip
    return _csv(head, rows)


def _choice(readings: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in readings.items())


def _csv(head: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
