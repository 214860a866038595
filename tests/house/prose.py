"""In: the pages a reader sees (`README.md`, `docs`, the manual). Out: their fenced blocks, and what really running them gives.

A page is one reader at one desk: its blocks run from top to bottom in one fresh folder that holds the shipped contracts
and examples. What a fence says behind its language decides what a block is.

    ```sla              a contract, or clauses that stand behind a header; must compile without an error
    ```sla wrong        the same with a mistake in it; the `text` block behind it is what `check` says
    ```jsonl story      events, held against the clauses above them; the `text` block behind it is what of the statement
                        matters, line by line; `story as_of=...`, `from=`, `to=` and `reading:NAME=VALUE` ask as `run` does
    ```sla > NAME       put into a file (`>>`: added to it); the same for `jsonl` and `csv`
    ```sh               run, and done with exit status 0; `sh 1` expects another one
    ```text             behind one of the last two: what is printed; a line `...` stands for any lines
    ```sla example      an example of the catalogue (or `jsonl`, `csv`, `console`), which the catalogue's own tests try

A block behind `<!-- first command -->` is run without its set-up (the environment that runs the tests is one), the one
behind `<!-- test command -->` not at all: `.ci/run` runs both as they stand. `python tests/house/prose.py renew` writes
the clauses in the one style and what is really printed into the pages; read the difference before you keep it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

if TYPE_CHECKING:
    from sladsl import Diagnostic
    from sladsl.api import Statement

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "manual"
TOOLS = ROOT / "docs" / "tools"
PAGES = [ROOT / "README.md", *(p for d in (MANUAL.parent, MANUAL, TOOLS) for p in sorted(d.glob("*.md")))]
_FENCE = re.compile(r"```([^\n`]*)\n(.*?)^```[ ]*$", re.S | re.M)
_COMMENT = re.compile(r"<!--\s*([^>]*?)\s*-->\s*\Z")
_HEADING = re.compile(r"^#{2,3} (.*)$", re.M)
_FINGERPRINT = re.compile(r"sha256 [0-9a-f]{12}")
_SETUP = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && "


@dataclass(frozen=True)
class Block:
    """One fenced block: where it stands, under which heading, behind which comment, what its fence says."""

    page: Path
    line: int
    heading: str
    comment: str
    language: str
    words: tuple[str, ...]
    text: str
    start: int = field(compare=False, default=0)  # of the text, in characters

    @property
    def name(self) -> str:
        """Where it stands, as a test is named."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def kind(self) -> str:
        """What is to be done with it: `file`, `run`, `shown`, `clauses`, `mistake`, `story`, or nothing."""
        if self.words[:1] in ((">",), (">>",)):
            return "file"
        if self.words[:1] == ("example",):
            return ""
        if self.words[:1] == ("story",):
            return "story"
        if self.language == "sh":
            return "run"
        if self.language == "sla":
            return "mistake" if self.words == ("wrong",) else "clauses"
        return "shown" if self.language == "text" else ""

    @property
    def command(self) -> str:
        """The commands, without setting up an environment."""
        return self.text.replace(_SETUP, "").replace(".venv/bin/", "")


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page in their order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for m in _FENCE.finditer(text):
        above = text[: m.start()]
        headings = _HEADING.findall(re.sub(_FENCE, "", above))
        comment = _COMMENT.search(above)
        language, *words = m[1].split() or [""]
        found.append(
            Block(
                page,
                above.count("\n") + 1,
                headings[-1] if headings else "",
                comment[1] if comment else "",
                language,
                tuple(words),
                m[2],
                m.start(2),
            )
        )
    return found


