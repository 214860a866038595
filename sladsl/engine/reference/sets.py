"""In: a set node and a service. Out: its items, or its times with the items they come from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from attrs import evolve

from ...base import timeset as ts
from ...base.grids import Grid
from ...base.instants import format_instant
from ...rules import clauses as c
from ...rules import sets as s
from ...rules.choice import ByReading
from ...rules.values import ValueNode
from .evaluator import Evaluator, Scope, Times, fraction
from .world import FAR, Item


def times(ev: Evaluator, node: s.SetNode, service: str | None) -> Times:
    """The times of a set."""
    match node:
        case s.SetRef(name):
            body = body_of(ev, name)
            if isinstance(body, c.Window):
                return _of_items(items(ev, node, service), ev)
            return ev.once(("times", name, service), lambda: times(ev, body, service))  # type: ignore[no-any-return]
        case s.NoTime():
            return Times([], ())
        case s.Hours(window):
            low, high = _reach(ev)
            return Times(window.between(low, high, ev.world.zone), ())
        case s.Runs():
            return ev.once(("runs", "", node, service), lambda: Times(_runs(ev, node, service), ()))  # type: ignore[no-any-return]
        case s.Union(of):
            found = [times(ev, x, service) for x in of]
            return Times(ts.union(i for f in found for i in f.spans), tuple(x for f in found for x in f.sources))
        case s.Minus(a, b):
            kept = times(ev, a, service)
            return Times(ts.minus(kept.spans, times(ev, b, service).spans), kept.sources)
        case s.Intersect(a, b):
            kept = times(ev, a, service)
            return Times(ts.intersect(kept.spans, times(ev, b, service).spans), kept.sources)
        case s.Quota(of, length, grid, beyond):
            kept = times(ev, of, service)
            first = first_part(ev, kept.spans, fraction(ev.value(length, Scope())), grid)
            return Times(ts.minus(kept.spans, first) if beyond else first, kept.sources)
        case ByReading():
            return times(ev, ev.chosen(node), service)
        case s.Facts() | s.Intervals() | s.Stretches() | s.Where() | s.StartingAt() | s.Dated() | s.Once() | s.ClaimedBy():
            return _of_items(items(ev, node, service), ev)
        case _ as never:
            assert_never(never)


def items(ev: Evaluator, node: s.SetNode, service: str | None) -> list[Item]:
    """The items of a set."""
    match node:
        case s.Facts(event):
            return ev.world.items(event, service)
        case s.SetRef(name):
            body = body_of(ev, name)
            if isinstance(body, c.Window):
                return ev.how.cut_out(ev, body, service)
            return ev.once(("items", name, service), lambda: items(ev, body, service))  # type: ignore[no-any-return]
        case s.Where(of, condition, keep):
            return [i for i in items(ev, of, service) if ev.holds(condition, Scope(None, service, i)) == keep]
        case s.StartingAt(of, event, condition):
            return starting(ev, items(ev, of, service), event, condition, service)
        case s.Dated(of, at):
            found = []
            for i in items(ev, of, service):
                when = ev.value(at, Scope(None, service, i))
                if isinstance(when, int):
                    found.append(evolve(i, at=when))
            return found
        case s.Once(of):
            first: dict[str, Item] = {}
            for i in items(ev, of, service):
                first.setdefault(i.id, i)
            return list(first.values())
        case s.ClaimedBy(of, claim):
            return [i for i in items(ev, of, service) if ev.suppose_claimed or ev.how.is_claimed(ev, claim, i)]
        case s.Union(of):
            return [i for x in of for i in items(ev, x, service)]
        case s.Stretches() if service is None:  # those of different services are different incidents, also for all together
            return [i for one in ev.world.services for i in _stretches(ev, node, one)]
        case s.Stretches():
            return _stretches(ev, node, service)
        case s.Intervals(grid, condition):
            return _intervals(ev, grid, condition, service)
        case ByReading():
            return items(ev, ev.chosen(node), service)
        case s.NoTime():
            return []
        case s.Hours() | s.Runs() | s.Quota() | s.Minus() | s.Intersect():
            raise AssertionError("plain times have no items")
        case _ as never:
            assert_never(never)


def made_of_several(ev: Evaluator, node: s.SetNode) -> bool:
    """Whether a set's items are no events themselves but made of them, so that each service has its own."""
    match node:
        case s.Stretches() | s.Intervals():
            return True
        case s.SetRef(name):
            body = body_of(ev, name)
            return not isinstance(body, c.Window) and made_of_several(ev, body)
        case s.Where(of) | s.Dated(of) | s.Once(of) | s.ClaimedBy(of) | s.StartingAt(of):
            return made_of_several(ev, of)
        case s.Union(of):
            return any(made_of_several(ev, x) for x in of)
        case ByReading():
            return made_of_several(ev, ev.chosen(node))
    return False


def body_of(ev: Evaluator, name: str) -> s.SetNode | c.Window:
    """What a name of a set stands for."""
    window = ev.clauses.get((c.Window, name))
    if isinstance(window, c.Window):
        return window
    term = ev.clauses[c.Term, name]
    assert isinstance(term, c.Term)
    return term.body  # type: ignore[return-value]


