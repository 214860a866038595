"""Random streams of events that are valid, and adversarial: outages of exactly a tier's length, acts a microsecond late.

In: the name of an agreement and a seed. Out: `stream`, what a run is asked: events, months, an instant, readings.
`maker` holds what all agreements share, one file an agreement what its events look like.
"""

from __future__ import annotations

from typing import Any

from . import furybit, layerstack, stellar_cyber, we_aries, websoft9
from .maker import Maker

FILLERS = {
    "we-aries": we_aries.fill,
    "websoft9": websoft9.fill,
    "layerstack": layerstack.fill,
    "furybit": furybit.fill,
    "stellar-cyber": stellar_cyber.fill,
}


def stream(contract: str, seed: int) -> dict[str, Any]:
    """What a run is asked: `events`, `from_`, `to`, `as_of`, `readings`; the same for the same seed."""
    maker = Maker(contract, seed)
    FILLERS[contract](maker)
    return maker.finished(maker.readings())
