"""In: the name of an agreement, events, what is asked. Out: the lines that its statement must have, as plain mappings."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from . import furybit, layerstack, stellar_cyber, we_aries, websoft9
from .clock import instant, month_name, months_of
from .world import World

AGREEMENTS = {
    "we-aries": we_aries, "websoft9": websoft9, "layerstack": layerstack, "furybit": furybit,
    "stellar-cyber": stellar_cyber,
}  # fmt: skip


def lines(
    contract: str,
    events: list[Mapping[str, Any]],
    from_: str,
    to: str,
    as_of: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Every line the agreement has to say about the events in a range of months."""
    agreement = AGREEMENTS[contract]
    chosen = {name: values[0] for name, values in agreement.READINGS.items()}
    for name, value in (readings or {}).items():
        assert value in agreement.READINGS[name], (name, value)
        chosen[name] = value
    found: list[dict[str, Any]] = []

    def emit(
        line: str, name: str, month: int | None = None, service: str | None = None, item: str | None = None, **more: Any
    ) -> None:
        place = {"period": None if month is None else month_name(month), "service": service, "item": item}
        exact = {k: str(x) if isinstance(x, Fraction | int) and not isinstance(x, bool) else x for k, x in more.items()}
        found.append({"line": line, "name": name} | {k: x for k, x in place.items() if x is not None} | exact)

    agreement.lines(World(events, instant(as_of)), (months_of(from_)[0], months_of(to)[1]), chosen, emit)
    return found
