"""In: one history in several dresses. Out: the same records, value for value."""

from __future__ import annotations

import csv
import gzip
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest

from sladsl.base.periods import Period, parse_period
from sladsl.events.load import load
from sladsl.events.records import Stream
from sladsl.events.vocabulary import COMMON, VOCABULARY, EventType, declared

HISTORY: list[dict[str, object]] = [
    {"event": "subscription", "id": "S", "zone": "Asia/Hong_Kong", "eligible": False, "units": 200},
    {"event": "service", "service": "vps", "type": "cloud", "units": 4, "trial": True},
    {"event": "outage", "id": "O1", "start": "2025-06-10T08:00:00+08:00", "end": "2025-06-10T00:30:00.5Z"},
    {"event": "outage", "id": "O2", "start": "2025-06-11T00:00:00Z", "cause": "force_majeure", "primary": False},
    {"event": "check", "at": "2025-06-10T00:00:00Z", "ok": False, "monitor": 'a, "b"'},
    {"event": "claim", "at": "2025-07-01T00:00:00Z", "period": "2025-Q2", "outages": ["O1", "Ö,2"], "details": []},
    {"event": "fee", "period": "2025-06", "amount": "70.10", "currency": "USD", "paid": "0.00"},
]


def test_values_are_typed() -> None:
    stream = load(HISTORY)
    assert stream.subscriptions == (None,)
    (subscription,) = stream.of(None, "subscription")
    assert subscription.fields == {
        "event": "subscription", "id": "S", "zone": "Asia/Hong_Kong", "eligible": False, "units": 200,
    }  # fmt: skip
    first, second = stream.of(None, "outage")
    # 2025-06-10T00:00:00Z is day 20249 since 1970
    assert first.get("start") == 20249 * 86400 * 1_000_000
    assert first.get("end") == 20249 * 86400 * 1_000_000 + 1_800_500_000
    assert (second.get("end"), second.get("cause"), second.get("primary")) == (None, "force_majeure", False)
    (claim,) = stream.of(None, "claim")
    assert claim.get("period") == Period(parse_period("2025-04").first, parse_period("2025-07").first)
    assert (claim.get("outages"), claim.get("details"), claim.get("tickets")) == (("O1", "Ö,2"), (), None)
    (fee,) = stream.of(None, "fee")
    assert (fee.get("amount"), fee.get("paid")) == (Fraction(701, 10), 0)
    assert stream.of(None, "ticket") == stream.of("nobody", "fee") == ()


def test_absent_means_what_the_interface_says() -> None:
    hour = "2025-06-10T00:00:00Z"
    given: list[tuple[dict[str, object], dict[str, object]]] = [
        ({"event": "subscription"}, {"eligible": True, "units": None}),
        ({"event": "service", "service": "a"}, {"units": 1, "trial": False, "beta": False, "eol": False, "type": None}),
        ({"event": "outage", "start": hour}, {"primary": True, "in_scope": True, "cause": None, "end": None}),
        ({"event": "maintenance", "start": hour, "end": hour}, {"published": True, "vendor_change": False}),
        ({"event": "notification", "at": hour}, {"channel": "email", "outage": None}),
        ({"event": "ticket", "opened": hour}, {"incident": False, "resolved": None, "plan": None}),
        ({"event": "claim", "at": hour}, {"details": (), "channel": None, "outages": None}),
        ({"event": "fee", "period": "2025", "amount": 1}, {"paid": None, "currency": None}),
    ]
    for event, meant in given:
        (record,) = load([event]).of(None, str(event["event"]))
        assert {name: record.get(name) for name in meant} == meant
        nulls = dict.fromkeys(meant) | event
        assert load([nulls]).of(None, record.type) == (record,)
        assert record.get("no such field") is None


def _json_lines(end: str = "\n") -> bytes:
    return "".join(json.dumps(e, ensure_ascii=False) + end for e in HISTORY).encode()


def _table(end: str = "\n") -> bytes:
    columns = list(dict.fromkeys(name for event in HISTORY for name in event))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(columns)
    for event in HISTORY:
        values = [event.get(name) for name in columns]
        writer.writerow("" if v is None else v if isinstance(v, str) else json.dumps(v) for v in values)
    return text.getvalue().encode()


BOM = b"\xef\xbb\xbf"
DRESSES = {
    "a.jsonl": _json_lines(),
    "a.json": BOM + _json_lines("\r\n"),
    "a.ndjson": b"\n \r\n" + _json_lines()[:-1],
    "a": _json_lines(),
    "a.txt": b"\r\n\n" + _json_lines("\r\n"),
    "b.csv": _table(),
    "B.CSV": BOM + _table("\r\n"),
    "b.txt": b"\n" + _table(),
    "a.jsonl.gz": gzip.compress(BOM + _json_lines()),
    "b.csv.gz": gzip.compress(_table("\r\n")),
    "b.packed": gzip.compress(_table()),
}


