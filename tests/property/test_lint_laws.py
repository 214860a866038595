"""Whatever can be said can be linted: nothing fails, each finding has its place, and a remark with a reason silences it."""

from __future__ import annotations

from hypothesis import given, settings

from sladsl.base.diagnostics import Diagnostic
from sladsl.lint.run import linted
from sladsl.lint.settings import Selection
from sladsl.lint.table import CODES

from .contracts import contracts


def found(text: str) -> tuple[Diagnostic, ...]:
    """Every finding in a contract."""
    return linted(text.encode(), "contract.sla", Selection())


@given(contracts())
@settings(max_examples=80)
def test_each_finding_has_a_code_of_lint_and_stands_in_the_text(text: str) -> None:
    lines = text.split("\n")
    told = found(text)
    for d in told:
        assert d.code in CODES
        assert d.place is not None
        assert d.place.text == lines[d.place.line - 1]
        assert d.help
    assert told == found(text)


@given(contracts())
@settings(max_examples=40)
def test_a_remark_above_its_line_silences_a_finding_and_no_other_clause(text: str) -> None:
    told = found(text)
    for d in [d for d in told if not d.code.startswith("SLA1")][:3]:
        assert d.place is not None
        lines = text.split("\n")
        lines.insert(d.place.line - 1, f"# sladsl: ignore {d.code} because the agreement says so")
        again = found("\n".join(lines))
        assert "SLA903" not in {x.code for x in again}
        silenced = [x.message for x in told]
        for x in again:
            silenced.remove(x.message)
        assert d.message in silenced
        assert {x.code for x in told if x.message in silenced} == {d.code}
