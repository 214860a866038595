"""In: one faulty stream a kind of fault. Out: its code, its words and its place."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sladsl.base.diagnostics import Diagnostic, SlaError
from sladsl.events.codes import CODES, FATAL
from sladsl.events.load import load

# code, the lines of a JSON Lines file, the message, the words underlined
LINES: list[tuple[str, str, str, str]] = [
    ("SLA704", "outage", "this line is not a JSON object from here on", "o"),
    ("SLA704", '{"event": "outage"', "this line breaks off before its object ends", ""),
    ("SLA704", "[1]", "this line holds `[1]` and not an object", "[1]"),
    ("SLA704", '[{"event": "check"},', "this line is not a JSON object", '[{"event": "check"},'),
    ("SLA704", '{"event": "fee", "amount": NaN}', "`NaN` is not a value of JSON", "NaN"),
    ("SLA704", '{"event": "fee", "amount": -Infinity}', "`-Infinity` is not a value of JSON", "-Infinity"),
    ("SLA705", '{"event": "check", "ok": true, "ok": false}', "`ok` stands twice in one object", '"ok"'),
    ("SLA708", '{"id": "O1"}', "this event does not say of which type it is", '{"id": "O1"}'),
    ("SLA708", '{"event": 7}', "the type of this event, `7`, is not a text", "7"),
    ("SLA709", '{"event": "outrage"}', "`outrage` is no known type of event", '"outrage"'),
    ("SLA710", '{"event": "termination", "at": "2025-06-01T00:00:00Z", "when": 1}', "`termination` has no field `when`",
     '"when"'),
    ("SLA711", '{"event": "outage"}', "this `outage` has no `start`", '{"event": "outage"}'),
    ("SLA712", '{"event": "termination", "at": "2025-06-01T00:00:00"}',
     "the `at` of this `termination`, `2025-06-01T00:00:00`, has no offset from UTC (write `Z` or `+08:00` behind it)",
     '"2025-06-01T00:00:00"'),
    ("SLA712", '{"event": "termination", "at": "yesterday"}',
     "the `at` of this `termination`, `yesterday`, is not an instant (write it as `2025-06-10T08:00:00Z`)",
     '"yesterday"'),
    ("SLA712", '{"event": "termination", "at": 1748736000}',
     "the `at` of this `termination`, `1748736000`, is not a text that holds an instant", "1748736000"),
    ("SLA713", '{"event": "session", "start": "2025-06-01T00:00:00Z", "id": 17}',
     "the `id` of this `session`, `17`, is not a text", "17"),
    ("SLA713", '{"event": "service", "service": ""}', "the `service` of this `service`, ``, is an empty text", '""'),
    ("SLA713", '{"event": "service", "service": "a", "type": "cloud "}',
     "the `type` of this `service`, `cloud `, has blanks around it", '"cloud "'),
    ("SLA713", r'{"event": "service", "service": "\ud800"}',
     r"the `service` of this `service`, `\ud800`, holds half a character", r'"\ud800"'),
    ("SLA714", '{"event": "service", "service": "a", "trial": "true"}',
     "the `trial` of this `service`, `true`, is neither true nor false", '"true"'),
    ("SLA714", '{"event": "service", "service": "a", "trial": 1}',
     "the `trial` of this `service`, `1`, is neither true nor false", "1"),
    ("SLA715", '{"event": "service", "service": "a", "units": true}',
     "the `units` of this `service`, `true`, is not a whole number", "true"),
    ("SLA715", '{"event": "service", "service": "a", "units": 1.5}',
     "the `units` of this `service`, `1.5`, is not a whole number", "1.5"),
    ("SLA715", '{"event": "service", "service": "a", "units": 9223372036854775808}',
     "the `units` of this `service`, `9223372036854775808`, is larger than any count", "9223372036854775808"),
    ("SLA716", '{"event": "fee", "period": "2025", "amount": "1,000.00"}',
     "the `amount` of this `fee`, `1,000.00`, is not a number", '"1,000.00"'),
    ("SLA716", '{"event": "fee", "period": "2025", "amount": true}',
     "the `amount` of this `fee`, `true`, is not a number", "true"),
    ("SLA716", '{"event": "fee", "period": "2025", "amount": 1e999999}',
     "the `amount` of this `fee`, `1E+999999`, has more digits than any amount", "1e999999"),
    ("SLA717", '{"event": "fee", "amount": "1", "period": "2025-13"}',
     "the `period` of this `fee`, `2025-13`, is not a period that exists", '"2025-13"'),
    ("SLA717", '{"event": "fee", "amount": "1", "period": "2025-06-01/2025-06-01"}',
     "the `period` of this `fee`, `2025-06-01/2025-06-01`, ends before it begins", '"2025-06-01/2025-06-01"'),
    ("SLA717", '{"event": "fee", "amount": "1", "period": 2025}',
     "the `period` of this `fee`, `2025`, is not a text that holds a period", "2025"),
    ("SLA718", '{"event": "claim", "at": "2025-06-01T00:00:00Z", "outages": "O1"}',
     "the `outages` of this `claim`, `O1`, is not a list", '"O1"'),
    ("SLA718", '{"event": "claim", "at": "2025-06-01T00:00:00Z", "outages": ["O1", 2]}',
     'the `outages` of this `claim`, `["O1", 2]`, holds something that is not a text', '["O1", 2]'),
    ("SLA719", '{"event": "subscription", "zone": "Asia/Hongkong"}',
     "the `zone` of this `subscription`, `Asia/Hongkong`, is not a time zone of the IANA list", '"Asia/Hongkong"'),
    ("SLA720", '{"event": "fee", "period": "2025", "amount": 1, "currency": "usd"}',
     "the `currency` of this `fee`, `usd`, is not a currency", '"usd"'),
    ("SLA721", '{"event": "fee", "period": "2025", "amount": "-0.01"}',
     "the `amount` of this `fee`, `-0.01`, is negative", '"-0.01"'),
    ("SLA721", '{"event": "service", "service": "a", "units": -1}',
     "the `units` of this `service`, `-1`, is less than 0", "-1"),
    ("SLA722", '{"event": "outage", "start": "2025-06-01T08:00:00+08:00", "end": "2025-05-31T23:59:59Z"}',
     "`end`, 2025-05-31T23:59:59Z, lies before `start`, 2025-06-01T08:00:00+08:00", '"2025-05-31T23:59:59Z"'),
]  # fmt: skip

ORDER = [
    ("ticket", {"opened": 2, "responded": 1}, "responded"),
    ("ticket", {"opened": 2, "resolved": 1}, "resolved"),
    ("ticket", {"opened": 2, "info_complete_at": 1}, "info_complete_at"),
    ("ticket", {"opened": 2, "reclassified_at": 1}, "reclassified_at"),
    ("ticket", {"opened": 1, "responded": 3, "resolved": 2}, "resolved"),
    ("restore", {"requested": 2, "completed": 1}, "completed"),
    ("data_loss", {"recovered_to": 2, "lost_at": 1}, "lost_at"),
    ("subscription", {"start": 2, "end": 1}, "end"),
    ("maintenance", {"start": 2, "end": 1}, "end"),
    ("session", {"start": 2, "end": 1}, "end"),
    ("arrears", {"start": 2, "end": 1}, "end"),
]


def faults_of(source: object, **options: object) -> tuple[Diagnostic, ...]:
    with pytest.raises(SlaError) as caught:
        load(source, **options)  # type: ignore[arg-type]
    assert caught.value.kind == "events"
    return caught.value.diagnostics


def only_fault(source: object) -> Diagnostic:
    (fault,) = faults_of(source)
    return fault


@pytest.mark.parametrize(("code", "line", "message", "words"), LINES)
def test_a_faulty_line(tmp_path: Path, code: str, line: str, message: str, words: str) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_text('{"event": "subscription", "id": "S"}\n\n' + line + "\n")
    fault = only_fault(file)
    assert (fault.code, fault.message) == (code, message)
    assert fault.place is not None
    assert (fault.place.file, fault.place.line, fault.place.text) == (str(file), 3, line)
    assert line[fault.place.column - 1 :][: fault.place.length] == words
    assert fault.help


@pytest.mark.parametrize(("type", "hours", "later"), ORDER)
def test_a_later_stage_before_an_earlier_one(type: str, hours: dict[str, int], later: str) -> None:
    event = {"event": type, **{name: f"2025-06-01T0{hour}:00:00Z" for name, hour in hours.items()}}
    fault = only_fault([event])
    assert fault.code == "SLA722"
    assert fault.message.startswith(f"`{later}`, 2025-06-01T0{hours[later]}:00:00Z, lies before ")


def test_equal_instants_are_in_order() -> None:
    hour = "2025-06-01T08:00:00Z"
    load([{"event": "outage", "start": hour, "end": hour}, {"event": "ticket", "opened": hour, "responded": hour}])


def test_every_fault_of_a_run_is_shown_in_the_order_of_the_lines(tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_text('{"event": "outage", "starts": 1, "end": 2}\nrubbish\n{"event": "chek"}\n')
    found = faults_of(file)
    assert [(d.place.line, d.code) for d in found if d.place] == [
        (1, "SLA711"), (1, "SLA710"), (1, "SLA712"), (2, "SLA704"), (3, "SLA709"),
    ]  # fmt: skip
    assert found[1].help == "did you mean `start`?"
    assert found[4].help == "did you mean `check`?"


def test_all_known_words_are_named_where_none_is_close() -> None:
    fault = only_fault([{"event": "backup", "at": "2025-06-01T00:00:00Z", "kind": "full", "zzz": 1}])
    assert fault.help == ("the fields of `backup` are: `id`, `subscription`, `service`, `recorded_at`, `source`, `at`, `kind`")


def test_a_mapping_is_shown_as_a_line_of_its_own() -> None:
    fault = only_fault([{"event": "subscription"}, {"event": "outage", "start": "now"}])
    assert fault.place is not None
    assert (fault.place.file, fault.place.line) == ("events", 2)
    assert fault.place.text == '{"event": "outage", "start": "now"}'
    assert fault.place.text[fault.place.column - 1 :][: fault.place.length] == '"now"'


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"event": "fee", "period": "2025", "amount": 70.0}, "SLA716"),
        ({1: 2, "event": "subscription"}, "SLA710"),
        ({"event": ["a"]}, "SLA708"),
        ({"event": "outage", "start": {"a": object()}}, "SLA712"),
        ({"event": "outage", "start": 10**5000}, "SLA712"),
        ({"event": "service", "service": "a\x1b[31m\n", "units": "x"}, "SLA715"),
    ],
)
def test_a_faulty_mapping(event: dict[object, object], code: str) -> None:
    fault = only_fault([event])
    assert fault.code == code
    assert fault.message.isprintable()


def test_what_is_no_event_and_what_is_no_source() -> None:
    assert [d.code for d in faults_of([{"event": "subscription"}, 7, None])] == ["SLA704", "SLA704"]
    assert only_fault(7).code == "SLA701"


def test_a_file_that_is_not_there_or_is_a_directory(tmp_path: Path) -> None:
    missing = only_fault(tmp_path / "none.jsonl")
    assert (missing.code, missing.message) == ("SLA701", f"`{tmp_path}/none.jsonl` does not exist")
    folder = only_fault([str(tmp_path)])
    assert (folder.code, folder.message) == ("SLA701", f"`{tmp_path}` is a directory")
    assert only_fault("a\0\n\udcff").message == r"`a\x00\n\udcff` cannot be read"


def test_a_file_in_utf16(tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_bytes("event,start\n".encode("utf-16"))
    fault = only_fault(file)
    assert (fault.code, fault.message) == ("SLA701", f"`{file}` is written in UTF-16")


@pytest.mark.parametrize("cut", [5, 15, 30, -1, -9])
def test_a_gzip_that_is_cut_short(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "facts.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"event": "subscription"}\n')[:cut])
    assert only_fault(file).code == "SLA702"


def test_a_gzip_with_a_wrong_byte_and_one_that_is_none(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b'{"event": "subscription"}\n'))
    packed[14] ^= 0xFF
    file = tmp_path / "facts.jsonl.gz"
    file.write_bytes(packed)
    assert only_fault(file).code == "SLA702"
    file.write_text('{"event": "subscription"}\n')
    assert only_fault(file).message == f"`{file}` is not compressed, although its name ends in `.gz`"


def test_a_byte_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_bytes(b'{"event": "subscription"}\n{"event": "service", "service": "caf\xe9"}\n')
    fault = only_fault(file)
    assert (fault.code, fault.message) == ("SLA703", "the character marked here is not UTF-8, and what it was cannot be known")
    assert fault.place is not None
    assert (fault.place.line, fault.place.column) == (2, 37)


@pytest.mark.parametrize(
    ("text", "code", "line", "message"),
    [
        ("event;start\noutage;x\n", "SLA706", 1, "the columns of this header are divided by `;`"),
        ("type,start\noutage,x\n", "SLA706", 1, "the header has no column `event`"),
        ("\nevent,start,start\n", "SLA706", 2, "the column `start` stands twice in the header"),
        ("event,id\nsubscription,a,b\n", "SLA707", 2, "this row has 3 cells and the header 2 columns"),
        ("event,\nsubscription,a\n", "SLA707", 2, "`a` stands under a column without a name"),
        ('event,id\nsubscription,"a\n\n', "SLA707", 2, "a quote is opened in this row and never closed"),
        ('event,id\nsubscription,"a"b\n', "SLA707", 2, "a quote is closed in the middle of a cell of this row"),
        ("event,id\rsubscription,a\r", "SLA707", 1, "this row is not CSV"),
        ('event,at,outages\nclaim,2025-06-01T00:00:00Z,O1\n', "SLA718", 2,
         "the `outages` of this `claim`, `O1`, is not a list"),
        ("event,service,units\nservice,a,1.5\n", "SLA715", 2,
         "the `units` of this `service`, `1.5`, is not a whole number"),
        ("event,service,trial\nservice,a,yes\n", "SLA714", 2,
         "the `trial` of this `service`, `yes`, is neither true nor false"),
        ("event,id\n,a\n", "SLA708", 2, "this event does not say of which type it is"),
    ],
)  # fmt: skip
def test_a_faulty_table(tmp_path: Path, text: str, code: str, line: int, message: str) -> None:
    file = tmp_path / "facts.csv"
    file.write_bytes(text.encode())
    fault = only_fault(file)
    assert fault.place is not None
    assert (fault.code, fault.place.line, fault.message) == (code, line, message)


def test_a_faulty_cell_is_underlined_behind_quoted_cells(tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text('event,id,at,source\ntermination,"a ""b"", c",soon,x\n')
    fault = only_fault(file)
    assert fault.to_text().splitlines()[3:5] == [
        '  2 | termination,"a ""b"", c",soon,x',
        "    |                          ^^^^",
    ]


def test_rows_below_a_cell_of_two_lines_keep_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text('event,id,source\nsubscription,a,"x\ny"\nsubscriptio,b,\n')
    fault = only_fault(file)
    assert fault.place is not None
    assert (fault.place.line, fault.place.text) == (4, "subscriptio,b,")


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        file = tmp_path / "facts.jsonl"
        file.write_text(text)
        return file

    return write


def test_skipping_counts_what_it_leaves_out(broken: Callable[[str], Path]) -> None:
    file = broken(
        '{"event": "termination", "at": "x"}\nrubbish\n{"event": "termination", "at": "y"}\n'
        '{"event": "termination", "at": "2025-06-01T00:00:00Z"}\n'
    )
    stream = load(file, skip_invalid=True)
    assert [r.get("at") for r in stream.of(None, "termination")] == [1_748_736_000_000_000]
    assert [(w.code, w.severity, w.message) for w in stream.warnings] == [
        ("SLA704", "warning", "events were skipped because a line is no JSON object (once, first here)"),
        ("SLA712", "warning",
         "events were skipped because a value is not an instant with an offset from UTC (2 times, first here)"),
    ]  # fmt: skip
    assert stream.warnings[1].place is not None
    assert stream.warnings[1].place.line == 1


def test_a_lost_file_is_never_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("start\n")
    (tmp_path / "b.gz").write_text("start\n")
    files = [tmp_path / "none", tmp_path / "a.csv", tmp_path / "b.gz"]
    assert {d.code for d in faults_of(files, skip_invalid=True)} == FATAL


def _cases() -> Iterator[str]:
    text = Path(__file__).parent.joinpath("test_event_faults.py").read_text()
    text += Path(__file__).parent.joinpath("test_event_versions.py").read_text()
    yield from re.findall(r'"(SLA7\d\d)"', text)


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert set(_cases()) == set(CODES)
