"""In: a clause's node. Out: remedies, with their caps and all that becomes of them, and rights, as rules."""

from __future__ import annotations

from attrs import evolve

from ..base.grids import MONTH, TERM, Grid
from ..base.quantity import MONEY
from ..rules import clauses as c
from ..rules import values as v
from ..rules.choice import ByReading
from ..rules.spans import SpanNode
from ..syntax.nodes import Node
from . import advice, sets, values
from .clauses import head, head_place
from .deadlines import after_instant
from .grids import each_period, grid_of
from .names import Names, cites_of, name_of
from .scope import ANY, Scope, branches
from .shown import fits, shown_unit
from .spans import span
from .types import CONDITION, INSTANT, Type

_PAID_AFTER = ("claim", "confirmation", "period")
_MAX_MONTHS = 1200


def remedy(node: Node, names: Names) -> c.Clause | None:
    """What is owed, on which conditions, up to which caps."""
    of_each = node.first("of_each")
    of, item = sets.item_of_each(of_each.parts[0], Scope(names)) if of_each else (None, None)
    per_service = node.first("per_service") is not None
    grid = each_period(node, names)
    period = Scope(names, period=grid, service=per_service)
    sink = names.sink
    pays = node.first("r_pays")
    if pays is None:
        sink.error("SLA210", "it is not said what this remedy pays", head_place(node), "write `pays ...;`")
        return None
    rule, t = values.value(pays.parts[0], period.of_item(item))
    if t.kind == "unknown":
        return None
    if t.kind != "number" or (t.dim != MONEY and not (len(t.dim.powers) == 1 and t.dim.powers[0][1] == 1)):
        help = advice.payable_help(t.dim, pays.parts[0])
        sink.error("SLA211", f"a remedy pays money or units, and this is {t}", pays.place, help)
        return None
    caps: list[c.Cap] = []
    requires: list[c.Condition] = []
    when: v.ValueNode | None = None
    claimed: str | None = None
    paid: str | None = None
    paid_in = MONTH
    least: c.Least | None = None
    expires: tuple[SpanNode | None, v.ValueNode] | None = None
    divided: tuple[str, str] | None = None
    for limb in node.parts:
        match limb.kind:
            case "r_when":
                when = values.expect(limb.parts[0], period, CONDITION)
            case "r_requires":
                test = values.condition(limb.parts[0], period)
                requires.append(c.Condition(test, limb.parts[1].text, True, cites_of(limb)))
            case "r_cap":
                caps.append(_cap(limb, t, period, of is not None, str(head(node)["name"])))
            case "r_no_cap":
                sink.note("SLA601", f"`{head(node)['name']}` has no cap", limb.place)
            case "r_claimed":
                claimed = name_of(limb.parts[0])
                _check_claim(claimed, limb, grid, per_service, names)
            case "r_paid":
                paid = limb.parts[1].text
                paid_in = grid_of(limb.parts[0], names)
                if paid not in _PAID_AFTER:
                    names.unknown("SLA109", f"nothing is paid after the `{paid}`", limb.place, paid, _PAID_AFTER)
            case "r_above" | "r_from":
                least = c.Least(values.expect(limb.parts[0], period, t), limb.kind == "r_from")
            case "r_expires":
                span_of = span(limb.parts[0], period)
                expires = (span_of, after_instant(limb.parts[1], span_of, period)) if span_of is not None else None
            case "r_expires_at":
                expires = (None, values.expect(limb.parts[0], period, INSTANT))
            case "r_divided":
                divided = _divided(limb, names)
    if claimed is None and node.first("r_automatic") is None:
        help = "write `claimed by ...;` or `without a claim;`"
        sink.warning("SLA506", "it is not said whether this must be claimed; taken: without a claim", head_place(node), help)
    if not caps and node.first("r_no_cap") is None:
        help = "write `at most ...;` or `no cap;`"
        sink.warning("SLA507", "it is not said whether this has a cap; taken: no cap", head_place(node), help)
    fits(node, t.dim, names)
    return c.Remedy(
        **head(node),  # type: ignore[arg-type]
        grid=grid,
        pays=rule,
        unit=shown_unit(node, t.dim, names),
        dim=t.dim,
        when=when,
        of=of,
        requires=tuple(requires),
        caps=tuple(caps),
        least=least,
        claim=claimed,
        paid_after=paid,
        paid_in=paid_in,
        expires=expires,
        divided=divided,
        owed_by_customer=node.first("r_owed") is not None,
        per_service=per_service,
    )


def _check_claim(name: str, limb: Node, grid: Grid, per_service: bool, names: Names) -> None:
    """The claim of a remedy is for the same period, or for each item."""
    claim = names.clause("claim", name, limb.parts[0].place)
    if claim is None or claim.first("of_each"):
        return
    own = each_period(claim, names)
    if own != grid:
        message = f"the claim is for each {own.word}, and the remedy for each {grid.word}"
        names.sink.error("SLA206", message, limb.place, f"claim it for each {grid.word}")
    elif claim.first("per_service") and not per_service:
        message = "the claim is for each service, and the remedy is not"
        names.sink.error("SLA206", message, limb.place, "write the remedy `for each service`, or the claim without")


