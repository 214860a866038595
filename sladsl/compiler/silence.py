"""In: a compiled contract. Out: what it leaves unsaid (with the convention taken), what nothing uses, what nothing pays.

Conventions are warnings: a run takes them and says so; `check --strict` refuses them.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from ..base.diagnostics import Place, Sink
from ..base.grids import Grid
from ..base.quantity import RATIO
from ..events.vocabulary import VOCABULARY
from ..rules import clauses as c
from ..rules import sets as s
from ..rules import values as v
from ..rules.choice import ByReading
from ..rules.walk import walk
from ..syntax.nodes import Node
from . import advice, values
from .names import Names
from .scope import Scope
from .tables import as_whole, fixed_bounds, is_whole, paid_though_met, unpaid_breach

# Fields that events of the vocabulary have, too, are names by custom (`at`), whatever else they are.
_FIELDS = frozenset(name for kind in VOCABULARY.values() for name in kind.fields)
_HEADER = {
    "h_zone": ("SLA501", "the time zone", "UTC", 'write `time zone "Europe/Berlin"`'),
    "h_period": ("SLA502", "the period of measurement", "the calendar month", "write `period calendar month`"),
    "h_unmeasured": (
        "SLA503", "what time without a measurement counts as", "available", "write `unmeasured time counts as available`",
    ),
    "h_open": (
        "SLA503", "what an outage without an end counts as", "down until the evaluation",
        "write `open outages last until the evaluation`",
    ),
    "h_split": (
        "SLA503", "what an outage over the end of a month counts as", "each month's part in that month",
        "write `outages over a month end are divided at it`",
    ),
}  # fmt: skip
_MONEY = {
    "h_currency": ("SLA504", "the currency", "that of the fee", "write `currency of the fee` or `currency EUR`"),
    "h_rounding": (
        "SLA504",
        "how amounts are rounded",
        "half up, once a month",
        "write `amounts are rounded half up once a month`",
    ),
}


def unsaid(header: Node | None, said: frozenset[str], clauses: tuple[c.Clause, ...], names: Names) -> None:
    """Every convention that the contract does not state."""
    if header is None:
        return
    place = Place(header.place.file, header.place.line, header.place.column, header.place.text, len("agreement"))
    rules = [n for clause in clauses for n in walk(clause)]
    wanted = dict(_HEADER)
    if not any(isinstance(n, s.Facts | s.Runs | s.Intervals) for n in rules):
        for kind in ("h_unmeasured", "h_open", "h_split"):
            del wanted[kind]
    if any(isinstance(x, c.Remedy) and x.unit == "money" for x in clauses):
        wanted |= _MONEY
    for kind, (code, what, taken, help) in wanted.items():
        if not {kind, f"{kind}_of_fee"} & said:
            names.sink.warning(code, f"the contract does not say {what}; taken: {taken}", place, help)
    bodies: dict[str, v.ValueNode] = {k.name: k.body for k in clauses if isinstance(k, c.Measure)}
    bodies |= {k.name: k.body for k in clauses if isinstance(k, c.Term) and not k.is_set}  # type: ignore[misc]
    for clause in clauses:
        if isinstance(clause, c.Measure) and not isinstance(clause.body, v.Cases):
            for n in walk(clause.body):
                if isinstance(n, v.Arith) and n.op == "/" and not _never_zero(n.b, bodies, {}):
                    message = f"`{clause.name}` does not say what it is when nothing is left to divide by; taken: no value"
                    names.sink.warning("SLA508", message, clause.place, _by_zero(clause, bodies, names))
                    break
        if isinstance(clause, c.Measure) and (word := _of_nothing(clause.body)):
            message = f"`{clause.name}` does not say what it is when there is nothing to take the {word} of; taken: no value"
            names.sink.warning("SLA508", message, clause.place, "write what then holds: `(...) else 100%`, or `100% when ...`")
        uncited = not clause.cites and not isinstance(clause, c.Record | c.Assumption | c.Reading)
        if uncited and not (isinstance(clause, c.Term) and "section" in said):
            message = f"`{clause.name}` does not say where in the agreement it comes from"
            names.sink.warning("SLA509", message, clause.place, 'write `[4.2, "its words"]` behind the name')


def _of_nothing(node: object) -> str | None:
    """The mean, share or the like in a value that stands where nobody says what holds when there is none."""
    match node:
        case v.Cases() | v.Pick("first"):
            return None
        case v.ForEach(kind="mean" | "share" | "percentile" | "largest" | "smallest" as kind, over=over):
            return None if isinstance(over, Grid) and over.unit != "time" else kind
        case v.ForEach():
            return None
    parts = [getattr(node, a.name) for a in node.__attrs_attrs__] if hasattr(node, "__attrs_attrs__") else node
    found = (_of_nothing(x) for x in parts) if isinstance(parts, tuple | list) else ()
    return next((x for x in found if x), None)


def _by_zero(clause: c.Measure, bodies: dict[str, v.ValueNode], names: Names) -> str:
    """What to add to a measure that may divide by zero, in its author's words for what it divides by."""
    node, what = names.nodes["value", clause.name], None
    aside = evolve(names, sink=Sink())  # a part of a gathering is asked out of its place; what is wrong with that is not said
    scope = Scope(aside, period=clause.grid, service=clause.per_service)
    for division in (n for n in node.walk() if n.kind == "div"):
        rule, t = values.value(division.parts[1], scope)
        nothing = advice.zero(t.dim, names.currency) if t.kind == "number" else None
        if nothing and not _never_zero(rule, bodies, {}):
            what = (advice.written(division.parts[1]) or "...") + f" is {nothing}"
            break
    given = "100%" if clause.dim == RATIO else advice.zero(clause.dim, names.currency) or "100%"
    return f"add `; {given} when {what or '...'}`"


