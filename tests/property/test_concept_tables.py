"""In: tables with bounds in and out, of times, shares and counts, of one fact and of two. Out: the row is the one that a
loop over plain tuples finds, to the microsecond."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from .concepts import Event, agreement, contract, lasting, measured, one, outages, run
from .naive import HOUR, MINUTE, bounds, clock

ZONE = "Europe/Berlin"
MONTH = (date(2024, 3, 1), date(2024, 4, 1))
SHOWN = ("2024-03", "2024-03")
START = clock(date(2024, 3, 2), ZONE)
Row = tuple[Fraction | None, bool, Fraction | None, bool]  # from (included or not), to (included or not)


def rows_between(cuts: Sequence[Fraction], lower: Sequence[bool]) -> list[Row]:
    """Rows without a gap: at each bound either the row above or the one below has it."""
    found: list[Row] = []
    ends = [None, *cuts, None]
    for n in range(len(cuts) + 1):
        found.append((ends[n], n > 0 and not lower[n - 1], ends[n + 1], n < len(cuts) and lower[n]))
    return found


def row_of(x: Fraction, rows: Sequence[Row]) -> int | None:
    for n, (low, low_in, high, high_in) in enumerate(rows):
        if (low is None or x > low or (low_in and x == low)) and (high is None or x < high or (high_in and x == high)):
            return n
    return None


def worded(row: Row, show: Callable[[Fraction], str]) -> str:
    low, low_in, high, high_in = row
    parts = [] if low is None else [f"{'at least' if low_in else 'more than'} {show(low)}"]
    parts += [] if high is None else [f"{'at most' if high_in else 'below'} {show(high)}"]
    return " and ".join(parts)


def table(rows: Sequence[Row], values: Sequence[str], show: Callable[[Fraction], str]) -> str:
    return "\n".join(f"    | {worded(row, show)} | {value} |" for row, value in zip(rows, values, strict=True))


def percent(x: Fraction) -> str:
    return f"{int(x * 100_000) // 1000}.{int(x * 100_000) % 1000 // 10:02d}%"


def hours(x: Fraction) -> str:
    return f"{int(x)} hours"


LOWER = st.lists(st.booleans(), min_size=5, max_size=5)


@given(
    cuts=st.sets(st.sampled_from([9000, 9500, 9800, 9900, 9950, 9990, 9999]), min_size=1, max_size=5),
    lower=LOWER,
    n=st.integers(0, 5),
    off=st.sampled_from([0, 1, -1, MINUTE, -HOUR]),
    order=st.permutations(range(6)),
)
@settings(max_examples=60)
def test_tiers_of_availability(cuts: set[int], lower: list[bool], n: int, off: int, order: list[int]) -> None:
    at = [Fraction(x, 10000) for x in sorted(cuts)]
    rows = rows_between(at, lower)
    whole = bounds(MONTH, ZONE)[1] - bounds(MONTH, ZONE)[0]
    down = max(1, int(whole * (1 - at[min(n, len(at) - 1)])) + off)
    rates = [f"{k + 1}%" for k in range(len(rows))]
    shown = [k for k in order if k < len(rows)]  # the rows may stand in any order
    text = agreement(
        "Down means every outage.\n"
        "measure Uptime each month: 100% - time of Down / time of the month.\n"
        "measure Rate each month: tiers of Uptime:\n"
        f"{table([rows[k] for k in shown], [rates[k] for k in shown], percent)}.\n"
        "remedy Credit each month: pays tiers of Uptime:\n"
        f"{table([rows[k] for k in shown], [f'{rates[k]} of 300.00 EUR' for k in shown], percent)};\n"
        "    no cap; without a claim.",
        ZONE,
    )
    lines = run(text, outages([(START, START + down)]), SHOWN)
    found = row_of(1 - Fraction(down, whole), rows)
    assert found is not None
    assert measured(lines, "Rate") == {"2024-03": Fraction(found + 1, 100)}
    assert Fraction(one(lines, "remedy", "Credit")["earned"]) == 3 * (found + 1)


@given(
    cuts=st.sets(st.integers(1, 9), min_size=1, max_size=4),
    lower=LOWER,
    count=st.integers(0, 11),
    gaps=st.booleans(),
)
@settings(max_examples=60)
def test_tiers_of_whole_numbers(cuts: set[int], lower: list[bool], count: int, gaps: bool) -> None:
    """`at most 2` and then `at least 3` leave no gap, because a count is whole."""
    at = sorted(cuts)
    for n, row in enumerate(rows_between([Fraction(x) for x in at], lower)[1:-1]):
        assume(gaps or row[1] or row[3] or at[n] + 1 < at[n + 1])  # no whole number is more than 1 and below 2
    bands = list(zip([0, *[x + 1 for x in at]], [*at, None], strict=True))
    if gaps:
        spelled = [f"at least {a}" + ("" if b is None else f" and at most {b}") for a, b in bands]
        spelled[0] = f"at most {bands[0][1]}"
    else:
        spelled = [worded(row, lambda x: str(int(x))) for row in rows_between([Fraction(x) for x in at], lower)]
    body = "\n".join(f"    | {words} | {k + 1}% |" for k, words in enumerate(spelled))
    text = agreement(f"measure Rate each month: tiers of number of every outage:\n{body}.", ZONE)
    spans = [(START + k * HOUR, START + k * HOUR + MINUTE) for k in range(count)]
    if gaps:
        expected = next(k for k, (a, b) in enumerate(bands) if a <= count and (b is None or count <= b))
    else:
        found = row_of(Fraction(count), rows_between([Fraction(x) for x in at], lower))
        assert found is not None
        expected = found
    assert measured(run(text, outages(spans), SHOWN), "Rate") == {"2024-03": Fraction(expected + 1, 100)}


# ---------------------------------------------------------------- tables of two facts
LENGTHS = [4 * HOUR, 8 * HOUR, 24 * HOUR]


def matrix(rows: Sequence[Row], columns: Sequence[str], cells: dict[tuple[int, str], int]) -> str:
    head = "    |  | " + " | ".join(columns) + " |\n"
    lines = []
    for n, row in enumerate(rows):
        values = " | ".join(f"{cells[n, column]}% of amount of fee" for column in columns)
        lines.append(f"    | {worded(row, hours)} | {values} |")
    return head + "\n".join(lines)


@pytest.mark.parametrize("otherwise", [True, False])
@given(data=st.data(), lower=LOWER, kind=st.sampled_from(["code", "number"]))
@settings(max_examples=40)
def test_tables_of_two_facts(otherwise: bool, data: st.DataObject, lower: list[bool], kind: str) -> None:
    names = ["network", "power", "water"] if kind == "code" else ["1", "2", "3"]
    columns = [
        *data.draw(st.lists(st.sampled_from(names), unique=True, min_size=1 if otherwise else 2)),
        *(["otherwise"] if otherwise else []),
    ]
    rows = rows_between([Fraction(4), Fraction(8), Fraction(24)], lower)
    cells = {(n, c): data.draw(st.integers(0, 50)) for n in range(len(rows)) for c in columns}
    text = agreement(
        "event trouble: start instant; end instant; sort code; level whole.\n"
        "remedy Credit of each trouble each month:\n"
        f"    pays tiers of (length of it) by {'sort' if kind == 'code' else 'level'}:\n{matrix(rows, columns, cells)};\n"
        "    no cap; without a claim.",
        ZONE,
    )
    lengths = st.sampled_from([x + k for x in LENGTHS for k in (-1, 0, 1)] + [1])
    facts = data.draw(st.lists(st.tuples(lengths, st.sampled_from([*names, None])), max_size=6))
    events: list[Event] = [{"event": "fee", "period": "2024-03", "amount": "100.00", "currency": "EUR"}]
    expected = {}
    for n, (length, fact) in enumerate(facts):
        event = lasting("trouble", f"F{n}", START, START + length)
        if fact is not None:
            event |= {"sort": fact} if kind == "code" else {"level": int(fact)}
        events.append(event)
        column = fact if fact in columns else "otherwise" if otherwise else None
        row = row_of(Fraction(length, HOUR), rows)
        assert row is not None
        expected[f"F{n}"] = Fraction(cells[row, column]) if column else Fraction(0)
    lines = run(text, events, SHOWN)
    found = {x["item"]: Fraction(x["earned"]) for x in lines if "item" in x}
    assert found == expected
    assert Fraction(one([x for x in lines if "item" not in x], "remedy", "Credit")["earned"]) == sum(expected.values())


@given(plan=st.sampled_from(["basic", "gold", "other", None]), down=st.sampled_from([x + k for x in LENGTHS for k in (0, 1)]))
@settings(max_examples=20)
def test_a_table_by_a_fact_of_the_subscription(plan: str | None, down: int) -> None:
    rows = rows_between([Fraction(4), Fraction(8)], [True, True])
    cells: dict[tuple[int, str], int] = {
        (n, c): 10 * n + k for n in range(3) for k, c in enumerate(["basic", "gold", "otherwise"])
    }
    text = agreement(
        "Down means every outage.\nmeasure Downtime each month in hours: time of Down.\n"
        "remedy Credit each month: pays tiers of Downtime by (plan of subscription):\n"
        f"{matrix(rows, ['basic', 'gold', 'otherwise'], cells)};\n    no cap; without a claim.",
        ZONE,
    )
    events: list[Event] = [{"event": "fee", "period": "2024-03", "amount": "100.00", "currency": "EUR"}]
    events.append({"event": "subscription", "start": "2024-01-01T00:00:00Z"} | ({} if plan is None else {"plan": plan}))
    row = row_of(Fraction(down, HOUR), rows)
    assert row is not None
    line = one(run(text, [*events, *outages([(START, START + down)])], SHOWN), "remedy", "Credit")
    assert Fraction(line["earned"]) == cells[row, plan if plan in ("basic", "gold") else "otherwise"]


# ---------------------------------------------------------------- bounds that are parameters
@given(
    cuts=st.sets(st.sampled_from([9000, 9500, 9900, 9990]), min_size=2, max_size=2),
    lower=LOWER,
    n=st.integers(0, 1),
    off=st.sampled_from([0, 1, -1, HOUR, -HOUR]),
)
@settings(max_examples=40)
def test_bounds_that_are_parameters(cuts: set[int], lower: list[bool], n: int, off: int) -> None:
    low, high = (Fraction(x, 10000) for x in sorted(cuts))
    rows = rows_between([low, high], lower)
    clauses = (
        "Down means every outage.\nmeasure Uptime each month: 100% - time of Down / time of the month.\n"
        "measure Rate each month: tiers of Uptime:\n@.\n"
    )
    constant = agreement(clauses.replace("@", table(rows, ["3%", "2%", "1%"], percent)), ZONE)
    names = {low: "Low Bound", high: "High Bound"}
    asked = agreement(
        "given Low Bound: percentage.\ngiven High Bound: percentage.\n"
        + clauses.replace("@", table(rows, ["3%", "2%", "1%"], lambda x: names[x])),
        ZONE,
    )
    whole = bounds(MONTH, ZONE)[1] - bounds(MONTH, ZONE)[0]
    down = max(1, int(whole * (1 - (low, high)[n])) + off)
    events = outages([(START, START + down)])
    lines = run(constant, events, SHOWN)
    assert run(asked, events, SHOWN, given={"Low Bound": percent(low), "High Bound": percent(high)}) == lines
    found = row_of(1 - Fraction(down, whole), rows)
    assert found is not None
    assert measured(lines, "Rate") == {"2024-03": Fraction(3 - found, 100)}


def test_two_rows_that_hold_under_bad_parameters_are_a_conflict() -> None:
    """Bounds that cross leave a figure in two rows: nothing is paid in silence."""
    text = agreement(
        "given Low: percentage.\ngiven High: percentage.\nDown means every outage.\n"
        "measure Uptime each month: 100% - time of Down / time of the month.\n"
        "measure Rate each month: tiers of Uptime: | at least Low | 1% | | below High | 2% |.",
        ZONE,
    )
    found = contract(text).run([], *SHOWN, given={"Low": "90%", "High": "99%"}).lines
    assert measured(found, "Rate") == {"2024-03": Fraction(1, 100)}
    events = outages([(START, START + 40 * HOUR)])  # about 94.6%
    crossed = contract(text).run(events, *SHOWN, given={"Low": "90%", "High": "99%"})
    assert measured(crossed.lines, "Rate") == {"2024-03": None}
    assert "conflict" in {w["code"] for w in crossed.warnings}
    kept: Any = contract(text).run(events, *SHOWN, given={"Low": "99%", "High": "99%"}).lines
    assert measured(kept, "Rate") == {"2024-03": Fraction(2, 100)}


# ---------------------------------------------------------------- by the step, and of what is missing
@given(down=st.one_of(st.integers(0, 60 * 60), st.sampled_from([x * 15 for x in range(9)])), micro=st.sampled_from([0, 1, -1]))
@settings(max_examples=40)
def test_steps_and_shortfalls(down: int, micro: int) -> None:
    _shortfalls(max(0, down * MINUTE + micro), "99.9%", "")


def test_a_shortfall_from_a_target_that_is_a_parameter() -> None:
    """The example of the manual, "Tiers of a shortfall"."""
    _shortfalls(2 * HOUR, "Target", "given Target: percentage, else 99.9%.\n")


def _shortfalls(length: int, target: str, parameter: str) -> None:
    text = agreement(
        parameter + "Down means every outage.\n"
        "measure Downtime each month in minutes: time of Down.\n"
        "measure Uptime each month: 100% - Downtime / time of the month.\n"
        "measure Blocks each month: (Downtime rounded up to multiples of 15 minutes) / 15 minutes.\n"
        "measure Full Steps each month: ((TARGET - Uptime) / 0.05%) rounded down to 0 decimals;\n"
        "    0 when Uptime is at least TARGET.\n"
        "measure Shortfall each month: larger of (0%, TARGET - Uptime).\n"
        "measure Share each month: tiers of Shortfall:\n"
        "    | at most 0% | 0% | | more than 0% and at most 1% | 10% | | more than 1% | 30% |.",
        ZONE,
    ).replace("TARGET", target)
    lines = run(text, outages([(START, START + length)] if length else []), SHOWN)
    whole = bounds(MONTH, ZONE)[1] - bounds(MONTH, ZONE)[0]
    short = max(Fraction(0), Fraction(999, 1000) - (1 - Fraction(length, whole)))
    assert measured(lines, "Blocks") == {"2024-03": -(-length // (15 * MINUTE))}
    assert measured(lines, "Full Steps") == {"2024-03": short * 2000 // 1}
    assert measured(lines, "Shortfall") == {"2024-03": short}
    share = 0 if short == 0 else 10 if short <= Fraction(1, 100) else 30
    assert measured(lines, "Share") == {"2024-03": Fraction(share, 100)}