# ---------------------------------------------------------------- caps
def _cap(limb: Node, t: Type, scope: Scope, of_items: bool, limb_of: str) -> c.Cap:
    """A cap: how much, in which span, together with which other remedies."""
    jointly = limb.first("jointly")
    others = []
    for part in jointly.parts[0].parts if jointly is not None else ():
        name = name_of(part.parts[0]) if part.kind == "term_ref" else ""
        remedy = scope.names.clause("remedy", name, part.place)
        itself = limb_of == name
        if itself or name in others:
            help = "leave it out"
            message = f"`{name}` counts itself already" if itself else f"`{name}` stands here twice"
            scope.names.sink.error("SLA102", message, part.place, help)
        elif remedy is not None:
            others.append(name)
            _check_unit(remedy, t, part, scope.names)
            other = each_period(remedy, scope.names)
            if scope.period is not None and other != scope.period:
                message = f"`{name}` is a remedy of each {other.word}, and this one of each {scope.period.word}"
                scope.names.sink.error("SLA206", message, part.place, "remedies under one cap are of the same period")
    span_of = _cap_span(limb.parts[1], scope)
    own = scope.period or MONTH
    inner = evolve(scope, period=span_of if isinstance(span_of, Grid) else ANY)
    if isinstance(span_of, Grid) and span_of.days < own.days and not of_items:
        a, b = span_of.word, own.word
        help = f"write the remedy `of each` item, or `total of (smaller of (..., ...)) for each {a} of the {b}`"
        message = f"a cap of each {a} limits what items of a {a} give, and this remedy is of a {b}"
        scope.names.sink.error("SLA220", message, limb.parts[1].place, help)
    return c.Cap(values.expect(limb.parts[0], inner, t), span_of, cites_of(limb), tuple(others))


def _check_unit(remedy: Node, t: Type, place: Node, names: Names) -> None:
    """Remedies that share a cap pay in the same unit."""
    in_unit = remedy.first("in_unit")
    same = (t.dim == MONEY) == (in_unit is None)
    if not same:
        message = "remedies that share a cap pay in the same unit"
        names.sink.error("SLA203", message, place.place, "cap them one by one")


def _cap_span(node: Node, scope: Scope) -> c.CapSpan:
    match node.kind:
        case "s_period":
            inner = node.first("each_period")
            return grid_of(inner.parts[0] if inner is not None else node.parts[0], scope.names)
        case "s_term":
            if not scope.names.in_force:
                help = "write `in force from start of subscription until end of subscription` in the header"
                scope.names.sink.error("SLA511", "the header does not say when the term begins and ends", node.place, help)
            return TERM
        case "s_rolling":
            months = node.parts[0].text
            if not months.isdecimal() or not 1 <= int(months[:9]) <= _MAX_MONTHS:
                message = f"`{months}` is not a number of months"
                scope.names.sink.error("SLA207", message, node.place, f"write 1 to {_MAX_MONTHS}")
                return 1
            return int(months)
    pairs = node.parts[1:]
    choices = tuple(Node("choice", (a, b), "", a.place) for a, b in zip(pairs[::2], pairs[1::2], strict=True))
    found = branches(Node("by_reading", (node.parts[0], *choices), "", node.place), scope, lambda n: _cap_span(n, scope))
    return ByReading(node.parts[0].text, tuple(found))


def _divided(limb: Node, names: Names) -> tuple[str, str] | None:
    """Among which events, by which number of theirs, a credit is divided."""
    event, by = limb.parts[0], limb.parts[1]
    known = names.events.get(event.text)
    if known is None:
        names.unknown("SLA109", f"there is no type of event `{event.text}`", event.place, event.text, names.events)
        return None
    if by.text not in known.fields or known.fields[by.text].kind not in ("number", "whole"):
        numbers = [f.name for f in known.fields.values() if f.kind in ("number", "whole")]
        message = f"an event of type `{event.text}` has no number `{by.text}`"
        names.unknown("SLA117", message, by.place, by.text, numbers)
        return None
    return event.text, by.text


# ---------------------------------------------------------------- rights
def right(node: Node, names: Names) -> c.Clause | None:
    """What a party may do when a condition holds in a period."""
    grid = each_period(node, names)
    per_service = node.first("per_service") is not None
    scope = Scope(names, period=grid, service=per_service)
    when, by, within, after = None, "", None, None
    for limb in node.parts:
        match limb.kind:
            case "t_when":
                when = values.expect(limb.parts[0], scope, CONDITION)
            case "t_exercised":
                event = limb.parts[0]
                by = event.text
                if not sets.dated_event(event, names):
                    return None
                rest = [p for p in limb.parts[1:] if p.kind != "cite"]
                if rest:
                    within = span(rest[0], scope)
                    after = after_instant(rest[1], within, scope)
    if when is None:
        names.sink.error("SLA210", "it is not said when this right arises", head_place(node), "write `when ...;`")
        return None
    if not by:
        help = "write `exercised by termination within 30 days after end of the month;`"
        names.sink.error("SLA210", "it is not said how this right is exercised", head_place(node), help)
        return None
    return c.Right(**head(node), grid=grid, when=when, by=by, per_service=per_service, within=within, after=after)  # type: ignore[arg-type]
