"""In: a set and a period. Out: every microsecond of the period in exactly one bucket, or a fault.

Buckets: counted (in the set), cut out by which limb of which term, and the rest, in which nothing was recorded.
"""

from __future__ import annotations

from ...base import timeset as ts
from ...rules import clauses as c
from ...rules import sets as s
from ...rules import values as v
from ...rules.choice import ByReading
from ...rules.reach import The
from ..outcome import InternalFault
from . import measuring
from .evaluator import Evaluator, Scope

Buckets = list[tuple[str, ts.TimeSet]]


def account(ev: Evaluator, node: s.SetNode, scope: Scope) -> dict[str, int]:
    """How many microseconds of the period in force lie in each bucket; they sum to the period."""
    assert scope.period is not None
    start, end = ev.bounds(scope.period)
    found = {"counted": 0, "rest": 0}
    counted, cut = ev.once(("buckets", "", id(node), scope.service), lambda: _buckets(ev, node, scope.service))
    taken = measuring.region(ev, counted, (The(),), scope)
    found["counted"] = ts.total(taken)
    for name, spans in cut:
        part = ts.minus(measuring.region(ev, spans, (The(),), scope), taken)
        if part:
            found[name] = found.get(name, 0) + ts.total(part)
            taken = ts.union([*taken, *part])
    found["rest"] = ts.total(ts.minus([(start, end)] if start < end else [], taken))
    if sum(found.values()) != max(0, end - start):
        raise InternalFault(f"the minutes of {scope.period.name} do not add up: {found}")
    return found


def measured(ev: Evaluator, node: object) -> s.SetNode | None:
    """The set whose time a measure is, if it is that."""
    match node:
        case v.TimeOf(of, (The(),)):
            return of
        case v.Round(x):
            return measured(ev, x)
        case ByReading():
            return measured(ev, ev.chosen(node))
    return None


def _buckets(ev: Evaluator, node: s.SetNode, service: str | None) -> tuple[ts.TimeSet, Buckets]:
    """The times of a set, and what its definition cut out, by the name of what did."""
    match node:
        case s.SetRef(name):
            term = ev.clauses.get((c.Term, name))
            if isinstance(term, c.Term):
                return _buckets(ev, term.body, service)  # type: ignore[arg-type]
            return ev.times(node, service).spans, []
        case ByReading():
            return _buckets(ev, ev.chosen(node), service)
        case s.Union(of):
            parts = [_buckets(ev, x, service) for x in of]
            return ts.union(i for spans, _ in parts for i in spans), [b for _, cut in parts for b in cut]
        case s.Minus(a, b):
            spans, cut = _buckets(ev, a, service)
            for name, other in _named(ev, b, service):
                cut = [*cut, (name, ts.intersect(spans, other))]
                spans = ts.minus(spans, other)
            return spans, cut
        case s.Intersect(a, b):
            spans, cut = _buckets(ev, a, service)
            kept = ts.intersect(spans, ev.times(b, service).spans)
            return kept, [*cut, ("outside the hours", ts.minus(spans, kept))]
        case s.Quota(of, _, grid, beyond):
            spans, cut = _buckets(ev, of, service)
            kept = ev.times(node, service).spans
            name = f"{'' if beyond else 'beyond '}the first part of each {grid.word}"
            return kept, [*cut, (name, ts.minus(spans, kept))]
        case s.Where(of, condition):
            spans, cut = _buckets(ev, of, service)
            kept = ev.times(node, service).spans
            return kept, [*cut, (_said(condition), ts.minus(spans, kept))]
        case s.StartingAt(of, event):
            spans, cut = _buckets(ev, of, service)
            kept = ev.times(node, service).spans
            return kept, [*cut, (f"before the {event}", ts.minus(spans, kept))]
    return ev.times(node, service).spans, []


def _named(ev: Evaluator, node: s.SetNode, service: str | None) -> list[tuple[str, ts.TimeSet]]:
    match node:
        case s.Union(of):
            return [x for part in of for x in _named(ev, part, service)]
        case s.SetRef(name):
            return [(name, ev.times(node, service).spans)]
        case ByReading():
            return _named(ev, ev.chosen(node), service)
    return [("excluded times", ev.times(node, service).spans)]


def _said(condition: v.ValueNode) -> str:
    match condition:
        case v.OneOf(v.ItField("cause")):
            return "excluded causes"
        case v.ItField(name):
            return f"not {name}"
        case ByReading():
            return "excluded causes"
    return "not within the definition"
