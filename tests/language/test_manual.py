"""The manual's tables "your agreement says, you write": what stands on the right is right in a whole contract."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from inline import HEADER as INLINE
from inline import compiled

PAGE = Path(__file__).parents[2] / "docs" / "manual" / "your-agreement-says.md"
HEADER = INLINE.replace('provider "Provider";', 'provider "Provider"; in force from 2025-01-01 until 2026-01-01;')
# What a cell may speak of; a cell that defines one of these stands for it.
TERMS = {
    "Business Days": "Business Days [1] means Monday to Friday.",
    "Business Hours": "Business Hours [1] means 09:00 to 17:00 on Business Days.",
    "Customer Causes": "causes Customer Causes [1]: customer_order.",
    "Target Uptime": "given Target Uptime [1]: percentage.",
    "Response Limit": "given Response Limit [1]: time.",
    "traffic": "event traffic [1]: at instant; requests whole; errors whole.",
    "probe": "event probe [1]: at instant; latency number; loss number.",
    "error_log": "event error_log [1]: at instant.",
    "update": "event update [1]: at instant; ticket text.",
    "sample": "event sample [1]: at instant; celsius number.",
    "Interruption": "Interruption [1] means every outage.",
    "Feeds": "Feed A [1] means every outage; only where service is a. Feed B [1] means every outage; only where service is b.",
    "Error Rate": "Error Rate [1] means number of every error_log / number of every check; 0% when number of every check is 0.",
    "Arrears": "Arrears [1] means every arrears.",
    "Waiting": "Waiting [1] means every pause; only where reason is no_answer.",
    "Late Tickets": "Late Tickets [1] means every ticket; only where Response Time is breached.",
    "Response Time": "guarantee Response Time [1] of each ticket: from opened until responded; within 1 hour.",
    "Resolution Time": "guarantee Resolution Time [1] of each ticket: from opened until resolved; within 16 hours.",
    "Scheduled Maintenance": "window Scheduled Maintenance [1]: covers maintenance.",
    "Downtime": "measure Downtime [1] each month in minutes: time of Interruption.",
    "Downtime Share": "measure Downtime Share [1] each month: Downtime / time of the month.",
    "Availability": "measure Availability [1] each month: (time of the month - Downtime) / time of the month.",
    "Origin": "measure Origin Availability [1] each month: 100% - Downtime Share.",
    "Growth": "measure Demand Growth [1] each month: 10%.",
    "Service Level": "measure Service Level [1] each month for each service: 100% - time of Interruption / time of the month.",
    "Promise": "guarantee Availability [1] each month: Availability is at least 99.5%.",
    "Incidents": "measure Incidents [1] each month: number of Interruption.",
    "In Time": "measure In Time [1] each month: 95%.",
    "Other Claim": "claim Other Claim [1] each month: no deadline.",
    "Day Credit": "Day Credit [1] means 1 EUR.",
    "Other Credit": "remedy Other Credit [1] each month: pays 1 EUR; no cap; without a claim.",
    "Unit": "unit credit.",
}
# Where a cell may stand.
FRAMES = (
    "{}",
    "Thing [1] means every outage; {}.",
    "Thing of each ticket [1] means priority; high when incident [6.3]; {}.",
    "Thing of each ticket [1] means priority; {}.",
    "guarantee Thing [1] each month: {}.",
    "guarantee Thing [1] each month: Availability is at least 99.5%; {}.",
    "guarantee Thing [1] of each ticket: from opened until responded; within 1 day; {}.",
    "guarantee Thing [1] of each ticket: from opened until responded; within 1 hour; {}.",
    "guarantee Thing [1] of each ticket: from opened until responded; {}.",
    "guarantee Thing [1] of each ticket: {}.",
    "window Thing [1]: covers maintenance; {}.",
    "window Thing [1]: covers maintenance where kind is emergency; {}.",
    "claim Thing [1] each month: no deadline; {}.",
    "claim Thing [1] of each Interruption: filed within 5 days after end of it; {}.",
    "claim Thing [1] each month: {}.",
    "remedy Thing [1] each month: {}; no cap; without a claim.",
    "remedy Thing [1] each month: pays 10% of amount of fee; {}; without a claim.",
    "remedy Thing [1] each month: pays 10% of amount of fee; no cap; {}.",
    "remedy Thing [1] each month: pays 10% of amount of fee; no cap; without a claim; {}.",
    "remedy Thing [1] each month for each service: pays 10% of amount of fee; no cap; without a claim; {}.",
    "remedy Thing [1] each month in credits: pays 1 credit * Incidents; {}; without a claim.",
    "remedy Thing [1] each month in credits: {}; no cap; without a claim.",
    "right Thing [1] each month: {}; exercised by termination.",
    "right Thing [1] each month: when Availability is breached; {}.",
    "measure Thing [1] each month: {}.",
    "measure Thing [1] each month: 1; {}.",
    "measure Thing [1] each month in hours: {}.",
    "remedy Thing [1] each month: pays tiers of Availability: | below 99% | 1 EUR | {}; no cap; without a claim.",
)
HEADER_LINES = re.compile(r"(?:time zone|currency|version|in force|period|billing cycles|fees of) ")


def cells() -> list[str]:
    """The right column of the tables."""
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| (?!your agreement says)", line)]
    found = [re.fullmatch(r"\| .* \| `([^`]*)` \|", row) for row in rows]
    assert all(found), "a row of a table holds something behind what is to be written"
    return [m[1].replace("\\|", "|") for m in found if m]


def says_twice(cell: str, frame: str) -> bool:
    """Whether a frame already has the limb that the cell is, which would say nothing about the cell."""
    return cell.split()[0] in ("pays", "when", "filed", "from", "claimed", "exercised") and f" {cell.split()[0]} " in frame


def wrong(cell: str, frame: str) -> list[str]:
    """What is found in a contract with the cell in this place, but for what its brevity leaves unsaid."""
    contract = "\n".join(text for name, text in TERMS.items() if not cell.startswith(f"{name} means"))
    header = HEADER
    if frame == "header":
        name = HEADER_LINES.match(cell)
        if name is None:
            return ["this is no line of a header"]
        header = re.sub(rf"(?<=[;:])\s*{name[0]}[^;.]*;", "", HEADER, count=1)
        header = header.replace('provider "Provider";', f'provider "Provider"; {cell};')
        frame = ""
    found = compiled(contract + "\n" + frame.format(cell), header).sink
    return [d.to_text() for d in found if d.severity == "error"]


def test_the_tables_have_their_rows() -> None:
    assert len(cells()) >= 90
    assert len(set(cells())) == len(cells())


@pytest.mark.parametrize("cell", cells())
def test_what_the_manual_tells_to_write_compiles(cell: str) -> None:
    said = []
    for frame in ("header", *(f for f in FRAMES if not says_twice(cell, f))):
        errors = wrong(cell, frame)
        if not errors:
            return
        said += errors
    pytest.fail("\n\n".join(dict.fromkeys(said)))
