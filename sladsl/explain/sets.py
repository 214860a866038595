"""In: a set and a stretch of time. Out: every item that was looked at: how long it counted, and what cut the rest, by clause.

The time that counted is given to the items in the order in which they begin: what two share counts for the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from ..base import timeset as ts
from ..base.instants import format_instant
from ..engine.reference import measuring, windows
from ..engine.reference.evaluator import Evaluator, Scope, fraction
from ..engine.reference.sets import body_of, first_part, starting
from ..engine.reference.world import FAR, Item
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.choice import ByReading
from ..rules.reach import It, Naming, Reach, The
from ..rules.text import Words
from .because import Cut, Share


@frozen
class Piece:
    """An item on its way through the limbs of a set: what is left of it, and what took the rest, limb by limb."""

    item: Item
    whole: ts.TimeSet
    kept: ts.TimeSet
    cuts: tuple[tuple[str, str | None, ts.TimeSet], ...] = ()
    out: bool = False  # it is no item of the set any more


def pieces(ev: Evaluator, node: s.SetNode, service: str | None, words: Words) -> list[Piece]:
    """Everything that the set was made from."""
    match node:
        case s.Facts(event):
            return [_piece(i) for i in ev.world.items(event, service)]
        case s.SetRef(name):
            body = body_of(ev, name)
            if isinstance(body, c.Window):
                return _window(ev, body, service)
            return [_cited(p, _clause_of(ev, name)) for p in pieces(ev, body, service, words)]
        case ByReading():
            return pieces(ev, ev.chosen(node), service, words)
        case s.Union(of):
            return _either([p for x in of for p in pieces(ev, x, service, words)])
        case s.Where(of, condition, keep):
            found = pieces(ev, of, service, words)
            return [
                p if p.out or ev.holds(condition, Scope(None, service, p.item)) == keep
                else _gone(p, *_why(ev, condition, keep, p.item, service, words))
                for p in found
            ]  # fmt: skip
        case s.Minus(a, b):
            found = pieces(ev, a, service, words)
            for by, clause, spans in _named(ev, b, service, words):
                found = [_less(p, by, clause, ts.intersect(p.kept, spans)) for p in found]
            return found
        case s.Intersect(a, b):
            inside = ev.times(b, service).spans
            by = f"outside {words.say(b)}"
            found = pieces(ev, a, service, words)
            return [_less(p, by, clause_of_set(ev, b), ts.minus(p.kept, inside)) for p in found]
        case s.Quota(of, length, grid, beyond):
            spans = ev.times(of, service).spans
            first = first_part(ev, spans, fraction(ev.value(length, Scope())), grid)
            kept = ts.minus(spans, first) if beyond else first
            by = f"{'' if beyond else 'beyond '}the first {words.say(length)} each {grid.word}"
            return [_less(p, by, None, ts.minus(p.kept, kept)) for p in pieces(ev, of, service, words)]
        case s.StartingAt(of, event, condition):
            return [_started(ev, p, event, condition, service, words) for p in pieces(ev, of, service, words)]
        case s.Dated(of, at):
            return [_dated(ev, p, at, service) for p in pieces(ev, of, service, words)]
        case s.Once(of):
            return _once(pieces(ev, of, service, words))
        case s.ClaimedBy(of, claim):
            clause = ev.claim(claim).clause
            found = pieces(ev, of, service, words)
            good = ev.suppose_claimed
            return [
                p
                if p.out or good or ev.how.is_claimed(ev, claim, p.item)
                else _gone(p, f"without a good claim, {claim}", clause)
                for p in found
            ]
        case s.Stretches() | s.Intervals():
            return [_piece(i) for i in ev.items(node, service)]
    return [_span(a, b, words.say(node), ev) for a, b in ev.times(node, service).spans]


def shares(ev: Evaluator, node: s.SetNode, within: Sequence[Reach], scope: Scope, words: Words) -> tuple[Share, ...]:
    """What each item gives to the time of a set within a stretch; the counted parts sum to that time."""
    start, end = _bounds(ev, within, scope)
    taken: ts.TimeSet = []
    found = []
    for p in sorted(pieces(ev, node, scope.service, words), key=lambda p: (p.item.start, p.item.end, p.item.id)):
        inside = ts.clip(p.whole, start, end)
        if not inside:
            continue
        kept = ts.clip(p.kept, start, end)
        own = ts.minus(kept, ts.clip(taken, kept[0][0], kept[-1][1])) if kept else []
        cuts = tuple(Cut(by, clause, ts.total(cut)) for by, clause, spans in p.cuts if (cut := ts.clip(spans, start, end)))
        found.append(_share(p, ts.total(inside), ts.total(own), ts.total(kept) - ts.total(own), cuts))
        if own and taken and own[0][0] <= taken[-1][1]:
            taken = ts.union([*taken, *own])
        else:  # most begin behind all before them
            taken += own
    return tuple(found)


def listed(ev: Evaluator, node: s.SetNode, within: Sequence[Reach], scope: Scope, words: Words) -> tuple[Share, ...]:
    """The items of a set that are dated in a stretch, and those that a limb of it left out."""
    counted = measuring.items_within(ev, node, within, scope)
    known = {(i.id, i.start) for i in counted}
    found = [_share(_piece(i), i.end - i.start, i.end - i.start, 0, ()) for i in counted]
    if any(isinstance(x, Naming) for x in within):
        return tuple(found)
    start, end = _bounds(ev, within, scope)
    for p in pieces(ev, node, scope.service, words):
        if p.out and start <= p.item.at < end and (p.item.id, p.item.start) not in known:
            whole = ts.total(p.whole)
            cuts = tuple(Cut(by, clause, ts.total(spans)) for by, clause, spans in p.cuts)
            found.append(_share(p, whole, ts.total(p.kept), 0, cuts))
    return tuple(found)


def _bounds(ev: Evaluator, within: Sequence[Reach], scope: Scope) -> ts.Interval:
    start, end = measuring.stretch(ev, [x for x in within if not isinstance(x, Naming)] or [The()], scope)
    if all(isinstance(x, It) for x in within):
        return start, end
    a, b = ev.force()
    return max(start, a if a is not None else start), min(end, b if b is not None else end)


# ---------------------------------------------------------------- an item's way
def _piece(item: Item) -> Piece:
    whole = ts.union([(item.start, item.end)])
    return Piece(item, whole, whole)


def _span(start: int, end: int, said: str, ev: Evaluator) -> Piece:
    """A stretch of time that is made of no single event: a run of failed checks, hours."""
    name = format_instant(start, ev.world.zone)
    return _piece(Item("stretch", name, start, end, False, start, (name,)))


def _less(p: Piece, by: str, clause: str | None, spans: ts.TimeSet) -> Piece:
    return p if not spans else evolve(p, kept=ts.minus(p.kept, spans), cuts=(*p.cuts, (by, clause, spans)))


def _gone(p: Piece, by: str, clause: str | None) -> Piece:
    return evolve(_less(p, by, clause, p.kept) if p.kept else evolve(p, cuts=(*p.cuts, (by, clause, []))), out=True)


def _cited(p: Piece, clause: str | None) -> Piece:
    """The limbs that cut it stand in the clause of the term, where they have none of their own."""
    return evolve(p, cuts=tuple((by, own or clause, spans) for by, own, spans in p.cuts)) if p.cuts else p


def _started(ev: Evaluator, p: Piece, event: str, condition: v.ValueNode, service: str | None, words: Words) -> Piece:
    if p.out:
        return p
    begun = starting(ev, [p.item], event, condition, service)
    if not begun:
        return _gone(p, f"no {event} where {words.say(condition)} in it", None)
    item = begun[0]
    return evolve(_less(p, f"before its first {event}", None, ts.clip(p.kept, -FAR, item.start)), item=item)


def _dated(ev: Evaluator, p: Piece, at: v.ValueNode, service: str | None) -> Piece:
    when = None if p.out else ev.value(at, Scope(None, service, p.item))
    if isinstance(when, int):
        return evolve(p, item=evolve(p.item, at=when))
    return p if p.out else _gone(p, "it has no date yet", None)


def _once(found: Iterable[Piece]) -> list[Piece]:
    seen: set[str] = set()
    kept = []
    for p in found:
        again = not p.out and p.item.id in seen
        kept.append(_gone(p, "it counts once, and has counted already", None) if again else p)
        seen |= set() if p.out else {p.item.id}
    return kept


def _either(found: Sequence[Piece]) -> list[Piece]:
    """What is in one of several sets is in; what is in none is left out once."""
    inside = {(p.item.kind, p.item.id, p.item.start) for p in found if not p.out}
    kept = []
    for p in found:
        key = (p.item.kind, p.item.id, p.item.start)
        if not p.out or key not in inside:
            kept.append(p)
            inside.add(key)
    return kept


def _window(ev: Evaluator, window: c.Window, service: str | None) -> list[Piece]:
    """Announced work, and what of it does not qualify."""
    found = []
    for one in windows.judged(ev, window):
        record = one.item.record
        if service is not None and record is not None and record.service not in (None, service):
            continue
        p = _piece(one.item)
        kept = one.excluded if ev.world.as_of is None else ts.clip(one.excluded, -FAR, ev.world.as_of)
        flags = ", ".join(f.replace("_", " ") for f in one.flags) or "it does not qualify"
        found.append(_less(p, flags, window.clause, ts.minus(p.kept, kept)))
    return found


def _share(p: Piece, inside: int, counted: int, shared: int, cuts: tuple[Cut, ...]) -> Share:
    name = ", ".join(p.item.ids) if p.item.kind == "stretch" and p.item.record is None else p.item.id
    place = p.item.record.place if p.item.record is not None else None
    start = p.whole[0][0] if p.whole else p.item.start
    end = p.whole[-1][1] if p.whole else p.item.end
    at = f"{place.file}:{place.line}" if place is not None else None
    return Share(name, p.item.kind, start, end, p.item.open, inside, counted, shared, cuts, at, p.out)


# ---------------------------------------------------------------- names and clauses of what cuts
def _named(ev: Evaluator, node: s.SetNode, service: str | None, words: Words) -> list[tuple[str, str | None, ts.TimeSet]]:
    match node:
        case s.Union(of):
            return [x for part in of for x in _named(ev, part, service, words)]
        case s.SetRef(name):
            return [(f"during {name}", _clause_of(ev, name), ev.times(node, service).spans)]
        case ByReading():
            return _named(ev, ev.chosen(node), service, words)
    return [(f"during {words.say(node)}", None, ev.times(node, service).spans)]


def _clause_of(ev: Evaluator, name: str) -> str | None:
    for kind in (c.Window, c.Term, c.Measure):
        if (found := ev.clauses.get((kind, name))) is not None:
            return found.clause
    return None


def clause_of_set(ev: Evaluator, node: s.SetNode) -> str | None:
    """Where a set that has a name is defined."""
    return _clause_of(ev, node.name) if isinstance(node, s.SetRef) else None


def _cause_clause(ev: Evaluator, node: object) -> str | None:
    """Where the list of causes stands that a condition asks for."""
    match node:
        case v.OneOf(v.ItField("cause"), listed):
            causes = ev.world.tree.of(c.Causes)
            return next((x.clause for x in causes if tuple(code for code, _ in x.codes) == listed), None)
        case v.Ref(name):
            return _clause_of(ev, name)
        case ByReading():
            return _cause_clause(ev, ev.chosen(node))
    return None


def _why(
    ev: Evaluator, condition: v.ValueNode, keep: bool, item: Item, service: str | None, words: Words
) -> tuple[str, str | None]:
    """What took an item out: of several conditions those that failed, of a list of causes the item's own with its place."""
    node: object = condition
    while isinstance(node, ByReading):
        node = ev.chosen(node)
    if keep and isinstance(node, v.AllOf):
        failed = [x for x in node.conditions if not ev.holds(x, Scope(None, service, item))]
        return "; ".join(words.say(v.Not(x)) for x in failed), _cause_clause(ev, condition)
    cause = item.record.get("cause") if item.record is not None else None
    if isinstance(node, v.OneOf) and node.x == v.ItField("cause") and cause in node.words:
        for listed in ev.world.tree.of(c.Causes):
            if tuple(code for code, _ in listed.codes) == node.words:
                cites = dict(listed.codes).get(str(cause), ())
                return f"caused by {cause}, one of {listed.name}", cites[0].place if cites else listed.clause
    return words.say(v.Not(condition) if keep else condition), _cause_clause(ev, condition)
