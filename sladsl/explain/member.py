"""In: a set and one of its items. Out: why the item is in it: the conditions that it meets, with what was found."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from ..engine.reference.evaluator import Scope
from ..engine.reference.sets import body_of
from ..engine.reference.world import Item
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.choice import ByReading
from .because import Sentence
from .sets import clause_of_set
from .values import Telling, step
from .words import Speech, deciding


def belongs(t: Telling, node: s.SetNode, item: Item, service: str | None) -> Iterator[Sentence]:
    """Each condition that brought an item into a set; of sets that are joined only those that hold the item."""
    match node:
        case s.SetRef(name):
            body = body_of(t.ev, name)
            if isinstance(body, c.Window):
                yield Sentence(f"it is {name}", body.clause)
                return
            clause = clause_of_set(t.ev, node)
            yield from (evolve(x, clause=x.clause or clause) for x in belongs(t, body, item, service))
        case ByReading():
            yield from belongs(t, t.ev.chosen(node), item, service)
        case s.Union(of):
            for part in of:
                if any((i.kind, i.id, i.start) == (item.kind, item.id, item.start) for i in t.ev.items(part, service)):
                    yield from belongs(t, part, item, service)
        case s.Where(of, condition, keep):
            yield from belongs(t, of, item, service)
            asked = condition if keep else v.Not(condition)
            speech = Speech(t.ev.world.currency, t.ev.world.zone)
            for one in deciding(step(t, asked, Scope(None, service, item))):
                yield Sentence(speech.condition(one), one.clause)
        case s.Minus(of) | s.Intersect(of) | s.Quota(of) | s.StartingAt(of) | s.Dated(of) | s.Once(of) | s.ClaimedBy(of):
            yield from belongs(t, of, item, service)
