"""In: a contract's text. Out: the text in the one style, or every clause that cannot be read."""

from __future__ import annotations

from ..base.diagnostics import Diagnostic, Sink, SlaError
from ..syntax.nodes import Node
from ..syntax.parser import parse
from ..syntax.text import Source, read_source
from .page import laid_out
from .proof import Unproven, prove
from .read import read
from .style import styled


def formatted(data: bytes, file: str) -> str:
    """A contract in the style, proven to mean what it meant and to stay as it is when formatted again.

    Raises `SlaError` with every clause that cannot be read; `Unproven` where the proof fails, which is a fault of the program.

    >>> print(formatted(b'Down  [ 2 ] means\\n every outage;only where in_scope .', "a.sla"), end="")
    Down [2] means every outage; only where in_scope.
    """
    source, nodes, errors = _parsed(data, file)
    if errors:
        raise SlaError(errors)
    text = _styled(source)
    if text.encode() != data:
        prove(source, nodes, text)
        again, _, errors = _parsed(text.encode(), file)
        if errors or _styled(again) != text:
            raise Unproven(f"`{file}` would not stay as it is when it is formatted again")
    return text


def _parsed(data: bytes, file: str) -> tuple[Source, list[Node], tuple[Diagnostic, ...]]:
    sink = Sink()
    source = read_source(data, file, sink)
    nodes = parse(source, sink)
    return source, nodes, sink.errors


def _styled(source: Source) -> str:
    found = read(source)
    return laid_out(styled(found), found.after)
