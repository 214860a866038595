"""In: a measure, a total or a remedy, and what its number measures. Out: the unit in which its line shows it, if that fits."""

from __future__ import annotations

from ..base.quantity import COUNT, DAYS, MONEY, RATIO, TIME, TIME_UNITS, Dim, unit
from ..syntax.nodes import Node
from .names import Names


def shown_unit(node: Node, dim: Dim, names: Names) -> str:
    """The unit in which a clause's line shows its number."""
    if dim == TIME:
        return _said(node) or "minutes"
    return _fitting(dim, names) or {RATIO: "ratio", MONEY: "money"}.get(dim, "count")


def fits(node: Node, dim: Dim, names: Names) -> bool:
    """Whether it is said in which unit, as it must be of a length of time and of an own unit, and in one that fits."""
    word = _said(node)
    place = (node.first("in_unit") or node.first("term") or node).place
    if dim == TIME:
        if word in TIME_UNITS:
            return True
        message = f"`{word}` is no unit in which a length of time is shown" if word else "a length of time is shown in a unit"
        help = f"write `in {word}s`" if f"{word}s" in TIME_UNITS else "write `in minutes` or `in hours`"
        names.sink.error("SLA215", message, place, help if word else help + _share(node))
        return False
    fitting = _fitting(dim, names)
    if not word or word.removesuffix("s") == (fitting or "").removesuffix("s"):
        return True
    help = f"write `in {fitting}`" if fitting else _rate(word, dim) or _bare(node, word, dim) or "leave it out"
    names.sink.error("SLA215", f"`in {word}` does not fit {dim}", place, help)
    return False


def _said(node: Node) -> str | None:
    said = node.first("in_unit")
    return said.parts[0].text if said else None


def _fitting(dim: Dim, names: Names) -> str | None:
    """The one unit that fits; none where a number is shown without one."""
    own = {u for u in names.units if dim == unit(u)}
    return {DAYS: "days", RATIO: None, COUNT: None, MONEY: None}.get(dim, next(iter(own), None))


def _share(node: Node) -> str:
    """The way out where a time is divided by a number of minutes, say, of which the unit is not said."""
    div = next((p for p in node.parts if p.kind == "div"), None)
    if div is None or div.parts[1].kind != "number":
        return ""
    number = div.parts[1].parts[0].text
    return f"; for a share say what `{number}` counts, as in `{number} minutes`, or write `time of the month` for it"


def _bare(node: Node, word: str, dim: Dim) -> str | None:
    """The way out where a length of time is announced and a number without a unit follows."""
    if dim != COUNT or word not in TIME_UNITS:
        return None
    bare = [n.parts[0].text for n in node.walk() if n.kind == "number"]
    shown = f"{bare[0]} {word}" if len(bare) == 1 else f"5 {word}"
    return f"write its unit behind a number, `{shown}`; or leave `in {word}` out, if it is no length of time"


def _rate(word: str, dim: Dim) -> str | None:
    """The way out where two units are multiplied, and so much of the one is meant for each of the other."""
    powers = dict(dim.powers)
    if powers.pop(word.removesuffix("s"), 0) != 1 or list(powers.values()) != [1]:
        return None
    other = next(iter(powers))
    return f"write how many {word} each {other} gives: `... {word} per {other}`"
