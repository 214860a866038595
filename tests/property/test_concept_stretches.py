"""In: outages and work about midnights, some of them open. Out: stretches, least lengths, quotas, allowances and the times
within which something is measured are those found by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import naive
from .concepts import (
    ZONES,
    Event,
    Line,
    agreement,
    dated_in,
    instants,
    lasting,
    measured,
    minutes,
    named,
    one,
    outages,
    run,
    stretches,
    verdicts,
)
from .naive import DAY, HOUR, MINUTE, SECOND, Span, bounds, clock, cut, local, months, written

FIRST, END = date(2024, 1, 1), date(2024, 7, 1)
MONTHS = months("2024-02", "2024-05")
SHOWN = ("2024-02", "2024-05")
TIMES = {"minutes": MINUTE, "hours": HOUR, "seconds": SECOND, "days": DAY, "milliseconds": SECOND // 1000}


def long(line: Line) -> int:
    """A length of time of a line in microseconds."""
    micro = Fraction(line["value"]) * TIMES[line["unit"]]
    assert micro.denominator == 1
    return int(micro)


def known(spans: list[tuple[int, int | None]], as_of: int | None, last: int) -> list[tuple[int, int, bool]]:
    """What is known of outages at an instant, or in the end: from, to, and whether it is open."""
    found = []
    for a, b in spans:
        if as_of is not None and a > as_of:
            continue
        open_ = b is None or (as_of is not None and b > as_of)
        found.append((a, max(a, last if as_of is None else as_of) if open_ else b, open_))
    return found  # type: ignore[return-value]


def with_open(zone: str) -> st.SearchStrategy[list[tuple[int, int | None]]]:
    """Outages of which some have no end."""
    one_span = stretches(zone, FIRST, END, most=6)
    return st.tuples(one_span, st.sets(st.integers(0, 9), max_size=2)).map(
        lambda pair: [(a, None if n in pair[1] else b) for n, (a, b) in enumerate(pair[0])]
    )


def crowd(zone: str, gap: int) -> st.SearchStrategy[list[Span]]:
    """Stretches behind each other, with gaps at a bound and a little off it."""
    gaps = st.sampled_from([0, 1, MINUTE, gap - 1, gap, gap + 1, 2 * gap, -MINUTE])
    lengths = st.sampled_from([1, SECOND, MINUTE, 5 * MINUTE, 5 * MINUTE - 1, 5 * MINUTE + 1, HOUR, 30 * HOUR])

    def laid(start: int, pairs: list[tuple[int, int]]) -> list[Span]:
        found, at = [], start
        for after, length in pairs:
            found.append((at + after, at + after + length))
            at += after + length
        return found

    return st.builds(laid, instants(zone, FIRST, END), st.lists(st.tuples(gaps, lengths), max_size=7))


# ---------------------------------------------------------------- stretches
@pytest.mark.parametrize("words", ["", " joined over gaps of at most 5 minutes", " joined over gaps below 5 minutes"])
@given(data=st.data(), zone=st.sampled_from(ZONES), shuffled=st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_stretches(words: str, data: st.DataObject, zone: str, shuffled: object) -> None:
    bound = 5 * MINUTE
    spans = data.draw(crowd(zone, bound))
    ids = data.draw(st.permutations([f"O{n}" for n in range(len(spans))]))
    text = agreement(
        "Down means every outage.\n"
        f"Incident means every stretch of Down{words}.\n"
        "measure Incidents each month: number of Incident.\n"
        "measure Net each month in minutes: total of (time of Down within (it)) for each Incident of the month.\n"
        "measure Gross each month in minutes: time of Incident.\n"
        "measure Parts each month in minutes: total of (time of Down within (it, the month)) for each Incident.\n"
        "measure Longest each month in minutes: largest of (length of it) for each Incident of the month else 0 minutes.\n"
        "guarantee Repair of each Incident: length of it is at most 60 minutes.",
        zone,
    )
    events = [lasting("outage", id, a, b) for id, (a, b) in zip(ids, spans, strict=True)]
    lines = run(text, events, SHOWN)
    bridged: Callable[[int], bool] = {
        "": lambda gap: False,
        " joined over gaps of at most 5 minutes": lambda gap: gap <= bound,
        " joined over gaps below 5 minutes": lambda gap: gap < bound,
    }[words]
    made = naive.joined(spans, bridged)
    for n, month in enumerate(MONTHS):
        here = bounds(month, zone)
        inside = [s for s in made if dated_in(s[0], month, zone)]
        period = naive.name(MONTHS[n])
        assert measured(lines, "Incidents")[period] == len(inside)
        assert measured(lines, "Net")[period] == minutes(sum(naive.inside(spans, s) for s in inside))
        assert measured(lines, "Gross")[period] == minutes(naive.inside(made, here))
        assert measured(lines, "Parts")[period] == minutes(naive.inside(spans, here))
        assert measured(lines, "Longest")[period] == minutes(max((b - a for a, b in inside), default=0))
    expected = {}
    for a, b in made:
        id = min(i for i, (x, y) in zip(ids, spans, strict=True) if a <= x and y <= b)
        expected[id] = (b - a, "met" if b - a <= HOUR else "breached")
    found = {x["item"]: (long(x), x["verdict"]) for x in lines if x["name"] == "Repair"}
    assert found == expected


@pytest.mark.parametrize("compared", ["at least", "more than", "at most", "below"])
@given(data=st.data(), zone=st.sampled_from(ZONES), as_of=st.booleans())
@settings(max_examples=25)
def test_a_least_length(compared: str, data: st.DataObject, zone: str, as_of: bool) -> None:
    holds = {
        "at least": lambda x: x >= 5 * MINUTE,
        "more than": lambda x: x > 5 * MINUTE,
        "at most": lambda x: x <= 5 * MINUTE,
        "below": lambda x: x < 5 * MINUTE,
    }[compared]
    spans: list[tuple[int, int | None]] = [*data.draw(crowd(zone, 5 * MINUTE)), *data.draw(with_open(zone))]
    at = data.draw(instants(zone, FIRST, END)) if as_of else None
    if at is not None and spans and data.draw(st.booleans()):
        at = spans[0][0] + data.draw(st.sampled_from([0, 5 * MINUTE, 5 * MINUTE + 1]))  # it has lasted just so long
    text = agreement(
        f"Long means every outage; only where length of it is {compared} 5 minutes.\n"
        "measure Downtime each month in minutes: time of Long.\nmeasure Number each month: number of Long.",
        zone,
    )
    lines = run(text, outages(spans), SHOWN, as_of=None if at is None else written(at))
    kept = [(a, b) for a, b, _ in known(spans, at, bounds(MONTHS[-1], zone)[1]) if holds(b - a)]
    down = named(MONTHS, [minutes(naive.inside(kept, bounds(m, zone))) for m in MONTHS])
    assert measured(lines, "Downtime") == down
    number = named(MONTHS, [sum(dated_in(a, m, zone) for a, _ in kept) for m in MONTHS])
    assert measured(lines, "Number") == number


# ---------------------------------------------------------------- rounding to blocks
@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=40)
def test_rounding_to_blocks(data: st.DataObject, zone: str) -> None:
    spans = data.draw(crowd(zone, 15 * MINUTE))
    steps = {"to multiples of 15 minutes": 15 * MINUTE, "to the hour": HOUR, "to multiples of 2 hours": 2 * HOUR}
    modes: dict[str, Callable[[int, int], int]] = {
        "down": lambda x, step: x // step,
        "up": lambda x, step: -(-x // step),
        "half up": lambda x, step: (2 * x + step) // (2 * step),
    }
    clauses, expected = ["Down means every outage."], {}
    for n, (words, step) in enumerate(steps.items()):
        for k, (mode, rounded) in enumerate(modes.items()):
            sum_, each = f"Sum{n}x{k}", f"Each{n}x{k}"
            clauses.append(f"measure {sum_} each month in minutes: time of Down rounded {mode} {words}.")
            over = f"total of (length of it rounded {mode} {words}) for each Down of the month"
            clauses.append(f"measure {each} each month in minutes: {over}.")
            down = [naive.inside(spans, bounds(m, zone)) for m in MONTHS]
            own = [[b - a for a, b in spans if dated_in(a, m, zone)] for m in MONTHS]
            expected[sum_] = [minutes(rounded(x, step) * step) for x in down]
            expected[each] = [minutes(sum(rounded(x, step) for x in found) * step) for found in own]
    lines = run(agreement("\n".join(clauses), zone), outages(spans), SHOWN)
    for name, values in expected.items():
        assert measured(lines, name) == named(MONTHS, values), name


# ---------------------------------------------------------------- quotas of time
QUOTAS = ["month", "quarter", "calendar year", "week", "day", "billing cycle", "30 days", "agreement year"]


@pytest.mark.parametrize("kind", QUOTAS)
@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=12)
def test_quotas_of_time(kind: str, data: st.DataObject, zone: str) -> None:
    spans = [*data.draw(crowd(zone, 30 * MINUTE)), *data.draw(stretches(zone, FIRST, END))]
    text = agreement(
        "Down means every outage.\n"
        f"Tolerated means every outage; only the first 30 minutes each {kind}.\n"
        f"Excess means every outage; except the first 30 minutes each {kind}.\n"
        f"Counted means every outage; except during Tolerated.\n"
        "measure All each month in minutes: time of Down.\n"
        "measure Tolerated Time each month in minutes: time of Tolerated.\n"
        "measure Excess Time each month in minutes: time of Excess.\n"
        "measure Counted Time each month in minutes: time of Counted.",
        zone,
        "in force from 2023-05-31 until 2026-01-01",
        "billing cycles begin on day 31",
    )
    lines = run(text, outages(spans), SHOWN)
    periods = cut(kind, FIRST - timedelta(days=400), END + timedelta(days=200), date(2023, 5, 31), 31)
    tolerated = [s for p in periods for s in naive.first_of(naive.clip(spans, bounds(p, zone)), 30 * MINUTE)]
    for month in MONTHS:
        here, period = bounds(month, zone), naive.name(month)
        kept, all_of_it = naive.inside(tolerated, here), naive.inside(spans, here)
        assert measured(lines, "Tolerated Time")[period] == minutes(kept)
        assert measured(lines, "Excess Time")[period] == minutes(all_of_it - kept)
        assert measured(lines, "Counted Time")[period] == minutes(all_of_it - kept)
        assert measured(lines, "All")[period] == minutes(all_of_it)


# ---------------------------------------------------------------- windows
def late_enough(notified: int | None, start: int) -> bool:
    return notified is not None and start - notified >= 72 * HOUR


@pytest.mark.parametrize("kind", ["month", "week", "quarter", "calendar year", "billing cycle"])
@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=12)
def test_allowances_of_windows(kind: str, data: st.DataObject, zone: str) -> None:
    work = [*data.draw(crowd(zone, 30 * MINUTE)), *data.draw(stretches(zone, FIRST, END, most=3))]
    notices = [data.draw(st.sampled_from([None, 72 * HOUR, 72 * HOUR - 1, 100 * HOUR])) for _ in work]
    text = agreement(
        "Night means 22:00 to 06:00 on Monday to Sunday.\n"
        "window Work: covers maintenance;\n"
        "    requires notified_at is at least 72 hours before start, or flag short_notice;\n"
        "    only outside Night, or flag at_night;\n"
        f"    only the first 8 hours each {kind}, or flag over_quota.\n"
        "Down means every outage; except during Work.\n"
        "measure Downtime each month in minutes: time of Down.",
        zone,
        "billing cycles begin on day 31",
    )
    events = [{"event": "outage", "id": "O", "start": written(clock(FIRST, zone)), "end": written(clock(END, zone))}]
    for n, ((a, b), notice) in enumerate(zip(work, notices, strict=True)):
        more = {} if notice is None else {"notified_at": written(a - notice)}
        events.append(lasting("maintenance", f"M{n}", a, b, **more))
    lines = run(text, events, SHOWN)
    nights = [
        (clock(d, zone, 22 * 60), clock(d, zone, 30 * 60))
        for d in naive.days(FIRST - timedelta(days=3), END + timedelta(days=60))
    ]
    left = {}
    for n, ((a, b), notice) in enumerate(zip(work, notices, strict=True)):
        cut_out = naive.common(nights, [(a, b)])
        left[n] = minus([(a, b)], cut_out) if late_enough(None if notice is None else a - notice, a) else []
    periods = cut(kind, FIRST - timedelta(days=400), END + timedelta(days=400), None, 31)
    whole = naive.union(s for found in left.values() for s in found)
    allowed = [s for p in periods for s in naive.first_of(naive.clip(whole, bounds(p, zone)), 8 * HOUR)]
    excused = {n: naive.common(found, allowed) for n, found in left.items()}
    everything = [s for found in excused.values() for s in found]
    outage = [(clock(FIRST, zone), clock(END, zone))]
    down = [naive.inside(outage, bounds(m, zone)) - naive.inside(everything, bounds(m, zone)) for m in MONTHS]
    assert measured(lines, "Downtime") == named(MONTHS, [minutes(x) for x in down])
    assert verdicts(lines, "Work", "window") == {f"M{n}": "excluded" if found else "counted" for n, found in excused.items()}
    for n, ((a, b), notice) in enumerate(zip(work, notices, strict=True)):
        short = not late_enough(None if notice is None else a - notice, a)
        wanted = {
            "short_notice": short,
            "at_night": bool(naive.common(nights, [(a, b)])),
            "over_quota": not short and naive.total(excused[n]) < naive.total(left[n]),
        }
        flags = one(lines, "window", "Work", item=f"M{n}")["flags"]
        assert set(flags) == {flag for flag, missed in wanted.items() if missed}


def minus(spans: list[Span], others: list[Span]) -> list[Span]:
    """What lies in the first and not in the others: piece by piece between all the bounds."""
    marks = sorted({x for s in (*spans, *others) for x in s})
    pieces = list(pairwise(marks))
    return naive.union(p for p in pieces if any(a <= p[0] < b for a, b in spans) and not any(a <= p[0] < b for a, b in others))


@pytest.mark.parametrize(("n", "kind"), [(1, "week"), (1, "month"), (2, "quarter"), (3, "month"), (2, "day")])
@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=15)
def test_the_first_of_each_period(n: int, kind: str, data: st.DataObject, zone: str) -> None:
    work = [*data.draw(crowd(zone, 30 * MINUTE)), *data.draw(stretches(zone, FIRST, END, most=6))]
    first = f"only the first of each {kind}" if n == 1 else f"only the first {n} of each {kind}"
    text = agreement(
        f"window Work: covers maintenance; {first}, or flag too_many.\n"
        "Down means every outage; except during Work.\n"
        "measure Downtime each month in minutes: time of Down.",
        zone,
    )
    events = [lasting("maintenance", f"M{k}", a, b) for k, (a, b) in enumerate(work)]
    lines = run(text, [*events, *outages([(clock(FIRST, zone), clock(END, zone))])], SHOWN)
    periods = cut(kind, FIRST - timedelta(days=9), END + timedelta(days=60))
    kept = set()
    for p in periods:
        # the first is the one that starts first; of two that start together, the one with the smaller id
        inside = sorted((a, f"M{k}", k) for k, (a, _) in enumerate(work) if dated_in(a, p, zone))
        kept |= {k for _, _, k in inside[:n]}
    assert verdicts(lines, "Work", "window") == {
        f"M{k}": "excluded" if k in kept else "counted" for k, (a, b) in enumerate(work)
    }
    excused = [work[k] for k in kept]
    outage = (clock(FIRST, zone), clock(END, zone))
    down = [
        naive.inside([outage], bounds(m, zone)) - naive.inside(naive.clip(excused, outage), bounds(m, zone)) for m in MONTHS
    ]
    assert measured(lines, "Downtime") == named(MONTHS, [minutes(x) for x in down])


# ---------------------------------------------------------------- within (...)
REACHES: dict[str, Callable[[int], tuple[date, date]]] = {
    "the month": lambda n: MONTHS[n],
    "the last 3 months": lambda n: (naive.months_on(MONTHS[n][0], -2), MONTHS[n][1]),
    "the last 12 months": lambda n: (naive.months_on(MONTHS[n][0], -11), MONTHS[n][1]),
    "the previous 2 months": lambda n: (naive.months_on(MONTHS[n][0], -2), MONTHS[n][0]),
    "the calendar year so far": lambda n: (date(2024, 1, 1), MONTHS[n][1]),
    "the quarter so far": lambda n: ((date(2024, 1, 1), date(2024, 4, 1))[n // 2], MONTHS[n][1]),
    "the last 3 months, the calendar year so far": lambda n: (
        max(date(2024, 1, 1), naive.months_on(MONTHS[n][0], -2)),
        MONTHS[n][1],
    ),
}


@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=30)
def test_within_months_back(data: st.DataObject, zone: str) -> None:
    spans = data.draw(stretches(zone, date(2023, 2, 1), date(2024, 7, 1), most=8))
    clauses = ["Down means every outage."]
    for k, reach in enumerate(REACHES):
        clauses.append(f"measure T{k} each month in minutes: time of Down within ({reach}).")
        clauses.append(f"measure N{k} each month: number of Down within ({reach}).")
        clauses.append(f"measure L{k} each month in minutes: gap of Down within ({reach}).")
    lines = run(agreement("\n".join(clauses), zone), outages(spans), SHOWN)
    for k, (reach, of) in enumerate(REACHES.items()):
        stretch = [bounds(of(n), zone) for n in range(4)]
        assert measured(lines, f"T{k}") == named(MONTHS, [minutes(naive.inside(spans, s)) for s in stretch]), reach
        assert measured(lines, f"N{k}") == named(MONTHS, [sum(s[0] <= a < s[1] for a, _ in spans) for s in stretch])
        if reach != "the month":  # the gap of a month looks back over its beginning
            gaps = []
            for s in stretch:
                marks = [s[0], *sorted(a for a, _ in spans if s[0] <= a < s[1]), s[1]]
                gaps.append(minutes(max(b - a for a, b in pairwise(marks))))
            assert measured(lines, f"L{k}") == named(MONTHS, gaps)


def same_clock(at: int, day: date, zone: str) -> int:
    """The first minute of a day at which its clocks show the time that they show at an instant, or a later one."""
    shown = local(at, zone)
    minute = clock(day, zone)
    while local(minute, zone).replace(tzinfo=None) < shown.replace(
        tzinfo=None, year=day.year, month=day.month, day=day.day, second=0, microsecond=0
    ):
        minute += MINUTE
    return minute + shown.second * SECOND + shown.microsecond


BACK: dict[str, Callable[[int, str], int]] = {
    "the 30 days before at": lambda at, zone: same_clock(at, naive.day_of(at, zone) - timedelta(days=30), zone),
    "the 1 day before at": lambda at, zone: same_clock(at, naive.day_of(at, zone) - timedelta(days=1), zone),
    "the 2 months before at": lambda at, zone: same_clock(at, naive.months_on(naive.day_of(at, zone), -2), zone),
    "the 36 hours before at": lambda at, zone: at - 36 * HOUR,
}


@pytest.mark.parametrize("reach", list(BACK))
@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=30)
def test_back_from_an_instant(reach: str, data: st.DataObject, zone: str) -> None:
    spans = data.draw(stretches(zone, FIRST, END, most=8))
    ats = data.draw(st.lists(instants(zone, date(2024, 2, 20), END).filter(lambda at: local(at, zone).fold == 0), max_size=4))
    ats += [x for s in spans for x in s][:3]
    ats = [at for at in ats if local(at, zone).fold == 0]
    text = agreement(
        "Down means every outage.\n"
        f"guarantee Time of each claim: time of Down within ({reach}) is at most 7 hours.\n"
        f"guarantee Number of each claim: number of Down within ({reach}) is 0.\n"
        f"guarantee Alone of each claim: number of every claim within ({reach}) is 0.",
        zone,
    )
    claims = [{"event": "claim", "id": f"C{n}", "at": written(at)} for n, at in enumerate(ats)]
    lines = run(text, [*outages(spans), *claims], SHOWN)
    for n, at in enumerate(ats):
        start = BACK[reach](at, zone)
        time = one(lines, "guarantee", "Time", item=f"C{n}")
        assert long(time) == naive.inside(spans, (start, at))
        assert time["verdict"] == ("met" if naive.inside(spans, (start, at)) <= 7 * HOUR else "breached")
        assert Fraction(one(lines, "guarantee", "Number", item=f"C{n}")["value"]) == sum(start <= a < at for a, _ in spans)
        assert Fraction(one(lines, "guarantee", "Alone", item=f"C{n}")["value"]) == sum(start <= x < at for x in ats)


@given(data=st.data(), zone=st.sampled_from(ZONES), as_of=st.booleans())
@settings(max_examples=40)
def test_between_two_instants_and_naming_it(data: st.DataObject, zone: str, as_of: bool) -> None:
    spans = data.draw(stretches(zone, FIRST, END))
    opened = data.draw(st.lists(instants(zone, FIRST, END), min_size=1, max_size=3))
    lengths = st.sampled_from([0, 1, MINUTE, HOUR, 2 * DAY, None])
    tickets = [(a, None if (x := data.draw(lengths)) is None else a + x) for a in opened]
    places = st.one_of(instants(zone, FIRST, END), st.sampled_from([x for t in tickets for x in t if x is not None]))
    updates = data.draw(st.lists(st.tuples(places, st.sampled_from(["T0", "T1", None])), max_size=8))
    at = data.draw(instants(zone, FIRST, END)) if as_of else None
    text = agreement(
        "Down means every outage.\nevent update: at instant; ticket text.\n"
        "guarantee Time of each ticket: time of Down within (from opened until responded) is at most 7 hours.\n"
        "guarantee Named of each ticket: number of every update naming it is 0.\n"
        "guarantee Between of each ticket: number of every update naming it within (from opened until responded) is 0.\n"
        "guarantee Gap of each ticket: gap of every update naming it within (from opened until responded) is at most 1 hour.",
        zone,
    )
    events = outages(spans)
    for n, (a, b) in enumerate(tickets):
        events.append({"event": "ticket", "id": f"T{n}", "opened": written(a)} | ({"responded": written(b)} if b else {}))
    for n, (x, name) in enumerate(updates):
        events.append({"event": "update", "id": f"U{n}", "at": written(x)} | ({"ticket": name} if name else {}))
    lines = run(text, events, SHOWN, as_of=None if at is None else written(at))
    last = bounds(MONTHS[-1], zone)[1]
    down = [(a, b) for a, b, _ in known(list(spans), at, last)]
    said = [(x, name) for x, name in updates if at is None or x <= at]
    for n, (a, b) in enumerate(tickets):
        if at is not None and a > at:
            assert f"T{n}" not in verdicts(lines, "Time")
            continue
        known_b = None if b is None or (at is not None and b > at) else b
        end = max(last, a) if at is None else at
        end = end if known_b is None else known_b
        own = [x for x, name in said if name == f"T{n}"]
        between = [x for x in own if a <= x < end]
        assert long(one(lines, "guarantee", "Time", item=f"T{n}")) == (naive.inside(down, (a, end)) if a < end else 0)
        assert Fraction(one(lines, "guarantee", "Named", item=f"T{n}")["value"]) == len(own)
        assert Fraction(one(lines, "guarantee", "Between", item=f"T{n}")["value"]) == len(between)
        gap = one(lines, "guarantee", "Gap", item=f"T{n}")
        if a < end:
            marks = [a, *sorted(between), end]
            assert long(gap) == max(y - x for x, y in pairwise(marks))
        else:
            assert gap["verdict"] == "no_data"


# ---------------------------------------------------------------- runs of anything
@pytest.mark.parametrize("until", ["the next success", "the last failure"])
@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=40)
def test_runs_of_anything(until: str, data: st.DataObject, zone: str) -> None:
    start = data.draw(instants(zone, date(2024, 2, 27), date(2024, 4, 2)))
    steps = st.sampled_from([MINUTE, 5 * MINUTE, HOUR])
    made = data.draw(
        st.lists(st.tuples(steps, st.sampled_from([26, 27, 28, None]), st.sampled_from(["a", "b", None])), max_size=20)
    )
    samples, at = [], start
    for step, celsius, monitor in made:
        at += step
        samples.append((at, celsius, monitor))
    text = agreement(
        "event sample: at instant; monitor text; celsius number.\n"
        f"Warm means every run of 3 sample where (celsius is more than 27) until {until}.\n"
        "Hot means every stretch of Warm; only where length of it is at least 10 minutes.\n"
        "measure Warm Time each month in minutes: time of Warm.\nmeasure Hot Time each month in minutes: time of Hot.",
        zone,
    )
    events = [
        {"event": "sample", "id": f"S{n}", "at": written(x)}
        | ({} if celsius is None else {"celsius": celsius})
        | ({} if monitor is None else {"monitor": monitor})
        for n, (x, celsius, monitor) in enumerate(samples)
    ]
    lines = run(text, events, ("2024-02", "2024-04"))
    warm = []
    for own in ("a", "b", None):
        row = [(x, celsius is not None and celsius > 27) for x, celsius, monitor in samples if monitor == own]
        k = 0
        while k < len(row):
            stop = k
            while stop < len(row) and row[stop][1]:
                stop += 1
            if stop - k >= 3:
                success = stop < len(row) and until == "the next success"
                warm.append((row[k][0], row[stop][0] if success else row[stop - 1][0]))
            k = max(stop, k + 1)
    hot = [s for s in naive.union(warm) if s[1] - s[0] >= 10 * MINUTE]
    shown = months("2024-02", "2024-04")
    assert measured(lines, "Warm Time") == named(shown, [minutes(naive.inside(warm, bounds(m, zone))) for m in shown])
    assert measured(lines, "Hot Time") == named(shown, [minutes(naive.inside(hot, bounds(m, zone))) for m in shown])


# ---------------------------------------------------------------- services
INCIDENTS = (
    "Down means every outage.\n"
    "Incident means every stretch of Down joined over gaps of at most 5 minutes.\n"
    "guarantee Repair of each Incident: length of it is at most 60 minutes.\n"
    "measure Own each month for each service: number of Incident.\n"
)


@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=30)
def test_each_service_has_stretches_of_its_own(data: st.DataObject, zone: str) -> None:
    spans = data.draw(crowd(zone, 5 * MINUTE))
    owners = [data.draw(st.sampled_from(["a", "b", None])) for _ in spans]
    events: list[Event] = [{"event": "service", "service": x} for x in ("a", "b")]
    for n, ((a, b), owner) in enumerate(zip(spans, owners, strict=True)):
        events.append(lasting("outage", f"O{n}", a, b) | ({"service": owner} if owner else {}))
    lines = run(agreement(INCIDENTS, zone), events, SHOWN)
    for service in ("a", "b"):
        own = [s for s, owner in zip(spans, owners, strict=True) if owner in (service, None)]
        made = naive.joined(own, lambda gap: gap <= 5 * MINUTE)
        found = [long(x) for x in lines if x["line"] == "guarantee" and x["service"] == service]
        assert sorted(found) == sorted(b - a for a, b in made)
        number = {x["period"]: Fraction(x["value"]) for x in lines if x["name"] == "Own" and x["service"] == service}
        assert number == named(MONTHS, [sum(dated_in(a, m, zone) for a, _ in made) for m in MONTHS])


def test_the_line_of_the_month_sums_up_the_stretches_of_every_service() -> None:
    text = agreement(
        INCIDENTS + "measure All each month: number of Incident.\n"
        "remedy Credit of each Incident each month: pays 1.00 EUR; no cap; without a claim."
    )
    start = clock(date(2024, 3, 5), "UTC")
    events: list[Event] = [{"event": "service", "service": x} for x in ("a", "b")]
    events.append(lasting("outage", "O1", start, start + 30 * MINUTE, service="a"))
    events.append(lasting("outage", "O2", start + 33 * MINUTE, start + HOUR, service="b"))
    lines = run(text, events, ("2024-03", "2024-03"))
    assert len([x for x in lines if x["line"] == "guarantee"]) == 2
    month = one([x for x in lines if "item" not in x], "remedy", "Credit")
    items = [Fraction(x["earned"]) for x in lines if x["line"] == "remedy" and "item" in x]
    assert items == [1, 1]
    assert Fraction(month["earned"]) == 2
    assert measured(lines, "All") == {"2024-03": 2}
