"""In: a source of events. Out: the `Stream` of all that stands, or an `SlaError` that holds every fault of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import evolve

from sladsl.base.diagnostics import Diagnostic, SlaError
from sladsl.events.codes import CODES, FATAL
from sladsl.events.known import known_by, settled
from sladsl.events.read import Source, read
from sladsl.events.records import Stream
from sladsl.events.typed import rules_of, typed
from sladsl.events.vocabulary import VOCABULARY, EventType


def load(
    source: Source,
    vocabulary: Mapping[str, EventType] = VOCABULARY,
    known_at: int | None = None,
    skip_invalid: bool = False,
) -> Stream:
    """The events of files, of standard input or of mappings as typed records.

    `known_at` (microseconds UTC) ignores what was recorded after it. A fault anywhere is an `SlaError` of kind `events`
    with every fault of the run; with `skip_invalid` faulty lines are left out and counted in the stream's warnings, but
    a file that cannot be read at all still is an error.

    >>> stream = load([{"event": "outage", "id": "O1", "start": "1970-01-01T00:00:01Z"}])
    >>> stream.of(None, "outage")[0].get("start")
    1000000
    """
    found: list[Diagnostic] = []
    rules = rules_of(vocabulary)
    records = [record for raw in read(source, found) if (record := typed(raw, rules, found)) is not None]
    stand = settled(known_by(records, known_at), vocabulary, found)
    found.sort(key=_place)
    if found and (not skip_invalid or any(d.code in FATAL for d in found)):
        raise SlaError(found, kind="events")
    return Stream(tuple(stand), stand, tuple(_counted(found)))


def _place(fault: Diagnostic) -> tuple[str, int, int, str]:
    place = fault.place
    return (place.file, place.line, place.column, fault.code) if place else ("", 0, 0, fault.code)


def _counted(faults: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """One warning a kind of fault, at the place of its first."""
    faults = list(faults)
    count = Counter(d.code for d in faults)
    for code in sorted(count):
        first = next(d for d in faults if d.code == code)
        times = "once" if count[code] == 1 else f"{count[code]} times"
        message = f"events were skipped because {CODES[code]} ({times}, first here)"
        yield evolve(first, message=message, severity="warning", related=())
