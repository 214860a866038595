"""What the pages say is true: every command runs, every example compiles and can be run, what is shown is what is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import prose
import pytest
from prose import PAGES, ROOT, Block

from sladsl.api import Contract, compile
from sladsl.events.vocabulary import COMMON
from sladsl.rules.clauses import Guarantee, Measure, Parameter, Remedy, Right, Total

CLAUSES = [b for page in PAGES for b in prose.blocks(page) if b.kind == "clauses"]
STORIES = [(b, shown) for page in PAGES for b, shown in prose.with_shown(page) if b.kind == "story"]
MISTAKES = [(b, shown) for page in PAGES for b, shown in prose.with_shown(page) if b.kind == "mistake"]
# Said of examples that stand alone: that nothing uses a term is no fault of theirs.
ALONE = {"SLA104"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_reader_who_follows_a_page_from_top_to_bottom_sees_what_it_shows(page: Path, tmp_path: Path) -> None:
    desk = prose.desk(tmp_path)
    for block, shown in prose.with_shown(page):
        if block.kind == "file":
            desk.put(block)
        if block.kind != "run" or block.comment == "test command":
            continue
        done = desk.run(block)
        assert done.returncode == prose.expected_status(block), f"{block.name}\n{block.command}\n{done.stdout}"
        if shown:
            assert prose.as_it_is(shown.text, done.stdout), f"{block.name} really prints:\n{done.stdout}"


@pytest.mark.parametrize("block", CLAUSES, ids=lambda b: b.name)
def test_an_example_of_clauses_compiles_and_can_be_run(block: Block) -> None:
    found = compile(prose.contract_of(block), "example.sla")
    said = [d.to_text() for d in found.diagnostics if d.severity != "note" and d.code not in ALONE]
    assert not said, "\n\n".join(said)
    contract = Contract(found.tree, found.diagnostics)
    evaluated = {c.name for kind in (Measure, Guarantee, Remedy, Right, Total) for c in found.tree.of(kind)}
    events = [*EVENTS, *(sample(name, fields) for name, fields in found.tree.events.items())]
    written = found.tree.frame.currency or found.tree.frame.amounts or "EUR"
    events = [e | {"currency": written} if e["event"] == "fee" else e for e in events]
    given = {p.name: PARAMETERS[p.kind] for p in found.tree.of(Parameter)}
    readings = [{}, *({name: value} for name, values in contract.readings.items() for value in values[1:])]
    for chosen in readings:
        statement = contract.run(events, readings=chosen, given=given)
        assert {line["name"] for line in statement.lines} >= evaluated
        assert not [w for w in statement.warnings if w["code"] == "no_value"]


@pytest.mark.parametrize(("block", "shown"), MISTAKES, ids=lambda b: b.name if b else "")
def test_a_mistake_gets_the_message_that_is_shown(block: Block, shown: Block | None) -> None:
    assert shown is not None, "show what `check` says of it"
    assert prose.as_it_is(shown.text, prose.said_of(block)), prose.said_of(block)


@pytest.mark.parametrize(("block", "shown"), STORIES, ids=lambda b: b.name if b else "")
def test_a_story_comes_to_what_is_shown(block: Block, shown: Block | None) -> None:
    assert shown is not None, "show what the statement says"
    lines = prose.told(prose.story_of(block))
    assert prose.told_as_it_is(shown.text, lines), "really:\n" + "\n".join(lines)


def test_every_page_of_the_manual_has_examples_and_is_listed() -> None:
    index = (prose.MANUAL / "README.md").read_text()
    for page in prose.MANUAL.glob("*.md"):
        assert page.name == "README.md" or f"]({page.name})" in index, page.name


def test_commands_within_the_readme_s_lines_end_with_the_status_they_stand_for(tmp_path: Path) -> None:
    desk = prose.desk(tmp_path)
    for block in prose.blocks(ROOT / "README.md"):
        if block.kind == "file":
            desk.put(block)
    text = re.sub(r"^```.*?^```", "", (ROOT / "README.md").read_text(), flags=re.S | re.M)
    found = re.findall(r"^(?:\| (\d) \|)?.*`(sladsl [a-z][^`]*)`", text, re.M)
    assert [status for status, _ in found] >= ["0", "1", "2", "3"]
    for status, command in found:
        block = Block(ROOT / "README.md", 0, "", "", "sh", (), command)
        assert desk.run(block).returncode == int(status or 0), command


def test_the_tour_ends_with_the_shipped_files(tmp_path: Path) -> None:
    desk = prose.desk(tmp_path)
    for block in prose.blocks(ROOT / "docs" / "start.md"):
        if block.kind == "file":
            desk.put(block)
    for shipped in (ROOT / "docs" / "examples" / "hosting").iterdir():
        assert (tmp_path / shipped.name).read_text() == shipped.read_text(), shipped.name


# ---------------------------------------------------------------- what pages point to
LINKED = [*PAGES, *(ROOT / "docs").glob("*/*/README.md"), *sorted((ROOT / "docs" / "messages").glob("*.md"))]


@pytest.mark.parametrize("page", LINKED, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_paths_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.S | re.M)
    for target in re.findall(r"\]\(([^)#]*)(?:#[^)]*)?\)", text):
        assert "://" in target or (page.parent / target).exists(), target
    for path in re.findall(r"`((?:contracts|docs|grammars|sladsl|tests|\.ci)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path
    for anchor in re.findall(r"\]\(([^)#]*)#([^)]*)\)", text):
        there = (page.parent / anchor[0]).read_text() if anchor[0] else page.read_text()
        known = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", there, re.M)}
        assert anchor[1] in known, anchor


def test_the_readme_has_one_command_of_each_kind() -> None:
    comments = [b.comment for b in prose.blocks(ROOT / "README.md")]
    assert comments.count("first command") == comments.count("test command") == 1


# One story with an event of every kind that the examples ask for.
EVENTS = [
    {"event": "subscription", "start": "2025-01-01T00:00:00Z", "end": "2026-01-01T00:00:00Z", "plan": "standard"},
    {"event": "fee", "period": "2025-06", "amount": "400.00", "currency": "EUR"},
    {"event": "outage", "id": "O1", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T15:30:00Z"},
    {"event": "outage", "id": "O2", "start": "2025-06-12T08:00:00Z", "end": "2025-06-12T09:00:00Z", "cause": "force_majeure"},
    {"event": "check", "at": "2025-06-13T08:00:00Z", "ok": False},
    {"event": "check", "at": "2025-06-13T08:01:00Z", "ok": False},
    {"event": "check", "at": "2025-06-13T08:02:00Z", "ok": True},
    {
        "event": "maintenance", "id": "M1", "kind": "scheduled", "channel": "email",
        "notified_at": "2025-06-03T08:00:00Z", "start": "2025-06-10T08:00:00Z", "end": "2025-06-10T18:00:00Z",
    },
    {"event": "maintenance", "id": "M2", "kind": "emergency", "start": "2025-06-11T02:00:00Z", "end": "2025-06-11T03:00:00Z"},
    {
        "event": "ticket", "id": "T1", "opened": "2025-06-10T08:05:00Z", "responded": "2025-06-10T09:05:00Z",
        "priority": "high", "outage": "O1", "channel": "email",
    },
    {"event": "ticket", "id": "T2", "opened": "2025-06-11T08:05:00Z", "priority": "medium", "incident": True},
    {"event": "claim", "at": "2025-06-12T08:00:00Z", "period": "2025-06", "outages": ["O1"], "channel": "email",
     "details": ["dates", "times"]},
    {"event": "pause", "ticket": "T1", "start": "2025-06-10T08:10:00Z", "end": "2025-06-10T08:20:00Z", "reason": "no_answer"},
    {"event": "invoice", "period": "2025-06", "at": "2025-07-02T08:00:00Z"},
    {"event": "beneficiary", "id": "B1", "share": 1},
    {"event": "data_loss", "recovered_to": "2025-06-10T01:00:00Z", "lost_at": "2025-06-10T08:00:00Z"},
]  # fmt: skip
# What a cover page fills in, and a field of an event of the contract's own.
PARAMETERS = {
    "percentage": "99.9%", "number": "3", "money": "250.00 EUR", "time": "8 hours", "days": "30 days", "word": "premium",
    "yes_or_no": "yes", "date": "2025-06-30",
}  # fmt: skip
FIELDS: dict[str, object] = {"flag": True, "number": "1.5", "whole": 10, "money": "10.00", "list": ["a"], "period": "2025-06"}


def sample(name: str, fields: Mapping[str, str]) -> dict[str, object]:
    """An event of a contract's own type: its instants an hour apart, its words those that name something of the story."""
    found: dict[str, object] = {"event": name}
    own = {field: kind for field, kind in fields.items() if field not in COMMON}
    for hour, (field, kind) in enumerate(own.items(), 1):
        word = {"ticket": "T1", "outage": "O1"}.get(field, "a")
        found[field] = f"2025-06-10T{hour:02}:00:00Z" if kind == "instant" else FIELDS.get(kind, word)
    return found
