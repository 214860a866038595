"""In: a rule tree. Out: its lines in the forms of `forms`: the frame, the clauses with their limbs below.

What a line says is said once, here; the language and English are two ways of writing the same lines. The limbs of
guarantees, claims, remedies and the like are in `limbs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..base.grids import Grid
from ..base.quantity import Dim
from ..events.vocabulary import COMMON
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.binding import SUM
from ..rules.walk import walk
from ..rules.written import calendar, place, quoted
from . import forms, limbs
from .line import Limbs, Line, line
from .parts import Part, Spoken, cited

_BUILT_IN = {"time", "money", "day", "month"}
_KINDS = {"flag": "yes_or_no"}  # what the language calls the kinds of fields, where it is another word


# ---------------------------------------------------------------- the frame
def header(w: Spoken) -> tuple[Line, ...]:
    """The lines of the header, in their order."""
    f = w.tree.frame
    one = f"{'an' if f.grid.word[0] == 'a' else 'a'} {f.grid.word}"
    start, end = ((w.say(x)) for x in f.force) if f.force else ("", "")
    holes = {
        "text": f.text, "provider": f.provider, "customer": f.customer, "zone": f.zone, "zone_of": f.zone,
        "date": f.version, "currency": f.currency, "grid": f.grid.word, "n": str(f.billing), "word": f.spread,
        "start": start, "end": end, "one": one, "mode": f.money_mode,
    }  # fmt: skip
    said = []
    for kind, cites in f.cites:
        form = next(x for x in forms.HEADER if x.kind == kind)
        given = {hole: str(holes[kind if hole == "text" else hole]) for hole in form.holes}
        said.append(Line(form, given, cites))
    return tuple(said)


def frame(w: Spoken) -> Iterator[Line]:
    """Units and events of the contract's own, and what stands where a fact is not recorded."""
    for unit in units(w.tree):
        yield line(forms.FRAME, "unit", word=unit)
    for event, fields in w.tree.events.items():
        own = ((name, kind) for name, kind in fields.items() if name not in COMMON or COMMON[name].kind != kind)
        said = list(own) or [("id", "text")]  # an event must say a field, if only one that every event has
        below = (line(forms.FIELDS, "typed", word=name, kind=_KINDS.get(kind, kind)) for name, kind in said)
        yield line(forms.FRAME, "event", tuple(below), event=event)
    for (event, fact), x in w.tree.defaults.items():
        yield line(forms.FRAME, "fact", event=event, fact=fact, body=w.say(x))


def units(tree: c.RuleTree) -> tuple[str, ...]:
    """The units of the contract's own in which anything is counted."""
    found = walk((tree.clauses, tuple(tree.defaults.values())))
    return tuple(sorted({base for x in found if isinstance(x, Dim) for base, _ in x.powers} - _BUILT_IN))


# ---------------------------------------------------------------- clauses
def section(x: c.Section) -> Line:
    """A heading of the agreement."""
    if x.title is None and place(x.place).startswith('"'):
        return line(forms.SECTIONS, "heading", quoted=place(x.place))
    if not x.title:
        return line(forms.SECTIONS, "place" if x.title is None else "place_empty", place=place(x.place))
    return line(forms.SECTIONS, "place_title", place=place(x.place), title=x.title)


def clause(w: Spoken, x: c.Clause) -> Line:
    """A clause: its head, and its limbs below."""
    kind, holes, below = _said(w, x)
    return line(forms.HEADS, kind, tuple(below), cites=cited(x.cites), **holes)


Said = tuple[str, Mapping[str, Part], Iterable[Line]]


