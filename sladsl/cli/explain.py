"""In: a contract, its events, a line of the statement. Out: why the line is what it is, for a person, a program, a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .asking import asking
from .says import as_json, formats, loudness, put, says
from .slow import Slow
from .source import STDIN, contract

if TYPE_CHECKING:
    from ..statement.asked import Asking


@click.command()
@click.argument("contract_file", metavar="CONTRACT")
@click.argument("events", nargs=-1, required=False, metavar="EVENTS...")
@click.argument("line", metavar="LINE")
@click.option("--all", "every", is_flag=True, default=False, help="Explain every line whose name begins so.")
@click.option("--subscription", default=None, metavar="ID", help="Whose line is meant, where the events know several.")
@asking
@formats("text", "json", "md")
@loudness
def explain(
    contract_file: str,
    events: tuple[str, ...],
    line: str,
    every: bool,
    subscription: str | None,
    asked: Asking,
    format: str,
) -> int:
    """Say why a line of a statement is what it is, why it is not more, and how far it is from being otherwise.

    LINE is a name as `run -v` prints it, KIND/NAME[/PERIOD][/SERVICE][/ITEM], or a beginning of one that no other line has;
    `/` with --all is every line.

    \b
    sladsl explain contracts/furybit.sla events.jsonl "remedy/Service Level Credit/2025-06"
    sladsl explain contracts/furybit.sla events.jsonl guarantee --all --format md > letter.md
    """
    if [contract_file, *events].count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once")
    from pathlib import Path

    if not events or Path(line).is_file():
        raise click.UsageError("say behind the events which line is meant; `sladsl run -v` prints the names of all lines")
    found = contract(contract_file)
    with Slow(says(), "explaining"):
        told = found.explain(list(events), "" if line == "/" else line, every, subscription, **asked)
    match format:
        case "json":
            from ..explain.mapping import SCHEMA, as_mapping

            put(as_json({"schema": SCHEMA, "explanations": [as_mapping(one) for one in told]}))
        case "md":
            from ..explain.page import markdown

            put("\n".join(markdown(one) for one in told))
        case _:
            from ..explain.page import outline as page
            from .draw import console, outline

            on = console()
            for n, one in enumerate(told):
                if n:
                    on.print()
                outline(page(one), on)
    return 0
