"""In: a contract's text, and what is to be looked for. Out: the findings of lint, in the order of the text."""

from __future__ import annotations

from ..base.diagnostics import Diagnostic, Sink, SlaError
from ..compiler.kept import compiled
from .bounds import Reckoner
from .settings import Selection
from .silenced import heeded
from .subject import subject
from .table import OF_CHECK, OF_REMARKS, RULES


def linted(data: bytes, file: str, wanted: Selection) -> tuple[Diagnostic, ...]:
    """Every finding that is selected and that no remark silences.

    Raises `SlaError` with the errors of a contract that has some: what a broken text means is not known.
    """
    found = compiled(data, file)
    if found.errors:
        raise SlaError(found.errors)
    codes = wanted.codes(file)
    about = subject(data, file, found.tree)
    reckoner = Reckoner(about)
    told = [d for d in found.diagnostics if d.code in OF_CHECK and d.code in codes]
    told += [d for code, rule in RULES.items() if code in codes for d in rule(about, reckoner)]
    sink = Sink()
    for d in heeded(told, about.source, codes):
        if d.code not in OF_REMARKS or d.code in codes:
            sink.add(d)
    return tuple(sink)
