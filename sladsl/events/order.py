"""In: the records of one subscription and type. Out: the same in an order that the input's order does not change."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sladsl.base.periods import Period
from sladsl.events.records import Record

_UNDATED = -(2**63)
_Key = tuple[int, bool, str]


def ordered(records: Iterable[Record], begins: str | None) -> tuple[Record, ...]:
    """By the instant that dates them (fees by period), then failed checks first, then by `id`, then by what they say.

    The text of what they say is written only for those that are equal in all else: it would double the time to load.
    """
    keyed = sorted(((_key(r, begins), r) for r in records), key=lambda pair: pair[0])
    result: list[Record] = []
    for _, same in groupby(keyed, key=lambda pair: pair[0]):
        equal = [record for _, record in same]
        result += equal if len(equal) == 1 else sorted(equal, key=canonical_text)
    return tuple(result)


def _key(record: Record, begins: str | None) -> _Key:
    fields = record.fields
    begin = fields.get("period" if begins is None else begins)
    if isinstance(begin, Period):
        begin = begin.first.toordinal()
    id = fields.get("id")
    passed = record.type == "check" and fields.get("ok") is True
    return begin if isinstance(begin, int) else _UNDATED, passed, id if isinstance(id, str) else ""


def canonical_text(record: Record) -> str:
    """All that a record says, in one spelling."""
    return repr(sorted(record.fields.items()))
