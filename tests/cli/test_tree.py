"""`sladsl tree` shows the rules in words in which an analyst recognises her clauses."""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from pathlib import Path

import pytest
from click.testing import Result

import sladsl as face
from sladsl.api import compile as compile_text
from sladsl.cli.clauses import clause
from sladsl.rules import clauses as c
from sladsl.rules import values as v
from sladsl.rules.text import ADOPTED, Said, Words
from sladsl.rules.walk import walk
from sladsl.syntax.parser import keywords

from .conftest import FURYBIT, LAYERSTACK, ROOT, STELLAR

Run = Callable[..., Result]
CONTRACTS = sorted((ROOT / "contracts").glob("*.sla"))


def words_of(path: str, kind: type[c.Clause], name: str) -> list[str]:
    """A clause's lines, indented."""
    tree = face.load(path).tree
    (found,) = (x for x in tree.of(kind) if x.name == name)
    return lines(clause(found, Words(tree)))


def lines(said: Said, depth: int = 0) -> list[str]:
    """An outline as indented lines."""
    return ["  " * depth + said.text, *(line for below in said.below for line in lines(below, depth + 1))]


def test_a_guarantee_reads_as_in_the_contract() -> None:
    assert words_of(FURYBIT, c.Guarantee, "Availability") == [
        'guarantee Availability each month  [4.2, "99,5%"]',
        "  Availability is at least 99.5%",
    ]


def test_a_table_reads_row_by_row_and_the_adopted_reading_is_marked() -> None:
    said = words_of(STELLAR, c.Measure, "Credit Percentage")
    assert said[1:6] == [
        "  by reading boundary",
        "    lower_inclusive (adopted): tiers of Service Availability",
        "      at least 98% and below 99%: 5%",
        "      at least 97% and below 98%: 10%",
        "      at least 96% and below 97%: 15%",
    ]
    assert "    upper_inclusive: tiers of Service Availability" in said


def test_a_remedy_reads_with_its_whole_life() -> None:
    assert words_of(FURYBIT, c.Remedy, "Service Level Credit")[1:] == [
        "  when Availability is breached",
        "  pays Free Hours * Hourly Fee",
        "  no cap",
        "  claimed by Service Level Credit",
        "  paid in the month after the confirmation",
    ]


def test_a_set_reads_limb_by_limb() -> None:
    assert words_of(FURYBIT, c.Term, "Unavailable Time") == [
        'Unavailable Time means every outage  [2, "the customer cannot access the SaaS Service"]',
        "  only where in_scope",
        "  except where caused by Excluded Causes",
    ]


def test_numbers_have_the_units_that_they_are_computed_in() -> None:
    assert words_of(FURYBIT, c.Measure, "Total Monthly Minutes")[1] == "  1440 minutes * days of the month"
    assert words_of(LAYERSTACK, c.Remedy, "SLA Credit")[2] == "  pays Downtime Percentage * amount of fee * 2"
    said = words_of(str(ROOT / "contracts" / "we-aries.sla"), c.Total, "Free Services")
    assert said[1] == "  5 days per credit * Service Credits"


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda p: p.stem)
def test_every_clause_of_every_contract_has_words(path: Path) -> None:
    tree = face.load(path).tree
    words = Words(tree)
    for x in tree.clauses:
        said = "\n".join(lines(clause(x, words)))
        assert "object at" not in said
        assert "Fraction(" not in said
        assert "None" not in said


def test_clauses_stand_under_their_numbers_in_order(sladsl: Run) -> None:
    found = sladsl("tree", FURYBIT)
    assert found.exit_code == 0
    tops = [x[4:].strip() for x in found.stdout.splitlines() if x[:4] in ("├── ", "└── ")]
    assert tops[:3] == ["agreement", "preamble", "clause 1"]
    numbers = [t for t in tops if t.startswith("clause ")]
    assert numbers == [f"clause {n}" for n in ["1", "2", "3", "4.1", "4.2", "4.3", "4.4", "4.5", "5", "6.1", "6.2", "6.3"]]


