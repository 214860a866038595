"""In: the words for a period (`month`, `agreement year`, `30 days`, `5 minutes`). Out: the grid they mean, or a message."""

from __future__ import annotations

from fractions import Fraction

from ..base.diagnostics import Place
from ..base.grids import AGREEMENT_YEAR, BILLING_CYCLE, DAY, MONTH, QUARTER, TERM, WEEK, YEAR, Grid
from ..base.instants import DAY as ONE_DAY
from ..base.quantity import TIME_WORDS
from ..rules import reach as r
from ..rules import sets as s
from ..rules import values as v
from ..rules.clauses import Remedy, Right
from ..syntax.nodes import Node
from .agreeing import agreeing
from .names import Names
from .scope import ANY, Scope

_BY_NODE = {
    "month": MONTH, "quarter": QUARTER, "week": WEEK, "day": DAY, "calendar_year": YEAR, "agreement_year": AGREEMENT_YEAR,
    "billing_cycle": BILLING_CYCLE, "term_so_far": TERM,
}  # fmt: skip
_BY_NAME = {"month": MONTH, "quarter": QUARTER, "week": WEEK, "day": DAY}
_MOST = 10_000
PERIODS = frozenset([*_BY_NODE, "blocks", "sliding"])


def grid_of(node: Node, names: Names) -> Grid:
    """The grid of a period's words; a month where they mean none, which is said."""
    if node.kind in ("blocks", "sliding"):
        return _counted(node, names)
    if node.kind == "NAME":
        return _named(node, 1, names)
    found = _BY_NODE[node.kind]
    if found == AGREEMENT_YEAR and not names.in_force:
        message = "an agreement year begins with the day on which the agreement comes in force, and the header does not say it"
        help = "write `in force from start of subscription until end of subscription`, or a date"
        names.sink.warning("SLA511", f"{message}; taken: the calendar year", node.place, help)
    return found


def is_period_name(text: str) -> bool:
    """Whether a name is that of a period: `day`, `hour`, `minutes`."""
    return text.removesuffix("s") in _BY_NAME or text in TIME_WORDS


def count_of(node: Node, names: Names, most: int = _MOST) -> int:
    """How many periods: a whole number from 1."""
    if not node.text.isdecimal() or not 1 <= int(node.text[:9]) <= most:
        names.sink.error("SLA207", f"`{node.text}` is not a number of periods", node.place, f"write 1 to {most}")
        return 1
    return int(node.text)


def _named(word: Node, n: int, names: Names) -> Grid:
    one = word.text.removesuffix("s")
    if one in _BY_NAME:
        grid = _BY_NAME[one]
        return Grid(grid.unit, grid.n * n)
    if word.text in TIME_WORDS:
        length = n * TIME_WORDS[word.text]
        if length <= ONE_DAY:
            return Grid("time", length)
        names.sink.error("SLA207", "a period of more than a day is one of days", word.place, "write `2 days`, not `48 hours`")
        return DAY
    help = "write `calendar year` or `agreement year`" if one == "year" else None
    help = "write `14 days`" if one == "fortnight" else help
    known = [*_BY_NAME, *(word for word in TIME_WORDS if not word.endswith("s"))]
    names.unknown("SLA219", f"`{word.text}` is no period", word.place, word.text, known, help)
    return MONTH


def _counted(node: Node, names: Names) -> Grid:
    """`30 days`: blocks from the day on which the agreement comes in force; windows that end in a period slide."""
    n = count_of(node.parts[0], names)
    if is_period_name(node.parts[1].text):
        agreeing(node.parts[0], node.parts[1], Fraction(n), names)
    found = _named(node.parts[1], n, names)
    if found == MONTH and not node.parts[1].text.startswith("month"):
        return MONTH  # it is no period, which was said
    if node.kind == "sliding":
        if found.unit not in ("day", "month"):
            help = "write `for each 30 days ending in the month`"
            names.sink.error("SLA219", "a window that slides is one of days or months", node.place, help)
            return Grid("day", n, sliding=True)
        return Grid(found.unit, found.n, sliding=True)
    if found.unit == "time" or n == 1:
        return found
    if not names.in_force:
        help = "write `in force from start of subscription until end of subscription`, or a date"
        blocks = f"blocks of {n} {node.parts[1].text}"
        message = f"{blocks} begin with the day on which the agreement comes in force, and the header does not say it"
        names.sink.error("SLA511", message, node.place, help)
    return Grid(found.unit, found.n, "force")


