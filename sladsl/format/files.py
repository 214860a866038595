"""In: a file's path and its new text. Out: the file with it, at once and whole, or as it was."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress

from ..base.diagnostics import Diagnostic, SlaError


def replace(path: str, text: str) -> None:
    """Put a text in the place of a file's, in UTF-8; its permissions stay, and a link stays a link to it.

    The text is written beside the file and then takes its name: nobody ever reads half of it. Raises `SlaError` of kind
    `usage` where it cannot be written; the file is then as it was.
    """
    place = os.path.realpath(path)
    try:
        if not os.access(place, os.W_OK):
            raise PermissionError
        mode = os.stat(place).st_mode
        handle, beside = tempfile.mkstemp(dir=os.path.dirname(place), prefix=".", suffix=".sla")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(text.encode())
            os.chmod(beside, mode & 0o7777)
            os.replace(beside, place)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside)
            raise
    except OSError:
        raise SlaError([Diagnostic("SLA803", f"`{path}`: it cannot be written")], "usage") from None