def test_json_has_every_node_by_its_kind(sladsl: Run) -> None:
    found = json.loads(sladsl("tree", FURYBIT, "--format", "json").stdout)
    assert found["schema"] == "sladsl/tree/1"
    assert found["sections"][0] == {"node": "Section", "place": "2", "title": "Definitions", "before": 7}  # behind 7 readings
    assert found["frame"]["node"] == "Frame"
    (promise,) = (x for x in found["clauses"] if (x["node"], x["name"]) == ("Guarantee", "Availability"))
    compare = promise["rows"][0]["promise"]
    assert compare["node"] == "Compare"
    assert compare["op"] == ">="
    assert compare["a"] == {"node": "Ref", "name": "Availability"}
    percentage = {"node": "Dim", "powers": [], "name": "ratio"}
    assert compare["b"] == {"node": "Const", "value": "199/200", "dim": percentage}  # 99.5 %
    assert promise["place"]["file"] == FURYBIT


def test_a_contract_may_come_from_standard_input(sladsl: Run) -> None:
    found = sladsl("tree", "-", input=Path(FURYBIT).read_text(encoding="utf-8"))
    assert found.stdout == sladsl("tree", FURYBIT).stdout


# ---------------------------------------------------------------- the words mean the rule again
AROUND = """
agreement "Inline Agreement":
    provider "Provider"; time zone "UTC"; currency EUR; period calendar month; in force from 2025-01-01 until 2027-01-01;
    unmeasured time counts as available; open outages last until the evaluation; billing cycles begin on day 15;
    outages over a month end are divided at it; amounts are rounded half up once a month;
    fees of longer periods are spread by months.
section 1 "Terms".
unit credit.
reading sense [1]: one "a meaning"; two "another"; adopted one because "it is the first".
event traffic [1]: at instant; requests whole; errors whole.
event probe [1]: at instant; latency number.
event sample [1]: at instant; celsius number; good yes_or_no.
event update [1]: at instant; ticket text.
given Target [1]: percentage. given Floor [1]: percentage, else 98%. given Limit [1]: time.
given Grace [1]: days, else 5 days. given Plan [1]: word, else gold. given Ceiling [1]: money, else 10 EUR.
causes Our Causes [1]: power; software.
Business Days [1] means Monday to Friday; except on (January 1, December 25).
Business Hours [1] means 09:00 to 17:00 on Business Days.
Interruption [1] means every outage; only where in_scope.
"odd name" [1] means every outage; except where cause is power.
Urgent [1] means every ticket; only where priority is high.
Error Rate [1] means (total of errors for each traffic of the month) / 100.
window Maintenance [1]: covers maintenance; requires notified_at is at least 5 Business Days before start.
measure Downtime [1] each month in minutes: time of Interruption.
measure Uptime [1] each month: (time of the month - Downtime) / time of the month.
guarantee Uptime [1] each month: Uptime is at least 99.9%.
guarantee Response [1] of each ticket: from opened until responded; within 1 hour.
claim Credit [1] each month: filed within 5 days after end of the month.
claim Outage Credit [1] of each Interruption: no deadline.
remedy Credit [1] each month: pays 1 EUR; no cap; claimed by Credit.
remedy Points [1] each month in credits: pays 1 credit; no cap; without a claim.
right Leaving [1] each month: when Uptime is breached; exercised by termination.
"""
MEASURES = (
    # gathering
    "each quarter: largest of (time of Interruption / time of the month) for each month of the quarter else 0%",
    "each month: mean of (Error Rate) for each 5 minutes of the month where (Error Rate is more than 0%) else 0%",
    "each month: mean of (time of Interruption / time of the 1 hour) for each hour of the month else 0%",
    "each month in milliseconds: percentile 99.5% of (latency * 1 millisecond) for each probe of the month else 0 seconds",
    "each month: 1% * (total of (units of service) for each service) - share of (Response is met) for each ticket of the month",
    "each month: total of (number of every update naming it within (it)) for each ticket of the billing cycle so far",
    "each month: total of (smaller of (2 EUR, amount of fee)) for each day of the month",
    # windows that slide, and reaches
    "each month in hours: largest of (time of Interruption) for each 7 days ending in the month else 0 hours",
    "each month: largest of (time of Interruption / time of the 3 months) for each 3 months ending in the last 2 months",
    "each month: number of (Uptime is breached) for each month of the last 3 months since the last Credit",
    "each month: number of (Uptime is not met) for each month of the previous 3 months since the last Leaving",
    "each month in minutes: time of Interruption within (the last 2 calendar years, the agreement year so far)",
    "each month: number of Urgent within (the 30 days before end of the month, from start of the month until 2025-06-30)",
    "each month in hours: total of (time of Interruption within (the 720 hours before at)) for each claim of the month",
    # sets
    "each month in minutes: time of (every stretch of Interruption joined over gaps below 5 minutes)",
    "each month in minutes: time of (every run of 3 sample where (not good) until the next success, 08:00 to 12:00 on Monday)",
    "each month: number of (every 5 minutes where (number of every traffic is at most 3))",
    'each month: number of ("odd name", every outage)',
    'each month in hours: time of (08:00 to 12:00 in zone "Europe/Paris" on Saturday to Sunday, 00:00 to 24:00 on Monday)',
    # rounding and units
    "each month in hours: total of (length of it rounded up to multiples of 15 minutes) for each Interruption of the month",
    "each month in credits: 1 credit per 3 hours * (Downtime rounded down to the hour)",
    "each month in credits: 1 credit / 2 hours * Downtime + ((awarded of Points * 1.5) rounded up to the credit)",
    "each month: (number of every outage / 3) rounded half even to 2 decimals of a percentage",
    "each month: ((amount of fee / 7) rounded up to multiples of 5 EUR) - ((amount of fee / 7) rounded down to 0 decimals)",
    "each month in hours: total of ((resolved - opened) rounded up to the hour) for each ticket of the month",
    "each month: 10 EUR per hour * Downtime + Downtime / 1 hour * 1.0050 EUR + 33.3333333333% of amount of fee",
    "each month in minutes: 1440 minutes * days of the month - 0.5 hours + Limit",
    "each month: 1 - 2 - (3 - 4) * 5 * (6 * 7)",
    "each month: 10% of (number of every outage)",
    "each month: 10% * number of every outage",
    # parameters and tables
    "each month: tiers of Uptime: | at least Target | 0 EUR | | at least Floor and below Target | 10% of amount of fee |"
    " | otherwise | 5 EUR + 2% * amount of fee |",
    "each month: tiers of number of every outage: | at most 2 | 0 EUR | | otherwise | (1 EUR else 2 EUR) |",
    "each month: total of (tiers of length of it by cause: | | power | otherwise | | at most 4 hours | 1 EUR | 0 EUR |"
    " | more than 4 hours | 3 EUR | 5% of amount of fee |) for each Interruption of the month",
    "each month: total of (tiers of severity by severity: | | 1 | 2 | | at most 2 | 1 EUR | 2 EUR |"
    " | more than 2 | 3 EUR | 4 EUR |) for each ticket of the month",
    "each month: by reading sense (one: smaller of (Ceiling, 5% of amount of fee); two: (amount of fee else 1 EUR) + 2.5 EUR)",
    'each month: 5 EUR; 10 EUR when Uptime is below 99% [2.1]; 20 EUR when not Uptime is below 95% notwithstanding 2.1 ["Six"]',
    # conditions
    "each month: number of (opened is during Business Hours) for each ticket of the month"
    " where (opened + Grace is before resolved)",
    "each month: number of (it is not wholly during Business Hours) for each Interruption of the last 2 billing cycles",
    "each month: number of (notified_at is at least 24 hours in Business Hours before start) for each maintenance of the month",
    "each month: number of (notified_at is at least by reading sense (one: 4 elapsed Business Days; two: Grace) before start)"
    " for each maintenance of the month",
    "each month: number of (at is during the month or details include (start)) for each claim of the month",
    "each month: number of (priority is Plan or severity is one of (1, 2)) for each ticket of the month",
    "each month: number of (not (caused by Our Causes) and aware_at is not given) for each outage of the month",
    "each month: number of (Uptime is breached or Credit is claimed or Leaving is not exercised) for each month of the quarter"
    " so far",
)


