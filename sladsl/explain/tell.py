"""In: a line, and the evaluator that made it. Out: its `Explanation`: the answer, how it was reckoned, how far the rest is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from ..base.periods import Period
from ..base.quantity import TIME, TIME_UNITS
from ..engine.outcome import Line
from ..engine.reference import rights, windows
from ..engine.reference.evaluator import Evaluator, Scope
from ..engine.reference.sets import made_of_several
from ..engine.reference.world import Item
from ..rules import clauses as c
from ..rules import values as v
from ..rules.dims import Dims
from ..rules.text import Words
from ..statement import text
from ..statement.text import REASONS
from . import claimed, owed, promises
from .because import Cut, Explanation, Section, Sentence, Share, Step
from .deadlines import counting
from .far import flips
from .grounds import grounds
from .numbers import duration, instant
from .promises import Answer
from .values import Telling, step
from .words import Speech, deciding

_KINDS = {"measure": c.Measure, "guarantee": c.Guarantee, "window": c.Window, "claim": c.Claim, "remedy": c.Remedy,
          "total": c.Total, "right": c.Right, "obligation": c.Record}  # fmt: skip


@frozen
class Asked:
    """A line: as the engine made it, as the statement shows it, its name, and which it is of those that share the name."""

    line: Line
    shown: Mapping[str, Any]
    name: str
    nth: int = 0


def telling_of(ev: Evaluator) -> Telling:
    """What tells the lines of a subscription."""
    tree = ev.world.tree
    return Telling(ev, Words(tree, taken=ev.readings), Dims(tree))


def told(t: Telling, asked: Asked) -> Explanation:
    """Why a line is what it is."""
    ev = t.ev
    clause = _clause(ev.world.tree, asked.line)
    answer, sections, far = _answer(evolve(t, about=asked.line.period), clause, asked)
    readings = tuple(sorted({r for s in sections for one in s.steps for r in _readings(one)}))
    return Explanation(
        asked.name, asked.shown, answer, tuple(s for s in sections if s.steps or s.ledger or s.said), far,
        ev.world.zone, ev.world.currency, readings=readings,
    )  # fmt: skip


def _clause(tree: c.RuleTree, line: Line) -> c.Clause:
    kind = _KINDS[line.line]
    found: list[c.Clause] = [k for k in tree.clauses if isinstance(k, kind) and k.name == line.name]
    same_text = [k for k in found if isinstance(k, c.Record) and k.text == line.values.get("text")]
    return (same_text or found)[0]


def _answer(t: Telling, clause: c.Clause, asked: Asked) -> Answer:
    line = asked.line
    scope = Scope(line.period, line.service)
    match clause:
        case c.Measure() | c.Total():
            return _value(t, clause, asked, scope if isinstance(clause, c.Measure) else Scope())
        case c.Guarantee():
            item = None if clause.of is None else _nth(_items(t.ev, clause.of, line), line.item, asked.nth)
            own = scope if item is None else Scope(service=line.service, item=item)
            return promises.guarantee(t, clause, asked.shown, own)
        case c.Window():
            return _window(t, clause, asked)
        case c.Claim():
            item = None if clause.of is None else _nth(_items(t.ev, clause.of, line), line.item, asked.nth)
            own = scope if item is None else Scope(item=item)
            return tuple(claimed.answer(t, clause, own)), tuple(claimed.sections(t, clause, own)), ()
        case c.Remedy():
            if line.item is None:
                return owed.remedy(t, clause, asked.shown, scope)
            same = [i for i in _items(t.ev, clause.of, line) if i.id == line.item]
            return owed.part(t, clause, asked.shown, same, scope)
        case c.Right():
            return _right(t, clause, asked, scope)
        case c.Record():
            said = "words of it are lost" if clause.lost else "it is recorded, and no event decides it"
            return (Sentence(f"{said}: {clause.text}", clause.clause),), (), ()
    raise AssertionError(clause)


def _items(ev: Evaluator, of: Any, line: Line) -> list[Item]:
    service = line.service if made_of_several(ev, of) else None
    return ev.items(of, line.service) if line.service is not None and service is None else ev.items(of, service)


def _nth(found: Iterable[Item], name: str | None, n: int) -> Item:
    """The n-th item of an id; one set may hold several that bear it."""
    own = [i for i in found if i.id == name]
    return own[min(n, len(own) - 1)]


def _readings(one: Step) -> Iterator[tuple[str, str, bool]]:
    """The readings that a step hangs on."""
    if one.how == "reading":
        yield one.data["reading"], one.data["value"], one.data["adopted"]
    for p in one.parts:
        yield from _readings(p)


# ---------------------------------------------------------------- kinds of line
def _value(t: Telling, clause: c.Measure | c.Total, asked: Asked, scope: Scope) -> Answer:
    own = evolve(t, unit=clause.unit if clause.unit in TIME_UNITS else "")
    found = step(own, v.Ref(clause.name), scope)
    where = f" in {asked.line.period.name}" if isinstance(asked.line.period, Period) else " in all"
    if asked.shown.get("value") is None:
        said = Sentence(f"it has no value{where}" + (f": {found.note}" if found.note else ""), clause.clause)
    else:
        said = Sentence(f"it is {text.value(asked.shown)}{where}", clause.clause)
    why = grounds(found, Speech(t.ev.world.currency, t.ev.world.zone))
    return (said, *why), (Section("How it was reckoned", (found,)),), ()


def _window(t: Telling, clause: c.Window, asked: Asked) -> Answer:
    """Announced work: each condition, and what of its time is taken out of the downtime."""
    judged = [one for one in windows.judged(t.ev, clause) if one.item.id == asked.line.item]
    one = judged[min(asked.nth, len(judged) - 1)]
    scope = Scope(item=one.item)
    steps = []
    for limb in clause.limbs:
        match limb:
            case c.Condition(test, flag, hard):
                made = step(t, test, scope)
                steps.append(evolve(made, said=f"{'requires' if hard else 'expects'} {made.said}"
                                    + (f", or {flag.replace('_', ' ')}" if flag else "")))  # fmt: skip
            case c.FirstPart(_, when, _):
                steps.append(step(t, when, scope))
    whole = one.item.end - one.item.start
    kept = sum(b - a for a, b in one.excluded)
    flags = "; ".join(REASONS.get(f, f.replace("_", " ")) for f in one.flags)
    cuts = (Cut(flags or "it does not qualify", clause.clause, whole - kept),) if whole > kept else ()
    place = one.item.record.place if one.item.record else None
    at = f"{place.file}:{place.line}" if place and place.file else None
    share = Share(one.item.id, one.item.kind, one.item.start, one.item.end, one.item.open, whole, kept, 0, cuts, at)
    time = Step(f"the part of it that {clause.name} takes out", "time", Fraction(kept), TIME, shares=(share,))
    if not one.excluded:
        verdict = "it is not taken out of the downtime, and counts as any other time" + (f": {flags}" if flags else "")
    elif whole > kept:
        verdict = (
            f"{duration(kept)} of its {duration(whole)} are taken out of the downtime, the other {duration(whole - kept)} not"
        )
        verdict += f": {flags}" if flags else ""
    else:
        verdict = f"all of its {duration(whole)} are taken out of the downtime" + (f", in spite of: {flags}" if flags else "")
    said = [Sentence(verdict, clause.clause)]
    said += [Sentence("such work is never excluded", clause.clause)] if clause.never else []
    speech = Speech(t.ev.world.currency, t.ev.world.zone)
    failed = [one for made in steps if made.value is not True for one in deciding(made)]
    said += dict.fromkeys(Sentence(speech.condition(one), one.clause) for one in failed)
    return tuple(said), (Section("Its conditions", tuple(steps)), Section("Its time", (time,))), ()


def _right(t: Telling, clause: c.Right, asked: Asked, scope: Scope) -> Answer:
    assert isinstance(asked.line.period, Period)
    found = rights.standing(t.ev, clause, asked.line.period, scope.service)
    zone = t.ev.world.zone
    when = step(t, clause.when, scope)
    said = {
        "none": "it did not arise: its condition does not hold",
        "arisen": "it arose, and can be exercised",
        "exercised": "it arose, and was exercised" + (f" at {instant(found.at, zone)}" if found.at is not None else ""),
        "lapsed": "it arose, and nobody exercised it in time",
        "pending": "its period is not over, or claims that decide it can still come",
    }[found.verdict]
    sections = [Section("When it arises", (when,))]
    if found.deadline is not None and found.start is not None and clause.within is not None:
        sections.append(counting(t, clause.within, found.start, found.deadline, scope))
        said += f"; the last instant for it is {instant(found.deadline, zone)}"
    speech = Speech(t.ev.world.currency, zone)
    why = [x for one in deciding(when) for x in (Sentence(speech.condition(one), one.clause), *grounds(one, speech))]
    far: tuple[Sentence, ...] = ()
    if found.verdict in ("none", "pending"):
        far = flips(t, when, "it would not arise" if when.value is True else "it would arise")
    return (Sentence(said, clause.clause), *dict.fromkeys(why)), tuple(sections), far
