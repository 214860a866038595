"""In: an explanation. Out: its outline for a person: the answer, how far it is from being otherwise, the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from ..rules.text import Said
from ..statement import text
from .because import Explanation
from .words import Speech


def outline(found: Explanation) -> Said:
    """The whole explanation as an outline."""
    return Said(title(found), tuple(_parts(found)))


def title(found: Explanation) -> str:
    """The line's name and what it says."""
    match found.line["line"]:
        case "obligation":
            result = str(found.line.get("text"))
        case "window":
            result = "taken out of the downtime" if found.line["verdict"] == "excluded" else "counts as downtime"
        case _:
            result = text.result(found.line).text
    return f"{found.name}{f' ({found.whose})' if found.whose else ''}: {result}"


def _parts(found: Explanation) -> Iterator[Said]:
    speech = Speech(found.currency, found.zone)
    yield Said("Why", tuple(Said(speech.sentence(s)) for s in found.answer))
    if found.far:
        yield Said("How far", tuple(Said(speech.sentence(s)) for s in found.far))
    for section in found.sections:
        below = [Said(speech.sentence(s)) for s in section.said]
        below += [speech.outline(s) for s in section.steps]
        below += list(speech.ledger(section.ledger, section.unit))
        yield Said(section.title, tuple(below))
    other = [f"{name}: {value}" for name, value, adopted in found.readings if not adopted]
    if other:
        yield Said("Readings other than the adopted ones", tuple(Said(x) for x in other))


def markdown(found: Explanation) -> str:
    """The explanation as Markdown, for a letter: a heading, the answer in a sentence, lists for all else."""
    said = outline(found)
    lines = [f"## {_plain(said.text)}", ""]
    for part in said.below:
        if part.text == "Why":
            first, *others = part.below
            lines += [_sentence(first.text), ""] + [f"- {_plain(x.text)}" for x in others] + [""] * bool(others)
            continue
        lines += [f"### {_plain(part.text)}", ""]
        lines += [line for x in part.below for line in _listed(x, 0)] + [""]
    return "\n".join(lines)


def _listed(said: Said, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_plain(said.text)}"
    for x in said.below:
        yield from _listed(x, depth + 1)


def _sentence(text: str) -> str:
    said = _plain(text)
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "]")) else ".")


def _plain(text: str) -> str:
    """Words that Markdown leaves as they are."""
    return "".join(f"\\{ch}" if ch in "\\`*_|<>#" else ch for ch in text.replace("  [", " ["))
