"""In: a contract's bytes. Out: its `RuleTree` and every diagnostic; nothing is evaluated, nothing is read but the text."""

from __future__ import annotations

import hashlib
import re

from attrs import evolve, frozen

from ..base.diagnostics import Place, Sink
from ..events.vocabulary import VOCABULARY, declared
from ..rules import clauses as c
from ..rules.values import ValueNode
from ..syntax.nodes import Node
from ..syntax.parser import keywords, parse
from ..syntax.text import read_source
from . import clauses, parameters, recorded, remedies, silence
from .circles import circles
from .frame import frame
from .names import Names, cites_of, text_of
from .terms import resolve
from .twice import said_twice


@frozen
class Compiled:
    """A contract's rules, and what was found about it; with an error among it the rules are incomplete."""

    tree: c.RuleTree
    sink: Sink


def compile_contract(data: bytes, file: str) -> Compiled:
    """Every clause of a text as rules. Never raises for any bytes; what is wrong is in the sink."""
    sink = Sink()
    nodes = parse(read_source(data, file, sink), sink)
    names = Names(sink, resolve)
    _declare(nodes, names)
    headers = [n for n in nodes if n.kind == "agreement"]
    names.in_force = not headers  # what a header says that cannot be read is not known; it is not blamed for more
    illegible = not nodes and sink.errors
    if not headers and not illegible and not any(n.kind == "broken" and n.text == "agreement" for n in nodes):
        help = 'begin with `agreement "...":`'
        sink.error("SLA114", "there is no `agreement` clause", Place(file, 1), help)
    for again in headers[1:]:
        sink.error("SLA102", "there are two `agreement` clauses", again.place, "leave one of them out")
    header = headers[0] if headers else None
    try:
        found_frame, said = frame(header, names)
        found, sections = _clauses(nodes, names)
        defaults = _defaults(nodes, names)
    except RecursionError:
        sink.error("SLA003", "the contract is nested too deeply", Place(file, 1), "define terms for parts of it")
        found_frame, said, found, sections, defaults = c.Frame(""), frozenset(), (), (), {}
    events = {n: {f: k.kind for f, k in e.fields.items()} for n, e in names.declared_events.items()}
    silence.reserved(nodes, keywords(), names)
    if not sink.errors:
        circles(found, names)
    if not sink.errors:  # what is wrong with the parts would be said again of the whole
        if sections:
            said = said | {"section"}
        silence.unsaid(header, said, found, names)
        silence.unpaid(found, names)
        silence.unmatched(found, names)
        silence.one_sided(found, names)
        silence.unused(names)
    sha = hashlib.sha256(data).hexdigest()
    found_frame = evolve(found_frame, amounts=names.currency)
    return Compiled(c.RuleTree(found_frame, found, defaults, events, file, sha, sections, _cited(nodes)), _clipped(sink))


def _clipped(sink: Sink) -> Sink:
    """The same findings; what they quote is cut to a length that can be read."""
    clipped = Sink()
    for d in sink:
        clipped.add(evolve(d, message=_short(d.message), help=_short(d.help) if d.help else None))
    return clipped


def _short(text: str) -> str:
    shown = "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in text)
    return re.sub(r"`([^`]{100,})`", lambda m: f"`{m[1][:80]}...`", shown)


def _declare(nodes: list[Node], names: Names) -> None:
    for node in nodes:
        names.declare(node)
        match node.kind:
            case "unit":
                unit = node.parts[0]
                if unit.text in names.units:
                    message = f"the unit `{unit.text}` is declared twice"
                    names.sink.error("SLA102", message, unit.place, "leave one of them out")
                names.units.add(unit.text)
            case "event":
                _event(node, names)
            case "reading":
                _reading(node, names)


# What others call the kinds of fields.
_MEANT = {
    **dict.fromkeys(("date", "time", "datetime", "timestamp"), "instant"),
    **dict.fromkeys(("string", "word", "name"), "text"),
    **dict.fromkeys(("integer", "int", "count"), "whole"),
    **dict.fromkeys(("boolean", "bool", "flag"), "yes_or_no"),
    **dict.fromkeys(("decimal", "float", "percentage"), "number"),
    "amount": "money",
}


