"""In: a contract and its events. Out: the statement, as text, as JSON or CSV; or what each reading comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from .asking import asking
from .says import Says, as_json, formats, loudness, put, says
from .slow import Slow
from .source import STDIN, contract

if TYPE_CHECKING:
    from ..api import Contract
    from ..statement.asked import Asking


@click.command()
@click.argument("contract_file", metavar="CONTRACT")
@click.argument("events", nargs=-1, required=True, metavar="EVENTS...")
@asking
@click.option(
    "--readings",
    "alternatives",
    type=click.Choice(["all"]),
    default=None,
    help="Say what each other reading comes to, alone and together, instead of the statement.",
)
@click.option("--fail-on", type=click.Choice(["breach"]), default=None, help="Exit 1 where a guarantee is breached.")
@formats("text", "json", "csv", "md")
@loudness
def run(
    contract_file: str,
    events: tuple[str, ...],
    asked: Asking,
    alternatives: str | None,
    fail_on: str | None,
    format: str,
) -> int:
    """Evaluate a contract on events: what was promised, what happened, what is owed, until when to claim it.

    Events are JSON Lines or CSV files, also packed with gzip; `-` is standard input. -v names every line of the statement.

    \b
    sladsl run contracts/furybit.sla events.jsonl --from 2025-06
    sladsl run contracts/furybit.sla events.jsonl --reading full_hours=sum --format csv
    sladsl run contracts/furybit.sla events.jsonl --readings all
    sladsl run contracts/common-paper.sla events.jsonl --given cover-page.toml
    cat events.jsonl | sladsl run contracts/layerstack.sla - --fail-on breach
    """
    if [contract_file, *events].count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once")
    if format == "md" and alternatives is None:
        raise click.UsageError("a statement is not written in Markdown, only what readings come to: `--readings all`")
    found = contract(contract_file)
    breached = (_priced if alternatives else _stated)(found, list(events), asked, format)
    if fail_on == "breach" and breached:
        says().narrate(f"sladsl: breached: {breached} (--fail-on breach)")
        return 1
    return 0


def _stated(found: Contract, events: list[str], asked: Asking, format: str) -> int:
    """Print the statement; how many guarantees are breached."""
    with Slow(says(), "evaluating") as slow:
        statement = found.run(events, **asked, progress=slow).to_dict()
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
    return sum(x.get("verdict") == "breached" for x in statement["lines"] if x["line"] == "guarantee")


def _priced(found: Contract, events: list[str], asked: Asking, format: str) -> int:
    """Print what every reading comes to; how many guarantees are breached as it is read now."""
    from .prices import print_priced

    with Slow(says(), "trying readings") as slow:
        priced = found.priced(events, **asked, progress=slow)
    print_priced(priced, format)
    return sum(x.values.get("verdict") == "breached" for x in priced.outcome.lines if x.line == "guarantee")


def _drawn(statement: Mapping[str, Any], adopted: Mapping[str, str], says: Says) -> None:
    from .draw import console, draw
    from .pages import blocks

    draw(blocks(statement, adopted, says.level > 0), console())
