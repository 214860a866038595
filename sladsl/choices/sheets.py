"""In: readings, their prices, a schedule. Out: `Sheet`s, titles with sentences and tables, for whoever draws or writes them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from ..rules.clauses import Cite
from ..rules.written import place
from .listed import Listed
from .schedule import TITLES, Entry, Schedule

Row = tuple[str, ...]


@frozen
class Sheet:
    """A title, sentences, and perhaps a table: its head and its rows."""

    title: str
    said: tuple[str, ...] = ()
    head: Row = ()
    rows: tuple[Row, ...] = ()


def cited(cites: tuple[Cite, ...]) -> str:
    """Places and decisive words: `2, "7am - 5pm UTC"`."""
    return "; ".join(", ".join([place(x.place), *(f'"{w}"' for w in x.words)]) for x in cites)


def several(n: int, what: str) -> str:
    """A number of things.

    >>> several(1, "reading"), several(1152, "combination")
    ('1 reading', '1,152 combinations')
    """
    return f"{n:,} {what}{'s' * (n != 1)}"


def of_readings(x: Listed) -> Iterator[Sheet]:
    """What each wording can mean and which meaning is adopted; then what hangs on it."""
    counted = f"{several(len(x.rows), 'reading')}, {several(x.combinations, 'combination')} of their values"
    yield Sheet(x.title, (counted if x.rows else "no reading: the file takes every wording in one meaning", _file(x)))
    if not x.rows:
        return
    rows = []
    for row in x.rows:
        cites = ", ".join([*map(place, row.places), *(f'"{w}"' for w in row.words)])
        for n, (value, sense) in enumerate(sorted(row.values, key=lambda pair: pair[0] != row.adopted)):
            meaning = f"adopted: {sense}, because {row.because}" if value == row.adopted else sense
            rows.append((row.name if n == 0 else "", cites if n == 0 else "", value, meaning))
    yield Sheet("What the words can mean", (), ("reading", "clause", "value", "meaning"), tuple(rows))
    uses = tuple((row.name, _listed(row.decides), _listed(row.reaches)) for row in x.rows)
    yield Sheet("What hangs on them", (), ("reading", "it decides in", "which reaches"), uses)


def of_schedule(x: Schedule) -> Iterator[Sheet]:
    """The schedule, group by group; numbers run through."""
    version = (f"version of {x.version}",) if x.version else ()
    yield Sheet(f"Schedule of assumptions: {x.title}", (*version, _file(x)))
    numbered = list(enumerate(x.entries, 1))
    for group, title in TITLES.items():
        rows = tuple((str(n), e.about, _told(e), _source(e)) for n, e in numbered if e.group == group)
        if rows:
            yield Sheet(title, (), ("no.", "on", "what holds", "where"), rows)


def _told(e: Entry) -> str:
    return e.text + (f", because {e.because}" if e.because else "")


def _source(e: Entry) -> str:
    return " ".join(part for part in (e.ref, f"[{cited(e.cites)}]" if e.cites else "") if part)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nothing"


def _file(x: Listed | Schedule) -> str:
    return f"{x.file.rpartition('/')[2]}, sha256 {x.sha256[:12]}"
