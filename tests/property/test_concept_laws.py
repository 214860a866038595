"""In: random outages under a contract that uses most of the language. Out: laws that hold between its statement and that of a
changed stream: excluded, split, shuffled, prolonged, asked for month by month."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from . import naive
from .concepts import ZONES, Event, Line, agreement, fee, instants, lasting, outages, run, stretches
from .naive import HOUR, MINUTE, Span, bounds, months, written

MONTHS = months("2024-01", "2024-06")
SHOWN = ("2024-01", "2024-06")
FIRST, END = date(2023, 11, 1), date(2024, 7, 1)
ZONE = st.sampled_from(ZONES)

# everything in it grows with the time that is down
CLAUSES = """
Office Hours means 08:00 to 17:00 on Monday to Friday.
causes Excluded Causes: force_majeure; client.
Interruption means every outage; only where in_scope; except where caused by Excluded Causes.
Tolerated means Interruption; only the first 30 minutes each month.
Counted means Interruption; except during Tolerated.
Incident means every stretch of Interruption joined over gaps of at most 5 minutes.
Long Incident means Incident; only where length of it is at least 10 minutes.
Business Down means Interruption; only during Office Hours.
measure Downtime each month in minutes: time of Interruption.
measure Excess each month in minutes: time of Counted.
measure Long Downtime each month in minutes: time of Long Incident.
measure Business Downtime each month in minutes: time of Business Down.
measure Uptime each month: 100% - Downtime / time of the month.
measure Quarter Uptime each quarter: 100% - time of Interruption / time of the quarter.
measure Worst each month in hours: largest of (time of Interruption) for each 7 days ending in the month.
measure Mean each month: mean of (Uptime) for each month of the last 3 months.
measure Recent each month in minutes: time of Interruption within (the last 3 months).
measure Bad Days each month: number of (time of Interruption is more than 1 hour) for each day of the month.
measure Day Credit each month: total of (smaller of (time of Interruption / 24 hours, 50%)) for each day of the month.
guarantee Uptime each month: Uptime is at least 99.5%.
remedy Tier Credit each month:
    when Uptime is breached;
    pays tiers of Uptime:
        | at least 99.5% | 0% of amount of fee | | at least 99% and below 99.5% | 5% of amount of fee |
        | at least 95% and below 99% | 10% of amount of fee | | below 95% | 25% of amount of fee |;
    at most 20% of amount of fee each calendar year; without a claim.
remedy Block Credit each month:
    pays (Downtime rounded up to multiples of 15 minutes) / 15 minutes * 1.00 EUR; no cap; without a claim.
remedy Chronic Credit each month:
    when number of (Uptime is breached) for each month of the last 3 months is at least 2;
    pays 30.00 EUR; no cap; without a claim.
remedy Quarter Credit each quarter:
    pays tiers of Quarter Uptime: | below 99% | 50.00 EUR | | at least 99% | 0.00 EUR |; no cap; without a claim.
remedy Joint Credit each month: pays Worst / 1 hour * 2.00 EUR;
    at most 100.00 EUR each quarter together with (Tier Credit); nothing unless at least 5.00 EUR; without a claim.
right Leave each month:
    when largest of (time of Interruption) for each 7 days ending in the month is more than 7 hours;
    exercised by termination within 30 days after the month.
"""
HISTORY = """
remedy Used Up each month:
    when number of (Uptime is breached) for each month of the last 12 months since the last Used Up is at least 2;
    pays 10.00 EUR; at most 30.00 EUR each 12 months; without a claim.
