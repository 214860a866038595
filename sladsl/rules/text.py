"""In: a node of the kernel and the tree it belongs to. Out: its rule in words, which mean the same rule again.

`Words(tree).say(node)` is one line; `outline` is a line with lines below it, where a rule has parts that are read one by
one: readings with their branches (the adopted one marked), exceptions, rows of a table, limbs of a set.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import assert_never

from attrs import field, frozen

from ..base.calendars import DayCalendar, HourWindow
from ..base.quantity import COUNT, PART
from . import clauses as c
from . import sets as s
from . import spans as d
from . import times, written
from . import values as v
from .binding import ATOM, CMP, EXPR, PLAIN, POST, PROD, SUM, binding, in_limbs
from .choice import ByReading
from .dims import Dims
from .walk import walk
from .written import counted, quoted, the

Node = v.ValueNode | s.SetNode | d.SpanNode
_OPS = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "below ", "=": "", "before": "before ", "after": "after "}
ADOPTED = " (adopted)"


@frozen
class Said:
    """A line, and the lines that belong below it."""

    text: str
    below: tuple[Said, ...] = ()


@frozen
class Words:
    """How one contract speaks: the readings it adopts, the names of its lists and days; lengths of time are in `unit`.

    Where `taken` has the value of a reading, the branches that were not taken are not said.
    """

    tree: c.RuleTree
    unit: str = ""
    taken: Mapping[str, str] = field(factory=dict, kw_only=True)
    adopted: dict[str, str] = field(init=False)
    dims: Dims = field(init=False)

    @adopted.default
    def _adopted(self) -> dict[str, str]:
        return {x.name: x.adopted for x in self.tree.readings}

    @dims.default
    def _dims(self) -> Dims:
        return Dims(self.tree)

    # ------------------------------------------------------------ one line
    def say(self, node: Node, within: int = EXPR) -> str:
        """A value, a set or a span in one line; in brackets, where what stands around it would not take it whole."""
        said = self._bare(node)
        return said if binding(node) >= within else f"({said})"

    def _bare(self, node: Node) -> str:
        say = self.say
        match node:
            case v.Const():
                return self.constant(node)
            case v.Midnight(day):
                return str(day)
            case v.ItField(name):
                return name
            case v.FactField(event, name) | v.LinkField(event, name):
                return f"{name} of {event}"
            case v.Ref(name) | s.SetRef(name):
                return quoted(name)
            case v.PeriodBound(grid, which):
                return the(grid) if which == "last" else f"{which} of {the(grid)}"
            case v.PeriodLength(grid, in_force):
                return f"time of {the(grid)}" + " in force" * in_force
            case v.PeriodDays(grid):
                return f"days of {the(grid)}"
            case v.Arith():
                return self._arith(node)
            case v.Round(x, step, mode):
                return f"{self._operand(x, POST)} rounded {mode} {written.step(step, self.dims.of(x), self.tree.frame.amounts)}"
            case v.Pick("first", options):
                return " else ".join(say(x, CMP) for x in options)
            case v.Pick(kind, options):
                return f"{kind} of ({', '.join(say(x) for x in options)})"
            case v.Cases() if table := self._matrix(node):
                return f"{table[0]}: " + " ".join(table[1:])
            case v.Cases(base, exceptions):
                first = [say(base)] if base is not None else []
                return "; ".join(first + [self._case(x) for x in exceptions])
            case v.Tiers(x):
                return f"tiers of {say(x, SUM)}: " + " ".join(f"| {' | '.join(row)} |" for row in self.rows(node))
            case ByReading() if (value := self.taken.get(node.reading)) is not None:
                adopted = "" if self.adopted.get(node.reading) == value else ", not the adopted one"
                return f"({say(dict(node.choices)[value])}, by reading {node.reading}: {value}{adopted})"
            case ByReading():
                return f"by reading {node.reading} ({'; '.join(f'{k} {say(x)}' for k, x in self.branches(node))})"
            case v.TimeOf(of, within):
                return f"time of {say(of, PLAIN)}{times.within(self, within)}"
            case v.Count(of, within):
                return f"number of {say(of, PLAIN)}{times.within(self, within)}"
            case v.Gap(of, within):
                return f"gap of {say(of, PLAIN)}{times.within(self, within)}"
            case v.LastEnd(of):
                return f"end of {say(of, PLAIN)}"
            case v.Length():
                return "length of it"
            case v.ForEach():
                return times.gathered(self, node)
            case v.AwardedOf(name):
                return f"awarded of {quoted(name)}"
            case v.DueOf(name):
                return f"due of {quoted(name)}"
            case v.Judged(name, verdict):
                return f"{quoted(name)} is {verdict}"
            case v.Claimed(name):
                return f"{quoted(name)} is claimed"
            case v.Exercised(name):
                return f"{quoted(name)} is exercised"
            case v.FirstMonth(x):
                return f"first month where ({say(x)})"
            case v.AllOf((v.Given(at), _, v.Compare(b=v.PeriodBound(grid)))) if node == v.during(at, grid):
                return f"{say(at, SUM)} is during {the(grid)}"
            case v.AllOf(conditions):
                return f"all of ({'; '.join(say(x) for x in conditions)})"
            case v.AnyOf(conditions):
                return f"any of ({'; '.join(say(x) for x in conditions)})"
            case v.Compare() | v.Lead() | v.During() | v.OneOf() | v.IdIn() | v.Includes() | v.Given():
                return self._relation(node)
            case v.Not(v.Compare("=") | v.During() | v.OneOf() | v.IdIn() | v.Given() as x) if not self._causes(x):
                return self._relation(x, " not")
            case v.Not(v.Judged(name, verdict)):
                return f"{quoted(name)} is not {verdict}"
            case v.Not(x):
                return f"not {say(x, CMP)}"
            case d.Elapsed() | d.InHours() | d.DayCount() | d.MonthCount() | d.WholePeriods():
                return times.span(self, node)
            case s.Facts(event):
                return f"every {event}"
            case s.NoTime():
                return "no time"
            case s.Hours(window):
                return self.hours(window)
            case s.Runs(n, until, "check", v.Not(v.ItField("ok"))):
                return f"every run of {n} failed checks until the {until}"
            case s.Runs(n, until, event, bad):
                return f"every run of {n} {event} where ({say(bad)}) until the {until}"
            case s.Stretches(of, gap, inclusive):
                most = f"{'of at most' if inclusive else 'below'} {written.length(Fraction(gap))}"
                joined = f" joined over gaps {most}" if gap or not inclusive else ""
                return f"every stretch of {say(of, PLAIN)}{joined}"
            case s.Intervals(grid, condition):
                return f"every {counted(grid)} where ({say(condition)})"
            case s.Union(of) if not in_limbs(node):
                return f"({', '.join(say(x) for x in of)})"
            case (
                s.Where()
                | s.StartingAt()
                | s.Dated()
                | s.Once()
                | s.ClaimedBy()
                | s.Union()
                | s.Minus()
                | s.Intersect()
                | s.Quota()
            ):
                return "; ".join(_flat(x) for x in self.parts(node))
            case _:
                assert_never(node)

    # ------------------------------------------------------------ values
    def constant(self, node: v.Const) -> str:
        """A fixed value: a number with its unit, a word, an instant, or what always or never holds."""
        match node.value:
            case bool() as x:
                return "always" if x else "never"
            case str() as x:
                return written.word(x)
            case int() as x:
                return str((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=x)).date())
            case x:
                return written.number(x, node.dim, self.tree.frame.amounts, self.unit)

    def _arith(self, node: v.Arith) -> str:
        match node:
            case v.Arith("*", v.Const(_, dim) as part, whole) if dim == PART:
                return f"{self.constant(part)} of {self._operand(whole, ATOM)}"
            case v.Arith("+" | "-" as op, a, b):
                return f"{self._operand(a, SUM)} {op} {self._operand(b, PROD)}"
            case v.Arith(op, a, b):
                return f"{self._operand(a, PROD)} {op} {self._operand(b, POST)}"

    def _operand(self, node: Node, within: int) -> str:
        """A part of a calculation; one that is rounded or gathered says in brackets where it ends."""
        return self.say(node, PLAIN if isinstance(node, v.Round | v.ForEach) else within)

    def _relation(self, node: Node, no: str = "") -> str:
        """What is said with `is`, or with `is not`."""
        say = self.say
        match node:
            case v.Compare(op, a, b):
                # a quoted name would be read as a word here
                right = f"({said})" if (said := say(b, SUM)).startswith('"') and isinstance(b, v.Ref) else said
                return f"{say(a, SUM)} is{no} {_OPS[op]}{right}"
            case v.Lead(a, span, b):
                return f"{say(a, SUM)} is{no} at least {say(span, SUM)} before {say(b, SUM)}"
            case v.During(None, of):
                return f"it is{no} wholly during {say(of, SUM)}"
            case v.During(x, of) if x is not None:
                return f"{say(x, SUM)} is{no} during {say(of, SUM)}"
            case v.OneOf(x, words):
                named = self._causes(node)
                listed = ", ".join(map(written.word, words))
                return f"caused by {quoted(named)}" if named else f"{say(x, SUM)} is{no} one of ({listed})"
            case v.IdIn(x, of):
                return f"{say(x, SUM)} is{no} one of ({say(of)})"
            case v.Includes(x, words):
                return f"{say(x, SUM)} include ({', '.join(map(written.word, words))})"
            case v.Given(x):
                return f"{say(x, SUM)} is{no} given"
        raise AssertionError(node)

    def _causes(self, node: Node) -> str | None:
        """The list of causes that a condition asks for."""
        if not isinstance(node, v.OneOf) or node.x != v.ItField("cause"):
            return None
        listed = self.tree.of(c.Causes)
        return next((x.name for x in listed if tuple(code for code, _ in x.codes) == node.words), None)

    def _case(self, case: v.Case) -> str:
        return f"{self.say(case.value)} when {self.say(case.when)}{ranked(case)}"

    def branches(self, node: ByReading) -> list[tuple[str, Node]]:  # type: ignore[type-arg]
        """The values of a reading, each with its colon, the adopted one marked, and what it means."""
        adopted = self.adopted.get(node.reading)
        return [(f"{k}{ADOPTED * (k == adopted)}:", x) for k, x in node.choices]

    # ------------------------------------------------------------ tables
    def rows(self, table: v.Tiers) -> list[tuple[str, str]]:
        """For which numbers a row holds, and what it gives."""
        said = [(self._bounds(row), self.say(row.value, SUM)) for row in table.rows]
        return said + ([("otherwise", self.say(table.otherwise, SUM))] if table.otherwise is not None else [])

    def _bounds(self, row: v.Tier) -> str:
        low = f"{'at least' if row.low_in else 'more than'} {self.say(row.low, SUM)}" if row.low is not None else ""
        high = f"{'at most' if row.high_in else 'below'} {self.say(row.high, SUM)}" if row.high is not None else ""
        return " and ".join(b for b in (low, high) if b) or "otherwise"

    def _matrix(self, node: v.Cases) -> list[str]:
        """The lines of a table with columns, where exceptions are one: the same rows for each word of the same value."""
        columns: list[tuple[str, v.Tiers]] = []
        by: list[v.ValueNode] = []
        for case in node.exceptions:
            match case:
                case v.Case(v.Compare("=", x, v.Const(told, dim) as key), v.Tiers() as table, None, None, None) if (
                    isinstance(told, str) or dim == COUNT
                ):
                    by.append(x)
                    columns.append((self.constant(key), table))
                case _:
                    return []
        if isinstance(node.base, v.Tiers):
            columns.append(("otherwise", node.base))
        elif node.base != v.Const(Fraction(0)):
            return []
        cells = [self.rows(table) for _, table in columns]
        shapes = {(table.x, *(bounds for bounds, _ in rows)) for (_, table), rows in zip(columns, cells, strict=True)}
        if len(shapes) != 1 or len(set(by)) != 1:
            return []
        lines = [["", *(name for name, _ in columns)]]
        lines += [[row[0][0], *(value for _, value in row)] for row in zip(*cells, strict=True)]
        head = f"tiers of {self.say(columns[0][1].x, SUM)} by {self.say(by[0], PLAIN)}"
        return [head, *(f"| {' | '.join(line)} |" for line in lines)]

    # ------------------------------------------------------------ days and hours
    def days(self, days: DayCalendar, n: int = 2, named: bool = False) -> str:
        """The defined name of a calendar, else its days; every day has a name only where one is needed (`named`)."""
        name = self._calendar(days)
        if name is None or (days == DayCalendar() and not named):
            return written.plural("day", n) if days == DayCalendar() else "; ".join(written.calendar(days))
        return name.removesuffix("s") if n == 1 else name

    def _calendar(self, days: DayCalendar) -> str | None:
        """The name that defines a calendar, if possible one that stands without quotation marks."""
        names = (x.name for x in self.tree.of(c.Days) if x.days == days)
        return min(names, key=lambda name: name != quoted(name), default=None)

    def _event(self, of: Node) -> str | None:
        """The type of the items of a set."""
        terms = {x.name: x.body for x in self.tree.of(c.Term)}
        for node in walk(of):
            match node:
                case s.Facts(event):
                    return event
                case s.SetRef(name) if name in terms:
                    return self._event(terms[name])
        return None

    def hours(self, window: HourWindow) -> str:
        """From when to when on which days."""
        name = None if window.days == DayCalendar() else self._calendar(window.days)
        days = "; ".join(written.calendar(window.days)) if name is None else quoted(name)
        place = f' in zone "{window.place}"' if window.place else ""
        return f"{written.clock(window.opens)} to {written.clock(window.closes)}{place} on {days}"

    # ------------------------------------------------------------ a line with lines below
    def outline(self, prefix: str, node: Node) -> Said:
        """A rule below the words that lead to it."""
        first, *rest = self.parts(node)
        if first.below and rest and prefix:
            return Said(prefix, (first, *rest))
        return Said(f"{prefix} {first.text}".strip(), (*first.below, *rest))

    def parts(self, node: Node) -> tuple[Said, ...]:
        """A rule part by part: a value and its exceptions, a set and its limbs, else the rule alone."""
        match node:
            case v.Cases() if table := self._matrix(node):
                return (Said(table[0], tuple(Said(line) for line in table[1:])),)
            case v.Cases(base, exceptions):
                first = self.parts(base) if base is not None else ()
                return (*first, *(Said(self._case(x)) for x in exceptions))
            case ByReading(reading):
                return (Said(f"by reading {reading}", tuple(self.outline(k, x) for k, x in self.branches(node))),)
            case v.Tiers(x):
                rows = tuple(Said(f"{bounds}: {said}") for bounds, said in self.rows(node))
                return (Said(f"tiers of {self.say(x, SUM)}", rows),)
            case v.AllOf(conditions) | v.AnyOf(conditions) if len(self.say(node)) > 70:
                word = "all of" if isinstance(node, v.AllOf) else "any of"
                return (Said(word, tuple(self.outline("", x) for x in conditions)),)
            case s.Where(of, condition, keep):
                return (*self.parts(of), self.outline("only where" if keep else "except where", condition))
            case s.Minus(a, b):
                return (*self.parts(a), self.outline("except during", b))
            case s.Intersect(a, b):
                return (*self.parts(a), self.outline("only during", b))
            case s.StartingAt(of, event, condition):
                return (*self.parts(of), self.outline(f"starting at its first {event} where", condition))
            case s.Dated(of, at):
                return (*self.parts(of), self.outline("dated", at))
            case s.Once(of):
                return (*self.parts(of), Said(f"once for each {self._event(of) or 'item'}"))
            case s.Quota(of, length, grid, beyond):
                part = f"{'except' if beyond else 'only'} the first {self.say(length, SUM)} each {grid.word}"
                return (*self.parts(of), Said(part))
            case s.ClaimedBy(of, claim):
                return (*self.parts(of), Said(f"only claimed by {quoted(claim)}"))
            case s.Union((one, *others)) if in_limbs(node):
                return (*self.parts(one), *(self.outline("together with", x) for x in others))
        return (Said(self.say(node)),)


def ranked(x: v.Case | c.Row) -> str:
    """Which clause it outranks or yields to, and from which it comes."""
    over = f" notwithstanding {written.place(x.over)}" if x.over else ""
    under = f" subject to {written.place(x.under)}" if x.under else ""
    return over + under + (f"  [{written.place(x.clause)}]" if x.clause else "")


def _flat(x: Said) -> str:
    return x.text + (f" ({'; '.join(_flat(b) for b in x.below)})" if x.below else "")
