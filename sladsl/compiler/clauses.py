"""In: a clause's node. Out: the clause as a rule: terms, measures, totals, windows, guarantees, claims."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve

from ..base.calendars import DayCalendar
from ..base.diagnostics import Place
from ..base.quantity import DAYS, MONEY, RATIO, TIME, TIME_UNITS
from ..rules import clauses as c
from ..rules import values as v
from ..rules.reach import The
from ..rules.spans import DayCount, MonthCount, SpanNode, WholePeriods
from ..rules.walk import walk
from ..syntax.nodes import Node
from . import advice, calls, sets, values
from .deadlines import after_instant
from .grids import count_of, each_period
from .names import Names, cites_of, name_of
from .scope import ANY, UNKNOWN_ITEM, Scope
from .shown import shown_unit
from .spans import EVERY_DAY, span
from .terms import check_ranks, rank
from .types import INSTANT, Type


def head(node: Node) -> dict[str, object]:
    """What every clause has: its name, its citations and those of its limbs, its place."""
    term = node.first("term")
    place = (term or node).place
    return {"name": name_of(term) if term else "", "cites": cites_of(node), "limb_cites": _limb_cites(node), "place": place}


def _limb_cites(node: Node) -> tuple[tuple[str, tuple[tuple[c.Cite, ...], ...]], ...]:
    """What the limbs of each kind cite, where one of them cites anything."""
    found: dict[str, list[tuple[c.Cite, ...]]] = {}
    for part in node.parts:
        if part.kind[1:2] == "_":
            found.setdefault(part.kind, []).append(cites_of(part))
    return tuple((kind, tuple(cites)) for kind, cites in sorted(found.items()) if any(cites))


def head_place(node: Node) -> Place:
    """Where a clause's name stands."""
    return (node.first("term") or node).place


def flag_of(limb: Node) -> str | None:
    """The flag that a limb bears when it is missed."""
    flag = limb.first("flag")
    return flag.parts[0].text if flag else None


# ---------------------------------------------------------------- terms, measures, totals
def term(node: Node, names: Names) -> c.Clause | None:
    """A definition, as far as it is evaluated by itself (days of a calendar live in what counts them)."""
    h = head(node)
    meaning = names.own(str(h["name"]), node.place)
    if meaning.rule is None:
        return None
    if isinstance(meaning.rule, DayCalendar):
        less = tuple(x for _, limbs in _limb_cites(node) for cites in limbs for x in cites)  # the days are one set, too
        return c.Days(**(h | {"limb_cites": (("l_except_on", (less,)),) if less else ()}), days=meaning.rule)  # type: ignore[arg-type]
    dim = meaning.type.dim if meaning.type.kind == "number" else None
    grid = None if meaning.grid == ANY else meaning.grid
    each = name_of(node.parts[1]) if node.parts[1].kind == "term" else None
    is_set = meaning.type.kind == "set"
    return c.Term(**h, body=meaning.rule, is_set=is_set, item=meaning.item, each=each, dim=dim, grid=grid)  # type: ignore[arg-type]


def measure(node: Node, names: Names) -> c.Clause | None:
    """A value with a line for every month."""
    h = head(node)
    meaning = names.own(str(h["name"]), node.place)
    if meaning.type.kind == "unknown" or meaning.rule is None:
        return None
    if meaning.type.kind != "number":
        help = "write `time of ...`, `number of ...`, or a calculation"
        names.sink.error("SLA211", f"a measure is a number, and this is {meaning.type}", head_place(node), help)
        return None
    shown = shown_unit(node, meaning.type.dim, names)
    counts = any(
        isinstance(n, v.Count | v.ForEach) or (isinstance(n, v.TimeOf) and n.within != (The(),)) for n in walk(meaning.rule)
    )
    return c.Measure(
        **h,  # type: ignore[arg-type]
        grid=each_period(node, names),
        body=meaning.rule,  # type: ignore[arg-type]
        unit=shown,
        dim=meaning.type.dim,
        per_service=meaning.per_service,
        worsens=not counts,
    )


def total(node: Node, names: Names) -> c.Clause | None:
    """What the run adds up to."""
    h = head(node)
    meaning = names.own(str(h["name"]), node.place)
    if meaning.type.kind == "unknown" or meaning.rule is None:
        return None
    dim = meaning.type.dim if meaning.type.kind == "number" else None
    shown = shown_unit(node, dim, names) if dim else "instant"
    return c.Total(**h, body=meaning.rule, unit=shown, dim=dim)  # type: ignore[arg-type]