"""
GROWING = ["Downtime", "Excess", "Long Downtime", "Business Downtime", "Worst", "Recent", "Bad Days", "Day Credit"]


def contract(zone: str, more: str = "") -> str:
    return agreement(CLAUSES + more, zone, "in force from 2023-11-15 until 2026-11-15", "billing cycles begin on day 15")


def stream(data: st.DataObject, zone: str) -> list[Event]:
    spans = data.draw(stretches(zone, FIRST, END, most=6))
    causes = st.sampled_from([None, None, "force_majeure", "network"])
    fees = [fee(naive.name(m), 10000 + n) for n, m in enumerate(months("2023-11", "2024-12"))]
    ends = [{"event": "termination", "at": written(at)} for at in data.draw(st.lists(instants(zone, FIRST, END), max_size=1))]
    found = []
    for event in outages(spans):
        cause = data.draw(causes)
        found.append(event if cause is None else event | {"cause": cause})
    return [*fees, *ends, *found]


def more_time(data: st.DataObject, zone: str) -> Span:
    start = data.draw(instants(zone, FIRST, END))
    return start, start + data.draw(st.sampled_from([1, MINUTE, 5 * MINUTE, HOUR, 8 * HOUR, 100 * HOUR]))


@given(data=st.data(), zone=ZONE, how=st.sampled_from(["force_majeure", "client", "out of scope", "empty"]))
@settings(max_examples=5)
def test_an_excluded_outage_changes_nothing(zone: str, data: st.DataObject, how: str) -> None:
    events, (a, b) = stream(data, zone), more_time(data, zone)
    more: Event = {"in_scope": False} if how == "out of scope" else {"cause": how} if how != "empty" else {}
    added = lasting("outage", "~more", a, a if how == "empty" else b, **more)
    before, after = (run(contract(zone, HISTORY), found, SHOWN) for found in (events, [*events, added]))
    # nothing but the account of where the rest of the time went
    assert [x | {"account": None} for x in after] == [x | {"account": None} for x in before]


@given(data=st.data(), zone=ZONE)
@settings(max_examples=5)
def test_more_downtime_never_earns_less(zone: str, data: st.DataObject) -> None:
    events, (a, b) = stream(data, zone), more_time(data, zone)
    before = run(contract(zone), events, SHOWN)
    after = run(contract(zone), [*events, lasting("outage", "~more", a, b)], SHOWN)

    def of(lines: list[Line], line: str, key: str, names: Callable[[str], bool]) -> dict[tuple[str, str], Fraction]:
        return {(x["name"], x["period"]): Fraction(x[key]) for x in lines if x["line"] == line and names(x["name"])}

    for line, key, names in (("measure", "value", GROWING.__contains__), ("remedy", "earned", lambda _: True)):
        less, more = of(before, line, key, names), of(after, line, key, names)
        assert less.keys() == more.keys()
        assert all(more[place] >= x for place, x in less.items())
    # a cap moves an award from one month to another; what a span gives as a whole never gets less
    awards = [of(lines, "remedy", "awarded", {"Tier Credit"}.__contains__) for lines in (before, after)]
    assert sum(awards[1].values()) >= sum(awards[0].values())
    breached = [{x["period"] for x in lines if x.get("verdict") == "breached"} for lines in (before, after)]
    assert breached[0] <= breached[1]


@given(data=st.data(), zone=ZONE, chance=st.randoms(use_true_random=False))
@settings(max_examples=5)
def test_an_outage_in_touching_or_overlapping_parts_is_the_same(zone: str, data: st.DataObject, chance: random.Random) -> None:
    events = stream(data, zone)
    parts: list[Event] = []
    for event in events:
        a, b = (naive.instant(event[k]) if event["event"] == "outage" else 0 for k in ("start", "end"))
        if b - a < 2:
            parts.append(event)
            continue
        middle = chance.randrange(a + 1, b)
        overlap = chance.choice([0, 0, (b - middle) // 2])
        parts.append(event | {"end": written(middle + overlap)})
        parts.append(event | {"start": written(middle), "id": f"~{event['id']}"})
    chance.shuffle(parts)
    assert run(contract(zone, HISTORY), parts, SHOWN) == run(contract(zone, HISTORY), events, SHOWN)


@given(data=st.data(), zone=ZONE, chance=st.randoms(use_true_random=False))
@settings(max_examples=5)
def test_a_month_is_the_same_alone_and_among_others(zone: str, data: st.DataObject, chance: random.Random) -> None:
    events = stream(data, zone)
    together = run(contract(zone, HISTORY), events, SHOWN)
    chance.shuffle(events)
    assert run(contract(zone, HISTORY), events, SHOWN) == together
    assert run(contract(zone, HISTORY), events, SHOWN, as_of="2099-01-01T00:00:00Z") == together
    for month in ("2024-02", "2024-06"):
        alone = run(contract(zone, HISTORY), events, (month, month))
        assert [x for x in alone if x["period"] == month] == [x for x in together if x["period"] == month]


@given(data=st.data(), zone=ZONE)
@settings(max_examples=5)
def test_what_is_known_earlier_is_never_more(zone: str, data: st.DataObject) -> None:
    """As of an earlier instant no more time is down, no more is earned, nothing else is breached."""
    events = stream(data, zone)
    early, late = sorted(data.draw(instants(zone, MONTHS[0][0], END)) for _ in range(2))
    first, second = (run(contract(zone), events, SHOWN, as_of=written(at)) for at in (early, late))
    later = {(x["line"], x["name"], x["period"]): x for x in second}
    for line in first:
        other = later[line["line"], line["name"], line["period"]]
        if line["line"] == "measure" and line["name"] in GROWING:
            assert Fraction(line["value"]) <= Fraction(other["value"])
        if line["line"] == "remedy":
            assert Fraction(line["earned"]) <= Fraction(other["earned"]), (line, other)
        if line["line"] == "guarantee" and line["verdict"] == "breached":
            assert other["verdict"] == "breached"
        if line["line"] == "right" and line["verdict"] == "exercised":
            assert other["verdict"] == "exercised"


@given(data=st.data())
@settings(max_examples=5)
def test_subscriptions_do_not_know_of_each_other(data: st.DataObject) -> None:
    together: list[Event] = []
    apart: list[Line] = []
    for owner in ("a", "b"):
        owned = [event | {"subscription": owner} for event in stream(data, "Europe/Berlin")]
        together += owned
        apart += run(contract("Europe/Berlin", HISTORY), owned, SHOWN)
    assert run(contract("Europe/Berlin", HISTORY), together, SHOWN) == apart


@given(data=st.data(), zone=ZONE)
@settings(max_examples=5)
def test_a_quarter_is_its_months(zone: str, data: st.DataObject) -> None:
    text = agreement(
        "Interruption means every outage.\n"
        "measure Quarter Downtime each quarter in minutes: time of Interruption.\n"
        "measure Its Months each quarter in minutes: total of (time of Interruption) for each month of the quarter.\n"
        "measure Its Days each quarter in minutes: total of (time of Interruption) for each day of the quarter.\n"
        "measure Its Hours each quarter in minutes: total of (time of Interruption) for each 6 hours of the quarter.",
        zone,
    )
    spans = data.draw(stretches(zone, FIRST, END, most=6))
    lines = run(text, outages(spans), SHOWN)
    for name, quarter in (("2024-Q1", MONTHS[:3]), ("2024-Q2", MONTHS[3:])):
        down = naive.inside(spans, (bounds(quarter[0], zone)[0], bounds(quarter[2], zone)[1]))
        values = {x["name"]: Fraction(x["value"]) for x in lines if x["period"] == name}
        assert set(values.values()) == {Fraction(down, MINUTE)}
        assert len(values) == 4
