"""In: a question. Out: `Ways`, its outcomes under other readings; `explored`, all combinations of some readings, proven.

An outcome follows from the events and from the readings that were looked up on the way to it. So one evaluation that looked
up three of seven readings is the outcome of every combination that has these three values; the others need not be tried. What
is left over is divided by the first reading that was looked up and has another value, by the second, and so on, until every
combination lies in exactly one case. No reading is dropped because it changes nothing alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product
from math import prod
from typing import Any

from attrs import define, field, frozen

from ..engine.outcome import Line, Outcome
from ..statement.posed import Posed
from .sums import Sums, sums
from .uses import key_of_line

Group = tuple[str, ...]
LineKey = tuple[str, str, str | None, Any, str | None, str | None]
Choice = Mapping[str, str]


class _Heard(dict[str, str]):
    """The values of readings; remembers which were looked up, in order."""

    def __init__(self, values: Choice) -> None:
        super().__init__(values)
        self.asked: dict[str, None] = {}

    def __getitem__(self, name: str) -> str:
        self.asked[name] = None
        return super().__getitem__(name)


@frozen(eq=False)
class Result:
    """The lines that hang on a group of readings, as they are under some values of them; equal results are one object."""

    lines: Mapping[LineKey, Line]
    sums: Sums


@frozen(eq=False)
class Evaluation:
    """What one evaluation gave for each group, and which readings it looked up."""

    asked: tuple[str, ...]
    of: Mapping[Group, Result]


@frozen(eq=False)
class Case:
    """Every combination in which the readings of `when` have these values has this result."""

    when: Choice
    result: Result


@define(eq=False)
class Ways:
    """The outcomes of a question under other readings than it names; each is evaluated once."""

    posed: Posed
    values: Mapping[str, tuple[str, ...]]
    groups: Mapping[tuple[str, str], Group]  # of a clause's key; clauses that hang on no reading have none
    progress: Callable[[int], None] = field(default=lambda n: None)
    base: Outcome | None = None
    _known: dict[frozenset[tuple[str, str]], Evaluation] = field(factory=dict)
    _results: dict[Any, Result] = field(factory=dict)

    @property
    def evaluations(self) -> int:
        """How many there were."""
        return len(self._known)

    def adopted(self, name: str) -> str:
        """The value of a reading in the question itself."""
        return self.posed.asked.readings[name]

    def others(self, name: str) -> list[str]:
        """The other values of a reading."""
        return [value for value in self.values[name] if value != self.adopted(name)]

    def under(self, choice: Choice) -> Evaluation:
        """The outcome where these readings have these values, and the others those of the question."""
        differs = frozenset((name, value) for name, value in choice.items() if value != self.adopted(name))
        if differs not in self._known:
            heard = _Heard({**self.posed.asked.readings, **dict(differs)})
            outcome = self.posed.under(heard).outcome()
            self.base = self.base or outcome  # the question itself is what is asked first
            found: dict[Group, dict[LineKey, Line]] = {group: {} for group in self.groups.values()}
            for line in outcome.lines:
                if group := self.groups.get(key_of_line(line.line, line.name)):
                    found[group][key(line)] = line
            results = {group: self._result(group, lines, outcome) for group, lines in found.items()}
            self._known[differs] = Evaluation(tuple(heard.asked), results)
            self.progress(len(self._known))
        return self._known[differs]

    def _result(self, group: Group, lines: dict[LineKey, Line], outcome: Outcome) -> Result:
        what = (group, tuple((k, told(x)) for k, x in lines.items()))
        if what not in self._results:
            self._results[what] = Result(lines, sums(lines.values(), outcome.currencies))
        return self._results[what]


def key(line: Line) -> LineKey:
    """What a line is about, whatever it says."""
    return line.line, line.name, line.subscription, line.period, line.service, line.item


def told(line: Line) -> Any:
    """What a line says, to be compared: its values, what was lost and what caps took.

    How the minutes that do not count are divided among their reasons, and how the days of a deadline were counted, is only
    behind it: a reading that changes no more than that changes nothing.
    """
    return _frozen((line.values, line.why.get("lost"), line.why.get("capped")))


def _frozen(x: Any) -> Any:
    if isinstance(x, Mapping):
        return tuple((k, _frozen(v)) for k, v in x.items())
    return tuple(map(_frozen, x)) if isinstance(x, tuple | list) else x


def explored(ways: Ways, group: Group, most: int) -> tuple[Case, ...] | None:
    """Cases that together are every combination of a group's readings, each once; none, if that may take more than `most`."""
    cases: list[Case] = []
    met: set[str] = set()
    todo: list[dict[str, str]] = [{}]
    while todo:
        fixed = todo.pop()
        evaluation = ways.under(fixed)
        asked = [name for name in evaluation.asked if name in group and name not in fixed]
        met |= {*asked}
        if prod(len(ways.values[name]) for name in met) > most:
            return None
        held = dict(fixed)
        for name in asked:
            todo += [held | {name: value} for value in ways.others(name)]
            held[name] = ways.adopted(name)
        cases.append(Case(held, evaluation.of[group]))
    return tuple(cases)


def spread(ways: Ways, cases: tuple[Case, ...]) -> tuple[Group, dict[tuple[str, ...], Result]]:
    """Every combination, one by one, of the readings that any case looked at; those that none did are left out."""
    looked = {name for case in cases for name in case.when}
    names = tuple(name for name in ways.values if name in looked)
    found: dict[tuple[str, ...], Result] = {}
    for case in cases:
        choices = ([case.when[name]] if name in case.when else ways.values[name] for name in names)
        found |= dict.fromkeys(product(*choices), case.result)
    return names, found


def sampled(ways: Ways, group: Group) -> tuple[Case, ...]:
    """What is tried where all is too much: the question itself, each other value alone, and every two of them."""
    return tuple(Case(when, ways.under(when).of[group]) for when in _up_to_two(ways, group))


def _up_to_two(ways: Ways, group: Group) -> Iterator[dict[str, str]]:
    base = {name: ways.adopted(name) for name in group}
    yield base
    for name in group:
        yield from (base | {name: value} for value in ways.others(name))
    for a, b in combinations(group, 2):
        yield from (base | {a: x, b: y} for x in ways.others(a) for y in ways.others(b))
