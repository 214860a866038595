"""In: nothing. Out: the nodes that stand for a stretch of time relative to what is meant: the month, the last three months,
the item itself, thirty days back from an instant. What is measured within several must lie in every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from ..base.grids import Grid

if TYPE_CHECKING:
    from .spans import SpanNode
    from .values import ValueNode


@frozen
class It:
    """From the start to the end of the item in scope."""


@frozen
class Naming:
    """No stretch: only items that name the item in scope by its id."""


@frozen
class The:
    """The period in scope, by the word that the contract uses for it (none where it says none); or the whole term."""

    grid: Grid | None = None


@frozen
class Recent:
    """The last `n` periods of a grid, up to and with the period in scope, or (`before`) before it.

    `since` names a remedy or a right: only what came after the last period in which it awarded something or was exercised.
    """

    n: int
    grid: Grid
    before: bool
    since: str | None = None


@frozen
class SoFar:
    """From the beginning of the period of a longer grid up to the end of the period in scope."""

    grid: Grid
    since: str | None = None


@frozen
class Back:
    """A length of time, or days, that ends at an instant."""

    span: SpanNode
    at: ValueNode


@frozen
class Between:
    """From one instant to another."""

    start: ValueNode
    end: ValueNode


Reach = It | Naming | The | Recent | SoFar | Back | Between
