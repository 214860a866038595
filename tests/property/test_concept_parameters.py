"""In: values of every kind, on a cover page, in events, in the contract. Out: each is read exactly, the nearest one holds,
and a contract with a parameter says what the contract with the value written in says."""

from __future__ import annotations

import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sladsl

from . import naive
from .concepts import Event, Line, agreement, contract, fee, instants, measured, one, outages, run, stretches, verdicts
from .naive import HOUR, clock, months, written

ZONE = "America/New_York"
SHOWN = ("2024-03", "2024-03")
LIMIT_UNITS = {"hours": HOUR, "hour": HOUR, "minutes": 60_000_000, "seconds": 1_000_000, "milliseconds": 1000}


def decimals(low: int, high: int, places: int) -> st.SearchStrategy[str]:
    """Numbers as they are written: `7`, `07`, `7.50`."""

    def spell(n: int, places: int, more: str) -> str:
        if not places:
            return more + str(n)
        return f"{n // 10**places}.{n % 10**places:0{places}d}{more}"

    found = st.tuples(st.integers(low, high), st.integers(0, places), st.sampled_from(["", "", "0"])).map(
        lambda t: spell(t[0] * (10 ** t[1]) + (t[0] * 7 + 3) % 10 ** t[1], t[1], t[2])
    )
    return found.filter(lambda text: len(text.partition(".")[2]) != 3)  # `1.000` may be meant as a thousand


# for each kind: its texts; how the contract uses it, `@` being the parameter or the value written in
TEXTS: dict[str, st.SearchStrategy[str]] = {
    "percentage": decimals(0, 101, 4).map(lambda x: f"{x}%"),
    "number": decimals(0, 5, 3),
    "money": decimals(0, 300, 2).map(lambda x: f"{x} EUR"),
    "time": st.tuples(decimals(0, 40, 1), st.sampled_from(["hours", "minutes", "seconds"])).map(" ".join),
    "days": st.integers(0, 70).map(lambda n: f"{n} days"),
    "word": st.sampled_from(["premium", "basic", "a1", "x_2"]),
    "yes_or_no": st.sampled_from(["yes", "no"]),
    "date": st.sampled_from(["2024-02-29", "2024-03-10", "2024-03-31", "2024-04-01"]),
}
USES = {
    "percentage": "measure Uptime each month: 100% - time of Down / time of the month.\n"
    "guarantee Target each month: Uptime is at least @.\n"
    "remedy Credit each month: pays @ * amount of fee; no cap; without a claim.\n"
    "measure Distance each month: @ - Uptime.",
    "number": "measure Times each month: number of Down * @.\n"
    "guarantee Few each month: number of Down is at most @.\n"
    "remedy Credit each month: pays @ * 1.00 EUR; no cap; without a claim.",
    "money": "remedy Credit each month: pays 2 * @; at most 3 * @ each quarter; without a claim;\n"
    "    nothing unless more than @.\nmeasure Ratio each month: @ / 7.00 EUR.",
    "time": "guarantee Response of each ticket: from opened until responded; within @.\n"
    "guarantee Business of each ticket: from opened until responded; within @ in Office Hours.\n"
    "guarantee Repair of each Down: length of it is at most @.\n"
    "measure Over each month in seconds: larger of (0 seconds, time of Down - @).\n"
    "Long means every outage; only where length of it is more than @.\n"
    "measure Long Downtime each month in minutes: time of Long.",
    "days": "claim Credit each month: filed within @ after end of the month.\n"
    "remedy Credit each month: pays 1.00 EUR; no cap; claimed by Credit; expires within @ after the month.",
    "word": "guarantee Gold each month: number of Down is at most 1 when @ is premium; number of Down is at most 3.\n"
    "measure Factor each month: 1; 2 when @ is one of (basic, a1).",
    "yes_or_no": "measure Factor each month: 1; 2 when @; 3 when not @.\n"
    "guarantee Kept each month: number of Down is 0 when @; no target.",
    "date": "measure Factor each month: 1; 2 when @ is before end of the month.\n"
    "claim Credit each month: filed within 30 hours after @.\n"
    "remedy Credit each month: pays 1.00 EUR; no cap; claimed by Credit.",
}
COMMON = (
    "Down means every outage.\nOffice Hours means 08:00 to 17:00 on Monday to Friday.\n"
    "measure Office each month in hours: time of Office Hours.\n"
)


