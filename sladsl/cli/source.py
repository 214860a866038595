"""In: a path as it was typed, or `-`. Out: the contract of that file or of standard input, or what is wrong with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..api import Contract
    from ..base.diagnostics import Diagnostic

STDIN = "-"


def text(path: str) -> tuple[bytes, str]:
    """The bytes of a contract and the name it is called by; `SlaError` (usage) where it cannot be read."""
    from ..api import read

    return (sys.stdin.buffer.read(), "<stdin>") if path == STDIN else (read(path), path)


def findings(path: str, agreement: tuple[bytes, str] | None = None) -> tuple[Diagnostic, ...]:
    """Every diagnostic of a contract, and of its citations in an agreement's text where one is given.

    `SlaError` (usage) where the contract cannot be read.
    """
    from ..api import compile
    from ..base.diagnostics import Sink

    data, name = text(path)
    found: tuple[Diagnostic, ...] = compile(data, name).diagnostics
    if agreement is None:
        return found
    from ..sources.beside import beside

    sink = Sink()
    for d in (*found, *beside(data, name, *agreement).findings):
        sink.add(d)
    return tuple(sink)


def contract(path: str) -> Contract:
    """A contract without errors; `SlaError` with every one of them where there are some."""
    from ..api import Contract
    from ..base.diagnostics import SlaError

    found = _compiled(path)
    if found.errors:
        raise SlaError(found.errors)
    return Contract(found.tree, found.diagnostics)


def _compiled(path: str) -> Any:
    from ..api import compile

    return compile(*text(path))