def units(rule: object) -> list[object]:
    """What the numbers in a rule measure, one by one."""
    return [(node.value, node.dim) for node in walk(rule) if isinstance(node, v.Const)]


def assert_said_again(text: str, names: Container[str]) -> None:
    """Written back into its contract, what is said of a measure compiles to the same rule."""
    tree = compile_text(text).tree
    asked = [x for x in tree.of(c.Measure) if x.name in names]
    assert asked
    for n, x in enumerate(asked):
        said = Words(tree, x.unit).say(x.body).replace(ADOPTED, "")
        own = x.unit not in ("ratio", "count", "money", "minutes", "hours", "seconds", "milliseconds", "days")
        unit = "" if x.unit in ("ratio", "count", "money") else f" in {x.unit}{'s' * own}"
        each = " for each service" if x.per_service else ""
        text += f'\nmeasure Probe{n} ["x"] each {x.grid.word}{each}{unit}: {said}.\n'
    again = compile_text(text)
    assert not again.errors
    bodies = {x.name: x.body for x in again.tree.of(c.Measure)}
    for n, x in enumerate(asked):
        assert bodies[f"Probe{n}"] == x.body
        assert units(bodies[f"Probe{n}"]) == units(x.body)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda p: p.stem)
def test_the_words_of_a_measure_mean_the_measure_again(path: Path) -> None:
    assert_said_again(path.read_text(encoding="utf-8"), {x.name for x in face.load(path).tree.of(c.Measure)})


