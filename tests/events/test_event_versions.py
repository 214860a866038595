"""In: events told twice, corrected, or of several customers. Out: which of them stands, for whom, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.base.diagnostics import Diagnostic, SlaError
from sladsl.base.instants import parse_instant
from sladsl.events.load import load

Event = dict[str, Any]


def outage(end: str | None = None, recorded: str | None = None, **more: Any) -> Event:
    """An outage O1 of 1 June 2025 from 08:00, recorded at an hour of 2 June."""
    event: Event = {"event": "outage", "id": "O1", "start": "2025-06-01T08:00:00Z", **more}
    if end:
        event["end"] = f"2025-06-01T{end}:00Z"
    if recorded:
        event["recorded_at"] = f"2025-06-02T{recorded}:00Z"
    return event


def faults_of(events: list[Event]) -> tuple[Diagnostic, ...]:
    with pytest.raises(SlaError) as caught:
        load(events)
    return caught.value.diagnostics


def ends(events: list[Event], known_at: str | None = None) -> list[object]:
    stream = load(events, known_at=parse_instant(known_at) if known_at else None)
    return [r.get("end") for r in stream.of(None, "outage")]


NINE, TEN = parse_instant("2025-06-01T09:00:00Z"), parse_instant("2025-06-01T10:00:00Z")


def test_the_version_recorded_last_stands() -> None:
    assert ends([outage("10:00", "07:00"), outage("09:00", "06:00")]) == [TEN]
    # whole versions replace each other: what the last one leaves out is not taken from the one before
    assert ends([outage("10:00", "06:00"), outage(None, "07:00")]) == [None]


def test_an_event_that_does_not_say_when_it_was_recorded_is_the_earliest_version() -> None:
    assert ends([outage("10:00"), outage("09:00", "06:00")]) == [NINE]


def test_known_at_ignores_what_was_recorded_after_it() -> None:
    events = [outage(), outage("09:00", "06:00"), outage("10:00", "07:00")]
    assert ends(events, "2025-06-02T05:59:59Z") == [None]
    assert ends(events, "2025-06-02T06:00:00Z") == [NINE]
    assert ends(events, "2025-06-02T07:00:00Z") == [TEN]
    assert ends([outage("09:00", "06:00")], "2025-06-02T05:00:00Z") == []
    stream = load([outage(), outage(subscription="late", recorded="06:00")], known_at=0)
    assert stream.subscriptions == (None,)


def test_equal_twins_count_once_wherever_they_come_from() -> None:
    assert ends([outage("09:00"), outage("09:00", source="export"), outage("09:00", primary=True)]) == [NINE]
    assert ends([outage("09:00", "06:00"), {**outage("09:00", "06:00"), "end": "2025-06-01T17:00:00+08:00"}]) == [NINE]


@pytest.mark.parametrize("recorded", [None, "06:00"])
def test_unequal_twins_are_an_error_that_names_both_places(recorded: str | None) -> None:
    (fault,) = faults_of([outage("09:00", recorded), {"event": "subscription"}, outage("10:00", recorded)])
    assert fault.code == "SLA723"
    when = "both recorded at 2025-06-02T06:00:00+00:00" if recorded else "without an instant of recording"
    assert fault.message == f"two versions of `outage` `O1`, {when}, differ in `end`"
    assert fault.place is not None
    assert (fault.place.line, [place.line for _, place in fault.related]) == (3, [1])


def test_a_quarrel_leaves_other_versions_standing_where_faults_are_skipped() -> None:
    events = [outage("09:00"), outage("10:00", "06:00"), outage("09:00", "06:00")]
    stream = load(events, skip_invalid=True)
    assert [r.get("end") for r in stream.of(None, "outage")] == [NINE]
    assert [w.code for w in stream.warnings] == ["SLA723"]


def test_ids_are_of_one_type_and_subscription() -> None:
    session = {"event": "session", "id": "O1", "start": "2025-06-01T08:00:00Z"}
    outages = [outage("09:00", subscription="A"), outage("10:00", subscription="B")]
    stream = load([*outages, {**session, "subscription": "A"}])
    assert [len(stream.of(name, "outage")) for name in ("A", "B")] == [1, 1]
    assert len(stream.of("A", "session")) == 1


def test_fees_services_and_subscriptions_have_keys_of_their_own() -> None:
    fee = {"event": "fee", "period": "2025-06", "amount": "70"}
    june = {**fee, "period": "2025-06-01/2025-07-01", "amount": "70.00"}
    assert len(load([fee, june]).of(None, "fee")) == 1
    assert len(load([fee, {**fee, "service": "vps"}, {**fee, "period": "2025-07"}]).of(None, "fee")) == 3
    corrected = {**fee, "amount": "80", "recorded_at": "2025-07-01T00:00:00Z"}
    assert [r.get("amount") for r in load([corrected, fee]).of(None, "fee")] == [80]
    assert faults_of([fee, {**fee, "amount": "80"}])[0].message == (
        "two versions of `fee`, without an instant of recording, differ in `amount`"
    )
    service = {"event": "service", "service": "vps"}
    assert len(load([service, service, {**service, "service": "ssl"}]).of(None, "service")) == 2
    assert [d.code for d in faults_of([service, {**service, "units": 2}])] == ["SLA723"]
    subscription = {"event": "subscription"}
    assert [d.code for d in faults_of([subscription, {**subscription, "plan": "p"}])] == ["SLA723"]


def test_events_without_a_key_all_stand_and_the_failed_check_comes_first() -> None:
    check = {"event": "check", "at": "2025-06-01T08:00:00Z", "ok": True}
    stream = load([check, check, {**check, "ok": False}])
    assert [r.get("ok") for r in stream.of(None, "check")] == [False, True, True]
    claim = {"event": "claim", "at": "2025-06-01T08:00:00Z"}
    assert len(load([claim, claim]).of(None, "claim")) == 2


def test_unnamed_events_belong_to_the_only_subscription() -> None:
    stream = load([outage("09:00"), {"event": "subscription", "subscription": "A"}, outage("09:00", subscription="A")])
    assert stream.subscriptions == ("A",)
    assert [r.subscription for r in stream.of("A", "outage")] == ["A"]


def test_an_unnamed_event_among_several_subscriptions_is_an_error() -> None:
    named: list[Event] = [{"event": "subscription", "subscription": name} for name in "BA"]
    found = faults_of([outage("09:00"), *named, {"event": "termination", "at": "2025-06-01T08:00:00Z"}])
    assert [(d.code, d.place.line if d.place else 0) for d in found] == [("SLA724", 1), ("SLA724", 4)]
    assert found[0].message == "this `outage` names no subscription, and the stream has 2 of them: `A`, `B`"
    assert load(named).subscriptions == ("A", "B")
    assert load([*named, outage()], skip_invalid=True).of("A", "outage") == ()


def test_the_fees_of_a_subscription_are_in_one_currency() -> None:
    def fee(period: str, currency: str | None, **more: str) -> Event:
        return {"event": "fee", "period": period, "amount": "1", "currency": currency, **more}

    (fault,) = faults_of([fee("2025-07", "EUR"), fee("2025-06", "USD"), fee("2025-08", None)])
    assert fault.code == "SLA725"
    assert fault.message == "this fee is in `EUR`, and another of the subscription in `USD`"
    assert fault.place is not None
    assert (fault.place.line, [place.line for _, place in fault.related]) == (1, [2])
    load([fee("2025-07", "EUR", subscription="A"), fee("2025-07", "USD", subscription="B")])


_HOURS = st.integers(0, 3).map(lambda hour: f"2025-06-01T0{hour}:00:00Z")
_OPTIONAL_HOURS = st.none() | _HOURS


def _events(type: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Event]:
    return st.fixed_dictionaries({"event": st.just(type), "source": st.sampled_from([None, "a", "b"]), **fields})


_STREAMS = st.lists(
    st.one_of(
        _events("check", at=_HOURS, ok=st.booleans(), monitor=st.sampled_from([None, "m"])),
        _events("outage", id=st.sampled_from([None, "1", "2"]), start=_HOURS, recorded_at=_OPTIONAL_HOURS),
        _events("fee", period=st.sampled_from(["2025", "2025-01"]), amount=st.integers(0, 2),
                currency=st.sampled_from([None, "USD", "EUR"])),
        _events("service", service=st.sampled_from(["a", "b"]), subscription=st.sampled_from([None, "A", "B"])),
    ),
    max_size=12,
)  # fmt: skip


def _result(events: list[Event]) -> Mapping[str | None, object] | list[str]:
    try:
        return load(events).records
    except SlaError as error:
        return sorted(d.code for d in error.diagnostics)


@settings(deadline=None)
@given(_STREAMS.flatmap(lambda events: st.tuples(st.just(events), st.permutations(events))))
def test_the_order_of_the_input_changes_nothing(pair: tuple[list[Event], list[Event]]) -> None:
    events, shuffled = pair
    assert _result(events) == _result(shuffled)


@settings(deadline=None)
@given(_STREAMS, st.integers(0, 3))
def test_what_is_recorded_later_changes_nothing_of_what_was_known(events: list[Event], hour: int) -> None:
    known_at = parse_instant(f"2025-06-01T0{hour}:30:00Z")
    later = outage("09:00", "06:00", id="1")
    try:
        before = load(events, known_at=known_at).records
    except SlaError:
        return
    assert load([*events, later], known_at=known_at).records == before
