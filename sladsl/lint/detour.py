"""In: a contract. Out: SLA911, a term that is only another name for a term, or for a single word or number used once."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..compiler.advice import written
from ..syntax.nodes import Node
from .bounds import Reckoner
from .subject import Subject, head_of, warning

# What stands alone and needs no name; a number or a field may deserve one if it is used twice.
_RENAMED = ("term_ref",)
_SHORT = ("term_ref", "name_ref", "percent", "number", "amount", "date")


def detour(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Terms that the agreement does not define (they cite nothing), and that say nothing of their own."""
    for node in subject.nodes:
        body = _body(node)
        if body is None:
            continue
        name, used = head_of(node), subject.uses.get(head_of(node), 0)
        if used == 0:  # SLA104 says so
            continue
        if body.kind in (_SHORT if used == 1 else _RENAMED):
            only = "is only another name for" if body.kind == "term_ref" else "is used once, and only stands for"
            message = f"`{name}` {only} `{written(body) or head_of(node)}`"
            help = f"write that where `{name}` stands, or cite where the agreement defines it"
            yield warning("SLA911", message, (node.first("term") or node).place, help)


def _body(node: Node) -> Node | None:
    """What a definition stands for, if it has no limbs and cites nothing."""
    if node.kind != "define" or any(p.kind.startswith("l_") or p.kind == "cite" for p in node.parts):
        return None
    return node.parts[-1]
