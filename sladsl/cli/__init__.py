"""The command line, `sladsl VERB ...`: a file a verb; results go to standard output, all else to standard error.

`group` (the verbs together, exit statuses, faults), `says` (what is told, and to whom), `draw` (blocks and outlines on a
terminal), `pages` (a statement as blocks), `clauses` (a clause as an outline). Nothing heavy is imported before a verb
needs it: `sladsl --help` costs click alone.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    from .group import cli

    cli()
