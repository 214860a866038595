"""In: a path or `-`. Out: its numbered lines as text, unpacked and decoded; what cannot be read goes to the faults."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from typing import cast

from attrs import frozen

from sladsl.base.diagnostics import Diagnostic, Place
from sladsl.events.faults import printable

STANDARD_INPUT = "-"
_MAGIC = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@frozen
class Line:
    """One line of a file with its line end, numbered from 1."""

    number: int
    text: str


def file_name(path: str | os.PathLike[str]) -> str:
    """The name that diagnostics show for a source."""
    return "<stdin>" if path == STANDARD_INPUT else printable(os.fsdecode(path))


def lines(path: str | os.PathLike[str], found: list[Diagnostic]) -> Iterator[Line]:
    """The lines of a file, packed or not; each line that is not UTF-8, and a file that breaks off, is a fault."""
    name = file_name(path)
    packed = False
    try:
        with _opened(path) as stream:
            head = stream.peek(2)[:2]
            packed = head == _MAGIC
            if not packed and name.lower().endswith(".gz"):
                found.append(_broken(name, "is not compressed, although its name ends in `.gz`"))
                return
            if head in _UTF16:
                help = "save it as UTF-8, with or without a byte order mark"
                found.append(Diagnostic("SLA701", f"`{name}` is written in UTF-16", Place(name, 1), help))
                return
            # unpacked whole, so that the lines of a damaged file, whose check comes last, are never looked at
            content = io.BytesIO(gzip.GzipFile(fileobj=stream).read()) if packed else stream
            for number, raw in enumerate(content, 1):
                line = _decoded(raw.removeprefix(_BOM) if number == 1 else raw, name, number, found)
                if line is not None:
                    yield line
    except (OSError, EOFError, ValueError, zlib.error) as e:
        if packed:
            found.append(_broken(name, "breaks off or is damaged"))
        else:
            found.append(_unreadable(name, e))


def _opened(path: str | os.PathLike[str]) -> io.BufferedReader:
    if path != STANDARD_INPUT:
        return open(path, "rb")
    binary = getattr(sys.stdin, "buffer", None)
    # a stand-in for standard input may hold text only; ours must not be closed, so only its bytes are taken
    data = binary.read() if binary is not None else sys.stdin.read().encode("utf-8", "surrogatepass")
    return io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)))


def _decoded(raw: bytes, name: str, number: int, found: list[Diagnostic]) -> Line | None:
    try:
        return Line(number, raw.decode())
    except UnicodeDecodeError as e:
        text = raw.decode("utf-8", "replace").rstrip("\r\n")
        column = len(raw[: e.start].decode("utf-8", "replace")) + 1
        message = "the character marked here is not UTF-8, and what it was cannot be known"
        found.append(Diagnostic("SLA703", message, Place(name, number, column, text), "save the file as UTF-8"))
        return None


def _broken(name: str, reason: str) -> Diagnostic:
    help = "fetch or pack the file again, or give it unpacked under its plain name"
    return Diagnostic("SLA702", f"`{name}` {reason}", Place(name, 1), help)


def _unreadable(name: str, error: Exception) -> Diagnostic:
    reason, help = "cannot be read", "check the path and the permissions"
    if isinstance(error, FileNotFoundError):
        reason, help = "does not exist", "check the path; `-` is standard input"
    elif isinstance(error, IsADirectoryError):
        reason, help = "is a directory", f"name the files in it, such as `{name.rstrip('/')}/*.jsonl`"
    elif isinstance(error, PermissionError):
        reason, help = "may not be read", "ask for the permission to read it"
    return Diagnostic("SLA701", f"`{name}` {reason}", Place(name, 1), help)
