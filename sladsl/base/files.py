"""In: a path. Out: the bytes of its file, or its new text in it, whole or not at all; in words why that cannot be."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from .diagnostics import Diagnostic, SlaError

_REASONS = {2: "there is no such file", 21: "this is a folder", 13: "it may not be read"}


def read(path: str | Path) -> bytes:
    """A file's bytes; `SlaError` (kind `usage`) in words where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as e:
        raise SlaError([unread(path, _REASONS.get(e.errno or 0, "it cannot be read"))], "usage") from None


def write(path: str | Path, text: str) -> None:
    """Put a text into a file, in UTF-8; the permissions of one that is there stay, and a link stays a link to it.

    The text is written beside the file and then takes its name: nobody ever reads half of it. Raises `SlaError` of kind
    `usage` where it cannot be written; the file is then as it was.
    """
    import tempfile

    place = Path(os.path.realpath(path))
    try:
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError
        mode = place.stat().st_mode & 0o7777 if place.exists() else 0o666 & ~_umask()
        handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=place.suffix)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(text.encode())
            os.chmod(beside, mode)
            os.replace(beside, place)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside)
            raise
    except OSError:
        raise SlaError([Diagnostic("SLA803", f"`{path}`: it cannot be written")], "usage") from None


def _umask() -> int:
    """Which permissions a new file is not given."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def unread(path: str | Path, reason: str = _REASONS[2]) -> Diagnostic:
    """That a file cannot be read; the one of nearly this name, if there is one."""
    from difflib import get_close_matches

    folder, own = Path(path).parent, Path(path).name
    try:
        names = sorted(p.name for p in folder.iterdir())
    except OSError:  # there is no such folder, or it may not be read
        names = []
    near = [] if own in names else get_close_matches(own, names, 1)
    help = f"did you mean `{folder / near[0]}`?" if near else "check its name and its folder"
    return Diagnostic("SLA803", f"`{path}`: {reason}", help=help)
