"""In: the words of a command line. Out: a verb's result and the exit status, the same for every verb.

0 done; 1 findings; 2 wrong usage; 3 the events are invalid; 4 a fault of the program itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from .says import Says, diagnostics, hang_up, loudness, utf8

USAGE, FAULT, INTERRUPTED, HUNG_UP = 2, 4, 130, 141
_OF_KIND = {"contract": 1, "usage": USAGE, "events": 3}
# Every verb has a module of its name, which is imported when the verb is used; here is what the list of verbs says of it.
VERBS = {
    "check": "Say everything that is wrong with contracts.",
    "lint": "Say what is legal in contracts and still probably not meant.",
    "run": "Evaluate a contract on events.",
    "explain": "Say why a line of a statement is what it is, and how far it is from being otherwise.",
    "readings": "Show what a contract's words can mean, and what was adopted.",
    "assumptions": "Show every convention behind a contract's figures.",
    "tree": "Show the rules that a contract was compiled to.",
    "fmt": "Write contracts in the one style.",
    "render": "Write a contract as plain English that can be read back.",
    "sources": "Show an agreement's sentences beside the clauses that cite them.",
    "code": "Explain messages by their codes, with examples.",
}


class Door(click.Group):
    """A group of verbs that turns whatever happens inside into words and an exit status."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run and end the process, or only run with `standalone_mode=False`."""
        if not extra.pop("standalone_mode", True):
            return super().main(args, prog_name, standalone_mode=False, **extra)
        utf8()
        says = Says()
        try:
            status = super().main(args, prog_name or "sladsl", standalone_mode=False, **(extra | {"obj": says}))
            sys.stdout.flush()
        except Exception as e:
            status = _ended(e, says)
        sys.exit(status if isinstance(status, int) else 0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in the order in which one meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of a name, imported now."""
        if cmd_name not in VERBS:
            return None
        found: click.Command = getattr(import_module(f"{__package__}.{cmd_name}"), cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, of which none need be imported."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; a reader that goes away ends it in silence, as it does with every other tool."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            hang_up()
            sys.exit(HUNG_UP)


def _ended(error: Exception, says: Says) -> int:
    """What went wrong, told; the exit status."""
    from ..base.diagnostics import SlaError

    match error:
        case click.ClickException():
            error.show()
            return USAGE
        case click.Abort():
            return INTERRUPTED
        case BrokenPipeError():
            hang_up()
            return HUNG_UP
        case SlaError():
            diagnostics(error.diagnostics, says.level, err=True)
            says.narrate(f"sladsl: {_summed(error.kind, [d.code for d in error.diagnostics])}")
            return _OF_KIND[error.kind]
    if says.level >= 2:
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    message = (
        f"sladsl: a fault of the program itself ({what}), not of your files; please report it to the makers of sladsl, "
        "with the command and what it prints with -v -v"
    )
    click.echo(message, err=True)
    return FAULT


def _summed(kind: str, codes: Sequence[str]) -> str:
    """What it came to, in a line that is still seen below many findings."""
    n = len(codes)
    match kind:
        case "contract":
            return f"the contract has {n} error{'s' * (n != 1)}; nothing was evaluated"
        case "events":
            from ..events.codes import FATAL  # a whole file is lost, and no option mends that

            skipped = "" if FATAL & set(codes) else "; --skip-invalid leaves faulty lines out"
            return f"the events have {n} fault{'s' * (n != 1)}; nothing was evaluated{skipped}"
    return "that cannot be done as it was asked"


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from .. import __version__

        click.echo(f"sladsl {__version__}")
        ctx.exit()


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, default=False, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
@loudness
def cli() -> None:
    """Service Level Agreements that run: what was promised, what happened, what is owed, until when to claim it.

    \b
    sladsl check contracts/furybit.sla
    sladsl run contracts/furybit.sla events.jsonl --from 2025-06
    sladsl tree contracts/furybit.sla

    Exit status: 0 done, 1 findings (errors in a contract, or a breach with --fail-on breach), 2 wrong usage, 3 the events
    are invalid, 4 a fault of the program itself.
    """
