"""In: contracts. Out: what is legal in each and still probably not meant; 1 where something was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .findings import FORMATS, put_findings
from .says import formats, loudness, says
from .source import STDIN, text

if TYPE_CHECKING:
    from ..base.diagnostics import Diagnostic


@click.command()
@click.argument("contracts", nargs=-1, required=True, metavar="CONTRACT...")
@click.option("--select", multiple=True, metavar="CODE", help="Look for this code only, or for all that begin so.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Do not look for this code, or for any that begins so.")
@formats(*FORMATS)
@loudness
def lint(contracts: tuple[str, ...], select: tuple[str, ...], ignore: tuple[str, ...], format: str) -> int:
    """Say what is legal in contracts and still probably not meant: a cap that never binds, a row that is never reached.

    `-` is standard input. A remark silences a finding in its clause and says why: `# sladsl: ignore SLA931 because the
    agreement itself has this cap`. What a project selects stands in its `pyproject.toml`, under `[tool.sladsl.lint]`. Of a
    contract with errors the errors are told. Exit status 1 where something was found.

    \b
    sladsl lint contracts/*.sla
    sladsl lint --select SLA93 --ignore SLA935 contracts/furybit.sla
    """
    from ..base.diagnostics import SlaError
    from ..lint.run import linted
    from ..lint.settings import selection

    if contracts.count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once")
    wrong: list[Diagnostic] = []
    files: list[tuple[str, tuple[Diagnostic, ...]]] = []
    for path in contracts:
        try:
            wanted = selection(None if path == STDIN else path, select, ignore)
            files.append((path, linted(*text(path), wanted)))
        except SlaError as e:  # the others are still worth reading
            if e.kind == "contract":
                files.append((path, e.diagnostics))
            else:
                wrong += [d for d in e.diagnostics if d not in wrong]
    if format != "text":
        put_findings(files, format)
    else:
        for path, found in files:
            put_findings([(path, found)], format)
            _counted(path, found)
    if wrong:
        raise SlaError(wrong, "usage")
    return int(any(found for _, found in files))


def _counted(path: str, found: tuple[Diagnostic, ...]) -> None:
    if says().level >= 0:
        errors = sum(d.severity == "error" for d in found)
        what = "error" if errors else "finding"
        click.echo(f"{path}: {len(found)} {what}{'s' * (len(found) != 1)}" if found else f"{path}: ok")
