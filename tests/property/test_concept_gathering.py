"""In: probes, requests, outages, some of them nowhere. Out: totals, means, shares, percentiles and windows that slide are
those of plain Python, over items, services, months and minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from statistics import mean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import naive
from .concepts import (
    ZONES,
    Event,
    agreement,
    dated_in,
    dates,
    instants,
    lasting,
    measured,
    minutes,
    named,
    one,
    outages,
    run,
    stretches,
)
from .naive import DAY, HOUR, MINUTE, Dates, Span, bounds, clock, day_of, months, written

FIRST, END = date(2023, 10, 1), date(2024, 9, 1)
MONTHS = months("2024-01", "2024-06")
SHOWN = ("2024-01", "2024-06")
Gather = Callable[[list[Any]], Any]

# ---------------------------------------------------------------- the kinds, over items
KINDS: dict[str, Gather] = {
    "total of (latency)": lambda found: sum((x["latency"] for x in found if "latency" in x), Fraction(0)),
    "mean of (latency)": lambda found: mean(values) if (values := [x["latency"] for x in found if "latency" in x]) else None,
    "largest of (latency)": lambda found: max((x["latency"] for x in found if "latency" in x), default=None),
    "smallest of (latency)": lambda found: min((x["latency"] for x in found if "latency" in x), default=None),
    "number of (latency is more than 10)": lambda found: sum(x.get("latency", 0) > 10 for x in found),
    "number of (latency is not 10)": lambda found: sum(x.get("latency") != 10 for x in found),
    "share of (latency is at most 10)": lambda found: (
        Fraction(sum(x.get("latency", 99) <= 10 for x in found), len(found)) if found else None
    ),
    **{
        f"percentile {rank}% of (latency)": lambda found, rank=rank: (
            naive.nearest_rank(values, Fraction(rank)) if (values := [x["latency"] for x in found if "latency" in x]) else None
        )
        for rank in ("1", "33.3", "50", "90", "95", "99.9", "100")
    },
}
REACHES: dict[str, Callable[[int], list[Dates]]] = {
    "the month": lambda n: months("2023-10", "2024-08")[n + 3 : n + 4],
    "the last 3 months": lambda n: months("2023-10", "2024-08")[n + 1 : n + 4],
    "the previous 2 months": lambda n: months("2023-10", "2024-08")[n + 1 : n + 3],
    "the calendar year so far": lambda n: MONTHS[: n + 1],
    "the agreement year so far": lambda n: [
        (x, y) for x, y in [((date(2023, 3, 1) if n < 2 else date(2024, 3, 1)), MONTHS[n][1])]
    ],
    "the term so far": lambda n: [(date(2023, 3, 1), MONTHS[n][1])],
    "the term": lambda n: [(date(2023, 3, 1), date(2026, 3, 1))],
}
LATENCIES = st.one_of(st.none(), st.integers(8, 12).map(Fraction), st.integers(0, 400).map(lambda n: Fraction(n, 10)))
PROBE = "event probe: at instant; latency number; good yes_or_no.\n"


def probes(zone: str) -> st.SearchStrategy[list[Event]]:
    made = st.tuples(instants(zone, FIRST, END), LATENCIES, st.sampled_from([True, False, None]))
    return st.lists(made, max_size=25).map(
        lambda found: [
            {"event": "probe", "id": f"P{n}", "at": at}
            | ({} if latency is None else {"latency": latency})
            | ({} if good is None else {"good": good})
            for n, (at, latency, good) in enumerate(found)
        ]
    )


def sent(found: list[Event]) -> list[Event]:
    """Probes as a stream has them: instants as texts, numbers as decimals."""
    return [
        x | {"at": written(x["at"])} | ({"latency": f"{x['latency'] * 10 // 1}e-1"} if "latency" in x else {}) for x in found
    ]


@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=4)
def test_every_kind_of_gathering_over_items(zone: str, data: st.DataObject) -> None:
    found = data.draw(probes(zone))
    clauses, expected = [PROBE], {}
    for k, (kind, gather) in enumerate(KINDS.items()):
        unit = "0.5%" if kind.startswith("share") else "777"
        for r, (reach, periods) in enumerate(REACHES.items()):
            if (k + r) % 2:
                continue  # half of the pairs are enough
            for w, where in enumerate(("", " where (good)", " where (not good)")):
                name = f"M{k}x{r}x{w}"
                over = f"{kind} for each probe of {reach}{where}"
                clauses.append(f"measure {name} each month: {over}.")
                clauses.append(f"measure {name}e each month: {over} else {unit}.")
                chosen = [x for x in found if w == 0 or (x.get("good") is True) == (w == 1)]
                values = [gather([x for x in chosen if any(dated_in(x["at"], p, zone) for p in periods(n))]) for n in range(6)]
                expected[name] = values
                instead = Fraction("0.005") if kind.startswith("share") else Fraction(777)
                expected[f"{name}e"] = [instead if x is None else x for x in values]
    text = agreement("\n".join(clauses), zone, "in force from 2023-03-01 until 2026-03-01")
    lines = run(text, sent(found), SHOWN)
    for name, values in expected.items():
        assert measured(lines, name) == named(MONTHS, values), name


@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=20)
def test_the_latest_and_the_earliest_of_items(zone: str, data: st.DataObject) -> None:
    found = data.draw(probes(zone))
    text = agreement(
        PROBE
        + "claim Late each month: filed within 48 hours after latest of (at) for each probe of the month.\n"
        + "claim Early each month: filed within 48 hours after earliest of (at) for each probe of the last 2 months.\n"
        + "remedy Late each month: pays 1.00 EUR; no cap; claimed by Late.\n"
        + "remedy Early each month: pays 1.00 EUR; no cap; claimed by Early.",
        zone,
    )
    lines = run(text, sent(found), SHOWN)
    for n, month in enumerate(MONTHS):
        for of, reach, pick in (("Late", [month], max), ("Early", months("2023-12", "2024-06")[n : n + 2], min)):
            ats = [x["at"] for x in found if any(dated_in(x["at"], p, zone) for p in reach)]
            shown = one(lines, "claim", of, naive.name(month)).get("deadline")
            assert (None if shown is None else naive.instant(shown)) == (pick(ats) + 48 * HOUR if ats else None)


# ---------------------------------------------------------------- over services
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
@given(data=st.data())
@settings(max_examples=20)
def test_gathering_over_services(zone: str, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, min_size=1))
    units = {s: data.draw(st.integers(1, 5)) for s in names}
    down = [(data.draw(st.sampled_from([*names, None])), span) for span in data.draw(stretches(zone, FIRST, END, most=6))]
    month = MONTHS[data.draw(st.integers(0, 5))]
    text = agreement(
        "Down means every outage.\n"
        "measure Downtime each month for each service in minutes: time of Down.\n"
        "measure Total each month in minutes: total of (Downtime) for each service.\n"
        "measure Mean each month in minutes: mean of (Downtime) for each service.\n"
        "measure Worst each month in minutes: largest of (Downtime) for each service.\n"
        "measure Best each month in minutes: smallest of (Downtime) for each service.\n"
        "measure Bad each month: number of (Downtime is more than 60 minutes) for each service.\n"
        "measure Share each month: share of (Downtime is more than 60 minutes) for each service.\n"
        "measure Some each month in minutes: mean of (Downtime) for each service where (units of service is at least 3).\n"
        "measure Weighted each month in minutes:\n"
        "    total of (Downtime * units of service / units of subscription) for each service.",
        zone,
    )
    events = [{"event": "service", "service": s, "units": units[s]} for s in names]
    for n, (service, (a, b)) in enumerate(down):
        events.append(lasting("outage", f"O{n}", a, b) | ({"service": service} if service else {}))
    lines = run(text, events, (naive.name(month),) * 2)
    own = {s: minutes(naive.inside([x for o, x in down if o in (s, None)], bounds(month, zone))) for s in names}
    weighted = sum((own[s] * units[s] for s in names), Fraction(0)) / sum(units.values())
    bad, some = sum(x > 60 for x in own.values()), [own[s] for s in names if units[s] >= 3]
    for of, value in (
        ("Total", sum(own.values())),
        ("Mean", mean(own.values())),
        ("Worst", max(own.values())),
        ("Best", min(own.values())),
        ("Bad", bad),
        ("Share", Fraction(bad, len(names))),
        ("Some", mean(some) if some else None),
        ("Weighted", weighted),
    ):
        assert measured(lines, of) == {naive.name(month): value}, of


# ---------------------------------------------------------------- over months
@given(data=st.data(), zone=st.sampled_from(ZONES), begin=dates(date(2023, 10, 5), date(2024, 4, 1)))
@settings(max_examples=25)
def test_gathering_over_months_in_force(zone: str, data: st.DataObject, begin: date) -> None:
    spans = data.draw(stretches(zone, FIRST, END))
    end = date(2024, 6, 20)
    text = agreement(
        "Down means every outage.\n"
        "measure Downtime each month in minutes: time of Down.\n"
        "measure Mean each month in minutes: mean of (Downtime) for each month of the last 3 months.\n"
        "measure Before each month in minutes: largest of (Downtime) for each month of the previous 3 months.\n"
        "measure Bad each month: number of (Downtime is more than 60 minutes) for each month of the calendar year so far.\n"
        "measure Share each month: share of (Downtime is more than 60 minutes) for each month of the last 12 months.\n"
        "measure Months each month: number of (always) for each month of the term so far.\n"
        "measure Year each agreement year in minutes: total of (Downtime) for each month of the agreement year.",
        zone,
        f"in force from {begin} until {end}",
    )
    lines = run(text, outages(spans), SHOWN)
    there = [m for m in months("2023-09", "2024-06") if begin < m[1]]
    force = bounds((begin, end), zone)
    own = [minutes(naive.inside(naive.clip(spans, force), bounds(m, zone))) for m in there]
    for n, month in enumerate(there):
        if month not in MONTHS:
            continue
        last, before, year = (
            own[max(0, n - 2) : n + 1],
            own[max(0, n - 3) : n],
            [x for m, x in zip(there, own, strict=True) if m[0].year == month[0].year and m <= month],
        )
        twelve = own[max(0, n - 11) : n + 1]
        for of, value in (
            ("Mean", mean(last)),
            ("Before", max(before, default=None)),
            ("Bad", sum(x > 60 for x in year)),
            ("Share", Fraction(sum(x > 60 for x in twelve), len(twelve))),
            ("Months", n + 1),
        ):
            assert measured(lines, of)[naive.name(month)] == value, (of, month)
    # a month belongs to the agreement year in which it ends
    year = (begin, naive.months_on(begin, 12))
    assert measured(lines, "Year") == {naive.name(year): sum(own)}


# ---------------------------------------------------------------- windows that slide
@given(data=st.data(), zone=st.sampled_from(ZONES), size=st.sampled_from([1, 7, 28, 30, 31]), month=st.sampled_from(MONTHS))
@settings(max_examples=25)
def test_windows_that_slide(zone: str, data: st.DataObject, size: int, month: Dates) -> None:
    spans = data.draw(stretches(zone, month[0] - timedelta(days=40), month[1]))
    begin = data.draw(st.sampled_from([date(2020, 1, 1), month[0] - timedelta(days=3), month[0] + timedelta(days=10)]))
    _slide(zone, size, month, begin, date(2030, 1, 1), spans)


@pytest.mark.parametrize("size", [7, 30])
@pytest.mark.parametrize("last", [12, (30)])
def test_windows_that_slide_over_the_end_of_the_term(size: int, last: int) -> None:
    month = (date(2024, 1, 1), date(2024, 2, 1))
    start = clock(date(2024, 1, 5), "UTC")
    _slide("UTC", size, month, date(2020, 1, 1), date(2024, 1, last), [(start, start + 8 * HOUR)])


def _slide(zone: str, size: int, month: Dates, begin: date, end: date, spans: list[Span]) -> None:
    over = f"for each {size} days ending in the month"
    text = agreement(
        "Down means every outage.\n"
        f"measure Worst each month in minutes: largest of (time of Down) {over}.\n"
        f"measure Best each month in minutes: smallest of (time of Down) {over}.\n"
        f"measure Bad each month: number of (time of Down is more than 420 minutes) {over}.\n"
        f"measure Windows each month: total of (1) {over}.\n"
        f"measure Begun each month: largest of (number of every outage) {over}.\n",
        zone,
        f"in force from {begin} until {end}",
    )
    lines = run(text, outages(spans), (naive.name(month),) * 2)
    force = (clock(begin, zone), clock(end, zone))
    windows = [(last - timedelta(days=size - 1), last + timedelta(days=1)) for last in naive.days(*month)]
    windows = [w for w in windows if begin < w[1] and w[0] < end]  # those of which a part is in force
    down = [minutes(naive.inside(naive.clip(spans, force), bounds(w, zone))) for w in windows]
    begun = [sum(dated_in(a, w, zone) and force[0] <= a < force[1] for a, _ in spans) for w in windows]
    period = naive.name(month)
    assert measured(lines, "Windows")[period] == len(windows)
    assert measured(lines, "Worst")[period] == max(down)
    assert measured(lines, "Best")[period] == min(down)
    assert measured(lines, "Bad")[period] == sum(x > 420 for x in down)
    assert measured(lines, "Begun")[period] == max(begun)


@given(data=st.data())
@settings(max_examples=15)
def test_windows_of_months_end_with_a_month(data: st.DataObject) -> None:
    zone = "Europe/Berlin"
    spans = data.draw(stretches(zone, FIRST, END))
    text = agreement(
        "Down means every outage.\n"
        "measure Worst each quarter in minutes: largest of (time of Down) for each 2 months ending in the quarter.",
        zone,
    )
    lines = run(text, outages(spans), SHOWN)
    for quarter in (("2024-01", "2024-03"), ("2024-04", "2024-06")):
        ends = [m[1] for m in months(*quarter)]
        down = [naive.inside(spans, bounds((naive.months_on(end, -2), end), zone)) for end in ends]
        assert measured(lines, "Worst")[f"2024-Q{ends[-1].month // 3}"] == minutes(max(down))


# ---------------------------------------------------------------- requests
REQUESTS = (
    "event traffic: at instant; requests whole; errors whole.\n"
    "Asked means total of (requests) for each traffic of the 5 minutes.\n"
    "Error Rate means total of (errors) for each traffic of the 5 minutes / Asked; 0% when Asked is 0.\n"
    "measure Zero each month: 100% - (mean of (Error Rate) for each 5 minutes of the month else 0%).\n"
    "measure Left Out each month:\n"
    "    100% - (mean of (Error Rate) for each 5 minutes of the month where (Asked is more than 0) else 0%).\n"
    "measure Ratio each month:\n"
    "    100% - total of (errors) for each traffic of the month / total of (requests) for each traffic of the month;\n"
    "    100% when total of (requests) for each traffic of the month is 0.\n"
    "measure Weighted each month:\n"
    "    100% - total of (Error Rate * Asked) for each 5 minutes of the month\n"
    "        / total of (requests) for each traffic of the month;\n"
    "    100% when total of (requests) for each traffic of the month is 0.\n"
    "measure Worst each month: largest of (Error Rate) for each 5 minutes of the month.\n"
    "Bad Piece means every 5 minutes where (Error Rate is more than 5%).\n"
    "measure Downtime each month in minutes: time of Bad Piece.\n"
    "measure Bad Pieces each month: number of Bad Piece.\n"
    "Bad Stretch means every stretch of Bad Piece; only where length of it is at least 15 minutes.\n"
    "measure Long Downtime each month in minutes: time of Bad Stretch.\n"
    "measure Stretches each month: number of Bad Stretch.\n"
)
NIGHTS = [
    ("UTC", date(2024, 2, 29)),
    ("Europe/Berlin", date(2024, 3, 31)),
    ("Europe/Berlin", date(2024, 10, 27)),
    ("America/New_York", date(2024, 11, 3)),
]


Traffic = list[tuple[int, tuple[int, int]]]


def sums(traffic: Traffic, start: int, end: int) -> tuple[int, int]:
    """Requests and errors of a piece of time."""
    inside = [counts for at, counts in traffic if start <= at < end]
    return sum(a for a, _ in inside), sum(f for _, f in inside)


def rate(asked: int, failed: int) -> Fraction:
    return Fraction(failed, asked) if asked else Fraction(0)


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
@given(data=st.data())
@settings(max_examples=2)
def test_requests_and_intervals(zone: str, night: date, data: st.DataObject) -> None:
    begin, end = night - timedelta(days=1), night + timedelta(days=2)
    low, high = bounds((begin, end), zone)
    start = data.draw(st.sampled_from([clock(night, zone), clock(night, zone) + 3 * HOUR - 5 * MINUTE, low]))
    near = st.integers(-60, 60).map(lambda n: start + n * MINUTE)
    ats = st.one_of(near, instants(zone, begin, end)).filter(lambda at: low <= at < high)
    counts = st.sampled_from([(0, 0), (100, 5), (100, 6), (1, 1), (10, 0), (19, 1), (7, 3)])
    traffic: Traffic = data.draw(st.lists(st.tuples(ats, counts), max_size=25))
    text = agreement(REQUESTS, zone, f"in force from {begin} until {end}")
    events = [{"event": "traffic", "at": written(at), "requests": a, "errors": f} for at, (a, f) in traffic]
    touched = months(f"{begin:%Y-%m}", f"{day_of(high - 1, zone):%Y-%m}")
    lines = run(text, events, (naive.name(touched[0]), naive.name(touched[-1])))
    pieces = [(at, at + 5 * MINUTE) for at in range(low, high, 5 * MINUTE)]
    bad = [p for p in pieces if rate(*sums(traffic, *p)) > Fraction(5, 100)]
    long = [p for p in naive.union(bad) if p[1] - p[0] >= 15 * MINUTE]
    for month in touched:
        whole = bounds(month, zone)
        here = [sums(traffic, *p) for p in pieces if whole[0] <= p[0] < whole[1]]
        requests, errors = sums(traffic, *whole)
        some = [rate(*counts) for counts in here if counts[0]]
        weighted = sum((rate(*counts) * counts[0] for counts in here), Fraction(0))
        for of, value in (
            ("Zero", 1 - sum((rate(*counts) for counts in here), Fraction(0)) / len(here)),
            ("Left Out", 1 - (mean(some) if some else 0)),
            ("Ratio", 1 - rate(requests, errors)),
            ("Weighted", 1 - weighted / requests if requests else 1),
            ("Worst", max(rate(*counts) for counts in here)),
            ("Downtime", minutes(naive.inside(bad, whole))),
            ("Bad Pieces", sum(whole[0] <= a < whole[1] for a, _ in bad)),
            # a stretch over the end of a month is as long as it is; its minutes lie where they lie
            ("Long Downtime", minutes(naive.inside(long, whole))),
            ("Stretches", sum(whole[0] <= a < whole[1] for a, _ in long)),
        ):
            assert measured(lines, of)[naive.name(month)] == value, (of, month)


def test_a_day_of_the_year_has_as_many_intervals_as_it_has_minutes() -> None:
    text = agreement(
        "Down means every outage.\nmeasure Pieces each day: total of (1) for each 5 minutes of the day.", "Europe/Berlin"
    )
    lines = run(text, [], ("2024-03", "2024-03"))
    assert measured(lines, "Pieces")["2024-03-31/2024-04-01"] == 23 * 12
    assert bounds((date(2024, 3, 31), date(2024, 4, 1)), "Europe/Berlin")[1] % DAY


# ---------------------------------------------------------------- the last month, which is in force in part
@pytest.mark.parametrize("end", [date(2024, 4, 2), date(2024, 5, 31), date(2024, 6, 30)])
def test_the_months_of_the_term_are_the_whole_term(end: date) -> None:
    days = (date(2024, 2, 10), end - timedelta(days=1))
    spans = [(clock(d, "UTC", 60), clock(d, "UTC", 120)) for d in days]
    text = agreement(
        "Down means every outage.\n"
        "measure Downtime each month in minutes: time of Down.\n"
        "measure All each month in minutes: total of (Downtime) for each month of the term.\n"
        "measure Term each month in minutes: time of Down within (the term).",
        "UTC",
        f"in force from 2024-01-10 until {end}",
    )
    lines = run(text, outages(spans), ("2024-02", "2024-02"))
    down = minutes(naive.inside(spans, bounds((date(2024, 1, 10), end), "UTC")))
    assert measured(lines, "Term") == {"2024-02": down}
    assert measured(lines, "All") == {"2024-02": down}
