"""The command line, a file a verb. In: `sladsl VERB ...`. Out: a result on standard output, all else on standard error.

`group` (the verbs together, exit statuses, faults), `says` (what is told, and to whom), `draw` (blocks and outlines on a
terminal), `pages` (a statement as blocks), `clauses` (a clause as an outline). Nothing heavy is imported before a verb
needs it: `sladsl --help` costs click alone.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    from .group import cli

    cli()
