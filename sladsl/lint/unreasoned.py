"""In: a contract. Out: SLA922, a reading or an assumption without a reason or a sense of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.diagnostics import Diagnostic
from ..rules import clauses as c
from .bounds import Reckoner
from .subject import Subject, warning

_NO_WORDS = frozenset(["", "todo", "tbd", "tba", "fixme", "xxx", "na", "none", "reason", "because", "unknown", "see above"])


def unreasoned(subject: Subject, reckoner: Reckoner) -> Iterator[Diagnostic]:
    """Whoever is to be convinced reads the reason and the senses of a reading, and nothing else of it."""
    for clause in subject.tree.clauses:
        if not isinstance(clause, c.Reading | c.Assumption):
            continue
        what = f"the {type(clause).__name__.lower()} `{clause.name}`"
        senses = dict(clause.values) if isinstance(clause, c.Reading) else {"it": clause.text}
        said = {label: _plain(text) for label, text in senses.items()}
        if _plain(clause.because) in _NO_WORDS | set(said.values()):
            help = "write what speaks for this meaning: the wording, its place, its purpose"
            yield warning("SLA922", f"{what} gives no reason", clause.place, help)
        for n, (label, text) in enumerate(said.items()):
            other = next((x for x in list(said)[:n] if said[x] == text), None)
            if text in _NO_WORDS:
                message = f"{what} does not say what `{label}` means" if label != "it" else f"{what} does not say what is taken"
                yield warning("SLA922", message, clause.place, "write the meaning in a sentence")
            elif other is not None:
                message = f"{what} says the same of `{other}` and `{label}`"
                yield warning("SLA922", message, clause.place, "write in what they differ")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
