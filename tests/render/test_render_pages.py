"""Markdown and HTML: what they look like, what becomes of strange signs, and that an edited rendering says the edit."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve

import sladsl
from sladsl.api import contract_of, render

ROOT = Path(__file__).parents[2]
CONTRACTS = [*sorted((ROOT / "contracts").glob("*.sla")), ROOT / "docs" / "examples" / "hosting" / "hosting.sla"]
FURYBIT = ROOT / "contracts" / "furybit.sla"
every_contract = pytest.mark.parametrize("path", CONTRACTS, ids=lambda p: p.stem)
VOID = {"meta", "br", "link"}


class Page(HTMLParser):
    """The elements of a page in order, and that each is closed where it must be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, *tags: str) -> list[tuple[str, dict[str, str | None]]]:
        """The elements of certain names."""
        return [x for x in self.elements if x[0] in tags]


@every_contract
@pytest.mark.parametrize("format", ["md", "html"])
def test_shipped_contracts_are_read_back_to_their_rules(path: Path, format: str) -> None:
    contract = sladsl.load(path)
    shown = render(contract, format)
    assert render(contract, format) == shown
    again = sladsl.compile(contract_of(shown))
    assert not again.errors
    assert evolve(again.tree, file="", sha256="") == evolve(contract.tree, file="", sha256="")
    # what the author said although it changes no rule (`no cap`, `without a claim`) is said again
    assert sorted(d.code for d in again.diagnostics) == sorted(d.code for d in contract.diagnostics)


@every_contract
def test_a_page_is_whole_and_can_be_read_by_everybody(path: Path) -> None:
    text = render(sladsl.load(path), "html")
    page = Page(text)
    assert text.startswith("<!doctype html>\n")
    assert [tag for tag, _ in page.all("h1", "h2", "h3")][:2] == ["h1", "h2"]
    assert len(page.all("h1")) == 1
    assert page.all("html") == [("html", {"lang": "en"})]
    assert not page.all("script", "link", "img", "iframe")
    assert all(attrs.get("scope") in ("col", "row") for _, attrs in page.all("th"))
    assert len(page.all("table")) == len(page.all("thead"))
    anchors = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(set(anchors)) == len(anchors)
    assert {str(attrs["href"])[1:] for _, attrs in page.all("a")} <= set(anchors)
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "http" not in re.sub(r"<(p|h[12]|t[hd])\b.*", "", text)  # nothing is fetched


ODD = r"""
agreement "A *b* <script> & `c`": provider "x_y | _z_ \ \* [1](u)"; time zone "UTC".
"odd *n* | <b>" ["h. [2]", "a [b] <i>"] means every outage; only where cause is "p_q *r*".
assumption "A. B: *c*" [1]: "ends with a cite [1]. [2]" because "x: y [3]".
record scope ["1. one", "ü – é"]: "# not a heading; 1.2 not a number; ~~no~~ $x$".
measure T [1] each month in minutes: time of "odd *n* | <b>".
"""


def test_strange_signs_are_only_signs() -> None:
    found = sladsl.compile(ODD)
    assert not found.errors
    contract = sladsl.Contract(found.tree, found.diagnostics)
    lines = render(contract).splitlines()
    assert lines[0] == r"# A \*b\* \<script\> \& \`c\`"
    assert r"1.1 The provider is x_y \| \_z\_ \\ \\\* \[1\](u)." in lines
    assert r'- 2.1.1 It counts only where cause is "p_q \*r\*".' in lines
    page = render(contract, "html")
    assert "<h1>A *b* &lt;script&gt; &amp; `c`</h1>" in page
    assert "<strong>&quot;odd *n* | &lt;b&gt;&quot;</strong>" in page
    Page(page)
    for shown in (render(contract), page):
        again = sladsl.compile(contract_of(shown))
        assert not again.errors
        assert evolve(again.tree, file="", sha256="") == evolve(found.tree, file="", sha256="")


def test_markdown_shows_names_citations_and_tables() -> None:
    lines = render(sladsl.load(ROOT / "docs" / "examples" / "hosting" / "hosting.sla")).splitlines()
    assert "# Hosting Agreement" in lines
    assert "2.5 **Availability** [2.3] is measured each month:" in lines
    row = lines.index("  | Availability | it is |")
    assert lines[row : row + 4] == [
        "  | Availability | it is |",
        "  | --- | --- |",
        "  | at least 99% and below 99.5% | 5% of the fee |",
        "  | below 99% | 20% of the fee |",
    ]


def test_what_is_edited_in_a_rendering_is_edited_in_the_contract() -> None:
    shown = render(sladsl.load(FURYBIT))
    assert shown.count("Availability is at least 99.5%.") == 1
    edited = contract_of(shown.replace("Availability is at least 99.5%.", "Availability is at least 99.9%."))
    assert "Availability is at least 99.9%." in edited
    assert contract_of(shown).replace("Availability is at least 99.5%.", "Availability is at least 99.9%.") == edited


def test_an_editor_may_break_lines_and_number_anew() -> None:
    shown = render(sladsl.load(FURYBIT))
    broken = shown.replace("can be read in more than one way;", "can be read\n  in more than one way;")
    assert broken != shown
    assert contract_of(broken) == contract_of(shown)
    assert contract_of(
        re.sub(r"(?m)^3\.", "33.", shown).replace("\n- 3.", "\n- 33.").replace("\n  - 3.", "\n  - 33.")
    ) == contract_of(shown)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("The provider promises that Availability", "It is hoped that Availability", "4.7.1"),
        ("- 2.1.1 per_outage: the", "- 2.1.1 the", "2.1.1"),
        ("  - 3.9.2(a) counts, adopted: never.", "  - 3.9.2(a) Whatever one likes.", "3.9.2(a)"),
        ("- 3.1.1 Not among them are January 1, December 25.", "- 3.1.1 Nor holidays.", "3.1.1"),
        ("1.2 The customer is the customer.", "1.2 The customer is “Bee”.", "1.2"),
        ("1.6 Amounts are in the currency of the fee.", "1.6 Amounts are in shells, mostly.", "1.6"),
    ],
)  # fmt: skip
def test_a_sentence_in_other_words_is_named_and_not_guessed_at(old: str, new: str, line: str) -> None:
    shown = render(sladsl.load(FURYBIT))
    assert shown.count(old) == 1
    with pytest.raises(sladsl.SlaError) as raised:
        contract_of(shown.replace(old, new))
    (found,) = raised.value.diagnostics
    assert found.code == "SLA807"
    assert found.place is not None
    assert found.place.text.removeprefix("- ").startswith(line)
    assert found.place.line == 1 + shown[: shown.index(old)].count("\n")


@pytest.mark.parametrize(
    "text", ["", "hello", "<p>hello</p>", "# Title\n\n## 1. Heading\n", FURYBIT.read_text(encoding="utf-8")]
)
def test_what_is_no_rendering_is_said_once(text: str) -> None:
    with pytest.raises(sladsl.SlaError) as raised:
        contract_of(text)
    assert [d.message for d in raised.value.diagnostics] == ["this is no rendering of a contract"]
