"""In: the header's node. Out: the `Frame`: parties, zone, currency, term; with it what the header leaves unsaid."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import evolve

from ..base.diagnostics import Diagnostic
from ..base.grids import QUARTER
from ..rules.clauses import Frame
from ..syntax.nodes import Node
from ..syntax.zones import zone_fault
from . import rounding, values
from .grids import count_of, grid_of
from .names import Names, cites_of, text_of
from .scope import Scope
from .spans import is_currency
from .types import INSTANT

# lines of the header that say one thing in several ways
_SAME = {
    "h_zone_of": "h_zone", "h_currency_of_fee": "h_currency", "h_quarter": "h_period", "h_long": "h_period",
    "h_cycles_of": "h_cycles",
}  # fmt: skip


def frame(node: Node | None, names: Names) -> tuple[Frame, frozenset[str]]:
    """The frame, and which statements the header makes."""
    if node is None:
        return Frame(""), frozenset()
    names.in_force = node.first("h_force") is not None
    stated = node.first("h_currency")
    names.currency = stated.parts[0].text if stated is not None else None
    found = Frame(text_of(node.parts[0]))
    cites = []
    for line in node.parts[1:]:
        texts = [text_of(p) for p in line.all("STRING")]
        text = texts[0] if texts else ""
        match line.kind:
            case "h_provider":
                found = evolve(found, provider=text)
            case "h_customer":
                found = evolve(found, customer=text)
            case "h_text":
                found = evolve(found, text=text)
            case "h_version":
                written = line.parts[0].text
                try:
                    date.fromisoformat(written)
                except ValueError:
                    help = "write year, month, day: `2025-06-30`"
                    names.sink.error("SLA205", "there is no such date", line.parts[0].place, help)
                found = evolve(found, version=written)
            case "h_zone" | "h_zone_of":
                if fault := zone_fault(text):
                    names.sink.error("SLA112", fault[0], line.first("STRING").place, fault[1])  # type: ignore[union-attr]
                    text = "UTC"
                found = evolve(found, zone=text, zone_of_subscription=line.kind == "h_zone_of")
            case "h_currency":
                code = line.parts[0].text
                if not is_currency(code):
                    names.sink.error(
                        "SLA113",
                        f"`{code}` is no currency",
                        line.parts[0].place,
                        "write its three letters, such as `EUR` or `USD`",
                    )
                found = evolve(found, currency=code)
            case "h_quarter":
                found = evolve(found, grid=QUARTER)
            case "h_long":
                found = evolve(found, grid=grid_of(line.parts[0], names))
            case "h_cycles":
                found = evolve(found, billing=count_of(line.parts[0], names, 31))
            case "h_cycles_of":
                found = evolve(found, billing=None)
            case "h_spread":
                found = evolve(found, spread=_spread(line.parts[0], names))
            case "h_force":
                scope = Scope(names)
                bounds = [values.expect(p, scope, INSTANT) for p in line.parts if p.kind != "cite"]
                found = evolve(found, force=(bounds[0], bounds[1]))
            case "h_rounding":
                found = evolve(found, money_mode=rounding.MODES[line.parts[0].kind])
        cites.append((line.kind.removeprefix("h_"), cites_of(line)))
    seen: dict[str, Node] = {}
    for line in node.parts[1:]:
        kind = _SAME.get(line.kind, line.kind)
        if kind in seen:
            related = (("it was said here first", seen[kind].place),)
            message, help = "the header says this twice", "leave one of them out"
            names.sink.add(Diagnostic("SLA102", message, line.place, help, related=related))
        seen.setdefault(kind, line)
    return evolve(found, cites=tuple(cites)), frozenset(seen)


def _spread(word: Node, names: Names) -> Literal["months", "days"]:
    """By what a fee of a longer period is spread."""
    if word.text == "days":
        return "days"
    if word.text != "months":
        names.unknown("SLA219", f"fees are not spread by `{word.text}`", word.place, word.text, ("months", "days"))
    return "months"
