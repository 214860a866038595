"""In: the words for a length of time, a count of days, a notice. Out: the span they mean, and calendars and hours."""

from __future__ import annotations

import difflib
import re
from fractions import Fraction

from ..base.calendars import DayCalendar, HolidayList, Schedule, holiday_categories, holiday_fault
from ..base.diagnostics import Diagnostic
from ..base.quantity import DAYS, ELAPSED_DAY, MONEY, MONTHS, TIME, TIME_WORDS, Dim, unit
from ..rules.choice import ByReading
from ..rules.sets import Hours, SetRef, Union
from ..rules.spans import DayCount, Elapsed, InHours, MonthCount, SpanNode, WholePeriods
from ..rules.values import Const, Ref
from ..syntax.nodes import Node
from ..syntax.numerals import misread
from ..syntax.phrases import NAMES_OF_MONTHS
from .agreeing import agreeing
from .grids import count_of, grid_of
from .names import Names, name_of, text_of
from .scope import Scope, branches
from .types import number

_MAX_DIGITS = 60
_MAX_DAYS = 10_000
_MAX_MONTHS = 1200
_HELP = {
    "percent": "write `%`: `99.5%`",
    "pct": "write `%`: `99.5%`",
    "business": "define the days of a calendar with capitals (`Business Days means ...`)",
    "mins": "write `minutes`",
    "hrs": "write `hours`",
    "secs": "write `seconds`",
    "euro": "write `10 EUR`",
    "euros": "write `10 EUR`",
    "dollar": "write the letters of the currency: `10 USD`",
    "dollars": "write the letters of the currency: `10 USD`",
    "pound": "write the letters of the currency: `10 GBP`",
    "pounds": "write the letters of the currency: `10 GBP`",
    "weeks": "write `7 days`",
    "week": "write `7 days`",
    "years": "write months: `24 months`",
    "year": "write months: `12 months`",
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EVERY_DAY = DayCalendar()


def amount(node: Node, names: Names) -> tuple[Fraction, Dim] | None:
    """A number with a unit: minutes, hours, calendar days, elapsed days, money, the contract's own units."""
    value = decimal(node.parts[0], names)
    if value is None:
        return None
    if node.kind == "days":
        currency = node.parts[-1]
        if len(node.parts) == 2 and is_currency(currency.text) and ("value", currency.text) not in names.nodes:
            _same_currency(currency, names)
            return value, MONEY
        return None
    if node.kind == "amount_per":
        above, below = _unit(node.parts[1], names), _unit(node.parts[-1], names)
        each = decimal(node.parts[2], names) if len(node.parts) > 3 else Fraction(1)
        if each == 0:
            names.sink.error("SLA207", "nothing is counted per 0 of something", node.parts[2].place, "write `per 2 hours`")
        return (value * above[0] / (below[0] * each), above[1].times(below[1], -1)) if above and below and each else None
    word = node.parts[-1]
    if node.kind == "amount_manner":
        if node.parts[1].kind == "elapsed" and word.text in ("day", "days"):
            agreeing(node.parts[0], word, value, names)
            return value * ELAPSED_DAY, TIME
        manner = node.parts[1].kind
        help = f"leave out `{manner}`: it is said of days, `5 elapsed days`, `5 clear Business Days`"
        names.sink.error("SLA202", f"`{word.text}` cannot be {manner}", word.place, help)
        return None
    found = _unit(word, names)
    if found:
        agreeing(node.parts[0], word, value, names)
    return (value * found[0], found[1]) if found else None


def decimal(node: Node, names: Names, percentage: bool = False) -> Fraction | None:
    """The number that a word stands for; a section's number is none, and one that can be read in two ways."""
    line, start = node.place.text, node.place.column - 1
    if re.search(r"\d,$", line[:start]) and re.fullmatch(r"\d{3}(\.\d+)?", node.text):
        return None  # the end of `1,000` in a list; said of its beginning
    behind = re.match(r"(?:,\d{3}(?![\d,]))+(?:\.\d+)?", line[start + len(node.text) :])
    if said := misread(node.text + (behind[0] if behind else ""), percentage):
        found = Diagnostic("SLA008", said[0], node.place, said[1])
        names.sink.add(found if behind else found.as_helped())
        return None
    if node.text.count(".") > 1:
        names.sink.error("SLA207", f"`{node.text}` is not a number", node.place, "section numbers stand in `[ ]`")
        return None
    if len(node.text) > _MAX_DIGITS:
        names.sink.error("SLA207", f"a number has at most {_MAX_DIGITS} digits", node.place, "write it shorter")
        return None
    return Fraction(node.text)


def is_currency(code: str) -> bool:
    """Whether a word has the shape of a currency's code."""
    return len(code) == 3 and code.isalpha() and code.isupper()


def _same_currency(code: Node, names: Names) -> None:
    if names.currency is None:
        names.currency = code.text
    elif names.currency != code.text:
        message = f"`{code.text}` stands in a contract whose amounts are in `{names.currency}`"
        help = f"write the amount in `{names.currency}`; the language exchanges no money"
        names.sink.error("SLA216", message, code.place, help)


def _unit(word: Node, names: Names) -> tuple[Fraction, Dim] | None:
    text = word.text
    if word.kind == "TERM" and is_currency(text):
        _same_currency(word, names)
        return Fraction(1), MONEY
    if text in TIME_WORDS:
        return Fraction(TIME_WORDS[text]), TIME
    if text in ("day", "days"):
        return Fraction(1), DAYS
    for name in (text, text.removesuffix("s")):
        if name in names.units:
            return Fraction(1), unit(name)
    if text in ("month", "months"):
        return Fraction(1), MONTHS
    known = [*TIME_WORDS, "days", "months", *names.units]
    near = difflib.get_close_matches(text, known, 1, 0.7)
    own = "" if near else f"declare it (`unit {text.removesuffix('s')}.`), or write `minutes`, `hours`, `days`, `%` ..."
    help = _HELP.get(text.split("_")[0], own) or None
    names.unknown("SLA201", f"`{text.removesuffix('s') if own else text}` is not a unit", word.place, text, known, help)
    return None


def span(node: Node, scope: Scope) -> SpanNode | None:
    """What a deadline or a notice is counted in."""
    names = scope.names
    match node.kind:
        case "by_reading":
            return _chosen(node, scope)
        case "days" | "days_at" | "days_before":
            return _day_count(node, scope)
        case "term_ref":
            return _parameter(node, scope)
        case "term_in":
            length_of, hours = (
                _parameter(Node("term_ref", node.parts[:1], "", node.place), scope),
                hours_of(node.parts[1], scope),
            )
            if length_of is not None and not isinstance(length_of, Elapsed):
                names.sink.error("SLA213", "only hours and minutes run in certain hours", node.place, "fill in a `time`")
                return None
            return InHours(length_of.length, hours, name_of(node.parts[1])) if length_of and hours else None
        case "whole_periods":
            return WholePeriods(count_of(node.parts[0], names), grid_of(node.parts[1], names))
        case "amount_in":
            length = amount(Node("amount", node.parts[:2], "", node.place), names)
            hours = hours_of(node.parts[2], scope)
            if length and length[1] != TIME:
                names.sink.error("SLA213", "only hours and minutes run in certain hours", node.place, "write `4 hours in ...`")
                return None
            return InHours(Const(*length), hours, name_of(node.parts[2])) if length and hours else None
        case "amount" | "amount_manner":
            length = amount(node, names)
            if not length:
                return None
            if length[1] == TIME:
                return Elapsed(Const(*length))
            if length[1] == DAYS and length[0].denominator == 1 and length[0] <= _MAX_DAYS:
                return DayCount(int(length[0]), EVERY_DAY)
            if length[1] == MONTHS and length[0].denominator == 1 and 1 <= length[0] <= _MAX_MONTHS:
                return MonthCount(int(length[0]))
    names.sink.error("SLA213", "this is not a length of time", node.place, "write `24 hours`, `30 days` or `5 Business Days`")
    return None


def _parameter(node: Node, scope: Scope) -> SpanNode | None:
    """A length of time, or a number of days, that a term gives."""
    name = name_of(node.parts[0])
    meaning = scope.names.meaning(name, node.place)
    if meaning.type == number(TIME):
        return Elapsed(Ref(name))
    if meaning.type == number(DAYS):
        return DayCount(Ref(name), EVERY_DAY)
    if meaning.type.kind != "unknown":
        help = "write `24 hours`, `30 days`, or a parameter: `given Response Limit: time`"
        scope.names.sink.error("SLA213", f"`{name}` is {meaning.type}, not a length of time", node.place, help)
    return None


def _chosen(node: Node, scope: Scope) -> SpanNode | None:
    found = branches(node, scope, lambda n: span(n, scope))
    return None if any(b is None for _, b in found) else ByReading(node.parts[0].text, tuple((v, b) for v, b in found if b))


def _day_count(node: Node, scope: Scope) -> SpanNode | None:
    names = scope.names
    count = decimal(node.parts[0], names)
    term = next(p for p in node.parts if p.kind == "TERM")
    if term.text in NAMES_OF_MONTHS:
        help = f"write `{term.text} {node.parts[0].text}`"
        message = f"`{node.parts[0].text} {term.text}` is not how a day is written"
        names.sink.add(Diagnostic("SLA013", message, node.place, help).as_helped())
        return None
    days = calendar_named(" ".join(term.text.split()), term, names, one=count == 1)
    if days is None or count is None:
        return None
    if count.denominator != 1 or count > _MAX_DAYS:
        message = f"`{node.parts[0].text}` is not a whole number of days up to {_MAX_DAYS}"
        names.sink.error("SLA207", message, node.parts[0].place, "write whole days, or hours: `12 hours in Business Hours`")
        return None
    manner = next((p.kind for p in node.parts if p.kind in ("elapsed", "clear")), "date")
    clock = minute_of_day(node.parts[-1], names) if node.kind != "days" else None
    return DayCount(int(count), days, manner, clock, node.kind == "days_at")  # type: ignore[arg-type]


def calendar_named(name: str, node: Node, names: Names, one: bool = False) -> DayCalendar | None:
    """The calendar a term defines; one `Business Day` finds `Business Days`."""
    if one and ("value", name) not in names.nodes and ("value", name + "s") in names.nodes:
        name += "s"
    if ("value", name) not in names.nodes:
        calendars = [n for (s, n), d in names.nodes.items() if s == "value" and d.first("on_weekday", "on_weekdays")]
        help = names.nearest(name, calendars) or f"define its days: `{name} means Monday to Friday.`"
        names.unknown("SLA101", f"`{name}` is not defined", node.place, name, (), help)
    meaning = names.meaning(name, node.place)
    if isinstance(meaning.rule, DayCalendar):
        return meaning.rule
    if meaning.type.kind != "unknown":
        help = "define a term for days: `Business Days means Monday to Friday.`"
        names.sink.error("SLA204", f"`{name}` is {meaning.type}, not days of a calendar", node.place, help)
    return None


def hours_of(term: Node, scope: Scope) -> Schedule | ByReading[Schedule] | None:
    """The hours that a term defines: of one kind of day, of several together, or as a reading chooses."""
    name = name_of(term)
    meaning = scope.names.meaning(name, term.place)
    found = _schedule(meaning.rule, scope.names)
    if found is not None:
        return found
    if meaning.type.kind != "unknown":
        help = "define a term for hours: `Business Hours means 09:00 to 17:00 on Monday to Friday.`"
        scope.names.sink.error("SLA204", f"`{name}` is {meaning.type}, not hours of a day", term.place, help)
    return None


def _schedule(rule: object, names: Names) -> Schedule | ByReading[Schedule] | None:
    match rule:
        case Hours(window):
            return Schedule((window,))
        case SetRef(name):
            known = names.known(name)
            return _schedule(known.rule, names) if known is not None else None
        case Union(of):
            parts = [_schedule(x, names) for x in of]
            plain = [part for part in parts if isinstance(part, Schedule)]
            return Schedule(tuple(w for part in plain for w in part.windows)) if len(plain) == len(parts) else None
        case ByReading(reading, choices):
            branches_of = [(label, _schedule(x, names)) for label, x in choices]
            return None if any(x is None for _, x in branches_of) else ByReading(reading, tuple(branches_of))  # type: ignore[arg-type]
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
    names.sink.error("SLA204", "these are not days of a calendar", node.place, "write `Monday to Friday` or a term for days")
    return None


def without(days: DayCalendar, node: Node, names: Names) -> DayCalendar:
    """A calendar less fixed dates and holiday lists."""
    for part in node.parts if node.kind == "bracket" else (node,):
        if part.kind == "on_date":
            written = part.parts[1].text
            month, day = int(part.parts[0].kind[1:]), int(written) if written.isdecimal() and len(written) < 3 else 0
            if not 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]:
                names.sink.error("SLA205", "there is no such date", part.place, "write a day of that month: `June 30`")
            days = DayCalendar(days.weekdays, days.fixed | {(month, day)}, days.lists)
        elif part.kind == "holidays":
            code, category = text_of(part.parts[0]), text_of(part.parts[1]) if len(part.parts) > 1 else None
            fault = holiday_fault(code, category)
            if fault:
                help = "write the letters of the country, and of its part: `US`, `HK`, `DE-BY`"
                names.sink.error("SLA118", fault, part.place, help)
                continue
            if category is None and len(named := holiday_categories(code)) > 1:
                message = f"the list `{code}` has several categories, and none is named; taken: `public`"
                names.sink.warning(
                    "SLA510", message, part.place, f'write `category "public"` or another of: {", ".join(named)}'
                )
            days = DayCalendar(days.weekdays, days.fixed, (*days.lists, HolidayList(code, category)))
        elif is_calendar(part) or part.kind == "term_ref":
            less = calendar(part, names)
            if less:
                days = DayCalendar(days.weekdays - less.weekdays, days.fixed, days.lists)
        elif part.kind == "days" and part.parts[-1].text in NAMES_OF_MONTHS:
            _day_count(part, Scope(names))
        else:
            help = 'write `(January 1, December 25)` or `holidays "US"`'
            names.sink.error("SLA204", "these are not days of a calendar", part.place, help)
    return days
