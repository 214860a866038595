"""In: the lines of a contract. Out: its text in the language, a limb a line; it compiles to the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..rules.clauses import RuleTree
from .line import Line
from .lines import clause, frame, header, section
from .parts import Spoken, cited, in_language

_LIMB, _DEEPER = 4, 8


def contract_text(tree: RuleTree) -> str:
    """The contract that a rule tree is: compiled, the text gives the same tree.

    What the rules do not keep is not in it: remarks, the layout, the order of the limbs of a clause, units that nothing is
    counted in, and what units, events, defaults and rows of tables cite.
    """
    w = Spoken(tree)
    said = [clause(w, x) for x in tree.clauses]
    for heading in reversed(tree.sections):
        said.insert(heading.before, section(heading))
    return agreement(tree.frame.title, header(w), [*frame(w), *said])


def agreement(title: str, header: Iterable[Line], lines: Iterable[Line]) -> str:
    """A whole contract of its header's lines and of what follows."""
    head = f'agreement "{title}":' + ";".join(f"\n{' ' * _LIMB}{_one(x)}" for x in header) + "."
    return "\n\n".join([head, *map(written, lines)]) + "\n"


def written(x: Line) -> str:
    """A clause with its limbs, up to its full stop."""
    head, below = _one(x), [_one(one) for one in x.below]
    new = "\n" + " " * _LIMB
    if x.form.kind == "assumption":  # its reason is no limb
        return head + new + "".join(below) + "."
    if head.endswith(":"):
        return head + new + f";{new}".join(below) + "."
    return f";{new}".join([head, *below]) + "."


def _one(x: Line) -> str:
    holes: Mapping[str, str] = {name: in_language(part, _DEEPER) for name, part in x.holes.items()}
    return x.form.language.format_map(holes) + cited(x.cites)
