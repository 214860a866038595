"""In: a `Source`. Out: a `Node` a clause; a clause that cannot be read costs one diagnostic. The only address of lark.

A broken clause leaves a node of kind `broken` that knows which name it was about to define, so that the clauses that use
the name are not blamed for it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from ..base.diagnostics import Diagnostic, Sink
from .misfit import Misfit
from .mistakes import decimal_comma, missing_stop, sentence
from .nodes import Node
from .store import parser_of
from .text import Piece, Source, clauses, without_remarks

# In a list `99,9%` can be read as two numbers, of which one would be no percentage; that nobody means.
_COMMA = re.compile(r'"[^"]*"|#[^\n]*|(?<![\d.,])(\d+,\d+)(?=\s*%)')
# A line that begins like this opens a clause, whatever the one before it forgot.
_WORDS = "|".join([
    "agreement", "section", "reading", "assumption", "record", "lost", "unit", "event", "default", "causes", "given",
    "window", "measure", "guarantee", "claim", "remedy", "right", "total",
])  # fmt: skip
_TERM = r'(?:[A-Z][A-Za-z0-9]{0,60}(?:[ \n]{1,9}[A-Z][A-Za-z0-9]{0,60}){0,12}|"[^"\n]{1,200}")'
_OPENER = re.compile(
    rf"(?m)^(?:{_WORDS}|{_WORDS.title()})\b(?! (?:year|month)\b)"
    rf"|^{_TERM}(?: of each [A-Za-z_ ]{{1,80}})?(?: \[[^\]\n]{{0,300}}\])* means\b"
)
# What a broken clause was about to define: the term it begins with, or what stands behind its first word.
_HEAD = re.compile(rf"(?=({_TERM})?)(?:[A-Za-z]+\s+)?({_TERM}|[a-z][a-z0-9_]*)?")
# Words of a clause that is to come: scenarios that say what is given and what is expected.
LATER = frozenset(["scenario", "given", "expect"])
_MAX_DEPTH = 80
_MAX_BROKEN = 200  # clauses, before reading stops


def grammar_path() -> Path:
    """Where the grammar lies: beside this file in an installed package, in `grammars/` of a checkout."""
    beside = Path(__file__).with_name("sladsl.lark")
    return beside if beside.exists() else Path(__file__).parents[2] / "grammars" / "sladsl.lark"


@cache
def _parser(every_word: bool = False) -> Any:
    options = {"parser": "lalr", "lexer": "contextual", "propagate_positions": True, "maybe_placeholders": False}
    if every_word:
        options["keep_all_tokens"] = True
    return parser_of(grammar_path().read_text(encoding="utf-8"), options)


def keywords() -> frozenset[str]:
    """Every word of the grammar, and those whose place is kept."""
    found = (t.pattern.value for t in _parser().terminals if t.pattern.type == "str")
    return frozenset(w for w in found if w.isalpha()) | LATER


def parse(source: Source, sink: Sink) -> list[Node]:
    """Every clause that can be read, and a `broken` one for every clause that cannot, in the order of the text."""
    found: list[Node] = []
    broken = 0
    for piece in clauses(source, sink):
        nodes = _clause(source, piece, sink)
        found += nodes
        broken += sum(n.kind == "broken" for n in nodes)
        if broken >= _MAX_BROKEN:
            here = source.place(piece.offset + len(piece.text))
            help = "mend the first of them and check again; is this a contract, or the agreement that it was made from?"
            sink.error("SLA009", f"reading stops here, behind {_MAX_BROKEN} clauses that cannot be read", here, help)
            break
    return found


def every_word(source: Source) -> list[Node]:
    """Every clause with each of its words and signs, of a text without a broken clause; `parse` keeps those with a meaning.

    The parts of the node of a whole clause are the clause and its full stop.
    """
    pieces = clauses(source, Sink())
    trees = ((p.offset, _parser(every_word=True).parse(p.text)) for p in pieces)
    return [Node("start", tuple(_node(c, source, at) for c in tree.children)) for at, tree in trees]


def _clause(source: Source, piece: Piece, sink: Sink) -> list[Node]:
    if piece.deep:
        return [_broken(source, piece)]
    if later := re.match(r"(?:\s|#[^\n]*\n)*(?=scenario\b)", piece.text):
        start = piece.offset + later.end()
        message, help = "scenarios are not part of the language yet", "leave this clause out; the word is kept for it"
        sink.error("SLA016", message, source.place(start, start + len("scenario")), help)
        return [_broken(source, piece)]
    parts = _split_at_openers(piece)
    if len(parts) == 1:
        return [_parsed(source, piece, sink)]
    whole = _tried(source, piece.offset, piece.text)
    return [whole] if whole is not None else [_parsed(source, part, sink) for part in parts]


def _tried(source: Source, offset: int, text: str) -> Node | None:
    try:
        tree = _tree(text)
    except UnexpectedInput:
        return None
    return _node(tree, source, offset) if _depth(tree) <= _MAX_DEPTH else None


def _parsed(source: Source, piece: Piece, sink: Sink) -> Node:
    try:
        tree = _tree(piece.text)
    except UnexpectedInput as e:
        if isinstance(e, UnexpectedToken) and _at_end(piece, e.token):
            return _stopped(source, piece, sink)
        if not piece.spoilt:
            found = _mistake(source, piece, e)
            unquoted = found.code == "SLA012" and "quotation marks" in (found.help or "")
            if not unquoted or all(d.message != found.message for d in sink):  # of a term it is said once
                sink.add(found)
        return _broken(source, piece)
    if _depth(tree) > _MAX_DEPTH:
        here = source.place(piece.offset + len(piece.text) - len(piece.text.lstrip()))
        sink.error("SLA003", "this clause is nested too deeply", here, "define a term for a part of it")
        return _broken(source, piece)
    if comma := next((m for m in _COMMA.finditer(piece.text) if m[1]), None):
        here = source.place(piece.offset + comma.start(1), piece.offset + comma.end(1))
        sink.add(decimal_comma(comma[1], here))
        return _broken(source, piece)
    return _node(tree, source, piece.offset)


def _at_end(piece: Piece, token: Token) -> bool:
    """Whether a clause made sense up to its end, or up to a mark there that is no full stop."""
    text = without_remarks(piece.text).rstrip()
    return token.type == "$END" or (text.endswith((";", ",")) and token.start_pos == len(text) - 1)


def _tree(text: str) -> Any:
    """The tree of a clause; two words that nothing parts are no two words (`orin_scope`), though the lexer takes them so."""
    reading, end, token = _parser().parse_interactive(text), 0, None
    try:
        for token in reading.iter_parse():
            at = token.start_pos or 0
            if at == end > 0 and text[at - 1].isalpha() and (text[at].isalnum() or text[at] == "_"):
                break
            end = token.end_pos or 0
        else:
            return reading.feed_eof(token)
    except UnexpectedInput:
        return _parser().parse(text)  # says more of what could stand there
    raise UnexpectedCharacters(text, token.start_pos or 0, 1, 1)  # type: ignore[no-untyped-call]


def _stopped(source: Source, piece: Piece, sink: Sink) -> Node:
    """A clause that ends without its full stop; it is read as if it had one."""
    text = piece.text[: len(without_remarks(piece.text).rstrip())]
    if not piece.spoilt:
        sink.add(missing_stop(source, piece.offset + len(text), text[-1:]))
    instead = text[:-1] if text.endswith((";", ",")) else text
    return _tried(source, piece.offset, instead + "\n.") or _broken(source, piece)


def _broken(source: Source, piece: Piece) -> Node:
    """A node for a clause that cannot be read, with the names that it may have been about to define."""
    text = without_remarks(piece.text)
    begin = len(text) - len(text.lstrip())
    here = source.place(piece.offset + begin)
    m = _HEAD.match(text, begin)
    assert m is not None  # every part of it may be absent
    names = [n for n in (m[1], m[2]) if n and n != "means"]
    small = re.match(rf"(?:(?:{_WORDS})\s+)?([a-z][a-z\s]*?)(?=\s*(?:\[|:|\bmeans\b|\bof each\b|\beach month\b))", text[begin:])
    if small:
        names.append(" ".join(w.capitalize() for w in small[1].split()))
    kinds = ["STRING" if n.startswith('"') else "TERM" if n[0].isupper() else "NAME" for n in names]
    terms = (Node("term", (Node(k, (), n, here),), "", here) for k, n in zip(kinds, names, strict=True))
    return Node("broken", tuple(terms), "agreement" if text[begin:].lower().startswith("agreement") else "", here)


def _mistake(source: Source, piece: Piece, e: UnexpectedInput) -> Diagnostic:
    names = {t.name: t.pattern.value if t.pattern.type == "str" else t.name for t in _parser().terminals}
    e, cut = _whole_words(piece.text, e)
    if isinstance(e, UnexpectedToken):
        at, wanted = e.token.start_pos or 0, e.accepts or e.expected
        word = re.match(r"[a-z][A-Za-z0-9_]*", piece.text[at:])  # of `internet` the lexer may have taken `in`
        found = word[0] if word else str(e.token)
    else:
        assert isinstance(e, UnexpectedCharacters)
        at, wanted = int(e.pos_in_stream or 0), e.allowed or set()
        found = cut or piece.text[at]
    return sentence(source, Misfit(piece.offset, piece.text, at, found, frozenset(names.get(n, n) for n in wanted)))


def _whole_words(text: str, e: UnexpectedInput) -> tuple[UnexpectedInput, str]:
    """What is wrong at the first word of which only a part was taken for a word of the language (`month` of `monthly`)."""
    start = end = 0
    try:
        for token in _parser().parse_interactive(text).iter_parse():
            at = token.start_pos or 0
            if at == end > 0 and text[at - 1].isalpha() and (text[at].isalnum() or text[at] == "_"):
                break
            start, end = at, token.end_pos or 0
        else:
            return e, ""
    except UnexpectedInput:
        return e, ""
    try:
        _parser().parse(text[:start] + "\0")
    except UnexpectedCharacters as whole:
        word = re.match(r"\w+", text[start:])
        return whole, word[0] if word else ""
    except UnexpectedInput:
        pass
    return e, ""


def _split_at_openers(piece: Piece) -> list[Piece]:
    text = piece.text
    body = len(text) - len(text.lstrip())
    blanked = re.sub(r'#[^\n]*|"[^"]*"', lambda m: re.sub(r"[^\n]", '"' if m[0][0] == '"' else " ", m[0]), text)
    cuts = [0] + [m.start() for m in _OPENER.finditer(blanked) if blanked[: m.start()].strip() and m.start() > body]
    pairs = zip(cuts, [*cuts[1:], len(text)], strict=True)
    return [Piece(piece.offset + a, text[a:b], piece.spoilt) for a, b in pairs]


def _depth(tree: Any) -> int:
    """How deep a tree is, without recursion."""
    deepest, todo = 0, [(tree, 1)]
    while todo:
        node, depth = todo.pop()
        deepest = max(deepest, depth)
        todo += [(child, depth + 1) for child in node.children if isinstance(child, Tree)]
    return deepest


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
