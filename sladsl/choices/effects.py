"""In: the combinations of a group of readings. Out: which readings matter, how many combinations differ, the extremes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Literal

from attrs import frozen

from .combinations import Case, Choice, Group, Result, Ways, spread

Score = Callable[[Result], Fraction]
Why = Literal["no line", "not asked", "all combinations", "tried"]


@frozen
class Effect:
    """Whether a reading changes a line: `alone`, only `together` with others (`beside` are such), or not at all, and `why` not.

    Why not: no line of a statement hangs on it; nothing in these events asked for it; the lines are the same in all
    combinations; or only: in those that were tried.
    """

    reading: str
    matters: Literal["alone", "together", "no"]
    beside: Choice | None = None
    why: Why | None = None


@frozen(eq=False)
class Tried:
    """The cases of a group; `whole` says that they are all combinations."""

    group: Group
    cases: tuple[Case, ...]
    whole: bool

    def at(self, ways: Ways, choice: Choice) -> Result:
        """The result where these readings have these values, and the others those of the question."""
        full = {name: ways.adopted(name) for name in self.group} | dict(choice)
        return next(case.result for case in self.cases if all(full[name] == value for name, value in case.when.items()))


def differences(ways: Ways, choice: Choice) -> dict[str, str]:
    """What a combination takes otherwise than the question does, in the order of the text."""
    return {name: choice[name] for name in ways.values if name in choice and choice[name] != ways.adopted(name)}


def effects(ways: Ways, tried: Tried) -> list[Effect]:
    """What each reading of a group does."""
    base = tried.at(ways, {})
    names, table = spread(ways, tried.cases)
    found = []
    for name in tried.group:
        if any(tried.at(ways, {name: value}) is not base for value in ways.others(name)):
            found.append(Effect(name, "alone"))
        elif name not in names:
            found.append(Effect(name, "no", why="not asked"))
        elif beside := _beside(ways, name, names, table):
            found.append(Effect(name, "together", beside))
        else:
            found.append(Effect(name, "no", why="all combinations" if tried.whole else "tried"))
    return found


def _beside(ways: Ways, name: str, names: Group, table: dict[tuple[str, ...], Result]) -> Choice | None:
    """The fewest other values among which the reading makes a difference."""
    at = names.index(name)
    least: dict[str, str] | None = None
    for combination, result in table.items():
        plain = (*combination[:at], ways.adopted(name), *combination[at + 1 :])
        if table.get(plain, result) is not result:
            others = differences(ways, dict(zip(names, plain, strict=True)))
            if least is None or len(others) < len(least):
                least = others
    return least


def unchanged(ways: Ways, tried: Tried) -> tuple[int, int]:
    """How many combinations of a group have the lines of the question, of how many that are known."""
    base = tried.at(ways, {})
    weights = [(prod(len(ways.values[n]) for n in tried.group if n not in case.when), case) for case in tried.cases]
    return sum(n for n, case in weights if case.result is base), sum(n for n, _ in weights)


def extreme(ways: Ways, tried: Tried, score: Score, sign: int) -> tuple[Fraction, Choice]:
    """The most (`sign` 1) or the least (-1) that a group adds to an amount, and what is read otherwise for it.

    Among equal ones it is that with the fewest other values. Where not all was tried, the best that was found is improved
    reading by reading as long as that helps.
    """
    best = min(tried.cases, key=lambda case: (-sign * score(case.result), len(differences(ways, case.when))))
    amount, when = score(best.result), best.when
    while not tried.whole:
        steps = [{**when, name: value} for name in tried.group for value in ways.values[name] if value != when[name]]
        near = max(steps, key=lambda step: sign * score(ways.under(step).of[tried.group]))
        reached = score(ways.under(near).of[tried.group])
        if sign * reached <= sign * amount:
            break
        amount, when = reached, near
    return amount, differences(ways, when)
