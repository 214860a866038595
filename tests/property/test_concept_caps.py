"""In: what is lost month by month, claims, fees, caps of every span. Out: what is awarded is what a ledger by hand says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sladsl

from . import naive
from .concepts import Event, agreement, fee, instants, measured, named, one, paid, run
from .naive import HOUR, Dates, cents, clock, cut, day_of, months, written

FORCE = date(2023, 5, 31)
SHOWN = ("2023-06", "2024-09")
MONTHS = months(*SHOWN)
LOSS = "event loss: at instant; sum money; part code.\n"
HEADER = (f"in force from {FORCE} until 2027-05-31", "billing cycles begin on day 31")
PARTS = st.sampled_from(["a", "b", "c"])
Cap = tuple[str, Fraction]  # its span, its limit


def losses(zone: str = "UTC", most: int = 25) -> st.SearchStrategy[list[tuple[int, int, str]]]:
    """Instants, cents, and of which part."""
    at = instants(zone, MONTHS[0][0], MONTHS[-1][1])
    sums = st.one_of(st.sampled_from([1, 5000, 10000, 3333]), st.integers(1, 20000))
    return st.lists(st.tuples(at, sums, PARTS), max_size=most)


def sent(found: Sequence[tuple[int, int, str]]) -> list[Event]:
    return [
        {"event": "loss", "id": f"L{n}", "at": written(at), "sum": f"{x // 100}.{x % 100:02d}", "part": part}
        for n, (at, x, part) in enumerate(found)
    ]


def lost(found: Sequence[tuple[int, int, str]], period: Dates, zone: str = "UTC", part: str | None = None) -> Fraction:
    inside = [x for at, x, p in found if period[0] <= day_of(at, zone) < period[1] and part in (None, p)]
    return Fraction(sum(inside), 100)


def same_span(span: str, one_: Dates, other: Dates, steps: int) -> bool:
    """Whether an earlier period, so many steps before, belongs to the span of a later one: its last day decides."""
    if span == "over the term":
        return True
    if span == "each 12 months":
        return steps < 12
    kind = span.removeprefix("each ")
    last, other_last = (p[1] - timedelta(days=1) for p in (one_, other))
    (own,) = cut(kind, last, last + timedelta(days=1), FORCE, 31)
    return own[0] <= other_last < own[1]


def ledger(
    earned: Sequence[Fraction], periods: Sequence[Dates], caps: Sequence[Cap], mode: str, used: Sequence[Fraction] | None = None
) -> list[Fraction]:
    """What is awarded, period by period; `used` is what others use up of the same caps before."""
    awarded: list[Fraction] = []
    for n, amount in enumerate(earned):
        left = amount
        for span, limit in caps:
            before = sum((x for k, x in enumerate(awarded) if same_span(span, periods[n], periods[k], n - k)), Fraction(0))
            if used is not None:
                before += sum((used[k] for k in range(n + 1) if same_span(span, periods[n], periods[k], n - k)), Fraction(0))
            left = min(left, max(Fraction(0), limit - before))
        awarded.append(cents(left, mode))
    return awarded


SPANS = ["each month", "each quarter", "each calendar year", "each agreement year", "each 12 months", "over the term"]
CAPS = st.lists(
    st.tuples(st.sampled_from(SPANS), st.sampled_from([Fraction(100), Fraction("33.33"), Fraction(250), Fraction(0)])),
    min_size=1,
    max_size=3,
    unique_by=lambda cap: cap[0],
)
MODES = st.sampled_from(["half up", "down", "up", "half even"])


@given(found=losses(), caps=CAPS, mode=MODES, rate=st.sampled_from(["100%", "33.3%", "12.5%"]), claim=st.booleans())
@settings(max_examples=30)
def test_caps_of_every_span(found: list[tuple[int, int, str]], caps: list[Cap], mode: str, rate: str, claim: bool) -> None:
    limbs = " ".join(f"at most {float(limit):.2f} EUR {span};" for span, limit in caps)
    claimed = [m for n, m in enumerate(MONTHS) if n % 3 != 1]
    text = agreement(
        LOSS
        + f"remedy Credit each month: pays {rate} * total of (sum) for each loss of the month; {limbs}\n"
        + ("    claimed by Credit.\nclaim Credit each month: no deadline." if claim else "    without a claim."),
        "UTC",
        *HEADER,
        rounded=mode,
    )
    events = sent(found) + [
        {"event": "claim", "id": f"C{n}", "at": "2025-01-01T00:00:00Z", "period": naive.name(m)} for n, m in enumerate(claimed)
    ]
    lines = run(text, events, SHOWN)
    share = Fraction(rate.removesuffix("%")) / 100
    earned = [lost(found, m) * share for m in MONTHS]
    owed = [x if not claim or m in claimed else Fraction(0) for m, x in zip(MONTHS, earned, strict=True)]
    awarded = ledger(owed, MONTHS, caps, mode)
    assert paid(lines, "Credit") == named(MONTHS, awarded)
    assert paid(lines, "Credit", "earned") == named(MONTHS, [cents(x, mode) for x in earned])
    # the laws: a span never has more than its limit (as money is rounded); nobody gets more than was earned
    for span, limit in caps:
        for n, month in enumerate(MONTHS):
            here = [x for k, x in enumerate(awarded[: n + 1]) if same_span(span, month, MONTHS[k], n - k)]
            assert sum(here, Fraction(0)) <= cents(limit, mode)
    assert all(x <= cents(y, mode) for x, y in zip(awarded, earned, strict=True))
    # earned = awarded + lost + capped, and the order of events does not matter
    random.Random(len(events)).shuffle(events)
    assert run(text, events, SHOWN) == lines


@given(found=losses(), caps=CAPS, kind=st.sampled_from(["quarter", "billing cycle", "week", "30 days"]))
@settings(max_examples=25)
def test_caps_of_other_periods(found: list[tuple[int, int, str]], caps: list[Cap], kind: str) -> None:
    longer = {"quarter": ["each quarter", "each calendar year", "over the term"]}.get(kind)
    longer = longer or ["each quarter", "each calendar year", "each agreement year", "over the term"]
    caps = [cap for cap in caps if cap[0] in longer] or [("each calendar year", Fraction(100))]
    limbs = " ".join(f"at most {float(limit):.2f} EUR {span};" for span, limit in caps)
    text = agreement(
        LOSS + f"remedy Credit each {kind}: pays total of (sum) for each loss of the {kind}; {limbs} without a claim.",
        "UTC",
        *HEADER,
    )
    lines = run(text, sent(found), SHOWN)
    shown = paid(lines, "Credit")
    periods = cut(kind, FORCE, MONTHS[-1][1] + timedelta(days=1), FORCE, 31)
    periods = tuple(p for p in periods if p[1] > MONTHS[0][0] and p[0] < MONTHS[-1][1] and p[1] > FORCE)
    awarded = named(periods, ledger([lost(found, p) for p in periods], periods, caps, "half up"))
    assert shown == awarded


@pytest.mark.parametrize("day", [1, 28, 29, 30, 31])
def test_twelve_billing_cycles(day: int) -> None:
    """Each 12 months: this cycle and the eleven before it, also where twelve months back lie thirteen ends of cycles."""
    text = agreement(
        "remedy Credit each billing cycle: pays 10.00 EUR; at most 120.00 EUR each 12 months; without a claim.",
        "UTC",
        f"billing cycles begin on day {day}",
    )
    lines = run(text, [fee("2024-01", 1)], ("2024-01", "2025-12"))
    assert set(paid(lines, "Credit").values()) == {Fraction(10)}


def test_the_last_month_belongs_to_the_year_of_its_last_day_in_force() -> None:
    """An agreement of one year from the middle of a month: thirteen months, one agreement year."""
    text = agreement(
        "remedy Credit each month: pays 10.00 EUR; at most 100.00 EUR each agreement year; without a claim.",
        "UTC",
        "in force from 2023-05-15 until 2024-05-15",
    )
    lines = run(text, [], ("2023-05", "2024-05"))
    assert list(paid(lines, "Credit").values()) == [10] * 10 + [0] * 3


# ---------------------------------------------------------------- limits that are shares of a fee
@given(
    found=losses(),
    spread=st.sampled_from(["months", "days"]),
    cents_=st.integers(1, 50000),
    annual=st.booleans(),
    span=st.sampled_from(SPANS),
)
@settings(max_examples=25)
def test_a_limit_is_that_of_its_span(
    found: list[tuple[int, int, str]], spread: str, cents_: int, annual: bool, span: str
) -> None:
    begin = date(2023, 6, 1)
    text = agreement(
        LOSS
        + "remedy Credit each month: pays total of (sum) for each loss of the month;\n"
        + f"    at most 8% of amount of fee {span}; without a claim.",
        "UTC",
        f"in force from {begin} until 2025-06-01",
        f"fees of longer periods are spread by {spread}",
    )
    fees = months("2023-06", "2025-05")
    if annual:
        years = [(date(2023, 6, 1), date(2024, 6, 1)), (date(2024, 6, 1), date(2025, 6, 1))]
        events = [fee(f"{a}/{b}", cents_ * (k + 1)) for k, (a, b) in enumerate(years)]
    else:
        events = [fee(naive.name(m), cents_ + k) for k, m in enumerate(fees)]

    def of_day(day: date) -> Fraction:
        if annual:
            k = 0 if day < date(2024, 6, 1) else 1
            length = (366, 365)[k]
            a_month = 12 * (naive.last_of_month(day).day)
            return Fraction(cents_ * (k + 1), 100 * (length if spread == "days" else a_month))
        k = next(k for k, m in enumerate(fees) if m[0] <= day < m[1])
        return Fraction(cents_ + k, 100 * naive.last_of_month(day).day)

    lines = run(text, [*events, *sent(found)], SHOWN)
    awarded: list[Fraction] = []
    for month in MONTHS:
        last = month[1] - timedelta(days=1)
        if span == "over the term":
            stretch = (begin, date(2025, 6, 1))
        elif span == "each 12 months":
            stretch = (naive.months_on(month[1], -12), month[1])
        else:
            (stretch,) = cut(span.removeprefix("each "), last, month[1], begin)
        limit = sum((of_day(d) for d in naive.days(*stretch) if d >= begin and d < date(2025, 6, 1)), Fraction(0)) * 8 / 100
        before = sum((x for k, x in enumerate(awarded) if stretch[0] < MONTHS[k][1] <= stretch[1]), Fraction(0))
        awarded.append(cents(min(lost(found, month), max(Fraction(0), limit - before))))
    assert paid(lines, "Credit") == named(MONTHS, awarded)


# ---------------------------------------------------------------- several remedies under one cap
@given(
    found=losses(most=30),
    span=st.sampled_from(SPANS),
    limit=st.sampled_from([Fraction(100), Fraction(150), Fraction("33.33")]),
    who=st.sampled_from(["a>b", "b>a", "both", "three"]),
    order=st.permutations(["a", "b", "c"]),
)
@settings(max_examples=30)
def test_one_cap_for_several_remedies(
    found: list[tuple[int, int, str]], span: str, limit: Fraction, who: str, order: list[str]
) -> None:
    names = {"a": "Alpha", "b": "Beta", "c": "Gamma"}
    looks = {
        "a>b": {"a": ["b"]},  # only Alpha names Beta: it stands back
        "b>a": {"b": ["a"]},
        "both": {"a": ["b"], "b": ["a"]},
        "three": {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"]},
    }[who]
    clauses = []
    for part in order:
        others = ", ".join(names[o] for o in looks.get(part, []))
        jointly = f" together with ({others})" if others else ""
        clauses.append(
            f"remedy {names[part]} each month: pays total of (sum) for each loss of the month where (part is {part});\n"
            f"    at most {float(limit):.2f} EUR {span}{jointly}; without a claim."
        )
    lines = run(agreement(LOSS + "\n".join(clauses), "UTC", *HEADER), sent(found), SHOWN)
    awarded: dict[str, list[Fraction]] = {"a": [], "b": [], "c": []}
    for n, month in enumerate(MONTHS):
        # of one month: who is named and does not name comes first; else the order of the text
        rank = sorted(order, key=lambda p: (bool(looks.get(p)) and who in ("a>b", "b>a"), order.index(p)))
        for part in rank:
            used = Fraction(0)
            for other in (part, *looks.get(part, [])):
                past = awarded[other]
                used += sum((x for k, x in enumerate(past) if same_span(span, month, MONTHS[k], n - k)), Fraction(0))
            awarded[part].append(min(lost(found, month, part=part), max(Fraction(0), limit - used)))
    for part, name in names.items():
        assert paid(lines, name) == named(MONTHS, awarded[part]), name


@pytest.mark.parametrize("monthly_first", [True, False])
def test_remedies_of_different_periods_do_not_share_a_cap(monthly_first: bool) -> None:
    clauses = [
        f"remedy {name} each {kind}: pays total of (sum) for each loss of the {kind};\n"
        f"    at most 100.00 EUR each calendar year together with ({other}); without a claim.\n"
        for name, kind, other in (("Monthly", "month", "Quarterly"), ("Quarterly", "quarter", "Monthly"))
    ]
    found = sladsl.compile(agreement(LOSS + "".join(clauses if monthly_first else clauses[::-1])))
    assert {d.code for d in found.errors} == {"SLA206"}


# ---------------------------------------------------------------- by the day, of items
@given(found=losses("Europe/Berlin", most=12), daily=st.sampled_from(["50.00 EUR", "amount of fee"]), monthly=st.booleans())
@settings(max_examples=40)
def test_a_cap_of_each_day_for_items(found: list[tuple[int, int, str]], daily: str, monthly: bool) -> None:
    zone = "Europe/Berlin"
    near = [(at % (3 * 24 * HOUR) + clock(date(2024, 3, 30), zone), x, part) for at, x, part in found]  # on a few days
    text = agreement(
        LOSS
        + "Counted means every loss; only where part is one of (a, b).\n"
        + f"remedy Credit of each Counted each month: pays sum; at most {daily} each day;\n"
        + ("    at most 120.00 EUR each month;" if monthly else "")
        + "    without a claim.",
        zone,
    )
    lines = run(text, [fee("2024-03", 155000), fee("2024-04", 60000), *sent(near)], ("2024-03", "2024-04"))
    for month in months("2024-03", "2024-04"):
        limit = Fraction(50) if "EUR" in daily else Fraction(1550 if month[0].month == 3 else 600) / (month[1] - month[0]).days
        inside = [(day_of(at, zone), x) for at, x, part in near if part != "c" and month[0] <= day_of(at, zone) < month[1]]
        a_day = {d: Fraction(sum(x for e, x in inside if e == d), 100) for d, _ in inside}
        left = sum((min(x, limit) for x in a_day.values()), Fraction(0))
        left = min(left, Fraction(120)) if monthly else left
        line = one([x for x in lines if "item" not in x], "remedy", "Credit", naive.name(month))
        assert Fraction(line["earned"]) == sum(a_day.values())
        assert Fraction(line["awarded"]) == cents(left)
    items = {x["item"]: Fraction(x["earned"]) for x in lines if x["line"] == "remedy" and "item" in x}
    assert items == {f"L{n}": Fraction(x, 100) for n, (_, x, part) in enumerate(near) if part != "c"}


# ---------------------------------------------------------------- the least, expiry, shares, earn-back
@given(
    found=losses(), inclusive=st.booleans(), least=st.sampled_from([Fraction(1), Fraction("33.33"), Fraction(100)]), mode=MODES
)
@settings(max_examples=40)
def test_the_least_that_is_paid(found: list[tuple[int, int, str]], inclusive: bool, least: Fraction, mode: str) -> None:
    found = [*found, (clock(date(2024, 2, 29), "UTC"), int(least * 300) - 1, "a"), (clock(date(2024, 4, 1), "UTC"), 2, "a")]
    words = "at least" if inclusive else "more than"
    text = agreement(
        LOSS
        + "remedy Credit each month: pays total of (sum) for each loss of the month / 3;\n"
        + f"    at most 150.00 EUR each quarter; nothing unless {words} {float(least):.2f} EUR; without a claim.",
        "UTC",
        rounded=mode,
    )
    lines = run(text, sent(found), SHOWN)
    awarded: list[Fraction] = []
    for n, month in enumerate(MONTHS):
        before = sum((x for k, x in enumerate(awarded) if same_span("each quarter", month, MONTHS[k], n - k)), Fraction(0))
        would = cents(min(lost(found, month) / 3, max(Fraction(0), 150 - before)), mode)
        enough = would >= least if inclusive else would > least
        awarded.append(would if enough else Fraction(0))
        line = one(lines, "remedy", "Credit", naive.name(month))
        assert ("below_minimum" in line["reasons"]) == (would > 0 and not enough)
    assert paid(lines, "Credit") == named(MONTHS, awarded)


WEIGHTS = st.lists(st.one_of(st.integers(0, 7).map(str), st.sampled_from(["0.1", "33.3", "1e3"])), min_size=1, max_size=7)


@given(cents_=st.integers(0, 10**6), weights=WEIGHTS, order=st.randoms(use_true_random=False), yen=st.booleans())
@settings(max_examples=60)
def test_division_among_beneficiaries(cents_: int, weights: list[str], order: random.Random, yen: bool) -> None:
    currency, step = ("JPY", Fraction(1)) if yen else ("EUR", Fraction(1, 100))
    amount = cents_ * step
    text = agreement(
        "event loss: at instant; sum money.\n"
        "remedy Credit each month: pays total of (sum) for each loss of the month; no cap; without a claim;\n"
        "    divided among every beneficiary by share.",
        currency=currency,
    )
    who = [f"B{n}" for n in range(len(weights))]
    events: list[Event] = [{"event": "beneficiary", "id": b, "share": w} for b, w in zip(who, weights, strict=True)]
    events.append({"event": "loss", "at": "2024-02-29T00:00:00Z", "sum": str(cents_) if yen else f"{cents_ / 100:.2f}"})
    line = one(run(text, events, ("2024-02", "2024-02")), "remedy", "Credit")
    whole = sum(map(Fraction, weights), Fraction(0))
    if not whole or not cents_:
        assert not line.get("shares")
        return
    shares = {x["to"]: Fraction(x["amount"]) for x in line["shares"]}
    exact = {b: amount * Fraction(w) / whole for b, w in zip(who, weights, strict=True)}
    assert sum(shares.values()) == amount
    assert all((x / step).denominator == 1 for x in shares.values())
    assert all(abs(shares[b] - exact[b]) < step for b in who)
    # the cents that are left go to the largest remainders
    down = {b: exact[b] // step * step for b in who}
    more = {b for b in who if shares[b] > down[b]}
    assert all(exact[b] - down[b] >= exact[o] - down[o] for b in more for o in who if o not in more)
    order.shuffle(events)
    assert one(run(text, events, ("2024-02", "2024-02")), "remedy", "Credit") == line


@given(found=losses(most=10), good=st.integers(0, 24))
@settings(max_examples=30)
def test_what_is_earned_back_is_what_was_awarded(found: list[tuple[int, int, str]], good: int) -> None:
    text = agreement(
        LOSS
        + "remedy Credit each month: pays total of (sum) for each loss of the month;\n"
        + "    at most 60.00 EUR each month; without a claim.\n"
        + "measure Losses each calendar year: number of every loss.\n"
        + "remedy Earn Back each calendar year:\n"
        + f"    when Losses is at most {good}; pays total of (awarded of Credit) for each month of the calendar year;\n"
        + "    no cap; without a claim; owed by the customer.\n"
        + "remedy Twice each quarter: pays 2 * total of (awarded of Credit) for each month of the quarter;\n"
        + "    no cap; without a claim.",
    )
    lines = run(text, sent(found), ("2023-01", "2024-12"))
    credits = paid(lines, "Credit")
    for year in ("2023", "2024"):
        line = one(lines, "remedy", "Earn Back", year)
        inside = sum(f"{day_of(at, 'UTC'):%Y}" == year for at, _, _ in found)
        owed = sum((x for m, x in credits.items() if m.startswith(year)), Fraction(0))
        assert Fraction(line["awarded"]) == (owed if inside <= good else 0)
        assert line["owed_by"] == "customer"
        for q in range(4):
            three = sum((credits.get(f"{year}-{q * 3 + k:02d}", Fraction(0)) for k in (1, 2, 3)), Fraction(0))
            assert paid(lines, "Twice")[f"{year}-Q{q + 1}"] == 2 * three


@given(found=losses(most=10), first=st.integers(0, 15), last=st.integers(0, 15))
@settings(max_examples=30)
def test_a_total_adds_what_is_shown_and_hidden_months_use_caps(
    found: list[tuple[int, int, str]], first: int, last: int
) -> None:
    first, last = min(first, last), max(first, last)
    text = agreement(
        LOSS
        + "remedy Credit each month: pays total of (sum) for each loss of the month; at most 200.00 EUR each calendar year;\n"
        + "    without a claim.\n"
        + "measure Awarded each month: awarded of Credit / 1.00 EUR.\n"
        + "total All: total of (awarded of Credit) for each month.",
    )
    lines = run(text, sent(found), (naive.name(MONTHS[first]), naive.name(MONTHS[last])))
    awarded = ledger([lost(found, m) for m in MONTHS], MONTHS, [("each calendar year", Fraction(200))], "half up")
    shown = MONTHS[first : last + 1]
    assert measured(lines, "Awarded") == named(shown, awarded[first : last + 1])
    assert Fraction(one(lines, "total", "All")["value"]) == sum(awarded[first : last + 1], Fraction(0))
