"""In: a guarantee, and a period or an item. Out: why it was kept or not, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from ..base import timeset as ts
from ..base.quantity import TIME_UNITS
from ..engine.reference import guarantees
from ..engine.reference.evaluator import Conflict, Scope, Undefined
from ..rules import clauses as c
from ..statement import text
from .because import Section, Sentence, Step
from .deadlines import counting, margin
from .far import flips
from .grounds import grounds, missing
from .numbers import duration, instant, until
from .values import Telling, step
from .words import Speech, deciding

Answer = tuple[tuple[Sentence, ...], tuple[Section, ...], tuple[Sentence, ...]]
_WORDS = {
    "pending": "that cannot be said yet",
    "no_data": "a fact is missing, so that it cannot be said",
    "no_target": "nothing is promised for this case",
    "conflict": "two rules of equal rank decide differently",
}


def guarantee(t: Telling, clause: c.Guarantee, line: Mapping[str, Any], scope: Scope) -> Answer:
    """A promise: the row that applied, what it compares, how far the limit is; for an item the clock that ran."""
    verdict = str(line["verdict"])
    try:
        row = guarantees.row_of(t.ev, clause, scope)
    except (Conflict, Undefined) as e:
        return (Sentence(_WORDS["conflict"] + f": {e}", clause.clause),), tuple(_rows(t, clause, None, scope)), ()
    sections = list(_rows(t, clause, row, scope))
    if row is None:
        return (Sentence("no row fits: a fact is missing, or the contract has none", clause.clause),), tuple(sections), ()
    if row.kind == "within":
        return _clock(t, clause, row, verdict, scope, sections)
    if row.kind != "holds":
        said = "nothing is promised for this case" if row.kind == "no target" else "it has no limit that could be exceeded"
        return (Sentence(said, row.clause or clause.clause),), tuple(sections), ()
    promise = step(_in(t, clause.unit), row.promise, scope)  # type: ignore[arg-type]
    sections.append(Section("How it was reckoned", (promise,)))
    sections += _excuse(t, clause, verdict, scope)
    value, target = text.value(line) if line.get("value") is not None else "", text.target(line)
    found = f"it is {value}, and {target} is promised" if value and target else f"it is promised that {promise.said}"
    answer = Sentence(f"{text.VERDICTS.get(verdict, verdict)}: {found}", row.clause or clause.clause)
    speech = Speech(t.ev.world.currency, t.ev.world.zone)
    answers = [answer]
    if not (value and target):
        answers += [Sentence(speech.condition(one), one.clause) for one in deciding(promise)]
    answers += _unsaid(t, verdict, promise, scope)
    answers += _excuses(t, clause, verdict, scope)
    answers += grounds(promise, speech)
    far: tuple[Sentence, ...] = ()
    if verdict in ("met", "breached", "excluded", "pending"):
        far = flips(t, promise, "it would be " + ("breached" if promise.value is True else "met"))
    return tuple(answers), tuple(sections), far


def _in(t: Telling, unit: str | None) -> Telling:
    return evolve(t, unit=unit) if unit in TIME_UNITS else t


def _rows(t: Telling, clause: c.Guarantee, row: c.Row | None, scope: Scope) -> list[Section]:
    """Which row applied, where the guarantee has several."""
    if all(r.when is None for r in clause.rows):
        return []
    steps = []
    for r in clause.rows:
        if r.when is not None:
            when = step(t, r.when, scope)
            applied = "applies" if r is row else "does not apply" if when.value is not True else "gives way to another"
            steps.append(evolve(when, said=f"{row_words(t, r)} when {when.said}", note=applied))
    said = () if row is None or row.when is not None else (Sentence(f"none of these: {row_words(t, row)}"),)
    return [Section("Which row applies", tuple(steps), said=said)]


def row_words(t: Telling, row: c.Row) -> str:
    """What a row promises, in words."""
    if row.promise is None:
        return row.kind
    said = t.words.say(row.promise)
    return f"within {said}" if row.kind == "within" else said


def _unsaid(t: Telling, verdict: str, promise: Step, scope: Scope) -> list[Sentence]:
    """Why there is no verdict: which fact is missing, or until when it is open."""
    if verdict not in _WORDS:
        return []
    if verdict == "no_data":
        return [Sentence(f"{_WORDS[verdict]}: {', '.join(missing(promise))}")]
    as_of = t.ev.world.as_of
    if (
        verdict == "pending"
        and scope.period is not None
        and as_of is not None
        and (end := t.ev.bounds(scope.period)[1]) > as_of
    ):
        return [Sentence(f"{_WORDS[verdict]}: {scope.period.name} ends with {until(end, t.ev.world.zone)}")]
    still = f": {scope.item.id} is still open" if scope.item is not None and scope.item.open else ""
    return [Sentence(_WORDS[verdict] + still)]


def _excuses(t: Telling, clause: c.Guarantee, verdict: str, scope: Scope) -> Iterator[Sentence]:
    """What excuses a breach, with what was found."""
    if clause.excused is not None and verdict == "excluded":
        speech = Speech(t.ev.world.currency, t.ev.world.zone)
        for one in deciding(step(t, clause.excused, scope)):
            yield Sentence(f"it is excused: {speech.condition(one)}", one.clause or clause.clause)


def _excuse(t: Telling, clause: c.Guarantee, verdict: str, scope: Scope) -> list[Section]:
    if clause.excused is None or verdict not in ("breached", "excluded"):
        return []
    return [Section("Whether it is excused", (step(t, clause.excused, scope),))]


def _clock(t: Telling, clause: c.Guarantee, row: c.Row, verdict: str, scope: Scope, sections: list[Section]) -> Answer:
    """An item's clock: from when, how it ran, when it had run out, and when the act came."""
    assert scope.item is not None
    assert clause.start is not None
    zone = t.ev.world.zone
    kept = guarantees.of_item(t.ev, clause, scope.item)
    act = (clause.act or "done").replace("_", " ")
    start = step(t, clause.start, scope)
    sections.append(Section("When the clock began", (start,)))
    cited = row.clause or clause.clause
    if kept.start is None:
        return (Sentence(f"{_WORDS['no_data']}: the instant from which the clock runs", cited),), tuple(sections), ()
    if kept.due is None:
        return (Sentence("a pause has not ended, and the clock stands still", cited),), tuple(sections), ()
    pauses = guarantees.pauses_of(t.ev, clause, scope.item)
    sections.append(counting(t, row.promise, kept.start, kept.due, scope, pauses))  # type: ignore[arg-type]
    sections += _excuse(t, clause, verdict, scope)
    due = instant(kept.due, zone)
    if kept.act is not None:
        found = f"{act} at {instant(kept.act, zone)}, {margin(kept.act - kept.due, due, kept.inclusive)}"
    elif t.ev.world.as_of is not None and kept.due >= t.ev.world.as_of:
        found = f"not {act} yet; it is due at {due}"
    else:
        found = f"never {act}; it was due at {due}"
    answer = Sentence(f"{text.VERDICTS.get(verdict, verdict)}: {found}", cited)
    ran = _ran(t, row, start, kept.start, pauses, kept.due)
    return (answer, Sentence(ran, cited), *_excuses(t, clause, verdict, scope)), tuple(sections), ()


def _ran(t: Telling, row: c.Row, start: Step, began: int, pauses: ts.TimeSet, due: int) -> str:
    """What is promised and for which case, from when the clock ran, and how long it stood still."""
    said = f"it is promised {row_words(t, row)} from {start.said}, {instant(began, t.ev.world.zone)}"
    if row.when is not None:
        said += f", as {t.words.say(row.when)}"
    stood = ts.total(ts.clip(pauses, began, due))
    return said + (f"; the clock stood still for {duration(stood)}" if stood else "")
