"""In: an expression and its scope. Out: the value node it means, and its type; a mistake is said once, in place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ..base.diagnostics import Diagnostic, Place
from ..base.grids import Grid
from ..base.quantity import COUNT, DAYS, MONEY, MONTHS, PART, RATIO, TIME
from ..rules import values as v
from ..rules.choice import ByReading
from ..syntax.nodes import Node
from . import advice, calls, matrix, relations, rounding
from .names import name_of, with_fix
from .scope import ANY, STRETCH_FIELDS, UNKNOWN_ITEM, Scope, branches
from .spans import amount, decimal, is_currency, span
from .tables import rows_of
from .types import CONDITION, FIELD_TYPES, INSTANT, LIST, UNKNOWN, Type, number

Typed = tuple[v.ValueNode, Type]
NOTHING: Typed = (v.Const(Fraction(0)), UNKNOWN)
_PERIOD_HELP = "use it in a clause `each month`"


def value(node: Node, scope: Scope) -> Typed:
    """Any expression that stands for one value."""
    names = scope.names
    match node.kind:
        case "bracket" if len(node.parts) == 1:
            return value(node.parts[0], scope)
        case "number":
            plain = decimal(node.parts[0], names)
            return (v.Const(plain, COUNT), number(COUNT)) if plain is not None else NOTHING
        case "percent":
            return v.Const(_fraction(node.parts[0], scope) / 100, RATIO), number(RATIO)
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
            return v.Arith("*", v.Const(_fraction(node.parts[0], scope) / 100, PART), x), t
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
            return v.Const(*found), number(found[1])
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
            return rounding.rounded(node, scope)
        case "else_":
            (a, ta), (b, tb) = value(node.parts[0], scope), value(node.parts[1], scope)
            same(ta, tb, node, scope)
            return v.Pick("first", (a, b)), ta
        case "tiers":
            return _tiers(node, scope)
        case "of_" | "of_within" | "for_each" | "percentile":
            return calls.call(node, scope)
        case "matrix":
            return matrix.matrix(node, scope)
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
        case "any_" if alone := advice.one_of(parts, scope.item_type.fields if scope.item_type else ()):
            message = f"`{alone[0].parts[0].text}` by itself is no condition"
            names.sink.error("SLA211", message, alone[0].place, alone[1])
            return v.Const(False), CONDITION
        case "any_" | "any_of":
            return v.AnyOf(tuple(condition(p, scope) for p in parts)), CONDITION
        case "not_":
            return v.Not(condition(parts[0], scope)), CONDITION
        case "is_":
            return relations.relation(parts[0], parts[1], scope), CONDITION
        case "is_not":
            return v.Not(relations.relation(parts[0], parts[1], scope)), CONDITION
        case "include":
            x = expect(parts[0], scope, LIST)
            return v.Includes(x, tuple(relations.word(w, scope) for w in parts[1].parts)), CONDITION
        case "caused":
            return relations.caused(parts[0], scope), CONDITION
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
        scope.names.sink.error(
            code, f"this should be {wanted}, and is {t}", node.place, advice.unit_help(t, wanted, node, scope.names.currency)
        )
    return found


def same(ta: Type, tb: Type, node: Node, scope: Scope, place: Place | None = None) -> None:
    """Two values that stand side by side must be of one type."""
    if "unknown" in (ta.kind, tb.kind) or ta == tb:
        return
    help = _unit_help(ta, tb, node, scope)
    if {ta.kind, tb.kind} == {"number", "word"}:
        help = "write a number"
    code = "SLA203" if ta.kind == tb.kind == "number" else "SLA211"
    scope.names.sink.error(code, f"{ta} and {tb} stand side by side", place or node.place, help)


def _unit_help(ta: Type, tb: Type, node: Node, scope: Scope) -> str | None:
    currency = scope.names.currency
    return advice.unit_help(tb, ta, node, currency) or advice.unit_help(ta, tb, node, currency)


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
    if more := advice.or_more(node.parts[0]):
        scope.names.sink.error("SLA013", more[0], node.place, more[1])
    elif not scope.item:
        help = scope.names.capitalised(name) or "say whose it is: `amount of fee`, `start of subscription`"
        help = f"write `every {name}`" if name in scope.names.events else help
        help = "write `amount of fee`" if name in ("fee", "fees") else help
        said = Diagnostic("SLA206", f"`{name}` belongs to no item here", node.place, help)
        scope.names.sink.add(with_fix(said, name, (n for _, n in scope.names.nodes)))
    else:
        item = "a stretch of time" if scope.item == "stretch" else f"an event of type `{scope.item}`"
        message = f"{item} has no field `{name}`"
        of_all = name in scope.names.events["subscription"].fields and not scope.names.is_near(name, fields)
        meant = f"did you mean `{name} of subscription`?" if of_all else None
        if event is not None and meant is None and not scope.names.is_near(name, fields):
            meant = scope.names.capitalised(name) or advice.field_help(name, event)
        scope.names.unknown("SLA117", message, node.place, name, fields, meant)
    return NOTHING


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
        help = "gather it: `total of (...) for each service`; or say that this clause is `each month for each service`"
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
    found_help = _unit_help(ta, tb, node, scope) if ta.kind == tb.kind == "number" else None
    if found_help is None and ta.kind == tb.kind == "number" and ta.dim.times(tb.dim) == MONEY:
        found_help = f"write `*`: {ta} times {tb} is money"
    if ta == INSTANT:
        found_help = advice.unit_help(tb, number(DAYS), node, None)
    scope.names.sink.error("SLA203", f"{ta} {sign} {tb} means nothing", node.place, found_help)
    return NOTHING


def _tiers(node: Node, scope: Scope) -> Typed:
    x, t = value(node.parts[0], scope)
    return rows_of(node, t, scope, value, x)
