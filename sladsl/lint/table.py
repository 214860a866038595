"""In: nothing. Out: `RULES`, every rule of lint by its code; a rule is a function of the contract that yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..base.diagnostics import Diagnostic
from .bounds import Reckoner
from .clipped_row import clipped_row
from .dead_row import dead_row
from .detour import detour
from .early_deadline import early_deadline
from .early_expiry import early_expiry
from .falling import falling
from .hiding import hiding
from .hundredth import hundredth
from .idle import idle
from .idle_condition import idle_condition
from .near import near
from .open_window import open_window
from .over_whole import over_whole
from .owed_always import owed_always
from .owed_never import owed_never
from .same_meaning import same_meaning
from .settled import settled
from .slack_cap import slack_cap
from .subject import Subject
from .swallowed import swallowed
from .toothless import toothless
from .twins import twins
from .unpromised import unpromised
from .unreasoned import unreasoned
from .wide_quota import wide_quota

Rule = Callable[[Subject, Reckoner], Iterator[Diagnostic]]

# Of names 91x, of readings 92x, of money 93x, of promises and remedies 94x, of exceptions 95x, of claims 96x.
RULES: Mapping[str, Rule] = {
    "SLA911": detour,
    "SLA912": near,
    "SLA913": hiding,
    "SLA914": twins,
    "SLA915": idle,
    "SLA921": same_meaning,
    "SLA922": unreasoned,
    "SLA931": slack_cap,
    "SLA932": dead_row,
    "SLA933": falling,
    "SLA934": wide_quota,
    "SLA935": over_whole,
    "SLA936": clipped_row,
    "SLA941": settled,
    "SLA942": hundredth,
    "SLA943": toothless,
    "SLA944": owed_always,
    "SLA945": owed_never,
    "SLA946": unpromised,
    "SLA951": swallowed,
    "SLA952": idle_condition,
    "SLA953": open_window,
    "SLA961": early_deadline,
    "SLA962": early_expiry,
}
# What `check` finds already and a reader of lint looks for: these keep their codes, and are told once.
OF_CHECK = frozenset(["SLA104", "SLA509"])
# What is wrong with the remarks that silence findings.
OF_REMARKS = ("SLA901", "SLA902", "SLA903")
CODES = (*sorted(OF_CHECK), *OF_REMARKS, *RULES)
_NEAR = "SLA93"  # so much of a code is right, if it is nearly one


def meant(code: str) -> str:
    """Help for a code that lint does not have.

    >>> meant("SLA93I"), meant("SLA4")
    ('did you mean `SLA931`?', '`sladsl code lint` lists the codes')
    """
    begins = code.upper()[: len(_NEAR)]
    near = next((known for known in CODES if len(begins) == len(_NEAR) and known.startswith(begins)), None)
    return f"did you mean `{near}`?" if near else "`sladsl code lint` lists the codes"
