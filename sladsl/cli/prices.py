"""In: what a contract's readings come to on a history. Out: that, for a person, as JSON, as CSV, as a page in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .says import as_json, put, says

if TYPE_CHECKING:
    from ..choices.priced import Priced


def print_priced(found: Priced, format: str) -> None:
    """The prices in a format of `run`."""
    match format:
        case "json":
            from ..choices.mapping import mapping

            put(as_json(mapping(found)))
        case "csv":
            from ..choices.mapping import csv_of_priced

            put(csv_of_priced(found))
            for w in found.warnings:  # a table has no place for them
                says().narrate(f"warning: {w['message']} [{w['code']}]")
        case _:
            from ..choices.costs import of_priced
            from .sheets import drawn, page

            (page if format == "md" else drawn)(of_priced(found, says().level > 0))
