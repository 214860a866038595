"""The pages become a site without a warning: every link leads to a page or a heading, every page is in the navigation."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as the pages say, with every warning an error."""
    out = tmp_path_factory.mktemp("site")
    words = ["-W", "--keep-going", "-n", "-q", "-c", "docs/site", "-d", str(out / ".trees"), "docs", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


class Links(HTMLParser):
    """Where a page's links lead, and what can be led to in it."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.to: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids |= {found.get("id") or ""}
        if tag == "a" and found.get("href"):
            self.to.append(found["href"] or "")


def test_every_link_of_the_site_leads_to_what_is_there(site: Path) -> None:
    pages = {page: Links(page) for page in site.rglob("*.html")}
    for page, links in pages.items():
        for target in links.to:
            if "://" in target or target.startswith("mailto:"):
                continue
            path, _, anchor = target.partition("#")
            there = (page.parent / path).resolve() if path else page
            assert there.exists(), f"{page.name}: {target}"
            assert not anchor or there not in pages or anchor in pages[there].ids, f"{page.name}: {target}"


def test_every_page_is_on_the_site_and_in_the_table_of_contents(site: Path) -> None:
    contents = (DOCS / "README.md").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        name = page.relative_to(DOCS).as_posix()
        assert (site / name).with_suffix(".html").exists(), name
        assert name == "README.md" or f"]({name})" in contents, name


def test_contracts_are_in_colours(site: Path) -> None:
    page = (site / "manual" / "measures.html").read_text(encoding="utf-8")
    assert re.search(r'<span class="k">measure</span>', page)
