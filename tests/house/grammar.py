"""In: `grammars/sladsl.lark`. Out: the manual's page of the grammar, `docs/manual/grammar.md`: every rule, linked.

`python tests/house/grammar.py renew` writes it. What the grammar does not know stands here: titles, an example of each clause,
and what the words are that it only describes as patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GRAMMAR = ROOT / "grammars" / "sladsl.lark"
PAGE = ROOT / "docs" / "manual" / "grammar.md"

# Of each clause the page that explains it, and an example.
CLAUSES = {
    "agreement": ("header", 'agreement "Hosting Agreement":\n    provider "the provider";\n    time zone "Europe/Berlin" [1].'),
    "section": ("README", 'section 4 "Remedies".'),
    "reading": (
        "readings",
        'reading hours [2.1, "recorded in hours"]:\n    exact "an hour and its fractions";\n    full "full hours only";\n'
        '    adopted exact because "to name a unit orders no rounding".',
    ),
    "assumption": ("readings", 'assumption "A-1" [2.3]: "exactly 99.5% is enough" because "at least includes it".'),
    "record": ("records-and-defaults", 'record obligation of the customer [5, "at once"]: "to report faults at once".'),
    "lost": ("records-and-defaults", 'lost text [6.2, "is available on"]: "the sentence breaks off".'),
    "unit": ("units-and-rounding", "unit credit [7]."),
    "event": ("own-events", "event traffic: megabytes number; link text."),
    "default_fact": ("records-and-defaults", "default kind of maintenance is scheduled."),
    "causes": (
        "outages-and-sets",
        'causes Customer Causes [2.2, "caused by the customer"]: customer_order; customer_equipment.',
    ),
    "given": ("parameters", "given Target Uptime [2.3]: percentage."),
    "define": (
        "terms-and-limbs",
        'Interruption [2.1, "cannot be reached"] means every outage; except where caused by Customer Causes [2.2].',
    ),
    "window": (
        "maintenance",
        "window Planned Work [2.4]:\n    covers maintenance;\n    requires notified_at is at least 48 hours before start.",
    ),
    "measure": ("measures", "measure Downtime [2.1] each month in hours: time of Interruption."),
    "guarantee": ("guarantees", "guarantee Availability [2.3] each month: Availability is at least 99.5%."),
    "claim": (
        "claims-and-deadlines",
        "claim Service Credit [3.2] each month: filed within 10 elapsed days after end of the month.",
    ),
    "remedy": (
        "remedies",
        "remedy Service Credit [3.1] each month:\n    when Availability is breached;\n    pays 5% of amount of fee;\n"
        "    claimed by Service Credit.",
    ),
    "right": (
        "rights",
        "right Termination [8] each month:\n    when Availability is breached;\n"
        "    exercised by termination within 30 days after end of the month.",
    ),
    "total": ("remedies", "total Free Days [3.4]: 2 days."),
}
# Of each rule whose name in the grammar is short what it is.
TITLES = {
    "lost": "lost text",
    "define": "definition",
    "default_fact": "default",
    "header": "line of the header",
    "long": "long period",
    "limb": "limb of a definition or measure",
    "wlimb": "limb of a window",
    "row": "limb of a guarantee",
    "climb": "limb of a claim",
    "rlimb": "limb of a remedy",
    "tlimb": "limb of a right",
    "typed": "field of an event",
    "flag": "flag of a window",
    "each": "kind of item",
    "cite": "citation",
    "expr": "expression",
    "cmp": "comparison",
    "rel": "relation",
    "rel_not": "relation after not",
    "prod": "product",
    "post": "rounded value",
    "atom": "value",
    "plain": "plain value",
    "tier": "row of tiers",
    "matrix_row": "row of a matrix",
    "units": "kind of period",
    "monthname": "name of a month",
}
WORDS = {
    "TERM": ("a defined term: words that each begin with a capital, with blanks between them", "`Service Credit`"),
    "NAME": ("a small word: a fact of an event, a cause, a value of a reading", "`opened`, `force_majeure`"),
    "STRING": (
        "a text in quotation marks, or a term that does not begin with capitals",
        '`"Agreed Hours of Service"`',
    ),
    "NUMBER": ("a number, or the number of a section", "`5`, `99.95`, `4.2`"),
    "DATE": ("a day: year, month, day", "`2025-06-30`"),
    "TIME": ("a time of day", "`07:00`"),
}
_HEAD = """\
# The grammar

The whole language on one page, for whoever asks whether something may be written in a certain place; what it means stands on
the other pages. `python tests/house/grammar.py renew` writes this page from `grammars/sladsl.lark`.

