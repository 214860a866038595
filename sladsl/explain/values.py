"""In: a value node and a scope. Out: its `Step`: the rule in words, what it came to, and the steps it came from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, assert_never

from attrs import evolve, field, frozen

from ..base.grids import Grid
from ..base.periods import Period, Slice
from ..base.quantity import TIME, TIME_UNITS
from ..engine.reference import facts, gathering, guarantees, spans
from ..engine.reference.evaluator import Conflict, Evaluator, Scope, Undefined
from ..rules import clauses as c
from ..rules import values as v
from ..rules.choice import ByReading
from ..rules.dims import Dims
from ..rules.text import Words
from .because import Raw, Step
from .numbers import instant
from .sets import clause_of_set, listed, shares

_MANY = 200  # things of which a value is gathered, before each is told without what it came from


@frozen
class Telling:
    """What tells: one subscription's evaluator, the words of its contract; `deep` where other lines are told here too."""

    ev: Evaluator
    words: Words
    dims: Dims
    unit: str = ""
    about: Period | Slice | None = None  # the period of the line
    deep: bool = True
    settled: bool = False  # inside a term that no claim can change
    known: dict[Any, Step] = field(factory=dict, eq=False, repr=False)  # a term that many lines ask for is told once

    def value(self, node: v.ValueNode, scope: Scope) -> tuple[Raw, str]:
        """What a node is, or why it is nothing."""
        try:
            return self.ev.value(node, scope), ""
        except (Undefined, Conflict) as e:
            return None, f"it has no value: {e}"


@contextmanager
def if_claimed(ev: Evaluator) -> Iterator[None]:
    """In here every claim that could be made is supposed to be made and good."""
    before = ev.suppose_claimed, ev.watched
    ev.suppose_claimed, ev.watched = True, None
    ev.supposed.clear()
    try:
        yield
    finally:
        ev.suppose_claimed, ev.watched = before
        ev.supposed.clear()


def step(t: Telling, node: v.ValueNode, scope: Scope) -> Step:
    """A node as a step."""
    if isinstance(node, v.Const):  # `1` and `100%` are equal, and are not said alike
        return _step(t, node, scope, node.value)
    settled = t.settled or (isinstance(node, v.Ref) and node.name not in t.ev.on_claims)
    supposing = t.ev.suppose_claimed and not settled
    # the item itself and not its address, which another may have when it is gone
    key = (node, scope.period, scope.service, scope.item, t.unit, t.deep, supposing)
    if key not in t.known:
        # what stands for another node is that node's value, which is not asked for twice
        found, note = (None, "") if isinstance(node, v.Ref | ByReading) else t.value(node, scope)
        made = _step(t, node, scope, found)
        t.known[key] = evolve(made, note=note) if note and not made.note else made
    return t.known[key]


