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


def findings(path: str) -> tuple[Diagnostic, ...]:
    """Every diagnostic of a contract; `SlaError` (usage) where it cannot be read."""
    found: tuple[Diagnostic, ...] = _compiled(path).diagnostics
    return found


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
