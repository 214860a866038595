"""In: a rule tree. Out: the table of its readings: each with its words, its values, the adopted one and why, and its use."""

from __future__ import annotations

from math import prod
from typing import Any

from attrs import frozen

from ..rules.clauses import RuleTree
from .uses import Uses, called

SCHEMA = "sladsl/choices/1"


@frozen
class Row:
    """One reading as a reader of the agreement meets it."""

    name: str
    clause: str | None
    words: tuple[str, ...]
    places: tuple[str, ...]  # every place that it cites
    values: tuple[tuple[str, str], ...]  # each with its sense, in the order of the text
    adopted: str
    because: str
    decides: tuple[str, ...]  # clauses in which it stands
    reaches: tuple[str, ...]  # clauses that hang on it through those


@frozen
class Listed:
    """Every reading of a contract; `combinations` is how many contracts the file is, if nothing is adopted."""

    title: str
    file: str
    sha256: str
    rows: tuple[Row, ...]

    @property
    def combinations(self) -> int:
        """The product of the numbers of values; 1 where there is no reading."""
        return prod(len(row.values) for row in self.rows)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "schema": SCHEMA,
            "contract": {"name": self.title, "file": self.file, "sha256": self.sha256},
            "combinations": self.combinations,
            "readings": [
                {
                    "reading": row.name,
                    "clause": row.clause,
                    "places": list(row.places),
                    "words": list(row.words),
                    "values": [{"value": v, "sense": sense, "adopted": v == row.adopted} for v, sense in row.values],
                    "because": row.because,
                    "decides": list(row.decides),
                    "reaches": list(row.reaches),
                }
                for row in self.rows
            ],
        }


def listed(tree: RuleTree) -> Listed:
    """The readings in the order of the text.

    >>> from sladsl import load
    >>> found = listed(load("docs/examples/hosting/hosting.sla").tree)
    >>> found.rows[0].decides, found.rows[0].reaches[-1]
    (('measure Downtime',), 'remedy Service Credit')
    """
    uses = Uses(tree)
    rows = [
        Row(
            x.name,
            x.clause,
            tuple(w for cite in x.cites for w in cite.words),
            tuple(dict.fromkeys(cite.place for cite in x.cites)),
            x.values,
            x.adopted,
            x.because,
            tuple(map(called, uses.direct(x.name))),
            tuple(map(called, uses.through(x.name))),
        )
        for x in tree.readings
    ]
    return Listed(tree.frame.title, tree.file, tree.sha256, tuple(rows))
