"""In: a span and the instant it counts from. Out: how it makes the last instant: the days, or the hours on each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from ..base import timeset as ts
from ..base.calendars import DayCalendar
from ..base.instants import local_date
from ..engine.reference import spans
from ..engine.reference.evaluator import Scope, fraction
from ..rules import clauses as c
from ..rules.choice import ByReading
from ..rules.spans import DayCount, Elapsed, InHours, MonthCount, SpanNode, WholePeriods
from .because import Entry, Section, Sentence
from .numbers import duration, instant
from .values import Telling

_MOST = 31  # days, before a list of them helps nobody


def counting(t: Telling, span: SpanNode, start: int, due: int, scope: Scope, stopped: ts.TimeSet | None = None) -> Section:
    """How a deadline was counted; hours are a ledger that sums to their length, days stand one by one."""
    ev, zone = t.ev, t.ev.world.zone
    said: list[Sentence] = []
    while isinstance(span, ByReading):
        adopted = "" if t.words.adopted.get(span.reading) == ev.readings[span.reading] else ", which is not the adopted one"
        said.append(Sentence(f"by reading {span.reading}, {ev.readings[span.reading]}{adopted}"))
        span = ev.chosen(span)
    first = local_date(start, zone)
    ledger: tuple[Entry, ...] = ()
    unit = None
    match span:
        case Elapsed(length):
            whole = fraction(ev.value(length, scope))
            said.append(Sentence(f"{t.words.say(span)} after it"))
            ledger, unit = _stood(start, due, stopped or [], whole, zone), "minutes"
        case InHours(length, hours):
            open_hours = ts.clip(spans.schedule(ev, hours).between(start, due, zone), start, due)
            run = ts.minus(open_hours, stopped or [])
            entries = [Entry(f"{instant(a, zone)} to {_clock(a, b, zone)}", Fraction(b - a)) for a, b in run]
            ledger = (*entries, Entry(f"{t.words.say(span)}", Fraction(ts.total(run))))
            unit = "minutes"
            said += _skipped(t, spans.schedule(ev, hours).windows[0].days, first, local_date(due - 1, zone))
        case DayCount(n, days):
            count = spans.days_of(ev, n, scope)
            said += _days(t, days, first, count)
            said += _skipped(t, days, first, local_date(due - 1, zone))
        case MonthCount(n):
            said.append(Sentence(f"{n} month{'s' * (n != 1)} after {first}, to the day of the same number"))
        case WholePeriods(n, grid):
            said.append(Sentence(f"to the end of {'the' if n == 1 else f'{n}'} whole {grid.word}{'s' * (n != 1)} after it"))
    return Section("Until when", said=(Sentence(f"it runs from {instant(start, zone)}"), *said), ledger=ledger, unit=unit)


def _stood(start: int, due: int, stopped: ts.TimeSet, whole: Fraction, zone: str) -> tuple[Entry, ...]:
    """Elapsed time, less the pauses in which the clock stood still."""
    inside = ts.clip(stopped, start, due)
    if not inside:
        return ()
    pauses = [Entry(f"the clock stood still from {instant(a, zone)} to {instant(b, zone)}", Fraction(a - b)) for a, b in inside]
    return (Entry("until the last instant", Fraction(due - start)), *pauses, Entry("on the clock", whole))


def _days(t: Telling, days: DayCalendar, first: date, n: int) -> Iterator[Sentence]:
    """The days that were counted, the day of the event being none of them."""
    found, day = [], first
    for _ in range(min(n, _MOST)):
        day = days.nth_after(day, 1)
        found.append(str(day))
    word = t.words.days(days, n)
    if n == 0:
        yield Sentence(f"the day itself, {first}")
    elif n > _MOST:
        yield Sentence(f"{n} {word} after {first}: the first is {found[0]}, the last {days.nth_after(first, n)}")
    else:
        yield Sentence(f"{n} {word} after {first}: {', '.join(found)}")


def _skipped(t: Telling, days: DayCalendar, first: date, last: date) -> Iterator[Sentence]:
    """The dates between that are no such days although their weekday is one."""
    between = (first + timedelta(days=k) for k in range(1, min((last - first).days, 3660) + 1))
    named = next((k.clause for k in t.ev.world.tree.of(c.Days) if k.days == days), None)
    for day in between:
        if why := days.why_not(day):
            yield Sentence(f"{day} is {why}, and does not count", named)


def margin(late: int, due: str, inclusive: bool) -> str:
    """How long before or after the last instant something came.

    >>> margin(60_000_000, "13:00", True), margin(0, "13:00", False)
    ('1 min late: it was due at 13:00', 'the very instant at which it was due, and that is late')
    """
    if late == 0:
        return "the very instant at which it was due, " + ("and that is in time" if inclusive else "and that is late")
    return f"{duration(late)} late: it was due at {due}" if late > 0 else f"{duration(-late)} before it was due at {due}"


def _clock(a: int, b: int, zone: str) -> str:
    start, end = instant(a, zone), instant(b, zone)
    return end.removeprefix(start[:11]) if start[:10] == end[:10] else end
