"""In: a rule. Out: it and every node in it; what it only names is not in it."""

from __future__ import annotations

from collections.abc import Iterator


def walk(rule: object) -> Iterator[object]:
    """A node, a clause or a tuple of them, and everything below."""
    todo = [rule]
    while todo:
        node = todo.pop()
        yield node
        if hasattr(node, "__attrs_attrs__"):
            todo += [getattr(node, a.name) for a in node.__attrs_attrs__]
        elif isinstance(node, tuple):
            todo += node
