"""In: `python -m sladsl ...`. Out: what the command `sladsl ...` gives."""

from .cli import main

main()