def _event(node: Node, names: Names) -> None:
    name = node.parts[0].text
    kinds = {"instant": "instant", "yes_or_no": "flag", "number": "number", "whole": "whole", "code": "code",
             "text": "text", "money": "money", "list": "list", "period": "period"}  # fmt: skip
    fields = {}
    for typed in node.all("typed"):
        field, kind = typed.parts[0].text, typed.parts[1]
        meant = _MEANT.get(kind.text, kind.text)
        if kind.text not in kinds:
            help = f"write `{meant}`" if meant in kinds else None
            names.unknown("SLA115", f"`{kind.text}` is no kind of field", kind.place, kind.text, kinds, help)
        if field in fields:
            message = f"the field `{field}` is declared twice"
            names.sink.error("SLA102", message, typed.parts[0].place, "leave one of them out")
        fields[field] = kinds.get(meant, "text")
    if name in names.events:
        whose = "the language knows" if name in VOCABULARY else "there is"
        message = f"{whose} the event `{name}` already"
        names.sink.error("SLA102", message, node.parts[0].place, "name it differently")
        return
    try:
        names.events[name] = declared(name, fields)  # type: ignore[arg-type]
    except ValueError as e:
        help = "leave that field out: every event may have it, of that kind"
        names.sink.error("SLA115", f"the event `{name}` cannot be declared: {e}", node.parts[0].place, help)


def _reading(node: Node, names: Names) -> None:
    name = node.parts[0].text
    labels = [o.parts[0].parts[0] for o in node.all("option")]
    if name in names.readings:
        names.sink.error("SLA102", f"the reading `{name}` is declared twice", node.parts[0].place, "leave one of them out")
        return
    for i, label in enumerate(labels):
        if label.text in [x.text for x in labels[:i]]:
            names.sink.error("SLA116", f"the value `{label.text}` stands here twice", label.place, "leave one of them out")
    names.readings[name] = tuple(x.text for x in labels)
    names.nodes["reading", name] = node
    adopted = node.all("label")[-1].parts[0]
    if adopted.text not in names.readings[name]:
        message = f"the adopted value `{adopted.text}` is none of the reading's"
        names.unknown("SLA107", message, adopted.place, adopted.text, names.readings[name])


def _clauses(nodes: list[Node], names: Names) -> tuple[tuple[c.Clause, ...], tuple[c.Section, ...]]:
    """The clauses in the order of the text, and the headings between them."""
    found: list[c.Clause] = []
    sections: list[c.Section] = []
    for node in nodes:
        if node.kind == "section":
            place, *title = (text_of(part) for part in node.parts)
            sections.append(c.Section(place, next(iter(title), None), len(found)))
        elif clause := _clause(node, names):
            found.append(clause)
    return tuple(found), tuple(sections)


def _clause(node: Node, names: Names) -> c.Clause | None:
    said_twice(node, names)
    match node.kind:
        case "define":
            return clauses.term(node, names)
        case "measure":
            return clauses.measure(node, names)
        case "total":
            return clauses.total(node, names)
        case "window":
            return clauses.window(node, names)
        case "guarantee":
            return clauses.guarantee(node, names)
        case "claim":
            return clauses.claim(node, names)
        case "remedy":
            return remedies.remedy(node, names)
        case "right":
            return remedies.right(node, names)
        case "given":
            return parameters.parameter(node, names)
        case "record":
            return recorded.record(node, names)
        case "lost":
            return recorded.lost(node, names)
        case "reading":
            return recorded.reading(node)
        case "assumption":
            return recorded.assumption(node)
        case "causes":
            return recorded.causes(node)
    return None


def _cited(nodes: list[Node]) -> dict[tuple[str, str], tuple[c.Cite, ...]]:
    """What each default cites."""
    defaults = (n for n in nodes if n.kind == "default_fact")
    return {(n.parts[1].text, n.parts[0].text): cites_of(n) for n in defaults}


def _defaults(nodes: list[Node], names: Names) -> dict[tuple[str, str], ValueNode]:
    found = {}
    for node in (n for n in nodes if n.kind == "default_fact"):
        pair = recorded.default_fact(node, names)
        if pair and pair[0] in found:
            names.sink.error("SLA102", "this default is given twice", node.place, "leave one of them out")
        elif pair:
            found[pair[0]] = pair[1]
    return found
