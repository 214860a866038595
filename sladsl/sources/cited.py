"""In: a contract's text. Out: every citation in it: the place and each of its words, which clause cites them, and where.

Some contracts write the name of an assumption behind the words, `[4.4, "for every full hour", "A-FB1"]`. That is a mark of
the contract's own and no word of the agreement. A text is taken for such a mark where an assumption of the contract has that
name, or where it stands behind words of a reading and has the shape of one: capital letters, a hyphen, a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from ..base.diagnostics import Place, Sink
from ..syntax.nodes import Node
from ..syntax.parser import parse
from ..syntax.text import Source, read_source, without_remarks

_MARK = re.compile(r"[A-Z]+-[A-Z]*[0-9]+")
_NAMED = ("term", "NAME", "STRING")


@frozen
class Words:
    """A few words that are cited, with their own place in the contract."""

    text: str
    place: Place


@frozen
class Citation:
    """What stands in one pair of square brackets. `clause` names whose it is, `said` is the contract's text that cites."""

    clause: str
    said: str
    at: str  # the place in the agreement
    place: Place  # of those words in the contract
    words: tuple[Words, ...]
    marks: tuple[str, ...]


@frozen
class Cited:
    """A contract as far as it cites: its file, its title, the agreement's text that its header names, and every citation."""

    file: str
    title: str
    text: str
    citations: Sequence[Citation]


def cited(data: bytes, file: str) -> Cited:
    """Every citation of a contract, in the order of the text; clauses that cannot be read have none.

    >>> one = cited(b'measure Downtime [2.1, "in hours"] each month: time of X.', "a.sla").citations[0]
    >>> one.clause, one.at, [w.text for w in one.words]
    ('measure Downtime', '2.1', ['in hours'])
    """
    source = read_source(data, file, Sink())
    clauses = parse(source, Sink())
    names = frozenset(_unquoted(c.parts[0].text) for c in clauses if c.kind == "assumption")
    head = next((c for c in clauses if c.kind == "agreement"), None)
    return Cited(
        file,
        _unquoted(head.parts[0].text) if head else "",
        next((_unquoted(h.parts[0].text) for h in (head.all("h_text") if head else ())), ""),
        [one for clause in clauses for one in _of(clause, source, names)],
    )


def _of(clause: Node, source: Source, names: frozenset[str]) -> Iterator[Citation]:
    label = _label(clause)
    for owner in clause.walk():
        for cite in owner.all("cite"):
            at, *texts = cite.parts
            words = [Words(_unquoted(t.text), t.place) for t in texts]
            marks = [w for n, w in enumerate(words) if w.text in names or (clause.kind == "reading" and n and _is_mark(w.text))]
            yield Citation(
                label,
                _said(owner, source),
                _unquoted(at.text),
                at.place,
                tuple(w for w in words if w not in marks),
                tuple(m.text for m in marks),
            )


def _is_mark(text: str) -> bool:
    return _MARK.fullmatch(text) is not None


def _label(clause: Node) -> str:
    """A clause as one speaks of it."""
    name = next((_name(p) for p in clause.parts if p.kind in _NAMED), "")
    match clause.kind:
        case "agreement":
            return "the header"
        case "define":
            return name
        case "record":
            return f"record {name}"
        case "lost":
            return "lost text"
        case "default_fact":
            return f"default {name}"
        case kind:
            return f"{kind} {name}"


def _name(part: Node) -> str:
    return _unquoted(part.text or part.parts[0].text)


def _said(owner: Node, source: Source) -> str:
    """The contract's own words from where the clause or limb begins to its end, in one line."""
    start, end = _reach(owner)
    return " ".join(" ".join(without_remarks(source.text).split("\n")[start - 1 : end]).split())


def _reach(owner: Node) -> tuple[int, int]:
    lines = [(n.place.line, n.place.line + n.text.count("\n")) for n in owner.walk() if n.place.line]
    return min(a for a, _ in lines), max(b for _, b in lines)


def _unquoted(text: str) -> str:
    return " ".join(text[1:-1].split()) if text[:1] == '"' else text
