"""In: a compiled contract and its diagnostics. Out: `Schedule`: every convention behind its figures, stated or taken, numbered.

Four groups: what the agreement states and where; what this file assumes, each with its reason if it has one; what is taken
because neither says it; what the language fixes for every contract. Nothing else decides what a statement says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from ..base.calendars import library_version
from ..base.diagnostics import Diagnostic
from ..base.grids import AGREEMENT_YEAR, MONTH, QUARTER
from ..rules import clauses as c
from ..rules.text import Words
from .conventions import CONVENTIONS

SCHEMA = "sladsl/assumptions/1"
STATED, ASSUMED, TAKEN, LANGUAGE = "stated", "assumed", "taken", "language"
TITLES = {
    STATED: "Stated by the agreement",
    ASSUMED: "Assumed in this file",
    TAKEN: "Taken, because neither says it",
    LANGUAGE: "Conventions of the language",
}
# Each line of the header that decides something; a line that is only about names or the document does not.
_SAID = {
    "unmeasured": ("unmeasured time", "time of which nothing is recorded counts as available"),
    "open": ("open outages", "an outage without an end lasts until the evaluation"),
    "currency_of_fee": ("currency", "amounts are in the currency of the fee"),
    "cycles_of": ("billing cycles", "billing cycles begin with the subscription"),
}
# What a clause says of what is not there: the limb that says so, the warning where it says nothing, what it is about.
_NONE: tuple[tuple[str, str, str, str], ...] = (
    ("r_no_cap", "SLA507", "cap", "there is no cap"),
    ("r_automatic", "SLA506", "claim", "it need not be claimed"),
    ("c_no_deadline", "SLA505", "deadline", "it can be claimed at any time"),
)


@frozen
class Entry:
    """One convention: what it is about, what holds, where it stands, why, and how it is called (a reading, an assumption)."""

    group: str
    about: str
    text: str
    cites: tuple[c.Cite, ...] = ()
    because: str | None = None
    ref: str | None = None  # the name of an assumption or a reading, the code of a message, a page of the manual


@frozen
class Schedule:
    """Every convention of a contract; the number of an entry is its place, from 1."""

    title: str
    file: str
    sha256: str
    version: str | None
    entries: tuple[Entry, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "schema": SCHEMA,
            "contract": {"name": self.title, "file": self.file, "sha256": self.sha256, "version": self.version},
            "entries": [
                {
                    "number": n,
                    "group": e.group,
                    "about": e.about,
                    "text": e.text,
                    "cites": [{"place": cite.place, "words": list(cite.words)} for cite in e.cites],
                    "because": e.because,
                    "ref": e.ref,
                }
                for n, e in enumerate(self.entries, 1)
            ],
        }


def schedule(tree: c.RuleTree, diagnostics: Sequence[Diagnostic]) -> Schedule:
    """The schedule of a contract that compiles.

    >>> from sladsl import load
    >>> hosting = load("docs/examples/hosting/hosting.sla")
    >>> [(e.about, e.cites[0].place) for e in schedule(hosting.tree, ()).entries if e.group == "stated"]
    [('time zone', '1')]
    """
    words = Words(tree)
    own = [
        *_header(tree.frame, words),
        *_defaults(tree, words),
        *_clauses(tree, diagnostics),
        *_calendars(tree),
        *_readings(tree),
    ]
    own += [Entry(ASSUMED, "assumption", x.text, x.cites, x.because, x.name) for x in tree.of(c.Assumption)]
    own += [Entry(ASSUMED, "lost text", x.text, x.cites) for x in tree.of(c.Record) if x.lost]
    found = [e for group in (STATED, ASSUMED) for e in own if e.group == group]
    found += _taken(tree, diagnostics)
    found += [Entry(LANGUAGE, x.about, x.text, ref=x.page) for x in CONVENTIONS]
    return Schedule(tree.frame.title, tree.file, tree.sha256, tree.frame.version, tuple(found))


def _entry(about: str, text: str, cites: tuple[c.Cite, ...]) -> Entry:
    """What cites the agreement is stated by it; the rest is this file's own."""
    return Entry(STATED if cites else ASSUMED, about, text, cites)


