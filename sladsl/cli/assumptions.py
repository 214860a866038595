"""In: a contract. Out: the schedule of every convention behind its figures: stated, assumed, taken, or the language's."""

from __future__ import annotations

import click

from .says import as_json, formats, loudness, put
from .source import contract


@click.command()
@click.argument("contract_file", metavar="CONTRACT")
@formats("text", "json", "csv", "md")
@loudness
def assumptions(contract_file: str, format: str) -> int:
    """Show every convention that decides what a contract's statements say, numbered, to be attached to a letter.

    First what the agreement states, with its clause; then what the file assumes, with its reason; what is taken because
    neither says it; and what the language fixes for every contract. `-` is standard input.

    \b
    sladsl assumptions contracts/furybit.sla
    sladsl assumptions contracts/furybit.sla --format md > schedule.md
    """
    found = contract(contract_file).assumptions()
    match format:
        case "json":
            put(as_json(found.to_dict()))
        case "csv":
            from ..choices.mapping import csv_of_schedule

            put(csv_of_schedule(found))
        case _:
            from ..choices.sheets import of_schedule
            from .sheets import drawn, page

            (page if format == "md" else drawn)(of_schedule(found))
    return 0
