"""The manual's table "your agreement says, you write": what stands on the right is right in a whole contract, unit for unit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from inline import HEADER, compiled

MANUAL = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
# What a cell may speak of; a cell that defines one of these stands for it.
TERMS = {
    "Business Days": "Business Days [1] means Monday to Friday.",
    "Business Hours": "Business Hours [1] means 09:00 to 17:00 on Business Days.",
    "Customer Causes": "causes Customer Causes [1]: customer_order.",
    "Interruption": "Interruption [1] means every outage.",
    "Arrears": "Arrears [1] means every arrears.",
    "Late Tickets": "Late Tickets [1] means every ticket; only where Response Time is breached.",
    "Response Time": "guarantee Response Time [1] of each ticket: from opened until responded; within 1 hour.",
    "Scheduled Maintenance": "window Scheduled Maintenance [1]: covers maintenance.",
    "Downtime": "measure Downtime [1] each month in minutes: time of Interruption.",
    "Downtime Share": "measure Downtime Share [1] each month: Downtime / time of the month.",
    "Availability": "measure Availability [1] each month: (time of the month - Downtime) / time of the month.",
    "Promise": "guarantee Availability [1] each month: Availability is at least 99.5%.",
    "Incidents": "measure Incidents [1] each month: number of Interruption.",
    "Unit": "unit credit.",
}
# Where a cell may stand.
FRAMES = (
    "{}",
    "Thing [1] means every outage; {}.",
    "Thing of each ticket [1] means priority; high when incident [6.3]; {}.",
    "guarantee Thing [1] each month: {}.",
    "guarantee Thing [1] of each ticket: from opened until responded; within 1 day; {}.",
    "guarantee Thing [1] of each ticket: from opened until responded; {}.",
    "window Thing [1]: covers maintenance; {}.",
    "window Thing [1]: covers maintenance where kind is emergency; {}.",
    "claim Thing [1] each month: no deadline; {}.",
    "claim Thing [1] each month: {}.",
    "remedy Thing [1] each month: {}; no cap; without a claim.",
    "remedy Thing [1] each month: pays 10% of amount of fee; {}; without a claim.",
    "remedy Thing [1] each month: pays 10% of amount of fee; no cap; {}.",
    "remedy Thing [1] each month in credits: pays 1 credit * Incidents; {}; without a claim.",
    "measure Thing [1] each month: {}.",
    "measure Thing [1] each month in hours: {}.",
    "remedy Thing [1] each month: pays tiers of Availability: | below 99% | 1 EUR | {}; no cap; without a claim.",
)


def cells() -> list[str]:
    """The right column of the table."""
    table = MANUAL[MANUAL.index("## Your agreement says") :]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| your")]
    found = [re.fullmatch(r"\| .* \| `(.*)` \|", row) for row in rows]
    assert all(found), "a row of the table holds something behind what is to be written"
    return [m[1].replace("\\|", "|") for m in found if m]


def wrong(cell: str, frame: str) -> list[str]:
    """What is found in a contract with the cell in this place, but for what its brevity leaves unsaid."""
    contract = "\n".join(text for name, text in TERMS.items() if not cell.startswith(f"{name} means"))
    header = HEADER
    if frame == "header":
        name = re.match(r"(?:time zone|currency|version) ", cell)
        if name is None:
            return ["this is no line of a header"]
        line = rf"(?<=[;:])\s*{name[0]}[^;.]*;"
        header = re.sub(line, "", HEADER, count=1).replace('provider "Provider";', f'provider "Provider"; {cell};')
        frame = ""
    found = compiled(contract + "\n" + frame.format(cell), header).sink
    return [d.to_text() for d in found if d.severity == "error"]


@pytest.mark.parametrize("cell", cells())
def test_what_the_manual_tells_to_write_compiles(cell: str) -> None:
    said = []
    for frame in ("header", *FRAMES):
        errors = wrong(cell, frame)
        if not errors:
            return
        said += errors
    pytest.fail("\n\n".join(said))