def _header(f: c.Frame, w: Words) -> Iterator[Entry]:
    period = f"a{'n' * (f.grid == AGREEMENT_YEAR)} {f.grid.word}"
    said: dict[str, tuple[str, str]] = dict(_SAID)
    said["zone"] = ("time zone", f"days, months and hours are those of {f.zone}")
    said["zone_of"] = ("time zone", f"days, months and hours are those of the subscription's zone, or else of {f.zone}")
    said["currency"] = ("currency", f"amounts are in {f.currency}")
    measured = ("period", f"it is measured by the {'calendar ' * (f.grid in (MONTH, QUARTER))}{f.grid.word}")
    said |= dict.fromkeys(("period", "quarter", "long"), measured)
    said["cycles"] = ("billing cycles", f"billing cycles begin on day {f.billing} of the month")
    said["spread"] = ("fees of longer periods", f"they are spread by {f.spread}")
    said["split"] = (f"outages over {period} end", "each is divided at it")
    said["rounding"] = ("rounding of amounts", f"amounts are rounded {f.money_mode}, once {period}")
    if f.force is not None:
        said["force"] = ("time in force", f"the agreement runs from {w.say(f.force[0])} until {w.say(f.force[1])}")
    for kind, cites in f.cites:
        if kind in said:
            yield _entry(*said[kind], cites)


def _defaults(tree: c.RuleTree, w: Words) -> Iterator[Entry]:
    for (event, name), value in tree.defaults.items():
        text = f"where it is not recorded, the {name} of {event} is {w.say(value)}"
        yield _entry("fact that is left out", text, tree.default_cites.get((event, name), ()))


def _clauses(tree: c.RuleTree, diagnostics: Sequence[Diagnostic]) -> Iterator[Entry]:
    """Limits and conditions of which a clause says that there are none; where it says nothing, it is among what is taken."""
    warned = {(d.code, d.place) for d in diagnostics}
    for clause in tree.clauses:
        cited = dict(clause.limb_cites)
        for limb, code, about, text in _NONE:
            if _lacks(clause, limb) and (code, clause.place) not in warned:
                yield _entry(f"{about} of {clause.name}", text, cited.get(limb, ((),))[0])


def _lacks(clause: c.Clause, limb: str) -> bool:
    match limb, clause:
        case "r_no_cap", c.Remedy():
            return not clause.caps
        case "r_automatic", c.Remedy():
            return clause.claim is None
        case "c_no_deadline", c.Claim():
            return clause.within is None
    return False


def _calendars(tree: c.RuleTree) -> Iterator[Entry]:
    for days in tree.of(c.Days):
        for listed in days.days.lists:
            which = f"{listed.code} ({listed.category or 'public'})"
            yield Entry(ASSUMED, f"holidays of {days.name}", f"the list {which} of the tables holidays {library_version()}")


def _readings(tree: c.RuleTree) -> Iterator[Entry]:
    for x in tree.readings:
        yield Entry(ASSUMED, "reading", dict(x.values)[x.adopted], x.cites, x.because, f"{x.name}={x.adopted}")


def _taken(tree: c.RuleTree, diagnostics: Sequence[Diagnostic]) -> Iterator[Entry]:
    """Conventions that `check` warns of, in its words; what is only about citations decides nothing."""
    heads: Mapping[int, str] = {x.place.line: x.name for x in tree.clauses if x.place is not None}
    for d in diagnostics:
        if d.code.startswith("SLA50") and d.code != "SLA509":
            of = heads.get(d.place.line) if d.place is not None else None
            yield Entry(TAKEN, of or "header", d.message, ref=d.code)
