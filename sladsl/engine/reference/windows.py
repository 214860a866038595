"""In: a window clause and the maintenance that is known. Out: what of each qualifies, and the conditions it missed."""

from __future__ import annotations

from attrs import evolve, frozen

from ...base import timeset as ts
from ...base.instants import local_date
from ...rules import clauses as c
from .evaluator import Evaluator, Scope, fraction
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


def _judge_all(ev: Evaluator, window: c.Window) -> list[Judged]:
    covered = [i for i in ev.world.items(window.event, None) if window.covers is None or ev.holds(window.covers, Scope(item=i))]
    first: dict[tuple[int, int], Item] = {}
    for i in sorted(covered, key=lambda i: (i.start, i.id)):
        first.setdefault(_week(ev, i), i)
    return [_judge(ev, window, i, first[_week(ev, i)] is i) for i in covered]


def _week(ev: Evaluator, item: Item) -> tuple[int, int]:
    year, week, _ = local_date(item.start, ev.world.zone).isocalendar()
    return year, week


def _judge(ev: Evaluator, window: c.Window, item: Item, first_of_week: bool) -> Judged:
    scope = Scope(item=item)
    left = ts.union([(item.start, item.end)])
    flags: list[str | None] = []
    qualifies = not window.never
    for limb in window.limbs:
        match limb:
            case c.Condition(test, flag, hard):
                if not ev.holds(test, scope):
                    flags.append(flag)
                    qualifies = qualifies and not hard
            case c.Outside(of, flag):
                kept = ts.minus(left, ev.times(of, None).spans)
                if kept != left:
                    flags.append(flag)
                left = kept
            case c.Weekly(flag):
                if not first_of_week:
                    flags.append(flag)
                    qualifies = False
            case c.FirstPart(length, when, flag):
                if ev.holds(when, scope):
                    end = item.start + int(fraction(ev.value(length, scope)))
                    if end < item.end:
                        flags.append(flag)
                    left = ts.intersect(left, [(item.start, end)])
    return Judged(item, left if qualifies else [], tuple(dict.fromkeys(f for f in flags if f)))
