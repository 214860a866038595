"""In: a contract. Out: SLA915, a unit, an event or a window that is declared and that no clause uses."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..syntax.nodes import Node
from .bounds import Reckoner
from .subject import Subject, head_of, warning


def idle(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """`check` says of terms, causes, claims and readings that nothing uses them (SLA104); these are the others."""
    for node in subject.nodes:
        match node.kind:
            case "unit" if not _said(node, subject, plural=True):
                help = "leave it out, or pay in it"
                yield warning("SLA915", f"no clause counts in the unit `{node.parts[0].text}`", node.parts[0].place, help)
            case "event" if not _said(node, subject):
                help = "leave it out, or write the clause that it is recorded for"
                yield warning("SLA915", f"no clause is about the event `{node.parts[0].text}`", node.parts[0].place, help)
            case "window" if not subject.uses.get(head_of(node)) and node.first("w_never") is None:
                name = head_of(node)
                message = f"`{name}` takes nothing out: no clause has `except during {name}`"
                place = (node.first("term") or node).place
                yield warning("SLA915", message, place, "add it to the times that do not count, or write `never excluded`")


def _said(declared: Node, subject: Subject, plural: bool = False) -> bool:
    word = declared.parts[0].text
    wanted = {word, word + "s"} if plural else {word}
    others = (n for n in subject.nodes if n is not declared)
    return any(x.kind == "NAME" and x.text in wanted for n in others for x in n.walk())
