"""The twelve laws of the language, each with what it permits and what it refuses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from inline import BUSINESS_DAYS, HEADER, UPTIME, codes, compiled, findings, only

from sladsl.base.quantity import MONEY
from sladsl.rules import clauses as c
from sladsl.rules import values as v


def test_what_the_other_tests_add_to_is_without_a_finding() -> None:
    assert findings(UPTIME) == []


# ---------------------------------------------------------------- 1. one spelling for one idea
@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("Uptime is not less than 99.9%", "at least"),
        ("Uptime >= 99.9%", "is at least"),
        ("Uptime shall be at least 99.9%", "is"),
        ("Uptime exceeds 99.9%", "is more than"),
        ("Uptime is greater than 99.9%", "more than"),
    ],
)
def test_1_a_synonym_is_refused_and_the_one_spelling_named(written: str, instead: str) -> None:
    found = only(UPTIME.replace("Uptime is at least 99.9%", written))
    assert found.help == f"write `{instead}`"


def test_1_the_words_of_the_language_have_no_capitals() -> None:
    found = only(UPTIME.replace("guarantee Uptime", "Guarantee Uptime"))
    assert (found.code, found.help) == ("SLA012", "write `guarantee`")


# ---------------------------------------------------------------- 2. defined terms look like defined terms
def test_2_an_undefined_term_is_said_with_the_nearest_one() -> None:
    found = only(UPTIME.replace("time of Down.", "time of Dwon."))
    assert (found.code, found.message) == ("SLA101", "`Dwon` is not defined")
    assert found.help == "did you mean `Down`?"


def test_2_an_unused_term_is_a_warning() -> None:
    found = only(UPTIME + "Idle Time [1] means every session.")
    assert (found.code, found.severity, found.message) == ("SLA104", "warning", "the term `Idle Time` is never used")


def test_2_a_term_defined_twice_shows_both_places() -> None:
    found = only(UPTIME + "Down [1] means every session.")
    assert found.code == "SLA102"
    assert found.place is not None
    assert [(phrase, place.line) for phrase, place in found.related] == [("it was first defined here", 6)]


def test_2_a_term_of_another_shape_is_quoted_and_may_span_lines() -> None:
    quoted = UPTIME.replace("Down ", '"time the T-M-D counts" ').replace("of Down.", 'of "time the\n    T-M-D  counts".')
    assert findings(quoted) == []


def test_2_a_term_in_small_letters_is_recognised() -> None:
    assert only(UPTIME.replace("time of Down.", "time of down.")).help == "defined terms are written with capitals: `Down`"


# ---------------------------------------------------------------- 3. layout is cosmetic
@pytest.mark.parametrize(
    ("plain", "pasted"),
    [
        (" ", "\t"),
        ("\n", "\r\n"),
        (" ", "\u00a0"),
        ('"', "\N{LEFT DOUBLE QUOTATION MARK}"),
        (" - ", " \N{EN DASH} "),
        (" - ", " \N{EM DASH} "),
        ("; ", ";\n\n\n"),
        (". ", '.\n# a remark with an odd " and a full stop.\n'),
        (" means ", "\n  means\n"),
    ],
)
def test_3_what_a_word_processor_writes_is_understood(plain: str, pasted: str) -> None:
    whole = HEADER + UPTIME
    assert plain in whole or plain == ". "
    assert findings(whole.replace(plain, pasted), header="") == []


def test_3_a_byte_order_mark_is_understood() -> None:
    assert findings("\ufeff" + HEADER + UPTIME, header="") == []


def test_3_one_broken_clause_costs_one_diagnostic_and_leaves_the_rest_standing() -> None:
    broken = UPTIME.replace("(time of the month - Downtime)", "(time of the month Downtime)")
    found = compiled(broken)
    assert [d.code for d in found.sink] == ["SLA005"]
    assert [x.name for x in found.tree.clauses] == ["Down", "Downtime", "Uptime"]


def test_3_two_broken_clauses_cost_two_diagnostics() -> None:
    broken = UPTIME.replace("every outage; only", "every outage only").replace("at least 99.9%", "at least 99,9%")
    assert codes(broken) == ["SLA011", "SLA008"]


def test_3_a_forgotten_full_stop_costs_one_diagnostic_and_no_clause() -> None:
    found = compiled(UPTIME.replace("time of Down.", "time of Down"))
    assert [(d.code, d.place and d.place.line) for d in found.sink] == [("SLA004", 7)]
    assert [x.name for x in found.tree.clauses] == ["Down", "Downtime", "Uptime", "Uptime"]


def test_3_what_a_broken_clause_defines_is_not_called_undefined() -> None:
    broken = UPTIME.replace("Down [1] means every outage; only where", "Down [1] means every outage; only")
    assert codes(broken) == ["SLA014"]


# ---------------------------------------------------------------- 4. every clause says where it comes from
def test_4_a_clause_bears_its_number_and_its_words() -> None:
    tree = compiled('Down [4.2, "unable to access"] [5] means every outage.\n').tree
    assert tree.clauses[0].clause == "4.2"
    assert tree.clauses[0].cites == (c.Cite("4.2", ("unable to access",)), c.Cite("5"))


def test_4_a_heading_stands_where_there_is_no_number() -> None:
    assert compiled('Down ["Service Failure", "no access"] means every outage.\n').tree.clauses[0].clause == "Service Failure"


def test_4_a_clause_without_its_source_is_a_warning() -> None:
    found = only(UPTIME.replace("guarantee Uptime [1]", "guarantee Uptime"))
    assert (found.code, found.severity) == ("SLA509", "warning")


# ---------------------------------------------------------------- 5. units and currencies are types
@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("1 hour + 5%", "a length of time plus a percentage means nothing"),
        ("1 hour - 1", "a length of time less a bare number means nothing"),
        ("1 month + 30 days", "months plus days means nothing"),
        ("10 EUR + 1 hour", "money plus a length of time means nothing"),
    ],
)
def test_5_what_has_unlike_units_cannot_be_added(expression: str, message: str) -> None:
    found = only(UPTIME + f"measure Sum [1] each month in hours: {expression}.")
    assert (found.code, found.message) == ("SLA203", message)


def test_5_a_bare_number_beside_a_percentage_is_a_mistake() -> None:
    found = only(UPTIME.replace("99.9%", "99.9"))
    assert (found.code, found.message) == ("SLA203", "a percentage and a bare number stand side by side")
    assert found.help == "a bare number has no unit: write `99.9%`"


def test_5_a_percentage_of_money_is_money_and_a_percentage_alone_is_not() -> None:
    paid = UPTIME + "remedy Credit [1] each month: when Uptime is breached; pays {}; no cap; without a claim."
    assert findings(paid.format("10% of amount of fee")) == []
    assert only(paid.format("10%")).message == "a remedy pays money or units, and this is a percentage"
    remedy = compiled(paid.format("10% of amount of fee")).tree.of(c.Remedy)[0]
    assert isinstance(remedy, c.Remedy)
    assert remedy.dim == MONEY


def test_5_business_days_need_a_calendar() -> None:
    claim = "claim Credit [1] each month: filed within 5 {} after end of the month.\nremedy Credit [1] each month:"
    claim = UPTIME + claim + " when Uptime is breached; pays 1 EUR; no cap; claimed by Credit."
    assert findings(BUSINESS_DAYS + claim.format("Business Days")) == []
    assert only(claim.format("Business Days")).help == "define its days: `Business Days means Monday to Friday.`"
    assert only(claim.format("business days")).message == "`business days` is not said in the language"


def test_5_a_contract_has_one_currency() -> None:
    remedy = UPTIME + "remedy Credit [1] each month: when Uptime is breached; pays 10 {}; no cap; without a claim."
    assert findings(remedy.format("EUR")) == []
    assert only(remedy.format("USD")).message == "`USD` stands in a contract whose amounts are in `EUR`"


def test_5_a_months_days_and_a_length_of_time_are_different_things() -> None:
    found = only(UPTIME.replace("time of the month - Downtime", "days of the month - Downtime"))
    assert found.message == "a bare number less a length of time means nothing"


# ---------------------------------------------------------------- 6. exact to the verdict
def test_6_numbers_are_fractions() -> None:
    tree = compiled(UPTIME).tree
    promise = tree.of(c.Guarantee)[0].rows[0].promise  # type: ignore[attr-defined]
    assert promise == v.Compare(">=", v.Ref("Uptime"), v.Const(Fraction(999, 1000)))
    numbers = [n.value for clause in tree.clauses for n in _everything(clause) if isinstance(n, v.Const)]
    assert numbers
    assert not [n for n in numbers if isinstance(n, float)]


def test_6_rounding_stands_where_it_is_written() -> None:
    rounded = UPTIME.replace("(time of the month - Downtime)", "(time of the month - Downtime rounded down to the minute)")
    uptime = compiled(rounded).tree.of(c.Measure)[1]
    assert [n.step for n in _everything(uptime) if isinstance(n, v.Round)] == [Fraction(60_000_000)]
    assert not [n for n in _everything(compiled(UPTIME).tree.of(c.Measure)[1]) if isinstance(n, v.Round)]


def test_6_how_it_is_rounded_is_always_named() -> None:
    assert codes(UPTIME.replace("time of Down.", "time of Down rounded to the minute.")) == ["SLA014"]


# ---------------------------------------------------------------- 7. nothing silent
@pytest.mark.parametrize(
    ("left_out", "code", "what"),
    [
        ('time zone "UTC"; ', "SLA501", "the time zone; taken: UTC"),
        ("period calendar month;", "SLA502", "the period of measurement"),
        ("unmeasured time counts as available; ", "SLA503", "what time without a measurement counts as"),
        ("open outages last until the evaluation;", "SLA503", "what an outage without an end counts as"),
        ("outages over a month end are divided at it; ", "SLA503", "what an outage over the end of a month counts as"),
        ("currency EUR; ", "SLA504", "the currency"),
        ("; amounts are rounded half up once a month", "SLA504", "how amounts are rounded"),
    ],
)
def test_7_a_convention_the_header_leaves_out_is_a_warning(left_out: str, code: str, what: str) -> None:
    remedy = "remedy Credit [1] each month: when Uptime is breached; pays 10% of amount of fee; no cap; without a claim.\n"
    assert left_out in HEADER
    found = only(UPTIME + remedy, HEADER.replace(left_out, "", 1))
    assert (found.code, found.severity) == (code, "warning")
    assert what in found.message
    assert found.help is not None


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("remedy Credit [1] each month: when Uptime is breached; pays 1 EUR; no cap.", "SLA506"),
        ("remedy Credit [1] each month: when Uptime is breached; pays 1 EUR; without a claim.", "SLA507"),
        ("measure Share [1] each month: Downtime / time of the month in force.", None),
        ("measure Share [1] each month: time of the month / Downtime.", "SLA508"),
        ("measure Share [1] each month: time of the month / Downtime; 0% when Downtime is 0 minutes.", None),
    ],
)
def test_7_a_convention_a_clause_leaves_out_is_a_warning(clause: str, code: str | None) -> None:
    assert codes(UPTIME + clause) == ([code] if code else [])


def test_7_a_claim_says_until_when() -> None:
    claim = "claim Credit [1] each month: requires eligible of subscription, or not_eligible.\n"
    remedy = "remedy Credit [1] each month: when Uptime is breached; pays 1 EUR; no cap; claimed by Credit."
    assert codes(UPTIME + claim + remedy) == ["SLA505"]


# ---------------------------------------------------------------- 8. tiers are tables with worded bounds
TABLE = UPTIME + "remedy Credit [1] each month: when Uptime is breached; no cap; without a claim; pays tiers of Uptime:\n"


def test_8_a_whole_table_has_no_finding() -> None:
    assert findings(TABLE + "| below 99% | 20 EUR | | at least 99% and below 99.9% | 10 EUR |.") == []


def test_8_otherwise_is_whatever_no_other_row_holds_for() -> None:
    rows = "| below 98% | 20 EUR | | at least 99% and below 99.9% | 10 EUR | | otherwise | 5 EUR |"
    found = compiled(TABLE + rows + ".")
    assert not found.sink.errors
    remedy = found.tree.of(c.Remedy)[0]
    assert isinstance(remedy, c.Remedy)
    assert isinstance(remedy.pays, v.Tiers)
    bounds = [(t.low, t.low_in, t.high, t.high_in) for t in remedy.pays.rows if t.value == v.Const(Fraction(5))]
    low, high, rest = (v.Const(Fraction(n, 1000)) for n in (980, 990, 999))
    assert bounds == [(low, True, high, False), (rest, True, None, False)]
    assert codes(TABLE + "| at least 0% | 1 EUR | | below 0% | 2 EUR | | otherwise | 3 EUR |.") == ["SLA302"]
    assert codes(TABLE + "| below 99% | 1 EUR | | otherwise | 2 EUR | | otherwise | 3 EUR |.") == ["SLA302"]


@pytest.mark.parametrize(
    ("rows", "code", "message"),
    [
        ("| below 98% | 20 EUR | | at least 99% and below 99.9% | 10 EUR |", "SLA304", "at least 98% and below 99%"),
        ("| below 99% | 20 EUR | | more than 99% and below 99.9% | 10 EUR |", "SLA304", "no row holds for exactly 99%"),
        ("| at most 99% | 20 EUR | | at least 99% and below 99.9% | 10 EUR |", "SLA303", "two rows hold for exactly 99%"),
        ("| below 99.5% | 20 EUR | | at least 99% and below 99.9% | 10 EUR |", "SLA303", "at least 99% and below 99.5%"),
        ("| below 99.9% | 20 EUR | | at least 99% and below 98% | 10 EUR |", "SLA302", "no number lies in this row"),
        ("| below 99.5% | 20 EUR |", "SLA305", "`Uptime` at least 99.5% and below 99.9% is a breach"),
        ("| at least 95% and below 99.9% | 20 EUR |", "SLA305", "`Uptime` below 95% is a breach"),
        ("| below 99.9 | 20 EUR |", "SLA203", "a bare number"),
        ("| below Uptime | 20 EUR |", "SLA301", "a bound of a table is a plain number"),
        ("| below 99.9% | 20% |", "SLA211", "a remedy pays money or units"),
    ],
)
def test_8_a_faulty_table_is_refused(rows: str, code: str, message: str) -> None:
    found = only(TABLE + rows + ".")
    assert found.code == code
    assert message in found.message


# ---------------------------------------------------------------- 9. exceptions are first-class
PRIORITY = """\
Rank of each ticket [1] means 1; {}.
guarantee Response Time [1] of each ticket:
    from opened until responded; within 4 hours when Rank is 1; no target when Rank is 2.
