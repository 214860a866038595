"""In: a contract's text and the same in the style. Out: nothing, or `Unproven` where they do not mean the same.

The clauses must be the same but for blanks and places, the rules that they compile to the same, and every remark must still
be there, in its order.
"""

from __future__ import annotations

from attrs import evolve

from ..base.diagnostics import Sink
from ..syntax.nodes import Node
from ..syntax.parser import parse
from ..syntax.text import Source, read_source
from .read import as_written, remarks


class Unproven(Exception):
    """The formatter has changed what it must keep: a fault of the program, for which no file is touched."""


def prove(before: Source, nodes: list[Node], after: str) -> None:
    """Hold a formatted text against the source it was made of, and the clauses of that."""
    sink = Sink()
    again = read_source(after.encode(), before.file, sink)
    if list(map(_meant, parse(again, sink))) != list(map(_meant, nodes)) or sink.errors:
        raise Unproven(f"formatting `{before.file}` would change its clauses")
    if remarks(as_written(again)) != remarks(as_written(before)):
        raise Unproven(f"formatting `{before.file}` would change its remarks")
    if _rules(before.original, before.file) != _rules(after, before.file):
        raise Unproven(f"formatting `{before.file}` would change its rules")


def _meant(node: Node) -> Node:
    """A node with its blanks made even."""
    return Node(node.kind, tuple(map(_meant, node.parts)), " ".join(node.text.replace('"', ' " ').split()))


def _rules(text: str, file: str) -> object:
    """What a text compiles to, without its fingerprint, or the codes of its errors."""
    from ..compiler.contract import compile_contract

    found = compile_contract(text.encode(), file)
    return sorted(d.code for d in found.sink.errors) or evolve(found.tree, sha256="")
