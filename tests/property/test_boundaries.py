"""In: acts and outages exactly at a limit and a microsecond beyond. Out: every tier and every limit decides as it reads."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sladsl
from sladsl.api import Contract
from sladsl.base.instants import MINUTE, format_instant, parse_instant

ROOT = Path(__file__).parent.parent.parent
JUNE = {"from_": "2025-06", "to": "2025-06"}  # 43,200 minutes in every zone used here
START = parse_instant("2025-06-10T00:00:00Z")  # a Tuesday
Line = dict[str, Any]


@cache
def contract(name: str) -> Contract:
    return sladsl.load(ROOT / "contracts" / f"{name}.sla")


def outage(minutes: str, micro: int) -> dict[str, Any]:
    """An outage of so many minutes and microseconds."""
    end = START + int(Fraction(minutes) * MINUTE) + micro
    return {"event": "outage", "id": "O", "start": format_instant(START, "UTC"), "end": format_instant(end, "UTC")}


def line(name: str, events: list[dict[str, Any]], kind: str, of: str, **readings: str) -> Line:
    lines = contract(name).run(events, readings=readings, **JUNE).lines
    (found,) = [x for x in lines if x["line"] == kind and x["name"] == of]
    return found


# 99.9% of 43,200 minutes leave 43.2 minutes, 99% leave 432
@pytest.mark.parametrize(
    ("rounding", "minutes", "micro", "credits"),
    [
        ("none", "43.2", 0, "0"),
        ("none", "43.2", 1, "1"),
        ("none", "432", 0, "1"),
        ("none", "432", 1, "2"),
        # whole available minutes: 43,157 are enough (99.9005%), 43,156 are not
        ("floor_available", "43", 0, "0"),
        ("floor_available", "43", 1, "1"),
        ("floor_available", "432", 0, "1"),
        ("floor_available", "432", 1, "2"),
        # whole minutes of Downtime: 43 are not too many, 44 are
        ("floor_downtime", "44", -1, "0"),
        ("floor_downtime", "44", 0, "1"),
        ("floor_downtime", "433", -1, "1"),
        ("floor_downtime", "433", 0, "2"),
    ],
)
def test_we_aries_tiers(rounding: str, minutes: str, micro: int, credits: str) -> None:
    term = {"event": "subscription", "start": "2025-01-01T00:00:00Z", "end": "2026-01-01T00:00:00Z"}
    events = [term, outage(minutes, micro)]
    found = line("we-aries", events, "remedy", "Service Credit", uptime_rounding=rounding)
    assert found["earned"] == credits
    verdict = line("we-aries", events, "guarantee", "Uptime", uptime_rounding=rounding)["verdict"]
    assert verdict == ("met" if credits == "0" else "breached")


# 99.95% leave 21.6 minutes; 21.6/43,200 * 2 * 1000 = 1.00; from half the month on the cap bites
@pytest.mark.parametrize(
    ("minutes", "micro", "earned", "awarded", "reasons"),
    [
        ("21.6", 0, "0.00", "0.00", []),
        ("21.6", 1, "1.00", "1.00", []),
        ("21600", 0, "1000.00", "1000.00", []),
        ("21600", 1, "1000.00", "1000.00", ["capped"]),
    ],
)
def test_layerstack_tiers(minutes: str, micro: int, earned: str, awarded: str, reasons: list[str]) -> None:
    events = [
        {"event": "service", "service": "vps"},
        {"event": "fee", "service": "vps", "period": "2025-06", "amount": "1000.00", "currency": "USD"},
        {"event": "notification", "at": format_instant(START, "UTC"), "outage": "O"},
        outage(minutes, micro),
    ]
    found = line("layerstack", events, "remedy", "SLA Credit")
    assert (found["earned"], found["awarded"], found["reasons"]) == (earned, awarded, reasons)


# 99.5% leave 216 minutes; each full hour earns ten at 720/720 an hour
@pytest.mark.parametrize(
    ("minutes", "micro", "verdict", "earned"),
    [
        ("216", 0, "met", "0.00"),
        ("216", 1, "breached", "30.00"),
        ("240", -1, "breached", "30.00"),
        ("240", 0, "breached", "40.00"),
    ],
)
def test_furybit_tiers(minutes: str, micro: int, verdict: str, earned: str) -> None:
    events = [{"event": "fee", "period": "2025-06", "amount": "720.00", "currency": "EUR"}, outage(minutes, micro)]
    assert line("furybit", events, "guarantee", "Availability")["verdict"] == verdict
    assert line("furybit", events, "remedy", "Service Level Credit")["earned"] == earned


@pytest.mark.parametrize(("micro", "verdict"), [(0, "met"), (1, "breached")])
def test_furybit_objectives(micro: int, verdict: str) -> None:
    lost = format_instant(START + 480 * MINUTE + micro, "UTC")
    loss = {"event": "data_loss", "id": "L", "recovered_to": format_instant(START, "UTC"), "lost_at": lost}
    events = [outage("480", micro), loss]
    assert line("furybit", events, "guarantee", "Recovery Time Objective")["verdict"] == verdict
    assert line("furybit", events, "guarantee", "Recovery Point Objective")["verdict"] == verdict


# 99%, 98%, 97% and 96% leave 432, 864, 1,296 and 1,728 minutes
@pytest.mark.parametrize(
    ("minutes", "micro", "lower", "upper"),
    [
        ("432", 0, 0, 0),
        ("432", 1, 5, 5),
        ("864", -1, 5, 5),
        ("864", 0, 5, 10),
        ("864", 1, 10, 10),
        ("1296", -1, 10, 10),
        ("1296", 0, 10, 15),
        ("1296", 1, 15, 15),
        ("1728", 0, 15, 15),
        ("1728", 1, 25, 25),
    ],
)
def test_stellar_cyber_tiers(minutes: str, micro: int, lower: int, upper: int) -> None:
    fee = {"event": "fee", "period": "2025-06", "amount": "1000.00", "currency": "USD"}
    for boundary, percent in (("lower_inclusive", lower), ("upper_inclusive", upper)):
        events = [fee, outage(minutes, micro)]
        share = line("stellar-cyber", events, "measure", "Credit Percentage", boundary=boundary)
        assert Fraction(share["value"]) == Fraction(percent, 100)
        credit = line("stellar-cyber", events, "remedy", "Availability Credit", boundary=boundary)
        assert credit["earned"] == f"{percent * 10}.00"
    verdict = line("stellar-cyber", [fee, outage(minutes, micro)], "guarantee", "Service Availability")["verdict"]
    assert verdict == ("breached" if lower else "met")


@pytest.mark.parametrize(
    ("name", "more", "minutes"),
    [
        ("websoft9", {"plan": "standard"}, 720),
        ("websoft9", {"plan": "advanced"}, 360),
        ("websoft9", {"plan": "premium"}, 120),
        ("websoft9", {"plan": "standard", "priority": "high", "incident": True}, 180),
        ("websoft9", {"plan": "advanced", "priority": "high", "incident": True}, 30),
        ("websoft9", {"plan": "premium", "priority": "high", "incident": True}, 10),
        ("stellar-cyber", {"severity": 1}, 60),
        ("stellar-cyber", {"severity": 2}, 240),
        ("stellar-cyber", {"severity": 3}, 1440),
        ("stellar-cyber", {"severity": 4}, 2880),
        ("furybit", {"priority": "high"}, 8 * 60),  # opened at midnight: an hour of business is over at 08:00
        ("furybit", {"priority": "medium"}, 15 * 60),  # and eight at 15:00
        ("we-aries", {}, 5 * 60),  # 08:00 in Hong Kong is before hours: due at 13:00
    ],
)
def test_response_limits(name: str, more: dict[str, Any], minutes: int) -> None:
    for micro, verdict in ((-1, "met"), (0, "met"), (1, "breached")):
        responded = format_instant(START + minutes * MINUTE + micro, "UTC")
        ticket = {"event": "ticket", "id": "T", "opened": format_instant(START, "UTC"), "responded": responded} | more
        found = line(name, [ticket], "guarantee", "Response Time")
        assert found["verdict"] == verdict
        assert parse_instant(found["due"]) == START + minutes * MINUTE


@pytest.mark.parametrize(("plan", "minutes"), [("standard", 20), ("advanced", 30)])
def test_session_limits(plan: str, minutes: int) -> None:
    for micro, verdict in ((0, "met"), (1, "breached")):
        end = format_instant(START + minutes * MINUTE + micro, "UTC")
        session = {"event": "session", "id": "S", "start": format_instant(START, "UTC"), "end": end, "plan": plan}
        assert line("websoft9", [session], "guarantee", "Session Length")["verdict"] == verdict


@pytest.mark.parametrize(
    ("clock", "plan", "verdict"),
    [
        ("07:59:59.999999", "standard", "breached"),
        ("08:00:00", "standard", "met"),
        ("17:59:59.999999", "advanced", "met"),
        ("18:00:00", "advanced", "breached"),
        ("21:59:59.999999", "premium", "met"),
        ("22:00:00", "premium", "breached"),
    ],
)
def test_session_hours(clock: str, plan: str, verdict: str) -> None:
    session = {"event": "session", "id": "S", "start": f"2025-06-10T{clock}Z", "end": "2025-06-10T23:00:00Z", "plan": plan}
    assert line("websoft9", [session], "guarantee", "Session Hours")["verdict"] == verdict


@pytest.mark.parametrize(("currency", "earned"), [("JPY", "278"), ("EUR", "277.78"), ("KWD", "277.778")])
def test_currencies_round_to_their_own_decimals(currency: str, earned: str) -> None:
    # 60 of 43,200 minutes, twice, of 100,000: 277.777...
    events = [
        {"event": "service", "service": "vps"},
        {"event": "fee", "service": "vps", "period": "2025-06", "amount": "100000", "currency": currency},
        {"event": "notification", "at": format_instant(START, "UTC"), "outage": "O"},
        outage("60", 0),
    ]
    found = line("layerstack", events, "remedy", "SLA Credit")
    assert (found["earned"], found["awarded"], found["unit"]) == (earned, earned, currency)
