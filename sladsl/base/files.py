"""In: a path. Out: the bytes of its file, or in words why it cannot be read and what to do about it."""

from __future__ import annotations

from pathlib import Path

from .diagnostics import Diagnostic, SlaError

_REASONS = {2: "there is no such file", 21: "this is a folder", 13: "it may not be read"}


def read(path: str | Path) -> bytes:
    """A file's bytes; `SlaError` (kind `usage`) in words where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as e:
        raise SlaError([unread(path, _REASONS.get(e.errno or 0, "it cannot be read"))], "usage") from None


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