# ---------------------------------------------------------------- windows
def window(node: Node, names: Names) -> c.Clause | None:
    """What maintenance does not count."""
    covers = node.all("w_covers")
    if len(covers) != 1:
        names.sink.error(
            "SLA210", "a window covers one type of event", head_place(node), "write `covers maintenance ...;` once"
        )
        return None
    event = covers[0].parts[0].text
    if event not in names.events or names.events[event].ends is None:
        known = (n for n, e in names.events.items() if e.ends)
        names.unknown("SLA109", f"`{event}` is no type of event with an end", covers[0].place, event, known)
        return None
    scope = Scope(names, item=event)
    where = [p for p in covers[0].parts[1:] if p.kind != "cite"]
    limbs: list[c.Condition | c.Outside | c.FirstOf | c.Allowance | c.FirstPart] = []
    for limb in node.parts:
        match limb.kind:
            case "w_requires" | "w_expects":
                test = values.condition(limb.parts[0], scope)
                limbs.append(c.Condition(test, flag_of(limb), limb.kind == "w_requires", cites_of(limb)))
            case "w_outside":
                found = sets.set_expression(limb.parts[0], Scope(names))
                if found:
                    limbs.append(c.Outside(found[0], flag_of(limb)))
            case "w_first_of":
                n = count_of(limb.parts[0], names) if limb.parts[0].kind == "NUMBER" else 1
                limbs.append(c.FirstOf(n, each_period(limb, names), flag_of(limb)))
            case "w_quota":
                length = values.expect(limb.parts[0], Scope(names), Type("number", TIME))
                limbs.append(c.Allowance(length, each_period(limb, names), flag_of(limb)))
            case "w_first":
                length = values.expect(limb.parts[0], scope, Type("number", TIME))
                limbs.append(c.FirstPart(length, values.condition(limb.parts[1], scope), flag_of(limb)))
    return c.Window(
        **head(node),  # type: ignore[arg-type]
        event=event,
        covers=values.condition(where[0], scope) if where else None,
        limbs=tuple(limbs),
        never=node.first("w_never") is not None,
    )


# ---------------------------------------------------------------- guarantees
def guarantee(node: Node, names: Names) -> c.Clause | None:
    """A promise for every month, or for every item."""
    of_each = node.first("of_each")
    of, item = sets.item_of_each(of_each.parts[0], Scope(names)) if of_each else (None, None)
    per_service = node.first("per_service") is not None
    grid = None if of_each else each_period(node, names)
    scope = Scope(names, item=item) if of_each else Scope(names, period=grid, service=per_service)
    start = act = excused = paused = None
    rows: list[c.Row] = []
    shown: str | None = None
    for row in node.parts:
        over, under = rank(row)
        cited = [x.place for x in cites_of(row)]
        ranked = {"clause": cited[0] if cited else None, "over": over, "under": under}
        when = values.condition(row.parts[-1 - _tail(row)], scope) if row.kind.endswith("_when") else None
        match row.kind:
            case "g_holds" | "g_holds_when":
                promise, t = values.value(row.parts[0], scope)
                if t.kind not in ("condition", "unknown"):
                    help = "write `... is at least 99.5%`"
                    names.sink.error("SLA211", f"a promise is a condition, and this is {t}", row.parts[0].place, help)
                rows.append(c.Row("holds", promise, when, **ranked))
                shown = shown or _shown(row.parts[0], scope)
            case "g_within" | "g_within_when":
                counted = span(row.parts[0], scope)
                if counted is not None:
                    rows.append(c.Row("within", counted, when, **ranked))
            case "g_no_target" | "g_no_target_when":
                rows.append(c.Row("no target", None, when, **ranked))
            case "g_no_limit_when":
                rows.append(c.Row("no limit", None, when, **ranked))
            case "g_from":
                act, event = row.parts[1].text, scope.item_type
                instants = [f.name for f in event.fields.values() if f.kind == "instant"] if event else []
                asked = [(row.parts[1], act)]
                if row.parts[0].kind == "name_ref" and event and row.parts[0].parts[0].text not in event.fields:
                    asked.append((row.parts[0], row.parts[0].parts[0].text))
                else:
                    start = values.expect(row.parts[0], scope, INSTANT)
                for said, word in asked:
                    if item != UNKNOWN_ITEM and word not in instants:
                        of_what = f"an event of type `{item}`" if event else "a stretch of time" if item else "a month"
                        near = event is None or names.is_near(word, instants)
                        meant = None if near or event is None else advice.field_help(word, event, True)
                        names.unknown("SLA117", f"`{word}` is no instant of {of_what}", said.place, word, instants, meant)
            case "g_excused":
                excused = values.condition(row.parts[0], scope)
            case "g_paused":
                paused = calls.items(row.parts[0], scope)[0]
    check_ranks(node, scope)
    if paused is not None:
        _clocks(node, rows, names)
    if node.first("g_within", "g_within_when") and node.first("g_from") is None:
        help = "write `from opened until responded;` above"
        names.sink.error("SLA210", "it is not said from when until what the clock runs", head_place(node), help)
    if not any(p.kind.startswith(("g_holds", "g_within", "g_no_")) for p in node.parts):
        help = "write `... is at least ...;` or `within ...;`"
        names.sink.error("SLA210", "nothing is promised here", head_place(node), help)
    showing = tuple(name_of(r.parts[0]) for r in node.all("g_showing"))
    for r in node.all("g_showing"):
        names.meaning(name_of(r.parts[0]), r.place)
    return c.Guarantee(
        **head(node),  # type: ignore[arg-type]
        rows=tuple(rows),
        grid=grid,
        of=of,
        item=item,
        start=start,
        act=act,
        excused=excused,
        paused=paused,
        showing=showing,
        per_service=per_service,
        unit=shown,
    )


