"""In: a window clause and the maintenance that is known. Out: what of each qualifies, and the conditions it missed."""

from __future__ import annotations

from attrs import define, evolve, frozen

from ...base import timeset as ts
from ...rules import clauses as c
from .evaluator import Evaluator, Scope, fraction
from .sets import first_part
from .world import Item


@frozen
class Judged:
    """One event that a window covers: the part of it that is taken out, and its flags."""

    item: Item
    excluded: ts.TimeSet
    flags: tuple[str, ...]


def judged(ev: Evaluator, window: c.Window) -> list[Judged]:
    """Every event that the window covers."""
    found: list[Judged] = ev.once(("window", window.name), lambda: _judge_all(ev, window))
    return found


def uncovered(ev: Evaluator) -> list[Item]:
    """Maintenance that no window of the contract covers: it excludes nothing, perhaps for want of a fact."""
    windows = ev.world.tree.of(c.Window)
    covered = {id(one.item) for window in windows for one in judged(ev, window)}
    events = dict.fromkeys(window.event for window in windows)
    return [i for event in events for i in ev.world.items(event, None) if id(i) not in covered]


def cut_out(ev: Evaluator, window: c.Window, service: str | None) -> list[Item]:
    """What the window takes out, as items, for a service; a window that is going on takes out what has passed of it."""
    as_of = ev.world.as_of
    found = []
    for one in judged(ev, window):
        record = one.item.record
        if service is None or record is None or record.service in (None, service):
            for start, end in one.excluded:
                stop = end if as_of is None else min(end, as_of)
                if start < stop:
                    found.append(evolve(one.item, start=start, end=stop))
    return found


@define
class _Open:
    """An event on its way through the limbs: what is left of it, and what it missed."""

    item: Item
    left: ts.TimeSet
    qualifies: bool
    flags: list[str | None]

    def miss(self, flag: str | None, hard: bool = True) -> None:
        self.flags.append(flag)
        self.qualifies = self.qualifies and not hard


def _judge_all(ev: Evaluator, window: c.Window) -> list[Judged]:
    covered = [i for i in ev.world.items(window.event, None) if window.covers is None or ev.holds(window.covers, Scope(item=i))]
    found = [_Open(i, ts.union([(i.start, i.end)]), not window.never, []) for i in covered]
    for limb in window.limbs:
        match limb:
            case c.FirstOf(n, grid, flag):
                seen: dict[object, int] = {}
                for one in _in_order(found):
                    period = ev.anchors.at(grid, one.item.start)
                    seen[period] = seen.get(period, 0) + 1
                    if seen[period] > n:
                        one.miss(flag)
            case c.Allowance():
                _allow(ev, limb, found)
            case _:
                for one in found:
                    _judge(ev, limb, one)
    return [
        Judged(one.item, one.left if one.qualifies else [], tuple(dict.fromkeys(f for f in one.flags if f))) for one in found
    ]


def _in_order(found: list[_Open]) -> list[_Open]:
    return sorted(found, key=lambda one: (one.item.start, one.item.id))


def _allow(ev: Evaluator, limb: c.Allowance, found: list[_Open]) -> None:
    """Leave the first part of all that qualifies in each period; time that two share is used once."""
    room = fraction(ev.value(limb.length, Scope()))
    everything = ts.union(span for one in found if one.qualifies for span in one.left)
    allowed = first_part(ev, everything, room, limb.grid)
    for one in _in_order(found):
        kept = ts.intersect(one.left, allowed)
        if one.qualifies and kept != one.left:
            one.miss(limb.flag, hard=False)
            one.left = kept


def _judge(ev: Evaluator, limb: c.Condition | c.Outside | c.FirstPart, one: _Open) -> None:
    scope = Scope(item=one.item)
    match limb:
        case c.Condition(test, flag, hard):
            if not ev.holds(test, scope):
                one.miss(flag, hard)
        case c.Outside(of, flag):
            kept = ts.minus(one.left, ev.times(of, None).spans)
            if kept != one.left:
                one.miss(flag, hard=False)
            one.left = kept
        case c.FirstPart(length, when, flag):
            if ev.holds(when, scope):
                end = one.item.start + int(fraction(ev.value(length, scope)))
                if end < one.item.end:
                    one.miss(flag, hard=False)
                one.left = ts.intersect(one.left, [(one.item.start, end)])
