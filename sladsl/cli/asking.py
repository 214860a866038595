"""In: the words of a command line that say what a run is asked. Out: one value, as `Contract.run` takes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

# What `sladsl.statement.asked.Asking` has; it is not imported, as `--help` needs only the words.
_NAMES = ("from_", "to", "as_of", "known_at", "readings", "given", "skip_invalid")
F = TypeVar("F", bound=Callable[..., Any])


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
    from ..statement.asked import cover_page

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


_OPTIONS = (
    click.option("--from", "from_", default=None, metavar="PERIOD", help="The first period shown: 2025-06, 2025-Q2, 2025."),
    click.option("--to", default=None, metavar="PERIOD", help="The last period shown."),
    click.option("--as-of", default=None, metavar="INSTANT", help="What comes later is not known: 2025-07-01T00:00:00Z."),
    click.option("--known-at", default=None, metavar="INSTANT", help="Leave out what was recorded later."),
    click.option(
        "--reading", "readings", multiple=True, default=(), metavar="ID=VALUE", callback=_readings,
        help="Read a wording otherwise than the contract adopts.",
    ),
    click.option(
        "--given", multiple=True, default=(), metavar="FILE|NAME=VALUE", callback=_given,
        help="Fill in parameters of the contract: a TOML file, or one of them.",
    ),
    click.option("--skip-invalid", is_flag=True, default=False, help="Leave out faulty events and count them in the warnings."),
)  # fmt: skip


def asking(command: F) -> F:
    """The options of every verb that evaluates; the verb gets them as one value, `asked`."""

    @wraps(command)
    def gathered(**words: Any) -> Any:
        asked = {name: words.pop(name) for name in _NAMES}
        return command(**words, asked=asked)

    for option in reversed(_OPTIONS):
        option(gathered)
    return gathered  # type: ignore[return-value]
