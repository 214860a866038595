"""In: a step. Out: the sentences that say where its number comes from: formulas, the items that counted, what was left out.

These are for the answer itself, so they are few: the formulas on the way to what was measured, then each measured time or
number with its items. The steps of an explanation tell everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .again import row_for
from .because import Sentence, Share, Step
from .numbers import duration, instant, noun
from .words import ARITH, Speech

_NAMED = 4  # items that a sentence names
_FORMULAS = 6  # formulas in an answer; the steps have the others
_MEASURED = ("time", "number", "gap", "length")


def grounds(step: Step, speech: Speech, headed: bool = True) -> Iterator[Sentence]:
    """Where a number comes from; without `headed` its own formula is left out, as it stands in the answer already."""
    found = list(dict.fromkeys(_formulas(step, speech)))
    yield from found[0 if headed else 1 : _FORMULAS]
    for name, clause, one in _each_once(measured(step)):
        yield from _told(name, clause, one, speech)


def measured(step: Step) -> Iterator[tuple[str, str | None, Step]]:
    """What was measured or gathered for it, on the branches that were taken: the name, its clause, the step."""

    def look(one: Step, name: str, clause: str | None) -> Iterator[tuple[str, str | None, Step]]:
        if one.how == "term":
            name, clause = one.name or "", one.clause
        if one.how in _MEASURED or one.how.endswith(" of each"):
            yield name or noun(one.said), clause or one.clause, one
            return
        stands = one.how in ("term", "reading", "exceptions", "otherwise", "each")  # for what is below it
        for p in taken(one):
            yield from look(p, name if stands else "", clause if stands else None)

    yield from look(step, "", None)


def taken(step: Step) -> Iterable[Step]:
    """The parts that a value came from: of exceptions the one that holds, of a table its number and its row."""
    if step.how == "exceptions":
        held = [p.parts[1] for p in step.parts if p.how == "exception" and p.value is True]
        return held or [p for p in step.parts if p.how == "otherwise"]
    if step.how == "table":
        row = None if step.parts[0].value is None else row_for(step.parts, step.parts[0].value)
        return [step.parts[0]] if row is None else [step.parts[0], row]
    if step.how == "+" and step.value:  # what adds nothing explains nothing
        return [p for p in step.parts if p.value != 0]
    return step.parts


def missing(step: Step) -> list[str]:
    """What has no value, as far down as it can be told."""
    if step.value is not None and not isinstance(step.value, bool):
        return []
    below = list(dict.fromkeys(x for p in taken(step) for x in missing(p)))
    return below or ([noun(step.said) + (f" ({step.note})" if step.note else "")] if step.value is None else [])


def _formulas(step: Step, speech: Speech, name: str = "", clause: str | None = None) -> Iterator[Sentence]:
    """The formulas on the way to what was measured, and each exception that decided on the way."""
    if step.how == "term":
        name, clause = step.name or "", step.clause
    if step.how == "exceptions":
        for p in step.parts:
            if p.how == "exception" and p.value is True:
                yield Sentence(f"{name + ' is ' if name else ''}{p.said}, and that holds", p.clause or clause)
    if step.how in _MEASURED or step.how.endswith(" of each"):
        return
    if step.how == "table":
        yield from _row(step, speech, name, clause)
    if step.how in ARITH or step.how == "rounded":
        if not any(True for _ in measured(step)):
            return
        yield Sentence(f"{name + ' is ' if name else ''}{step.said} = {reckoned(step, speech)}", clause)
        yield from (f for p in _operands(step) for f in _formulas(p, speech))
        return
    for p in taken(step):
        yield from _formulas(p, speech, name, clause)


def reckoned(step: Step, speech: Speech) -> str:
    """The numbers of a formula and what they come to."""
    numbers, value = speech.numbers(step), speech.value(step)
    return numbers + (f" = {value}" if numbers != value else "")


def _operands(step: Step) -> Iterator[Step]:
    """What a formula is made of, its own brackets opened."""
    for p in taken(step):
        if p.how in ARITH or p.how == "rounded":
            yield from _operands(p)
        else:
            yield p


def _row(table: Step, speech: Speech, name: str, clause: str | None) -> Iterator[Sentence]:
    """In which row of a table its number lies."""
    x = table.parts[0]
    row = None if x.value is None else row_for(table.parts, x.value)
    head = f"{name}: " if name else ""
    if row is not None and row.how == "row":
        yield Sentence(f"{head}{speech.value(x)} lies in the row {row.said}: {_worth(row, speech)}", clause)
    elif row is not None:
        yield Sentence(f"{head}{speech.value(x)} lies in no other row: {_worth(row, speech)}", clause)
    elif x.value is not None:
        yield Sentence(f"{head}no row of the table has {speech.value(x)}", clause)


def _worth(row: Step, speech: Speech) -> str:
    """What a row gives, in its words and as a number."""
    worth = row.parts[0]
    return worth.said if worth.how == "fixed" else f"{worth.said} = {reckoned(worth, speech)}"


def _each_once(found: Iterable[tuple[str, str | None, Step]]) -> Iterator[tuple[str, str | None, Step]]:
    seen: set[int] = set()
    for name, clause, one in found:
        if id(one) not in seen:
            seen.add(id(one))
            yield name, clause, one


# ---------------------------------------------------------------- what was measured
def _told(name: str, clause: str | None, step: Step, speech: Speech) -> Iterator[Sentence]:
    if step.how.endswith(" of each"):
        yield Sentence(f"{name} is {_gathered(step, speech)}", clause)
    elif step.how in ("time", "number"):
        if step.how == "time":
            of = [(_item(s, speech), duration(s.counted) + ", still open" * s.open) for s in step.shares if s.counted]
        else:
            of = [(_item(s, speech), "") for s in step.shares if not s.out]
        if of or step.shares:
            yield Sentence(f"{name} is {speech.value(step)}" + (f": {_listed(of)}" if of else ""), clause)
        yield from _left_out(name, step, speech)


def _left_out(name: str, step: Step, speech: Speech) -> Iterator[Sentence]:
    """What did not count, each reason once, with its clause."""
    time = step.how == "time"
    reasons: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
    for s in step.shares:
        if s.shared:
            reasons.setdefault(("counted already with an item before it", None), []).append(
                (_item(s, speech), duration(s.shared))
            )
        for c in s.cuts:
            if c.micros or not time:
                size = duration(c.micros) if time else ""
                reasons.setdefault((c.by, c.clause), []).append((_item(s, speech), size))
    for (by, clause), items in reasons.items():
        many = not time and len(items) > _NAMED  # most things are not what is counted
        yield Sentence(f"not in {name}, {by}: {f'{len(items)} more' if many else _listed(items)}", clause)


def _item(s: Share, speech: Speech) -> str:
    return speech.item(s) or f"from {instant(s.start, speech.zone)}"


def _listed(items: list[tuple[str, str]]) -> str:
    named = ", ".join(f"{item} ({size})" if size else item for item, size in items[:_NAMED])
    return named + (f" and {len(items) - _NAMED} more" if len(items) > _NAMED else "")


def _gathered(step: Step, speech: Speech) -> str:
    """A sum, a share, a mean with the things it is of; of a share and a number those that made a difference."""
    kind, parts, value = step.how.removesuffix(" of each"), step.parts, speech.value(step)
    if not parts:
        return f"{value}: there is none of which it could be taken" if step.value is None else value
    if kind in ("share", "number"):
        held = [p.said for p in parts if p.value is True]
        missed = [p.said for p in parts if p.value is not True]
        said = f"{value}: it holds for {len(held)} of {len(parts)}"
        if kind == "share" and missed:
            return f"{said}, not for {_listed([(x, '') for x in missed])}"
        return f"{said}: {_listed([(x, '') for x in held])}" if held else said
    if kind in ("largest", "smallest", "earliest", "latest"):
        first = next((p.said for p in parts if p.value == step.value and p.value is not None), None)
        return f"{value}, the {kind} of {len(parts)}" + (f": that of {first}" if first else "")
    of = [(p.said, speech.value(p)) for p in parts if p.value is not None and (p.value != 0 or kind != "total")]
    return f"{value}, the {kind} of {len(parts)}" + (f": {_listed(of)}" if of else ", each of which gives nothing")
