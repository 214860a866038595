"""In: a contract. Out: its rule tree: clause by clause in words that an analyst recognises, or every node as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from .says import as_json, formats, loudness, put
from .source import contract

if TYPE_CHECKING:
    from ..rules.clauses import Clause, RuleTree
    from ..rules.text import Said, Words

SCHEMA = "sladsl/tree/1"
_UNPLACED = "without a number or heading"


@click.command()
@click.argument("contract_file", metavar="CONTRACT")
@formats("text", "json")
@loudness
def tree(contract_file: str, format: str) -> int:
    """Show the rules that a contract was compiled to, clause by clause, as the engine runs them.

    Readings are shown with all their branches; the adopted one is marked.

    \b
    sladsl tree contracts/furybit.sla
    sladsl tree contracts/furybit.sla --format json
    """
    found = contract(contract_file).tree
    if format == "json":
        put(as_json(as_mapping(found)))
    else:
        from .draw import console, outline

        outline(as_outline(found), console())
    return 0


def as_outline(found: RuleTree) -> Said:
    """The whole contract as an outline: its frame, then the clauses under their numbers and headings."""
    from ..rules.clauses import Assumption, Reading, Record
    from ..rules.text import Said, Words
    from .clauses import clause

    words = Words(found)
    groups: dict[str, list[Clause]] = {}
    for x in found.clauses:
        groups.setdefault(x.clause or _UNPLACED, []).append(x)
    beside = (Reading, Assumption, Record)  # what is said about the rules stands behind the rules
    for own in groups.values():
        own.sort(key=lambda x: beside.index(type(x)) + 1 if isinstance(x, beside) else 0)
    order = {place: n for n, place in enumerate(dict.fromkeys(x.clause or _UNPLACED for x in found.clauses))}
    places = sorted(groups, key=lambda p: _key(p, order))
    sections = tuple(Said(f"clause {p}" if p[0].isdigit() else p, tuple(clause(x, words) for x in groups[p])) for p in places)
    return Said(found.frame.title, (_frame(found, words), *sections))


def _key(place: str, order: dict[str, int]) -> tuple[Any, ...]:
    """Numbers by their size; headings in the order of the text, behind a preamble, before numbers."""
    if place == _UNPLACED:
        return (2,)
    if not place[0].isdigit():
        return (0, order[place])
    return (1, [(int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|[^\d.]+", place)])


def _frame(found: RuleTree, words: Words) -> Said:
    from ..base.grids import AGREEMENT_YEAR, MONTH, QUARTER
    from ..rules.text import Said

    f = found.frame
    said = [f"provider {f.provider}" if f.provider else "", f"customer {f.customer}" if f.customer else ""]
    said.append(f"version of {f.version}" if f.version else "")
    said.append(f"time zone {f'of the subscription, else {f.zone}' if f.zone_of_subscription else f.zone}")
    said.append(f"currency {f.currency or 'of the fee'}")
    if f.force:
        said.append(f"in force from {words.say(f.force[0])} until {words.say(f.force[1])}")
    said.append(f"period {'calendar ' * (f.grid in (MONTH, QUARTER))}{f.grid.word}")
    if f.billing != 1:
        said.append(f"billing cycles begin {f'on day {f.billing}' if f.billing else 'with the subscription'}")
    if f.spread:
        said.append(f"fees of longer periods are spread by {f.spread}")
    said.append(f"amounts are rounded {f.money_mode} once {'an' if f.grid == AGREEMENT_YEAR else 'a'} {f.grid.word}")
    said += [f"default {name} of {event} is {words.say(x)}" for (event, name), x in found.defaults.items()]
    for event, fields in found.events.items():
        said.append(f"event {event}: " + ", ".join(f"{name} {kind}" for name, kind in fields.items()))
    return Said("agreement", tuple(Said(x) for x in said if x))


def as_mapping(found: RuleTree) -> dict[str, Any]:
    """Every node as its kind and its fields."""
    defaults = [{"event": event, "field": name, "value": node(x)} for (event, name), x in found.defaults.items()]
    return {
        "schema": SCHEMA,
        "file": found.file,
        "sha256": found.sha256,
        "frame": node(found.frame),
        "sections": [node(x) for x in found.sections],
        "clauses": [node(x) for x in found.clauses],
        "defaults": defaults,
        "events": {name: dict(fields) for name, fields in found.events.items()},
    }


def node(x: Any) -> Any:
    """A node, or what stands in one, as JSON values: fractions as texts, sets in order."""
    from datetime import date
    from fractions import Fraction

    import attrs

    if attrs.has(type(x)):
        return {"node": type(x).__name__} | {a.name: node(getattr(x, a.name)) for a in attrs.fields(type(x))}
    if isinstance(x, Fraction | date):
        return str(x)
    if isinstance(x, frozenset):
        return [node(y) for y in sorted(x)]
    if isinstance(x, tuple | list):
        return [node(y) for y in x]
    return x
