"""In: nothing. Out: small contracts whose readings meet in ways that can be worked out by hand, and their histories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sladsl.api import Contract
from sladsl.compiler.contract import compile_contract

HEADER = """\
agreement "Two Doors":
    provider "P"; customer "C"; time zone "UTC"; currency EUR; period calendar month;
    unmeasured time counts as available; open outages last until the evaluation;
    outages over a month end are divided at it; amounts are rounded half up once a month.
section 1 "Terms".
"""
# An outage is excused while work was planned, and while it was announced. Each reading closes one of the two doors; work that
# was both planned and announced excuses until both are closed. Down by 10% of the fee once anything counts.
DOORS = """\
reading planned [1]: excuses "planned work excuses"; counts "it does not"; adopted excuses because "so it says".
reading announced [1]: excuses "announced work excuses"; counts "it does not"; adopted excuses because "so it says".
Planned Work [1] means every maintenance; only where kind is scheduled.
Announced Work [1] means every maintenance; only where notified_at is given.
Down [1] means every outage;
    except during by reading planned (excuses: Planned Work; counts: no time);
    except during by reading announced (excuses: Announced Work; counts: no time).
measure Downtime [1] each month in hours: time of Down.
guarantee Downtime [1] each month: Downtime is at most 0 hours.
remedy Credit [1] each month: when Downtime is breached; pays 10% of amount of fee; no cap; without a claim.
"""
# A promise of tickets, of which the history has none, so that nothing ever asks how it is read ...
IDLE = """\
reading speed [1]: one "an hour"; two "two hours"; adopted one because "so it says".
guarantee Answer [1] of each ticket: from opened until responded; within by reading speed (one: 1 hour; two: 2 hours).
"""
# ... and a remedy of its own: 5.00 EUR for the month, or 7.00.
APART = """\
reading bonus [1]: five "five"; seven "seven"; adopted five because "so it says".
remedy Bonus [1] each month: pays by reading bonus (five: 5 EUR; seven: 7 EUR); no cap; without a claim.
"""
# Two hours of work that is planned and announced, and the service down all the time.
BOTH: tuple[Mapping[str, Any], ...] = (
    {"event": "fee", "period": "2025-06", "amount": "300.00", "currency": "EUR"},
    {"event": "outage", "id": "O1", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T10:00:00Z"},
    {"event": "maintenance", "id": "M1", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T10:00:00Z",
     "kind": "scheduled", "notified_at": "2025-06-01T08:00:00Z"},
)  # fmt: skip


def contract(*clauses: str) -> Contract:
    """The contract with these clauses; it compiles."""
    found = compile_contract((HEADER + "".join(clauses)).encode(), "doors.sla")
    assert not found.sink.errors
    return Contract(found.tree, tuple(found.sink))
