"""In: a path as it was typed, or `-`. Out: the contract of that file, or of standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..api import Contract
    from ..compile.kept import Compiled

STDIN = "-"


def compiled(path: str) -> Compiled:
    """The rules and diagnostics of a contract; `SlaError` (usage) where it cannot be read."""
    from ..api import compile, read

    if path == STDIN:
        return compile(sys.stdin.buffer.read(), "<stdin>")
    return compile(read(path), path)


def contract(path: str) -> Contract:
    """A contract without errors; `SlaError` with every one of them where there are some."""
    from ..api import Contract
    from ..base.diagnostics import SlaError

    found = compiled(path)
    if found.errors:
        raise SlaError(found.errors)
    return Contract(found.tree, found.diagnostics)
