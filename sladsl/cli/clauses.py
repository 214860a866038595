"""In: a clause and the words of its contract. Out: the clause as an outline: its head, its citation, its limbs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from ..base.grids import TERM, Grid
from ..base.quantity import TIME_UNITS
from ..rules import clauses as c
from ..rules import values as v
from ..rules.binding import SUM
from ..rules.choice import ByReading
from ..rules.text import ADOPTED, Said, Words, ranked
from ..rules.written import calendar, place, quoted


def clause(x: c.Clause, w: Words) -> Said:
    """One clause with everything it says."""
    head, *limbs = _parts(x, w)
    return Said(head.text + cited(x.cites), (*head.below, *limbs))


def cited(cites: Iterable[c.Cite]) -> str:
    """Where it comes from: `  [4.4, "each full hour"]`, one bracket a citation."""
    said = (", ".join([place(x.place), *(f'"{words}"' for words in x.words)]) for x in cites)
    return "".join(f"  [{one}]" for one in said)


def _parts(x: c.Clause, w: Words) -> list[Said]:
    """The head, then the limbs."""
    match x:
        case c.Term():
            each = f" of each {x.item}" if x.item else ""
            return [w.outline(f"{quoted(x.name)}{each} means", x.body)]
        case c.Days():
            week, *less = calendar(x.days)
            return [Said(f"{quoted(x.name)} means {week}"), *map(Said, less)]
        case c.Causes():
            if not any(cites for _, cites in x.codes):
                return [Said(f"causes {quoted(x.name)}"), Said(", ".join(code for code, _ in x.codes))]
            return [Said(f"causes {quoted(x.name)}"), *(Said(code + cited(cites)) for code, cites in x.codes)]
        case c.Measure():
            return [Said(f"measure {quoted(x.name)} {_scope(x.grid, x.per_service)}{_unit(x.unit)}"), *_value(x, w)]
        case c.Total():
            return [Said(f"total {quoted(x.name)}{_unit(x.unit)}"), *_value(x, w)]
        case c.Window():
            return [Said(f"window {quoted(x.name)}"), *_window(x, w)]
        case c.Guarantee():
            return [Said(f"guarantee {quoted(x.name)} {_of(x.of, x.grid, x.per_service, w)}"), *_guarantee(x, w)]
        case c.Claim():
            return [Said(f"claim {quoted(x.name)} {_of(x.of, x.grid, x.per_service, w)}"), *_claim(x, w)]
        case c.Remedy():
            each = f"of each {w.say(x.of).removeprefix('every ')} " if x.of is not None else ""
            head = f"remedy {quoted(x.name)} {each}{_scope(x.grid, x.per_service)}{_unit(x.unit)}"
            return [Said(head), *_remedy(x, w)]
        case c.Right():
            return [Said(f"right {quoted(x.name)} {_scope(x.grid, x.per_service)}"), *_right(x, w)]
        case c.Parameter():
            return [Said(f"given {quoted(x.name)}: {x.kind}{_default(x, w)}")]
        case c.Record():
            party = f" of the {x.party}" if x.party else ""
            return [Said(f"{x.name}{party}"), Said(x.text)]
        case c.Reading():
            below = (Said(f"{value}{ADOPTED * (value == x.adopted)}: {sense}") for value, sense in x.values)
            return [Said(f"reading {x.name}"), *below, Said(f"because {x.because}")]
        case c.Assumption():
            return [Said(f"assumption {x.name}"), Said(x.text), Said(f"because {x.because}")]
    return [Said(x.name)]


def _default(x: c.Parameter, w: Words) -> str:
    match x.default:
        case None:
            return ", if any" * x.optional
        case v.Const(bool() as given):
            return f", else {'yes' if given else 'no'}"
        case default:
            return f", else {w.say(default, SUM)}"


def _scope(grid: Grid | None, per_service: bool) -> str:
    return f"each {grid.word if grid is not None else 'month'}" + " for each service" * per_service


def _of(of: Any, grid: Grid | None, per_service: bool, w: Words) -> str:
    return _scope(grid, per_service) if of is None else f"of each {w.say(of).removeprefix('every ')}"


def _unit(unit: str) -> str:
    plain = {"ratio": "", "count": "", "money": "", "instant": ""}
    return plain.get(unit, f" in {unit}" + ("" if unit.endswith("s") else "s"))


def _value(x: c.Measure | c.Total, w: Words) -> Iterable[Said]:
    return evolve(w, unit=x.unit if x.unit in TIME_UNITS else "").parts(x.body)


def _window(x: c.Window, w: Words) -> Iterable[Said]:
    yield Said(f"covers {x.event}{f' where {w.say(x.covers)}' if x.covers is not None else ''}")
    for limb in x.limbs:
        match limb:
            case c.Condition(test, flag, hard, cites):
                yield _condition("requires" if hard else "expects", test, _flag(flag), cites, w)
            case c.Outside(of, flag):
                yield Said(f"only outside {w.say(of)}{_flag(flag)}")
            case c.FirstOf(n, grid, flag):
                yield Said(f"only the first{f' {n}' if n > 1 else ''} of each {grid.word}{_flag(flag)}")
            case c.Allowance(length, grid, flag):
                yield Said(f"only the first {w.say(length, SUM)} each {grid.word}{_flag(flag)}")
            case c.FirstPart(length, when, flag):
                yield Said(f"only the first {w.say(length, SUM)} when {w.say(when)}{_flag(flag)}")
    if x.never:
        yield Said("never excluded")


def _condition(verb: str, test: v.ValueNode, otherwise: str, cites: Iterable[c.Cite], w: Words) -> Said:
    said = w.outline(verb, test)
    if said.below and otherwise:
        return Said(said.text + cited(cites), (*said.below, Said(otherwise.removeprefix(", "))))
    return Said(said.text + otherwise + cited(cites), said.below)


def _flag(flag: str | None) -> str:
    return f", or flag {flag}" if flag else ""


def _guarantee(x: c.Guarantee, w: Words) -> Iterable[Said]:
    if x.start is not None:
        yield Said(f"from {w.say(x.start)} until {x.act}")
    for row in x.rows:
        said = Said(row.kind)
        if row.promise is not None:
            said = w.outline("within" if row.kind == "within" else "", row.promise)
        when = f" when {w.say(row.when)}" if row.when is not None else ""
        if said.below and when:
            yield Said(f"{when.strip()}, {said.text}{ranked(row)}", said.below)
        else:
            yield Said(f"{said.text}{when}{ranked(row)}", said.below)
    if x.excused is not None:
        yield Said(f"excused when {w.say(x.excused)}")
    if x.paused is not None:
        yield Said(f"paused during {w.say(x.paused)}")
    for name in x.showing:
        yield Said(f"showing {quoted(name)}")


def _claim(x: c.Claim, w: Words) -> Iterable[Said]:
    if x.within is None or x.after is None:
        yield Said("no deadline")
    else:
        begins = "end of it" if x.after == v.ItField("end") else w.say(x.after)
        if isinstance(x.within, ByReading) or isinstance(x.after, ByReading):
            after = w.outline("after", x.after) if isinstance(x.after, ByReading) else Said(f"after {begins}")
            yield Said("filed", (w.outline("within", x.within), after))
        else:
            yield Said(f"filed within {w.say(x.within)} after {begins}")
    for event, instant in x.support:
        yield Said(f"with {event} {instant} by then")
    for condition in x.requires:
        yield _condition("requires", condition.test, f", or {condition.flag}", condition.cites, w)
    if x.lapses:
        yield Said("otherwise forfeited")


def _remedy(x: c.Remedy, w: Words) -> Iterable[Said]:
    if x.when is not None:
        yield Said(f"when {w.say(x.when)}")
    yield w.outline("pays", x.pays)
    for condition in x.requires:
        yield _condition("requires", condition.test, f", or {condition.flag}", condition.cites, w)
    for cap in x.caps:
        said = _span(f"at most {w.say(cap.limit)}", cap.span, w)
        others = f" together with ({', '.join(map(quoted, cap.together))})" if cap.together else ""
        yield Said(said.text + others + cited(cap.cites), said.below)
    if not x.caps:
        yield Said("no cap")
    if x.least is not None:
        word = "at least" if x.least.inclusive else "more than"
        yield Said(f"nothing unless {word} {w.say(x.least.amount, SUM)}")
    yield Said(f"claimed by {quoted(x.claim)}" if x.claim else "without a claim")
    if x.paid_after:
        yield Said(f"paid in the {x.paid_in.word} after the {x.paid_after}")
    if x.expires is not None:
        span, at = x.expires
        yield Said(f"expires within {w.say(span)} after {w.say(at)}" if span is not None else f"expires at {w.say(at)}")
    if x.divided is not None:
        yield Said(f"divided among every {x.divided[0]} by {x.divided[1]}")
    if x.owed_by_customer:
        yield Said("owed by the customer")


def _right(x: c.Right, w: Words) -> Iterable[Said]:
    yield w.outline("when", x.when)
    until = f" within {w.say(x.within)} after {w.say(x.after)}" if x.within is not None and x.after is not None else ""
    yield Said(f"exercised by {x.by}{until}")


def _span(lead: str, span: Any, w: Words) -> Said:
    if isinstance(span, ByReading):
        adopted = w.adopted.get(span.reading)
        below = tuple(_span(f"{k}{ADOPTED * (k == adopted)}:", one, w) for k, one in span.choices)
        return Said(f"{lead} each by reading {span.reading}", below)
    branch = lead.endswith(":")
    if isinstance(span, Grid) and span == TERM:
        return Said(f"{lead} {'the' if branch else 'over the'} term")
    return Said(f"{lead}{'' if branch else ' each'} {f'{span} months' if isinstance(span, int) else span.word}")
