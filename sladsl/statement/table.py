"""In: a statement's mapping. Out: its lines as CSV: one row a line, the same columns for every contract and run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

# the interface's keys in its order; what a contract shows beside them (`showing ...`) is in `more`, as a JSON object
COLUMNS = (
    "line", "name", "clause", "subscription", "period", "service", "item", "verdict", "value", "unit", "display", "target",
    "due", "deadline", "valid", "earned", "awarded", "status", "reasons", "flags", "pay_in", "party", "text", "priority",
    "counted", "account", "expires", "shares", "owed_by", "more",
)  # fmt: skip


def csv_text(statement: Mapping[str, Any]) -> str:
    """The lines as CSV with a header; lists and mappings are JSON text, what is absent is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for line in statement["lines"]:
        row = {k: _cell(v) for k, v in line.items() if k in COLUMNS}
        more = {k: v for k, v in line.items() if k not in COLUMNS}
        if more:
            row["more"] = _cell(more)
        writer.writerow(row)
    return out.getvalue()


def _cell(x: Any) -> str:
    if x is None or isinstance(x, str):
        return x or ""
    return json.dumps(x, ensure_ascii=False)
