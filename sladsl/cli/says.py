"""In: what a verb found. Out: bytes on standard output, narration and diagnostics on standard error, as loud as asked."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ..base.diagnostics import Diagnostic

F = TypeVar("F", bound=Callable[..., Any])
_MOST = 200  # diagnostics told at once, unless asked for all
_COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}


@dataclass
class Says:
    """How much is told: -1 quiet, 0 as usual, 1 details, 2 where a fault of the program happened."""

    level: int = 0

    def narrate(self, text: str) -> None:
        """One line for the person who waits, not for the program that reads the result."""
        if self.level >= 0:
            click.echo(text, err=True)


def says() -> Says:
    """How much this run tells."""
    return click.get_current_context().ensure_object(Says)


def loudness(command: F) -> F:
    """The options -q and -v; they add up, before the verb or behind it."""

    def louder(ctx: click.Context, param: click.Parameter, value: int) -> None:
        ctx.ensure_object(Says).level += value

    def quieter(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        ctx.ensure_object(Says).level -= int(value)

    v = click.option("-v", "--verbose", count=True, default=0, expose_value=False, callback=louder, help="Tell more.")
    q = click.option(
        "-q", "--quiet", is_flag=True, default=False, expose_value=False, callback=quieter, help="Tell only the result."
    )
    return v(q(command))


def formats(*names: str) -> Callable[[F], F]:
    """The option --format; the first name is what a person gets."""
    return click.option(
        "--format", "format", type=click.Choice(names), default=names[0], show_default=True, help="What is printed."
    )


def put(text: str) -> None:
    """A result for a program, in UTF-8 whatever the locale is."""
    click.echo(text.encode(), nl=False)


def diagnostics(found: Sequence[Diagnostic], level: int, err: bool = False) -> None:
    """Every finding as text, coloured on a terminal; beyond some hundreds the rest is counted."""
    stream = sys.stderr if err else sys.stdout
    told = found if level > 0 else found[:_MOST]
    texts = [d.to_text() for d in told]
    if stream.isatty():
        _coloured(told, texts, stream)
    elif texts:
        click.echo("\n\n".join(texts) + "\n", err=err)
    if len(told) < len(found):
        click.echo(f"... and {len(found) - len(told)} more (-v prints all)\n", err=err)


def _coloured(found: Sequence[Diagnostic], texts: Sequence[str], stream: IO[str]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for d, text in zip(found, texts, strict=True):
        for n, line in enumerate(text.splitlines()):
            drawn = Text(line)
            if n == 0:
                drawn.stylize(_COLOURS[d.severity], 0, line.find(":"))
            elif line.strip(" |^") == "" and "^" in line:
                drawn.stylize(_COLOURS[d.severity], line.find("^"))
            elif line.startswith("  help:"):
                drawn.stylize("cyan", 2, 7)
            elif line.startswith("  -->"):
                drawn.stylize("dim")
            console.print(drawn)
        console.print()


def utf8() -> None:
    """UTF-8 on standard output and error also where the locale says nothing; what a person chose for Python stays."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            chosen = os.environ.get("PYTHONIOENCODING")
            stream.reconfigure(encoding=None if chosen else "utf-8", errors="replace")


def hang_up() -> None:
    """Nobody reads any more: let the interpreter's last flush go nowhere."""
    with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def as_json(found: Any) -> str:
    """Anything of plain values as JSON for people and programs; `json` is imported only when somebody wants it."""
    import json

    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