def _step(t: Telling, node: v.ValueNode, scope: Scope, x: Raw) -> Step:
    ev = t.ev

    def make(how: str, *parts: v.ValueNode, **more: Any) -> Step:
        return Step(t.words.say(node), how, x, t.dims.of(node), tuple(step(t, p, scope) for p in parts), unit=t.unit, **more)

    key = (node, scope.period, scope.service, scope.item.id if scope.item else None)
    match node:
        case v.Const() | v.Midnight():
            return make("fixed")
        case v.ItField():
            return make("fact", note=_place(scope.item.record if scope.item else None))
        case v.FactField(event):
            return make("fact", note=_facts(t, event, scope))
        case v.LinkField():
            return make("fact")
        case v.Ref(name):
            return _named(t, name, scope)
        case v.PeriodBound() | v.PeriodLength() | v.PeriodDays():
            return make("period")
        case v.Arith(op, a, b, moves):
            return make("moved" if moves else op, a, b)
        case v.Round(inner, size, mode):
            return make("rounded", inner, data={"step": size, "mode": mode})
        case v.Pick(kind, options):
            return make(kind, *options)
        case v.Cases():
            return evolve(make("exceptions"), parts=_cases(t, node, scope))
        case v.Tiers():
            return evolve(make("table"), parts=(step(t, node.x, scope), *_rows(t, node, scope)))
        case ByReading(reading):
            return _chosen(t, node, scope, make("reading", data={"reading": reading}))
        case v.TimeOf(of, within):
            return make("time", clause=clause_of_set(ev, of), shares=shares(ev, of, within, scope, t.words), key=key)
        case v.Count(of, within):
            return make("number", clause=clause_of_set(ev, of), shares=listed(ev, of, within, scope, t.words), key=key)
        case v.Gap() | v.Length():
            return make("gap" if isinstance(node, v.Gap) else "length", key=key)
        case v.LastEnd(of):
            return make("end")
        case v.ForEach():
            counted = key if node.kind in ("number", "share") else None  # of how many it holds can be otherwise
            return evolve(make(f"{node.kind} of each", key=counted), parts=_each(t, node, scope), data={"rank": node.rank})
        case v.AwardedOf(name):
            return make("line", data={"line": _line(t, "remedy", name, scope)})
        case v.DueOf(name):
            return make("line", data={"line": _line(t, "guarantee", name, scope)})
        case v.Judged(name, verdict):
            return _judged(t, name, verdict, scope, make("line", data={"line": _line(t, "guarantee", name, scope)}))
        case v.Exercised(name):
            return make("line", data={"line": _line(t, "right", name, scope)})
        case v.Claimed(name):
            return make("line", data={"line": _line(t, "claim", name, scope)})
        case v.Compare(op, a, b):
            return make(op, a, b)
        case v.Lead(a, span, b):
            return make("notice", a, b, note=_notice(t, a, span, scope))
        case v.During(None, _):
            return make("during")
        case v.During(at, _) if at is not None:
            return make("during", at)
        case v.OneOf(at, words):
            return make("one of", at, data={"words": words})
        case v.IdIn(at, _):
            return make("in", at)
        case v.Includes(at, words):
            return make("include", at, data={"words": words})
        case v.Given(at):
            return make("given", at)
        case v.AllOf(conditions):
            return make("all of", *conditions)
        case v.AnyOf(conditions):
            return make("any of", *conditions)
        case v.Not(condition):
            return make("not", condition)
        case v.FirstMonth():
            return make("first month")
        case _ as never:
            assert_never(never)  # type: ignore[arg-type]


# ---------------------------------------------------------------- names
def _named(t: Telling, name: str, scope: Scope) -> Step:
    clause = facts.named(t.ev, name)
    if isinstance(clause, c.Parameter):
        return Step(name, "filled in", t.ev.value(v.Ref(name), scope), clause.dim, clause=clause.clause, name=name, unit=t.unit)
    inner = facts.scope_of(t.ev, clause, scope)
    inherited = t.unit if clause.dim in (TIME, None) else ""  # a percentage is told alike wherever it is asked for
    own = evolve(t, unit=_unit(clause) or inherited, settled=t.settled or name not in t.ev.on_claims)
    body = step(own, clause.body, inner)  # type: ignore[arg-type]
    return Step(name, "term", body.value, clause.dim or body.dim, (body,), clause.clause, name, unit=own.unit)


def _unit(clause: c.Clause) -> str:
    unit = getattr(clause, "unit", None)
    return unit if unit in TIME_UNITS else ""


def _chosen(t: Telling, node: ByReading[Any], scope: Scope, made: Step) -> Step:
    value = t.ev.readings[node.reading]
    adopted = t.words.adopted.get(node.reading) == value
    inner = step(t, t.ev.chosen(node), scope)
    clause = next((r.clause for r in t.ev.world.tree.readings if r.name == node.reading), None)
    data = {"reading": node.reading, "value": value, "adopted": adopted}
    said = f"by reading {node.reading}, {value}"
    return evolve(made, said=said, value=inner.value, dim=inner.dim, parts=(inner,), clause=clause, note=inner.note, data=data)


def _judged(t: Telling, name: str, verdict: str, scope: Scope, made: Step) -> Step:
    """Whether a guarantee was kept, by what it promises of the same period; of another period its line tells it."""
    guarantee = t.ev.guarantee(name)
    made = evolve(made, clause=guarantee.clause, note=str(t.ev.how.verdict(t.ev, name, scope)))
    if not t.deep or guarantee.of is not None or not isinstance(scope.period, Period):
        return made
    assert guarantee.grid is not None
    inner = Scope(t.ev.own(guarantee.grid, scope.period), scope.service if guarantee.per_service else None)
    kept = guarantees.of_period(t.ev, guarantee, inner)
    row = _row(t, guarantee, inner)
    if row is None or row.kind != "holds" or kept.verdict not in ("met", "breached"):
        return made
    return evolve(made, how=verdict, parts=(step(t, row.promise, inner),))  # type: ignore[arg-type]


