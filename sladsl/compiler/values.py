"""In: an expression and its scope. Out: the value node it means, and its type; a mistake is said once, in place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ..base.diagnostics import Place
from ..base.grids import Grid
from ..base.quantity import COUNT, DAYS, MONTHS, RATIO, TIME, TIME_WORDS, Dim, Mode
from ..rules import values as v
from ..rules.choice import ByReading
from ..syntax.nodes import Node
from . import advice, calls
from .grids import each_period, the_period
from .names import name_of, text_of
from .scope import ANY, STRETCH_FIELDS, UNKNOWN_ITEM, Scope, branches
from .spans import amount, decimal, is_currency, span
from .tables import rows_of
from .types import CONDITION, FIELD_TYPES, INSTANT, LIST, UNKNOWN, WORD, Type, number

Typed = tuple[v.ValueNode, Type]
NOTHING: Typed = (v.Const(Fraction(0)), UNKNOWN)
_PERIOD_HELP = "use it in a clause `each month`"
# How the words of rounding are called in the rules.
MODES: dict[str, Mode] = {"down": "down", "up": "up", "half_up": "half up", "half_even": "half even"}


def value(node: Node, scope: Scope) -> Typed:
    """Any expression that stands for one value."""
    names = scope.names
    match node.kind:
        case "bracket" if len(node.parts) == 1:
            return value(node.parts[0], scope)
        case "number":
            plain = decimal(node.parts[0], names)
            return (v.Const(plain), number(COUNT)) if plain is not None else NOTHING
        case "percent":
            return v.Const(_fraction(node.parts[0], scope) / 100), number(RATIO)
        case "percent_of" if _is_fee(node.parts[1], scope):
            help = f"write `{node.parts[0].text}% of amount of fee`"
            names.sink.error("SLA206", "`fee` is not an amount by itself", node.parts[1].place, help)
            return NOTHING
        case "percent_of":
            x, t = value(node.parts[1], scope)
            if t.kind not in ("number", "unknown"):
                help = "a percentage is taken of a number: `10% of amount of fee`"
                names.sink.error("SLA211", f"a percentage of {t} means nothing", node.place, help)
                return NOTHING
            return v.Arith("*", v.Const(_fraction(node.parts[0], scope) / 100), x), t
        case "amount" | "amount_manner" | "amount_per" | "days":
            found = amount(node, names)
            if found is None:
                code = node.parts[-1].text
                amount_of_money = is_currency(code) and ("value", code) not in names.nodes
                if node.kind == "days" and not amount_of_money and span(node, scope):  # else it was said already
                    help = "they belong into deadlines and notices: `within 5 Business Days`"
                    message = "days of a calendar are counted from an instant, and cannot be computed with"
                    names.sink.error("SLA213", message, node.place, help)
                return NOTHING
            return v.Const(found[0]), number(found[1])
        case "date":
            try:
                return v.Midnight(date.fromisoformat(node.parts[0].text)), INSTANT
            except ValueError:
                names.sink.error("SLA205", "there is no such date", node.place, "write year, month, day: `2025-06-30`")
                return NOTHING
        case "name_ref":
            return _field(node, scope)
        case "term_ref":
            return _term(node, scope)
        case "by_reading":
            return _by_reading(node, scope)
        case "add" | "sub" | "mul" | "div":
            return _arith(node, scope)
        case "round_unit" | "round_decimals" | "round_percentage" | "round_multiple":
            return _round(node, scope)
        case "else_":
            (a, ta), (b, tb) = value(node.parts[0], scope), value(node.parts[1], scope)
            same(ta, tb, node, scope)
            return v.Pick("first", (a, b)), ta
        case "tiers":
            return _tiers(node, scope)
        case "of_" | "of_within" | "for_each" | "percentile":
            return calls.call(node, scope)
        case "matrix":
            return _matrix(node, scope)
    return logic(node, scope)


def logic(node: Node, scope: Scope) -> Typed:
    """An expression that is a condition by its form."""
    names = scope.names
    parts = node.parts
    match node.kind:
        case "always" | "never":
            return v.Const(node.kind == "always"), CONDITION
        case "all_" | "all_of":
            return v.AllOf(tuple(condition(p, scope) for p in parts)), CONDITION
        case "any_" | "any_of":
            return v.AnyOf(tuple(condition(p, scope) for p in parts)), CONDITION
        case "not_":
            return v.Not(condition(parts[0], scope)), CONDITION
        case "is_":
            return _relation(parts[0], parts[1], scope), CONDITION
        case "is_not":
            return v.Not(_relation(parts[0], parts[1], scope)), CONDITION
        case "include":
            x = expect(parts[0], scope, LIST)
            return v.Includes(x, tuple(_word(w, scope) for w in parts[1].parts)), CONDITION
        case "caused":
            return _caused(parts[0], scope), CONDITION
        case "first_month":
            if not scope.item or not scope.names:
                help = "use it in a clause `of each` something"
                names.sink.error("SLA206", "`first month` needs an item whose months are meant", node.place, help)
            return v.FirstMonth(condition(parts[0], scope)), CONDITION
    help = "a number, a time or a condition belongs here"
    if node.kind in ("the_period", "the_period_in_force"):
        help = "write `time of the month`, `start of the month` ..."
    if node.kind in ("term_in", "whole_periods"):
        help = "it belongs into deadlines: `within 4 hours in Business Hours`, `filed within 2 whole months after ...`"
    if node.kind.startswith("on_weekday"):
        names.sink.error("SLA211", "days of the week are no single value", node.place, "write `Monday to Friday`")
        return NOTHING
    names.sink.error("SLA211", "this is not a single value", node.place, help)
    return NOTHING


def condition(node: Node, scope: Scope) -> v.ValueNode:
    """An expression that must be a condition."""
    return expect(node, scope, CONDITION)


def expect(node: Node, scope: Scope, wanted: Type) -> v.ValueNode:
    """An expression that must be of a type."""
    found, t = value(node, scope)
    if t.kind != "unknown" and (t.kind != wanted.kind or (t.kind == "number" and t.dim != wanted.dim)):
        code = "SLA203" if t.kind == wanted.kind else "SLA211"
        scope.names.sink.error(code, f"this should be {wanted}, and is {t}", node.place, advice.unit_help(t, wanted))
    return found


def same(ta: Type, tb: Type, node: Node, scope: Scope, place: Place | None = None) -> None:
    """Two values that stand side by side must be of one type."""
    if "unknown" in (ta.kind, tb.kind) or ta == tb:
        return
    help = advice.unit_help(tb, ta) or advice.unit_help(ta, tb)
    if {ta.kind, tb.kind} == {"number", "word"}:
        help = "write a number"
    code = "SLA203" if ta.kind == tb.kind == "number" else "SLA211"
    scope.names.sink.error(code, f"{ta} and {tb} stand side by side", place or node.place, help)


def _fraction(node: Node, scope: Scope) -> Fraction:
    return decimal(node, scope.names, percentage=True) or Fraction(0)


def _is_fee(node: Node, scope: Scope) -> bool:
    fields = scope.item_type.fields if scope.item_type else ()
    return node.kind == "name_ref" and node.parts[0].text in ("fee", "fees") and node.parts[0].text not in fields


def _field(node: Node, scope: Scope) -> Typed:
    name = node.parts[0].text
    if scope.item == "stretch" and name in STRETCH_FIELDS:
        return v.ItField(name), INSTANT
    event = scope.item_type
    if event and name in event.fields:
        return v.ItField(name), FIELD_TYPES[event.fields[name].kind]
    if scope.item == UNKNOWN_ITEM:
        return NOTHING
    fields = tuple(event.fields) if event else STRETCH_FIELDS if scope.item else ()
    if said := advice.or_more(node.parts[0]):
        scope.names.sink.error("SLA013", said[0], node.place, said[1])
    elif not scope.item:
        help = scope.names.capitalised(name) or "say whose it is: `amount of fee`, `start of subscription`"
        help = f"write `every {name}`" if name in scope.names.events else help
        help = "write `amount of fee`" if name in ("fee", "fees") else help
        scope.names.sink.error("SLA206", f"`{name}` belongs to no item here", node.place, help)
    else:
        item = "a stretch of time" if scope.item == "stretch" else f"an event of type `{scope.item}`"
        message = f"{item} has no field `{name}`"
        of_all = name in scope.names.events["subscription"].fields and not scope.names.is_near(name, fields)
        meant = f"did you mean `{name} of subscription`?" if of_all else None
        if event is not None and meant is None and not scope.names.is_near(name, fields):
            meant = scope.names.capitalised(name) or advice.field_help(name, event)
        scope.names.unknown("SLA117", message, node.place, name, fields, meant)
    return NOTHING


def word_or_value(node: Node, scope: Scope, left: Type) -> Typed:
    """The right side of `is`: beside a word, a name or a quoted text is a word."""
    if left.kind in ("word", "unknown"):
        if node.kind == "name_ref":
            return v.Const(node.parts[0].text), WORD
        if node.kind == "term_ref" and node.parts[0].parts[0].kind == "STRING":
            return v.Const(text_of(node.parts[0].parts[0])), WORD
    if node.kind == "name_ref" and left.kind != "unknown":
        event, name = scope.item_type, node.parts[0].text
        if event is not None and name not in event.fields and not scope.names.is_near(name, event.fields):
            return v.Const(name), WORD
    return value(node, scope)


def _word(node: Node, scope: Scope) -> str:
    if node.kind == "name_ref":
        return node.parts[0].text
    if node.kind == "term_ref" and node.parts[0].parts[0].kind == "STRING":
        return text_of(node.parts[0].parts[0])
    if node.kind == "number":
        return node.parts[0].text
    scope.names.sink.error("SLA211", "this is not a word", node.place, "write names in small letters, or quote the words")
    return ""


def _term(node: Node, scope: Scope) -> Typed:
    name = name_of(node.parts[0])
    meaning = scope.names.meaning(name, node.place)
    if meaning.type.kind in ("set", "calendar"):
        help = f"write `time of {name}` or `number of {name}`" if meaning.type.kind == "set" else None
        scope.names.sink.error("SLA211", f"`{name}` is {meaning.type}, where a single value is needed", node.place, help)
        return NOTHING
    if meaning.item and meaning.item != scope.item and UNKNOWN_ITEM not in (meaning.item, scope.item):
        message = f"`{name}` is said of each {meaning.item}, and no {meaning.item} is meant here"
        help = f"write the clause `of each {meaning.item}`"
        scope.names.sink.error("SLA206", message, node.place, help)
    if meaning.per_service and not scope.service:
        help = "write `total of (...) for each service`"
        scope.names.sink.error("SLA206", f"`{name}` differs from service to service", node.place, help)
    check_period(name, meaning.grid, node, scope)
    return v.Ref(name), meaning.type


def check_period(name: str, grid: Grid | None, node: Node, scope: Scope) -> None:
    """What differs from period to period stands only where its period is meant."""
    if grid is None or scope.period in (grid, ANY) or (grid == ANY and scope.period is not None) or grid in scope.outer:
        return
    word = "period" if grid == ANY else grid.word
    if scope.period is None:
        message = f"`{name}` differs from {word} to {word}, and no {word} is meant here"
        help = (
            _PERIOD_HELP if not scope.shown else f"gather it: `total of ({name}) for each {'month' if grid == ANY else word}`"
        )
    else:
        here = scope.period.word
        message = f"`{name}` differs from {word} to {word}, and a {here} is meant here"
        if grid != ANY and grid.days > scope.period.days:
            gather = f"`total of (...) for each {here} of the {word}`"
            help = f"ask it in a clause `each {word}`, and gather there what each {here} gives: {gather}"
        else:
            help = f"gather it: `total of ({name}) for each {word} of the {here}`, or `mean of`, `number of`"
    scope.names.sink.error("SLA206", message, node.place, help)


def _by_reading(node: Node, scope: Scope) -> Typed:
    found = branches(node, scope, lambda n: value(n, scope))
    types = [t for _, (_, t) in found if t.kind != "unknown"]
    for t in types[1:]:
        same(types[0], t, node, scope)
    chosen = ByReading(node.parts[0].text, tuple((label, rule) for label, (rule, _) in found))
    return chosen, types[0] if types else UNKNOWN


def _arith(node: Node, scope: Scope) -> Typed:
    if all(p.kind == "on_weekday" for p in node.parts):
        scope.names.sink.error("SLA211", "days of the week are no single value", node.place, "write `Monday to Friday`")
        return NOTHING
    for part in node.parts:
        if part.kind in ("round_unit", "round_decimals", "round_percentage", "round_multiple"):
            message, help = "it is not said whether this part is rounded, or the whole", "put brackets: `(A / B) rounded ...`"
            scope.names.sink.error("SLA211", message, part.place, help)
    (a, ta), (b, tb) = value(node.parts[0], scope), value(node.parts[1], scope)
    op = {"add": "+", "sub": "-", "mul": "*", "div": "/"}[node.kind]
    rule = v.Arith(op, a, b)  # type: ignore[arg-type]
    if "unknown" in (ta.kind, tb.kind):
        return rule, UNKNOWN
    if ta == tb == INSTANT and op == "-":
        return rule, number(TIME)
    if ta == INSTANT and tb.kind == "number" and op in "+-":
        if tb.dim == TIME:
            return rule, INSTANT
        if tb.dim in (DAYS, MONTHS):
            return v.Arith(rule.op, a, b, "days" if tb.dim == DAYS else "months"), INSTANT
    if ta.kind == tb.kind == "number":
        if op in "*/":
            return rule, number(ta.dim.times(tb.dim, 1 if op == "*" else -1))
        if ta.dim == tb.dim:
            return rule, ta
    sign = {"+": "plus", "-": "less", "*": "times", "/": "divided by"}[op]
    found_help = advice.unit_help(tb, ta) or advice.unit_help(ta, tb) if ta.kind == tb.kind == "number" else None
    scope.names.sink.error("SLA203", f"{ta} {sign} {tb} means nothing", node.place, found_help)
    return NOTHING


def _round(node: Node, scope: Scope) -> Typed:
    if node.parts[0].kind in ("for_each", "for_each_where"):
        message = "it is not said whether each part is rounded, or what they come to"
        help = "put brackets: `(total of ... for each ...) rounded ...`"
        scope.names.sink.error("SLA217", message, node.place, help)
    x, t = value(node.parts[0], scope)
    mode = MODES[node.parts[1].kind]
    last = node.parts[2]
    if t.kind == "unknown":
        return NOTHING
    if node.kind in ("round_decimals", "round_percentage"):
        places = int(last.text) if last.text.isdecimal() and len(last.text) < 3 else 99
        if places > 30:
            scope.names.sink.error("SLA207", f"`{last.text}` is not a number of decimals", last.place, "write 0 to 30")
            return NOTHING
        of_percentage = node.kind == "round_percentage"
        if t == number(RATIO) and not of_percentage:
            message = f"{places} decimals of the percentage, or of the number: it is not said"
            help = f"write `to {places} decimals of a percentage`; for full steps divide one percentage by another"
            scope.names.sink.error("SLA218", message, node.place, help)
            return NOTHING
        if of_percentage and t != number(RATIO):
            scope.names.sink.error("SLA203", f"{t} is not a percentage", node.place, "leave out `of a percentage`")
            return NOTHING
        scale = 100 if of_percentage else 1
        return v.Round(x, Fraction(1, 10**places * scale), mode), t
    if node.kind == "round_multiple":
        step = amount(last, scope.names)
        if step is None:
            return NOTHING
        if number(step[1]) != t or step[0] <= 0:
            scope.names.sink.error("SLA203", f"{t} is not rounded to multiples of {step[1]}", last.place, unit_of_step(t))
            return NOTHING
        return v.Round(x, step[0], mode), t
    if last.text in TIME_WORDS and t == number(TIME):
        return v.Round(x, Fraction(TIME_WORDS[last.text]), mode), t
    if t.kind == "number" and last.text in scope.names.units and t.dim == Dim(((last.text, 1),), ""):
        return v.Round(x, Fraction(1), mode), t
    help = "write `to the minute`, `to the hour`, `to the` unit of the contract, or `to 2 decimals`"
    scope.names.sink.error("SLA203", f"{t} cannot be rounded to the `{last.text}`", node.place, help)
    return NOTHING


def _tiers(node: Node, scope: Scope) -> Typed:
    x, t = value(node.parts[0], scope)
    return rows_of(node, t, scope, value, x)


def unit_of_step(t: Type) -> str:
    """What multiples a value can be rounded to."""
    return "write `to multiples of 15 minutes`" if t == number(TIME) else "write multiples of its own unit"


def _matrix(node: Node, scope: Scope) -> Typed:
    """A table with a column for each word: the column is chosen by the word, the row by the number."""
    names = scope.names
    (x, t), (by, tb) = value(node.parts[0], scope), value(node.parts[1], scope)
    columns = [column.parts[0] if column.parts else column for column in node.parts[2].parts]
    rest: v.ValueNode = v.Const(Fraction(0))
    cases: list[v.Case] = []
    found = UNKNOWN
    for k, column in enumerate(columns):
        rows, tr = rows_of(node, t, scope, value, x, k, len(columns))
        if found.kind == "unknown":
            found = tr
        same(found, tr, node, scope)
        if column.kind == "column":  # `otherwise`
            rest = rows
            continue
        shown = text_of(column) if column.kind == "STRING" else column.text
        key: v.ValueNode = v.Const(shown)
        if tb == number(COUNT):
            plain = decimal(column, names) if column.kind == "NUMBER" else None
            if plain is None:
                names.sink.error(
                    "SLA203", f"the columns are told by {tb}, and `{shown}` is none", column.place, "write numbers"
                )
                continue
            key = v.Const(plain)
        elif tb.kind not in ("word", "unknown"):
            help = "write `by priority`, or another field or term whose values are words or numbers"
            names.sink.error("SLA211", f"columns are told by a word or a number, and this is {tb}", node.parts[1].place, help)
            break
        if any(isinstance(case.when, v.Compare) and case.when.b == key for case in cases):
            names.sink.error("SLA102", f"the column `{shown}` stands twice", column.place, "leave one of them out")
        cases.append(v.Case(v.Compare("=", by, key), rows))
    return v.Cases(rest, tuple(cases)), found


def _caused(term: Node, scope: Scope) -> v.ValueNode:
    names, name = scope.names, name_of(term)
    names.used.add(("value", name))
    listed = names.nodes.get(("value", name))
    if listed is None or listed.kind != "causes":
        known = (n for (_, n), d in names.nodes.items() if d.kind == "causes")
        names.unknown("SLA101", f"there is no list of causes `{name}`", term.place, name, known)
        return v.Const(False)
    if scope.item != UNKNOWN_ITEM and (not scope.item_type or "cause" not in scope.item_type.fields):
        names.sink.error("SLA206", "nothing here has a cause", term.place, "ask it of an outage or a ticket")
    return v.OneOf(v.ItField("cause"), tuple(c.parts[0].text for c in listed.all("cause")))


def _relation(left: Node, rel: Node, scope: Scope) -> v.ValueNode:
    names = scope.names
    match rel.kind:
        case "breached" | "met":
            name = name_of(left.parts[0]) if left.kind == "term_ref" else ""
            guarantee = names.clause("guarantee", name, left.place)
            if guarantee is not None:
                calls.check_guarantee(guarantee, name, left, scope)
            return v.Judged(name, "met" if rel.kind == "met" else "breached")
        case "is_claimed":
            name = name_of(left.parts[0]) if left.kind == "term_ref" else ""
            claim = names.clause("claim", name, left.place)
            if claim is not None and claim.first("of_each") is None:
                check_period(name, each_period(claim, names), left, scope)
            elif claim is not None:
                calls.check_item(claim, "claim", name, left, scope)
            return v.Claimed(name)
        case "exercised":
            name = name_of(left.parts[0]) if left.kind == "term_ref" else ""
            right = names.clause("right", name, left.place)
            if right is not None:
                check_period(name, each_period(right, names), left, scope)
            return v.Exercised(name)
        case "given":
            return v.Given(value(left, scope)[0])
        case "during" if rel.parts[0].kind == "the_period":
            grid = the_period(rel.parts[0].parts[0], scope)
            at = expect(left, scope, INSTANT)
            before = v.Compare("before", at, v.PeriodBound(grid, "start"))
            return v.AllOf((v.Given(at), v.Not(before), v.Compare("before", at, v.PeriodBound(grid, "end"))))
        case "during":
            return v.During(expect(left, scope, INSTANT), calls.times(rel.parts[0], scope))
        case "wholly":
            if left.kind != "it":
                names.sink.error("SLA214", "only an item lies `wholly` in hours", left.place, "write `it is wholly during ...`")
            return v.During(None, calls.times(rel.parts[0], scope))
        case "lead":
            gap = span(rel.parts[0], scope) or v.Elapsed(v.Const(Fraction(0)))
            return v.Lead(expect(left, scope, INSTANT), gap, expect(rel.parts[1], scope, INSTANT))
        case "before" | "after":
            return v.Compare(rel.kind, expect(left, scope, INSTANT), expect(rel.parts[0], scope, INSTANT))
        case "one_of":
            x, t = value(left, scope)
            if len(rel.parts[0].parts) == 1 and rel.parts[0].parts[0].kind == "term_ref" and t == WORD:
                return v.IdIn(x, calls.items(rel.parts[0].parts[0], scope)[0])
            if t == number(COUNT) and all(w.kind == "number" for w in rel.parts[0].parts):
                return v.AnyOf(tuple(v.Compare("=", x, value(w, scope)[0]) for w in rel.parts[0].parts))
            if t.kind not in ("word", "unknown"):
                help = "write a field whose values are words: `kind is one of (scheduled, regular)`"
                names.sink.error("SLA211", f"this is {t}, not a word of a list", left.place, help)
            return v.OneOf(x, tuple(_word(w, scope) for w in rel.parts[0].parts))
        case "ge" | "le" | "gt" | "lt":
            op = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<"}[rel.kind]
            (a, ta), (b, tb) = value(left, scope), value(rel.parts[0], scope)
            if ta.kind not in ("number", "unknown"):
                help = "compare instants with `before` and `after`, words with `is`"
                names.sink.error("SLA211", f"{ta} has no size", left.place, help)
            else:
                same(ta, tb, rel, scope, advice.both(left, rel))
            return v.Compare(op, a, b)  # type: ignore[arg-type]
    if _asks_state(left, rel, scope):
        return v.Const(False)
    a, ta = value(left, scope)
    b, tb = word_or_value(rel.parts[0], scope, ta)
    if isinstance(a, v.Const) and isinstance(b, v.Const) and "unknown" not in (ta.kind, tb.kind):
        names.sink.error("SLA208", "two fixed values are compared", rel.place, "compare something that events decide")
    same(ta, tb, rel, scope, advice.both(left, rel))
    return v.Compare("=", a, b)


def _asks_state(left: Node, rel: Node, scope: Scope) -> bool:
    """Whether a guarantee is asked for a state that cannot be asked for; then it is said."""
    names, said = scope.names, rel.parts[0]
    name = name_of(left.parts[0]) if left.kind == "term_ref" else ""
    if said.kind != "name_ref" or ("guarantee", name) not in names.nodes:
        return False
    if ("value", name) in names.nodes and names.meaning(name, left.place).type.kind != "number":
        return False
    names.used.add(("guarantee", name))
    message = f"a guarantee cannot be asked whether it is `{said.parts[0].text}`"
    help = f"write `{name} is breached` or `{name} is met`; while it is pending it is neither"
    names.sink.error("SLA214", message, advice.both(left, rel), help)
    return True
