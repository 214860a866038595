"""In: codes of messages. Out: what each means: why it is said, an example with what `check` says of it, the same mended."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from .says import as_json, diagnostics, formats, loudness, put, says

if TYPE_CHECKING:
    from rich.console import Console

    from ..base.diagnostics import Diagnostic
    from ..catalogue.read import Entry

_WIDEST = 100  # columns of prose


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@formats("text", "json", "md")
@loudness
def code(codes: tuple[str, ...], format: str) -> int:
    """Explain messages by their codes: why each is said, an example that gives it, and the same mended.

    Without a code, list all of them. Warnings of a statement are known by their names; a whole family by its own (`tables`).

    \b
    sladsl code SLA304
    sladsl code no_fee fee_twice
    sladsl code tables --format md
    """
    from ..catalogue.page import index

    if not codes:
        match format:
            case "json":
                put(as_json([{"code": e.code, "family": e.family, "title": e.title} for e in _all()]))
            case "md":
                put(index())
            case _:
                _listed()
        return 0
    found = [entry for word in codes for entry in _named(word)]
    match format:
        case "json":
            put(as_json([e.to_dict() | {"finding": [d.to_dict() for d in _said(e)]} for e in found]))
        case "md":
            put(_markdown(codes, found))
        case _:
            for n, entry in enumerate(found):
                _told(entry, n)
    return 0


def _all() -> tuple[Entry, ...]:
    from ..catalogue.read import entries

    return entries()


def _named(word: str) -> tuple[Entry, ...]:
    """The entry of a code, or those of a family."""
    from ..api import message
    from ..catalogue.read import FAMILIES, family, near

    if word.lower() in FAMILIES:
        return family(word.lower())
    found = message(word)
    if found is None:
        close = "`, `".join(near(word))
        way = f"did you mean `{close}`?" if close else "`sladsl code` lists all"
        raise click.BadParameter(f"there is no message `{word}`; {way}", param_hint="CODE")
    return (found,)


def _said(entry: Entry) -> list[Diagnostic]:
    """What the program says of the bad example."""
    from .tried import bad

    return [d for d in bad(entry) if d.code == entry.code]


def _markdown(codes: Sequence[str], found: Sequence[Entry]) -> str:
    from ..catalogue.page import page, section
    from ..catalogue.read import FAMILIES

    if len(codes) == 1 and (name := codes[0].lower()) in FAMILIES:
        return page(name, _said)
    return "\n".join(section(e, _said(e)) for e in found)


# ---------------------------------------------------------------- for a person
def _listed() -> None:
    from ..catalogue.read import FAMILIES, family
    from .draw import console

    on, first = console(), True
    for name, (heading, _) in FAMILIES.items():
        found = family(name)
        if found:
            _line(on, heading if first else f"\n{heading}", "bold")
            first = False
        wide = max((len(e.code) for e in found), default=0)
        for e in found:
            for n, line in enumerate(textwrap.wrap(e.title, _width(on) - wide - 4)):
                _line(on, f"  {'' if n else e.code:{wide}}  {line}")


def _told(entry: Entry, before: int) -> None:
    from .draw import console

    on = console()
    if before:
        _line(on, "\n" + "─" * _width(on) + "\n", "dim")
    _wrapped(on, f"{entry.code}: {entry.title}", "bold")
    _line(on)
    _wrapped(on, entry.why)
    for caption, text in _beside(entry, says().level > 0):
        _example(on, caption, text)
    wrong, right = entry.captions
    hidden = " (-v prints it)" if entry.behind == "uptime" and says().level <= 0 else ""
    _example(on, wrong + hidden, entry.bad)
    _line(on)
    diagnostics(_said(entry), says().level)
    _example(on, right, entry.good, gap=False)
    _line(on)
    _wrapped(on, f"What to do: {entry.fix}.", "cyan")


def _beside(entry: Entry, verbose: bool) -> Iterator[tuple[str, str]]:
    if verbose and entry.in_front:
        yield "in front", entry.in_front
    if entry.contract:
        yield "the contract", entry.contract
    if entry.text:
        yield "the agreement", entry.text
    if entry.events:
        yield "the events", entry.events


def _example(on: Console, caption: str, text: str, gap: bool = True) -> None:
    if gap:
        _line(on)
    _line(on, caption[:1].upper() + caption[1:] + ":", "dim")
    _line(on)
    for line in text.splitlines():
        _line(on, f"    {line}".rstrip())


def _wrapped(on: Console, text: str, style: str = "") -> None:
    for line in textwrap.wrap(text, _width(on), break_long_words=False, break_on_hyphens=False):
        _line(on, line, style)


def _line(on: Console, text: str = "", style: str = "") -> None:
    from rich.text import Text

    on.print(Text(text, style), soft_wrap=True)


def _width(on: Console) -> int:
    return min(on.width, _WIDEST)
