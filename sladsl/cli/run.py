"""In: a contract and its events. Out: the statement, as text for a person, as JSON or CSV for a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from .asking import Asking, asking
from .says import Says, as_json, formats, loudness, put, says
from .source import STDIN, contract


@click.command()
@click.argument("contract_file", metavar="CONTRACT")
@click.argument("events", nargs=-1, required=True, metavar="EVENTS...")
@asking
@click.option("--fail-on", type=click.Choice(["breach"]), default=None, help="Exit 1 where a guarantee is breached.")
@formats("text", "json", "csv")
@loudness
def run(
    contract_file: str,
    events: tuple[str, ...],
    asked: Asking,
    fail_on: str | None,
    format: str,
) -> int:
    """Evaluate a contract on events: what was promised, what happened, what is owed, until when to claim it.

    Events are JSON Lines or CSV files, also packed with gzip; `-` is standard input. -v names every line of the statement.

    \b
    sladsl run contracts/furybit.sla events.jsonl --from 2025-06
    sladsl run contracts/furybit.sla events.jsonl --reading full_hours=sum --format csv
    sladsl run contracts/common-paper.sla events.jsonl --given cover-page.toml
    cat events.jsonl | sladsl run contracts/layerstack.sla - --fail-on breach
    """
    if [contract_file, *events].count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once")
    from .slow import Slow

    found = contract(contract_file)
    with Slow(says(), "evaluating") as slow:
        statement = found.run(list(events), **asked, progress=slow).to_dict()
    match format:
        case "json":
            put(as_json(statement))
        case "csv":
            from ..statement.table import csv_text

            put(csv_text(statement))
            for w in statement["warnings"]:  # a table has no place for them
                says().narrate(f"warning: {w['message']} [{w['code']}]")
        case _:
            _drawn(statement, {name: values[0] for name, values in found.readings.items()}, says())
    breached = sum(x.get("verdict") == "breached" for x in statement["lines"] if x["line"] == "guarantee")
    if fail_on == "breach" and breached:
        says().narrate(f"sladsl: breached: {breached} (--fail-on breach)")
        return 1
    return 0


def _drawn(statement: Mapping[str, Any], adopted: Mapping[str, str], says: Says) -> None:
    from .draw import console, draw
    from .pages import blocks

    draw(blocks(statement, adopted, says.level > 0), console())
