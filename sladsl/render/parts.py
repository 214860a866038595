"""In: a node of the kernel. Out: what stands in a hole of a line: words of the language, or a choice, a list, a table.

What has parts that are read one by one keeps them, so that English can put each on a line of its own.
"""

from __future__ import annotations

from attrs import evolve, frozen

from ..base.calendars import Schedule
from ..rules import clauses as c
from ..rules import values as v
from ..rules.binding import EXPR, PLAIN, SUM, binding
from ..rules.choice import ByReading
from ..rules.text import Node, Words
from ..rules.walk import walk
from ..rules.written import place


@frozen
class Choice:
    """What a reading decides: each of its values with what it means."""

    reading: str
    branches: tuple[tuple[str, Part], ...]


@frozen
class Lifted:
    """Words in the middle of which stands what a reading decides."""

    before: str
    choice: Choice
    after: str


@frozen
class Several:
    """Conditions of which `all` hold, or `any`."""

    which: str
    conditions: tuple[Part, ...]


@frozen
class Table:
    """Rows over a number: for which numbers, and what each column then gives; the columns are told by `by`."""

    of: str
    by: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = str | Choice | Lifted | Several | Table


@frozen
class Spoken(Words):
    """How a contract speaks, without a mark at the adopted branch."""

    def branches(self, node: ByReading) -> list[tuple[str, Node]]:  # type: ignore[type-arg]
        """The values of a reading, each with its colon, and what it means."""
        return [(f"{value}:", x) for value, x in node.choices]

    def item_of(self, of: Node) -> str | None:
        """The type of the items of a set."""
        return self._event(of)

    def within(self, unit: str) -> Spoken:
        """The same, with lengths of time in a unit."""
        return evolve(self, unit=unit)


def part(w: Spoken, node: Node, least: int = EXPR) -> Part:
    """A node as it stands in a line that takes what holds together at least so closely."""
    if binding(node) < least:
        return w.say(node, least)
    match node:
        case ByReading(reading, choices):
            return Choice(reading, tuple((value, part(w, x)) for value, x in choices))
        case v.Tiers(x):
            return Table(w.say(x, SUM), None, (), tuple(w.rows(node)))
        case v.Cases(base, exceptions) if base is not None and is_table(w, node):
            return _matrix(w, base, exceptions)
        case v.AllOf(conditions) | v.AnyOf(conditions) if not _is_during(node):
            which = "all" if isinstance(node, v.AllOf) else "any"
            return Several(which, tuple(part(w, x) for x in conditions))
    return _lifted(w, node)


def _lifted(w: Spoken, node: Node) -> str | Lifted:
    """A node in words; what one reading decides in it, if it decides anything, is kept apart."""
    said = w.say(node)
    chosen = [x for x in walk(node) if isinstance(x, ByReading) and not isinstance(x.choices[0][1], Schedule)]
    outer = max(chosen, key=lambda x: len(w.say(x)), default=None)
    if outer is None or said.count(w.say(outer)) != 1:
        return said
    before, after = said.split(w.say(outer))
    choice = part(w, outer)
    assert isinstance(choice, Choice)
    return Lifted(before, choice, after)


def is_table(w: Spoken, node: v.Cases) -> bool:
    """Whether a value with exceptions is a table with a column for each."""
    return node.base is not None and len(w.parts(node)) == 1


def _is_during(node: v.AllOf | v.AnyOf) -> bool:
    """Whether it is the one condition that an instant lies in a period."""
    match node:
        case v.AllOf((v.Given(at), _, v.Compare(b=v.PeriodBound(grid)))):
            return node == v.during(at, grid)
    return False


def _matrix(w: Spoken, base: v.ValueNode, exceptions: tuple[v.Case, ...]) -> Table:
    """A table with a column for each word of a value."""
    columns: list[tuple[str, v.Tiers]] = []
    by: v.ValueNode = base
    for case in exceptions:
        assert isinstance(case.when, v.Compare)
        assert isinstance(case.when.b, v.Const)
        assert isinstance(case.value, v.Tiers)
        by = case.when.a
        columns.append((w.constant(case.when.b), case.value))
    if isinstance(base, v.Tiers):
        columns.append(("otherwise", base))
    cells = [w.rows(table) for _, table in columns]
    rows = tuple((row[0][0], *(gives for _, gives in row)) for row in zip(*cells, strict=True))
    return Table(w.say(columns[0][1].x, SUM), w.say(by, PLAIN), tuple(name for name, _ in columns), rows)


def in_language(x: Part, indent: int = 0) -> str:
    """A part in the words of the language; what has parts takes a line for each where an indent is given."""
    if isinstance(x, str):
        return x
    deeper, new = indent + 4 * (indent > 0), "\n" + " " * indent if indent else " "
    match x:
        case Lifted(before, choice, after):
            return before + in_language(choice, indent) + after
        case Choice(reading, branches):
            said = [f"{value}: {in_language(one, deeper)}" for value, one in branches]
            head, end = f"by reading {reading} (", ")"
        case Several(which, conditions):
            said = [in_language(one, deeper) for one in conditions]
            head, end = f"{which} of (", ")"
        case Table():
            return f"{_head(x)}:{new}" + new.join(f"| {' | '.join(row)} |" for row in _rows(x))
    return head + new[: len(new) * (indent > 0)] + f";{new}".join(said) + end


def _head(x: Table) -> str:
    return f"tiers of {x.of}" + (f" by {x.by}" if x.by is not None else "")


def _rows(x: Table) -> tuple[tuple[str, ...], ...]:
    return (("", *x.columns), *x.rows) if x.by is not None else x.rows


def cited(cites: tuple[c.Cite, ...]) -> str:
    """Where a line comes from, a bracket a citation: ` [4.4, "each full hour"]`.

    >>> cited((c.Cite("4.4", ("each full hour",)), c.Cite("Remedies")))
    ' [4.4, "each full hour"] ["Remedies"]'
    """
    return "".join(f" [{', '.join([place(x.place), *(f'{chr(34)}{words}{chr(34)}' for words in x.words)])}]" for x in cites)
