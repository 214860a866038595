"""In: contracts. Out: every diagnostic of each, and a line that counts them; 1 where there is an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from .says import as_json, diagnostics, formats, loudness, put, says
from .source import STDIN, findings, text

if TYPE_CHECKING:
    from ..base.diagnostics import Diagnostic

_COUNTED = ("error", "warning", "note")


@click.command()
@click.argument("contracts", nargs=-1, required=True, metavar="CONTRACT...")
@click.option("--strict", is_flag=True, default=False, help="Refuse warnings too: conventions that are taken, not stated.")
@click.option("--text", "agreement", metavar="AGREEMENT", default=None, help="Verify every citation in the agreement's text.")
@formats("text", "json")
@loudness
def check(contracts: tuple[str, ...], strict: bool, agreement: str | None, format: str) -> int:
    """Say everything that is wrong with contracts, every broken clause in one run.

    `-` is standard input. Notes (a stated choice one should know of) are counted; -v prints them. Exit status 1 where a
    contract has an error, with --strict also where it leaves a convention unstated.

    \b
    sladsl check contracts/*.sla
    sladsl check --strict --format json contracts/furybit.sla
    sladsl check --text agreement.txt contract.sla
    """
    from ..base.diagnostics import SlaError

    if (*contracts, agreement).count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once")
    agreed = None if agreement is None else text(agreement)
    status = 0
    unreadable: list[Diagnostic] = []
    files: list[dict[str, Any]] = []
    for path in contracts:
        try:
            found = findings(path, agreed)
        except SlaError as e:  # the others are still worth checking
            unreadable += e.diagnostics
            continue
        count = {s: sum(d.severity == s for d in found) for s in _COUNTED}
        if count["error"] or (strict and count["warning"]):
            status = 1
        files.append({"file": path, "diagnostics": [d.to_dict() for d in found]})
        if format == "text":
            _told(path, found, count)
    if format == "json":
        put(as_json(files))
    if unreadable:
        raise SlaError(unreadable, "usage")
    return status


def _told(path: str, found: Sequence[Diagnostic], count: dict[str, int]) -> None:
    level = says().level
    diagnostics([d for d in found if d.severity != "note" or level > 0], level)
    if level >= 0:
        told = [f"{n} {s}{'s' * (n != 1)}" for s, n in count.items() if n]
        hidden = " (-v prints the notes)" if count["note"] and level == 0 else ""
        click.echo(f"{path}: {', '.join(told) if count['error'] or count['warning'] else ', '.join(['ok', *told])}{hidden}")
