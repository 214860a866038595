"""In: a contract. Out: `Subject`, what a rule of lint asks of it: what a name means, who uses it, where its words stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from ..base.diagnostics import Diagnostic, Place, Sink
from ..compiler.names import name_of, text_of
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.text import Node as Rule
from ..rules.text import Words
from ..rules.walk import walk
from ..syntax.nodes import Node
from ..syntax.parser import parse
from ..syntax.text import Source, read_source

# Which clauses of the text become which rules; a definition becomes a term or days of a calendar.
_KINDS: Mapping[str, str] = {
    "Term": "define", "Days": "define", "Measure": "measure", "Total": "total", "Window": "window", "Causes": "causes",
    "Guarantee": "guarantee", "Claim": "claim", "Remedy": "remedy", "Right": "right", "Parameter": "given",
    "Reading": "reading", "Assumption": "assumption",
}  # fmt: skip
_LONGEST = 80  # characters of a rule that a finding quotes
# Clauses whose names share one space; a guarantee, a claim, a remedy may bear the name of what it is about.
VALUES = ("define", "given", "measure", "window", "causes", "total")


@frozen
class Subject:
    """A contract that is linted: its rules, its clauses as they were written, its text."""

    tree: c.RuleTree
    nodes: tuple[Node, ...]
    source: Source
    bodies: Mapping[str, object] = field(init=False, repr=False)
    sets: Mapping[str, object] = field(init=False, repr=False)
    uses: Mapping[str, int] = field(init=False, repr=False)
    speaks: Words = field(init=False, repr=False)
    _written: Mapping[tuple[str, str], Node] = field(init=False, repr=False)

    @bodies.default
    def _bodies(self) -> Mapping[str, object]:
        """The values of terms, measures and totals by their names."""
        found: dict[str, object] = {x.name: x.body for x in self.tree.of(c.Measure)}
        found |= {x.name: x.body for x in self.tree.of(c.Total)}
        return found | {x.name: x.body for x in self.tree.of(c.Term) if not x.is_set}

    @sets.default
    def _sets(self) -> Mapping[str, object]:
        """The sets that terms define, and the windows, by their names."""
        found: dict[str, object] = {x.name: x.body for x in self.tree.of(c.Term) if x.is_set}
        return found | {x.name: x for x in self.tree.of(c.Window)}

    @uses.default
    def _uses(self) -> Mapping[str, int]:
        """How often a term is named, other than by the clause that defines it in its own head."""
        return Counter(name for node in self.nodes for name in _named(node))

    @speaks.default
    def _speaks(self) -> Words:
        """How the contract says a rule."""
        return Words(self.tree)

    @_written.default
    def _by_name(self) -> Mapping[tuple[str, str], Node]:
        return {(node.kind, name): node for node in self.nodes if (name := head_of(node))}

    def written(self, clause: c.Clause) -> Node | None:
        """The clause as it was written."""
        return self._written.get((_KINDS.get(type(clause).__name__, ""), clause.name))

    def limb(self, clause: c.Clause, kind: str, nth: int = 0) -> Place | None:
        """Where the n-th limb of a kind stands in a clause; where the clause does, if that cannot be told."""
        node = self.written(clause)
        limbs = node.all(kind) if node is not None else ()
        return limbs[nth].place if nth < len(limbs) else clause.place

    def row(self, clause: c.Clause, nth: int) -> Place | None:
        """Where the n-th row stands of the only table in a clause; where the clause does, if it has several."""
        node = self.written(clause)
        tables = [x for x in node.walk() if x.kind in ("tiers", "matrix")] if node is not None else []
        rows = tables[0].all("tier") if len(tables) == 1 else ()
        return rows[nth].place if nth < len(rows) else clause.place

    def means(self, node: object) -> object:
        """What a name that only stands for something else stands for, as far as names lead."""
        for _ in self.bodies:
            if not isinstance(node, v.Ref) or node.name not in self.bodies:
                break
            node = self.bodies[node.name]
        return node

    def below(self, node: object) -> Iterator[object]:
        """A rule, every node in it, and those of every term, measure, set and window that it names, at any distance."""
        named: set[object] = set()
        todo = [node]
        while todo:
            for found in walk(todo.pop()):
                yield found
                if isinstance(found, v.Ref | s.SetRef) and found.name not in named:
                    named.add(found.name)
                    todo.append(self.bodies.get(found.name, self.sets.get(found.name)))

    def words(self, node: Rule) -> str:
        """A value, a set or a span in the words of the language, cut where it is long."""
        text = self.speaks.say(node)
        return text if len(text) <= _LONGEST else text[: _LONGEST - 4].rsplit(" ", 1)[0] + " ..."


def subject(data: bytes, file: str, tree: c.RuleTree) -> Subject:
    """What is linted: the text that the rules were compiled from is read once more, for the places of its words."""
    source = read_source(data, file, Sink())
    return Subject(tree, tuple(parse(source, Sink())), source)


def warning(code: str, message: str, place: Place | None, help: str, *related: tuple[str, Place | None]) -> Diagnostic:
    """A finding of lint; all of them are warnings."""
    return Diagnostic(code, message, place, help, "warning", tuple((said, p) for said, p in related if p is not None))


def head_of(node: Node) -> str:
    """The name that a clause of the text defines; nothing where it defines none."""
    if node.kind == "reading":
        return node.parts[0].text
    if node.kind == "assumption":
        return text_of(node.parts[0])
    term = node.first("term")
    return name_of(term) if term is not None else ""


def _named(clause: Node) -> Iterator[str]:
    """Every defined term that a clause names, but the one in its head; days and hours are named without a node of their own."""
    head = clause.first("term")
    inside = {id(part) for part in head.walk()} if head is not None else set()
    for node in clause.walk():
        if node.kind == "TERM" and id(node) not in inside:
            yield " ".join(node.text.split())
        elif node.kind == "term" and node is not head and node.parts[0].kind == "STRING":
            yield text_of(node.parts[0])
