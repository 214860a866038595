"""In: a `Source`. Out: a `Node` a clause; a clause that cannot be read costs one diagnostic. The only address of lark."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from ..base.diagnostics import Diagnostic, Sink
from .mistakes import missing_stop, sentence
from .nodes import Node
from .text import Source, clauses

# A line that begins like this opens a clause, whatever the one before it forgot.
_OPENER = re.compile(
    r"(?m)^(?:agreement|section|reading|assumption|record|lost text|unit|event|default|causes|window|measure|guarantee"
    r'|claim|remedy|total)\b|^(?:[A-Z][A-Za-z0-9 ]*|"[^"\n]*")(?: of each [A-Za-z ]+)?(?: \[[^\]\n]*\])* means\b'
)


def grammar_path() -> Path:
    """Where the grammar lies: beside this file in an installed package, in `grammars/` of a checkout."""
    beside = Path(__file__).with_name("sladsl.lark")
    return beside if beside.exists() else Path(__file__).parents[2] / "grammars" / "sladsl.lark"


@cache
def _parser() -> Lark:
    return Lark(
        grammar_path().read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=False,
    )


def keywords() -> frozenset[str]:
    """Every word of the grammar."""
    found = (t.pattern.value for t in _parser().terminals if t.pattern.type == "str")
    return frozenset(w for w in found if w.isalpha())


def parse(source: Source, sink: Sink) -> list[Node]:
    """Every clause that can be read, in the order of the text."""
    found: list[Node] = []
    for offset, text in clauses(source, sink):
        found += _clause(source, offset, text, sink)
    return found


def _clause(source: Source, offset: int, text: str, sink: Sink) -> list[Node]:
    parts = _split_at_openers(text)
    if len(parts) > 1:  # a full stop was forgotten somewhere, unless the whole can be read after all
        try:
            return [_node(_parser().parse(text), source, offset)]
        except (UnexpectedInput, RecursionError):
            nodes: list[Node] = []
            for i, (start, part) in enumerate(parts):
                if i < len(parts) - 1:
                    try:
                        nodes.append(_node(_parser().parse(part + " ."), source, offset + start))
                        sink.add(missing_stop(source, offset + start + len(_trimmed(part))))
                        continue
                    except (UnexpectedInput, RecursionError):
                        pass
                nodes += _parsed(source, offset + start, part, sink)
            return nodes
    return _parsed(source, offset, text, sink)


def _parsed(source: Source, offset: int, text: str, sink: Sink) -> list[Node]:
    try:
        return [_node(_parser().parse(text), source, offset)]
    except UnexpectedInput as e:
        sink.add(_mistake(source, offset, text, e))
    except RecursionError:
        here = source.place(offset + len(text) - len(text.lstrip()))
        sink.error("SLA003", "this clause is nested too deeply", here, "define a term for a part of it")
    return []


def _mistake(source: Source, offset: int, text: str, e: UnexpectedInput) -> Diagnostic:
    names = {t.name: t.pattern.value if t.pattern.type == "str" else t.name for t in _parser().terminals}
    if isinstance(e, UnexpectedToken) and e.token.type != "$END":
        start = e.token.start_pos or 0
        wanted = {names.get(n, n) for n in e.accepts or e.expected}
        return sentence(source, offset, text, start, str(e.token), wanted)
    if isinstance(e, UnexpectedCharacters):
        wanted = {names.get(n, n) for n in e.allowed or ()}
        return sentence(source, offset, text, e.pos_in_stream, text[e.pos_in_stream], wanted)
    assert isinstance(e, UnexpectedEOF | UnexpectedToken)
    return missing_stop(source, offset + len(_trimmed(text)))


def _split_at_openers(text: str) -> list[tuple[int, str]]:
    body = len(text) - len(text.lstrip())
    blanked = re.sub(r'#[^\n]*|"[^"]*"', lambda m: re.sub(r"[^\n]", '"' if m[0][0] == '"' else " ", m[0]), text)
    cuts = [0] + [m.start() for m in _OPENER.finditer(blanked) if blanked[: m.start()].strip() and m.start() > body]
    return [(a, text[a:b]) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _trimmed(text: str) -> str:
    lines = text.split("\n")
    while lines and not re.sub(r"#.*", "", lines[-1]).strip():
        lines.pop()
    return "\n".join(lines).rstrip()


def _node(tree: Any, source: Source, offset: int) -> Node:
    if isinstance(tree, Token):
        start = offset + (tree.start_pos or 0)
        end = offset + (tree.end_pos or 0)
        return Node(str(tree.type), (), str(tree), source.place(start, end))
    assert isinstance(tree, Tree)
    parts = tuple(_node(c, source, offset) for c in tree.children)
    if tree.data == "start":
        return parts[0]
    meta = tree.meta
    if meta.empty:
        return Node(str(tree.data), parts)
    return Node(str(tree.data), parts, "", source.place(offset + meta.start_pos, offset + meta.end_pos))
