"""Advice about what a measure divides by looks at a part of it alone, and blames nobody for what is missing around it."""

from __future__ import annotations

from inline import codes


def test_what_is_divided_by_inside_a_gathering_is_no_error() -> None:
    clauses = """
        event update [1]: at instant; ticket text.
        measure Pace [2] each month: smallest of (2 hours / (number of every update naming it within (it) * 1 hour))
            for each ticket of the month.
        """
    assert set(codes(clauses)) == {"SLA508"}
