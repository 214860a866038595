"""In: clauses. Out: what lint finds in them behind the catalogue's header, as codes or whole; for the tests of this folder."""

from __future__ import annotations

from sladsl.base.diagnostics import Diagnostic
from sladsl.catalogue.read import whole
from sladsl.lint.run import linted
from sladsl.lint.settings import Selection


def found(clauses: str, behind: str = "header", select: tuple[str, ...] = ()) -> tuple[Diagnostic, ...]:
    """Every finding; `behind` is `header`, or `uptime` for a promise of 99.9% in front as well."""
    text, _ = whole(clauses, behind)
    return linted(text.encode(), "contract.sla", Selection(select))


def codes(clauses: str, behind: str = "header", select: tuple[str, ...] = ()) -> list[str]:
    """The codes found, in the order of the text."""
    return [d.code for d in found(clauses, behind, select)]


def remedy(pays: str, caps: str = "no cap", when: str = "when Uptime is breached; ", unit: str = "") -> str:
    """A remedy of each month that pays something."""
    return f"remedy Credit [3] each month{unit}: {when}pays {pays}; {caps}; without a claim."


def paid(rows: str, caps: str = "no cap") -> str:
    """A remedy that pays what a table of `Uptime` says."""
    return remedy(f"tiers of Uptime: {rows}", caps)
