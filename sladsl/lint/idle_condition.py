"""In: a contract. Out: SLA952, a condition that always holds or never does, so that its limb decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic, Place
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.walk import walk
from .bounds import Reckoner
from .certain import certain
from .inside import inside
from .subject import Subject, warning

_HELP = "write the condition that was meant, or leave the limb out"
_NOTICE = "notice is given before what it is of begins: `notified_at is at least 24 hours before start`"
Asked = tuple[v.ValueNode, Place | None]


def idle_condition(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Of limbs; that a remedy or a right never comes to pass is SLA945, that every breach is excused SLA951."""
    for clause in subject.tree.of(c.Clause):
        settled = [
            (x, place, held) for x, place in _asked(clause, subject, reckoner) if (held := certain(x, reckoner)) is not None
        ]
        for test, place, held in settled:
            message = f"`{subject.words(test)}` {'always' if held else 'never'} holds, so that this decides nothing"
            yield warning("SLA952", message, place, _NOTICE if isinstance(test, v.Lead) else _HELP)
        if not settled and isinstance(clause, c.Window) and certain(_together(clause), reckoner) is False:
            message = f"no `{clause.event}` can meet all that `{clause.name}` asks"
            yield warning("SLA952", message, clause.place, "two of its limbs exclude each other: correct one of them")
        if isinstance(clause, c.Window) and _never_outside(clause, subject):
            message = f"`{clause.name}` is never outside of the hours that it must be outside of"
            yield warning("SLA952", message, subject.limb(clause, "w_outside"), _HELP)


def _asked(clause: c.Clause, subject: Subject, reckoner: Reckoner) -> Iterator[Asked]:
    """The conditions of a clause's limbs, each with its place."""
    match clause:
        case c.Window(covers=covers, limbs=limbs):
            if covers is not None:
                yield covers, subject.limb(clause, "w_covers")
            for kind, hard in (("w_requires", True), ("w_expects", False)):
                tests = [x.test for x in limbs if isinstance(x, c.Condition) and x.hard is hard]
                yield from _placed(clause, kind, tests, subject)
            yield from _placed(clause, "w_first", [x.when for x in limbs if isinstance(x, c.FirstPart)], subject)
        case c.Guarantee(rows=rows, excused=excused):
            for kind, limb in (("holds", "g_holds_when"), ("within", "g_within_when"), ("no target", "g_no_target_when"),
                               ("no limit", "g_no_limit_when")):  # fmt: skip
                tests = [row.when for row in rows if row.kind == kind and row.when is not None]
                yield from _placed(clause, limb, tests, subject)
            if excused is not None and not certain(excused, reckoner):
                yield excused, subject.limb(clause, "g_excused")
        case c.Claim(requires=requires):
            yield from _placed(clause, "c_requires", [x.test for x in requires], subject)
        case c.Remedy(requires=requires):
            yield from _placed(clause, "r_requires", [x.test for x in requires], subject)
    for node in walk(clause):
        match node:
            case v.Cases(_, exceptions):
                yield from _placed(clause, "l_when", [e.when for e in exceptions if not isinstance(e.value, v.Tiers)], subject)
            case s.Where(_, condition, keep) if certain(condition, reckoner) is keep:  # else it takes all away: SLA951
                yield condition, subject.limb(clause, "l_only_where" if keep else "l_except_where")


def _together(window: c.Window) -> v.AllOf:
    """All that an event must meet to be excluded."""
    asked = [x.test for x in window.limbs if isinstance(x, c.Condition) and x.hard]
    return v.AllOf((*([window.covers] if window.covers is not None else []), *asked))


def _never_outside(window: c.Window, subject: Subject) -> bool:
    return any(isinstance(x, c.Outside) and inside(s.Facts(window.event), x.of, subject) for x in window.limbs)


def _placed(clause: c.Clause, kind: str, tests: list[v.ValueNode], subject: Subject) -> Iterator[Asked]:
    return ((test, subject.limb(clause, kind, n)) for n, test in enumerate(tests))
