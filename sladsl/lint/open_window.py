"""In: a contract. Out: SLA953, a window that takes every event of its type out, whatever its notice, hours or length."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from .bounds import Reckoner
from .inside import unconditional
from .subject import Subject, warning


def open_window(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Who may exclude any time by calling it maintenance has promised nothing."""
    for window in subject.tree.of(c.Window):
        if unconditional(window) and subject.uses.get(window.name):
            message = f"`{window.name}` excludes every `{window.event}`, whatever its notice, its hours or its length"
            help = "write what the agreement asks of it: `requires notified_at is at least 48 hours before start`"
            yield warning("SLA953", message, window.place, help)
