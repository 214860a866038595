"""In: contracts. Out: every diagnostic of each, and a line that counts them; certain fixes, made; 1 where there is an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from .findings import FORMATS, put_findings
from .says import as_json, diagnostics, formats, loudness, put, says
from .source import STDIN, findings, text

if TYPE_CHECKING:
    from ..base.diagnostics import Diagnostic

_COUNTED = ("error", "warning", "note")


@click.command()
@click.argument("contracts", nargs=-1, required=True, metavar="CONTRACT...")
@click.option("--strict", is_flag=True, default=False, help="Refuse warnings too: conventions that are taken, not stated.")
@click.option("--text", "agreement", metavar="AGREEMENT", default=None, help="Verify every citation in the agreement's text.")
@click.option("--fix", is_flag=True, default=False, help="Mend what can be meant in one way only.")
@click.option("--diff", is_flag=True, default=False, help="Show what --fix would change, and change nothing.")
@formats(*FORMATS)
@loudness
def check(contracts: tuple[str, ...], strict: bool, agreement: str | None, fix: bool, diff: bool, format: str) -> int:
    """Say everything that is wrong with contracts, every broken clause in one run.

    `-` is standard input; with --fix its text goes to standard output and what is left to say to standard error. Notes (a
    stated choice one should know of) are counted; -v prints them. Exit status 1 where a contract has an error, with --strict
    also where it leaves a convention unstated, with --diff also where something would change.

    \b
    sladsl check contracts/*.sla
    sladsl check --strict --format json contracts/furybit.sla
    sladsl check --text agreement.txt contract.sla
    sladsl check --fix contract.sla
    """
    from ..base.diagnostics import SlaError

    if (*contracts, agreement).count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once")
    if (fix or diff) and agreement is not None:
        raise click.UsageError("--fix and --diff do not look into an agreement: leave out --text")
    if diff and format != "text":
        raise click.UsageError("--diff is text: leave out --format")
    if fix and not diff and STDIN in contracts and format != "text":
        raise click.UsageError("with --fix standard input goes to standard output: leave out --format")
    agreed = None if agreement is None else text(agreement)
    status = 0
    unreadable: list[Diagnostic] = []
    files: list[tuple[str, Sequence[Diagnostic]]] = []
    fixes: list[int] = []
    for path in contracts:
        changed = False
        try:
            if fix or diff:
                found, fixed, changed = _mended(path, diff)
            else:
                found, fixed = findings(path, agreed), 0
        except SlaError as e:  # the others are still worth checking
            unreadable += e.diagnostics
            continue
        files.append((path, found))
        fixes.append(fixed)
        count = {s: sum(d.severity == s for d in found) for s in _COUNTED}
        if count["error"] or (strict and count["warning"]) or (diff and changed):
            status = 1
        if format == "text":
            _told(path, found, count, fixed, would=diff, err=diff or (fix and path == STDIN))
    if format == "json" and fix:
        put(as_json([_as_mapping(path, found, fixed) for (path, found), fixed in zip(files, fixes, strict=True)]))
    elif format != "text":
        put_findings(files, format)
    if unreadable:
        raise SlaError(unreadable, "usage")
    return status


def _mended(path: str, only_shown: bool) -> tuple[Sequence[Diagnostic], int, bool]:
    """What is left to say about a contract when its fixes are made, how many there are, and whether the text changes."""
    from ..api import mend
    from ..base.files import write
    from .fmt import difference

    data, name = text(path)
    done = mend(data, name)
    changed = done.fixed > 0
    if only_shown:
        if changed:
            put("".join(difference(name, data.decode(), done.text)))
    elif path == STDIN:
        put(done.text if changed else data.decode(errors="replace"))
    elif changed:
        write(path, done.text)
    return done.diagnostics, done.fixed, changed


def _as_mapping(path: str, found: Sequence[Diagnostic], fixed: int) -> dict[str, Any]:
    return {"file": path, "fixed": fixed, "diagnostics": [d.to_dict() for d in found]}


def _told(
    path: str, found: Sequence[Diagnostic], count: dict[str, int], fixed: int, would: bool = False, err: bool = False
) -> None:
    level = says().level
    diagnostics([d for d in found if d.severity != "note" or level > 0], level, err)
    if level < 0:
        return
    told = [f"{n} {s}{'s' * (n != 1)}" for s, n in count.items() if n]
    if not (count["error"] or count["warning"]):
        told = ["ok", *told]
    if fixed:
        told = [f"{fixed} {'would be ' if would else ''}fixed", *told]
    hidden = " (-v prints the notes)" if count["note"] and level == 0 else ""
    click.echo(f"{path}: {', '.join(told)}{hidden}", err=err)
