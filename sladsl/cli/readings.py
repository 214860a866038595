"""In: a contract. Out: its readings: what its words can mean, which meaning is adopted and why, what hangs on it."""

from __future__ import annotations

import click

from .says import as_json, formats, loudness, put
from .source import contract


@click.command()
@click.argument("contract_file", metavar="CONTRACT")
@formats("text", "json", "csv", "md")
@loudness
def readings(contract_file: str, format: str) -> int:
    """Show what a contract's words can mean: every reading, its values, the adopted one and why, what hangs on it.

    What each of them comes to on a history, `run --readings all` says. `-` is standard input.

    \b
    sladsl readings contracts/furybit.sla
    sladsl readings contracts/furybit.sla --format csv
    """
    found = contract(contract_file).choices()
    match format:
        case "json":
            put(as_json(found.to_dict()))
        case "csv":
            from ..choices.mapping import csv_of_readings

            put(csv_of_readings(found))
        case _:
            from ..choices.sheets import of_readings
            from .sheets import drawn, page

            (page if format == "md" else drawn)(of_readings(found))
    return 0
