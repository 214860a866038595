"""In: `python -m sladsl.cli VERB ...`. Out: what `sladsl VERB ...` gives, where the command is not installed."""

from . import main

main()
