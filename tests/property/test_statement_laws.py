"""In: random streams of the five agreements. Out: laws that hold between a statement and that of a changed stream."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twin.clock import HOUR
from twin.streams import stream

import sladsl
from sladsl.api import Contract
from sladsl.base.instants import format_instant, parse_instant

ROOT = Path(__file__).parent.parent.parent
CONTRACTS = ["we-aries", "websoft9", "layerstack", "furybit", "stellar-cyber"]
SEEDS = st.integers(10_000, 20_000)
Asked = dict[str, Any]


@cache
def contract(name: str) -> Contract:
    return sladsl.load(ROOT / "contracts" / f"{name}.sla")


def statement(name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    return contract(name).run(**asked).to_dict()


def measured(name: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The measures of the periods, without the account of where the rest of the time went."""
    lines = statement(name, asked)["lines"]
    return [{k: x for k, x in line.items() if k != "account"} for line in lines if line["line"] == "measure"]


def at(micro: int) -> str:
    return format_instant(micro, "UTC")


def span_within(asked: Asked, chance: random.Random) -> tuple[int, int]:
    """An interval somewhere about the instants of a stream."""
    known = [parse_instant(x) for e in asked["events"] for k, x in e.items() if k in ("start", "end", "at", "opened")]
    start = chance.choice(known or [parse_instant("2025-06-10T08:00:00Z")]) + chance.choice([0, 0, 1, -1, -HOUR, HOUR])
    return start, start + chance.choice([1, HOUR, 90 * HOUR // 60, 5 * HOUR, 30 * HOUR])


# ---------------------------------------------------------------- nothing but the facts
@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=25)
def test_the_order_of_the_events_does_not_matter(name: str, seed: int) -> None:
    asked = stream(name, seed)
    expected = json.dumps(statement(name, asked))
    random.Random(seed).shuffle(asked["events"])
    assert json.dumps(statement(name, asked)) == expected


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=15)
def test_the_same_inputs_give_the_same_bytes(name: str, seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    asked = stream(name, seed)
    folder = tmp_path_factory.mktemp("events")
    half = len(asked["events"]) // 2
    files = [folder / "one.jsonl", folder / "two.jsonl"]
    for file, events in zip(files, (asked["events"][:half], asked["events"][half:]), strict=True):
        file.write_text("".join(json.dumps(event) + "\n" for event in events), "utf-8")
    written = sladsl.load(ROOT / "contracts" / f"{name}.sla").run(**{**asked, "events": files}).to_dict()
    assert json.dumps(written) == json.dumps(statement(name, asked))


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=15)
def test_every_microsecond_is_accounted_for(name: str, seed: int) -> None:
    asked = stream(name, seed)
    lines = statement(name, asked)["lines"]
    for line in lines:
        if "account" in line:
            buckets = {bucket: Fraction(minutes) for bucket, minutes in line["account"].items()}
            assert all(minutes >= 0 for minutes in buckets.values())
            exact = "minutes" not in asked["readings"] and line["unit"] == "minutes"
            assert not exact or buckets["counted"] == Fraction(line["value"])
            whole = {line["period"]: sum(buckets.values(), Fraction(0))}
            others = [x for x in lines if "account" in x and x["period"] == line["period"]]
            assert all(sum(map(Fraction, x["account"].values()), Fraction(0)) == whole[line["period"]] for x in others)


# ---------------------------------------------------------------- excluded causes, touching outages
EXCLUDED = {
    "we-aries": ("force_majeure", {"Downtime", "Uptime", "Agreed Hours of Service"}),
    "websoft9": ("custom_code", {"Failed Requests", "Claimed Requests"}),
    "layerstack": ("scheduled_maintenance", {"Downtime", "Downtime Percentage"}),
    "furybit": ("customer_isp", {"Downtime", "Availability", "Scheduled Downtime", "Full Hours", "Free Hours"}),
    "stellar-cyber": ("client", {"Unavailability"}),
}


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=25)
def test_an_excluded_outage_never_changes_downtime(name: str, seed: int) -> None:
    asked = stream(name, seed)
    cause, names = EXCLUDED[name]
    # an excused outage does excuse failed checks, which say nothing of their cause
    asked["events"] = [e for e in asked["events"] if e["event"] != "check"]
    before = [line for line in measured(name, asked) if line["name"] in names]
    start, end = span_within(asked, random.Random(seed))
    more = {"event": "outage", "id": "~excluded", "start": at(start), "end": at(end), "cause": cause}
    after = measured(name, asked | {"events": [*asked["events"], more]})
    assert [line for line in after if line["name"] in names] == before


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=40)
def test_an_outage_in_two_touching_parts_measures_the_same(name: str, seed: int) -> None:
    asked = stream(name, seed)
    if name == "layerstack":
        asked["readings"]["downtime_from"] = "outage_start"  # each part would need an e-mail of its own
    events, chance = list(asked["events"]), random.Random(seed)
    for event in [e for e in events if e["event"] == "outage"]:
        same_id = [e for e in events if e["event"] == "outage" and e["id"] == event["id"]]
        start = parse_instant(event["start"])
        end = parse_instant(event["end"]) if "end" in event else start + HOUR
        if len(same_id) == 1 and end - start > 1 and (asked["as_of"] is None or end < parse_instant(asked["as_of"])):
            middle = at(chance.randrange(start + 1, end))
            events.remove(event)
            events += [event | {"end": middle}, event | {"start": middle, "id": f"~{event['id']}"}]
    assert measured(name, asked | {"events": events}) == measured(name, asked)


