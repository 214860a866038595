"""In: facts that were corrected later. Out: `known_at` tells what was known then, `as_of` what had happened then."""

from __future__ import annotations

import pytest

from .small import fee, line, of_item, outage, run, utc


@pytest.mark.parametrize(
    ("known_at", "downtime", "earned"),
    [
        # first 08:00 to 12:00, four hours: 240 minutes, four full hours, forty free ones at 720/720
        ("2025-06-11T00:00:00Z", "240", "40.00"),
        # on the 15th it is restated to 08:00 to 15:00: seven hours, seventy free ones
        ("2025-06-15T00:00:00Z", "420", "70.00"),
        (None, "420", "70.00"),
        # before the 10th nobody knew of anything
        ("2025-06-09T00:00:00Z", "0", "0.00"),
    ],
)
def test_a_restated_outage(known_at: str | None, downtime: str, earned: str) -> None:
    events = [
        fee("720.00"),
        outage("O", "10 08:00", "10 12:00", recorded_at=utc("10 13:00")),
        outage("O", "10 08:00", "10 15:00", recorded_at=utc("15 00:00")),
    ]
    statement = run("furybit", events, known_at=known_at)
    assert line(statement, "measure", "Downtime")["value"] == downtime
    assert line(statement, "remedy", "Service Level Credit")["earned"] == earned
    assert statement.to_dict()["known_at"] == known_at


def test_known_at_and_as_of_are_two_things() -> None:
    # recorded on the 12th, with an end on the 10th: what is known on the 11th is the open outage of 08:00;
    # as of the 11th, 00:00, it has lasted sixteen hours, 960 minutes
    events = [
        outage("O", "10 08:00", None, recorded_at=utc("10 09:00")),
        outage("O", "10 08:00", "10 12:00", recorded_at=utc("12 00:00")),
    ]
    as_of = "2025-06-11T00:00:00Z"
    then = run("furybit", events, as_of=as_of, known_at=as_of)
    assert line(then, "measure", "Downtime")["value"] == "960"
    assert of_item(then, "claim", "Service Level Credit", "O")["reasons"] == ["ongoing"]
    later = run("furybit", events, as_of=as_of)
    assert line(later, "measure", "Downtime")["value"] == "240"


def test_what_begins_after_the_evaluation_has_no_line() -> None:
    loss = {"event": "data_loss", "id": "L", "recovered_to": utc("10 00:00"), "lost_at": utc("20 00:00")}
    ticket = {"event": "ticket", "id": "T", "opened": utc("20 00:00"), "priority": "high"}
    statement = run("furybit", [loss, ticket, outage("O", "20 00:00", "21 00:00")], as_of=utc("15 00:00"))
    assert not [x for x in statement.lines if x.get("item")]
    assert line(statement, "measure", "Downtime")["value"] == "0"
