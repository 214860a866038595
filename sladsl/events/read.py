"""In: a path, paths, `-` or mappings. Out: raw events one by one, each with its place; the rest goes to the faults."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from sladsl.base.diagnostics import Diagnostic, Place
from sladsl.events.faults import Raw, shown
from sladsl.events.files import Line, file_name, lines
from sladsl.events.parse import csv_events, json_events

Path = str | os.PathLike[str]
Source = Path | Mapping[str, object] | Iterable[Path | Mapping[str, object]]

_SOURCE_HELP = "give a path, a list of paths, `-` for standard input, or mappings"


def read(source: Source, found: list[Diagnostic]) -> Iterator[Raw]:
    """Every event of a source as it was written.

    A text or path is a file (`-` is standard input), a mapping an event, anything else is gone through item by item; a
    mapping's place is file `events`, its line the number of the item, from 1. `found` grows while the events are taken.
    """
    items: object = (source,) if isinstance(source, (str, os.PathLike, Mapping)) else source
    if not isinstance(items, Iterable):
        message = f"`{shown(items)}` is no source of events"
        found.append(Diagnostic("SLA701", message, Place("events", 1), _SOURCE_HELP))
        return
    for number, item in enumerate(items, 1):
        if isinstance(item, (str, os.PathLike)):
            yield from _file(item, found)
        elif isinstance(item, Mapping):
            yield Raw(item, Place("events", number))
        else:
            message = f"item {number}, `{shown(item)}`, is no event"
            found.append(Diagnostic("SLA704", message, Place("events", number), "write each event as a mapping"))


def _file(path: Path, found: list[Diagnostic]) -> Iterator[Raw]:
    name = file_name(path)
    content = lines(path, found)
    plain = name.lower().removesuffix(".gz")
    if plain.endswith((".jsonl", ".json", ".ndjson")):
        return json_events(content, name, found)
    if plain.endswith(".csv"):
        return csv_events(content, name, found)
    return _sniffed(content, name, found)


def _sniffed(content: Iterator[Line], name: str, found: list[Diagnostic]) -> Iterator[Raw]:
    """No suffix says what it is: objects begin with a brace, or with the bracket of a list that ought to go."""
    for line in content:
        if line.text.strip():
            dialect = json_events if line.text.lstrip()[0] in "{[" else csv_events
            yield from dialect(chain((line,), content), name, found)