def stream(data: st.DataObject) -> list[Event]:
    spans = data.draw(stretches(ZONE, date(2024, 3, 1), date(2024, 4, 1), most=3))
    at = data.draw(instants(ZONE, date(2024, 3, 1), date(2024, 4, 1)))
    return [
        fee("2024-03", data.draw(st.integers(0, 10**5))),
        *outages(spans),
        {"event": "ticket", "id": "T1", "opened": written(at), "responded": written(at + data.draw(st.integers(0, 40)) * HOUR)},
        {"event": "claim", "at": written(data.draw(instants(ZONE, date(2024, 3, 30), date(2024, 6, 20)))), "period": "2024-03"},
    ]


def exact(lines: list[Line]) -> list[Line]:
    """Lines whose lengths of time are all in minutes: which unit a parameter is shown in, no contract says."""
    sizes = {"hours": 60, "minutes": 1, "seconds": Fraction(1, 60), "milliseconds": Fraction(1, 60000)}
    found = []
    for x in lines:
        if x["line"] == "guarantee" and x.get("unit") in sizes:
            same = {k: str(Fraction(x[k]) * sizes[x["unit"]]) for k in ("value", "target") if x.get(k) is not None}
            x = {k: v for k, v in x.items() if k != "display"} | same | {"unit": "minutes"}
        found.append(x)
    return found


WRITTEN_IN = [kind for kind in TEXTS if kind not in ("word", "yes_or_no")]


@pytest.mark.parametrize("kind", WRITTEN_IN)
@given(data=st.data())
@settings(max_examples=15)
def test_a_parameter_is_as_good_as_its_value_written_in(kind: str, data: st.DataObject) -> None:
    text = data.draw(TEXTS[kind])
    events = stream(data)
    asked = agreement(COMMON + f"given Value: {kind}.\n" + USES[kind].replace("@", "Value"), ZONE)
    defaulted = agreement(COMMON + f"given Value: {kind}, else {text}.\n" + USES[kind].replace("@", "Value"), ZONE)
    plain = agreement(COMMON + USES[kind].replace("@", text), ZONE)
    expected = exact(run(plain, events, SHOWN))
    assert exact(run(asked, events, SHOWN, given={"Value": text})) == expected
    assert exact(run(asked, [*events, {"event": "parameter", "name": "Value", "value": text}], SHOWN)) == expected
    assert exact(run(defaulted, events, SHOWN)) == expected


@pytest.mark.parametrize("kind", ["word", "yes_or_no"])
@given(data=st.data())
@settings(max_examples=30)
def test_words_and_conditions(kind: str, data: st.DataObject) -> None:
    text = data.draw(TEXTS[kind])
    lines = run(
        agreement(COMMON + f"given Value: {kind}.\n" + USES[kind].replace("@", "Value"), ZONE),
        events := stream(data),
        SHOWN,
        given={"Value": text},
    )
    number = sum(e["event"] == "outage" and naive.day_of(naive.instant(e["start"]), ZONE).month == 3 for e in events)
    if kind == "word":
        factor = 2 if text in ("basic", "a1") else 1
        kept = {"2024-03": "met" if number <= (1 if text == "premium" else 3) else "breached"}
        assert verdicts(lines, "Gold") == kept
    else:
        factor = 2 if text == "yes" else 3
        kept = {"2024-03": "no_target" if text == "no" else "met" if number == 0 else "breached"}
        assert verdicts(lines, "Kept") == kept
    assert measured(lines, "Factor") == {"2024-03": factor}


