"""In: a clause and the place where it stops making sense. Out: the limb there, if it belongs to another kind of clause."""

from __future__ import annotations

import re
from difflib import get_close_matches

from .words import LIMBS

_TIMES, _WINDOW, _GUARANTEE, _CLAIM, _REMEDY = "a definition of times", "a window", "a guarantee", "a claim", "a remedy"
# How a limb begins, and the clauses that have it.
_HOMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:except|only) (?:where|during)|together with|starting at|once for each|dated|only claimed by", (_TIMES,)),
    (r"except on", ("a definition of days",)),
    (r"covers|expects|only outside|only the first|never excluded", (_WINDOW,)),
    (r"requires", (_WINDOW, _CLAIM, _REMEDY)),
    (r"within|no target|no limit|excused(?: when)?|showing", (_GUARANTEE,)),
    (r"filed within|no deadline|with [a-z_]+ [a-z_]+ by then|otherwise forfeited", (_CLAIM,)),
    (r"pays|at most|no cap|claimed by|without a claim|paid in", (_REMEDY,)),
    (r"when", (_REMEDY,)),
)
_LIMBS = tuple((re.compile(rf"(?:{p})\b".replace(" ", r"\s+")), homes) for p, homes in _HOMES)
_KINDS = {
    "window": _WINDOW, "guarantee": _GUARANTEE, "claim": _CLAIM, "remedy": _REMEDY, "measure": "a measure", "total": "a total",
}  # fmt: skip
# What to write instead, by how the limb begins and where it stands.
_BETTER = {
    ("except", _GUARANTEE): "write `excused when ...` or `no target when ...`",
    ("only", _GUARANTEE): "write `excused when not ...`, or promise it of a term: `of each ...`",
    ("at", _GUARANTEE): "say what is at most so much: `... is at most ...`",
    ("within", _CLAIM): "write `filed within ... after ...`",
    ("when", _GUARANTEE): "write it behind what is promised: `within 4 hours when ...`",
    ("except", _REMEDY): "write `when ...;` with the condition under which it is owed",
    ("only", _REMEDY): "write `when ...;` with the condition under which it is owed",
    ("excused", _REMEDY): "write `when ...;` with the condition under which it is owed",
    ("except", _WINDOW): "write `covers maintenance where ...`",
    ("when", _CLAIM): "write `requires ..., or` and the reason why a claim fails",
    ("except", _CLAIM): "write `requires ..., or` and the reason why a claim fails",
    ("excused", "a measure"): "a measure has exceptions: `0 hours when ...`",
    ("excused", "a definition"): "write `except where ...`",
    ("requires", "a definition"): "write `only where ...`",
    ("when", "a definition"): "write `only where ...`",
}
Found = tuple[int, str, str, str]  # where it begins, its first words, what is wrong, what to write


def strange_limb(text: str, at: int) -> Found | None:
    """The limb in which a place lies, if the clause it stands in has no such limb."""
    plain = re.sub(r'"[^"]*"?|#[^\n]*', lambda m: (" " if m[0][0] == "#" else '"') * len(m[0]), text[: at + 60])
    start = _begins(plain, at)
    kind = kind_of(plain)
    if start is None or at - start > 40 or kind == "another clause":
        return None
    return misplaced(plain[start:], kind, start)


def misplaced(limb: str, kind: str, start: int = 0) -> Found | None:
    """What is wrong with a limb that begins like this in a clause of that kind.

    >>> misplaced("otherwise forfeited", "a remedy")
    (0, 'otherwise forfeited', '`otherwise forfeited` is a limb of a claim, and this is a remedy', 'move it to the claim')
    """
    for pattern, homes in _LIMBS:
        if (m := pattern.match(limb)) is None:
            continue
        if kind in homes or (kind == "a definition" and homes[0].startswith(kind)):
            return None
        words = " ".join(m[0].split())
        first = words.split()[0]
        better = _BETTER.get((first, kind)) or f"move it to the {homes[0].split()[-1] if len(homes) < 2 else 'clause it is of'}"
        if homes[0].startswith("a definition"):
            better = _BETTER.get((first, kind)) or f"define a term for {homes[0].split()[-1]}: `... means ...; {words} ...`"
        of = " or ".join([", ".join(homes[:-1]), homes[-1]]) if len(homes) > 1 else homes[0]
        return start, m[0], f"`{words}` is a limb of {of}, and this is {kind}", better
    return None


def mistyped(before: str) -> tuple[int, str, str] | None:
    """The word that opens a limb, where it is none but nearly one: its place, itself, and what was meant.

    >>> mistyped("Downtime [2] means every outage; excpet")
    (33, 'excpet', 'except')
    """
    first = re.search(r"[;:]\s*([a-z]{4,})$", before)
    near = get_close_matches(first[1], sorted(LIMBS - {"adopted"}), 1, 0.8) if first and first[1] not in LIMBS else []
    return (first.start(1), first[1], near[0]) if first and near else None


def kind_of(clause: str) -> str:
    """Which kind of clause begins like this."""
    first = re.match(r"\s*([a-z]+)\b", clause)
    if first is not None:
        return _KINDS.get(first[1], "another clause")
    return "a definition"


def _begins(plain: str, at: int) -> int | None:
    """Where the limb begins in which a place lies: behind the last semicolon outside brackets, or the first colon."""
    depth, start = 0, None
    for m in re.finditer(r"[();:]", plain[:at]):
        if m[0] in "()":
            depth += 1 if m[0] == "(" else -1
        elif depth == 0 and (m[0] == ";" or start is None):
            start = m.end()
    if start is None:
        return None
    return start + len(plain[start:]) - len(plain[start:].lstrip())