def _row(t: Telling, guarantee: c.Guarantee, scope: Scope) -> c.Row | None:
    try:
        return guarantees.row_of(t.ev, guarantee, scope)
    except (Conflict, Undefined):
        return None


def _line(t: Telling, kind: str, name: str, scope: Scope) -> str:
    """The name of the line that tells it."""
    if scope.item is not None and kind in ("guarantee", "claim"):
        period = t.ev.anchors.at(t.ev.world.tree.frame.grid, scope.item.at).name
        service = scope.service if scope.item.kind in ("stretch", "interval") else None
        return "/".join(x for x in (kind, name, period, service, scope.item.id) if x)
    return "/".join(x for x in (kind, name, scope.period.name if scope.period else None, scope.service) if x)


# ---------------------------------------------------------------- parts
def _cases(t: Telling, node: v.Cases, scope: Scope) -> tuple[Step, ...]:
    """The exceptions, each with its condition and its value, and what stands where none holds."""
    found = []
    for case in node.exceptions:
        when, then = step(t, case.when, scope), step(t, case.value, scope)
        said = f"{t.words.say(case.value)} when {t.words.say(case.when)}"
        ranks = (case.clause, case.over, case.under)
        found.append(Step(said, "exception", when.value is True, None, (when, then), case.clause, data={"ranks": ranks}))
    if node.base is not None:
        base = step(t, node.base, scope)
        found.append(Step(base.said, "otherwise", base.value, base.dim, (base,), unit=t.unit))
    return tuple(found)


def _rows(t: Telling, node: v.Tiers, scope: Scope) -> Iterator[Step]:
    for row, (bounds, _) in zip(node.rows, t.words.rows(node), strict=False):
        low, high = (None if b is None else t.value(b, scope)[0] for b in (row.low, row.high))
        data = {"low": low, "low_in": row.low_in, "high": high, "high_in": row.high_in,
                "open": (low is None) != (row.low is None) or (high is None) != (row.high is None)}  # fmt: skip
        value = step(t, row.value, scope)
        yield Step(bounds, "row", value.value, value.dim, (value,), data=data, unit=t.unit)
    if node.otherwise is not None:
        value = step(t, node.otherwise, scope)
        yield Step("otherwise", "row otherwise", value.value, value.dim, (value,), unit=t.unit)


def _each(t: Telling, node: v.ForEach, scope: Scope) -> tuple[Step, ...]:
    """The value for each service, period or item; of very many only what it came to, of other periods by their lines."""
    if isinstance(node.over, Grid) and t.deep:
        t = evolve(t, deep=False)
    scopes = [s for s in gathering.scopes(t.ev, node, scope) if node.where is None or t.ev.holds(node.where, s)]
    found = []
    for inner in scopes:
        if node.over == "service":
            label = inner.service or "the one service"
        elif inner.item is not None and not isinstance(node.over, Grid):
            own = inner.item
            label = instant(own.start, t.ev.world.zone) if own.kind == "interval" else own.id
        else:
            label = inner.period.name if inner.period is not None else ""
        if len(scopes) > _MANY:
            x, note = t.value(node.body, inner)
            found.append(Step(label, "each", x, t.dims.of(node.body), note=note, unit=t.unit))
        else:
            body = step(t, node.body, inner)
            found.append(Step(label, "each", body.value, body.dim, (body,), unit=t.unit))
    return tuple(found)


# ---------------------------------------------------------------- facts
def _place(record: Any) -> str:
    return f"{record.place.file}:{record.place.line}" if record is not None and record.place.file else ""


def _facts(t: Telling, event: str, scope: Scope) -> str:
    """Where the fact of a type was recorded."""
    world = t.ev.world
    match event:
        case "fee" if isinstance(scope.period, Period):
            found: Any = world.fees(scope.period, scope.service)
        case "service":
            found = (world.service(scope.service),)
        case "confirmation" | "invoice":
            found = [r for r in world.records.get(event, ()) if r.get("period") == scope.period]
        case _:
            found = (world.one(event),)
    return ", ".join(p for r in found if (p := _place(r)))


def _notice(t: Telling, a: v.ValueNode, span: Any, scope: Scope) -> str:
    """From when on a notice is long enough."""
    at, _ = t.value(a, scope)
    if not isinstance(at, int):
        return "no notice was given"
    zone = t.ev.world.zone
    return f"with notice of {instant(at, zone)}, long enough from {instant(spans.earliest(t.ev, at, span, scope), zone)} on"