@pytest.mark.parametrize("measure", MEASURES)
def test_every_construct_has_words_that_mean_it_again(measure: str) -> None:
    text = AROUND + f"measure Asked [1] {measure}."
    assert not compile_text(text).errors
    assert_said_again(text, {"Asked"})


def test_any_word_of_an_event_is_said_as_a_word() -> None:
    """`cause is "given"` is not `cause is given`."""
    words = [word for word in keywords() if word.islower()]
    said = "; ".join(f'cause is "{word}"; cause is one of ("{word}", "x y")' for word in words)
    asked = f"measure Asked [1] each month: number of (any of ({said})) for each outage of the month."
    assert_said_again(AROUND + asked, {"Asked"})


def test_amounts_are_said_in_the_currency_in_which_they_are_written() -> None:
    text = AROUND.replace("currency EUR", "currency of the fee")
    assert_said_again(text + "measure Asked [1] each month: smaller of (amount of fee, 10 EUR).", {"Asked"})


# ---------------------------------------------------------------- limbs
# Each as it is said, but for the citation behind its name.
LIMBS = (
    "given Sure: yes_or_no, else yes.",
    "given Unsure: yes_or_no, else no.",
    "given Level: number, if any.",
    "given Since: date, else 2025-01-01.",
    "given Most: money, else 10.00 EUR.",
    'Odd Days means Saturday to Monday; except on (Sunday, June 30, holidays "US" category "public").',
    "Free Time means Interruption; except during Maintenance; only the first 30 minutes each month; together with every "
    "arrears; except the first Limit each billing cycle; only during Business Hours.",
    'Distinct means (every outage, "odd name"); once for each outage; only claimed by Outage Credit; dated start + 1 day.',
    "Reported means Interruption; starting at its first ticket where priority is high; except where caused by Our Causes.",
    "Rank of each ticket means low; high when incident  [6.3]; medium when channel is phone notwithstanding 6.3.",
    "window Works: covers maintenance where kind is scheduled; requires published, or flag secret; expects vendor_change, or "
    "flag own; only outside Business Hours, or flag daylight; only the first of each month; only the first 2 of each quarter, "
    "or flag many; only the first 8 hours each month, or flag quota; only the first 4 hours when kind is vendor, or flag long; "
    "never excluded.",
    "guarantee Resolution of each ticket: from later of (opened, info_complete_at) until resolved; within 4 hours in Business "
    "Hours when priority is high  [2.1]; within 5 Business Days ending at 17:00 when priority is low notwithstanding 2.1  "
    "[2.2]; within Limit; no limit when priority is none; no target when priority is other subject to 2.2; excused when "
    "caused by Our Causes.",
    "guarantee Paused of each ticket: from opened until resolved; within 4 hours in Business Hours; paused during every pause.",
    "guarantee Shown each month for each service: number of every outage is at most 2; showing Uptime.",
    "claim Each of each Interruption: filed within 2 whole months after end of it; with ticket opened by then; "
    "requires subject is given, or no_subject; otherwise forfeited.",
    "claim Open each month for each service: no deadline.",
    "claim Late each month: filed within 10 days after the month.",
    "remedy Delay each month: when Uptime is breached; pays 5.00 EUR; requires amount of fee is more than 0.00 EUR, or no_fee; "
    "at most 100% of amount of fee each month together with (Credit); at most Ceiling each agreement year; at most 10.00 EUR "
    "each 12 months; at most 5.00 EUR over the term; nothing unless more than 1.00 EUR; claimed by Credit; paid in the billing "
    "cycle after the claim; expires within 12 months after end of the month; divided among every beneficiary by share; "
    "owed by the customer.",
    "remedy Bonus of each Interruption each month: pays 5.00 EUR; no cap; nothing unless at least 1.00 EUR; without a claim; "
    "paid in the month after the period; expires at end of the month + 30 days.",
    "remedy Stars each quarter for each service in credits: pays 5 credits; at most 10 credits each quarter; without a claim.",
    "right Exit each month: when number of (Uptime is breached) for each month of the last 3 months is at least 2; "
    "exercised by termination within 30 days after the month.",
    "right Any Time each quarter: when amount of fee is more than 100.00 EUR; exercised by termination.",
)


