"""In: an example of the catalogue. Out: what the program says of it, with lines counted as the example shows them.

The example is saved in a fresh folder and checked, or run, as a person would do it; nothing stays behind.
"""

from __future__ import annotations

import contextlib
import io
import shlex
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

if TYPE_CHECKING:
    from ..base.diagnostics import Diagnostic, Place
    from ..catalogue.read import Entry

CONTRACT, EVENTS, AGREEMENT = "example.sla", "events.jsonl", "agreement.txt"
# What a command line finds in its folder where the entry gives nothing else: one hour down.
_HOUR = '{"event": "outage", "id": "O1", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T09:00:00Z"}\n'


def bad(entry: Entry) -> tuple[Diagnostic, ...]:
    """Everything that is found in an entry's example with the fault."""
    return _tried(entry, "\n\n".join([entry.bad] * entry.times), entry.saved)


def good(entry: Entry) -> tuple[Diagnostic, ...]:
    """Everything that is found in an entry's mended example."""
    return _tried(entry, entry.good)


def _tried(entry: Entry, example: str, saved: str = "") -> tuple[Diagnostic, ...]:
    from ..base.diagnostics import SlaError

    with _folder():
        try:
            match entry.kind:
                case "clauses" if entry.family == "lint":
                    return _linted(example, entry.behind)
                case "clauses" if entry.text:
                    return _cited(example, entry.behind, entry.text)
                case "clauses" if not entry.events:
                    return _checked(example, entry.behind, saved)
                case "clauses":
                    return _run(example, entry.behind, entry.events)
                case "events":
                    return _run(entry.contract, "header" if entry.contract else "uptime", example, entry.file, saved)
                case "command":
                    return _commanded(entry, example)
        except SlaError as e:
            return e.diagnostics


@contextlib.contextmanager
def _folder() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        yield


def _checked(clauses: str, behind: str, saved: str) -> tuple[Diagnostic, ...]:
    from ..api import compile
    from ..catalogue.read import whole

    text, above = whole(clauses, behind)
    return tuple(_counted(d, above) for d in compile(text.encode(saved or "utf-8"), CONTRACT).diagnostics)


def _linted(clauses: str, behind: str) -> tuple[Diagnostic, ...]:
    from ..api import lint
    from ..catalogue.read import whole

    _put(clauses, behind)
    return tuple(_counted(d, whole(clauses, behind)[1]) for d in lint(CONTRACT, select=["SLA"]))


def _cited(clauses: str, behind: str, text: str) -> tuple[Diagnostic, ...]:
    from ..catalogue.read import whole
    from .source import findings

    _put(clauses, behind)
    return tuple(_counted(d, whole(clauses, behind)[1]) for d in findings(CONTRACT, (text.encode(), AGREEMENT)))


def _run(clauses: str, behind: str, events: str, file: str = EVENTS, saved: str = "") -> tuple[Diagnostic, ...]:
    """The warnings of a statement, as findings; `SlaError` where there is none."""
    from ..api import load

    _put(clauses, behind)
    _save(events + "\n", file, saved)
    return _warned(load(CONTRACT).run(file).warnings)


def _warned(warnings: Iterable[Mapping[str, str]]) -> tuple[Diagnostic, ...]:
    from ..base.diagnostics import Diagnostic

    return tuple(Diagnostic(w["code"], w["message"], severity="warning") for w in warnings)


def _commanded(entry: Entry, line: str) -> tuple[Diagnostic, ...]:
    """The warnings of a statement, as findings; `SlaError` where the verb refuses."""
    import json

    from .group import cli

    _put(entry.contract, "header" if entry.contract else "uptime")
    _save(entry.events or _HOUR, EVENTS)
    _save(entry.text, AGREEMENT)
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        cli.main([*shlex.split(line)[1:], "--format", "json"], standalone_mode=False)
    printed.seek(0)
    found = json.load(printed)
    return _warned(found.get("warnings", ()) if isinstance(found, dict) else ())


def _put(clauses: str, behind: str) -> None:
    from ..catalogue.read import whole

    Path(CONTRACT).write_text(whole(clauses, behind)[0], encoding="utf-8")


def _save(text: str, file: str, saved: str = "") -> None:
    import gzip

    data = text.encode("utf-8" if saved == "unpacked" else saved or "utf-8")
    Path(file).write_bytes(gzip.compress(data, mtime=0) if file.endswith(".gz") and saved != "unpacked" else data)


def _counted(d: Diagnostic, above: int) -> Diagnostic:
    """The finding with its lines counted from the example's first."""

    def moved(place: Place) -> Place:
        return evolve(place, line=place.line - above)

    return evolve(d, place=d.place and moved(d.place), related=tuple((said, moved(p)) for said, p in d.related))
