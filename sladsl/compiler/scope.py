"""In: what surrounds an expression. Out: `Scope`, what it may speak of, and the branches of `by reading`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from attrs import evolve, frozen

from ..base.grids import Grid
from ..events.vocabulary import EventType
from ..syntax.nodes import Node
from .names import Names

R = TypeVar("R")
STRETCH_FIELDS = ("start", "end")
ANY = Grid("term", 0)  # a period, whichever it may be
UNKNOWN_ITEM = "?"  # the item of a set about which something wrong was said already; it has every field


@frozen
class Scope:
    """Which period is meant, whether a service is, and the type of the item in scope, if there is one."""

    names: Names
    period: Grid | None = None  # `ANY`: that of whoever uses the term
    service: bool = False
    item: str | None = None
    outer: tuple[Grid, ...] = ()  # the longer periods in which this one is gathered
    shown: bool = False  # the periods shown as a whole: totals

    def of_item(self, item: str | None) -> Scope:
        """The same scope, about one item."""
        return evolve(self, item=item)

    @property
    def item_type(self) -> EventType | None:
        """The event type of the item in scope; a stretch has none."""
        return self.names.events.get(self.item or "")


def branches(node: Node, scope: Scope, take: Callable[[Node], R]) -> list[tuple[str, R]]:
    """Each value of a reading with what `take` makes of its branch; every value must have exactly one."""
    names = scope.names
    reading = node.parts[0]
    declared = names.readings.get(reading.text)
    names.used.add(("reading", reading.text))
    if declared is None:
        near = names.is_near(reading.text, names.readings)
        others = f", or take one of {', '.join(f'`{n}`' for n in sorted(names.readings)[:12])}" if names.readings else ""
        help = None if near else f"declare it, `reading {reading.text} [...]: ...`{others}"
        names.unknown("SLA106", f"there is no reading `{reading.text}`", reading.place, reading.text, names.readings, help)
    found: list[tuple[str, R]] = []
    seen: set[str] = set()
    for choice in node.all("choice"):
        label = choice.parts[0].parts[0]
        if declared is not None and label.text not in declared:
            message = f"the reading `{reading.text}` has no value `{label.text}`"
            names.unknown("SLA107", message, label.place, label.text, declared)
        if label.text in seen:
            names.sink.error("SLA116", f"the value `{label.text}` stands here twice", label.place, "leave one of them out")
        seen.add(label.text)
        found.append((label.text, take(choice.parts[1])))
    misspelt = declared is not None and not seen <= set(declared)  # said already
    for missing in (v for v in declared or () if v not in seen and not misspelt):
        message = f"the value `{missing}` of the reading `{reading.text}` is not decided here"
        names.sink.error("SLA108", message, node.place, f"add `{missing}: ...`")
    return found
