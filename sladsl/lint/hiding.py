"""In: a contract. Out: SLA913, a term that bears the name of a field, an event or a period, and means something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..events.vocabulary import COMMON, VOCABULARY
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from .bounds import Reckoner
from .subject import Subject, warning

# `the month` is the language's; `Hours` of a measure in hours is nobody's slip.
_PERIODS = frozenset(["month", "quarter", "week", "day", "term", "calendar_year", "agreement_year", "billing_cycle"])


def hiding(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """A term may refine what it is named after (`Priority means priority; low when ...`), but not be about something else."""
    fields = {name: frozenset(kind.fields) - frozenset(COMMON) for name, kind in VOCABULARY.items()}
    fields |= {name: frozenset(own) - frozenset(COMMON) for name, own in subject.tree.events.items()}
    for clause in subject.tree.of(c.Clause):
        if not isinstance(clause, c.Term | c.Measure | c.Window | c.Days):
            continue
        word = re.sub(r"\W+", "_", clause.name.casefold())
        one = word.removesuffix("s")
        item = getattr(clause, "item", None)
        if word in _PERIODS:
            message = f"`{clause.name}` is named like the {word.replace('_', ' ')} that the language measures in"
        elif item in fields and word in fields[item] and not _about(clause, word, subject):
            message = f"`{clause.name}` is named like the field `{word}` of `{item}`, and does not depend on it"
        elif {word, one} & set(fields) and not _about(clause, next(w for w in (word, one) if w in fields), subject):
            message = f"`{clause.name}` is named like the event `{word if word in fields else one}`, and is not about it"
        else:
            continue
        yield warning("SLA913", message, clause.place, "give it a name that tells them apart")


def _about(clause: c.Clause, word: str, subject: Subject) -> bool:
    """Whether a clause uses the field or event of a name, itself or through the terms it names."""
    for node in subject.below(clause):
        match node:
            case v.ItField(name) if name == word:
                return True
            case s.Facts(event) | c.Window(event=event) if event == word:
                return True
            case v.FactField(event, name) | v.LinkField(event, name) if word in (event, name):
                return True
    return False
