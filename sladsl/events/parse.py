"""In: the numbered lines of one file, JSON Lines or CSV. Out: raw events; lines that hold none go to the faults."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from sladsl.base.diagnostics import Diagnostic, Place
from sladsl.events.faults import Raw, shown
from sladsl.events.files import Line

_OBJECT_HELP = 'write one object a line, such as `{"event": "outage", "start": "2025-06-10T08:00:00Z"}`'
_QUOTING = {
    "unexpected end of data": "a quote is opened in this row and never closed",
    "',' expected after '\"'": "a quote is closed in the middle of a cell of this row",
}


class _Twice(ValueError):
    """A key that stands twice in one object."""


class _NoNumber(ValueError):
    """`NaN` or `Infinity`, which only Python takes for JSON."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return fields


def _no_number(word: str) -> object:
    raise _NoNumber(word)


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=Decimal, parse_constant=_no_number)


def json_events(lines: Iterable[Line], file: str, found: list[Diagnostic]) -> Iterator[Raw]:
    """One raw event a line; blank lines are nothing."""
    decode = _DECODER.decode
    for line in lines:
        text = line.text.rstrip("\r\n")
        try:
            event = decode(text)
        except (ValueError, RecursionError, InvalidOperation) as e:
            if text.strip():
                found.append(_no_object(e, Place(file, line.number, 1, text, len(text))))
            continue
        place = Place(file, line.number, 1, text, len(text))
        if type(event) is dict:
            yield Raw(event, place)
        else:
            message = f"this line holds `{shown(event)}` and not an object"
            found.append(Diagnostic("SLA704", message, place, _OBJECT_HELP))


def _no_object(error: Exception, place: Place) -> Diagnostic:
    text = place.text
    if isinstance(error, _Twice):
        name = shown(str(error))
        column = text.rfind(f'"{error}"') + 1 or 1
        message, help = f"`{name}` stands twice in one object", "keep the one that is true"
        return Diagnostic("SLA705", message, Place(place.file, place.line, column, text, len(str(error)) + 2), help)
    if isinstance(error, _NoNumber):
        column = text.find(str(error)) + 1 or 1
        where = Place(place.file, place.line, column, text, len(str(error)))
        help = "leave the field out, or write `null`, where there is no value"
        return Diagnostic("SLA704", f"`{error}` is not a value of JSON", where, help)
    if text.lstrip().startswith("["):
        help = "write one object a line, without the brackets and commas of a list around them"
        return Diagnostic("SLA704", "this line is not a JSON object", place, help)
    if isinstance(error, json.JSONDecodeError):
        where = Place(place.file, place.line, min(error.pos, len(text)) + 1, text)
        if error.pos >= len(text.rstrip()):
            help = "write the whole object on this line, up to its last `}`"
            return Diagnostic("SLA704", "this line breaks off before its object ends", where, help)
        return Diagnostic("SLA704", "this line is not a JSON object from here on", where, _OBJECT_HELP)
    return Diagnostic("SLA704", "this line holds a value beyond all measure", place, _OBJECT_HELP)


def csv_events(lines: Iterable[Line], file: str, found: list[Diagnostic]) -> Iterator[Raw]:
    """One raw event a row below the header; an empty cell is an absent field, blanks around a cell are nothing."""
    header: tuple[str, ...] | None = None
    for first, cells in _rows(lines, file, found):
        text = first.text.rstrip("\r\n")
        place = Place(file, first.number, 1, text, max(1, len(text)))
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        if header is None:
            header = tuple(cells)
            if wrong := _wrong_header(header, place):
                found.append(wrong)
                return
        elif len(cells) > len(header):
            message = f"this row has {len(cells)} cells and the header {len(header)} columns"
            found.append(Diagnostic("SLA707", message, place, "put a cell that holds a comma in double quotes"))
        else:
            fields = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
            if "" in fields:
                message = f"`{shown(fields[''])}` stands under a column without a name"
                found.append(Diagnostic("SLA707", message, place, "name the column in the header, or empty the cell"))
            else:
                yield Raw(fields, place, header)


def _rows(lines: Iterable[Line], file: str, found: list[Diagnostic]) -> Iterator[tuple[Line, list[str]]]:
    """The rows with the line on which each begins: a quoted cell may run over several."""
    row: list[Line] = []

    def fed() -> Iterator[str]:
        for line in lines:
            row.append(line)
            yield line.text

    reader = csv.reader(fed(), strict=True, skipinitialspace=True)
    while True:
        row.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            text = row[0].text.rstrip("\r\n")
            message = _QUOTING.get(str(e), "this row is not CSV")
            help = 'quote a cell with `"`, double a quote inside it, and end each row with a line feed'
            found.append(Diagnostic("SLA707", message, Place(file, row[0].number, 1, text, max(1, len(text))), help))
            continue
        yield row[0], cells


def _wrong_header(header: tuple[str, ...], place: Place) -> Diagnostic | None:
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        message = f"the column `{shown(twice)}` stands twice in the header"
        return Diagnostic("SLA706", message, place, "keep one column of each name")
    if len(header) == 1 and ";" in header[0]:
        help = "save it once more with commas between the columns"
        return Diagnostic("SLA706", "the columns of this header are divided by `;`", place, help)
    if "event" not in header:
        help = "begin with a header such as `event,id,start,end`, its columns divided by commas"
        return Diagnostic("SLA706", "the header has no column `event`", place, help)
    return None
