"""In: a node of the kernel. Out: how closely the words for it hold together, so that brackets stand where they must.

The steps are those of the grammar's ladder of expressions; what stands higher may stand wherever a lower one may.
"""

from __future__ import annotations

from . import sets as s
from . import values as v

LIMBS, EXPR, CMP, SUM, PROD, POST, ATOM, PLAIN = range(8)
_CHAINS = (s.Where, s.Quota, s.Minus, s.Intersect, s.StartingAt, s.Dated, s.Once, s.ClaimedBy)


def binding(node: object) -> int:
    """The step on which the words for a node stand."""
    match node:
        case v.Cases() | v.Tiers() | v.Pick("first"):
            return EXPR
        case v.Compare() | v.Lead() | v.During() | v.OneOf() | v.IdIn() | v.Includes() | v.Given() | v.Not():
            return CMP
        case v.Judged() | v.Claimed() | v.Exercised():
            return CMP
        case v.Arith("+" | "-"):
            return SUM
        case v.Arith():
            return PROD
        case v.Round():
            return POST
        case v.Ref() | v.ItField() | s.SetRef() | s.Facts() | v.Const(str()):
            return PLAIN
        case s.Union():
            return LIMBS if in_limbs(node) else PLAIN
    return LIMBS if in_limbs(node) else ATOM


def in_limbs(node: object) -> bool:
    """Whether a set is said limb by limb, as only a clause can."""
    return isinstance(node, _CHAINS) or (isinstance(node, s.Union) and any(map(in_limbs, node.of)))
