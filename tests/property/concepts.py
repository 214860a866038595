"""In: the clauses of a small contract, events, what is asked. Out: its lines, and instants that are worth a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

import sladsl
from sladsl.api import Contract

from .naive import DAY, HOUR, MINUTE, SECOND, Dates, Span, clock, day_of, name, written

Event = dict[str, Any]
Line = dict[str, Any]
ZONES = ["UTC", "Europe/Berlin", "America/New_York"]
# the days about which mistakes are made: ends of months and years, leap days, the nights when clocks change
ODD_DAYS = [
    date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 10), date(2024, 3, 30),
    date(2024, 3, 31), date(2024, 4, 30), date(2024, 6, 30), date(2024, 10, 27), date(2024, 11, 3), date(2024, 12, 31),
    date(2025, 2, 28), date(2025, 3, 9), date(2025, 3, 30),
]  # fmt: skip


# ---------------------------------------------------------------- contracts
def agreement(clauses: str, zone: str = "UTC", *header: str, currency: str = "EUR", rounded: str = "half up") -> str:
    """A contract of a few clauses."""
    more = "".join(f"    {line};\n" for line in header)
    return (
        'agreement "Small":\n    provider "P";\n    customer "C";\n'
        f'    time zone "{zone}";\n    currency {currency};\n{more}'
        + ("" if any(line.startswith("period ") for line in header) else "    period calendar month;\n")
        + "    unmeasured time counts as available;\n    open outages last until the evaluation;\n"
        f"    outages over a month end are divided at it;\n    amounts are rounded {rounded} once a month.\n\n"
        f'section 1 "One".\n\n{clauses}'
    )


@cache
def contract(text: str) -> Contract:
    """A contract that must be without errors."""
    found = sladsl.compile(text, "small.sla")
    assert not found.errors, "\n".join(f"{d.code} {d.message}" for d in found.errors) + "\n" + text
    return Contract(found.tree, found.diagnostics)


def run(text: str, events: Iterable[Event], months: tuple[str, str] | None = None, **asked: Any) -> list[Line]:
    """The lines of a contract on events, of some months or all."""
    if months:
        asked |= {"from_": months[0], "to": months[1]}
    return contract(text).run(list(events), **asked).lines


def one(lines: Iterable[Line], kind: str, of: str, period: str | None = None, **more: Any) -> Line:
    """The one line of a kind and a name."""
    wanted = {"line": kind, "name": of} | ({"period": period} if period else {}) | more
    (found,) = [x for x in lines if all(x.get(k) == v for k, v in wanted.items())]
    return found


def measured(lines: Iterable[Line], of: str) -> dict[str, Fraction | None]:
    """A measure's values by period."""
    found = [x for x in lines if x["line"] == "measure" and x["name"] == of]
    values = {x["period"]: None if x.get("value") is None else Fraction(x["value"]) for x in found}
    assert len(values) == len(found), f"{of} has two lines for a period"
    return values


def paid(lines: Iterable[Line], of: str, what: str = "awarded") -> dict[str, Fraction]:
    """What a remedy comes to by period."""
    found = [x for x in lines if x["line"] == "remedy" and x["name"] == of and "item" not in x]
    return {x["period"]: Fraction(x[what]) for x in found}


def named(periods: Iterable[Dates], values: Iterable[Any]) -> dict[str, Any]:
    """Values by the names of their periods."""
    return {name(p): x for p, x in zip(periods, values, strict=True)}


def verdicts(lines: Iterable[Line], of: str, kind: str = "guarantee") -> dict[str, str]:
    """Verdicts by item, or by period."""
    return {x.get("item") or x["period"]: x["verdict"] for x in lines if x["line"] == kind and x["name"] == of}


# ---------------------------------------------------------------- events
def outages(spans: Iterable[Span | tuple[int, None]], **more: Any) -> list[Event]:
    """An outage for each stretch."""
    return [lasting("outage", f"O{n}", a, b, **more) for n, (a, b) in enumerate(spans)]


def lasting(event: str, id: str, start: int, end: int | None, **more: Any) -> Event:
    """An event with a start and perhaps an end."""
    found = {"event": event, "id": id, "start": written(start)} | more
    return found if end is None else found | {"end": written(end)}


def fee(period: str, cents: int, **more: Any) -> Event:
    """A fee of so many cents."""
    return {"event": "fee", "period": period, "amount": f"{cents // 100}.{cents % 100:02d}", "currency": "EUR"} | more


# ---------------------------------------------------------------- instants, stretches
ROOM = st.one_of(
    st.sampled_from([0, 0, 1, -1, SECOND, -SECOND, HOUR, -HOUR, 2 * HOUR, 3 * HOUR, 12 * HOUR]),
    st.integers(-1440, 1440).map(lambda n: n * MINUTE),
)
LENGTHS = st.one_of(
    st.sampled_from([1, SECOND, MINUTE, HOUR, 23 * HOUR, DAY, 25 * HOUR, 3 * DAY, 40 * DAY]),
    st.integers(1, 3000).map(lambda n: n * MINUTE),
)


def dates(first: date, end: date) -> st.SearchStrategy[date]:
    """Days of a stretch, the odd ones more often."""
    odd = [d for d in ODD_DAYS if first <= d < end]
    every = st.integers(0, (end - first).days - 1).map(lambda n: first + timedelta(days=n))
    return st.one_of(st.sampled_from(odd), every) if odd else every


def instants(zone: str, first: date, end: date) -> st.SearchStrategy[int]:
    """Instants of a stretch of days, mostly about a midnight."""
    low, high = clock(first, zone), clock(end, zone) - 1
    near = st.tuples(dates(first, end), ROOM).map(lambda pair: clock(pair[0], zone) + pair[1])
    return near.map(lambda at: min(max(at, low), high))


def stretches(zone: str, first: date, end: date, most: int = 5) -> st.SearchStrategy[list[Span]]:
    """Stretches that begin in some days."""
    one = st.tuples(instants(zone, first, end), LENGTHS).map(lambda pair: (pair[0], pair[0] + pair[1]))
    return st.lists(one, max_size=most)


def dated_in(at: int, period: Dates, zone: str) -> bool:
    """Whether an instant lies in a period."""
    return period[0] <= day_of(at, zone) < period[1]


def minutes(micro: int) -> Fraction:
    """A length of time in minutes."""
    return Fraction(micro, MINUTE)


def events_of(parts: Mapping[str, Iterable[Event]]) -> list[Event]:
    """Events of several kinds as one stream."""
    return [event for found in parts.values() for event in found]
