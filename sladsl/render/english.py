"""In: a rule tree. Out: its `Document`: headings, numbered sentences, tables; every number in it comes from the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise

from attrs import frozen

from ..rules import clauses as c
from . import forms
from .document import Block, Document, Run, below
from .line import Line
from .lines import clause, frame, header, section
from .parts import Choice, Lifted, Part, Several, Spoken, Table, cited, in_language
from .phrases import CONDITIONS, HOLDS, in_english

# Clauses that are no rules stand under a heading of their own, where the agreement has none.
_GROUPS = {c.Reading: "Readings", c.Assumption: "Assumptions", c.Record: "Recorded, and not evaluated"}
_RULES = "Terms"
# What stands in a sentence for conditions that stand below it.
HELD = {"all": "all of these hold", "any": "one of these holds"}
Parted = Choice | Lifted | Several | Table
# Parts of different kinds are told apart where they stand below one line.
_KIND: Mapping[type[Parted], str] = {Choice: "choice", Lifted: "choice", Several: "several", Table: "table"}
Headed = tuple[Line | str, list[Line]]


def document(tree: c.RuleTree) -> Document:
    """The contract as plain English, in the order of its text."""
    w = Spoken(tree)
    parts: list[Headed] = [("The agreement", [*header(w), *frame(w)]), *_parts(w)]
    numbers = {
        (x.form.kind.removesuffix("_of"), str(x.holes.get("word", x.holes.get("name")))): f"{n}.{k}"
        for n, (_, lines) in enumerate(parts, 1)
        for k, x in enumerate(lines, 1)
    }
    english = _English(numbers, w.adopted)
    blocks: list[Block] = []
    for n, (heading, lines) in enumerate(parts, 1):
        runs = (Run(heading),) if isinstance(heading, str) else english.sentence(heading)
        blocks.append(Block(str(n), runs))
        for k, x in enumerate(lines, 1):
            blocks += english.blocks(below(str(n), k), x)
    return Document(tree.frame.title, tuple(blocks))


# ---------------------------------------------------------------- headings
def _parts(w: Spoken) -> Iterator[Headed]:
    """The clauses under the agreement's headings; what stands under none gets one by its kind."""
    tree = w.tree
    edges = [0, *(x.before for x in tree.sections), len(tree.clauses)]
    for n, (start, end) in enumerate(pairwise(edges)):
        runs = [(group, [clause(w, x) for x in own]) for group, own in groupby(tree.clauses[start:end], _group)]
        heading: Line | str | None = section(tree.sections[n - 1]) if n else None
        open_: Headed | None = (heading, []) if heading is not None else None
        for k, (group, lines) in enumerate(runs):
            last = all(later != _RULES for later, _ in runs[k:])
            beside = group != _RULES and (last or (n == 0 and k == 0))
            if open_ is None or beside or (open_[0] in _GROUPS.values() and group == _RULES):
                if open_ is not None:
                    yield open_
                open_ = (group, [])
            open_[1].extend(lines)
        if open_ is not None:
            yield open_


def _group(x: c.Clause) -> str:
    return _GROUPS.get(type(x), _RULES)


# ---------------------------------------------------------------- sentences
@frozen
class _English:
    """The numbers of clauses by what they are and how they are called; what each reading adopts."""

    numbers: Mapping[tuple[str, str], str]
    adopted: Mapping[str, str]

    def blocks(self, number: str, x: Line) -> Iterator[Block]:
        """A line and everything below it."""
        parts = self._below(x)
        end = Run(":" if (parts or x.below) and not x.form.free else ".")
        cites = (Run(cited(x.cites), "cites"),) if x.cites else ()
        yield Block(number, (*self.sentence(x), end, *cites))
        lines: list[Line] = []
        for held in parts.values():
            match held:
                case Table(of, _, columns, rows):
                    head = (in_english(of), *(columns or ("it is",)))
                    yield Block(table=(head, *(tuple(map(in_english, row)) for row in rows)))
                case Choice(reading, branches) | Lifted(choice=Choice(reading, branches)):
                    lines += (self._option(reading, value, body) for value, body in branches)
                case Several(_, conditions):
                    lines += (Line(forms.CONDITION, {"test": one}) for one in conditions)
        for k, one in enumerate((*lines, *x.below), 1):
            yield from self.blocks(below(number, k), one)

    def _option(self, reading: str, value: str, body: Part) -> Line:
        adopted = ", adopted" if self.adopted.get(reading) == value else ""
        return Line(forms.OPTION, {"label": value, "adopted": adopted, "body": body})

    def _below(self, x: Line) -> dict[str, Parted]:
        """The holes of a line whose parts stand below it: of several of one kind the last, so that each is found again."""
        found = {hole: held for hole in x.form.holes if not isinstance(held := x.holes.get(hole, ""), str)}
        kinds = {_KIND[type(held)]: hole for hole, held in found.items()}
        return {hole: held for hole, held in found.items() if hole in kinds.values()}

    def sentence(self, x: Line) -> tuple[Run, ...]:
        """The English of a line, without its full stop."""
        parts = self._below(x)
        said: list[Run] = []
        for n, piece in enumerate(forms.HOLE.split(x.form.english)):
            if n % 2 == 0:
                said.append(Run(piece))
            elif piece == "see":
                said += self._see("claim", str(x.holes["claim"]))
            elif piece in parts:
                said += self._phrase(parts[piece])
                said += [Run(HOLDS)] * (piece in CONDITIONS and isinstance(parts[piece], Choice))
            else:
                said.append(self._hole(x, piece, x.holes[piece]))
        return tuple(run for run in said if run.text)

    def _hole(self, x: Line, hole: str, held: Part) -> Run:
        text = in_language(held)
        if hole in forms.FREE:
            return Run(text)
        if hole == "cites":
            return Run(text, "cites")
        if hole == "rank" and text:
            return Run(f",{text}")
        defines = x.form.of == "clause" and (hole in ("name", "quoted") or (hole == "word" and x.form.kind == "reading"))
        return Run(text, "name") if defines else Run(in_english(text, hole))

    def _phrase(self, x: Parted) -> tuple[Run, ...]:
        """What stands in the sentence for what stands below it."""
        match x:
            case Choice(reading):
                return Run(f"what the reading {reading}"), *self._see("reading", reading), Run(" says")
            case Lifted(before, choice, after):
                return Run(in_english(before)), *self._phrase(choice), Run(in_english(after))
            case Several(which):
                return (Run(HELD[which]),)
            case Table(of, by):
                return (Run(f"what this table says of {in_english(of)}" + (f" by {in_english(by)}" if by is not None else "")),)

    def _see(self, kind: str, name: str) -> tuple[Run, ...]:
        number = self.numbers.get((kind, name))
        return (Run(" ("), Run(number, "see"), Run(")")) if number else ()