def _never_zero(x: v.ValueNode, bodies: dict[str, v.ValueNode], known: dict[str, bool]) -> bool:
    match x:
        case v.Const(Fraction() as value):
            return value != 0
        case v.PeriodLength() | v.PeriodDays():
            return True
        case v.Arith("*" | "/", a, b):
            return _never_zero(a, bodies, known) and _never_zero(b, bodies, known)
        case ByReading(_, choices):
            return all(_never_zero(choice, bodies, known) for _, choice in choices)
        case v.Ref(name) if name in bodies:
            if name not in known:  # a term is looked at once, however often it stands in others
                known[name] = _never_zero(bodies[name], bodies, known)
            return known[name]
    return False


def one_sided(clauses: tuple[c.Clause, ...], names: Names) -> None:
    """A cap over several periods that counts what another remedy awards, which does not count this one in turn."""
    remedies = {x.name: x for x in clauses if isinstance(x, c.Remedy)}
    for remedy in remedies.values():
        for cap in remedy.caps:
            for other in (remedies[name] for name in cap.together if name in remedies and cap.span != remedy.grid):
                if not any(remedy.name in own.together for own in other.caps):
                    message = f"`{remedy.name}` leaves room for `{other.name}`, which does not leave any for it in turn"
                    help = f"give `{other.name}` the same cap `together with ({remedy.name})`"
                    names.sink.warning("SLA512", message, remedy.place, help)


def unmatched(clauses: tuple[c.Clause, ...], names: Names) -> None:
    """A guarantee each of whose rows holds for some values only, so that an item may fit none."""
    for g in clauses:
        if not isinstance(g, c.Guarantee) or not g.rows or any(row.when is None for row in g.rows):
            continue
        tests = [n for row in g.rows for n in walk(row.when) if isinstance(n, v.Compare | v.OneOf | v.Not | v.Const)]
        if any(isinstance(n, v.Not) or (isinstance(n, v.Compare) and n.op != "=") or _holds(n) for n in tests):
            continue  # `is not high` beside `is high`: perhaps every value is told
        asked = [x for x in (_asked(row.when) for row in g.rows) if x is not None]
        what = g.item or (g.grid.word if g.grid is not None else "item")
        item = f"a{'n' * what.startswith(tuple('aeiou'))} `{what}`"
        message = f"every row of `{g.name}` has a condition: {item} that fits none of them gets `no data`"
        if len(asked) == len(g.rows) and len({name for name, _ in asked}) == 1:
            told = ", ".join(dict.fromkeys(word for _, words in asked for word in words))
            message = f"`{g.name}` has no row for {item} whose `{asked[0][0]}` is none of {told}: it gets `no data`"
        names.sink.note("SLA604", message, g.place, "add a row without `when`, such as `no target;`, if the agreement has one")


