"""In: a contract and its events. Out: the statement, as text for a person, as JSON or CSV for a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from .says import Says, as_json, formats, loudness, put, says
from .source import STDIN, contract


def _readings(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """`ID=VALUE` each; one value a reading."""
    found: dict[str, str] = {}
    for one in given:
        name, equals, value = (part.strip() for part in one.partition("="))
        if not (name and equals and value):
            raise click.BadParameter(f"`{one}` is not a reading and its value (write `full_hours=sum`)")
        if found.setdefault(name, value) != value:
            raise click.BadParameter(f"the reading `{name}` is given two values, `{found[name]}` and `{value}`")
    return found


def _given(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Files of parameters, and single ones, which go before those of the files."""
    from ..api import cover_page

    found: dict[str, str] = {}
    single: dict[str, str] = {}
    for one in given:
        name, equals, value = (part.strip() for part in one.partition("="))
        if equals:
            if not (name and value):
                raise click.BadParameter(f'`{one}` is not a parameter and its value (write `"Target Uptime=99.9%"`)')
            single[name] = value
        else:
            found |= cover_page(one)
    return found | single


@click.command()
@click.argument("contract_file", metavar="CONTRACT")
@click.argument("events", nargs=-1, required=True, metavar="EVENTS...")
@click.option("--from", "from_", default=None, metavar="PERIOD", help="The first period shown: 2025-06, 2025-Q2, 2025.")
@click.option("--to", default=None, metavar="PERIOD", help="The last period shown.")
@click.option("--as-of", default=None, metavar="INSTANT", help="What comes later is not known: 2025-07-01T00:00:00Z.")
@click.option("--known-at", default=None, metavar="INSTANT", help="Leave out what was recorded later.")
@click.option(
    "--reading", "readings", multiple=True, default=(), metavar="ID=VALUE", callback=_readings,
    help="Read a wording otherwise than the contract adopts.",
)  # fmt: skip
@click.option(
    "--given", multiple=True, default=(), metavar="FILE|NAME=VALUE", callback=_given,
    help="Fill in parameters of the contract: a TOML file, or one of them.",
)  # fmt: skip
@click.option("--skip-invalid", is_flag=True, default=False, help="Leave out faulty events and count them in the warnings.")
@click.option("--fail-on", type=click.Choice(["breach"]), default=None, help="Exit 1 where a guarantee is breached.")
@formats("text", "json", "csv")
@loudness
def run(
    contract_file: str,
    events: tuple[str, ...],
    from_: str | None,
    to: str | None,
    as_of: str | None,
    known_at: str | None,
    readings: Mapping[str, str],
    given: Mapping[str, str],
    skip_invalid: bool,
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
        statement = found.run(
            list(events), from_, to, as_of, known_at, readings, given, skip_invalid=skip_invalid, progress=slow
        ).to_dict()
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
