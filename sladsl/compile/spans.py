"""In: the words for a length of time, a count of days, a notice. Out: the span they mean, and calendars and hours."""

from __future__ import annotations

from fractions import Fraction

from ..base.calendars import DayCalendar, HolidayList, HourWindow
from ..base.quantity import DAYS, ELAPSED_DAY, MONEY, TIME, TIME_WORDS, Dim, unit
from ..rules.choice import ByReading
from ..rules.sets import Hours
from ..rules.values import Const, DayCount, Elapsed, InHours, SpanNode
from ..syntax.nodes import Node
from .names import Names, name_of, text_of
from .scope import Scope, branches

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY_DAY = DayCalendar()


def amount(node: Node, names: Names) -> tuple[Fraction, Dim] | None:
    """A number with a unit: minutes, hours, calendar days, elapsed days, money, the contract's own units."""
    value = Fraction(node.parts[0].text)
    if node.kind == "days":
        currency = node.parts[-1]
        if len(node.parts) == 2 and len(currency.text) == 3 and currency.text.isupper():
            return value, MONEY
        return None
    if node.kind == "amount_per":
        above, below = _unit(node.parts[1], names), _unit(node.parts[2], names)
        return (value * above[0] / below[0], above[1].times(below[1], -1)) if above and below else None
    word = node.parts[-1]
    if node.kind == "amount_manner":
        if node.parts[1].kind == "elapsed" and word.text in ("day", "days"):
            return value * ELAPSED_DAY, TIME
        names.sink.error(
            "SLA202", f"`{word.text}` cannot be {node.parts[1].kind}", word.place, "write `30 elapsed days`"
        )
        return None
    found = _unit(word, names)
    return (value * found[0], found[1]) if found else None


def _unit(word: Node, names: Names) -> tuple[Fraction, Dim] | None:
    text = word.text
    if text in TIME_WORDS:
        return Fraction(TIME_WORDS[text]), TIME
    if text in ("day", "days"):
        return Fraction(1), DAYS
    for name in (text, text.removesuffix("s")):
        if name in names.units:
            return Fraction(1), unit(name)
    help = "define the days of a calendar with capitals (`Business Days means ...`)" if "business" in text else None
    known = [*TIME_WORDS, "days", *names.units]
    if help:
        names.sink.error("SLA201", f"`{text}` is not a unit", word.place, help)
    else:
        names.unknown("SLA201", f"`{text}` is not a unit", word.place, text, known)
    return None


def span(node: Node, scope: Scope) -> SpanNode | None:
    """What a deadline or a notice is counted in."""
    names = scope.names
    match node.kind:
        case "by_reading":
            return _chosen(node, scope)
        case "days" | "days_at" | "days_before":
            return _day_count(node, scope)
        case "amount_in":
            length = amount(Node("amount", node.parts[:2], "", node.place), names)
            hours = hours_of(node.parts[2], scope)
            if length and length[1] != TIME:
                names.sink.error(
                    "SLA203", "only hours and minutes run in certain hours", node.place, "write `4 hours in ...`"
                )
                return None
            return InHours(Const(length[0]), hours) if length and hours else None
        case "amount" | "amount_manner":
            length = amount(node, names)
            if not length:
                return None
            if length[1] == TIME:
                return Elapsed(Const(length[0]))
            if length[1] == DAYS and length[0].denominator == 1:
                return DayCount(int(length[0]), EVERY_DAY)
    names.sink.error(
        "SLA203", "this is not a length of time", node.place, "write `24 hours`, `30 days` or `5 Business Days`"
    )
    return None


def _chosen(node: Node, scope: Scope) -> SpanNode | None:
    found = branches(node, scope, lambda n: span(n, scope))
    return (
        None
        if any(b is None for _, b in found)
        else ByReading(node.parts[0].text, tuple((v, b) for v, b in found if b))
    )


