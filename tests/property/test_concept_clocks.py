"""In: tickets, pauses, claims about midnights and on nights when clocks change. Out: clocks run out where a walk from minute
to minute says, deadlines end where the table of the manual says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import naive
from .concepts import ZONES, Event, Line, agreement, instants, one, run
from .naive import DAY, HOUR, MINUTE, Dates, Open, bounds, clock, day_of, months, written

FIRST, END = date(2024, 1, 20), date(2024, 4, 20)
OFF = frozenset(range(5))
WEEK = frozenset(range(7))


def due_of(line: Line, key: str = "due") -> int | None:
    return None if line.get(key) is None else naive.instant(line[key])


# ---------------------------------------------------------------- clocks with pauses
HOURS: dict[str, tuple[int, int, frozenset[int]]] = {
    "08:00 to 17:00 on Monday to Friday": (480, 1020, OFF),
    "22:00 to 06:00 on Monday to Friday": (1320, 360, OFF),
    "00:00 to 04:00 on Monday to Sunday": (0, 240, WEEK),
    "00:00 to 24:00 on Saturday to Sunday": (0, 1440, frozenset({5, 6})),
}
NIGHTS = [date(2024, 2, 29), date(2024, 3, 10), date(2024, 3, 31), date(2024, 4, 12), date(2024, 10, 27), date(2024, 11, 3)]
Pause = tuple[int, int | None, str | None, str]


def whole_minutes(zone: str) -> st.SearchStrategy[int]:
    """Minutes of the days about a night on which something happens."""
    near = st.one_of(st.sampled_from([0, 8 * 60, 17 * 60, 120, 180, 22 * 60, -120]), st.integers(-2000, 2000))
    return st.tuples(st.sampled_from(NIGHTS), near).map(lambda pair: clock(pair[0], zone) + pair[1] * MINUTE)


def pauses(start: int) -> st.SearchStrategy[list[Pause]]:
    """Pauses of some tickets, for some reasons, a few of them without an end."""
    begins = st.one_of(st.sampled_from([0, 30, 60, 240]), st.integers(-600, 4000)).map(lambda n: start + n * MINUTE)
    lengths = st.one_of(st.none(), st.sampled_from([0, 1, 30, 60, 24 * 60]), st.integers(1, 2000))
    made = st.tuples(begins, lengths, st.sampled_from(["T1", "T1", None, "T2"]), st.sampled_from(["customer", "vendor"]))
    return st.lists(made, max_size=5).map(
        lambda found: [(a, None if n is None else a + n * MINUTE, ticket, why) for a, n, ticket, why in found]
    )


@pytest.mark.parametrize("hours", ["", *HOURS])
@given(data=st.data(), zone=st.sampled_from(ZONES), limit=st.sampled_from([1, 30, 240, 540, 960]), as_of=st.booleans())
@settings(max_examples=30)
def test_a_clock_with_pauses(hours: str, data: st.DataObject, zone: str, limit: int, as_of: bool) -> None:
    start = data.draw(whole_minutes(zone))
    made = data.draw(pauses(start))
    acts = st.one_of(st.none(), st.integers(0, 6000).map(lambda n: start + n * MINUTE))
    act = data.draw(acts)
    at = start + data.draw(st.integers(0, 8000)) * MINUTE if as_of else None
    inside = " in Office Hours" if hours else ""
    text = agreement(
        (f"Office Hours means {hours}.\n" if hours else "")
        + "Waiting means every pause; only where reason is one of (customer, third_party).\n"
        + f"guarantee Clock of each ticket: from opened until resolved; within {limit} minutes{inside};\n"
        + "    paused during Waiting.",
        zone,
    )
    ticket: Event = {"event": "ticket", "id": "T1", "opened": written(start)}
    events = [ticket | ({} if act is None else {"resolved": written(act)})]
    for n, (a, b, name, why) in enumerate(made):
        pause: Event = {"event": "pause", "id": f"P{n}", "start": written(a), "reason": why}
        events.append(pause | ({} if b is None else {"end": written(b)}) | ({"ticket": name} if name else {}))
    line = one(run(text, events, as_of=None if at is None else written(at)), "guarantee", "Clock")

    stopped = []  # what is known of the pauses that stop this clock
    for a, b, name, why in made:
        if why == "customer" and name in ("T1", None) and (at is None or a <= at):
            stopped.append((a, None if b is None or (at is not None and b > at) else b))
    standing = min((a for a, b in stopped if b is None), default=None)
    open_: Open = naive.hours(*HOURS[hours], zone) if hours else lambda _: True
    due: int | None = start
    left = limit
    while left:
        assert due is not None
        if standing is not None and due >= standing:
            due = None  # it stands still for ever
            break
        left -= open_(due) and not any(b is not None and a <= due < b for a, b in stopped)
        due += MINUTE
    acted = None if act is None or (at is not None and act > at) else act
    if acted is not None:
        verdict = "met" if due is None or acted <= due else "breached"
    else:
        verdict = "pending" if due is None or (at is not None and at <= due) else "breached"
    assert (due_of(line), line["verdict"]) == (due, verdict)


@given(data=st.data(), zone=st.sampled_from(ZONES), limit=st.integers(1, 3000))
@settings(max_examples=30)
def test_a_pause_moves_a_clock_on_by_its_length(data: st.DataObject, zone: str, limit: int) -> None:
    """A law: a pause within the time moves the deadline by just its length; one out of hours by nothing."""
    start = data.draw(whole_minutes(zone))
    before, length = data.draw(st.integers(0, limit - 1)), data.draw(st.integers(0, 5000))
    text = agreement(
        "Waiting means every pause.\n"
        f"guarantee Clock of each ticket: from opened until resolved; within {limit} minutes; paused during Waiting.",
        zone,
    )
    ticket = {"event": "ticket", "id": "T1", "opened": written(start)}
    a = start + before * MINUTE
    pause = {"event": "pause", "ticket": "T1", "start": written(a), "end": written(a + length * MINUTE)}
    plain, paused = (one(run(text, events), "guarantee", "Clock") for events in ([ticket], [ticket, pause]))
    plain_due, paused_due = due_of(plain), due_of(paused)
    assert plain_due is not None
    assert paused_due == plain_due + length * MINUTE


# ---------------------------------------------------------------- hours of several places
@given(data=st.data(), zone=st.sampled_from(ZONES), limit=st.sampled_from([1, 60, 300, 1000]))
@settings(max_examples=30)
def test_a_clock_in_the_hours_of_several_zones(data: st.DataObject, zone: str, limit: int) -> None:
    start = data.draw(whole_minutes(zone))
    text = agreement(
        'London Hours means 07:00 to 17:00 in zone "Europe/London" on Monday to Friday.\n'
        'Tokyo Hours means 09:00 to 18:00 in zone "Asia/Tokyo" on Monday to Friday.\n'
        "Support Hours means (London Hours, Tokyo Hours).\n"
        f"guarantee Clock of each ticket: from opened until resolved; within {limit} minutes in Support Hours.\n"
        f"guarantee London of each ticket: from opened until resolved; within {limit} minutes in London Hours.",
        zone,
    )
    lines = run(text, [{"event": "ticket", "id": "T1", "opened": written(start)}])
    london, tokyo = naive.hours(420, 1020, OFF, "Europe/London"), naive.hours(540, 1080, OFF, "Asia/Tokyo")
    both: Open = lambda at: london(at) or tokyo(at)  # noqa: E731
    assert due_of(one(lines, "guarantee", "Clock")) == naive.runs_out(start, limit, both)
    assert due_of(one(lines, "guarantee", "London")) == naive.runs_out(start, limit, london)


# ---------------------------------------------------------------- deadlines
def weekday(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in ((1, 1), (4, 1))


def end_of_day(day: date, zone: str, minute: int = 1440) -> int:
    return clock(day, zone, minute) if minute < 1440 else clock(day + timedelta(days=1), zone)


def whole(kind: str, n: int, at: int, zone: str) -> int:
    """The end of the n-th period that begins at an instant or after it."""
    periods = naive.cut(kind, day_of(at, zone), day_of(at, zone) + timedelta(days=500), None, 15)
    return bounds([p for p in periods if clock(p[0], zone) >= at][n - 1], zone)[1]


Deadline = Callable[[int, str, int], tuple[int, bool]]  # from an instant, a zone, n: until when, and whether that is in time
SPANS: dict[str, Deadline] = {
    "{n} days": lambda at, zone, n: (end_of_day(day_of(at, zone) + timedelta(days=n), zone), False),
    "{n} Business Days": lambda at, zone, n: (end_of_day(naive.nth_day(day_of(at, zone), n, weekday), zone), False),
    "{n} Business Days ending at 18:00": lambda at, zone, n: (
        end_of_day(naive.nth_day(day_of(at, zone), n, weekday), zone, 1080),
        True,
    ),
    "{n} Business Days ending before 17:00": lambda at, zone, n: (
        end_of_day(naive.nth_day(day_of(at, zone), n, weekday), zone, 1020),
        False,
    ),
    "{n} elapsed days": lambda at, zone, n: (at + n * DAY, True),
    "{n} hours": lambda at, zone, n: (at + n * HOUR, True),
    "{n} hours in Business Hours": lambda at, zone, n: (
        naive.runs_out(at, n * 60, _business(zone)),
        True,
    ),
    "{n} hours in Night Hours": lambda at, zone, n: (naive.runs_out(at, n * 60, naive.hours(1320, 360, WEEK, zone)), True),
    "{n} months": lambda at, zone, n: (end_of_day(naive.months_on(day_of(at, zone), n), zone), False),
    "{n} whole months": lambda at, zone, n: (whole("month", n, at, zone), False),
    "{n} whole quarters": lambda at, zone, n: (whole("quarter", n, at, zone), False),
    "{n} whole billing cycles": lambda at, zone, n: (whole("billing cycle", n, at, zone), False),
    "{n} whole weeks": lambda at, zone, n: (whole("week", n, at, zone), False),
}
DAYS = (
    "Business Days means Monday to Friday; except on (January 1, April 1).\n"
    "Business Hours means 09:00 to 17:00 on Business Days.\n"
    "Night Hours means 22:00 to 06:00 on Monday to Sunday.\n"
)


def _business(zone: str) -> Open:
    plain = naive.hours(540, 1020, OFF, zone)
    return lambda at: plain(at) and weekday(day_of(at, zone))


def judged(deadline: tuple[int, bool], at: int) -> bool:
    return at < deadline[0] or (deadline[1] and at == deadline[0])


@pytest.mark.parametrize("span", list(SPANS))
@given(data=st.data(), zone=st.sampled_from(ZONES), n=st.integers(1, 4))
@settings(max_examples=15)
def test_deadlines_after_an_item(span: str, data: st.DataObject, zone: str, n: int) -> None:
    at = data.draw(instants(zone, FIRST, END))
    if "hours in" in span:
        at = at // MINUTE * MINUTE
    text = agreement(
        DAYS
        + f"claim Credit of each outage: filed within {span.format(n=n)} after end of it.\n"
        + "remedy Credit of each outage each month: pays 1.00 EUR; no cap; claimed by Credit.\n"
        + f"claim Aware of each outage: filed within {span.format(n=n)} after aware_at.\n"
        + "remedy Aware of each outage each month: pays 1.00 EUR; no cap; claimed by Aware.\n"
        + f"guarantee Answer of each claim: from at until answered; within {span.format(n=n)}.",
        zone,
        "billing cycles begin on day 15",
    )
    deadline = SPANS[span](at, zone, n)
    filed = deadline[0] + data.draw(st.sampled_from([0, -1, 1, -HOUR, 5 * DAY]))
    aware = data.draw(st.booleans())
    outage: Event = {"event": "outage", "id": "O1", "start": written(at - 5 * MINUTE), "end": written(at)}
    events = [
        outage | ({"aware_at": written(at)} if aware else {}),
        {"event": "claim", "id": "C1", "at": written(filed), "outages": ["O1"]},
        {"event": "claim", "id": "C2", "at": written(at), "outages": [], "answered": written(filed)},
    ]
    lines = run(text, events)
    in_time = judged(deadline, filed)
    claim, remedy = one(lines, "claim", "Credit"), one(lines, "remedy", "Credit", item="O1")
    assert (due_of(claim, "deadline"), claim["valid"]) == (deadline[0], in_time)
    assert (remedy["status"], claim["reasons"]) == (("granted", []) if in_time else ("refused", ["claim_late"]))
    late = one(lines, "claim", "Aware")  # what nobody recorded makes no deadline
    assert (due_of(late, "deadline"), late["valid"]) == ((deadline[0], in_time) if aware else (None, True))
    answer = one(lines, "guarantee", "Answer", item="C2")
    assert (due_of(answer), answer["verdict"]) == (deadline[0], "met" if in_time else "breached")


@pytest.mark.parametrize("span", list(SPANS))
@pytest.mark.parametrize("kind", ["month", "billing cycle"])
@given(data=st.data(), zone=st.sampled_from(ZONES), n=st.integers(1, 40), month=st.integers(1, 12))
@settings(max_examples=10)
def test_deadlines_after_a_period(span: str, kind: str, data: st.DataObject, zone: str, n: int, month: int) -> None:
    if "whole" in span or "months" in span:
        n = 1 + n % 3
    text = agreement(
        DAYS
        + f"claim Credit each {kind}: filed within {span.format(n=n)} after end of the {kind}.\n"
        + f"remedy Credit each {kind}: pays 1.00 EUR; no cap; claimed by Credit;\n"
        + f"    expires within {span.format(n=n)} after end of the {kind}; paid in the {kind} after the claim.\n"
        + f"claim Invoiced each {kind}: filed within {span.format(n=n)} after at of invoice.\n"
        + f"remedy Invoiced each {kind}: pays 1.00 EUR; no cap; claimed by Invoiced.",
        zone,
        "billing cycles begin on day 15",
    )
    period = naive.cut(kind, date(2024, month, 20), date(2024, month, 21), None, 15)[0]
    name = naive.name(period)
    start = bounds(period, zone)[1]
    invoiced = data.draw(st.one_of(st.none(), instants(zone, date(2024, 5, 1), date(2024, 9, 1))))
    if invoiced is not None and "hours in" in span:
        invoiced = invoiced // MINUTE * MINUTE
    deadline = SPANS[span](start, zone, n)
    filed = deadline[0] + data.draw(st.sampled_from([0, -1, 1, -HOUR, 5 * DAY]))
    events: list[Event] = [{"event": "claim", "id": "C1", "at": written(filed), "period": name}]
    if invoiced is not None:
        events.append({"event": "invoice", "period": name, "at": written(invoiced)})
    lines = run(text, events, (name, name))
    in_time = judged(deadline, filed)
    claim, remedy = one(lines, "claim", "Credit", name), one(lines, "remedy", "Credit", name)
    assert (due_of(claim, "deadline"), claim["valid"]) == (deadline[0], in_time)
    assert remedy["awarded"] == ("1.00" if in_time else "0.00")
    if in_time:
        made = naive.cut(kind, day_of(filed, zone), day_of(filed, zone) + timedelta(days=1), None, 15)[0]
        paid_in = naive.cut(kind, made[1], made[1] + timedelta(days=1), None, 15)[0]
        assert (remedy["pay_in"], due_of(remedy, "expires")) == (naive.name(paid_in), deadline[0])
    other = one(lines, "claim", "Invoiced", name)
    if invoiced is None:
        assert (due_of(other, "deadline"), other["valid"]) == (None, True)
    else:
        due = SPANS[span](invoiced, zone, n)
        assert (due_of(other, "deadline"), other["valid"]) == (due[0], judged(due, filed))


@pytest.mark.parametrize("kind", ["month", "quarter", "billing cycle"])
@given(data=st.data(), zone=st.sampled_from(ZONES))
@settings(max_examples=20)
def test_when_it_is_paid(kind: str, data: st.DataObject, zone: str) -> None:
    """In the period after the one in which the first good claim, or the confirmation, was made; or after its own."""
    ats = data.draw(st.lists(instants(zone, date(2024, 2, 1), date(2024, 9, 1)), max_size=3))
    confirmed = data.draw(st.one_of(st.none(), instants(zone, date(2024, 2, 1), date(2024, 9, 1))))
    text = agreement(
        "claim Credit each month: requires channel is email, or wrong_channel; no deadline.\n"
        + "".join(
            f"remedy {name} each month: pays 1.00 EUR; no cap; {how}; paid in the {kind} after the {event}.\n"
            for name, how, event in (
                ("Claimed", "claimed by Credit", "claim"),
                ("Confirmed", "without a claim", "confirmation"),
                ("Own", "without a claim", "period"),
            )
        ),
        zone,
        "billing cycles begin on day 31",
    )
    channels = [data.draw(st.sampled_from(["email", "phone"])) for _ in ats]
    events: list[Event] = [
        {"event": "claim", "id": f"C{n}", "at": written(at), "period": "2024-03", "channel": channel}
        for n, (at, channel) in enumerate(zip(ats, channels, strict=True))
    ]
    if confirmed is not None:
        events.append({"event": "confirmation", "at": written(confirmed), "period": "2024-03"})
    lines = run(text, events, ("2024-03", "2024-03"))

    def after(at: int | None) -> str | None:
        if at is None:
            return None
        (here,) = naive.cut(kind, day_of(at, zone), day_of(at, zone) + timedelta(days=1), None, 31)
        return naive.name(naive.cut(kind, here[1], here[1] + timedelta(days=1), None, 31)[0])

    good = min((at for at, channel in zip(ats, channels, strict=True) if channel == "email"), default=None)
    wanted = {"Claimed": good, "Confirmed": confirmed, "Own": clock(date(2024, 4, 1), zone) - 1}
    for name, at in wanted.items():
        assert one(lines, "remedy", name).get("pay_in") == after(at)


DAYS_AFTER = ["{n} days", "{n} Business Days", "{n} months", "{n} whole months", "{n} Business Days ending at 18:00"]
TIME_AFTER = ["{n} elapsed days", "{n} hours", "{n} hours in Business Hours", "{n} hours in Night Hours"]


@pytest.mark.parametrize("span", DAYS_AFTER + TIME_AFTER)
@given(
    zone=st.sampled_from(ZONES),
    n=st.integers(1, 35),
    month=st.sampled_from(months("2023-11", "2025-03")),
    force=st.one_of(st.none(), st.integers(1, 27)),
)
@settings(max_examples=12)
def test_after_the_month_counts_days_from_its_last_day(span: str, zone: str, n: int, month: Dates, force: int | None) -> None:
    """And time from its end; of a month in force in part, from the end of that part."""
    n = 1 + n % 3 if "months" in span else n
    name, end = naive.name(month), month[1] if force is None else month[0] + timedelta(days=force)
    until = [] if force is None else [f"in force from 2020-01-01 until {end}"]
    text = agreement(
        DAYS
        + f"claim Credit each month: filed within {span.format(n=n)} after the month.\n"
        + "remedy Credit each month: pays 1.00 EUR; no cap; claimed by Credit;\n"
        + f"    expires within {span.format(n=n)} after the month.",
        zone,
        *until,
    )
    noon = clock(end - timedelta(days=1), zone, 720)  # of the last day
    deadline = SPANS[span](noon if span in DAYS_AFTER else clock(end, zone), zone, n)
    filed = [deadline[0] - 1, deadline[0], deadline[0] + 1]
    for at in filed:
        lines = run(text, [{"event": "claim", "at": written(at), "period": name}], (name, name))
        claim, remedy = one(lines, "claim", "Credit", name), one(lines, "remedy", "Credit", name)
        assert (due_of(claim, "deadline"), claim["valid"]) == (deadline[0], judged(deadline, at))
        assert due_of(remedy, "expires") == (deadline[0] if judged(deadline, at) else None)


def test_the_table_of_the_manual() -> None:
    """Of June 2025, in Berlin."""
    zone, end = "Europe/Berlin", clock(date(2025, 7, 1), "Europe/Berlin")
    table = {
        ("{n} days", 10): "2025-07-12", ("{n} elapsed days", 10): "2025-07-11", ("{n} days", 30): "2025-08-01",
        ("{n} elapsed days", 30): "2025-07-31", ("{n} months", 1): "2025-08-02", ("{n} whole months", 2): "2025-09-01",
    }  # fmt: skip
    for (span, n), day in table.items():
        assert SPANS[span](end, zone, n)[0] == clock(date.fromisoformat(day), zone)