@pytest.mark.parametrize("name", DRESSES)
def test_every_dress_holds_the_same_history(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(DRESSES[name])
    assert load(tmp_path / name) == load(HISTORY)


def test_blanks_around_cells_and_capital_flags_mean_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(' event , service, trial ,source\n\nservice, vps , TRUE, "a, b"\n,,,\n service,b\n')
    (tmp_path / "b.csv").write_text('event,service,trial,source\nservice,vps,true,"a, b"\nservice,b,,\n')
    assert load(tmp_path / "a.csv") == load(tmp_path / "b.csv")
    assert [r.get("source") for r in load(tmp_path / "a.csv").of(None, "service")] == [None, "a, b"]


def test_several_files_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = _json_lines().splitlines(keepends=True)
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines[:2]))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"".join(lines[2:]))))
    assert load([tmp_path / "a.jsonl", "-"]) == load(HISTORY)
    monkeypatch.setattr("sys.stdin", io.StringIO(_table().decode()))
    assert load("-") == load(HISTORY)


def test_one_mapping_and_no_event_at_all(tmp_path: Path) -> None:
    assert load({"event": "subscription"}).of(None, "subscription")[0].type == "subscription"
    (tmp_path / "empty").write_bytes(b"")
    nobody = Stream((None,), {None: {}})
    assert load([]) == load(iter(())) == load(tmp_path / "empty") == nobody


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("0.1", Fraction(1, 10)),
        ('"0.1"', Fraction(1, 10)),
        ("12345678901234567.89", Fraction(1234567890123456789, 100)),
        ("7e1", Fraction(70)),
        ('"70"', Fraction(70)),
        ("0", Fraction(0)),
    ],
)
def test_money_never_goes_through_a_float(tmp_path: Path, written: str, amount: Fraction) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"event": "fee", "period": "2025", "amount": {written}}}')
    assert load(tmp_path / "a.jsonl").of(None, "fee")[0].get("amount") == amount


def test_a_record_knows_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('\n{"event": "subscription", "service": "vps", "recorded_at": "1970-01-01T00:00:01Z"}\n')
    (record,) = load(file).of(None, "subscription")
    assert (record.place.file, record.place.line, record.place.text) == (str(file), 2, file.read_text().strip())
    assert (record.id, record.service, record.subscription, record.recorded_at) == (None, "vps", None, 1_000_000)


def test_the_vocabulary_is_that_of_the_interface() -> None:
    assert sorted(VOCABULARY) == [
        "arrears", "backup", "beneficiary", "check", "claim", "confirmation", "data_loss", "fee", "invoice", "maintenance",
        "notification", "outage", "parameter", "pause", "restore", "service", "session", "subscription", "termination",
        "ticket",
    ]  # fmt: skip
    for name, type in VOCABULARY.items():
        assert type.name == name
        assert set(type.fields) >= set(COMMON)
        assert all(key == field.name for key, field in type.fields.items())
        instants = {f.name for f in type.fields.values() if f.kind == "instant"}
        assert {*type.order, *sum(type.pairs, ())} <= instants
        assert {x for x in (type.begins, type.ends) if x} <= instants
        assert type.begins is None or type.fields[type.begins].required
    assert {n: (t.begins, t.ends) for n, t in VOCABULARY.items() if t.ends} == {
        "outage": ("start", "end"), "maintenance": ("start", "end"), "session": ("start", "end"),
        "arrears": ("start", "end"), "restore": ("requested", "completed"),
        "pause": ("start", "end"),
    }  # fmt: skip


def test_a_contract_declares_types_of_its_own() -> None:
    latency = declared("latency", {"at": "instant", "milliseconds": "number", "region": "code", "id": "text"})
    assert (latency.begins, latency.ends, latency.fields["at"].required) == ("at", None, True)
    vocabulary: dict[str, EventType] = {**VOCABULARY, "latency": latency}
    hour = "2025-06-10T00:00:00Z"
    event = {"event": "latency", "at": hour, "milliseconds": 12.5, "region": "eu"}
    (record,) = load([event], vocabulary).of(None, "latency")
    assert record.get("milliseconds") == Fraction(25, 2)
    job = declared("job", {"queued": "instant", "start": "instant", "end": "instant"})
    assert (job.begins, job.ends, job.order) == ("start", "end", ("start", "end"))
    sent = declared("sent", {"words": "list", "handed_over": "instant", "arrived": "instant"})
    assert (sent.begins, sent.ends) == ("handed_over", None)
    assert declared("thing", {"size": "number"}).begins is None
    with pytest.raises(ValueError, match="`recorded_at` belongs to every event and is of kind `instant`"):
        declared("odd", {"recorded_at": "text"})
