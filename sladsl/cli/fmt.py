"""In: contracts. Out: the same contracts in the one style, or what would change; 1 where one is broken or would change."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Sequence
from typing import Any, Literal

import click
from attrs import frozen

from ..base.diagnostics import Diagnostic, SlaError
from .says import as_json, diagnostics, formats, loudness, put, says
from .source import STDIN

State = Literal["formatted", "would change", "unchanged", "broken"]
_COLOURS = {"---": "bold", "+++": "bold", "@@": "cyan", "+": "green", "-": "red"}


@frozen
class _Done:
    """What became of a contract; `before` and `after` are its texts, `piped` when it came from standard input."""

    file: str
    piped: bool
    state: State
    before: str
    after: str
    diagnostics: tuple[Diagnostic, ...] = ()


@click.command()
@click.argument("contracts", nargs=-1, required=True, metavar="CONTRACT...")
@click.option("--check", is_flag=True, default=False, help="Change nothing; name the contracts that would change.")
@click.option("--diff", is_flag=True, default=False, help="Change nothing; show what would change.")
@formats("text", "json")
@loudness
def fmt(contracts: tuple[str, ...], check: bool, diff: bool, format: str) -> int:
    """Write contracts in the one style.

    Only blanks, line ends and the characters of word processors change; that the contract means what it meant is proven
    before a file is touched. A contract with a clause that cannot be read is left as it is. `-` is standard input, whose
    text goes to standard output. Exit status 1 where a contract cannot be read, and with --check or --diff where one would
    change.

    \b
    sladsl fmt contracts/*.sla
    sladsl fmt --check --diff contracts/furybit.sla
    """
    if contracts.count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once")
    done: list[_Done] = []
    unusable: list[Diagnostic] = []
    faults: list[Exception] = []
    for path in contracts:
        try:
            done.append(_formatted(path, check or diff))
        except SlaError as e:  # the others can still be formatted
            unusable += e.diagnostics
        except Exception as e:  # a fault of the program, which has not touched this file
            says().narrate(f"{path}: left as it is, a fault of the program")
            faults.append(e)
    if format == "json":
        put(as_json([_as_mapping(d, diff) for d in done]))
    else:
        for d in done:
            _tell(d, check, diff)
        _sum_up(done)
    if faults:
        raise faults[0]
    if unusable:
        raise SlaError(unusable, "usage")
    return int(any(d.state in ("broken", "would change") for d in done))


def _formatted(path: str, only_look: bool) -> _Done:
    from .. import api
    from ..base.files import write

    piped = path == STDIN
    data, name = (sys.stdin.buffer.read(), "<stdin>") if piped else (api.read(path), path)
    before = data.decode("utf-8", "replace")
    try:
        after = api.format(data, name)
    except SlaError as e:
        return _Done(name, piped, "broken", before, before, e.diagnostics)
    if after.encode() == data:
        return _Done(name, piped, "unchanged", before, after)
    if only_look:
        return _Done(name, piped, "would change", before, after)
    if not piped:
        write(path, after)
    return _Done(name, piped, "formatted", before, after)


def _tell(d: _Done, check: bool, diff: bool) -> None:
    """What was asked for goes to standard output, what became of the file to standard error."""
    told = says()
    if d.diagnostics:
        diagnostics(d.diagnostics, told.level, err=True)
        n = len(d.diagnostics)
        told.narrate(f"{d.file}: left as it is, {n} error{'s' * (n != 1)}")
    if diff:
        _show(_difference(d))
    if check and d.state == "would change":
        click.echo(f"{d.file}: would change")
    if d.piped and not (check or diff or d.state == "broken"):
        put(d.after)
    elif d.state == "formatted" or (d.state == "unchanged" and told.level > 0):
        told.narrate(f"{d.file}: {d.state}")


def _sum_up(done: Sequence[_Done]) -> None:
    """How many of several contracts are in the style."""
    if len(done) > 1:
        counted = {s: sum(d.state == s for d in done) for s in ("formatted", "would change", "unchanged", "broken")}
        says().narrate(", ".join(f"{n} {s}" for s, n in counted.items() if n))


def _as_mapping(d: _Done, diff: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"file": d.file, "state": d.state, "diagnostics": [x.to_dict() for x in d.diagnostics]}
    if d.piped:
        found["text"] = d.after
    return found | ({"diff": "".join(_difference(d))} if diff else {})


def _difference(d: _Done) -> list[str]:
    return difference(d.file, d.before, d.after)


def difference(file: str, before: str, after: str) -> list[str]:
    """The unified difference of two texts of a file, as `patch -p0` reads it."""
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    found = difflib.unified_diff(old, new, file, file)
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found]


def _show(lines: Sequence[str]) -> None:
    """A difference, coloured on a terminal."""
    if not sys.stdout.isatty():
        put("".join(lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in lines:
        style = next((c for sign, c in _COLOURS.items() if line.startswith(sign)), "")
        console.print(Text(line.rstrip("\n"), style))
