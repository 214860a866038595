"""In: half-open intervals `(start, end)`. Out: their union, difference, intersection and size; nothing clever."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from .clock import MINUTE

Span = tuple[int, int]


def union(spans: Iterable[Span]) -> list[Span]:
    """What lies in any of them; touching spans are one, empty ones are nothing."""
    merged: list[Span] = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def minus(spans: Iterable[Span], cut: Iterable[Span]) -> list[Span]:
    """What lies in the first and not in the second."""
    left = []
    cut = union(cut)
    for start, end in union(spans):
        for cut_start, cut_end in cut:
            if cut_end <= start:
                continue
            if cut_start >= end:
                break
            if start < cut_start:
                left.append((start, cut_start))
            start = max(start, cut_end)
            if start >= end:
                break
        if start < end:
            left.append((start, end))
    return left


def common(a: Iterable[Span], b: Iterable[Span]) -> list[Span]:
    """What lies in both."""
    b = union(b)
    return union((max(p, r), min(q, s)) for p, q in union(a) for r, s in b if max(p, r) < min(q, s))


def clip(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """What lies in one interval."""
    return common(spans, [(start, end)])


def size(spans: Iterable[Span]) -> int:
    """How many microseconds."""
    return sum(end - start for start, end in union(spans))


def minutes(micro: int) -> Fraction:
    """Microseconds as minutes."""
    return Fraction(micro, MINUTE)
