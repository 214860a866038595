"""In: nothing. Out: the one node that chooses between meanings; it may stand wherever a value, a set or a span may."""

from __future__ import annotations

from typing import Generic, TypeVar

from attrs import frozen

N = TypeVar("N")


@frozen
class ByReading(Generic[N]):
    """The branch of the value that a reading has in this run."""

    reading: str
    choices: tuple[tuple[str, N], ...]
