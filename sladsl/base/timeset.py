"""In: half-open intervals of microseconds. Out: time sets (sorted, disjoint, non-empty, non-touching) and their algebra.

A time set is a plain list of `(start, end)`; zero length is nothing and touching intervals are one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Interval = tuple[int, int]
TimeSet = list[Interval]


def union(intervals: Iterable[Interval]) -> TimeSet:
    """Any intervals, overlapping or not, as one time set.

    >>> union([(3, 5), (1, 3), (9, 9)])
    [(1, 5)]
    """
    merged: TimeSet = []
    for start, end in sorted(i for i in intervals if i[0] < i[1]):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def minus(a: TimeSet, b: TimeSet) -> TimeSet:
    """The time of `a` that is not in `b`.

    >>> minus([(0, 10)], [(2, 3), (5, 20)])
    [(0, 2), (3, 5)]
    """
    left: TimeSet = []
    j = 0
    for start, end in a:
        while j and b[j - 1][1] > start:
            j -= 1
        while j < len(b) and b[j][1] <= start:
            j += 1
        at, k = start, j
        while k < len(b) and b[k][0] < end:
            if b[k][0] > at:
                left.append((at, b[k][0]))
            at = max(at, b[k][1])
            k += 1
        if at < end:
            left.append((at, end))
        j = k
    return left


def intersect(a: TimeSet, b: TimeSet) -> TimeSet:
    """The time that lies in both.

    >>> intersect([(0, 10), (20, 30)], [(5, 25)])
    [(5, 10), (20, 25)]
    """
    both: TimeSet = []
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            both.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return both


def clip(a: TimeSet, start: int, end: int) -> TimeSet:
    """The part of a time set in one interval; found by halving, however long the set is.

    >>> clip([(0, 10), (20, 30)], 5, 25)
    [(5, 10), (20, 25)]
    """
    if start >= end:
        return []
    first = bisect_right(a, start, key=lambda span: span[1])
    last = bisect_left(a, end, key=lambda span: span[0])
    return [(max(s, start), min(e, end)) for s, e in a[first:last]]


def total(a: TimeSet) -> int:
    """How many microseconds."""
    return sum(end - start for start, end in a)


def contains(a: TimeSet, instant: int) -> bool:
    """Whether an instant lies in the set (starts belong to it, ends do not)."""
    return bool(clip(a, instant, instant + 1))
