"""In: a contract. Out: SLA921, values of a reading that mean the same wherever the reading decides something."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules.choice import ByReading
from ..rules.walk import walk
from .bounds import Reckoner
from .subject import Subject, warning


def same_meaning(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Branches are compared as rules: two ways to write one rule are one. A reading that nothing uses is SLA104."""
    for reading in subject.tree.readings:
        places = [x for x in walk(subject.tree.clauses) if isinstance(x, ByReading) and x.reading == reading.name]
        if not places:
            continue
        meanings: dict[tuple[object, ...], list[str]] = {}
        for value, _ in reading.values:
            taken = tuple(subject.means(dict(place.choices).get(value)) for place in places)
            meanings.setdefault(taken, []).append(value)
        for same in meanings.values():
            if len(same) == len(reading.values):
                message = f"the reading `{reading.name}` changes nothing: all its values lead to the same rule"
            elif len(same) > 1:
                message = f"`{same[0]}` and `{same[1]}` of the reading `{reading.name}` lead to the same rule"
            else:
                continue
            help = "write what the wording would mean otherwise, or leave the value out"
            yield warning("SLA921", message, reading.place, help)