# ---------------------------------------------------------------- read exactly
@given(data=st.data())
@settings(max_examples=60)
def test_values_are_read_exactly(data: st.DataObject) -> None:
    number, percent = data.draw(decimals(0, 10**6, 8)), data.draw(decimals(0, 1000, 12))
    money, time = data.draw(decimals(0, 10**9, 4)), data.draw(decimals(0, 5000, 3))
    unit = data.draw(st.sampled_from(sorted(LIMIT_UNITS)))
    text = agreement(
        "given N: number.\ngiven P: percentage.\ngiven M: money.\ngiven T: time.\n"
        "measure N Value each month: N.\nmeasure P Value each month: P.\n"
        "measure M Value each month: M / 1.00 EUR.\nmeasure T Value each month in hours: T.",
    )
    spaces = data.draw(st.sampled_from([" ", "  ", "\t"]))
    filled = {
        "N": number,
        "P": f"{percent}{spaces if spaces == ' ' else ''}%",
        "M": f" {money}{spaces}EUR ",
        "T": f"{time} {unit}",
    }
    found = contract(text).run([], *SHOWN, given=filled)
    values = {x["name"]: Fraction(x["value"]) for x in found.lines}
    assert values == {
        "N Value": Fraction(number),
        "P Value": Fraction(percent) / 100,
        "M Value": Fraction(money),
        "T Value": Fraction(time) * LIMIT_UNITS[unit] / HOUR,
    }
    # what the statement shows can be filled in again
    (shown,) = found.to_dict()["parameters"].values()
    again = {name: number if name == "N" else value for name, value in shown.items()}  # 0.3 is shown as the fraction 3/10
    assert contract(text).run([], *SHOWN, given=again).lines == found.lines


@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)), zone=st.sampled_from(["UTC", "Europe/Berlin", ZONE]))
@settings(max_examples=40)
def test_a_date_is_its_midnight(day: date, zone: str) -> None:
    text = agreement(
        "given Start: date.\n"
        + USES["date"].replace("@", "Start")
        + "\nDown means every outage.\n"
        + "measure Number each month: number of Down.",
        zone,
    )
    line = one(run(text, [], SHOWN, given={"Start": str(day)}), "claim", "Credit")
    assert naive.instant(line["deadline"]) == clock(day, zone) + 30 * HOUR


WRONG = {
    "percentage": ["99.9", "99,9%", "%", "-1%", "1e1%", "99.9 % %", ""],
    "number": ["3%", "1,000", "-3", "1e3", "0x3", "three", ""],
    "money": ["250.00", "EUR 250", "250.00 USD", "250,00 EUR", "-1.00 EUR", "1.00 eur"],
    "time": ["8", "8 days", "8h", "-8 hours", "8 Hours", "1 month", "8 hours 30 minutes"],
    "days": ["30", "30 hours", "-1 days", "1 month", "30 elapsed days"],
    "word": ["Premium", "two words", "", "_x", "é"],
    "yes_or_no": ["true", "Yes", "1", "y", ""],
    "date": ["2024-02-30", "01.03.2024", "2024-3-1", "2024-03-01T00:00:00Z", ""],
}


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, found in WRONG.items() for t in found])
def test_what_is_no_value_of_its_kind_is_refused(kind: str, text: str) -> None:
    made = contract(agreement(COMMON + f"given Value: {kind}.\n" + USES[kind].replace("@", "Value"), ZONE))
    with pytest.raises(sladsl.SlaError) as of_page:
        made.run([], *SHOWN, given={"Value": text})
    assert [d.code for d in of_page.value.diagnostics] == ["SLA804"]
    with pytest.raises(sladsl.SlaError):
        made.run([{"event": "parameter", "name": "Value", "value": text}], *SHOWN)


REFUSED_IN_A_CONTRACT = [
    ("days", "1.5 days"),
    ("money", "1.000 EUR"),
    ("number", "1.000"),
    ("time", "1.500 hours"),
    ("percentage", "٩%"),
    ("number", "٣"),
]


@pytest.mark.parametrize(("kind", "text"), REFUSED_IN_A_CONTRACT)
def test_what_a_contract_may_not_say_a_cover_page_may_not_say(kind: str, text: str) -> None:
    assert sladsl.compile(agreement(COMMON + USES[kind].replace("@", text), ZONE)).errors
    test_what_is_no_value_of_its_kind_is_refused(kind, text)


