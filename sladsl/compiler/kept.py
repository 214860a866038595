"""In: a contract's bytes. Out: its diagnostics and its rule tree, read back where the same bytes were compiled before.

A contract that has not changed is checked without parsing it: its fingerprint, with that of the compiler's own files, names
what was found. The tree is unpacked only when it is asked for.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from ..base import cache
from ..base.diagnostics import Diagnostic

if TYPE_CHECKING:
    from ..rules.clauses import RuleTree


@frozen
class Compiled:
    """What was found about a contract, and its rules; with an error among the findings the rules are incomplete."""

    diagnostics: tuple[Diagnostic, ...]
    _tree: bytes

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Only the errors."""
        return tuple(d for d in self.diagnostics if d.severity == "error")

    @property
    def tree(self) -> RuleTree:
        """The rules."""
        found: RuleTree = pickle.loads(self._tree)
        return found


def compiled(data: bytes, file: str) -> Compiled:
    """The diagnostics and the rules of a text. Never raises, for any bytes."""
    what = hashlib.sha256(data + f" {file} {_compiler()}".encode()).hexdigest()
    name = f"contract-{what[:32]}.bin"
    known = cache.kept(name)
    if known is not None:
        try:
            found = pickle.loads(known)
            if isinstance(found, Compiled):
                return found
        except Exception:  # a damaged file is made again, whatever is wrong with it
            pass
    from .contract import compile_contract

    made = compile_contract(data, file)
    found = Compiled(tuple(made.sink), pickle.dumps(made.tree))
    cache.keep(name, pickle.dumps(found))
    return found


@once
def _compiler() -> str:
    """The fingerprint of what compiles: every file of the package that has a part in it, by size and date."""
    package = Path(__file__).parents[1]
    files = [f for part in ("base", "syntax", "events", "rules", "compiler") for f in sorted((package / part).iterdir())]
    files += sorted((package.parent / "grammars").glob("*.lark"))
    stats = [(f.name, s.st_size, s.st_mtime_ns) for f in files if f.suffix != ".pyc" for s in [f.stat()]]
    return f"{sys.version_info[:2]} {stats}"