def _holds(test: object) -> bool:
    return isinstance(test, v.Const) and test.value is True


def _asked(when: object) -> tuple[str, tuple[str, ...]] | None:
    """Which field or term a condition compares with fixed values, and the values."""
    match when:
        case v.Compare("=", v.ItField(name) | v.Ref(name), v.Const(value)):
            return name, (str(value),)
        case v.OneOf(v.ItField(name) | v.Ref(name), words):
            return name, words
    return None


def unused(names: Names) -> None:
    """Terms and readings that nothing uses, and flags of the wrong shape."""
    for (space, name), node in names.nodes.items():
        quiet = node.kind in ("measure", "window", "total") or space in ("guarantee", "remedy", "right", "reading")
        if not quiet and (space, name) not in names.used:
            place = (node.first("term") or node).place
            what = {"causes": "list of causes", "claim": "claim"}.get(node.kind, "term")
            names.sink.warning("SLA104", f"the {what} `{name}` is never used", place, "use it, or leave it out")
    for name in names.readings:
        if ("reading", name) not in names.used:
            place = names.nodes["reading", name].parts[0].place
            names.sink.warning("SLA104", f"the reading `{name}` changes nothing", place, "decide something `by reading` it")


def unpaid(clauses: tuple[c.Clause, ...], names: Names) -> None:
    """A breach of a guarantee for which a table over the same measure gives nothing."""
    targets: dict[str, tuple[Fraction, bool]] = {}
    for g in clauses:
        if isinstance(g, c.Guarantee):
            for row in g.rows:
                p = row.promise
                if row.when is None and isinstance(p, v.Compare) and p.op in (">=", "<="):
                    match p.a, p.b:
                        case v.Ref(name), v.Const(Fraction() as limit):
                            targets[name] = (limit, p.op == ">=")
    for clause in clauses:
        if not isinstance(clause, c.Measure | c.Remedy):
            continue
        columns = [case.value for n in walk(clause) if isinstance(n, v.Cases) for case in n.exceptions]
        columns += [n.base for n in walk(clause) if isinstance(n, v.Cases) and n.base is not None]
        for n in walk(clause):
            if not isinstance(n, v.Tiers) or n in columns or n.otherwise is not None or not fixed_bounds(n.rows):
                continue  # a column of a matrix may pay nothing; bounds that are parameters are not known here
            if isinstance(n.x, v.Ref) and n.x.name in targets:
                paying = tuple(row for row in n.rows if row.value != v.Const(Fraction(0)))
                whole = is_whole(n.x, Scope(names))
                paying = tuple(map(as_whole, paying)) if whole else paying
                if gap := unpaid_breach(paying, *targets[n.x.name], whole):
                    message = f"`{n.x.name}` {gap} is a breach, and no row of the table in `{clause.name}` pays for it"
                    names.sink.error("SLA305", message, clause.place, "add a row, or move a bound")
                gated = isinstance(clause, c.Remedy) and clause.when is not None
                if not gated and (kept := paid_though_met(paying, *targets[n.x.name])):
                    message = f"`{n.x.name}` {kept} meets the guarantee, and the table in `{clause.name}` pays for it"
                    names.sink.warning("SLA306", message, clause.place, "move a bound, or say `when ... is breached`")


def reserved(nodes: list[Node], words: frozenset[str], names: Names) -> None:
    """Names that the contract gives itself must not be words of the language (those of readings and their values may)."""
    for node in nodes:
        given = []
        match node.kind:
            case "unit" | "event":
                given = [node.parts[0]]
            case "causes":
                given = [x.parts[0] for x in node.all("cause")]
            case "window":
                given = [f.parts[0] for limb in node.parts for f in limb.all("flag")]
        if node.kind == "event":
            given += [t.parts[0] for t in node.all("typed") if t.parts[0].text not in _FIELDS]
        for word in given:
            if word.text in words:
                message = f"`{word.text}` is a word of the language and cannot be a name"
                names.sink.error("SLA105", message, word.place, f"call it by more than one word: `own_{word.text}`, say")