"""


def test_9_an_exception_names_the_clause_that_it_overrides() -> None:
    assert findings(PRIORITY.format("2 when channel is email [4.5]; 1 when incident notwithstanding 4.5")) == []
    assert findings(PRIORITY.format("2 when channel is email [4.5]; 1 when incident subject to 4.5")) == []


def test_9_a_clause_that_no_limb_comes_from_cannot_be_overridden() -> None:
    found = only(PRIORITY.format("2 when channel is email [4.5]; 1 when incident notwithstanding 4.6"))
    assert (found.code, found.message) == ("SLA401", "nothing in this contract comes from clause `4.6`")
    assert found.help == "correct the number, or leave out `notwithstanding 4.6`"
    elsewhere = "Far [4.6] means every outage.\nmeasure Far Time [1] each month in hours: time of Far.\n"
    found = only(elsewhere + PRIORITY.format("2 when channel is email [4.5]; 1 when incident notwithstanding 4.6"))
    assert (found.code, found.message) == ("SLA401", "no limb here comes from clause `4.6`")
    assert found.help == "cite that clause at the limb that it stands in"


def test_9_two_limbs_cannot_outrank_each_other() -> None:
    limbs = "2 when channel is email notwithstanding 5 [4]; 1 when incident notwithstanding 4 [5]"
    assert set(codes(PRIORITY.format(limbs))) == {"SLA402"}


def test_9_and_does_not_mix_with_or() -> None:
    found = only(UPTIME.replace("only where in_scope", "only where in_scope or primary and in_scope"))
    assert (found.code, found.message) == ("SLA006", "`and` stands beside `or`, and which binds first is not said")
    assert findings(UPTIME.replace("only where in_scope", "only where in_scope or (primary and in_scope)")) == []
    assert findings(UPTIME.replace("only where in_scope", "only where any of (in_scope; primary and in_scope)")) == []


@pytest.mark.parametrize("limb", ["except during every maintenance", "except where in_scope", "only during every maintenance"])
def test_9_exceptions_of_times_are_limbs(limb: str) -> None:
    assert findings(UPTIME.replace("only where in_scope", f"only where in_scope; {limb}")) == []


def test_9_an_exception_without_where_is_said_how_to_write() -> None:
    causes = "causes Excluded Causes [1]: force_majeure; customer_act.\n"
    found = only(causes + UPTIME.replace("only where in_scope", "except caused by Excluded Causes"))
    assert found.help is not None
    assert found.help.startswith("write `except where ...` for a condition, `except during ...` for times")
    assert findings(causes + UPTIME.replace("only where in_scope", "except where caused by Excluded Causes")) == []


# ---------------------------------------------------------------- 10. readings
READING = (
    'reading rounding [1, "to the minute"]: exact "not rounded"; whole "rounded"; adopted exact because "so it is read".\n'
)


def by_reading(branches: str) -> str:
    """Downtime under the reading `rounding`."""
    return READING + UPTIME.replace("time of Down.", f"by reading rounding ({branches}).")


def test_10_every_value_of_a_reading_is_decided_once() -> None:
    assert findings(by_reading("exact: time of Down; whole: time of Down rounded down to the minute")) == []


@pytest.mark.parametrize(
    ("branches", "code", "message"),
    [
        ("exact: time of Down", "SLA108", "the value `whole` of the reading `rounding` is not decided here"),
        ("exact: time of Down; whle: time of Down", "SLA107", "the reading `rounding` has no value `whle`"),
        ("exact: time of Down; whole: time of Down; exact: time of Down", "SLA116", "the value `exact` stands here twice"),
        ("exact: time of Down; whole: 5%", "SLA203", "a length of time and a percentage stand side by side"),
    ],
)
def test_10_a_branch_that_is_missing_unknown_twice_or_of_another_kind(branches: str, code: str, message: str) -> None:
    found = only(by_reading(branches))
    assert (found.code, found.message) == (code, message)


def test_10_an_undeclared_reading() -> None:
    branches = "exact: time of Down; whole: time of Down"
    found = only(by_reading(branches).replace("by reading rounding", "by reading roundng"))
    assert (found.code, found.help) == ("SLA106", "did you mean `rounding`?")


def test_10_the_adopted_value_is_one_of_the_readings_and_has_a_reason() -> None:
    whole = by_reading("exact: time of Down; whole: time of Down")
    assert codes(whole.replace("adopted exact", "adopted exakt")) == ["SLA107"]
    found = only(whole.replace(' because "so it is read"', ""))
    assert found.message == "it is not said why this reading was adopted"


def test_10_a_reading_that_decides_nothing_is_a_warning() -> None:
    found = only(READING + UPTIME)
    assert (found.code, found.severity, found.message) == ("SLA104", "warning", "the reading `rounding` changes nothing")


def test_10_a_reading_chooses_in_deadlines_sets_and_caps() -> None:
    chosen = "by reading rounding (exact: every outage; whole: no time)"
    assert findings(READING + UPTIME.replace("means every outage", f"means {chosen}")) == []
    assert findings(READING + UPTIME.replace("only where in_scope", f"except during {chosen}")) == []
    cap = "at most 5 EUR each by reading rounding (exact: calendar year; whole: 12 months)"
    assert findings(READING + TABLE.replace("no cap", cap) + "| below 99.9% | 10 EUR |.") == []


# ---------------------------------------------------------------- 11. a contract is not a program
def test_11_a_term_that_needs_itself_is_refused() -> None:
    found = only(UPTIME + "Ping [1] means Pong.\nPong [1] means Ping.\nmeasure Table [1] each month: Ping.")
    assert (found.code, found.message) == ("SLA103", "`Ping` is defined by itself: `Ping` -> `Pong` -> `Ping`")


@pytest.mark.parametrize(
    "circle",
    [
        "measure Credit [1] each month: 1%; 2% when Credit is breached.\n"
        "guarantee Credit [1] each month: Credit is at least 1%.",
        "measure Credit [1] each month: awarded of Credit / 1 EUR; 1% when Uptime is breached.\n"
        "remedy Credit [1] each month: pays 1 EUR * Credit; no cap; without a claim.",
        "Failure [1] means every outage; only claimed by Credit.\nclaim Credit [1] of each Failure: no deadline.",
    ],
)
def test_11_a_circle_through_a_guarantee_a_remedy_or_a_claim_is_refused(circle: str) -> None:
    assert "is defined by itself" in only(UPTIME + circle).message


def test_11_a_deep_clause_is_refused_in_words() -> None:
    for deep in ("(" * 5000 + "1" + ")" * 5000, "not " * 5000 + "always", "1 + " * 5000 + "1"):
        found = only(UPTIME + f"guarantee Deep [1] each month: {deep}.")
        assert found.code == "SLA003"


def test_11_a_long_chain_of_terms_is_refused_once() -> None:
    chain = "".join(f"Link A{i} [1] means Link A{i + 1} + 1 hour.\n" for i in range(1000))
    found = only(UPTIME + chain + "Link A1000 [1] means 1 hour.\nmeasure Chain [1] each month in hours: Link A0.")
    assert found.code == "SLA003"


def test_11_terms_that_double_do_not_double_the_time() -> None:
    doubling = "".join(f"Twice A{i} [1] means Twice A{i + 1} * Twice A{i + 1}.\n" for i in range(30))
    assert findings(UPTIME + doubling + "Twice A30 [1] means 2.\nmeasure Big [1] each month: 1 / Twice A0.") == []


def test_11_a_huge_contract_is_compiled() -> None:
    many = "".join(f"measure Copy A{i} [1] each month in minutes: time of Down.\n" for i in range(1000))
    assert findings(UPTIME + many) == []


def test_11_numbers_have_a_length() -> None:
    assert only(UPTIME.replace("99.9%", "9" * 5000 + "%")).code == "SLA207"
    assert only(UPTIME.replace("time of Down.", "time of Down rounded down to 999999999 decimals.")).code == "SLA207"


# ---------------------------------------------------------------- 12. everything has a reason
def test_12_every_rule_knows_its_clause_and_its_place() -> None:
    tree = compiled(TABLE + "| below 99.9% | 10 EUR |.").tree
    assert [(x.name, x.clause, x.place and x.place.line) for x in tree.clauses] == [
        ("Down", "1", 6),
        ("Downtime", "1", 7),
        ("Uptime", "1", 8),
        ("Uptime", "1", 9),
        ("Credit", "1", 10),
    ]


def test_12_a_reading_keeps_its_senses_and_its_reason() -> None:
    tree = compiled(by_reading("exact: time of Down; whole: time of Down rounded down to the minute")).tree
    reading = tree.readings[0]
    assert dict(reading.values) == {"exact": "not rounded", "whole": "rounded"}
    assert (reading.adopted, reading.because, reading.clause) == ("exact", "so it is read", "1")


def _everything(rule: object) -> list[object]:
    found, todo = [], [rule]
    while todo:
        node = todo.pop()
        found.append(node)
        if hasattr(node, "__attrs_attrs__"):
            todo += [getattr(node, a.name) for a in node.__attrs_attrs__]
        elif isinstance(node, tuple):
            todo += node
    return found