def _said(w: Spoken, x: c.Clause) -> Said:
    """How a clause begins, what stands in its holes, its limbs."""
    name: Mapping[str, Part] = {"name": quoted(x.name)}
    match x:
        case c.Reading():
            return "reading", {"word": x.name}, limbs.reading(x)
        case c.Assumption():
            because = line(forms.ASSUMPTION, "because", why=x.because)
            return "assumption", {"quoted": f'"{x.name}"', "text": x.text}, (because,)
        case c.Record(lost=True):
            return "lost", {"text": x.text}, ()
        case c.Record():
            party = f" of the {x.party}" if x.party else ""
            return "record", {"kind": x.name, "party": party, "text": x.text}, ()
        case c.Causes():
            return "causes", name, (Line(forms.CAUSES[0], {"word": code}, cites) for code, cites in x.codes)
        case c.Parameter():
            return _parameter(w, x)
        case c.Days():
            week, *less = calendar(x.days)
            said = Limbs(x, forms.SETS)
            without = (said("l_except_on", days=y.removeprefix("except on (").removesuffix(")")) for y in less)
            return "means", {**name, "body": week}, without
        case c.Term():
            body, exceptions = _definition(w, x)
            if x.item is None:
                return "means", {**name, "body": body}, exceptions
            return "each_means", {**name, "each": quoted(x.each) if x.each else x.item, "body": body}, exceptions
        case c.Measure():
            scope = _scope(x.grid, x.per_service)
            return "measure", {**name, **scope, "unit": _unit(x.unit)}, limbs.values(w.within(limbs.time_unit(x.unit)), x)
        case c.Total():
            return "total", {**name, "unit": _unit(x.unit)}, limbs.values(w.within(limbs.time_unit(x.unit)), x)
        case c.Window():
            return "window", name, limbs.window(w, x)
        case c.Guarantee():
            return _each(w, "guarantee", name, x.of, x.grid, x.per_service, limbs.guarantee(w, x))
        case c.Claim():
            return _each(w, "claim", name, x.of, x.grid, x.per_service, limbs.claim(w, x))
        case c.Remedy():
            kind, holes, below = _each(w, "remedy", name, x.of, x.grid, x.per_service, limbs.remedy(w, x))
            return kind, {**holes, **_scope(x.grid, x.per_service), "unit": _unit(x.unit)}, below
        case c.Right():
            return "right", {**name, **_scope(x.grid, x.per_service)}, limbs.right(w, x)
    raise AssertionError(x)


def _parameter(w: Spoken, x: c.Parameter) -> Said:
    holes: Mapping[str, Part] = {"name": quoted(x.name), "given": x.kind}
    match x.default:
        case None:
            return "given_if_any" if x.optional else "given", holes, ()
        case v.Const(bool() as given):
            return "given_else", {**holes, "body": "yes" if given else "no"}, ()
        case default:
            return "given_else", {**holes, "body": w.say(default, SUM)}, ()


def _definition(w: Spoken, x: c.Term) -> tuple[Part, tuple[Line, ...]]:
    """What a term means, and its limbs: of times, or of a value."""
    said = Limbs(x, (*forms.SETS, *forms.CASES))
    if x.is_set:
        joined = len(dict(x.limb_cites).get("l_together", ()))
        return limbs.of_set(w, said, x.body, joined)  # type: ignore[arg-type]
    return limbs.of_value(w, said, x.body)  # type: ignore[arg-type]


def _each(
    w: Spoken,
    kind: str,
    name: Mapping[str, Part],
    of: s.SetNode | None,
    grid: Grid | None,
    service: bool,
    below: Iterator[Line],
) -> Said:
    """The head of a clause of each period, or of each item."""
    if of is None:
        return kind, {**name, **_scope(grid, service)}, below
    return f"{kind}_of", {**name, "each": w.say(of).removeprefix("every ")}, below


def _scope(grid: Grid | None, service: bool) -> dict[str, str]:
    return {"scope": f"each {grid.word if grid is not None else 'month'}" + " for each service" * service}


def _unit(unit: str) -> str:
    plain = {"ratio": "", "count": "", "money": "", "instant": ""}
    return plain.get(unit, f" in {unit}" + ("" if unit.endswith("s") else "s"))