def _day_count(node: Node, scope: Scope) -> SpanNode | None:
    names = scope.names
    count = Fraction(node.parts[0].text)
    term = next(p for p in node.parts if p.kind == "TERM")
    days = calendar_named(" ".join(term.text.split()), term, names)
    if days is None:
        return None
    if count.denominator != 1:
        names.sink.error("SLA203", f"`{node.parts[0].text}` is not a whole number of days", node.place)
        return None
    manner = next((p.kind for p in node.parts if p.kind in ("elapsed", "clear")), "date")
    clock = minute_of_day(node.parts[-1], names) if node.kind != "days" else None
    return DayCount(int(count), days, manner, clock, node.kind == "days_at")  # type: ignore[arg-type]


def calendar_named(name: str, node: Node, names: Names) -> DayCalendar | None:
    """The calendar a term defines; `1 Business Day` finds `Business Days`."""
    if ("value", name) not in names.nodes and ("value", name + "s") in names.nodes:
        name += "s"
    meaning = names.meaning(name, node.place)
    if isinstance(meaning.rule, DayCalendar):
        return meaning.rule
    if meaning.type.kind != "unknown":
        names.sink.error("SLA204", f"`{name}` is {meaning.type}, not days of a calendar", node.place)
    return None


def hours_of(term: Node, scope: Scope) -> HourWindow | None:
    """The hours that a term defines."""
    name = name_of(term)
    meaning = scope.names.meaning(name, term.place)
    if isinstance(meaning.rule, Hours):
        return meaning.rule.window
    if meaning.type.kind != "unknown":
        scope.names.sink.error("SLA204", f"`{name}` is {meaning.type}, not hours of a day", term.place)
    return None


def minute_of_day(node: Node, names: Names) -> int:
    """A clock time as minutes after 00:00; 24:00 is the end of the day."""
    hour, minute = map(int, node.text.split(":"))
    if hour * 60 + minute > 1440 or minute > 59:
        names.sink.error("SLA205", f"`{node.text}` is not a time of day", node.place, "write 00:00 to 24:00")
        return 0
    return hour * 60 + minute


def is_calendar(node: Node) -> bool:
    """Whether an expression lists days."""
    return node.kind in ("on_weekday", "on_weekdays")


def calendar(node: Node, names: Names) -> DayCalendar | None:
    """Days: a weekday, a row of weekdays, or a term that defines some."""
    match node.kind:
        case "on_weekday":
            return DayCalendar(frozenset([_WEEKDAYS.index(node.parts[0].kind)]))
        case "on_weekdays":
            a, b = (_WEEKDAYS.index(p.kind) for p in node.parts)
            return DayCalendar(frozenset((a + i) % 7 for i in range((b - a) % 7 + 1)))
        case "term_ref":
            return calendar_named(name_of(node.parts[0]), node, names)
    names.sink.error(
        "SLA204", "these are not days of a calendar", node.place, "write `Monday to Friday` or a term for days"
    )
    return None


def without(days: DayCalendar, node: Node, names: Names) -> DayCalendar:
    """A calendar less fixed dates and holiday lists."""
    for part in node.parts if node.kind == "bracket" else (node,):
        if part.kind == "on_date":
            month, day = int(part.parts[0].kind[1:]), int(Fraction(part.parts[1].text))
            if not 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
                names.sink.error("SLA205", "there is no such date", part.place)
            days = DayCalendar(days.weekdays, days.fixed | {(month, day)}, days.lists)
        elif part.kind == "holidays":
            code, category = text_of(part.parts[0]), text_of(part.parts[1]) if len(part.parts) > 1 else None
            days = DayCalendar(days.weekdays, days.fixed, (*days.lists, HolidayList(code, category)))
        elif is_calendar(part) or part.kind == "term_ref":
            less = calendar(part, names)
            if less:
                days = DayCalendar(days.weekdays - less.weekdays, days.fixed, days.lists)
        else:
            help = 'write `(January 1, December 25)` or `holidays "US"`'
            names.sink.error("SLA204", "these are not days of a calendar", part.place, help)
    return days
