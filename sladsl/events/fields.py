"""In: a field of the vocabulary. Out: the function that makes its value of what was written, or refuses it in words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from sladsl.base.instants import parse_instant, zone_of
from sladsl.base.periods import Period, parse_period
from sladsl.events.records import Value
from sladsl.events.vocabulary import Field, FieldKind

Converter = Callable[[object], Value]

_DECIMAL = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
# Beyond any amount of money or count there is; it keeps `1e999999999` from filling the memory.
_MOST_DIGITS = 30
_MOST_WHOLE = 2**63

_INSTANT_HELP = "write date, time and offset, such as `2025-06-10T08:00:00+08:00` or `2025-06-10T00:00:00Z`"
_PERIOD_HELP = "write `2025-06`, `2025-Q2`, `2025`, or two dates `2025-06-01/2025-07-01`, the second exclusive"
_NUMBER_HELP = "write digits and at most one point, such as `70.00`, without separators or a currency sign"
_LIST_HELP = 'write the texts in brackets, such as `["O1", "O2"]`'


class Refused(Exception):
    """A value that its field cannot take: the code, the rest of the sentence, the way out."""

    def __init__(self, code: str, reason: str, help: str):
        super().__init__(reason)
        self.code, self.reason, self.help = code, reason, help


def converter(field: Field) -> Converter:
    """What makes a value of JSON (or of a mapping) the field's."""
    if field.name == "currency":  # a code whose form the whole world has agreed on
        return _currency
    plain = _BY_KIND[field.kind]
    if field.least is None:
        return plain
    least = field.least

    def at_least(value: object) -> Value:
        number = plain(value)
        if isinstance(number, int | Fraction) and number < least:
            raise Refused("SLA721", f"is less than {least}", f"write {least} or more")
        return number

    return at_least


def cell_converter(field: Field) -> Converter:
    """The same for a cell of CSV, which is always a text: flags, whole numbers and lists are first read as JSON."""
    inner = converter(field)
    opened = _CELL_BY_KIND.get(field.kind)
    return inner if opened is None else lambda cell: inner(opened(str(cell)))


def _instant(value: object) -> int:
    if not isinstance(value, str):
        raise Refused("SLA712", "is not a text that holds an instant", _INSTANT_HELP)
    try:
        return parse_instant(value)
    except ValueError as e:
        raise Refused("SLA712", str(e), _INSTANT_HELP) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        help = f'write it in quotes: `"{value}"`' if type(value) is int and abs(value) < _MOST_WHOLE else "write a text"
        raise Refused("SLA713", "is not a text", help)
    if not value.strip():
        raise Refused("SLA713", "is an empty text", "leave the field out, or write `null`, where nothing is known")
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Refused("SLA713", "holds half a character", "write the character itself, in UTF-8") from None
    return value


def _code(value: object) -> str:
    text = _text(value)
    # `"upstream "` would be no excluded cause, and nobody would see why
    if text[0].isspace() or text[-1].isspace():
        raise Refused("SLA713", "has blanks around it", f"write `{text.strip()[:60]}`")
    return text


def _currency(value: object) -> str:
    text = _text(value)
    if not _CURRENCY.fullmatch(text):
        raise Refused("SLA720", "is not a currency", "write its three capital letters, such as `USD` or `HKD`")
    return text


def _flag(value: object) -> bool:
    if value is True or value is False:
        return value
    raise Refused("SLA714", "is neither true nor false", "write `true` or `false`, without quotes")


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("SLA715", "is not a whole number", "write digits alone, such as `4`, without quotes")
    if not -_MOST_WHOLE < value < _MOST_WHOLE:
        raise Refused("SLA715", "is larger than any count", "write a number of at most 18 digits")
    return value


def _number(value: object) -> Fraction:
    if isinstance(value, float):
        # only mappings hold floats; the shortest decimal of a float is what its text said
        value = repr(value)
    if isinstance(value, str):
        if not _DECIMAL.fullmatch(value):
            raise Refused("SLA716", "is not a number", _NUMBER_HELP)
        value = Decimal(value)
    if isinstance(value, Decimal):
        digits, magnitude = len(value.as_tuple().digits), abs(value.adjusted())
        if not value.is_finite():
            raise Refused("SLA716", "is not a number", _NUMBER_HELP)
        if digits > _MOST_DIGITS or magnitude > _MOST_DIGITS:
            raise Refused("SLA716", "has more digits than any amount", f"write at most {_MOST_DIGITS} digits")
        return Fraction(value)
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("SLA716", "is not a number", _NUMBER_HELP)
    if abs(value) >= 10**_MOST_DIGITS:
        raise Refused("SLA716", "has more digits than any amount", f"write at most {_MOST_DIGITS} digits")
    return Fraction(value)


def _money(value: object) -> Fraction:
    if isinstance(value, float):
        help = 'give it as a text, such as `"70.00"`, or as a `Decimal`'
        raise Refused("SLA716", "is a binary float, which cannot hold money exactly", help)
    amount = _number(value)
    if amount < 0:
        raise Refused("SLA721", "is negative", "write money as zero or more")
    return amount


def _period(value: object) -> Period:
    if not isinstance(value, str):
        raise Refused("SLA717", "is not a text that holds a period", _PERIOD_HELP)
    try:
        return _parsed_period(value)
    except (ValueError, OverflowError) as e:
        reason = str(e) if isinstance(e, ValueError) and str(e).startswith(("is ", "ends ")) else "is not a period"
        raise Refused("SLA717", reason, _PERIOD_HELP) from None


_parsed_period = lru_cache(maxsize=4096)(parse_period)


def _list(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise Refused("SLA718", "is not a list", _LIST_HELP)
    try:
        return tuple(map(_text, value))
    except Refused as e:
        raise Refused("SLA718", f"holds something that {e.reason}", _LIST_HELP) from None


def _zone(value: object) -> str:
    text = _text(value)
    try:
        zone_of(text)
    except ValueError:
        help = "write a name of the IANA list, such as `Asia/Hong_Kong` or `UTC`"
        raise Refused("SLA719", "is not a time zone of the IANA list", help) from None
    return text


_BY_KIND: dict[FieldKind, Converter] = {
    "instant": _instant, "text": _text, "code": _code, "flag": _flag, "whole": _whole, "number": _number,
    "money": _money, "period": _period, "list": _list, "zone": _zone,
}  # fmt: skip


def _cell_flag(cell: str) -> object:
    return {"true": True, "false": False}.get(cell.lower(), cell)  # spreadsheets write TRUE


def _cell_whole(cell: str) -> object:
    return int(cell) if _WHOLE.fullmatch(cell) else cell


def _cell_list(cell: str) -> object:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        raise Refused("SLA718", "is not a list", _LIST_HELP) from None


_CELL_BY_KIND: dict[FieldKind, Callable[[str], object]] = {"flag": _cell_flag, "whole": _cell_whole, "list": _cell_list}