def test_what_a_contract_may_say_a_cover_page_may_say() -> None:
    plain = agreement("measure Ratio each month: 0.125 EUR / 1.00 EUR.")
    asked = agreement("given Rate: money.\nmeasure Ratio each month: Rate / 1.00 EUR.")
    assert run(asked, [], SHOWN, given={"Rate": "0.125 EUR"}) == run(plain, [], SHOWN)


# ---------------------------------------------------------------- which one holds
SOURCES = st.one_of(st.none(), st.integers(0, 100))


@given(mine=SOURCES, yours=SOURCES, page=SOURCES, default=SOURCES, file=st.booleans())
@settings(max_examples=60)
def test_an_event_goes_before_the_page_and_that_before_the_default(
    mine: int | None, yours: int | None, page: int | None, default: int | None, file: bool
) -> None:
    instead = "" if default is None else f", else {default}%"
    made = contract(agreement(f"given Target Uptime: percentage{instead}.\nmeasure Target each month: Target Uptime."))
    events: list[Event] = [{"event": "subscription", "subscription": s, "start": "2024-01-01T00:00:00Z"} for s in ("a", "b")]
    for s, x in (("a", mine), ("b", yours)):
        if x is not None:
            events.append({"event": "parameter", "subscription": s, "name": "Target Uptime", "value": f"{x}%"})
    expected = {s: next((v for v in (x, page, default) if v is not None), None) for s, x in (("a", mine), ("b", yours))}
    with tempfile.TemporaryDirectory() as folder:
        given_: Any = {} if page is None else {"Target Uptime": f"{page}%"}
        if file and page is not None:
            given_ = Path(folder) / "page.toml"
            given_.write_text(f'"Target Uptime" = "{page}%"\n', "utf-8")
        if None in expected.values():
            with pytest.raises(sladsl.SlaError) as e:
                made.run(events, *SHOWN, given=given_)
            assert {d.code for d in e.value.diagnostics} == {"SLA804"}
            return
        lines: list[Line] = made.run(events, *SHOWN, given=given_).lines
    assert {x["subscription"]: Fraction(x["value"]) * 100 for x in lines} == expected


@given(values=st.lists(st.integers(0, 100), min_size=1, max_size=4), known=st.integers(0, 5))
@settings(max_examples=30)
def test_the_version_recorded_last_holds_for_the_whole_run(values: list[int], known: int) -> None:
    made = contract(agreement("given Target: percentage, else 55%.\nmeasure Value each month: Target."))
    events = [
        {"event": "parameter", "name": "Target", "value": f"{x}%", "recorded_at": f"2024-02-{n + 1:02d}T00:00:00Z"}
        for n, x in enumerate(values)
    ]
    at = f"2024-02-{known:02d}T00:00:00Z" if known else "2024-01-31T00:00:00Z"
    lines = made.run(events, "2024-01", "2024-03", known_at=at).lines
    kept = values[:known][-1] if values[:known] else 55
    assert measured(lines, "Value") == {naive.name(m): Fraction(kept, 100) for m in months("2024-01", "2024-03")}


@given(target=st.one_of(st.none(), st.integers(90, 100)), hours=st.integers(0, 100))
@settings(max_examples=30)
def test_a_parameter_that_need_not_be_given(target: int | None, hours: int) -> None:
    text = agreement(
        "given Target: percentage, if any.\nDown means every outage.\n"
        "measure Uptime each month: 100% - time of Down / time of the month.\n"
        "guarantee Uptime each month: Uptime is at least Target when Target is given; no target.\n"
        "measure Shown each month: Target else 0%.\n"
        "measure Bare each month: 1; 2 when Target is not given."
    )
    start = clock(date(2024, 3, 1), "UTC")
    lines = run(text, outages([(start, start + hours * HOUR)]), SHOWN, given={} if target is None else {"Target": f"{target}%"})
    if target is None:
        assert verdicts(lines, "Uptime") == {"2024-03": "no_target"}
    else:
        kept = 1 - Fraction(hours, 31 * 24) >= Fraction(target, 100)
        assert verdicts(lines, "Uptime") == {"2024-03": "met" if kept else "breached"}
    assert measured(lines, "Shown") == {"2024-03": Fraction(target or 0, 100)}
    assert measured(lines, "Bare") == {"2024-03": 2 if target is None else 1}
