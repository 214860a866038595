"""In: a contract's rules, loaded events, what is asked. Out: outcomes and statements; the events are loaded once for many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen

from ..base.diagnostics import Diagnostic
from ..engine.outcome import Outcome
from ..engine.reference.run import Asked, evaluate
from ..events.records import Stream
from ..events.vocabulary import EventType
from ..rules.clauses import RuleTree
from .make import Request, statement

Progress = Callable[[int, int], None]


def _silent(done: int, of: int) -> None:
    """Nobody waits."""


@frozen
class Posed:
    """A question with all that answers it: the rules, the events, which periods, as of when, under which readings."""

    tree: RuleTree
    vocabulary: Mapping[str, EventType]
    stream: Stream
    asked: Asked
    request: Request
    taken: tuple[Diagnostic, ...]  # the conventions that the contract leaves to the language

    def under(self, readings: Mapping[str, str]) -> Posed:
        """The same question under other values of its readings; every reading has one."""
        return evolve(self, asked=evolve(self.asked, readings=readings))

    def outcome(self, progress: Progress = _silent) -> Outcome:
        """Every line, with exact values and what stands behind them."""
        return evaluate(self.tree, self.vocabulary, self.stream, self.asked, progress)

    def statement(self, progress: Progress = _silent) -> dict[str, Any]:
        """The statement as a mapping of plain JSON values."""
        made = statement(self.outcome(progress), self.request)
        made["warnings"] += [{"code": d.code, "message": d.message} for d in (*self.stream.warnings, *self.taken)]
        return made
