"""In: a path as it was typed, or `-`. Out: the contract of that file or of standard input, or what is wrong with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..api import Contract
    from ..base.diagnostics import Diagnostic

STDIN = "-"


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
    from ..api import compile, read

    if path == STDIN:
        return compile(sys.stdin.buffer.read(), "<stdin>")
    return compile(read(path), path)
