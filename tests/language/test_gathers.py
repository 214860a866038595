"""What newcomers wrote for periods, stretches of time, steps and parameters, and the way out that `check` shows them."""

from __future__ import annotations

import pytest
from inline import UPTIME, compiled

WRITTEN = [
    ("measure Bad [1] each month: number of (Uptime is breached) for each month in the last 3 months.", "`of`"),
    ("remedy Credit [1] each month: pays 1 EUR; at most 2 EUR in any 12 months; without a claim.", "`each 12 months`"),
    ("Bad Minutes [1] means every minute where (number of every check is more than 5).", "`every 1 minute where (...)`"),
    (
        "guarantee Reply [1] of each ticket: from opened until responded; within 1 hour; paused during every pause where x.",
        "`Waiting means every pause; only where reason is customer`",
    ),
    ("measure Blocks [1] each month in minutes: time of Down rounded up to 30 minutes.", "`to multiples of 15 minutes`"),
    ("given Target [1]: 99.9%.", "`percentage, else 99.9%`"),
    ("right Leave [1] each month: when Uptime is breached; exercised by letter.", "`event letter [...]: at instant`"),
]


@pytest.mark.parametrize(("clause", "shown"), WRITTEN)
def test_the_help_says_what_to_write(clause: str, shown: str) -> None:
    errors = compiled(UPTIME + clause).sink.errors
    assert len(errors) == 1, "\n\n".join(d.to_text() for d in errors)
    assert shown in (errors[0].help or ""), errors[0].to_text()