How to read a line: `what looks so` is written as it stands; a link is a part that is explained below it. Behind a part, \\*
means as often as you like, or not at all; \\+ at least once; ? that it may be left out. A bar | stands between two of which
one is written, and round brackets without a frame hold parts together. Blanks and line ends go anywhere between words; what
follows a `#` on a line is a remark.
"""
_RULE = re.compile(r"^([?!]?)([a-z_]+)(?:\.\d+)?\s*:(.*)$")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|->\s*\w+|[A-Za-z_]\w*|[()|*+?]')
_SECTION = re.compile(r"^// -{10,} (.*)$")


@dataclass
class Rule:
    """A rule of the grammar: the section it stands in, its alternatives as tokens."""

    section: str
    name: str
    alternatives: list[list[str]]


def rules() -> list[Rule]:
    """Every rule in the order of the grammar."""
    found: list[Rule] = []
    section = ""
    text = ""
    for line in [*GRAMMAR.read_text(encoding="utf-8").splitlines(), "// ---------- end"]:
        heading = _SECTION.match(line)
        m = _RULE.match(line)
        if (heading or m or re.match(r"[A-Z]+(?:\.\d)?:|%", line)) and found and text:
            found[-1].alternatives = list(_alternatives(text))
            text = ""
        if heading:
            section = heading[1]
        elif m:
            found.append(Rule(section, m[2], []))
            text = m[3]
        elif text and not line.startswith("//"):
            text += " " + line
    return found


def _alternatives(text: str) -> Iterator[list[str]]:
    """The alternatives of a rule, as tokens; a bar within brackets divides none."""
    depth, tokens = 0, []
    for token in _TOKEN.findall(text):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "|" and not depth:
            yield tokens
            tokens = []
        elif not token.startswith("->"):
            tokens.append(token)
    yield tokens


def _title(name: str) -> str:
    return TITLES.get(name) or name.replace("_", " ")


def _explained(page: str) -> str:
    """Where a clause is explained, under the page's own title."""
    title = (PAGE.parent / f"{page}.md").read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")
    return f"Explained in [{title}]({page}.md).\n"


def _line(tokens: list[str], known: set[str]) -> str:
    """One alternative: words in a frame, parts as links; neighbouring words share a frame."""
    said: list[str] = []
    words: list[str] = []

    def flush() -> None:
        if words:
            said.append(f"`{re.sub(r' ([,;:.])', chr(92) + '1', ' '.join(words))}`")
            words.clear()

    for n, token in enumerate(tokens):
        repeated = tokens[n + 1 : n + 2] and tokens[n + 1] in "*+?"
        if token.startswith('"'):
            if repeated:
                flush()
            words.append(token[1:-1])
            continue
        flush()
        match token:
            case "(":
                said.append("(")
            case ")" | "*" | "+" | "?":
                said[-1] += f"\\{token}" if token in "*+" else token
            case "|":
                said.append("|")
            case _ if token in known:
                said.append(f"[{_title(token)}](#{_title(token).replace(' ', '-')})")
            case _:
                said.append(f"[{token}](#words)")
    flush()
    return " ".join(said).replace("( ", "(").replace(" )", ")")


def page() -> str:
    """The page, in Markdown."""
    found = rules()
    known = {r.name for r in found}
    said = [_HEAD]
    section = ""
    for rule in found:
        if not rule.section:  # `start`: a clause and its full stop; and the list of the clauses
            if rule.name == "clause":
                said.append("A contract is any number of clauses, each with its full stop:\n")
                said.append(", ".join(_line(tokens, known) for tokens in rule.alternatives) + ".\n")
            continue
        if rule.section != section:
            section = rule.section
            said.append(f"## {section[:1].upper()}{section[1:]}\n")
        said.append(f"### {_title(rule.name)}\n")
        lines = [_line(tokens, known) for tokens in rule.alternatives]
        if rule.name in CLAUSES:
            about, example = CLAUSES[rule.name]
            said.append(_explained(about))
            said.append(f"```sla example\n{example}\n```\n")
        words_only = len(lines) > 4 and all(re.fullmatch("`[^`]*`", line) for line in lines)
        said.append(", ".join(lines) + "\n" if words_only else "\n".join(f"- {line}" for line in lines) + "\n")
    rows = [f"| {name} | {what} | {example} |" for name, (what, example) in WORDS.items()]
    said.append("\n".join(["## Words\n", "| word | what it is | for example |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(said)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
