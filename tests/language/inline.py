"""In: clauses as text. Out: a whole contract around them, and what the compiler finds in it."""

from __future__ import annotations

from sladsl.base.diagnostics import Diagnostic
from sladsl.compiler.contract import Compiled, compile_contract

HEADER = """\
agreement "Inline Agreement":
    provider "Provider"; time zone "UTC"; currency EUR; period calendar month;
    unmeasured time counts as available; open outages last until the evaluation;
    outages over a month end are divided at it; amounts are rounded half up once a month.
section 1 "Terms".
"""
# A service with a promise; most laws are tried on something added to it.
UPTIME = """\
Down [1] means every outage; only where in_scope.
measure Downtime [1] each month in minutes: time of Down.
measure Uptime [1] each month: (time of the month - Downtime) / time of the month.
guarantee Uptime [1] each month: Uptime is at least 99.9%.
"""
BUSINESS_DAYS = "Business Days [1] means Monday to Friday; except on (January 1, December 25).\n"


def compiled(clauses: str, header: str = HEADER) -> Compiled:
    """The contract with these clauses behind a header that leaves nothing unsaid."""
    return compile_contract((header + clauses).encode(), "inline.sla")


def findings(clauses: str, header: str = HEADER) -> list[Diagnostic]:
    """What the compiler finds, without notes."""
    return [d for d in compiled(clauses, header).sink if d.severity != "note"]


def codes(clauses: str, header: str = HEADER) -> list[str]:
    """The codes of what the compiler finds, in the order of the text."""
    return [d.code for d in findings(clauses, header)]


def only(clauses: str, header: str = HEADER) -> Diagnostic:
    """The one finding of a contract that has exactly one."""
    found = findings(clauses, header)
    assert len(found) == 1, "\n\n".join(d.to_text() for d in found) or "nothing was found"
    return found[0]
