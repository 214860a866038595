"""In: a rule tree. Out: `Uses`: which readings each clause hangs on, by itself or through what it names, at any distance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.choice import ByReading
from ..rules.reach import Recent, SoFar
from ..rules.walk import walk

Key = tuple[str, str]  # a space of names, and a name
_SPACES: Mapping[type[c.Clause], str] = {
    c.Guarantee: "guarantee", c.Claim: "claim", c.Remedy: "remedy", c.Right: "right",
}  # fmt: skip
_BESIDE = (c.Reading, c.Assumption, c.Record)  # said about the rules, no rules
_KINDS: Mapping[type[c.Clause], str] = {
    c.Term: "term", c.Days: "days", c.Measure: "measure", c.Window: "window", c.Guarantee: "guarantee", c.Claim: "claim",
    c.Remedy: "remedy", c.Right: "right", c.Total: "total", c.Causes: "causes", c.Parameter: "parameter",
}  # fmt: skip


def key(clause: c.Clause) -> Key:
    """The clause's space and name: values and sets share one space, a guarantee may bear the name of its measure."""
    return _SPACES.get(type(clause), "value"), clause.name


def key_of_line(line: str, name: str) -> Key:
    """The key of the clause that a statement's line is of."""
    return (line if line in _SPACES.values() else "value"), name


def called(clause: c.Clause) -> str:
    """A clause by its kind and name: `remedy Service Credit`."""
    return f"{_KINDS[type(clause)]} {clause.name}"


@frozen
class Uses:
    """What hangs on the readings of one contract."""

    tree: c.RuleTree
    rules: tuple[c.Clause, ...] = field(init=False)
    _hang: Mapping[Key, frozenset[str]] = field(init=False, repr=False)

    @rules.default
    def _rules(self) -> tuple[c.Clause, ...]:
        return tuple(x for x in self.tree.clauses if not isinstance(x, _BESIDE))

    @_hang.default
    def _hanging(self) -> Mapping[Key, frozenset[str]]:
        # what events leave out, and the time in force, are asked everywhere
        common = frozenset(_chosen((*self.tree.defaults.values(), self.tree.frame.force)))
        named = {key(x): frozenset(_named(x, self.tree.of(c.Remedy))) for x in self.rules}
        own = {key(x): frozenset(_chosen(x)) for x in self.rules}
        found: dict[Key, frozenset[str]] = {}
        for start in named:
            met, todo = {start}, [start]
            while todo:
                for one in named[todo.pop()] - met:
                    if one in named:
                        met.add(one)
                        todo.append(one)
            found[start] = common.union(*(own[one] for one in met))
        return found

    def of(self, one: Key) -> frozenset[str]:
        """The readings that a clause hangs on, at any distance."""
        return self._hang.get(one, frozenset())

    def direct(self, reading: str) -> tuple[c.Clause, ...]:
        """The clauses in which a reading itself decides, in the order of the text."""
        return tuple(x for x in self.rules if reading in _chosen(x))

    def through(self, reading: str) -> tuple[c.Clause, ...]:
        """The clauses that hang on a reading only through others, in the order of the text."""
        return tuple(x for x in self.rules if reading in self.of(key(x)) and reading not in _chosen(x))

    @property
    def together(self) -> tuple[tuple[str, ...], ...]:
        """The readings in groups: no line of a statement hangs on readings of two groups.

        A reading on which no line hangs is in none of them.
        """
        groups: list[set[str]] = []
        for clause in self.rules:
            if shown(clause) and (readings := set(self.of(key(clause)))):
                near = [g for g in groups if g & readings]
                groups = [g for g in groups if not g & readings] + [readings.union(*near)]
        order = [r.name for r in self.tree.readings]
        return tuple(sorted((tuple(sorted(g, key=order.index)) for g in groups), key=lambda g: order.index(g[0])))


def shown(clause: c.Clause) -> bool:
    """Whether a clause has lines of its own in a statement."""
    return isinstance(clause, c.Measure | c.Window | c.Guarantee | c.Claim | c.Remedy | c.Right | c.Total)


def _chosen(rule: object) -> set[str]:
    return {node.reading for node in walk(rule) if isinstance(node, ByReading)}


def _named(clause: c.Clause, remedies: tuple[c.Remedy, ...]) -> Iterator[Key]:
    """Every other clause whose result a clause needs; what stands in for a word of the text is looked up as what it names."""
    for node in walk(clause):
        match node:
            case v.Ref(name) | s.SetRef(name):
                yield "value", name
            case v.Judged(name) | v.DueOf(name):
                yield "guarantee", name
            case v.Exercised(name):
                yield "right", name
            case v.AwardedOf(name):
                yield "remedy", name
            case s.ClaimedBy(_, name) | v.Claimed(name):
                yield "claim", name
            case Recent(since=str() as name) | SoFar(since=str() as name):
                yield from (("remedy", name), ("right", name))
    match clause:
        case c.Remedy():
            if clause.claim is not None:
                yield "claim", clause.claim
            yield from (("remedy", name) for cap in clause.caps for name in cap.together)
            # whose cap names this one may take its room, and where both do, the text's order says who goes first
            yield from (("remedy", x.name) for x in remedies for cap in x.caps if clause.name in cap.together)
        case c.Guarantee():
            yield from (("value", name) for name in clause.showing)
        case c.Term(each=str() as name):
            yield "value", name
