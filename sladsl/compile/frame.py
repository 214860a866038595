"""In: the header's node. Out: the `Frame`: parties, zone, currency, term; with it what the header leaves unsaid."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from ..base.instants import is_zone
from ..base.quantity import Mode
from ..rules.clauses import Frame
from ..syntax.nodes import Node
from . import values
from .names import Names, cites_of, text_of
from .scope import Scope
from .types import INSTANT

_MODES: dict[str, Mode] = {"down": "down", "up": "up", "half_up": "half up", "half_even": "half even"}


def frame(node: Node | None, names: Names) -> tuple[Frame, frozenset[str]]:
    """The frame, and which statements the header makes."""
    if node is None:
        return Frame(""), frozenset()
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
                    names.sink.error("SLA205", "there is no such date", line.parts[0].place)
                found = evolve(found, version=written)
            case "h_zone" | "h_zone_of":
                if not is_zone(text):
                    message = f"`{text}` is no time zone of the IANA list"
                    help = "write a place, `Europe/Berlin`, or `UTC`; an abbreviation such as EST is ambiguous"
                    names.sink.error("SLA112", message, line.first("STRING").place, help)  # type: ignore[union-attr]
                    text = "UTC"
                found = evolve(found, zone=text, zone_of_subscription=line.kind == "h_zone_of")
            case "h_currency":
                code = line.parts[0].text
                if len(code) != 3 or not code.isupper():
                    names.sink.error("SLA113", f"`{code}` is no currency", line.place, "write its three letters: `EUR`")
                found = evolve(found, currency=code)
            case "h_force":
                scope = Scope(names)
                bounds = [values.expect(p, scope, INSTANT) for p in line.parts if p.kind != "cite"]
                found = evolve(found, force=(bounds[0], bounds[1]))
            case "h_rounding":
                found = evolve(found, money_mode=_MODES[line.parts[0].kind])
        cites.append((line.kind.removeprefix("h_"), cites_of(line)))
    seen = [line.kind for line in node.parts[1:]]
    for kind in {k for k in seen if seen.count(k) > 1}:
        again = [line for line in node.parts[1:] if line.kind == kind][1]
        names.sink.error("SLA102", "the header says this twice", again.place, "leave one of them out")
    return evolve(found, cites=tuple(cites)), frozenset(k.replace("h_zone_of", "h_zone") for k in seen)
