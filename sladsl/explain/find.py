"""In: a question, and the name of a line or the beginning of one. Out: the explanations of the lines that are meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from ..base.diagnostics import Diagnostic, SlaError
from ..engine.outcome import Outcome
from ..engine.reference.evaluator import Evaluator
from ..engine.reference.lines import lines
from ..engine.reference.run import evaluators
from ..statement.make import line_of
from ..statement.posed import Posed
from ..statement.text import name_of
from .because import Explanation
from .tell import Asked, telling_of, told
from .values import Telling

_LISTED = 12  # names in a message


@frozen
class Wanted:
    """Which lines: those whose name begins so (one, unless `every`), of one subscription, if there are several."""

    name: str = ""
    every: bool = False
    subscription: str | None = None


def explained(posed: Posed, wanted: Wanted) -> list[Explanation]:
    """The lines that are meant, each with why it is what it is; `SlaError` (usage) where it is not clear which is meant."""
    if wanted.subscription is not None and wanted.subscription not in posed.stream.subscriptions:
        known = ", ".join(f"`{s}`" for s in posed.stream.subscriptions[:_LISTED] if s) or "none is named"
        raise SlaError(
            [Diagnostic("SLA808", f"there is no subscription `{wanted.subscription}`", help=f"there are: {known}")], "usage"
        )
    found = [
        (telling, asked)
        for ev in evaluators(posed.tree, posed.vocabulary, posed.stream, posed.asked)
        if wanted.subscription in (None, ev.world.subscription)
        for telling in [telling_of(ev)]
        for asked in _lines(ev)
    ]
    meant = _meant(found, wanted)
    several = len({telling.ev.world.subscription for telling, _ in meant}) > 1
    return [evolve(told(t, asked), whose=t.ev.world.subscription if several else None) for t, asked in meant]


def _lines(ev: Evaluator) -> Iterator[Asked]:
    """Every line of a subscription with its name."""
    subscription = ev.world.subscription
    outcome = Outcome((), (), {subscription: ev.world.zone}, {subscription: ev.world.currency}, (), ev.readings)
    seen: dict[str, int] = {}
    for line in lines(ev):
        shown = line_of(line, outcome)
        name = name_of(shown)
        yield Asked(line, shown, name, seen.setdefault(name, 0))
        seen[name] += 1


def _meant(found: Sequence[tuple[Telling, Asked]], wanted: Wanted) -> list[tuple[Telling, Asked]]:
    """The line of that name, else those that begin so."""
    names = [asked.name for _, asked in found]
    exact = [x for x in found if x[1].name == wanted.name]
    own = exact or [x for x in found if x[1].name.startswith(wanted.name)]
    if not own:
        own = [x for x in found if x[1].name.lower().startswith(wanted.name.lower())]
    if not own:
        raise SlaError([Diagnostic("SLA808", f"no line begins with `{wanted.name}`", help=_near(wanted.name, names))], "usage")
    subscriptions = dict.fromkeys(t.ev.world.subscription for t, _ in own)
    different = dict.fromkeys(asked.name for _, asked in own)
    if wanted.every:
        return own
    if len(different) > 1:
        some = ", ".join(f"`{n}`" for n in list(different)[:_LISTED]) + (" ..." if len(different) > _LISTED else "")
        message = f"{len(different)} lines begin with `{wanted.name}`" if wanted.name else f"there are {len(different)} lines"
        raise SlaError([Diagnostic("SLA808", message, help=f"write more of one, or --all for all of them: {some}")], "usage")
    if len(subscriptions) > 1:
        some = ", ".join(f"`{s}`" for s in list(subscriptions)[:_LISTED]) + (" ..." if len(subscriptions) > _LISTED else "")
        message = f"{len(subscriptions)} subscriptions have the line `{next(iter(different))}`"
        raise SlaError([Diagnostic("SLA808", message, help=f"name one with --subscription, or write --all: {some}")], "usage")
    return own


def _near(name: str, names: Sequence[str]) -> str:
    """What may have been meant."""
    distinct = list(dict.fromkeys(names))
    if not distinct:
        return "the statement has no lines for these events"
    heads = list(dict.fromkeys("/".join(n.split("/")[:2]) for n in distinct))
    near = [n for n in heads if name.lower() in n.lower()][:3]
    near = near or difflib.get_close_matches(name, distinct, 3) or difflib.get_close_matches(name, heads, 3)
    listed = ", ".join(f"`{n}`" for n in (near or heads)[:_LISTED])
    return f"did you mean {listed}?" if near else f"lines begin with: {listed}"
