"""In: good and bad months, terminations about the deadlines. Out: rights arise n times in m months, are exercised or lapse,
and history that was used up does not count again, as a loop over the months says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import naive
from .concepts import (
    ZONES,
    Event,
    agreement,
    fee,
    instants,
    measured,
    named,
    one,
    outages,
    paid,
    run,
    verdicts,
)
from .naive import DAY, HOUR, Dates, Span, bounds, clock, months, written

FIRST = date(2023, 10, 1)
MONTHS = months("2023-10", "2024-12")
SHOWN = ("2023-10", "2024-12")
UPTIME = (
    "Down means every outage.\n"
    "measure Uptime each month: 100% - time of Down / time of the month.\n"
    "guarantee Uptime each month: Uptime is at least 99%.\n"
)
BAD = st.lists(st.booleans(), min_size=15, max_size=15)
REACHES = {
    "the last 3 months": lambda n: range(max(0, n - 2), n + 1),
    "the last 12 months": lambda n: range(max(0, n - 11), n + 1),
    "the previous 3 months": lambda n: range(max(0, n - 3), n),
    "the calendar year so far": lambda n: range(0 if n < 3 else 3, n + 1),
    "the term so far": lambda n: range(n + 1),
}


def downs(bad: Sequence[bool], zone: str) -> list[Span]:
    """Eight hours, more than a hundredth, in every bad month: on its first day, or into its last."""
    found = []
    for n, (month, is_bad) in enumerate(zip(MONTHS, bad, strict=True)):
        if is_bad:
            at = bounds(month, zone)[0] if n % 2 else bounds(month, zone)[1] - 8 * HOUR
            found.append((at, at + 8 * HOUR))
    return found


def terminations(zone: str) -> st.SearchStrategy[list[int]]:
    """Instants about the ends of months and of the thirtieth days after them."""
    edges = [bounds(m, zone)[1] for m in MONTHS]
    edges += [clock(naive.nth_day(m[1], 31, lambda _: True), zone) for m in MONTHS] + [e + 720 * HOUR for e in edges]
    near = st.tuples(st.sampled_from(edges), st.sampled_from([0, -1, 1, -HOUR, 9 * HOUR, DAY])).map(sum)
    return st.lists(st.one_of(near, instants(zone, FIRST, date(2025, 3, 1))), max_size=3)


def ended(ats: Sequence[int]) -> list[Event]:
    return [{"event": "termination", "id": f"E{n}", "at": written(at)} for n, at in enumerate(ats)]


# ---------------------------------------------------------------- n of m
@pytest.mark.parametrize("reach", list(REACHES))
@given(bad=BAD, least=st.integers(1, 4), zone=st.sampled_from(ZONES), begin=st.integers(0, 5))
@settings(max_examples=25)
def test_n_of_m(reach: str, bad: list[bool], least: int, zone: str, begin: int) -> None:
    force = date(2023, 10 + begin, 12) if begin < 3 else date(2024, begin - 2, 12)
    text = agreement(
        UPTIME
        + f"measure Count each month: number of (Uptime is breached) for each month of {reach}.\n"
        + "right Leave each month:\n"
        + f"    when number of (Uptime is breached) for each month of {reach} is at least {least};\n"
        + "    exercised by termination.",
        zone,
        f"in force from {force} until 2030-01-01",
    )
    lines = run(text, outages(downs(bad, zone)), SHOWN)
    # a month before the agreement came in force is not there; nor is downtime before it
    came = clock(force, zone)
    down = [naive.inside(naive.clip(downs(bad, zone), (came, 2**62)), bounds(m, zone)) for m in MONTHS]
    breached = [x * 100 > bounds(m, zone)[1] - bounds(m, zone)[0] for m, x in zip(MONTHS, down, strict=True)]
    for n, month in enumerate(MONTHS):
        if n < begin:
            assert naive.name(month) not in verdicts(lines, "Leave", "right")
            continue
        count = sum(breached[k] for k in REACHES[reach](n))
        assert measured(lines, "Count")[naive.name(month)] == count
        assert verdicts(lines, "Leave", "right")[naive.name(month)] == ("arisen" if count >= least else "none")


# ---------------------------------------------------------------- exercised and lapsed
Within = Callable[[date, str], tuple[int, bool]]  # until when, and whether that is in time
DEADLINES: dict[str, Within | None] = {
    "": None,
    " within 30 days after end of the month": lambda end, zone: (clock(naive.nth_day(end, 31, lambda _: True), zone), False),
    " within 30 days after the month": lambda end, zone: (clock(naive.nth_day(end, 30, lambda _: True), zone), False),
    " within 720 hours after end of the month": lambda end, zone: (clock(end, zone) + 720 * HOUR, True),
    " within 1 whole month after end of the month": lambda end, zone: (clock(naive.months_on(end, 1), zone), False),
}


@pytest.mark.parametrize("within", list(DEADLINES))
@given(data=st.data(), bad=BAD, zone=st.sampled_from(ZONES), as_of=st.booleans())
@settings(max_examples=40)
def test_exercised_and_lapsed(within: str, data: st.DataObject, bad: list[bool], zone: str, as_of: bool) -> None:
    ats = data.draw(terminations(zone))
    at = data.draw(terminations(zone).filter(bool))[0] if as_of else None
    text = agreement(
        UPTIME
        + "right Leave each month:\n"
        + "    when number of (Uptime is breached) for each month of the last 3 months is at least 2;\n"
        + f"    exercised by termination{within}.\n"
        + "remedy Refund each month: when Leave is exercised; pays 10.00 EUR; no cap; without a claim.",
        zone,
    )
    events = outages(downs(bad, zone)) + ended(ats)
    lines = run(text, events, SHOWN, as_of=None if at is None else written(at))
    known = [x for x in ats if at is None or x <= at]
    for n, month in enumerate(MONTHS):
        start, end = bounds(month, zone)
        verdict, deadline = expected(bad, n, known, zone, at, DEADLINES[within])
        line = one(lines, "right", "Leave", naive.name(month))
        shown = line.get("deadline")
        assert (line["verdict"], None if shown is None else naive.instant(shown)) == (verdict, deadline), naive.name(month)
        if at is None or at >= end:
            assert paid(lines, "Refund")[naive.name(month)] == (10 if verdict == "exercised" else 0)
        assert start < end


def expected(
    bad: Sequence[bool], n: int, acts: Sequence[int], zone: str, as_of: int | None, within: Within | None
) -> tuple[str, int | None]:
    """What the right of a month comes to."""
    start, end = bounds(MONTHS[n], zone)
    spans = downs(bad, zone)
    before = sum(bad[k] for k in range(max(0, n - 2), n))
    for act in sorted(acts):
        # what is certain before the month is over gives the right at once
        if start <= act < end:
            down = naive.inside(spans, (start, act))
            if before + (down * 100 > end - start) >= 2:
                return "exercised", None
    if as_of is not None and as_of < end:
        return "pending", None
    if before + bad[n] < 2:
        return "none", None
    if within is None:
        return ("exercised" if any(act >= end for act in acts) else "arisen"), None
    deadline, inclusive = within(MONTHS[n][1], zone)
    if any(end <= act < deadline or (inclusive and act == deadline) for act in acts):
        return "exercised", deadline
    return ("arisen" if as_of is not None and deadline >= as_of else "lapsed"), deadline


# ---------------------------------------------------------------- history that is used up
@pytest.mark.parametrize("reach", ["the last 12 months", "the last 3 months", "the calendar year so far", "the term so far"])
@given(bad=BAD, least=st.integers(1, 3), claimed=BAD, claim=st.booleans(), cap=st.booleans())
@settings(max_examples=25)
def test_a_credit_uses_up_its_history(
    reach: str, bad: list[bool], least: int, claimed: list[bool], claim: bool, cap: bool
) -> None:
    zone = "Europe/Berlin"
    text = agreement(
        UPTIME
        + "remedy Chronic each month:\n"
        + f"    when number of (Uptime is breached) for each month of {reach} since the last Chronic is at least {least};\n"
        + f"    pays 30.00 EUR; {'at most 60.00 EUR each calendar year' if cap else 'no cap'};\n"
        + ("    claimed by Chronic.\nclaim Chronic each month: no deadline.\n" if claim else "    without a claim.\n")
        + f"measure Left each month: number of (Uptime is breached) for each month of {reach} since the last Chronic.\n"
        + f"measure All each month: number of (Uptime is breached) for each month of {reach}.",
        zone,
        "in force from 2023-10-01 until 2026-10-01",
    )
    events = outages(downs(bad, zone))
    events += [
        {"event": "claim", "id": f"C{n}", "at": "2025-01-10T00:00:00Z", "period": naive.name(m)}
        for n, m in enumerate(MONTHS)
        if claimed[n]
    ]
    lines = run(text, events, SHOWN)
    since, left, awarded = -1, [], []
    for n, month in enumerate(MONTHS):
        left.append(sum(bad[k] for k in REACHES[reach](n) if k > since))
        room = 60 - sum(x for k, x in enumerate(awarded) if MONTHS[k][0].year == month[0].year) if cap else 30
        good = left[-1] >= least and (claimed[n] or not claim)
        awarded.append(min(30, room) if good else 0)
        since = n if awarded[-1] else since
    assert paid(lines, "Chronic") == named(MONTHS, awarded)
    assert measured(lines, "Left") == named(MONTHS, left)
    assert measured(lines, "All") == named(MONTHS, [sum(bad[k] for k in REACHES[reach](n)) for n in range(15)])


@given(data=st.data(), bad=BAD, zone=st.sampled_from(ZONES))
@settings(max_examples=25)
def test_a_right_that_was_exercised_uses_up_its_history(data: st.DataObject, bad: list[bool], zone: str) -> None:
    ats = data.draw(terminations(zone))
    text = agreement(
        "Down means every outage.\n"
        "measure Uptime each month: 100% - time of Down / time of the month.\n"
        "right Leave each month:\n"
        "    when number of (Uptime is below 99%) for each month of the last 12 months since the last Leave is at least 2;\n"
        "    exercised by termination within 30 days after end of the month.\n"
        "measure Left each month: number of (Uptime is below 99%) for each month of the last 12 months since the last Leave.",
        zone,
    )
    lines = run(text, outages(downs(bad, zone)) + ended(ats), SHOWN)
    since = -1
    for n, month in enumerate(MONTHS):
        left = sum(bad[k] for k in range(max(0, n - 11), n + 1) if k > since)
        assert measured(lines, "Left")[naive.name(month)] == left
        end = bounds(month, zone)[1]
        deadline = clock(naive.nth_day(month[1], 31, lambda _: True), zone)
        verdict = "none" if left < 2 else "exercised" if any(end <= x < deadline for x in ats) else "lapsed"
        assert verdicts(lines, "Leave", "right")[naive.name(month)] == verdict
        since = n if verdict == "exercised" else since


# ---------------------------------------------------------------- sliding windows give rights at once
@given(data=st.data(), zone=st.sampled_from(ZONES), month=st.sampled_from(MONTHS[4:8]))
@settings(max_examples=30)
def test_seven_hours_in_thirty_days_once_exceeded(data: st.DataObject, zone: str, month: Dates) -> None:
    start, end = bounds(month, zone)
    ats = st.integers(-20 * 24, 29 * 24).map(lambda n: start + n * HOUR)
    spans = [(a, a + data.draw(st.sampled_from([HOUR, 4 * HOUR, 7 * HOUR]))) for a in data.draw(st.lists(ats, max_size=4))]
    act = data.draw(
        st.one_of(ats.filter(lambda x: x >= start), st.sampled_from([b + k for _, b in spans for k in (0, 1)] or [end]))
    )
    text = agreement(
        "Down means every outage.\n"
        "right Leave each month:\n"
        "    when largest of (time of Down) for each 30 days ending in the month is more than 7 hours;\n"
        "    exercised by termination within 10 days after end of the month.",
        zone,
    )
    lines = run(text, outages(spans) + ended([act]), (naive.name(month),) * 2)
    windows = [(naive.nth_day(d, 1, lambda _: True), d) for d in naive.days(*month)]

    def worst(until: int) -> int:
        """The most downtime of thirty days that end in the month, as far as it is known at an instant."""
        found = [(clock(date.fromordinal(after.toordinal() - 30), zone), clock(after, zone)) for after, _ in windows]
        return max(naive.inside(naive.clip(spans, (0, until)), w) for w in found)

    deadline = clock(naive.nth_day(month[1], 11, lambda _: True), zone)
    if start <= act < end and worst(act) > 7 * HOUR:
        verdict = "exercised"
    elif worst(2**62) <= 7 * HOUR:
        verdict = "none"
    else:
        verdict = "exercised" if end <= act < deadline else "lapsed"
    assert verdicts(lines, "Leave", "right") == {naive.name(month): verdict}


@given(
    bad=st.lists(BAD, min_size=2, max_size=2), acts=st.lists(st.tuples(st.integers(0, 500), st.sampled_from("ab")), max_size=4)
)
@settings(max_examples=20)
def test_each_service_gives_a_right_of_its_own(bad: list[list[bool]], acts: list[tuple[int, str]]) -> None:
    text = agreement(
        "Down means every outage.\n"
        "measure Uptime each month for each service: 100% - time of Down / time of the month.\n"
        "guarantee Uptime each month for each service: Uptime is at least 99%.\n"
        "right Leave each month for each service:\n"
        "    when number of (Uptime is breached) for each month of the last 3 months is at least 2;\n"
        "    exercised by termination within 30 days after end of the month."
    )
    events: list[Event] = [{"event": "service", "service": s} for s in "ab"]
    for service, months_ in zip("ab", bad, strict=True):
        events += [e | {"service": service, "id": f"{service}{e['id']}"} for e in outages(downs(months_, "UTC"))]
    ats = [(clock(FIRST, "UTC") + day * DAY, service) for day, service in acts]
    for n, (at, service) in enumerate(ats):
        events.append({"event": "termination", "id": f"E{n}", "at": written(at), "service": service})
    lines = run(text, events, SHOWN)
    for service, months_ in zip("ab", bad, strict=True):
        own = [at for at, of in ats if of == service]
        found = [x["verdict"] for x in lines if x["line"] == "right" and x["service"] == service]
        within = DEADLINES[" within 30 days after end of the month"]
        assert found == [expected(months_, n, own, "UTC", None, within)[0] for n in range(15)]


def test_the_fee_is_not_asked_for() -> None:
    """A right says nothing of money, so that a stream without fees has no warnings of them."""
    text = agreement(UPTIME + "right Leave each month: when Uptime is breached; exercised by termination.")
    assert run(text, [], ("2024-01", "2024-01")) == run(text, [fee("2024-01", 1)], ("2024-01", "2024-01"))
