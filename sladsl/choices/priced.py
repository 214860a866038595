"""In: a question and its contract's readings. Out: `Priced`: what each other reading comes to, alone and together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import prod
from typing import Literal

from attrs import frozen

from ..engine.outcome import InternalFault, Line, Outcome
from ..statement.make import line_of
from ..statement.posed import Posed
from ..statement.text import name_of, result
from ..statement.text import value as number
from .combinations import Choice, Group, Result, Ways, explored, sampled, told
from .effects import Effect, Tried, effects, extreme, unchanged
from .sums import Of, Purse, Sum, Sums, purses, sums
from .uses import Uses, key, key_of_line, shown

State = Literal["earned", "awarded", "open"]

_STATES: tuple[State, ...] = ("earned", "awarded", "open")
MOST = 4096  # combinations of readings that hang together; beyond it they are not all evaluated


@frozen
class Changed:
    """A line that another reading changes: what it said and what it says; nothing where it is not there."""

    name: str
    subscription: str | None
    before: str | None
    after: str | None
    verdicts: tuple[str | None, str | None] | None = None  # of a guarantee or a right, where the verdict itself changes


@frozen
class Alone:
    """What one other value comes to, if all else stays: the amounts that are not the same, and the lines."""

    reading: str
    value: str
    sense: str
    sums: Sums
    purses: Mapping[Purse, Sum]
    changed: tuple[Changed, ...]


@frozen
class Bound:
    """An amount, and the readings that are taken otherwise for it."""

    amount: Fraction
    readings: Choice


@frozen
class Range:
    """Between what an account comes to for the customer over all combinations: what was earned, what stands, what is open."""

    purse: Purse
    of: State
    now: Fraction
    least: Bound
    most: Bound


@frozen
class Together:
    """All combinations: how many there are, how many are known, how many of those have other lines, the ranges.

    `whole` says that all are known: then least and most are proven. Otherwise they are the least and the most found.
    """

    combinations: int
    known: int
    differ: int
    evaluations: int
    whole: bool
    ranges: tuple[Range, ...]


@frozen
class Priced:
    """A contract's readings on one history."""

    posed: Posed
    adopted: Mapping[str, str]
    outcome: Outcome
    sums: Sums
    purses: Mapping[Purse, Sum]
    alone: tuple[Alone, ...]
    together: Together
    effects: tuple[Effect, ...]

    @property
    def base(self) -> Mapping[str, str]:
        """The values from which the alternatives differ: the adopted ones, or those that the run was given."""
        return self.posed.asked.readings

    @property
    def warnings(self) -> list[dict[str, str]]:
        """What a statement under these values warns of."""
        found = [{"code": w.code, "message": w.message} for w in self.outcome.warnings]
        return found + [{"code": d.code, "message": d.message} for d in (*self.posed.stream.warnings, *self.posed.taken)]


def priced(posed: Posed, most: int = MOST, progress: Callable[[int, int], None] | None = None) -> Priced:
    """Evaluate the question under its readings' other values: one by one, and all combinations of them.

    Readings on which no line hangs in common are tried apart from each other: their amounts add up. Where more than `most`
    combinations hang together, each two are tried instead, and the extremes are searched from there.
    """
    tree = posed.tree
    uses = Uses(tree)
    values = {r.name: tuple(v for v, _ in r.values) for r in tree.readings}
    senses = {(r.name, v): sense for r in tree.readings for v, sense in r.values}
    group_of: dict[str, Group] = {name: group for group in uses.together for name in group}
    clauses = {key(x): next(iter(uses.of(key(x)))) for x in uses.rules if shown(x) and uses.of(key(x))}
    bound = sum(min(most, prod(len(values[name]) for name in group)) for group in uses.together)
    tell = progress or (lambda done, of: None)
    ways = Ways(posed, values, {k: group_of[name] for k, name in clauses.items()}, lambda n: tell(min(n, bound), bound))
    start = ways.under({})
    outcome = ways.base
    assert outcome is not None
    tried = [_tried(ways, group, most) for group in uses.together]
    several = len(posed.stream.subscriptions) > 1
    fixed = sums((x for x in outcome.lines if key_of_line(x.line, x.name) not in clauses), outcome.currencies)
    base = _joined([fixed, *(r.sums for r in start.of.values())])

    alone = []
    for t in tried:
        now = t.at(ways, {})
        for name in t.group:
            for value in ways.others(name):
                other = t.at(ways, {name: value})
                parts = [fixed, *(other.sums if group == t.group else r.sums for group, r in start.of.items())]
                amounts = _joined(parts)
                changes = () if other is now else _changed(now, other, outcome)
                alone.append(Alone(name, value, senses[name, value], amounts, purses(amounts, several), changes))
    for name in (n for n in values if n not in group_of):
        alone += [Alone(name, v, senses[name, v], base, purses(base, several), ()) for v in ways.others(name)]

    order = list(values)
    done = [e for t in tried for e in effects(ways, t)]
    done += [Effect(name, "no", why="no line") for name in values if name not in group_of]
    return Priced(
        posed,
        {r.name: r.adopted for r in tree.readings},
        outcome,
        base,
        purses(base, several),
        tuple(sorted(alone, key=lambda a: order.index(a.reading))),
        _together(ways, tried, fixed, several),
        tuple(sorted(done, key=lambda e: order.index(e.reading))),
    )


