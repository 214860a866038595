"""In: a clause. Out: its limbs as lines, in the order in which the forms stand."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.grids import TERM, Grid
from ..base.quantity import TIME_UNITS
from ..compiler.deadlines import after_period
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.binding import SUM, in_limbs
from ..rules.choice import ByReading
from ..rules.spans import SpanNode
from ..rules.walk import walk
from ..rules.written import place, quoted, the
from . import forms
from .line import Limbs, Line
from .parts import Choice, Part, Spoken, is_table, part


def time_unit(unit: str | None) -> str:
    """A unit of time, or none."""
    return unit if unit is not None and unit in TIME_UNITS else ""


def _ranked(x: v.Case | c.Row) -> str:
    """Which clause a limb outranks or yields to."""
    over = f" notwithstanding {place(x.over)}" if x.over else ""
    return over + (f" subject to {place(x.under)}" if x.under else "")


# ---------------------------------------------------------------- values and sets
def reading(x: c.Reading) -> Iterator[Line]:
    """The values of a reading, the adopted one and why."""
    for value, sense in x.values:
        yield Line(forms.READING[1], {"label": value, "text": sense})
    yield Line(forms.READING[0], {"label": x.adopted, "why": x.because})


def values(w: Spoken, x: c.Measure | c.Total) -> Iterator[Line]:
    """A value and its exceptions."""
    said = Limbs(x, forms.VALUES)
    body, exceptions = of_value(w, said, x.body)
    yield said("body", body=body)
    yield from exceptions


def of_value(w: Spoken, said: Limbs, x: v.ValueNode) -> tuple[Part, tuple[Line, ...]]:
    """A value, and its exceptions as limbs."""
    if not isinstance(x, v.Cases) or x.base is None or is_table(w, x):
        return part(w, x), ()
    limbs = (said("l_when", value=part(w, y.value), test=part(w, y.when), rank=_ranked(y)) for y in x.exceptions)
    return part(w, x.base), tuple(limbs)


def of_set(w: Spoken, said: Limbs, x: s.SetNode, joined: int = 0) -> tuple[Part, tuple[Line, ...]]:
    """Where a set begins, and what is left of it, limb by limb; so many sets at least are `joined` by a limb that cites."""
    inner: s.SetNode
    match x:
        case s.Where(inner, test, keep):
            kind, holes = "l_only_where" if keep else "l_except_where", {"test": part(w, test)}
        case s.Minus(inner, other):
            kind, holes = "l_except_during", {"set": part(w, other)}
        case s.Intersect(inner, other):
            kind, holes = "l_only_during", {"set": part(w, other)}
        case s.StartingAt(inner, event, test):
            kind, holes = "l_starting", {"event": event, "test": part(w, test)}
        case s.Dated(inner, at):
            kind, holes = "l_dated", {"at": part(w, at)}
        case s.Once(inner):
            kind, holes = "l_once", {"event": w.item_of(inner) or "item"}
        case s.Quota(inner, length, grid, beyond):
            kind, holes = "l_beyond" if beyond else "l_first", {"length": w.say(length, SUM), "grid": grid.word}
        case s.ClaimedBy(inner, claim):
            kind, holes = "l_claimed", {"claim": quoted(claim)}
        case s.Union((inner, other)) if joined or in_limbs(x):
            kind, holes, joined = "l_together", {"set": part(w, other)}, max(0, joined - 1)
        case _:
            return part(w, x), ()
    body, before = of_set(w, said, inner, joined)
    return body, (*before, said(kind, **holes))


# ---------------------------------------------------------------- windows and guarantees
def window(w: Spoken, x: c.Window) -> Iterator[Line]:
    """What a window covers, on which conditions, which part of it."""
    said = Limbs(x, forms.WINDOW)
    yield said("w_covers", event=x.event, **({} if x.covers is None else {"test": part(w, x.covers)}))
    for limb in x.limbs:
        flag: dict[str, Part] = {} if limb.flag is None else {"word": limb.flag}
        match limb:
            case c.Condition(test, hard=hard):
                yield said("w_requires" if hard else "w_expects", test=part(w, test), **flag)
            case c.Outside(of):
                yield said("w_outside", set=part(w, of), **flag)
            case c.FirstOf(n, grid):
                yield said("w_first_of", grid=grid.word, **({"n": str(n)} if n > 1 else {}), **flag)
            case c.Allowance(length, grid):
                yield said("w_quota", length=w.say(length, SUM), grid=grid.word, **flag)
            case c.FirstPart(length, when):
                yield said("w_first", length=w.say(length, SUM), test=part(w, when), **flag)
    if x.never:
        yield said("w_never")


def guarantee(w: Spoken, x: c.Guarantee) -> Iterator[Line]:
    """What is promised, from when until when, when it is excused."""
    said = Limbs(x, forms.GUARANTEE)
    w = w.within(time_unit(x.unit))
    if x.start is not None and x.act is not None:
        yield said("g_from", start=part(w, x.start), act=x.act)
    names = {
        "holds": ("g_holds", "promise"),
        "within": ("g_within", "span"),
        "no target": ("g_no_target", ""),
        "no limit": ("g_no_limit", ""),
    }
    for row in x.rows:
        kind, hole = names[row.kind]
        holes: dict[str, Part] = {hole: part(w, row.promise)} if row.promise is not None else {}
        if row.when is None:
            yield said(kind, **holes)
        else:
            yield said(f"{kind}_when", **holes, test=part(w, row.when), rank=_ranked(row))
    if x.excused is not None:
        yield said("g_excused", test=part(w, x.excused))
    if x.paused is not None:
        yield said("g_paused", set=part(w, x.paused))
    for name in x.showing:
        yield said("g_showing", name=quoted(name))


# ---------------------------------------------------------------- claims, remedies, rights
def claim(w: Spoken, x: c.Claim) -> Iterator[Line]:
    """Until when, with what, on which conditions something is claimed."""
    said = Limbs(x, forms.CLAIM)
    if x.within is None or x.after is None:
        yield said("c_no_deadline")
    else:
        yield said("c_filed", span=part(w, x.within), at=_after(w, x.within, x.after))
    for event, act in x.support:
        yield said("c_with", event=event, act=act)
    yield from _requires(w, said, "c_requires", x.requires)
    if x.lapses:
        yield said("c_forfeited")


def remedy(w: Spoken, x: c.Remedy) -> Iterator[Line]:
    """When what is owed, up to which limits, and what becomes of it."""
    said = Limbs(x, forms.REMEDY)
    if x.when is not None:
        yield said("r_when", test=part(w, x.when))
    yield said("r_pays", body=part(w, x.pays))
    yield from _requires(w, said, "r_requires", x.requires)
    for cap in x.caps:
        names: dict[str, Part] = {"names": ", ".join(map(quoted, cap.together))} if cap.together else {}
        if isinstance(cap.span, ByReading):
            choice = Choice(cap.span.reading, tuple((value, _stretch(span)) for value, span in cap.span.choices))
            yield said("r_cap", most=w.say(cap.limit), choice=choice, **names)
        else:
            every = "over the term" if cap.span == TERM else f"each {_stretch(cap.span)}"
            yield said("r_cap", most=part(w, cap.limit), every=every, **names)
    if not x.caps:
        yield said("r_no_cap")
    if x.least is not None:
        yield said("r_from" if x.least.inclusive else "r_above", most=w.say(x.least.amount, SUM))
    yield said("r_claimed", claim=quoted(x.claim)) if x.claim else said("r_automatic")
    if x.paid_after:
        yield said("r_paid", grid=x.paid_in.word, fact=x.paid_after)
    match x.expires:
        case (None, at):
            yield said("r_expires_at", at=part(w, at))
        case (span, at):
            yield said("r_expires", span=part(w, span), at=_after(w, span, at))
    if x.divided is not None:
        yield said("r_divided", event=x.divided[0], fact=x.divided[1])
    if x.owed_by_customer:
        yield said("r_owed")


def right(w: Spoken, x: c.Right) -> Iterator[Line]:
    """When a right arises, and how and until when it is exercised."""
    said = Limbs(x, forms.RIGHT)
    yield said("t_when", test=part(w, x.when))
    if x.within is None or x.after is None:
        yield said("t_exercised", event=x.by)
    else:
        yield said("t_exercised", event=x.by, span=part(w, x.within), at=_after(w, x.within, x.after))


def _requires(w: Spoken, said: Limbs, kind: str, conditions: tuple[c.Condition, ...]) -> Iterator[Line]:
    for x in conditions:
        yield said(kind, test=part(w, x.test), word=str(x.flag))


def _stretch(span: c.CapSpan) -> str:
    """What a cap is counted over."""
    if isinstance(span, int):
        return f"{span} months"
    assert isinstance(span, Grid)
    return "the term" if span == TERM else span.word


def _after(w: Spoken, span: SpanNode, at: v.ValueNode) -> Part:
    """The instant after which a span runs; `the month` where it is after its last day."""
    bounds = [x.grid for x in walk(at) if isinstance(x, v.PeriodBound)]
    if any(isinstance(x, v.PeriodBound) and x.which == "last" for x in walk(at)) and at == after_period(bounds[0], span):
        return the(bounds[0])
    return part(w, at)
