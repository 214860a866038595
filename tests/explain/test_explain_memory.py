"""What was told of an item is remembered of that item, and never of another that came to lie where it lay."""

from __future__ import annotations

from pathlib import Path

import sladsl
from sladsl.engine.reference.evaluator import Scope
from sladsl.engine.reference.run import evaluators
from sladsl.engine.reference.world import Item
from sladsl.explain.tell import telling_of
from sladsl.explain.values import step
from sladsl.rules import values as v
from sladsl.statement.asked import posed

HOSTING = Path(__file__).parents[2] / "docs" / "examples" / "hosting"


def test_an_item_that_is_gone_lends_its_value_to_no_other() -> None:
    contract = sladsl.load(HOSTING / "hosting.sla")
    asked = posed(contract.tree, contract.diagnostics, HOSTING / "june.jsonl")
    (ev,) = evaluators(asked.tree, asked.vocabulary, asked.stream, asked.asked)
    t = telling_of(ev)
    for begun in (0, 1000):  # the first thousand are let go before the second are made, so that addresses are used again
        items = [Item("stretch", str(n), n, n + 10, False, n, (str(n),)) for n in range(begun, begun + 1000)]
        found = [step(t, v.ItField("start"), Scope(item=item)).value for item in items]
        assert found == list(range(begun, begun + 1000))
        del items