def _clocks(node: Node, rows: list[c.Row], names: Names) -> None:
    """Only a clock of hours and minutes can stand still."""
    counted = [n for row in rows for n in walk(row.promise) if isinstance(n, DayCount | MonthCount | WholePeriods)]
    if counted or not any(row.kind == "within" for row in rows):
        place = (node.first("g_paused") or node).place
        help = "write the limit as hours of a clock: `within 16 hours in Business Hours`"
        message = "days of a calendar cannot be paused" if counted else "there is no clock here that could be paused"
        names.sink.error("SLA213", message, place, help)


def _tail(row: Node) -> int:
    """How many parts stand behind the condition of a `when`."""
    n = 0
    for part in reversed(row.parts):
        if part.kind not in ("cite", "notwithstanding", "subject_to"):
            break
        n += 1
    return n


def _shown(promise: Node, scope: Scope) -> str | None:
    """The unit in which a promised number is shown."""
    if promise.kind != "is_" or promise.parts[1].kind not in ("ge", "le", "gt", "lt", "eq"):
        return None
    limit = promise.parts[1].parts[0]
    if promise.parts[1].kind == "eq" and limit.kind not in ("amount", "percent", "number"):
        return None  # a word is no number
    _, t = values.value(limit, scope)
    if t.kind != "number":
        return None
    shown = (
        scope.names.nodes.get(("value", name_of(promise.parts[0].parts[0]))) if promise.parts[0].kind == "term_ref" else None
    )
    if shown is not None and (said := shown.first("in_unit")):
        return said.parts[0].text if said.parts[0].text in TIME_UNITS or t.dim != TIME else None
    if t.dim == TIME:
        return "hours" if limit.kind == "amount" and limit.parts[1].text.startswith("hour") else "minutes"
    return {RATIO: "ratio", MONEY: "money", DAYS: "days"}.get(t.dim, "count")


# ---------------------------------------------------------------- claims
def claim(node: Node, names: Names) -> c.Clause | None:
    """What a claim needs, and until when."""
    of_each = node.first("of_each")
    of, item = sets.item_of_each(of_each.parts[0], Scope(names)) if of_each else (None, None)
    per_service = node.first("per_service") is not None
    grid = None if of_each else each_period(node, names)
    about = Scope(names, item=item) if of_each else Scope(names, period=grid, service=per_service)
    within = after = None
    requires: list[c.Condition] = []
    support: list[tuple[str, str]] = []
    for limb in node.parts:
        match limb.kind:
            case "c_filed":
                within = span(limb.parts[0], about)
                after = after_instant(limb.parts[1], within, about)
                _first_day(limb, within, after, names)
            case "c_requires":
                test = values.condition(limb.parts[0], evolve(about, item="claim"))
                requires.append(c.Condition(test, limb.parts[1].text, True, cites_of(limb)))
            case "c_with":
                event, instant = limb.parts[0], limb.parts[1]
                known = names.events.get(event.text)
                if known is None or instant.text not in known.fields or "outage" not in known.fields:
                    message = f"there is no event `{event.text}` with `{instant.text}` that names an outage"
                    names.sink.error("SLA117", message, event.place, "write `with ticket opened by then`")
                else:
                    support.append((event.text, instant.text))
    if node.first("c_filed", "c_no_deadline") is None:
        help = "write `filed within ... after ...;` or `no deadline;`"
        message = "it is not said until when a claim can be made; taken: no deadline"
        names.sink.warning("SLA505", message, head_place(node), help)
    listed = {"stretch": "outages", None: None}.get(item, f"{item}s")
    return c.Claim(
        **head(node),  # type: ignore[arg-type]
        grid=grid,
        per_service=per_service,
        of=of,
        names=listed,
        within=within,
        after=after,
        requires=tuple(requires),
        support=tuple(support),
        lapses=node.first("c_forfeited") is not None,
    )


def _first_day(limb: Node, within: SpanNode | None, after: v.ValueNode, names: Names) -> None:
    """Days after a month's end are counted from the 2nd of the next one, which not every reader expects."""
    days = next((n for n in walk(within) if isinstance(n, DayCount)), None)
    bound = next((n for n in walk(after) if isinstance(n, v.PeriodBound) and n.which == "end"), None)
    if days is None or not isinstance(days.n, int) or bound is None:
        return
    counted = "the first day that can count is the 2nd"
    if days.days == EVERY_DAY and days.clock is None:
        last = date(2025, 7, 1) + timedelta(days.n)
        counted = f"of June, `{days.n} day{'s' * (days.n != 1)}` end on {last.day} {last:%B} at 24:00"
    help = f"write `after the {bound.grid.word}` to count the days from its last one"
    names.sink.note("SLA603", f"the month ends at 00:00 of the 1st, which is day 0: {counted}", limb.place, help)