# ---------------------------------------------------------------- more Downtime never earns less
@pytest.mark.parametrize("name", ["layerstack", "furybit", "we-aries"])
@given(seed=SEEDS)
@settings(max_examples=60)
def test_more_downtime_never_earns_less(name: str, seed: int) -> None:
    asked = stream(name, seed) | {"readings": {}, "as_of": None}
    start, end = span_within(asked, random.Random(seed))
    more = [
        {"event": "outage", "id": "~more", "start": at(start), "end": at(end)},
        {"event": "notification", "at": at(start), "outage": "~more"},
    ]
    before, after = (_earned(name, asked | {"events": [*asked["events"], *added]}) for added in ([], more))
    assert before.keys() == after.keys()
    assert all(after[place] >= earned for place, earned in before.items())


def _earned(name: str, asked: Mapping[str, Any]) -> dict[tuple[Any, ...], Fraction]:
    lines = [line for line in statement(name, asked)["lines"] if line["line"] == "remedy" and not line.get("item")]
    return {(line["period"], line.get("service")): Fraction(line["earned"]) for line in lines}


# ---------------------------------------------------------------- the ledger
@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=25)
def test_statuses_and_amounts_agree(name: str, seed: int) -> None:
    for line in statement(name, stream(name, seed))["lines"]:
        if line["line"] != "remedy" or line.get("item"):
            continue
        earned, awarded, reasons = Fraction(line["earned"]), Fraction(line["awarded"]), line["reasons"]
        assert 0 <= awarded <= earned
        match line["status"]:
            case "none":
                assert earned == 0
                assert set(reasons) <= {"not_covered"}
            case "granted":
                assert earned > 0
            case "pending" | "refused" | "forfeited":
                assert earned > 0
                assert awarded == 0
                assert reasons or line["status"] == "pending"
            case other:
                assert other == "provisional"


# ---------------------------------------------------------------- what is asked
def lines_of(name: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [line for line in statement(name, asked)["lines"] if line["line"] != "obligation"]


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=25)
def test_the_end_of_time_is_the_final_stream(name: str, seed: int) -> None:
    asked = stream(name, seed)
    ends = {"outage": "end", "arrears": "end", "session": "end"}
    closed = [e for e in asked["events"] if e["event"] not in ends or ends[e["event"]] in e]
    final = lines_of(name, asked | {"events": closed, "as_of": None})
    assert lines_of(name, asked | {"events": closed, "as_of": "2099-01-01T00:00:00Z"}) == final


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=25)
def test_a_month_is_the_same_alone_and_among_others(name: str, seed: int) -> None:
    asked = stream(name, seed)
    # without an instant of evaluation an open outage lasts until the end of the last month shown
    asked["as_of"] = asked["as_of"] or "2099-01-01T00:00:00Z"
    together = lines_of(name, asked)
    for month in {line["period"] for line in together if line.get("period") and not line.get("item")}:
        alone = lines_of(name, asked | {"from_": month, "to": month})
        among = [line for line in together if line.get("period") == month and not line.get("item")]
        assert [line for line in alone if line.get("period") and not line.get("item")] == among
        assert [line for line in alone if line.get("item")] == [line for line in together if line.get("item")]


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=20)
def test_subscriptions_do_not_know_of_each_other(name: str, seed: int) -> None:
    asked, other = stream(name, seed), stream(name, seed + 1)
    together: list[dict[str, Any]] = []
    apart: list[dict[str, Any]] = []
    for owner, events in (("a", asked["events"]), ("b", other["events"])):
        owned = [event | {"subscription": owner} for event in events]
        together += owned
        apart += lines_of(name, asked | {"events": owned})
    assert lines_of(name, asked | {"events": together}) == apart


@pytest.mark.parametrize("name", CONTRACTS)
@given(seed=SEEDS)
@settings(max_examples=20)
def test_known_at_the_end_is_known(name: str, seed: int) -> None:
    asked = stream(name, seed)
    assert lines_of(name, asked | {"known_at": "2999-01-01T00:00:00Z"}) == lines_of(name, asked)
    # what was recorded later may as well not be there
    known = [parse_instant(e["recorded_at"]) for e in asked["events"] if "recorded_at" in e]
    for at_micro in known[:3]:
        before = [e for e in asked["events"] if "recorded_at" not in e or parse_instant(e["recorded_at"]) <= at_micro]
        assert lines_of(name, asked | {"known_at": at(at_micro)}) == lines_of(name, asked | {"events": before})
