"""In: a clause's node. Out: a message for every limb, and every cause of a list, that says again what another one said.

Of two such limbs one would be dropped in silence, and they move money. `requires` and `at most` may stand several times.
"""

from __future__ import annotations

from ..base.diagnostics import Diagnostic
from ..syntax.nodes import Node
from .names import Names

# Limbs of which a clause has one, whichever of the group it is.
_ONE_OF: dict[str, tuple[tuple[str, ...], ...]] = {
    "remedy": (
        ("r_when",), ("r_pays",), ("r_claimed", "r_automatic"), ("r_paid",), ("r_above", "r_from"), ("r_owed",),
        ("r_expires", "r_expires_at"), ("r_divided",),
    ),
    "claim": (("c_filed", "c_no_deadline"), ("c_forfeited",)),
    "right": (("t_when",), ("t_exercised",)),
    "guarantee": (("g_from",), ("g_holds", "g_within", "g_no_target"), ("g_excused",), ("g_paused",)),
    "window": (("w_never",),),
}  # fmt: skip
# Limbs that deny another.
_DENIED = {"remedy": (("r_no_cap", "r_cap"),)}


def said_twice(node: Node, names: Names) -> None:
    """Every limb that cannot hold beside another one."""
    for kinds in _ONE_OF.get(node.kind, ()):
        first, *others = node.all(*kinds) or (None,)
        for other in others:
            assert first is not None
            help = (
                "leave one of them out; what holds only sometimes says `when`"
                if node.kind == "guarantee"
                else "leave one of them out"
            )
            related = (("the other one", first.place),)
            names.sink.add(
                Diagnostic("SLA102", "this limb says again what another one said", other.place, help, related=related)
            )
    named: dict[str, Node] = {}
    for cause in node.all("cause"):
        code = cause.parts[0]
        if code.text in named:
            related = (("here it stands first", named[code.text].place),)
            message = f"the cause `{code.text}` stands in this list twice"
            help = "leave one of them out; it may have both citations"
            names.sink.add(Diagnostic("SLA102", message, code.place, help, related=related))
        named.setdefault(code.text, code)
    for one, other_kind in _DENIED.get(node.kind, ()):
        denial, denied = node.first(one), node.first(other_kind)
        if denial is not None and denied is not None:
            related = (("the cap", denied.place),)
            message, help = "this limb denies what another one says", "leave one of them out"
            names.sink.add(Diagnostic("SLA102", message, denial.place, help, related=related))
