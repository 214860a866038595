"""In: `tiers of X by Y`, a table with a column for each word or number. Out: one table of tiers for each column."""

from __future__ import annotations

from fractions import Fraction

from ..base.quantity import COUNT
from ..rules import values as v
from ..syntax.nodes import Node
from . import values
from .names import text_of
from .scope import Scope
from .spans import decimal
from .tables import rows_of
from .types import UNKNOWN, number


def matrix(node: Node, scope: Scope) -> values.Typed:
    """The column is chosen by the word, the row by the number; for any other word `otherwise` holds, else nothing."""
    names = scope.names
    (x, t), (by, tb) = values.value(node.parts[0], scope), values.value(node.parts[1], scope)
    columns = [column.parts[0] if column.parts else column for column in node.parts[2].parts]
    rest: v.ValueNode = v.Const(Fraction(0))
    cases: list[v.Case] = []
    found = UNKNOWN
    for k, column in enumerate(columns):
        rows, tr = rows_of(node, t, scope, values.value, x, k, len(columns))
        if found.kind == "unknown":
            found = tr
        values.same(found, tr, node, scope)
        if column.kind == "column":  # `otherwise`
            rest = rows
            continue
        shown = text_of(column) if column.kind == "STRING" else column.text
        key: v.ValueNode = v.Const(shown)
        if tb == number(COUNT):
            plain = decimal(column, names) if column.kind == "NUMBER" else None
            if plain is None:
                names.sink.error(
                    "SLA203", f"the columns are told by {tb}, and `{shown}` is none", column.place, "write numbers"
                )
                continue
            key = v.Const(plain, COUNT)
        elif tb.kind not in ("word", "unknown"):
            help = "write `by priority`, or another field or term whose values are words or numbers"
            names.sink.error("SLA211", f"columns are told by a word or a number, and this is {tb}", node.parts[1].place, help)
            break
        if any(isinstance(case.when, v.Compare) and case.when.b == key for case in cases):
            names.sink.error("SLA102", f"the column `{shown}` stands twice", column.place, "leave one of them out")
        cases.append(v.Case(v.Compare("=", by, key), rows))
    return v.Cases(rest, tuple(cases)), found