@pytest.mark.parametrize("limbs", LIMBS, ids=lambda x: " ".join(x.split()[:2]))
def test_every_limb_is_said_in_the_words_of_the_language(limbs: str) -> None:
    compiled = compile_text(AROUND + limbs)
    assert not compiled.errors
    (head, *below) = lines(clause(compiled.tree.clauses[-1], Words(compiled.tree)))
    mark = "; " if " means " in head else ": "
    assert mark.join([head, "; ".join(x.strip() for x in below)] if below else [head]) + "." == limbs


def test_readings_within_limbs_are_said_value_by_value() -> None:
    text = """
    claim Chosen [1] each month: filed within by reading sense (one: 3 months; two: 10 days) after the month.
    remedy Capped [1] each month: pays 5 EUR; without a claim;
        at most 50 EUR each by reading sense (one: the term; two: calendar year).
    """
    tree = compile_text(AROUND + text).tree
    claim, remedy = (lines(clause(x, Words(tree))) for x in tree.clauses[-2:])
    assert claim[1:] == [
        "  filed",
        "    within by reading sense",
        "      one (adopted): 3 months",
        "      two: 10 days",
        "    after by reading sense",
        "      one (adopted): the month",
        "      two: the month",
    ]
    assert remedy[2:5] == [
        "  at most 50.00 EUR each by reading sense",
        "    one (adopted): the term",
        "    two: calendar year",
    ]


def test_a_date_in_the_rules_is_a_text_in_json(sladsl: Run) -> None:
    contract = 'agreement "A": provider "P"; in force from 2025-01-01 until 2026-01-01.'
    found = json.loads(sladsl("tree", "-", "--format", "json", input=contract).stdout)
    assert found["frame"]["force"][0] == {"node": "Midnight", "day": "2025-01-01"}


def test_days_and_tables_are_said_so_that_they_can_be_read() -> None:
    """A calendar of all days has its name where only a name will do; columns are told by words and bare numbers alone."""
    text = """
    All Days [1] means Monday to Sunday.
    "odd days" [1] means Saturday; except on January 1.
    guarantee Late [1] of each ticket: from opened until responded; within 5 All Days ending at 17:00.
    measure Lead [1] each month:
        number of (notified_at is at least 5 clear All Days before start) for each maintenance of the month.
    measure Nights [1] each month in hours: time of (08:00 to 09:00 on "odd days").
    measure Table [1] each month: tiers of Uptime: | at least 99% | 1 EUR | | below 99% | 2 EUR |;
        tiers of Uptime: | at least 99% | 3 EUR | | below 99% | 4 EUR | when time of Interruption is 5 minutes.
    """
    tree = compile_text(AROUND + text).tree
    late, lead, nights, table = (lines(clause(x, Words(tree))) for x in tree.clauses[-4:])
    assert late[2] == "  within 5 All Days ending at 17:00"
    assert "at least 5 clear All Days before start" in lead[1]
    assert nights[1] == '  time of (08:00 to 09:00 on "odd days")'
    assert table[1] == "  tiers of Uptime"
