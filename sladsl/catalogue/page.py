"""In: entries of the catalogue, and what the program says of their bad examples. Out: the pages of the manual, in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..base.diagnostics import Diagnostic
from .read import FAMILIES, Entry, family, front

Tried = Callable[[Entry], Sequence[Diagnostic]]

_INDEX = """\
# Messages

What `check` and `run` say, by code. Every finding names its place, underlines the words, and says a way out where one is
certain. Errors end a run; warnings are conventions that a run takes and names, and that `check --strict` refuses; notes tell
a choice that one should know of. Behind each code stands why it is said, an example that gives it, and the same example
mended. `sladsl code SLA304` shows the same in a terminal.
"""
_EXAMPLES = """\
## The examples

Every example has been tried: the one with the fault gives its message and no other, the mended one gives none. Where an example
of clauses shows no header of its own, this one stands in front of it:

```sla
{header}
```

Where it says *behind a promise of uptime*, these clauses do, too. Events are held against them where no contract is shown.

```sla
{uptime}
```
"""
_ABOUT = {"statement": "A run adds these where a fact is missing or worth knowing. They end nothing.\n"}


def index() -> str:
    """The page of all codes, a table a family."""
    parts = [_INDEX]
    for name, (heading, _) in FAMILIES.items():
        if found := family(name):
            rows = [f"| [`{e.code}`](messages/{name}.md#{e.code.lower()}) | {e.title} | {e.fix} |" for e in found]
            table = "\n".join(["| code | meaning | what to do |", "|---|---|---|", *rows]) + "\n"
            parts += [f"## {heading}\n", *([_ABOUT[name]] if name in _ABOUT else []), table]
    header, uptime = front("header"), front("uptime").removeprefix(front("header"))
    return "\n".join([*parts, _EXAMPLES.format(header=header.strip(), uptime=uptime.strip())])


def page(name: str, tried: Tried) -> str:
    """The page of a family, a section a code; `tried` is asked what the program says of each bad example."""
    above = "[All messages](../messages.md), and [what stands in front of the examples](../messages.md#the-examples).\n"
    head = [f"# {FAMILIES[name][0]}\n", above]
    return "\n".join([*head, *([_ABOUT[name]] if name in _ABOUT else []), *(section(e, tried(e)) for e in family(name))])


def section(entry: Entry, found: Sequence[Diagnostic]) -> str:
    """One code: why it is said, the example with its finding, the same mended, what to do."""
    wrong, right = entry.captions
    said = "\n\n".join(d.to_text() for d in found if d.code == entry.code)
    parts = [
        f"## {entry.code}\n\n{_wrapped(f'**{_capital(entry.title)}.** {entry.why}')}",
        *([f"The contract:\n\n{_fenced('sla', entry.contract)}"] if entry.contract else []),
        *([f"The agreement:\n\n{_fenced('txt', entry.text)}"] if entry.text else []),
        *([f"The events:\n\n{_fenced('jsonl', entry.events)}"] if entry.events else []),
        f"{_capital(wrong)}:\n\n{_fenced(_language(entry), entry.bad)}",
        *([_fenced("text", said)] if said else []),
        f"{_capital(right)}:\n\n{_fenced(_language(entry), entry.good)}",
        _wrapped(f"What to do: {entry.fix}."),
    ]
    return "\n".join(parts)


def _language(entry: Entry) -> str:
    return {"clauses": "sla", "events": entry.file.split(".")[1], "command": "console"}[entry.kind]


def _fenced(language: str, text: str) -> str:
    return f"```{language}{' example' * (language != 'text')}\n{text}\n```\n"


def _wrapped(text: str) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, 126, break_long_words=False, break_on_hyphens=False)) + "\n"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
