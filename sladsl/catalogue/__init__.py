"""What every message means. In: a code. Out: why it is said, an example with the fault, the same mended, what to do.

The entries stand in TOML files, one a family (`text.toml`, `names.toml` ...), a table a code; `read` gives them typed, `page`
as Markdown. `header.sla` and `uptime.sla` are the clauses in front of the examples. The tests try every example.
"""
