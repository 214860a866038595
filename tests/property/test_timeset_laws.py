"""In: time sets on small integers. Out: their algebra equals that of bitmaps, bit by bit."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.base import timeset as ts

SIZE = 24
SPANS = st.lists(st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)), max_size=8)


def bits(spans: list[tuple[int, int]]) -> set[int]:
    return {n for start, end in spans for n in range(start, end)}


def is_normal(spans: ts.TimeSet) -> bool:
    """Sorted, disjoint, non-empty, non-touching."""
    inside = all(start < end for start, end in spans)
    return inside and all(a[1] < b[0] for a, b in itertools.pairwise(spans))


@given(SPANS)
def test_union_is_normal_and_loses_nothing(spans: list[tuple[int, int]]) -> None:
    made = ts.union(spans)
    assert is_normal(made)
    assert bits(made) == bits(spans)
    assert ts.union(made) == made
    assert ts.union(reversed(spans)) == made
    assert ts.total(made) == len(bits(spans))


@given(SPANS, SPANS)
@settings(max_examples=300)
def test_minus_and_intersect_are_those_of_bits(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    p, q = ts.union(a), ts.union(b)
    left, both = ts.minus(p, q), ts.intersect(p, q)
    assert is_normal(left)
    assert is_normal(both)
    assert bits(left) == bits(a) - bits(b)
    assert bits(both) == bits(a) & bits(b)
    assert both == ts.intersect(q, p)
    # what is cut out and what is left are the whole
    assert ts.union([*left, *both]) == p
    assert ts.total(left) + ts.total(both) == ts.total(p)


@given(SPANS, st.integers(-2, SIZE + 2), st.integers(-2, SIZE + 2))
@settings(max_examples=200)
def test_clip_and_contains(spans: list[tuple[int, int]], start: int, end: int) -> None:
    made = ts.union(spans)
    assert ts.clip(made, start, end) == ts.intersect(made, [(start, end)] if start < end else [])
    assert ts.contains(made, start) == (start in bits(spans))
