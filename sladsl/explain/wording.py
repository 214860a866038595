"""In: a rule tree and the readings of a run. Out: its rules in words, each reading with the one branch that was taken."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from ..rules.choice import ByReading
from ..rules.text import Node, Words


@frozen
class Wording(Words):
    """How a contract speaks in one run; the branches of a reading that were not taken are another run's."""

    taken: Mapping[str, str] = field(factory=dict, kw_only=True)

    def _bare(self, node: Node) -> str:
        if not isinstance(node, ByReading):
            return super()._bare(node)
        value = self.taken[node.reading]
        said = self.say(dict(node.choices)[value])
        adopted = "" if self.adopted.get(node.reading) == value else ", not the adopted one"
        return f"({said}, by reading {node.reading}: {value}{adopted})"
