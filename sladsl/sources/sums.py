"""In: an agreement beside its contract. Out: in a few sentences how much of it the contract cites, and what does not hold."""

from __future__ import annotations

from .beside import Beside, By


def summary(x: Beside) -> list[str]:
    """What it comes to, a sentence each.

    A share is that of words, in whole per cent, rounded down: only what is cited whole is 100 %.
    """
    sentences = len(x.sentences("words", "place", "nothing"))
    said = [f"{_counted(x.citations, 'citation')} in the contract, {_counted(sentences, 'sentence')} in the agreement"]
    ways: tuple[tuple[By, str], ...] = (
        ("words", "cited by words"),
        ("place", "cited only by place"),
        ("nothing", "cited by nothing"),
    )
    for way, told in ways:
        part, whole = x.share(way)
        said.append(
            f"{_counted(len(x.sentences(way)), 'sentence')} {told}: {100 * part // whole if whole else 0} % of the words"
        )
    if x.marks:
        said.append(f"{_counted(x.marks, 'mark')} behind cited words: names of assumptions, no words of the agreement")
    wrong = sum(d.severity != "note" for d in x.findings)
    said.append(f"{_counted(wrong, 'citation')} to look at: `check --text` says why" if wrong else "every citation holds")
    return said


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'s' * (n != 1)}"