def with_shown(page: Path) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the `text` block right behind it."""
    found = blocks(page)
    for i, block in enumerate(found):
        behind = found[i + 1] if i + 1 < len(found) else None
        if block.kind != "shown":
            yield block, behind if behind is not None and behind.kind == "shown" else None


def as_it_is(shown: str, printed: str) -> bool:
    """Whether what is shown is what is printed, line by line.

    `...` stands for any lines; a contract's fingerprint, which changes with every word of it, is not compared.
    """
    shown, printed = (_FINGERPRINT.sub("sha256", text) for text in (shown, _plain(printed)))
    parts = re.split(r"^[ ]*\.\.\.[ ]*\n", shown, flags=re.M)
    pattern = r"(?:.*\n)*?".join(re.escape(p) for p in parts)
    return re.fullmatch(pattern, printed) is not None


def told_as_it_is(shown: str, lines: list[str]) -> bool:
    """Whether each line that is shown is among those of the statement, in their order; no warning is left out."""
    rest = iter(lines)
    wanted = shown.splitlines()
    return all(line in rest for line in wanted) and all(x in wanted for x in lines if x.startswith("warning:"))


def _plain(printed: str) -> str:
    return "".join(line.rstrip() + "\n" for line in printed.rstrip().splitlines())


# ---------------------------------------------------------------- the desk
@dataclass
class Desk:
    """A folder with what is shipped, in which a page's blocks are run."""

    folder: Path
    path: str

    def put(self, block: Block) -> None:
        """Write, or add to, the file that a block names."""
        sign, name = block.words
        target = self.folder / name
        before = target.read_text(encoding="utf-8") + "\n" if sign == ">>" and target.exists() else ""
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(before + block.text, encoding="utf-8")

    def run(self, block: Block) -> subprocess.CompletedProcess[str]:
        """Run a block's commands as a reader does; both streams come as one."""
        env = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "PYTHONPATH")}
        env |= {"PATH": self.path, "NO_COLOR": "1", "COLUMNS": "120", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", block.command],
            cwd=self.folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


def desk(folder: Path) -> Desk:
    """A fresh desk: the shipped contracts and examples, and `sladsl` and `python` of the environment that runs this."""
    for part in ("contracts", "docs/examples"):
        shutil.copytree(ROOT / part, folder / part)
    tools = folder / ".tools"
    tools.mkdir()
    call = f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv[0] = 'sladsl'; from sladsl.cli import main; main()"
    _tool(tools / "sladsl", f'exec {shlex.quote(sys.executable)} -c {shlex.quote(call)} "$@"')
    _tool(tools / "python", f'PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} "$@"')
    return Desk(folder, f"{tools}{os.pathsep}{os.environ['PATH']}")


def _tool(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def expected_status(block: Block) -> int:
    """The exit status with which a block's commands are done."""
    return int(block.words[0]) if block.words else 0


# ---------------------------------------------------------------- clauses
def contract_of(block: Block) -> str:
    """A block of clauses as a whole contract; of a story, the clauses above it.

    Clauses stand behind a header and behind what their section says before, and what the sections say that a comment names:
    `<!-- uses: Days and hours; outages-and-sets.md: Causes -->`. The header is the one among these, else the one above the
    page's sections, else that of `header.md`.
    """
    if block.text.startswith("agreement"):
        return block.text
    wanted = _sections(block.page, block.heading)
    above = [
        b
        for page in dict.fromkeys(page for page, _ in wanted)
        for b in blocks(page)
        if b.kind == "clauses" and (page, b.heading) in wanted
        if (page, b.heading) != (block.page, block.heading) or b.line < block.line
    ]
    general = (b for b in (*blocks(block.page), *blocks(MANUAL / "header.md")) if not b.heading)
    headers = [b for b in (*reversed(above), *general) if _is_header(b)]
    clauses = [b.text for b in above if not b.text.startswith("agreement")]
    own = [block.text] if block.kind != "story" else []
    return "\n".join([headers[0].text, *clauses, *own])


def _is_header(block: Block) -> bool:
    return block.kind == "clauses" and block.text.startswith("agreement")


def _sections(page: Path, heading: str) -> dict[tuple[Path, str], None]:
    """A section and those that it uses, the used ones first; what stands above a page's sections is one without a name."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    intro = re.split(r"^#{2,3} ", text, maxsplit=1, flags=re.M)[0]
    bodies = {"": intro, **dict(re.findall(r"^#{2,3} ([^\n]*)\n(.*?)(?=^#{2,3} |\Z)", text, re.S | re.M))}
    assert heading in bodies, f"{page.name}: there is no section `{heading}`"
    found: dict[tuple[Path, str], None] = {}
    uses = re.search(r"<!--\s*uses:\s*(.*?)\s*-->", bodies[heading], re.S)
    for name in " ".join(uses[1].split()).split(";") if uses else []:
        other, colon, section = name.strip().rpartition(".md:")
        found |= _sections(page.with_name(other + ".md") if colon else page, section.strip())
    return {**found, (page, heading): None}


def told(statement: Statement) -> list[str]:
    """A statement line by line, as pages show it: what it is about, what it says; warnings last."""
    from sladsl.statement import text

    found = []
    for line in statement.lines:
        if line["line"] == "obligation":
            continue
        about = (line.get(k) for k in (("item",) if line.get("item") else ("period", "service")))
        said = text.value(line) if line["line"] == "total" else ""
        if line["line"] == "remedy" and "awarded" not in line:  # of an item, which has a part of the period's
            said = f"{text.amount(line['earned'], line['unit'])} earned; {text.status(line).text}"
        said = said or text.result(line).text
        found.append(f"{' '.join([text.label(line, False).text, *(a for a in about if a)])}: {said}")
    return found + [f"warning: {w['message']}" for w in statement.warnings]


def story_of(block: Block) -> Statement:
    """What the events of a story come to under the clauses above them."""
    from sladsl.api import Contract, compile

    found = compile(contract_of(block), "example.sla")
    assert not found.errors, "\n\n".join(d.to_text() for d in found.errors)
    asked: dict[str, str] = dict(word.split("=", 1) for word in block.words[1:])
    readings = {k.removeprefix("reading:"): v for k, v in asked.items() if k.startswith("reading:")}
    events = [json.loads(line) for line in block.text.splitlines() if line.strip()]
    return Contract(found.tree, found.diagnostics).run(
        events, from_=asked.get("from"), to=asked.get("to"), as_of=asked.get("as_of"), readings=readings
    )


def said_of(block: Block) -> str:
    """What `check` says of a block with a mistake: its errors, or its warnings where it has no error."""
    from sladsl.api import compile

    text = contract_of(block)
    above = text[: -len(block.text)].count("\n")
    found = compile(text, "example.sla").diagnostics
    wrong = [d for d in found if d.severity == "error"] or [d for d in found if d.severity == "warning"]
    return "\n\n".join(_as_shown(d, above).to_text() for d in wrong) + "\n"


def _as_shown(d: Diagnostic, above: int) -> Diagnostic:
    """The finding with its lines counted as they are on the page."""
    place = evolve(d.place, line=d.place.line - above) if d.place else None
    related = tuple((phrase, evolve(p, line=p.line - above)) for phrase, p in d.related)
    return evolve(d, place=place, related=related)


# ---------------------------------------------------------------- renewing
def in_style(block: Block) -> str:
    """A block of clauses as `fmt` writes them; what is shown for a mistake, or is no such block, as it is."""
    from sladsl.api import format

    return format(block.text, block.name) if block.language == "sla" and block.kind in ("clauses", "file") else block.text


def renew(page: Path) -> None:
    """Write a page's clauses in the style, and what is really printed into its `text` blocks but those with `...`."""
    text = page.read_text(encoding="utf-8")
    for block in reversed(blocks(page)):
        text = text[: block.start] + in_style(block) + text[block.start + len(block.text) :]
    page.write_text(text, encoding="utf-8")
    found: list[tuple[int, str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        here = desk(Path(folder))
        for block, shown in with_shown(page):
            if block.kind == "file":
                here.put(block)
            elif block.kind == "run" and block.comment != "test command":
                printed = here.run(block).stdout
                if shown:
                    found.append((shown.start, shown.text, _plain(printed)))
            elif block.kind == "mistake" and shown:
                found.append((shown.start, shown.text, _plain(said_of(block))))
            elif block.kind == "story" and shown and not told_as_it_is(shown.text, told(story_of(block))):
                found.append((shown.start, shown.text, "\n".join(told(story_of(block))) + "\n"))
    for start, old, new in reversed(found):
        if not as_it_is(old, new):  # of a story only what matters is shown: cut it by hand
            text = text[:start] + new + text[start + len(old) :]
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for one in [Path(p).resolve() for p in sys.argv[2:]] or PAGES:
        renew(one)
