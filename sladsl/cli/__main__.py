"""`python -m sladsl.cli` is `sladsl`, where the command is not installed."""

from . import main

main()
