"""An agreement beside its contract: who cites which sentence, what nothing cites, on a page of every format."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lantern_agreement import CONTRACT, TEXT, shown

from sladsl import api
from sladsl.base.diagnostics import SlaError
from sladsl.cli.group import cli
from sladsl.sources.beside import Row, beside
from sladsl.sources.html import html
from sladsl.sources.markdown import markdown
from sladsl.sources.sums import summary

UNCITED = [
    "These terms belong to the order form of “the Customer” with Lantern Works (“Lantern”).",
    "It is paid out only where no invoice follows.",
    "What was earned before remains owed, as section 3.3 says.",
]
BY_PLACE = [
    "1.2 A month is a calendar month.",
    "(b) the Customer’s own line, including",
    "(i) its modem, and",
    "3.2 The Customer must",
    "Lantern answers within 14 days.",
]


def row(beginning: str) -> Row:
    return next(r for r in shown().rows if r.text.startswith(beginning))


def asked(*words: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli, [*words], input=stdin, standalone_mode=False)


def test_a_sentence_has_the_clauses_that_cite_it_in_the_order_of_the_contract() -> None:
    of_line = [(c.clause, c.said) for c in row("3.1 ").citing]
    assert [clause for clause, _ in of_line] == [
        "reading full_hours", "Part In Month", "measure Hours", "remedy Credit", "remedy Credit",
    ]  # fmt: skip
    assert of_line[-1][1] == 'at most 40% of amount of fee each month [3.1, "never more than 40 %"];'
    assert of_line[1][1] == "Part In Month of each Outage [3.1] means time of Counted Time within (it, the month)."


def test_cited_words_are_marked_in_their_sentence() -> None:
    assert row("3.3 ").runs == (("3.3 A credit is ", False), ("taken off the next invoice", True), (".", False))


def test_what_nothing_cites_and_what_only_its_place_does_are_told_apart() -> None:
    assert [r.text for r in shown().sentences("nothing")] == UNCITED
    assert [r.text for r in shown().sentences("place")] == BY_PLACE
    assert len(shown().sentences("words")) == 16  # of 24, by the list of `test_sources_structure`


def test_the_shares_are_of_words() -> None:
    """Fourteen, nine and ten words that nothing cites; seven, six, four, four and five of which the place is."""
    of_all = sum(len(r.text.split()) for r in shown().rows if not r.heading)
    assert shown().share("nothing") == (14 + 9 + 10, of_all)
    assert shown().share("place") == (7 + 6 + 4 + 4 + 5, of_all)


def test_an_agreement_of_which_all_is_cited_says_so() -> None:
    found = beside(b'record fact [1, "It is up."]: "x".', "c.sla", b"1. Uptime\n\nIt is up.\n", "a.txt")
    assert summary(found) == [
        "1 citation in the contract, 1 sentence in the agreement",
        "1 sentence cited by words: 100 % of the words",
        "0 sentences cited only by place: 0 % of the words",
        "0 sentences cited by nothing: 0 % of the words",
        "every citation holds",
    ]


# ---------------------------------------------------------------- the pages
class Seen(HTMLParser):
    """The tags that are open, the rows of the table, the marked words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self.open:
            self.rows[-1][-1] += data
        if "mark" in self.open:
            self.marked.append(data)


def test_the_html_page_is_whole_and_has_every_passage_and_clause() -> None:
    seen = Seen()
    seen.feed(html(shown()))
    assert seen.open == []
    cells = [r for r in seen.rows if r]
    assert [r[0] for r in cells] == [r.text for r in shown().rows]
    assert "taken off the next invoice" in seen.marked
    assert all(c.clause in cell[1] for cell, r in zip(cells, shown().rows, strict=True) for c in r.citing)


@pytest.mark.parametrize("written", [html, markdown])
def test_nothing_of_two_texts_is_taken_for_the_page_s_own(written: object) -> None:
    text = b"1. Terms\n\nThe <script>alert(1)</script> | of *this* [page](x) is 5 < 6 & more.\n"
    found = beside(b'record fact [1, "is 5 < 6"]: "</code><b>".', "<c>.sla", text, "<a>.txt")
    page = written(found)  # type: ignore[operator]
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<c>" not in page.replace("\\<c\\>", "")


def test_the_markdown_page_has_a_row_a_passage() -> None:
    rows = [line for line in markdown(shown()).splitlines() if line.startswith("| ") and "agreement says" not in line]
    assert len(rows) == 24
    assert "| 3.3 A credit is **taken off the next invoice**. | remedy Credit (line 58) |" in rows
    assert "| It is paid out only where no invoice follows. | nothing |" in rows


# ---------------------------------------------------------------- the verbs
def test_the_verb_shows_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    done = asked("sources", str(CONTRACT), "--text", str(TEXT))
    assert done.return_value == 0
    said = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "3.3 A credit is «taken off the next invoice». remedy Credit (line 58)" in said
    assert "It is paid out only where no invoice follows. nothing" in said
    assert said[-1] == "every citation holds"


def test_the_header_names_the_text_beside_the_contract() -> None:
    asking = "sources", str(CONTRACT), "--format", "json"
    named, given = (json.loads(asked(*asking, *more).stdout) for more in ([], ["--text", str(TEXT)]))
    assert named == given
    assert named["sentences"] == {"words": 16, "place": 5, "nothing": 3}
    assert named["citations"] == 27
    assert named["marks"] == 1


def test_a_contract_that_names_no_text_is_told_how_to(tmp_path: Path) -> None:
    contract = tmp_path / "c.sla"
    contract.write_text('record fact [1]: "x".')
    with pytest.raises(SlaError) as found:
        api.sources(contract)
    assert (found.value.kind, [d.code for d in found.value.diagnostics]) == ("usage", ["SLA856"])
    contract.write_text('agreement "A": provider "P"; customer "C"; text "gone.txt".')
    with pytest.raises(SlaError, match=r"`gone\.txt`, which .* names as the text of its agreement, does not lie beside it"):
        api.sources(contract)


def test_check_verifies_the_citations(tmp_path: Path) -> None:
    assert asked("check", "--strict", str(CONTRACT), "--text", str(TEXT)).return_value == 0
    wrong = tmp_path / "wrong.sla"
    wrong.write_text(CONTRACT.read_text().replace("taken off the next", "taken off the last"))
    done = asked("check", str(wrong), "--text", str(TEXT), "--format", "json")
    assert done.return_value == 1
    [found] = json.loads(done.stdout)[0]["diagnostics"]
    assert (found["code"], found["line"]) == ("SLA851", 58)
    assert asked("check", str(wrong)).return_value == 0


def test_one_of_the_two_may_come_from_standard_input() -> None:
    assert asked("check", str(CONTRACT), "--text", "-", stdin=TEXT.read_bytes()).return_value == 0
    assert asked("sources", "-", "--text", str(TEXT), stdin=CONTRACT.read_bytes()).return_value == 0
    assert asked("check", "-", "--text", "-").exit_code == 1  # click's own error, where the door makes it 2
