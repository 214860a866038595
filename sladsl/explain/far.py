"""In: a step and what is to become of it. Out: how far that is, in sentences: `4 min 12 s more of Downtime`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from ..base.instants import DAY
from ..base.periods import Period, Slice
from .again import Distance, Unknown, again, distances, row_for
from .because import Raw, Sentence, Step
from .numbers import duration, shown
from .values import Telling

_MILLISECOND = 1000  # in microseconds
_COUNTS = 1000  # so many more of something is as far as it is looked for


def flips(t: Telling, step: Step, then: str) -> tuple[Sentence, ...]:
    """What one number would have had to be for a condition to come out otherwise."""
    found = distances(step, lambda x: x, _reach(t))
    return tuple(Sentence(f"{amount(t, d)}, and {then}") for d in found[:1])


def owed(t: Telling, when: Step, pays: Step, paid: Callable[[Fraction], Fraction]) -> tuple[Sentence, ...]:
    """What one number would have had to be for something to be owed; `paid` rounds an amount as it is paid."""
    for d in distances(when, lambda x: x, _reach(t))[:1]:
        try:
            nothing = not paid(Fraction(again(pays, d.change) or 0))
        except (Unknown, TypeError):  # its parts were not reckoned for such a case
            nothing = False
        then = "its condition would hold; its formula, as things are, comes to nothing" if nothing else "it would be owed"
        return (Sentence(f"{amount(t, d)}, and {then}"),)
    return ()


def pays(t: Telling, step: Step, what: str) -> tuple[Sentence, ...]:
    """What one number would have had to be for nothing to become something."""
    found = distances(step, lambda x: x is not None and x != 0, _reach(t))
    return tuple(Sentence(f"{amount(t, d)}, and {what} would be {_shown(t, d.then, step)}") for d in found[:1])


def rows(t: Telling, step: Step) -> tuple[Sentence, ...]:
    """How far the next rows of the tables in a formula are, on either side."""
    said: list[Sentence] = []
    for table in tables(step):
        x = table.parts[0]
        if x.value is None:
            continue
        here = _row(table)
        seen = set()
        for d in distances(x, lambda v, table=table: _name(table, v), _reach(t)):  # type: ignore[misc]
            if d.more in seen:
                continue
            seen.add(d.more)
            row = row_for(table.parts, d.then) if d.then is not None else None
            if row is None and table.value:
                said.append(Sentence(f"{amount(t, d)}, and no row of the table holds: nothing"))
            elif row is not None and again(row) != table.value:  # another row that gives the same is no other row
                worth = shown(again(row), row.dim, t.ev.world.currency, t.ev.world.zone, row.unit)
                said.append(Sentence(f"{amount(t, d)}, and the row is {row.said}: {worth} (now {here})"))
    return tuple(said)


def amount(t: Telling, d: Distance) -> str:
    """By how much of what; a limit that must be passed is told as the last amount that does not yet pass it."""
    word = "more" if d.more else "less"
    by = int(d.by)
    stretch = d.of.key[1] if isinstance(d.of.key, tuple) else None
    elsewhere = isinstance(stretch, Period | Slice) and t.about not in (None, stretch)
    name = f"{d.name} in {stretch.name}" if isinstance(stretch, Period | Slice) and elsewhere else d.name
    if d.of.how.endswith(" of each"):
        held = sum(p.value is True for p in d.of.parts)
        return f"{by} {word} than the {held} of {len(d.of.parts)} for which it holds ({d.name})"
    if d.of.how == "number":
        return f"{by} {word} of {name}"
    if by % _MILLISECOND == 1:  # the limit itself is not enough
        return f"anything above {duration(by - 1)} {word} of {name}" if by > 1 else f"any {word} of {name}"
    return f"{duration(by)} {word} of {name}"


def _reach(t: Telling) -> Callable[[Step], int]:
    """How far a measured number is looked for: time to the whole of its period, counts to a thousand more."""

    def reach(leaf: Step) -> int:
        if leaf.how.endswith(" of each"):
            return len(leaf.parts)
        if leaf.how == "number":
            return int(leaf.value) + _COUNTS
        period = leaf.key[1] if isinstance(leaf.key, tuple) else None
        if isinstance(period, Period | Slice):
            start, end = t.ev.bounds(period)
            return max(0, end - start)
        return int(leaf.value) + 366 * DAY

    return reach


def tables(step: Step) -> Iterator[Step]:
    """The tables in a formula; of what is gathered each has its own next row."""
    if step.how == "table":
        yield step
        return
    if step.how.endswith(" of each"):
        return
    for p in step.parts:
        yield from tables(p)


def _row(table: Step) -> str:
    row = row_for(table.parts, table.parts[0].value)
    return row.said if row is not None else "none"


def _name(table: Step, x: Raw) -> str | None:
    if x is None:
        raise Unknown
    row = row_for(table.parts, x)
    return row.said if row is not None else ""


def _shown(t: Telling, x: Raw, step: Step) -> str:
    return shown(x, step.dim, t.ev.world.currency, t.ev.world.zone, step.unit)
