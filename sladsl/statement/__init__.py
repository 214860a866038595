"""Outcome to statement: exact values as the strings of the interface, as a table, as a page for a person.

`make` fixes every string, `text` draws the page, `table` writes CSV. In: an `Outcome`. Out: what a program or a person reads.
"""
