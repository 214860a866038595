"""In: the clauses' nodes. Out: `Names`, what a contract defines under which name, resolved on demand and only once.

Terms, measures, windows, lists of causes and totals share one space of names; guarantees, claims and remedies may bear the
name of what they are about.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from attrs import define, field, frozen

from ..base.calendars import DayCalendar
from ..base.diagnostics import Diagnostic, Place, Sink
from ..base.grids import Grid
from ..events.vocabulary import VOCABULARY, EventType
from ..rules.clauses import Cite
from ..rules.sets import SetNode
from ..rules.values import ValueNode
from ..syntax.nodes import Node
from .types import UNKNOWN, Type

_MAX_SEARCHES = 50  # nearest names looked for in a contract; each search reads every name
_MAX_LISTED = 20  # names, before a list of them helps nobody
_MAX_CHAIN = 40  # definitions that each need the next
KINDS = {"define": "value", "given": "value", "measure": "value", "window": "value", "causes": "value", "total": "value"}


@frozen
class Meaning:
    """What a name stands for: its type, and its rule (a value, a set or a calendar)."""

    type: Type
    rule: ValueNode | SetNode | DayCalendar | None
    item: str | None = None  # the type of the item a term is said of
    per_service: bool = False
    grid: Grid | None = None  # the period it needs: a certain one, or `ANY`


@define
class Names:
    """Everything that can be referred to, and what was used."""

    sink: Sink
    resolve: Callable[[Names, Node], Meaning]
    events: dict[str, EventType] = field(factory=lambda: dict(VOCABULARY))
    readings: dict[str, tuple[str, ...]] = field(factory=dict)
    units: set[str] = field(factory=set)
    nodes: dict[tuple[str, str], Node] = field(factory=dict)
    used: set[tuple[str, str]] = field(factory=set)
    broken: set[str] = field(factory=set)  # what clauses that cannot be read were about to define
    in_force: bool = False  # whether the header says from when on
    currency: str | None = None  # of the contract, or else of the first amount in it
    _chain_said: bool = False
    _said: set[tuple[str, str]] = field(factory=set)
    _meanings: dict[str, Meaning] = field(factory=dict)
    _open: list[str] = field(factory=list)

    def declare(self, node: Node) -> None:
        """Take a clause's name into its space; twice is an error with both places."""
        if node.kind == "broken":
            self.broken |= {name_of(term) for term in node.parts}
            return
        space = KINDS.get(node.kind, node.kind)
        term = node.first("term")
        if term is None:
            return
        key = (space, name_of(term))
        if key in self.nodes:
            earlier = self.nodes[key].first("term")
            assert earlier is not None
            self.sink.add(
                Diagnostic(
                    "SLA102",
                    f"`{key[1]}` is defined twice",
                    term.place,
                    "give one of them another name",
                    related=(("it was first defined here", earlier.place),),
                )
            )
            return
        self.nodes[key] = node

    def meaning(self, name: str, place: Place) -> Meaning:
        """What a term means; an unknown or circular one is said once and means nothing further."""
        self.used.add(("value", name))
        if name in self._meanings:
            return self._meanings[name]
        node = self.nodes.get(("value", name))
        if node is None:
            known = [n for s, n in self.nodes if s == "value"]
            fee = name.endswith(("Fee", "Fees")) and not self.is_near(name, known)
            help = f"write `amount of fee` for what the month costs, or define `{name}`" if fee else self._renamed(name)
            self.unknown("SLA101", f"`{name}` is not defined", place, name, known, help)
            self._meanings[name] = Meaning(UNKNOWN, None)
            return self._meanings[name]
        if name in self._open:
            circle = " -> ".join(f"`{n}`" for n in [*self._open[self._open.index(name) :], name])
            self.sink.error(
                "SLA103",
                f"`{name}` is defined by itself: {circle}",
                place,
                "say one of them without the others: by events, times or numbers",
            )
            return Meaning(UNKNOWN, None)
        if len(self._open) == _MAX_CHAIN:
            message = f"`{name}` stands at the end of a chain of more than {_MAX_CHAIN} definitions"
            if not self._chain_said:
                self.sink.error("SLA003", message, place, "say some of them in one clause")
            self._chain_said = True
            return Meaning(UNKNOWN, None)
        self._open.append(name)
        found = self.resolve(self, node)
        self._open.pop()
        self._meanings[name] = found
        return found

    def _renamed(self, name: str) -> str | None:
        """Help with a definition that shares a word with it and that nothing uses: perhaps only it was renamed."""
        if len(self._said) > _MAX_SEARCHES or difflib.get_close_matches(name[:80], [n for _, n in self.nodes], 1, 0.85):
            return None  # it is misspelt, rather
        words = set(name.split())
        alike = [
            n for (_, n), node in self.nodes.items() if node.kind == "define" and n not in words and words & set(n.split())
        ]
        if not alike:
            return None
        said = Counter(name_of(n) for node in self.nodes.values() for n in node.walk() if n.kind == "term")
        unused = [n for n in alike if said[n] == 1]
        return f"did you mean `{unused[0]}`, which nothing uses?" if len(unused) == 1 else None

    def known(self, name: str) -> Meaning | None:
        """The meaning of a term that was asked for before."""
        return self._meanings.get(name)

    def own(self, name: str, place: Place) -> Meaning:
        """What the clause itself means that defines a name; this is no use of it."""
        was_used = ("value", name) in self.used
        found = self.meaning(name, place)
        if not was_used:
            self.used.discard(("value", name))
        return found

    def clause(self, space: str, name: str, place: Place) -> Node | None:
        """The guarantee, claim or remedy of a name."""
        self.used.add((space, name))
        node = self.nodes.get((space, name))
        if node is None:
            self.unknown("SLA101", f"there is no {space} `{name}`", place, name, (n for s, n in self.nodes if s == space))
        return node

    def unknown(self, code: str, message: str, place: Place, name: str, known: Iterable[str], help: str | None = None) -> None:
        """A name that nothing bears, with the nearest one that something does; said once, and not of a broken clause."""
        if {name, name.removesuffix("s")} & self.broken or (code, message) in self._said:
            return
        self._said.add((code, message))
        names = sorted(set(known))
        self.sink.add(with_fix(Diagnostic(code, message, place, help or self.nearest(name, names)), name, names))

    def is_near(self, name: str, known: Iterable[str]) -> bool:
        """Whether a name is perhaps one of several, misspelt."""
        return bool(difflib.get_close_matches(name[:80], list(known), 1, 0.7))

    def capitalised(self, name: str) -> str | None:
        """Help for a name in small letters that is a term with capitals."""
        term = " ".join(w.capitalize() for w in name.replace("_", " ").split())
        known = term != name and any(
            (space, term) in self.nodes for space in ("value", "guarantee", "claim", "remedy", "right")
        )
        return f"defined terms are written with capitals: `{term}`" if known else None

    def nearest(self, name: str, known: Iterable[str]) -> str | None:
        """Help with the name that was perhaps meant."""
        if len(self._said) > _MAX_SEARCHES or len(name) > 80:
            return None
        names = sorted(set(known))
        if capital := self.capitalised(name):
            return capital
        near = difflib.get_close_matches(name, names, 1, 0.7)
        if near:
            return f"did you mean `{near[0]}`?"
        listed = ("there is " if len(names) == 1 else "there are ") + ", ".join(f"`{n}`" for n in names)
        return listed if 0 < len(names) <= _MAX_LISTED else None

    @property
    def declared_events(self) -> Mapping[str, EventType]:
        """The contract's own event types."""
        return {n: e for n, e in self.events.items() if n not in VOCABULARY}


def with_fix(said: Diagnostic, name: str, known: Iterable[str]) -> Diagnostic:
    """A finding about a name, with the fix where it is certain that a known one is meant, and which."""
    meant = {n for n in known if n != name and _alike(n) == _alike(name)}
    whole = said.place is not None and said.place.length == len(name)
    return said.instead(meant.pop()) if whole and len(meant) == 1 else said


def _alike(name: str) -> str:
    """The same for names that differ only in capitals, or in that one is of one thing and the other of several."""
    return re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", name.lower()))


def name_of(term: Node) -> str:
    """The name a term's words stand for, whatever line breaks lie between them."""
    return " ".join(text_of(term.parts[0]).split())


def text_of(node: Node) -> str:
    """The text of a word; without the marks where it is quoted, white space made single."""
    return " ".join(node.text[1:-1].split()) if node.kind == "STRING" else node.text


def cites_of(node: Node) -> tuple[Cite, ...]:
    """The citations that stand directly in a construct."""
    return tuple(Cite(text_of(c.parts[0]), tuple(text_of(w) for w in c.parts[1:])) for c in node.all("cite"))
