"""In: bytes and mappings that nobody meant. Out: a stream, or an `SlaError` that can be printed; nothing else."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.base.diagnostics import Diagnostic, SlaError
from sladsl.events.load import load
from sladsl.events.vocabulary import VOCABULARY

_NAMES = sorted({name for type in VOCABULARY.values() for name in type.fields} - {"event"})
_WORDS = st.sampled_from(
    ["2025-06-01T00:00:00Z", "2025-06", "9999-12", "0000", "9999", "1/2", "true", "USD", "UTC", "../x", "1e9", "", " ",
     "NaN", "\ud800", "\x00", "\x1b[0m", "[]", '["a"]', "[" * 5000]
)  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | _WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
_EVENTS = st.builds(
    lambda type, fields: {"event": type, **fields},
    st.sampled_from(sorted(VOCABULARY)) | _VALUES,
    st.dictionaries(st.sampled_from(_NAMES) | st.text(max_size=3), _VALUES, max_size=6),
)
_FRAGMENTS = st.lists(
    st.sampled_from(
        [b"{", b"}", b'"', b"event", b":", b",", b"\n", b"\r", b"\r\n", b"[", b"]", b"outage", b"\xff", b"\xef\xbb\xbf",
         b"\x1f\x8b", b"\x00", b"1" * 5000, b"1e99999999999999999999", b"NaN", b'{"event": "outage"}', b"event,id\n",
         b"[" * 100_000, b'{"a":' * 2000]
    ),
    max_size=12,
).map(b"".join)  # fmt: skip


def _survives(source: Any) -> None:
    for skip in (False, True):
        try:
            found = load(source, skip_invalid=skip).warnings
        except SlaError as error:
            found = error.diagnostics or (Diagnostic("", "an error without a fault\n"),)
        _printable(found)


def _printable(diagnostics: tuple[Diagnostic, ...]) -> None:
    for diagnostic in diagnostics:
        assert diagnostic.message.isprintable()
        diagnostic.to_text().encode()
        json.dumps(diagnostic.to_dict(), ensure_ascii=False).encode()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | _FRAGMENTS, st.sampled_from(["a", "a.csv", "a.jsonl", "a.gz"]), st.booleans())
def test_any_bytes(content: bytes, name: str, packed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(gzip.compress(content) if packed else content)
        _survives(path)


@settings(max_examples=300, deadline=None)
@given(st.lists(_EVENTS, max_size=4))
def test_any_mappings(events: list[Any]) -> None:
    _survives(events)


@settings(max_examples=150, deadline=None)
@given(st.lists(_EVENTS, max_size=4))
def test_any_json(events: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_text("\n".join(json.dumps(event, default=str) for event in events))
        _survives(path)


def test_a_mapping_that_holds_itself() -> None:
    event: dict[str, Any] = {"event": "outage", "end": [[[[1]]]]}
    event["start"] = event
    _survives([event])
