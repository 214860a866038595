"""In: a value of a contract. Out: what its number measures, as it follows from its parts; nothing of an instant or a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from ..base.quantity import COUNT, MONEY, RATIO, TIME, Dim
from . import clauses as c
from . import values as v
from .choice import ByReading

# The numbers among the fields of events that every contract knows, and what the kinds of its own are.
_FIELDS = {"units": COUNT, "severity": COUNT, "share": COUNT, "amount": MONEY, "paid": MONEY}
_KINDS = {"money": MONEY, "number": COUNT, "whole": COUNT}


@frozen
class Dims:
    """What the numbers of one contract measure."""

    tree: c.RuleTree
    named: Mapping[str, Dim | None] = field(init=False)
    owed: Mapping[str, Dim] = field(init=False)

    @named.default
    def _named(self) -> Mapping[str, Dim | None]:
        return {x.name: x.dim for x in self.tree.clauses if isinstance(x, c.Term | c.Measure | c.Total | c.Parameter)}

    @owed.default
    def _owed(self) -> Mapping[str, Dim]:
        return {x.name: x.dim for x in self.tree.of(c.Remedy)}

    def of(self, node: object) -> Dim | None:
        """The dimension of a value; none where it is no number."""
        match node:
            case v.Const(_, dim):
                return dim
            case v.Ref(name):
                return self.named.get(name)
            case v.AwardedOf(name):
                return self.owed.get(name)
            case v.ItField(name):
                kinds = {fields[name] for fields in self.tree.events.values() if name in fields}
                return _KINDS.get(kinds.pop()) if len(kinds) == 1 else _FIELDS.get(name)
            case v.FactField(event, name) | v.LinkField(event, name):
                own = self.tree.events.get(event, {})
                return _KINDS.get(own[name]) if name in own else _FIELDS.get(name)
            case v.PeriodLength() | v.TimeOf() | v.Gap() | v.Length():
                return TIME
            case v.PeriodDays() | v.Count() | v.ForEach("number"):
                return COUNT
            case v.ForEach("share"):
                return RATIO
            case v.Arith(op, a, b):
                return self._arith(op, self.of(a), self.of(b))
            case v.Round(x) | v.ForEach(_, _, x):
                return self.of(x)
            case v.Cases(base, exceptions):
                return self._first((base, *(x.value for x in exceptions)))
            case v.Pick(_, options):
                return self._first(options)
            case ByReading(_, choices):
                return self._first(x for _, x in choices)
            case v.Tiers(_, rows, otherwise):
                return self._first((*(row.value for row in rows), otherwise))
        return None

    def _arith(self, op: str, a: Dim | None, b: Dim | None) -> Dim | None:
        if op in "*/":
            return a.times(b, 1 if op == "*" else -1) if a and b else None
        # two instants differ by a length of time
        return TIME if op == "-" and a is None and b is None else a

    def _first(self, nodes: Iterable[object]) -> Dim | None:
        return next((dim for x in nodes if (dim := self.of(x)) is not None), None)
