"""In: a code, or the name of a family. Out: the catalogue's entries, typed; a family's file is read when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

Kind = Literal["clauses", "events", "command"]

HERE = Path(__file__).parent
# The files, in the order in which one meets them: their headings, and the digits that their codes begin with.
FAMILIES: Mapping[str, tuple[str, str]] = {
    "text": ("The text", "0"),
    "names": ("Names", "1"),
    "units": ("Units and kinds", "2"),
    "tables": ("Tables", "3"),
    "exceptions": ("Exceptions", "4"),
    "silence": ("What a contract leaves unsaid", "5"),
    "choices": ("Choices worth knowing", "6"),
    "events": ("Events", "7"),
    "asked": ("What is asked for", "8"),
    "sources": ("The agreement's own words", "85"),
    "lint": ("Advice", "9"),
    "statement": ("Warnings of a statement", ""),
}
_CODE = re.compile(r"SLA(\d\d)\d")
_LIKE = 0.7  # from which two words look alike
# How a person says it, where it is worth saying.
_SAVED = {
    "": ("", ""),
    "latin-1": ("saved in Latin-1", "saved in UTF-8"),
    "utf-16": ("saved in UTF-16", "saved in UTF-8"),
    "unpacked": ("saved as `events.jsonl.gz` and not packed", "packed with gzip"),
}


@frozen
class Entry:
    """What one code means, with an example of it.

    `bad` gives the code and `good` is the same, mended: clauses, or events (JSON Lines, CSV), or a command line. What stands
    beside the examples stays the same for both: `contract`, the clauses under which events are held; `events`, those that
    clauses are run on; `text`, the agreement in which what clauses cite is looked up. `behind` says what stands in front of
    clauses: `header`, `uptime` (the header and a promise of availability), or `nothing`. `file` is the name under which an
    example of events is saved, `saved` how the bad one is: an encoding, or `unpacked`. `times` is how often the bad one stands
    in the file.
    """

    code: str
    family: str
    title: str
    why: str
    fix: str
    bad: str
    good: str
    behind: Literal["header", "uptime", "nothing"] = "header"
    contract: str = ""
    events: str = ""
    text: str = ""
    file: str = "events.jsonl"
    saved: str = ""
    times: int = 1

    @property
    def kind(self) -> Kind:
        """What the examples are."""
        if self.bad.startswith("sladsl "):
            return "command"
        return "events" if self.family in ("events", "asked", "statement") and not self.events else "clauses"

    @property
    def in_front(self) -> str:
        """What stands in front of the clauses of the examples, where they do not show it themselves."""
        text, above = whole(self.bad, self.behind) if self.kind == "clauses" else ("", 0)
        return "\n".join(text.splitlines()[:above]).strip()

    @property
    def captions(self) -> tuple[str, str]:
        """What to write above the two examples."""
        wrong, right = ("gives this note", "gives none") if self.family == "choices" else ("with the fault", "mended")
        before, after = _SAVED[self.saved]
        times = f"{self.times} times over" if self.times > 1 else ""
        behind = "behind a promise of uptime" if self.behind == "uptime" else ""
        return ", ".join(filter(None, (wrong, before, times, behind))), ", ".join(filter(None, (right, after)))

    def to_dict(self) -> dict[str, Any]:
        """The entry as a JSON-ready mapping."""
        said = {"code": self.code, "family": self.family, "title": self.title, "why": self.why, "fix": self.fix}
        beside = {"front": self.in_front, "contract": self.contract, "events": self.events}
        return {**said, "bad": self.bad, "good": self.good, **{k: text for k, text in beside.items() if text}}


@cache
def family(name: str) -> tuple[Entry, ...]:
    """The entries of a family, in the order of their codes; warnings of a statement in that of the file.

    >>> [entry.code for entry in family("exceptions")]
    ['SLA401', 'SLA402']
    """
    import tomllib

    path = HERE / f"{name}.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return tuple(_entry(name, code, table) for code, table in tables.items())


def _entry(family: str, code: str, table: Mapping[str, Any]) -> Entry:
    texts: dict[str, Any] = {key: x.strip("\n") if isinstance(x, str) else x for key, x in table.items()}
    return Entry(code, family, **texts | {"why": " ".join(texts["why"].split())})


def entries() -> tuple[Entry, ...]:
    """Every entry, family by family."""
    return tuple(entry for name in FAMILIES for entry in family(name))


def entry(code: str) -> Entry | None:
    """The entry of a code, in capitals or not, or of a warning of a statement; only its own family is read.

    >>> entry("sla304").title
    'no row holds for some numbers between two rows'
    >>> entry("no_fee").family
    'statement'
    """
    m = _CODE.fullmatch(code.upper())
    digits = {d: name for name, (_, d) in FAMILIES.items() if d}
    name = (digits.get(m[1]) or digits[m[1][0]]) if m else "statement"
    return next((e for e in family(name) if e.code == (code.upper() if m else code.lower())), None)


def near(word: str) -> tuple[str, ...]:
    """The codes that look most like a word, at most three; first those of which only the order is another.

    >>> near("fee_twise")[0]
    'fee_twice'
    """
    from difflib import SequenceMatcher

    def unlike(code: str) -> tuple[bool, float]:
        return sorted(code.lower()) != sorted(word.lower()), -SequenceMatcher(None, word.lower(), code.lower()).ratio()

    return tuple(sorted((e.code for e in entries() if unlike(e.code)[1] <= -_LIKE), key=unlike)[:3])


def front(behind: str) -> str:
    """What stands in front of an example: nothing, the header, or the header and a promise of uptime."""
    parts = {"nothing": (), "header": ("header",), "uptime": ("header", "uptime")}[behind]
    return "".join((HERE / f"{part}.sla").read_text(encoding="utf-8") + "\n" for part in parts)


def whole(clauses: str, behind: str = "header") -> tuple[str, int]:
    """Clauses of an example as a contract, with what stands in front of them, and how many lines that are.

    >>> text, above = whole("unit credit.")
    >>> text.splitlines()[above]
    'unit credit.'
    """
    above = "" if re.search(r'^agreement "', clauses, re.M) else front(behind)
    return above + clauses + "\n", above.count("\n")