def each_period(node: Node, names: Names) -> Grid:
    """The grid of a clause `each month`; one of whole days."""
    each = node.first("each_period")
    if each is None:
        return MONTH
    found = grid_of(each.parts[0], names)
    if found.unit == "time":
        help = "measure each month, and gather in it: `mean of (...) for each 5 minutes of the month`"
        names.sink.error("SLA219", "the statement has lines for whole days and longer", each.place, help)
        return DAY
    return found


def the_period(node: Node, scope: Scope) -> Grid:
    """The grid that `the month` means where it stands; a period is called by the word that its clause uses for it."""
    here = scope.period
    if node.kind == "blocks" and here is not None and here.sliding:
        said = f"{node.parts[0].text} {node.parts[1].text}"
        if said.removesuffix("s") == here.word.removesuffix("s"):
            return here
    grid = grid_of(node, scope.names)
    _check(node, grid, scope)
    return grid


def _check(node: Node, grid: Grid, scope: Scope) -> None:
    if scope.period is None:
        message = f"this depends on a {grid.word}, and none is meant here"
        help = "use it in a clause `each month`, or write `within (it)` in a clause about each item"
        scope.names.sink.error("SLA206", message, node.place, help)
    elif scope.period not in (ANY, grid) and grid != TERM:
        message = f"a {scope.period.word} is meant here, and not a {grid.word}"
        scope.names.sink.error("SLA206", message, node.place, f"write `the {scope.period.word}`")


def needs(rule: object, names: Names, place: Place) -> Grid | None:
    """Which period a value needs: a certain one, any one (`ANY`), or none; that it needs two is said."""
    found = list(dict.fromkeys(_needed(rule, names)))
    certain = [g for g in found if g != ANY]
    if len(certain) > 1:
        a, b = certain[0].word, certain[1].word
        help = f"gather the shorter in the longer: `total of (...) for each {a} of the {b}`"
        names.sink.error("SLA206", f"this depends on a {a} and on a {b}", place, help)
    return certain[0] if certain else ANY if found else None


def _needed(rule: object, names: Names) -> list[Grid]:
    found: list[Grid] = []
    todo = [rule]
    while todo:
        node = todo.pop()
        match node:
            case v.PeriodLength(grid=grid) | v.PeriodBound(grid=grid) | v.PeriodDays(grid=grid):
                found.append(grid)
            case v.Ref(name):
                meaning = names.known(name)
                found += [meaning.grid] if meaning is not None and meaning.grid is not None else []
            case v.FactField("fee" | "confirmation" | "invoice") | v.LastEnd():
                found.append(ANY)
            case v.Judged(name) if (guarantee := names.nodes.get(("guarantee", name))) and guarantee.first("each_period"):
                found.append(each_period(guarantee, names))
            case v.AwardedOf(name) if remedy := names.nodes.get(("remedy", name)):
                found.append(each_period(remedy, names))
            case v.Claimed(name) if (claim := names.nodes.get(("claim", name))) and claim.first("each_period"):
                found.append(each_period(claim, names))
            case v.Exercised(name) if right := names.nodes.get(("right", name)):
                found.append(each_period(right, names))
            case r.The(None) | r.Recent() | r.SoFar():
                found.append(ANY)
            case r.The(grid) if grid is not None and grid != TERM:
                found.append(grid)
        if isinstance(node, v.ForEach) and isinstance(node.over, Grid):
            todo += [*node.within]  # inside it another period is meant
        elif hasattr(node, "__attrs_attrs__") and not isinstance(node, s.SetRef | s.Intervals | Remedy | Right):
            todo += [getattr(node, a.name) for a in node.__attrs_attrs__]
        elif isinstance(node, tuple):
            todo += node
    return found