def _tried(ways: Ways, group: Group, most: int) -> Tried:
    cases = explored(ways, group, most)
    return Tried(group, sampled(ways, group) if cases is None else cases, cases is not None)


def _joined(parts: Iterable[Sums]) -> dict[Of, Sum]:
    """The amounts of all groups; those of one remedy lie in one group."""
    found: dict[Of, Sum] = {}
    for part in parts:
        for of, amount in part.items():
            found[of] = found.get(of, Sum()) + amount
    return found


def _changed(now: Result, other: Result, outcome: Outcome) -> tuple[Changed, ...]:
    found = []
    for at in dict.fromkeys((*now.lines, *other.lines)):
        a, b = now.lines.get(at), other.lines.get(at)
        if a is None or b is None or told(a) != told(b):
            before, after = _said(a, outcome), _said(b, outcome)
            verdicts = tuple(None if x is None else x.values.get("verdict") for x in (a, b))
            line = b if a is None else a
            assert line is not None
            turned = (verdicts[0], verdicts[1]) if verdicts[0] != verdicts[1] else None
            found.append(Changed(name_of(line_of(line, outcome)), line.subscription, before, after, turned))
    return tuple(found)


def _said(line: Line | None, outcome: Outcome) -> str | None:
    if line is None:
        return None
    x = line_of(line, outcome)
    return number(x) if line.line == "total" else result(x).text


def _together(ways: Ways, tried: list[Tried], fixed: Sums, several: bool) -> Together:
    total = prod(map(len, ways.values.values()))
    whole = all(t.whole for t in tried)
    counts = [unchanged(ways, t) for t in tried]
    free = prod(len(values) for name, values in ways.values.items() if not any(name in t.group for t in tried))
    known, same = free * prod(n for _, n in counts), free * prod(n for n, _ in counts)
    found = {p: None for t in tried for case in t.cases for p in purses(case.result.sums, several)}
    accounts = sorted({*found, *purses(fixed, several)}, key=lambda p: (p.subscription is None, p.subscription or "", p.unit))
    ranges = []
    for purse in accounts:
        for of in _STATES:
            now = _amount(_joined([fixed, *(r.sums for r in ways.under({}).of.values())]), purse, of, several)
            least, most = (_bound(ways, tried, fixed, purse, of, several, sign) for sign in (-1, 1))
            if of == "awarded" or least.amount or most.amount:
                ranges.append(Range(purse, of, now, least, most))
    return Together(total, known, known - same, ways.evaluations, whole, tuple(ranges))


def _bound(
    ways: Ways, tried: list[Tried], fixed: Sums, purse: Purse, of: State, several: bool, sign: int
) -> Bound:  # fmt: skip
    """The extreme of one account: the sum of the groups' extremes, evaluated once more as a whole for proof."""
    amount = _amount(fixed, purse, of, several)
    readings: dict[str, str] = {}
    for t in tried:
        part, choice = extreme(ways, t, lambda r: _amount(r.sums, purse, of, several), sign)
        amount += part
        readings |= choice
    really = _joined([fixed, *(r.sums for r in ways.under(readings).of.values())])
    if _amount(really, purse, of, several) != amount:
        raise InternalFault(f"readings that should not touch each other do: {readings}")
    return Bound(amount, {name: readings[name] for name in ways.values if name in readings})


def _amount(found: Sums, purse: Purse, of: State, several: bool) -> Fraction:
    amount = purses(found, several).get(purse, Sum())
    return {"earned": amount.earned, "awarded": amount.awarded, "open": amount.open}[of]
