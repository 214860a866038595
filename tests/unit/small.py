"""In: a contract's name or a few clauses, and events. Out: the lines of its statement, found by their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import sladsl
from sladsl.api import Contract, Statement
from sladsl.api import compile as compile_contract

ROOT = Path(__file__).parent.parent.parent
Event = dict[str, Any]
HEADER = """\
agreement "Small Agreement":
    provider "Provider"; time zone "UTC"; currency EUR; period calendar month;
    unmeasured time counts as available; open outages last until the evaluation;
    outages over a month end are divided at it; amounts are rounded half up once a month.
section 1 "Terms".
"""


@cache
def contract(name: str) -> Contract:
    """One of the five contracts."""
    return sladsl.load(ROOT / "contracts" / f"{name}.sla")


@cache
def small(clauses: str) -> Contract:
    """A contract of these clauses, with UTC, EUR and nothing unsaid."""
    made = compile_contract(HEADER + clauses, "small.sla")
    assert not made.errors, "\n\n".join(d.to_text() for d in made.errors)
    return Contract(made.tree, made.diagnostics)


def run(which: str | Contract, events: Iterable[Event], month: str | None = "2025-06", **asked: Any) -> Statement:
    """The statement of a month."""
    found = contract(which) if isinstance(which, str) else which
    return found.run(list(events), from_=month, to=month, **asked)


def line(statement: Statement, kind: str, name: str, **place: str) -> Mapping[str, Any]:
    """The one line of a kind, a name and a place; of a period rather than an item, unless the item is said."""
    wanted = {"item": None} | place
    found = [
        x for x in statement.lines if x["line"] == kind and x["name"] == name and all(x.get(k) == v for k, v in wanted.items())
    ]
    assert len(found) == 1, f"{len(found)} lines {kind} {name} {place}"
    return found[0]


def of_item(statement: Statement, kind: str, name: str, item: str) -> Mapping[str, Any]:
    """The line of an item."""
    return line(statement, kind, name, item=item)


# ---------------------------------------------------------------- events
def fee(amount: str, period: str = "2025-06", **more: Any) -> Event:
    return {"event": "fee", "period": period, "amount": amount, "currency": "USD"} | more


def outage(id: str, start: str, end: str | None, **more: Any) -> Event:
    """An outage; instants of June 2025 may be written `10 08:00`, in UTC."""
    found = {"event": "outage", "id": id, "start": utc(start)} | more
    return found if end is None else found | {"end": utc(end)}


def utc(text: str) -> str:
    """`10 08:00` as an instant of June 2025; a whole instant as it is."""
    return text if "T" in text else f"2025-06-{text[:2]}T{text[3:]}:00Z"
