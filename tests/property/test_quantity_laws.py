"""In: instants, periods, fractions as texts and numbers. Out: what is written is what is read; rounding is that of decimals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sladsl.base.instants import format_instant, parse_instant
from sladsl.base.periods import Period, add_months, month_of, next_month, parse_period
from sladsl.base.quantity import Mode, decimal_text, decimals_of, display, money_text, rounded

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/Los_Angeles",
    "America/St_Johns",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "Africa/Cairo",
]
INSTANTS = st.integers(parse_instant("1900-01-02T00:00:00Z"), parse_instant("2999-12-30T00:00:00Z"))


# ---------------------------------------------------------------- instants
@given(INSTANTS, st.sampled_from(ZONES))
@settings(max_examples=300)
def test_instants_round_trip(instant: int, zone: str) -> None:
    text = format_instant(instant, zone)
    assert parse_instant(text) == instant
    # RFC 3339 knows offsets of whole minutes only
    assert text[-6] in "+-"
    assert text[-3] == ":"


@given(INSTANTS, st.integers(-1439, 1439))
def test_an_offset_is_taken_off(instant: int, offset: int) -> None:
    local = EPOCH + timedelta(microseconds=instant) + timedelta(minutes=offset)
    assume(1900 <= local.year <= 2999)
    sign, size = ("-", -offset) if offset < 0 else ("+", offset)
    text = f"{local.replace(tzinfo=None).isoformat()}{sign}{size // 60:02d}:{size % 60:02d}"
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-10", "2025-06-10T08:00:00", "2025-06-10T08:00Z", "2025-06-10T24:00:00Z", "2025-02-29T00:00:00Z",
        "2025-06-10T08:00:60Z", "2025-06-10T08:00:00.0000001Z", "1899-12-31T23:59:59Z", "3000-01-01T00:00:00Z",
        "2025-06-10T08:00:00+24:00", "2025-06-10T08:00:00+00:60", "1749542400", "", "٢٠٢٥-06-10T08:00:00Z",
    ],
)  # fmt: skip
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_instant(text)


def test_nanoseconds_of_nothing_are_read() -> None:
    assert parse_instant("1970-01-01T00:00:00.000001000Z") == 1


# ---------------------------------------------------------------- periods
@given(st.dates(min_value=datetime(1900, 1, 1).date(), max_value=datetime(2999, 11, 30).date()))
def test_months_follow_each_other(day) -> None:  # type: ignore[no-untyped-def]
    month = month_of(day)
    assert month.first <= day < month.end
    assert month.days == (month.end - month.first).days
    assert next_month(month).first == month.end
    assert parse_period(month.name) == month
    assert add_months(month.first, 1) == month.end
    assert add_months(month.end, -1) == month.first


@given(st.integers(1900, 2998), st.integers(1, 4))
def test_quarters_and_years_are_their_months(year: int, quarter: int) -> None:
    found = parse_period(f"{year}-Q{quarter}")
    one, months = month_of(found.first), 0
    while one.first < found.end:
        one, months = next_month(one), months + 1
    assert months == 3
    assert one.first == found.end
    assert parse_period(str(year)) == Period(parse_period(f"{year}-Q1").first, parse_period(f"{year}-Q4").end)
    for period in (found, parse_period(str(year))):
        assert parse_period(period.name) == period


@pytest.mark.parametrize(
    "text", ["2025-13", "2025-00", "2025-Q5", "2025-q1", "25-06", "2025-06-01", "2025-06-02/2025-06-02", "/", "", "9999-12"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_period(text)


# ---------------------------------------------------------------- rounding
MODES: dict[Mode, str] = {
    "down": ROUND_FLOOR,
    "up": ROUND_CEILING,
    "half up": ROUND_HALF_UP,
    "half even": ROUND_HALF_EVEN,
}
EXACT = Context(prec=60)


@given(st.integers(0, 10**15), st.integers(0, 6), st.integers(0, 4), st.sampled_from(list(MODES)))
@settings(max_examples=400)
def test_rounding_is_that_of_decimals(digits: int, scale: int, places: int, mode: Mode) -> None:
    value = Decimal(digits).scaleb(-scale)
    expected = value.quantize(Decimal(1).scaleb(-places), MODES[mode], EXACT)
    assert rounded(Fraction(value), Fraction(1, 10**places), mode) == Fraction(expected)


@given(st.fractions(), st.fractions(min_value=Fraction(1, 1000)), st.sampled_from(list(MODES)))
def test_rounding_moves_by_less_than_a_step(value: Fraction, step: Fraction, mode: Mode) -> None:
    found = rounded(value, step, mode)
    assert (found / step).denominator == 1
    assert abs(found - value) < step
    assert rounded(found, step, mode) == found
    if mode.startswith("half"):
        assert abs(found - value) * 2 <= step


@given(st.integers(0, 10**12), st.sampled_from([("JPY", 0), ("EUR", 2), ("KWD", 3), (None, 2), ("CLP", 0), ("TND", 3)]))
def test_money_has_its_currency_s_decimals(thousandths: int, currency: tuple[str | None, int]) -> None:
    name, places = currency
    value = Decimal(thousandths).scaleb(-4)
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
    assert decimals_of(name) == places
    assert money_text(Fraction(value), name) == f"{expected:f}"


@given(st.fractions(), st.integers(0, 8))
def test_display_is_close_and_short(value: Fraction, places: int) -> None:
    text = display(value, places)
    assert abs(Fraction(text) - value) * 2 <= Fraction(1, 10**places)
    assert not ("." in text and text.endswith(("0", ".")))
    assert Fraction(decimal_text(value, places)) == Fraction(text)
