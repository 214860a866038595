"""In: a condition or a number, while its period lasts. Out: whether what it is now can still change by the period's end."""

from __future__ import annotations

from ...rules import clauses as c
from ...rules import sets as s
from ...rules import values as v
from ...rules.choice import ByReading
from ...rules.walk import walk
from .evaluator import Evaluator


def certain(ev: Evaluator, node: v.ValueNode) -> v.ValueNode | None:
    """What of a condition, once it holds within a period, still holds at its end, whatever is to come; or nothing of it."""
    match node:
        case v.AnyOf(conditions):
            kept = [x for x in (certain(ev, one) for one in conditions) if x is not None]
            return v.AnyOf(tuple(kept)) if kept else None
        case v.AllOf(conditions):
            whole = [certain(ev, one) for one in conditions]
            return node if all(x == one for x, one in zip(whole, conditions, strict=True)) else None
        case v.Judged(name, "breached"):
            return node if ev.guarantee(name).excused is None else None
        case v.Compare(">" | ">=", a, b):
            return node if grows(ev, a) and stands(ev, b) else None
        case ByReading():
            return certain(ev, ev.chosen(node))
        case v.Ref(name):
            term = ev.clauses.get((c.Term, name))
            return certain(ev, term.body) if isinstance(term, c.Term) else None  # type: ignore[arg-type]
    return None


def grows(ev: Evaluator, node: object) -> bool:
    """Whether a number can only grow while its period lasts."""
    match node:
        case v.TimeOf(of) | v.Count(of):
            return _keeps(ev, of)
        case v.ForEach("number", _, body):
            return certain(ev, body) is not None
        case v.ForEach("total" | "largest", _, body):
            return grows(ev, body)
        case v.Arith("+", a, b):
            return grows(ev, a) and grows(ev, b)
        case v.Arith("/" | "*", a, b):
            return grows(ev, a) and stands(ev, b)
        case v.Round(x):
            return grows(ev, x)
        case v.Pick("first" | "larger", options):
            return all(grows(ev, x) for x in options)
        case ByReading():
            return grows(ev, ev.chosen(node))
        case v.Ref(name):
            clause = ev.clauses.get((c.Measure, name)) or ev.clauses.get((c.Term, name))
            return isinstance(clause, c.Measure | c.Term) and grows(ev, clause.body)
    return stands(ev, node)


def _keeps(ev: Evaluator, of: object) -> bool:
    """Whether what is in a set stays in it: its items are chosen by facts that they have from their beginning on."""
    todo, seen = [of], set()
    while todo:
        for node in walk(todo.pop()):
            match node:
                case v.Length() | v.Given() | v.Judged() | v.Compare("before" | "after" | ">" | ">=" | "<" | "<="):
                    return False
                case s.SetRef(name) | v.Ref(name) if name not in seen:
                    seen.add(name)
                    term = ev.clauses.get((c.Term, name))
                    todo += [term.body] if isinstance(term, c.Term) else []
    return True


def stands(ev: Evaluator, node: object) -> bool:
    """Whether a number is the same all the time."""
    match node:
        case v.Const() | v.PeriodLength() | v.PeriodDays():
            return True
        case v.Arith(_, a, b):
            return stands(ev, a) and stands(ev, b)
        case ByReading():
            return stands(ev, ev.chosen(node))
        case v.Ref(name):
            clause = ev.clauses.get((c.Term, name))
            return (c.Parameter, name) in ev.clauses or (isinstance(clause, c.Term) and stands(ev, clause.body))
    return False
