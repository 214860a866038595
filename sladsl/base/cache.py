"""In: a name and bytes that can be made again. Out: the bytes, where they were kept before.

What is kept depends on nothing but what its name is the fingerprint of; where the cache cannot be read or written, things
are made anew. `SLADSL_CACHE` names another folder, or `off`.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def folder() -> Path | None:
    """The folder for what can be made again; `None` where there is to be none."""
    chosen = os.environ.get("SLADSL_CACHE")
    if chosen:
        return None if chosen == "off" else Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):
        return Path(base) / "sladsl" if base else Path.home() / ".cache" / "sladsl"
    return None


def kept(name: str) -> bytes | None:
    """What was kept under a name."""
    place = folder()
    with suppress(OSError):
        return (place / name).read_bytes() if place else None
    return None


def keep(name: str, data: bytes) -> None:
    """Keep bytes under a name: written beside and renamed, so that nobody ever reads half a file."""
    place = folder()
    if place is None:
        return
    with suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=place)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            os.replace(beside, place / name)
        except OSError:
            os.unlink(beside)
            raise
