"""In: an agreement and a contract's citations. Out: of each cited word where it stands, and a diagnostic where it does not.

SLA851  the agreement does not say these words at all
SLA852  it says them, but not in the place that is cited
SLA853  it has no place of this number or heading
SLA854  it says them more than once in that place (a note)
SLA855  the place is described in the author's own small letters, and was not looked for (a note)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from ..base.diagnostics import Diagnostic, Sink
from .agreement import PREAMBLE, Agreement
from .cited import Citation, Cited, Words
from .letters import letters
from .nearest import differences, nearest
from .structure import number_of

Stretch = tuple[int, int]
_MOST = 3  # other places told


@frozen
class Held:
    """A citation held against the agreement: the stretches of its place, and of its words (those there, else anywhere)."""

    citation: Citation
    places: Sequence[Stretch]
    words: Sequence[Stretch]


def verified(agreement: Agreement, contract: Cited) -> tuple[list[Held], tuple[Diagnostic, ...]]:
    """Every citation held against the agreement, and what does not hold, in the order of the contract."""
    sink = Sink()
    for at in {one.at: None for one in contract.citations if not agreement.places(one.at)}:
        _no_place(agreement, [one for one in contract.citations if one.at == at], sink)
    held = [_held(agreement, one, sink) for one in contract.citations]
    return held, tuple(sink)


def _held(agreement: Agreement, one: Citation, sink: Sink) -> Held:
    places = agreement.places(one.at)
    found: list[Stretch] = []
    for words in one.words:
        everywhere = agreement.find(words.text)
        there = [s for s in everywhere if any(a <= s[0] and s[1] <= b for a, b in places)]
        found += there or everywhere
        if not letters(words.text).key:
            continue
        if not everywhere:
            _nowhere(agreement, words, sink)
        elif places and not there:
            said = f"`{words.text}` does not stand in {_named(one.at)}, but in {_listed(agreement, everywhere)}"
            sink.error("SLA852", said, words.place, _cite_instead(agreement, everywhere))
        elif len(there) > 1:
            said = f"`{words.text}` stands {len(there)} times in {_named(one.at)}"
            sink.note("SLA854", said, words.place, "cite a word more, so that one of them is meant")
    return Held(one, places, found)


def _no_place(agreement: Agreement, citations: Sequence[Citation], sink: Sink) -> None:
    """What is said of a place that the agreement does not have: once, where it is cited first."""
    first, n = citations[0], len(citations)
    times = f" ({n} citations)" if n > 1 else ""
    if first.at[:1].islower() and not number_of(first.at):
        said = f"`{first.at}` is taken as your own description of a place, and was not looked for{times}"
        sink.note("SLA855", said, first.place, "cite a number or a heading of the agreement, where it has one")
        return
    standing = [s for one in citations for words in one.words for s in agreement.find(words.text)]
    help = f"what is cited of it stands in {_listed(agreement, standing)}" if standing else _near_place(agreement, first.at)
    sink.warning("SLA853", f"the agreement has no place `{first.at}`{times}", first.place, help)


def _near_place(agreement: Agreement, at: str) -> str:
    from difflib import get_close_matches

    names = {p.place.name: None for p in agreement.reaches if p.place.name}
    near = get_close_matches(at, names, 1)
    if near:
        return f"did you mean `{near[0]}`?"
    return "cite a number or a heading as the agreement has it"


def _nowhere(agreement: Agreement, words: Words, sink: Sink) -> None:
    help = "cite a few words as the agreement has them, one behind the other"
    if near := nearest(agreement, words.text):
        said, at = near
        where = agreement.name_at(at)
        place = f" in {_named(where)}" if where else ""
        differ = differences(words.text, said)
        help = f"it says{place}: `{said}`" + (f" ({'; '.join(differ)})" if differ else "")
    sink.error("SLA851", f"the agreement does not say `{words.text}`", words.place, help)


def _listed(agreement: Agreement, stretches: Sequence[Stretch]) -> str:
    names = list(dict.fromkeys(_names(agreement, stretches)))
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(map(_named, names[:_MOST])) + more


def _names(agreement: Agreement, stretches: Sequence[Stretch]) -> Iterator[str]:
    return (agreement.name_at(start) or PREAMBLE for start, _ in stretches)


def _cite_instead(agreement: Agreement, stretches: Sequence[Stretch]) -> str:
    name = next(_names(agreement, stretches))
    shown = name if name.replace(".", "").isdigit() else f'"{name}"'
    return f"write `[{shown}, ...]`, or cite words that stand in the place you mean"


def _named(place: str) -> str:
    return f"`{place}`"
