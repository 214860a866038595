"""In: a node of the kernel and the tree it belongs to. Out: its rule in words, as near to the contract's own as can be.

`Words(tree).say(node)` is one line; `outline` is a line with lines below it, where a rule has parts that are read one by
one: readings with their branches (the adopted one marked), exceptions, rows of a table, limbs of a set. Numbers of the
kernel have no unit, so each is said in that of what stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import assert_never

from attrs import field, frozen

from ..base.calendars import DayCalendar, HourWindow
from ..base.grids import Grid
from ..base.instants import DAY, HOUR, MINUTE, SECOND
from ..base.quantity import COUNT, MONEY, RATIO, TIME, Dim, decimals_of, display, money_text
from . import clauses as c
from . import reach as r
from . import sets as s
from . import values as v
from .choice import ByReading
from .reach import Reach

Node = v.ValueNode | s.SetNode | v.SpanNode
_OPS = {">=": "at least", "<=": "at most", ">": "more than", "<": "below", "=": "", "before": "before", "after": "after"}
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
ADOPTED = " (adopted)"


@frozen
class Said:
    """A line, and the lines that belong below it."""

    text: str
    below: tuple[Said, ...] = ()


@frozen
class Words:
    """How one contract speaks: the units of its terms, the readings it adopts, the names of its lists and days."""

    tree: c.RuleTree
    adopted: dict[str, str] = field(init=False)
    dims: dict[str, Dim | None] = field(init=False)

    @adopted.default
    def _adopted(self) -> dict[str, str]:
        return {r.name: r.adopted for r in self.tree.readings}

    @dims.default
    def _dims(self) -> dict[str, Dim | None]:
        return {x.name: x.dim for x in self.tree.clauses if isinstance(x, c.Term | c.Measure | c.Total | c.Parameter)}

    # ------------------------------------------------------------ one line
    def say(self, node: Node, dim: Dim | None = None, unit: str = "") -> str:
        """A value, a set or a span in one line; `dim` and `unit` are what its numbers are to be said in."""
        say, inner = self.say, self._inner
        match node:
            case v.Const(x):
                return self.number(x, dim, unit)
            case v.Midnight(day):
                return str(day)
            case v.ItField(name):
                return name
            case v.FactField(event, name) | v.LinkField(event, name):
                return f"{name} of {event}"
            case v.Ref(name) | s.SetRef(name):
                return quoted(name)
            case v.PeriodBound(grid, which):
                return f"the {grid.word}" if which == "last" else f"{which} of the {grid.word}"
            case v.PeriodLength(grid, in_force):
                return f"time of the {grid.word}" + " in force" * in_force
            case v.PeriodDays(grid):
                return f"days of the {grid.word}"
            case v.Arith():
                return self._arith(node, dim, unit)
            case v.Round(x, step, mode):
                return f"{inner(x, dim, unit)} rounded {mode} {self._step(step, self.dim(x) or dim)}"
            case v.Pick("first", options):
                return " else ".join(inner(x, dim) for x in options)
            case v.Pick(kind, options):
                return f"{kind} of ({', '.join(say(x, self.dim(node) or dim) for x in options)})"
            case v.Cases(base, exceptions):
                first = [say(base, dim, unit)] if base is not None else []
                return "; ".join(first + [self._case(x, dim or self.dim(node), unit) for x in exceptions])
            case v.Tiers(x):
                return f"tiers of {say(x)} ({'; '.join(self._rows(node, dim))})"
            case ByReading(reading, choices):
                said = (f"{k}{ADOPTED * (k == self.adopted.get(reading))}: {say(x, dim, unit)}" for k, x in choices)
                return f"by reading {reading} ({'; '.join(said)})"
            case v.TimeOf(of, within):
                return f"time of {inner(of)}{self._within(within)}"
            case v.Count(of, within):
                return f"number of {inner(of)}{self._within(within)}"
            case v.Gap(of, within):
                return f"gap of {inner(of)}{self._within(within)}"
            case v.LastEnd(of):
                return f"end of {inner(of)}"
            case v.Length():
                return "length of it"
            case v.ForEach():
                return self._gathered(node, dim, unit)
            case v.AwardedOf(name):
                return f"awarded of {quoted(name)}"
            case v.DueOf(name):
                return f"due of {quoted(name)}"
            case v.Judged(name, verdict):
                return f"{quoted(name)} is {verdict}"
            case v.Compare(op, a, b):
                right = say(b, self.dim(a) or self.dim(b), unit)
                left = inner(a) if isinstance(a, v.Cases) else say(a, self.dim(b))
                return f"{left} is {_OPS[op]} {right}".replace("  ", " ")
            case v.Claimed(name):
                return f"{quoted(name)} is claimed"
            case v.Exercised(name):
                return f"{quoted(name)} is exercised"
            case v.Lead(a, span, b):
                return f"{say(a)} is at least {say(span)} before {say(b)}"
            case v.During(x, of):
                return f"it is wholly during {inner(of)}" if x is None else f"{say(x)} is during {inner(of)}"
            case v.OneOf(v.ItField("cause"), words) if listed := self._causes(words):
                return f"caused by {quoted(listed)}"
            case v.OneOf(x, words):
                return f"{say(x)} is one of ({', '.join(words)})"
            case v.IdIn(x, of):
                return f"{say(x)} is one of ({say(of)})"
            case v.Includes(x, words):
                return f"{say(x)} include ({', '.join(words)})"
            case v.Given(x):
                return f"{say(x)} is given"
            case v.AllOf(conditions):
                return f"all of ({'; '.join(say(x) for x in conditions)})"
            case v.AnyOf(conditions):
                return f"any of ({'; '.join(say(x) for x in conditions)})"
            case v.Not(v.Given(x)):
                return f"{say(x)} is not given"
            case v.Not(v.Compare("=", a, b)):
                return f"{say(a)} is not {say(b, self.dim(a))}"
            case v.Not(v.During(x, of)) if x is not None:
                return f"{say(x)} is not during {inner(of)}"
            case v.Not(v.OneOf(x, words)) if not self._causes(words):
                return f"{say(x)} is not one of ({', '.join(words)})"
            case v.Not(v.Judged(name, verdict)):
                return f"{quoted(name)} is not {verdict}"
            case v.Not(x):
                return f"not {inner(x)}"
            case v.FirstMonth(x):
                return f"first month where ({say(x)})"
            case v.Elapsed(length):
                return say(length, TIME)
            case v.InHours(length, name=name):
                return f"{say(length, TIME)} in {quoted(name)}"
            case v.DayCount(n, days, manner, clock, inclusive):
                how = "" if manner == "date" else f"{manner} "
                at = "" if clock is None else f" ending {'at' if inclusive else 'before'} {_clock(clock)}"
                return f"{n} {how}{self.days(days, n)}{at}" if isinstance(n, int) else f"{say(n)}{at}"
            case v.MonthCount(n):
                return f"{n} months"
            case v.WholePeriods(n, grid):
                return f"{n} whole {grid.word}s"
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
                most = f"{'of at most' if inclusive else 'below'} {_duration(Fraction(gap), '')}"
                return f"every stretch of {inner(of)}" + (f" joined over gaps {most}" if gap else "")
            case s.Intervals(grid, condition):
                return f"every {_numbered(grid)} where ({say(condition)})"
            case s.Union(of) if not any(isinstance(x, _CHAINS) for x in of):
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

    def _inner(self, node: Node, dim: Dim | None = None, unit: str = "") -> str:
        """A part of a line, in brackets where it would not be read as one."""
        said = self.say(node, dim, unit)
        loose = isinstance(
            node, v.Arith | v.Round | v.ForEach | v.Compare | v.Cases | s.Where | s.Minus | s.Intersect | s.StartingAt | s.Dated
        )
        return f"({said})" if loose or (isinstance(node, s.Union) and not said.startswith("(")) else said

    def _arith(self, node: v.Arith, dim: Dim | None, unit: str) -> str:
        a, b = self.dim(node.a), self.dim(node.b)
        if node.op in "+-":
            left, right = self.say(node.a, b or dim, unit), self.say(node.b, None if node.moves else a or dim, unit)
            left = f"({left})" if isinstance(node.a, v.Round) else left
            loose = isinstance(node.b, v.Round) or (isinstance(node.b, v.Arith) and node.b.op in "+-")
            return f"{left} {node.op} {f'({right})' if loose else right}"
        # what one factor must be said in follows from the product and the other factor; a pure number stays bare
        left_dim = a or (dim.times(b, -1 if node.op == "*" else 1) if dim and b else None)
        right_dim = b or (dim.times(a, -1) if dim and a and node.op == "*" else None)
        left = self._factor(node.a, left_dim, unit)
        right = self._factor(node.b, right_dim, unit, node.op == "/")
        if isinstance(node.a, v.Const) and left.endswith("%") and node.op == "*":
            return f"{left} of {right}"
        return f"{left} {node.op} {right}"

    def _factor(self, node: Node, dim: Dim | None, unit: str, last: bool = False) -> str:
        bare = isinstance(node, v.Const) and (dim is None or not dim.powers)
        loose = isinstance(node, v.Arith) and (last or node.op in "+-")
        said = self.say(node, None if bare else dim, unit)
        return f"({said})" if loose or isinstance(node, v.Cases | v.Round) else said

    def _case(self, case: v.Case, dim: Dim | None, unit: str = "") -> str:
        return f"{self.say(case.value, dim, unit)} when {self.say(case.when)}{_rank(case)}"

    def _rows(self, table: v.Tiers, dim: Dim | None) -> list[str]:
        said = [self._tier(row, self.dim(table.x), dim) for row in table.rows]
        return said + ([f"otherwise: {self.say(table.otherwise, dim or RATIO)}"] if table.otherwise is not None else [])

    def _within(self, within: tuple[Reach, ...]) -> str:
        """Where something is measured; of the period in scope nothing is said."""
        named = " naming it" * any(isinstance(x, r.Naming) for x in within)
        places = ", ".join(self._reach(x) for x in within if not isinstance(x, r.Naming))
        return named + ("" if within == (r.The(),) or not places else f" within ({places})")

    def _reach(self, reach: Reach) -> str:
        match reach:
            case r.It():
                return "it"
            case r.Naming():
                return "naming it"
            case r.The(grid):
                return f"the {grid.word if grid is not None else 'period'}"
            case r.Recent(n, grid, before, since):
                return f"the {'previous' if before else 'last'} {n} {grid.word.rpartition(' ')[2]}s{_since(since)}"
            case r.SoFar(grid, since):
                return f"the {grid.word} so far{_since(since)}"
            case r.Back(span, at):
                return f"the {self.say(span)} before {self.say(at)}"
            case r.Between(a, b):
                return f"from {self.say(a)} until {self.say(b)}"
            case _ as never:
                assert_never(never)

    def _gathered(self, node: v.ForEach, dim: Dim | None, unit: str) -> str:
        over = node.over
        each = over if isinstance(over, str) else over.word if isinstance(over, Grid) else self._inner(over)
        rank = f" {display(node.rank * 100, 6)}%" if node.rank is not None else ""
        place = ""
        if isinstance(over, Grid) and over.sliding:
            place = f" ending in {self._reach(node.within[0])}"
        elif node.within:
            within = self._within(tuple(x for x in node.within if not isinstance(x, r.Naming)))
            named = " naming it" * any(isinstance(x, r.Naming) for x in node.within)
            if len(node.within) == 1 and not isinstance(node.within[0], r.Back | r.Between | r.It):
                within = within.replace(" within (", " of ", 1).removesuffix(")")
            place = named + within
        only = f" where ({self.say(node.where)})" if node.where is not None else ""
        body = self.say(node.body, dim, unit)
        body = body if isinstance(node.body, v.Ref | v.ItField) else f"({body})"
        return f"{node.kind}{rank} of {body} for each {each.removeprefix('every ')}{place}{only}"

    def _tier(self, row: v.Tier, x: Dim | None, dim: Dim | None) -> str:
        low = f"{'at least' if row.low_in else 'more than'} {self.say(row.low, x)}" if row.low is not None else ""
        high = f"{'at most' if row.high_in else 'below'} {self.say(row.high, x)}" if row.high is not None else ""
        return f"{' and '.join(b for b in (low, high) if b) or 'otherwise'}: {self.say(row.value, dim or RATIO)}"

    def _step(self, step: Fraction, dim: Dim | None) -> str:
        for size, word in ((HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second")):
            if step == size and dim in (TIME, None):
                return f"to the {word}"
        if step == 1 and dim is not None and dim.powers:
            return f"to the {dim.powers[0][0]}"
        places = len(str((step * (100 if dim == RATIO else 1)).denominator)) - 1
        return f"to {places} decimals" + (" of a percentage" if dim == RATIO else "")

    def number(self, x: Fraction | int | str | bool, dim: Dim | None = None, unit: str = "") -> str:
        """A constant with its unit; without a dimension, what its size suggests."""
        if isinstance(x, bool):
            return "always" if x else "never"
        if isinstance(x, str):
            return x if x.replace("_", "").isalnum() and x.islower() else f'"{x}"'
        if isinstance(x, int):
            return str((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=x)).date())
        if dim == TIME or (dim is None and x >= SECOND and x % SECOND == 0):
            return _duration(x, unit)
        if dim == MONEY:
            # an exact amount: no more is rounded here than the contract's text rounds
            places = decimals_of(self.tree.frame.currency)
            amount = display(x, 6) if x * 10**places % 1 else money_text(x, self.tree.frame.currency)
            return f"{amount} {self.tree.frame.currency or ''}".strip()
        if dim == RATIO or (dim is None and x.denominator != 1):
            return f"{display(x * 100, 6)}%"
        if dim is None or not dim.powers:
            return display(x, 6)
        x *= HOUR if ("time", -1) in dim.powers else 1
        above = " ".join(_plural(b, x) for b, n in dim.powers if n > 0)
        below = " per ".join(["", *("hour" if b == "time" else b for b, n in dim.powers if n < 0)])
        return f"{display(x, 6)} {above}{below}"

    def days(self, days: DayCalendar, n: int = 2) -> str:
        """The defined name of a calendar, else its days."""
        if days == DayCalendar():
            return _plural("day", Fraction(n))
        for x in self.tree.of(c.Days):
            if isinstance(x, c.Days) and x.days == days:
                return x.name.removesuffix("s") if n == 1 else x.name
        return calendar(days)

    def hours(self, window: HourWindow) -> str:
        """The defined name of hours, else from when to when on which days."""
        for x in self.tree.of(c.Term):
            if isinstance(x, c.Term) and x.body == s.Hours(window):
                return quoted(x.name)
        return self.clock_hours(window)

    def clock_hours(self, window: HourWindow) -> str:
        """From when to when on which days."""
        days = calendar(window.days) if window.days == DayCalendar() else self.days(window.days)
        place = f' in zone "{window.place}"' if window.place else ""
        return f"{_clock(window.opens)} to {_clock(window.closes)}{place} on {days}"

    def _causes(self, words: tuple[str, ...]) -> str | None:
        listed = (x for x in self.tree.clauses if isinstance(x, c.Causes))
        return next((x.name for x in listed if tuple(code for code, _ in x.codes) == words), None)

    # ------------------------------------------------------------ a line with lines below
    def outline(self, prefix: str, node: Node, dim: Dim | None = None, unit: str = "") -> Said:
        """A rule below the words that lead to it."""
        first, *rest = self.parts(node, dim, unit)
        if first.below and rest and prefix:
            return Said(prefix, (first, *rest))
        return Said(f"{prefix} {first.text}".strip(), (*first.below, *rest))

    def parts(self, node: Node, dim: Dim | None = None, unit: str = "") -> tuple[Said, ...]:
        """A rule part by part: a value and its exceptions, a set and its limbs, else the rule alone."""
        match node:
            case v.Cases(base, exceptions):
                dim = dim or self.dim(node)
                first = self.parts(base, dim, unit) if base is not None else ()
                return (*first, *(Said(self._case(x, dim, unit)) for x in exceptions))
            case ByReading(reading, choices):
                marked = ((f"{k}{ADOPTED * (k == self.adopted.get(reading))}:", x) for k, x in choices)
                return (Said(f"by reading {reading}", tuple(self.outline(k, x, dim, unit) for k, x in marked)),)
            case v.Tiers(x):
                return (Said(f"tiers of {self.say(x)}", tuple(Said(row) for row in self._rows(node, dim))),)
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
                return (*self.parts(of), Said("once for each"))
            case s.Quota(of, length, grid, beyond):
                part = f"{'except' if beyond else 'only'} the first {self.say(length, TIME)} each {grid.word}"
                return (*self.parts(of), Said(part))
            case s.ClaimedBy(of, claim):
                return (*self.parts(of), Said(f"only claimed by {quoted(claim)}"))
            case s.Union((one, *others)) if any(isinstance(x, _CHAINS) for x in node.of):
                return (*self.parts(one), *(self.outline("together with", x) for x in others))
        return (Said(self.say(node, dim, unit)),)

    # ------------------------------------------------------------ what a number is
    def dim(self, node: object) -> Dim | None:
        """The dimension of a value, as far as it follows from its parts."""
        match node:
            case v.Ref(name):
                return self.dims.get(name)
            case v.ItField(name):
                kinds = {fields[name] for fields in self.tree.events.values() if name in fields}
                return {"money": MONEY, "number": COUNT, "whole": COUNT}.get(kinds.pop()) if len(kinds) == 1 else None
            case v.FactField("fee", "amount" | "paid"):
                return MONEY
            case v.PeriodLength() | v.TimeOf() | v.Gap() | v.Length():
                return TIME
            case v.PeriodDays() | v.Count() | v.FactField(_, "units"):
                return COUNT
            case v.AwardedOf(name):
                return next((x.dim for x in self.tree.clauses if isinstance(x, c.Remedy) and x.name == name), None)
            case v.Arith(op, a, b, ""):
                left, right = self.dim(a), self.dim(b)
                if op in "+-":
                    return left or right
                return left.times(right, 1 if op == "*" else -1) if left and right else None
            case v.ForEach(kind="number"):
                return COUNT
            case v.ForEach(kind="share"):
                return RATIO
            case v.Round(x) | v.Cases(x) | v.ForEach(_, _, x):
                return self.dim(x)
            case v.Pick(_, options):
                return _first(self.dim(x) for x in options)
            case ByReading(_, choices):
                return _first(self.dim(x) for _, x in choices)
            case v.Tiers(_, rows):
                return _first(self.dim(r.value) for r in rows)
        return None


def _since(name: str | None) -> str:
    return f" since the last {quoted(name)}" if name else ""


def _numbered(grid: Grid) -> str:
    """`1 minute`, `5 minutes`, `1 day`."""
    return grid.word if grid.word[0].isdigit() else f"1 {grid.word}"


_CHAINS = (s.Where, s.Quota, s.Minus, s.Intersect, s.StartingAt, s.Dated, s.Once, s.ClaimedBy)


def _flat(x: Said) -> str:
    return x.text + (f" ({'; '.join(_flat(b) for b in x.below)})" if x.below else "")


def calendar(days: DayCalendar) -> str:
    """Days of the week without dates and holidays, in words."""
    said = _weekdays(sorted(days.weekdays))
    fixed = [f"{_MONTHS[m]} {d}" for m, d in sorted(days.fixed)]
    lists = [f'holidays "{x.code}"' + (f' category "{x.category}"' if x.category else "") for x in days.lists]
    return said + (f" except on {', '.join(fixed + lists)}" if fixed or lists else "")


def _weekdays(days: list[int]) -> str:
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{_WEEK[days[0]]} to {_WEEK[days[-1]]}"
    return " and ".join(_WEEK[d] for d in days) or "no day"


def quoted(name: str) -> str:
    """A defined name as the contract writes it: in quotation marks where it is not all capitalised words."""
    return name if all(w[:1].isupper() and w.isalnum() for w in name.split()) else f'"{name}"'


def _rank(x: v.Case | c.Row) -> str:
    over = f" notwithstanding {x.over}" if x.over else ""
    return over + (f" subject to {x.under}" if x.under else "")


def _duration(x: Fraction, unit: str) -> str:
    sizes = {"hour": HOUR, "minute": MINUTE, "second": SECOND, "millisecond": SECOND // 1000}
    if unit.removesuffix("s") in sizes:
        word = unit.removesuffix("s")
    elif x and x % DAY == 0 and x >= 7 * DAY:
        return f"{x // DAY} elapsed days"
    else:
        word = next((w for w, size in sizes.items() if x % size == 0), "second") if x else "minute"
    n = x / sizes[word]
    return f"{display(n, 6)} {_plural(word, n)}"


def _plural(word: str, n: Fraction) -> str:
    return word if n == 1 or word.endswith("s") else word + "s"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _first(found: Iterator[Dim | None]) -> Dim | None:
    return next((x for x in found if x is not None), None)
