"""What is shipped is in the style: contracts, examples, and the clauses on the pages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from shipped import CONTRACTS, ROOT, named

from sladsl.api import format

sys.path.insert(0, str(ROOT / "tests" / "house"))
import prose

RENEWED = "`sladsl fmt` and `python tests/house/prose.py renew` write it so"


@pytest.mark.parametrize("path", CONTRACTS, ids=named)
def test_a_contract_is_in_the_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format(text, path.name) == text, RENEWED


@pytest.mark.parametrize("page", prose.PAGES, ids=named)
def test_the_clauses_of_a_page_are_in_the_style(page: Path) -> None:
    for block in prose.blocks(page):
        assert prose.in_style(block) == block.text, f"{block.name}: {RENEWED}"
