"""In: `Priced`. Out: its sheets for a person: what it comes to now, each reading alone, all together, what does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..statement.text import amount
from .combinations import Choice
from .effects import Effect
from .priced import Alone, Changed, Priced
from .sheets import Row, Sheet, several
from .sums import Of, Purse, Sum, said

_FEW = 5  # lines that are named of each value, unless all are asked for
_WHY = {
    "no line": "no line of a statement hangs on it",
    "not asked": "nothing in these events asks for it, in no combination",
    "all combinations": "every combination has the same lines with each of its values",
    "tried": "no combination that was tried has other lines because of it; not all were tried",
}


def of_priced(x: Priced, verbose: bool = False) -> Iterator[Sheet]:
    """Every sheet; `verbose` names all lines that a value changes."""
    yield _title(x)
    if rows := tuple(_now(x)):
        yield Sheet("As it is read", (), ("", "earned", "awarded", "still open"), rows)
    moving = [a for a in x.alone if a.changed]
    if moving:
        rows = tuple(row for a in moving for row in _alone(x, a))
        head = ("reading", "", "earned", "awarded", "difference", "still open", "lines changed")
        yield Sheet("Each other value alone", (), head, rows)
        rows = tuple(row for a in moving for row in _lines(a, verbose))
        yield Sheet("What each of them changes", (), ("reading", "line", "as it is read", "otherwise"), rows)
    if x.effects:
        yield _together(x)
    beside = tuple((e.reading, _choice(e.beside or {})) for e in x.effects if e.matters == "together")
    if beside:
        yield Sheet("Matter only together with others", (), ("reading", "for example beside"), beside)
    if idle := tuple((e.reading, _why(e)) for e in x.effects if e.matters == "no"):
        yield Sheet("Do not matter here", (), ("reading", "why"), idle)
    if x.warnings:
        yield Sheet("Warnings", tuple(f"{w['message']} [{w['code']}]" for w in x.warnings))


def _title(x: Priced) -> Sheet:
    request, shown = x.posed.request, x.outcome.shown
    first = request.first or (shown[0].name if shown else None)
    last = request.last or (shown[-1].name if shown else None)
    lines = ["no period" if first is None else str(first) if first == last else f"{first} to {last}"]
    lines += [f"as of {request.as_of}: what comes later is not known"] * bool(request.as_of)
    lines += [f"as it was known at {request.known_at}"] * bool(request.known_at)
    for name, value in x.base.items():
        if value != x.adopted[name]:
            lines.append(f"{name}={value} is taken as given; the contract adopts {x.adopted[name]}")
    if not x.base:
        lines.append("the contract has no readings: the file takes every wording in one meaning")
    return Sheet(request.name, (*lines, f"{request.file}, sha256 {request.sha256[:12]}"))


def _now(x: Priced) -> Iterator[Row]:
    for of, n in x.sums.items():
        whose = f" of {of.subscription}" if of.subscription else ""
        debt = ", owed by the customer" * of.by_customer
        yield (f"{of.remedy}{whose}{debt}", _of(n.earned, of), _of(n.awarded, of), _of(n.open, of))
    for purse, n in x.purses.items():
        if purse.subscription is None and len(x.posed.stream.subscriptions) > 1:
            yield ("all subscriptions", _of(n.earned, purse), _of(n.awarded, purse), _of(n.open, purse))


def _alone(x: Priced, a: Alone) -> Iterator[Row]:
    """A row for every account of money, days or credits; where there is none, one for the lines."""
    lines = f"{len(a.changed)}" + _verdicts(a.changed)
    label = f"{a.reading}={a.value}"
    rows = []
    for purse in a.purses:
        now, then = x.purses.get(purse, Sum()), a.purses[purse]
        moved = said(then.awarded - now.awarded, purse, sign=True) if then.awarded != now.awarded else "none"
        rows.append((_whose(x, purse), _of(then.earned, purse), _of(then.awarded, purse), moved, _of(then.open, purse)))
    for n, row in enumerate(rows or [("", "", "", "", "")]):
        yield (label if n == 0 else "", *row, lines if n == 0 else "")


def _verdicts(changed: tuple[Changed, ...]) -> str:
    n = sum(c.verdicts is not None for c in changed)
    return f", {several(n, 'verdict')}" if n else ""


def _lines(a: Alone, verbose: bool) -> Iterator[Row]:
    told = a.changed if verbose else a.changed[:_FEW]
    for n, c in enumerate(told):
        whose = f"{c.subscription}: " if c.subscription else ""
        yield (f"{a.reading}={a.value}" if n == 0 else "", whose + c.name, c.before or "no line", c.after or "no line")
    if len(told) < len(a.changed):
        yield ("", f"... and {len(a.changed) - len(told)} more (-v names all)", "", "")


def _together(x: Priced) -> Sheet:
    t = x.together
    if t.whole:
        lines = [
            f"{several(t.combinations, 'combination')}; {several(t.evaluations, 'evaluation')} decide them all: "
            "what was never looked up cannot change the outcome",
            f"{t.differ:,} of them {'has' if t.differ == 1 else 'have'} other lines than the readings above",
        ]
    else:
        lines = [
            f"{several(t.combinations, 'combination')}: too many to evaluate all. Each value alone and every two of them were "
            "tried, and the extremes searched from there; there may be lower and higher ones.",
            f"of {several(t.known, 'combination')} that are known {t.differ:,} have other lines than the readings above",
        ]
    rows = []
    for r in t.ranges:
        label = _whose(x, r.purse) + ("still open" if r.of == "open" else r.of)
        for word, bound in (("least", r.least), ("most", r.most)):
            moved = said(bound.amount - r.now, r.purse, sign=True) if bound.amount != r.now else "none"
            rows.append((label, word, _of(bound.amount, r.purse), moved, _choice(bound.readings)))
            label = ""
    return Sheet("All together", tuple(lines), ("for the customer", "", "amount", "difference", "with"), tuple(rows))


def _whose(x: Priced, purse: Purse) -> str:
    if len(x.posed.stream.subscriptions) < 2:
        return ""
    return f"{purse.subscription or 'all subscriptions'} "


def _of(x: Fraction, of: Of | Purse) -> str:
    return amount(said(x, of), of.unit)


def _choice(readings: Choice) -> str:
    return ", ".join(f"{name}={value}" for name, value in readings.items()) or "the readings above"


def _why(e: Effect) -> str:
    return _WHY[e.why or "tried"]