def _of_items(found: Iterable[Item], ev: Evaluator) -> Times:
    sources = tuple(found)
    return Times(ts.union((i.start, i.end) for i in sources), sources)


def _reach(ev: Evaluator) -> tuple[int, int]:
    """From the first to the last instant that hours can matter for: hours themselves never end."""

    def find() -> tuple[int, int]:
        shown = [p for periods in ev.shown.values() for p in periods]
        known = [i for event, kind in ev.world.vocabulary.items() if kind.begins for i in ev.world.items(event, None)]
        ends = [i.end for i in known if i.end < FAR] + [ev.whole(p)[1] for p in shown]
        starts = [i.start for i in known] + [ev.whole(p)[0] for p in shown]
        return min(starts, default=0), max(ends, default=0)

    found: tuple[int, int] = ev.once(("reach", ""), find)
    return found


def _runs(ev: Evaluator, node: s.Runs, service: str | None) -> ts.TimeSet:
    """Times from the first of at least n consecutive bad ones of a monitor to the last, or to the next good one."""
    monitors: dict[str, list[tuple[int, bool]]] = {}
    for i in ev.world.items(node.event, service):  # in order of time, at one instant the bad ones first
        assert i.record is not None
        good = not ev.holds(node.bad, Scope(None, service, i))
        monitors.setdefault(_text(i, "monitor"), []).append((i.at, good))
    found: list[ts.Interval] = []
    for checks in monitors.values():
        checks.sort()  # False before True
        run: list[int] = []
        for at, ok in [*checks, (FAR, True)]:
            if not ok:
                run.append(at)
                continue
            if len(run) >= node.n:
                last = at if node.until == "next success" and at < FAR else run[-1]
                found.append((run[0], last))
            run = []
    return ts.union(found)


def _text(item: Item, name: str) -> str:
    return str(item.record.fields.get(name) or "") if item.record else ""


def _intervals(ev: Evaluator, grid: Grid, condition: ValueNode, service: str | None) -> list[Item]:
    """The periods of a grid for which a condition holds, as items; what is not over yet is none."""
    low, high = _reach(ev)
    found = []
    for one in ev.ending_in(grid, low - 1, ev.anchors.at(grid, high).bounds(ev.world.zone)[1]):
        start, end = ev.whole(one)
        if (ev.world.as_of is None or end <= ev.world.as_of) and ev.holds(condition, Scope(one, service)):
            name = format_instant(start, ev.world.zone)
            found.append(Item("interval", name, start, end, False, start, (name,)))
    return found


def first_part(ev: Evaluator, spans: ts.TimeSet, length: Fraction, grid: Grid) -> ts.TimeSet:
    """The first part of a time set in each period of a grid."""
    found: ts.TimeSet = []
    left: dict[object, int] = {}
    for start, end in spans:
        while start < end:
            period = ev.anchors.at(grid, start)
            stop = min(end, ev.whole(period)[1])
            room = left.setdefault(period, int(length))
            taken = min(room, stop - start)
            if taken > 0:
                found.append((start, start + taken))
            left[period] = room - taken
            start = stop
    return ts.union(found)


def _stretches(ev: Evaluator, node: s.Stretches, service: str | None) -> list[Item]:
    """Maximal unions of items; touching ones, and those with a short enough gap, are one; each bears every id in it."""
    found = times(ev, node.of, service)
    gap = node.gap if node.inclusive else node.gap - 1
    pieces = list(found.spans)
    # an open outage that begins only now has no length yet, and is there all the same
    pieces += [(i.start, i.end) for i in found.sources if i.open and i.start == i.end]
    merged: list[list[int]] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1] + gap:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    sources = sorted(found.sources, key=lambda i: i.start)
    made, first = [], 0
    for start, end in merged:
        inside = []
        for n in range(first, len(sources)):
            i = sources[n]
            if i.start > end:
                break
            if min(i.end, end) > max(i.start, start) or (i.open and i.start == end):
                inside.append(i)
        while first < len(sources) and sources[first].end <= start and not sources[first].open:
            first += 1
        ids = tuple(sorted(i.id for i in inside)) or (str(start),)
        made.append(Item("stretch", ids[0], start, end, any(i.open for i in inside), start, ids))
    return made


def starting(ev: Evaluator, of: list[Item], event: str, condition: object, service: str | None) -> list[Item]:
    """Items cut to begin at their first event: one that names them, or an unnamed one while they last."""
    if not of:
        return []
    found: list[Item] = []
    named: dict[object, int | None] = {item.id: None for item in of}  # the earliest notice that names an item
    unnamed: list[int] = []
    for n in ev.world.items(event, service):
        name = n.record.get(of[0].kind) if n.record else None
        if (name is None or name in named) and ev.holds(condition, Scope(None, service, n)):  # type: ignore[arg-type]
            if name is None:
                unnamed.append(n.at)
            else:
                before = named[name]
                named[name] = n.at if before is None else min(n.at, before)
    unnamed.sort()
    for item in of:
        k = bisect_left(unnamed, item.start)
        falling = unnamed[k : k + 1]
        falling = [at for at in falling if at < item.end or (item.open and at == item.start)]
        first = min((at for at in (*falling, named[item.id]) if at is not None), default=None)
        if first is not None and first < item.end:
            found.append(evolve(item, start=max(item.start, first)))
    return found
