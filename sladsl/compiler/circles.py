"""In: a contract's clauses as rules. Out: a diagnostic for every circle that leads through a guarantee, claim or remedy.

Terms that need each other are found while they are resolved; whether a guarantee is breached, what a remedy awards and
what a claim admits are asked only in a run, which would never come to an end.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.reach import Recent
from .names import Names

Key = tuple[str, str]


def circles(clauses: tuple[c.Clause, ...], names: Names) -> None:
    """Say of every clause that needs itself, once a circle, through which others it does."""
    found = {_key(x): x for x in clauses if not isinstance(x, c.Record | c.Reading | c.Assumption)}
    remedies = {x.name: x for x in clauses if isinstance(x, c.Remedy)}
    needs = {key: [k for k in dict.fromkeys(_needs(clause, remedies)) if k in found] for key, clause in found.items()}
    done: set[Key] = set()
    for start in found:
        path: list[Key] = []
        todo: list[tuple[Key, bool]] = [(start, False)]
        while todo:
            key, leaving = todo.pop()
            if leaving:
                path.pop()
                done.add(key)
            elif key in path:
                circle = " -> ".join(_said(k) for k in [*path[path.index(key) :], key])
                help = "say one of them without the others: by events, times or numbers"
                names.sink.error("SLA103", f"{_said(key)} is defined by itself: {circle}", found[key].place, help)
            elif key not in done:
                path.append(key)
                todo += [(key, True), *((k, False) for k in reversed(needs[key]))]


def _key(clause: c.Clause) -> Key:
    space = {c.Guarantee: "guarantee", c.Claim: "claim", c.Remedy: "remedy", c.Right: "right"}.get(type(clause), "value")
    return space, clause.name


def _said(key: Key) -> str:
    return f"`{key[1]}`" if key[0] == "value" else f"{key[0]} `{key[1]}`"


def _needs(clause: c.Clause, remedies: Mapping[str, c.Remedy]) -> list[Key]:
    needs: list[Key] = []
    todo: list[object] = [clause]
    while todo:
        rule = todo.pop()
        match rule:
            case v.ForEach(within=within) if any(isinstance(x, Recent) and x.before for x in within):
                continue  # what earlier periods came to is known before this one: no circle
            case v.Ref(name) | s.SetRef(name):
                needs.append(("value", name))
            case v.Judged(name) | v.DueOf(name):
                needs.append(("guarantee", name))
            case v.Exercised(name):
                needs.append(("right", name))
            case v.AwardedOf(name):
                needs.append(("remedy", name))
            case s.ClaimedBy(_, name) | v.Claimed(name):
                needs.append(("claim", name))
            case c.Remedy(claim=str() as name):
                needs.append(("claim", name))
        if isinstance(rule, c.Remedy):
            others = [remedies[name] for cap in rule.caps for name in cap.together if name in remedies]
            needs += [("remedy", other.name) for other in others if c.goes_before(remedies.values(), other, rule)]
        if hasattr(rule, "__attrs_attrs__"):
            todo += [getattr(rule, a.name) for a in rule.__attrs_attrs__]
        elif isinstance(rule, tuple):
            todo += rule
    return needs
