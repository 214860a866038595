"""In: a remedy, and a period or an item. Out: why so much is owed and not more: formula, claim, caps, what was lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve

from ..base.quantity import MONEY
from ..engine.reference import caps, measuring, remedies
from ..engine.reference.claims import Claimed
from ..engine.reference.evaluator import Conflict, Evaluator, Scope, Undefined, civil
from ..engine.reference.world import Item
from ..rules import clauses as c
from ..rules import values as v
from ..statement.text import REASONS
from . import claimed, far
from .because import Entry, Section, Sentence, Step
from .grounds import grounds, reckoned
from .member import belongs
from .numbers import number
from .promises import Answer
from .values import Telling, if_claimed, step
from .words import Speech, deciding

Taken = tuple[c.Cap, caps.Room, Fraction]  # a cap, what it leaves, what it takes
_NAMED = 5  # items that a sentence names
_COMES = "What it comes to"
_STATUS = {
    "none": "nothing is owed",
    "granted": "the right stands",
    "pending": "it is earned, and has still to be claimed",
    "provisional": "these are the figures so far",
    "refused": "it was claimed, and the claim is not good",
    "forfeited": "the right is lost",
}


def remedy(t: Telling, clause: c.Remedy, line: Mapping[str, Any], scope: Scope) -> Answer:
    """What a remedy of a period came to."""
    ledger = remedies.ledger(t.ev, clause, civil(scope), scope.service)
    sections = list(_conditions(t, clause, scope))
    pays = supposed(t, clause, scope)
    owed = all(s.value is True for section in sections[:1] for s in section.steps) if clause.when is not None else True
    sections.append(Section(_COMES + (", if every claim were good" if clause.claim else ""), (pays,)))
    # less than nothing is nothing, as the engine has it
    exact = max(Fraction(0), Fraction(pays.value or 0)) if owed and not _missing(t, clause, scope) else Fraction(0)
    if ledger.earned and clause.claim is not None and clause.of is None and t.ev.claim(clause.claim).of is not None:
        as_made = step(t, clause.pays, scope)
        if as_made.value != pays.value:
            sections.append(Section("What it comes to, with the claims as they are", (as_made,)))
    said = [Sentence(f"{line['status']}: {_STATUS[ledger.status]}", clause.clause)]
    said += _why_nothing(t, clause, scope, pays) if not ledger.earned else []
    behind = remedies.claims_behind(t.ev, clause, scope) if ledger.earned and clause.claim else []
    said += dict.fromkeys(_grounds(t, clause, scope, pays)) if ledger.earned else []
    said += _claims_of(t, clause, scope, behind)
    if clause.claim and len(behind) == 1:
        sections += claimed.sections(t, t.ev.claim(clause.claim), _about(scope, behind[0][0]))
    elif behind:
        told = tuple(Sentence(f"claim/{clause.claim}/{period_of(t, item)}/{item.id}") for item, _ in behind if item)
        sections.append(Section("Each claim is told by its line", said=told))
    rooms = list(_rooms(t, clause, scope, exact - ledger.lost, ledger))
    sections += [_cap(t, clause, scope, cap, room) for cap, room, _ in rooms]
    if ledger.earned:
        sections.append(_ledger(t, clause, exact, ledger))
        said += _lost(t, clause, ledger)
        said += _capped(t, clause, rooms)
        minimum = dict(ledger.capped).get("minimum")
        said += [Sentence(f"{_amount(t, clause, minimum)} are less than what is paid at all")] if minimum else []
    return tuple(said), tuple(sections), _distances(t, clause, scope, pays, bool(ledger.earned))


def part(t: Telling, clause: c.Remedy, line: Mapping[str, Any], same: list[Item], scope: Scope) -> Answer:
    """What an item gives to a remedy; caps are those of its period."""
    ledger = remedies.of_item(t.ev, clause, same, scope.service)
    about = Scope(remedies.dated(t.ev, clause, same[0]), scope.service)
    sections = list(_conditions(t, clause, about))
    for item in same:
        inner = Scope(remedies.dated(t.ev, clause, item), scope.service, item)
        sections.append(Section(_COMES, (step(t, clause.pays, inner),)))
    said = [Sentence(f"{line['status']}: {_STATUS[ledger.status]}", clause.clause)]
    if ledger.earned and clause.of is not None:
        speech = Speech(t.ev.world.currency, t.ev.world.zone)
        said += [Sentence(f"it is one of {t.words.say(clause.of).removeprefix('every ')}", clause.clause)]
        said += dict.fromkeys(x for item in same for x in belongs(t, clause.of, item, scope.service))
        formulas = [s for section in sections if section.title == _COMES for s in section.steps]
        said += [Sentence(f"{s.said} = {reckoned(s, speech)}") for s in formulas if s.how != "fixed"]
    if clause.claim is not None and ledger.earned:
        said += _together(list(_claims(t, clause, about, same[0])))
        sections += claimed.sections(t, t.ev.claim(clause.claim), _claim_scope(t, clause, about, same[0]))
    if not ledger.earned:
        said += _why_nothing(t, clause, about, None)
    else:
        said += _lost(t, clause, ledger)
    return tuple(said), tuple(sections), ()


def supposed(t: Telling, clause: c.Remedy, scope: Scope) -> Step:
    """The formula of a period, as if every claim that can be made were made and good."""
    with if_claimed(t.ev):
        if clause.of is None:
            return step(t, clause.pays, scope)
        parts = []
        assert scope.period is not None
        for item in remedies.items_of(t.ev, clause, scope.service):
            if measuring.dated_in(t.ev, item, scope.period):
                x = step(t, clause.pays, Scope(scope.period, scope.service, item))
                parts.append(Step(item.id, "each", x.value, x.dim, (x,), unit=x.unit))
        whole = sum((Fraction(p.value or 0) for p in parts), Fraction(0))
        said = f"the total of ({t.words.say(clause.pays)}) for each {t.words.say(clause.of).removeprefix('every ')}"
        return Step(said, "total of each", whole, clause.dim, tuple(parts), unit=t.unit)


# ---------------------------------------------------------------- why nothing
def _conditions(t: Telling, clause: c.Remedy, scope: Scope) -> Iterator[Section]:
    if clause.when is not None:
        yield Section("When it is owed", (step(t, clause.when, scope),))
    if clause.requires:
        yield Section("What is required", tuple(step(t, k.test, scope) for k in clause.requires))


def _missing(t: Telling, clause: c.Remedy, scope: Scope) -> list[c.Condition]:
    return [k for k in clause.requires if not t.ev.holds(k.test, scope)]


def _why_nothing(t: Telling, clause: c.Remedy, scope: Scope, pays: Step | None) -> list[Sentence]:
    if clause.when is not None and not t.ev.holds(clause.when, scope):
        said = f"it is owed only when {t.words.say(clause.when)}, and that does not hold"
        return [Sentence(said, clause.clause), *_decided(t, clause.when, scope)]
    if missing := _missing(t, clause, scope):
        reasons = {k.flag: REASONS.get(str(k.flag), str(k.flag).replace("_", " ")) for k in missing}
        return [Sentence(f"{reasons[k.flag]} (asked: {t.words.say(k.test)})", _cite(k)) for k in missing]
    if pays is not None and pays.value is None:
        return [Sentence(f"its amount cannot be told: {pays.note or 'a fact is missing'}")]
    speech = Speech(t.ev.world.currency, t.ev.world.zone)
    held = _decided(t, clause.when, scope) if clause.when is not None else ()
    return [*held, Sentence("its formula comes to nothing"), *(grounds(pays, speech) if pays is not None else ())]


def _decided(t: Telling, when: v.ValueNode, scope: Scope) -> Iterator[Sentence]:
    """The conditions on which it stands or falls, each with where its numbers come from."""
    speech = Speech(t.ev.world.currency, t.ev.world.zone)
    for one in deciding(step(t, when, scope)):
        yield Sentence(speech.condition(one), one.clause)
        yield from grounds(one, speech)


def _cite(k: c.Condition | c.Cap) -> str | None:
    return k.cites[0].place if k.cites else None


def _grounds(t: Telling, clause: c.Remedy, scope: Scope, pays: Step) -> Iterator[Sentence]:
    """What it is owed for, with the numbers: each comparison that makes it owed, and the formula of the amount."""
    speech = Speech(t.ev.world.currency, t.ev.world.zone)
    if clause.when is not None:
        yield from _decided(t, clause.when, scope)
    yield from grounds(pays, speech)


def period_of(t: Telling, item: Item) -> str:
    """The period in the name of an item's line."""
    return t.ev.anchors.at(t.ev.world.tree.frame.grid, item.at).name


# ---------------------------------------------------------------- claims
def _about(scope: Scope, item: Item | None) -> Scope:
    return scope if item is None else Scope(item=item)


def _claim_scope(t: Telling, clause: c.Remedy, scope: Scope, item: Item) -> Scope:
    assert clause.claim is not None
    return Scope(item=item) if t.ev.claim(clause.claim).of is not None else scope


def _claims(t: Telling, clause: c.Remedy, scope: Scope, item: Item | None) -> Iterator[tuple[str, Sentence]]:
    """Whose claim, and what became of it."""
    assert clause.claim is not None
    claim = t.ev.claim(clause.claim)
    whose = "" if item is None or claim.of is None else ", ".join(item.ids)
    for s in claimed.answer(t, claim, _about(scope, item if claim.of is not None else None)):
        yield whose, s


def _claims_of(t: Telling, clause: c.Remedy, scope: Scope, behind: list[tuple[Item | None, Claimed]]) -> Iterator[Sentence]:
    """What became of each claim, those that are not good first; of very many the rest is counted."""
    ranked = sorted(behind, key=lambda x: x[1].valid)
    said = list(_together([x for item, _ in ranked for x in _claims(t, clause, scope, item)]))
    most = 2 * _NAMED
    yield from said[:most]
    if len(said) > most:
        yield Sentence(f"{len(said) - most} more are told by the lines of their claims")


def _together(found: list[tuple[str, Sentence]]) -> Iterator[Sentence]:
    """What is the same of several items is said once of all of them."""
    groups: dict[Sentence, list[str]] = {}
    for whose, s in found:
        groups.setdefault(s, []).append(whose)
    for s, names in groups.items():
        named = [n for n in dict.fromkeys(names) if n]
        more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        yield evolve(s, text=f"{', '.join(named[:_NAMED])}{more}: {s.text}" if named else s.text)


# ---------------------------------------------------------------- caps and the ledger
def _rooms(t: Telling, clause: c.Remedy, scope: Scope, kept: Fraction, ledger: remedies.Ledger) -> Iterator[Taken]:
    """Each cap with what it leaves of what the caps before it left, and with what it takes."""
    if not ledger.earned:
        return
    for cap in clause.caps:
        room = _room(t.ev, clause, cap, scope, kept)
        if room is not None:
            yield cap, room, max(Fraction(0), kept - room.left)
            kept = min(kept, room.left)


def _cap(t: Telling, clause: c.Remedy, scope: Scope, cap: c.Cap, room: caps.Room) -> Section:
    """A cap: its limit, what was awarded before in its span, what it left."""
    steps: tuple[Step, ...] = ()
    entries: list[Entry] = []
    if room.spanned is not None and room.limit is not None:
        steps = (step(t, cap.limit, Scope(room.spanned, scope.service)),)
        entries = [Entry(f"the limit of the {room.span}, {room.spanned.name}", room.limit, _cite(cap))]
        entries += [Entry(f"{name} awarded for {_of(period.name, service)}", -x) for name, period, service, x in room.used if x]
        over = room.left - sum((e.amount for e in entries), Fraction(0))
        entries += [Entry("more than the limit was awarded before", over)] if over else []
    entries.append(Entry("left for this period", room.left))
    return Section(f"The cap of each {room.span}", steps, tuple(entries), unit=clause.unit)


def _room(ev: Evaluator, clause: c.Remedy, cap: c.Cap, scope: Scope, kept: Fraction) -> caps.Room | None:
    try:
        return caps.room(ev, clause, cap, scope, remedies.parts_of(ev, clause, scope), kept)
    except (Conflict, Undefined):
        return None


def _of(period: str, service: str | None) -> str:
    return f"{period}, {service}" if service else period


def _ledger(t: Telling, clause: c.Remedy, exact: Fraction, ledger: remedies.Ledger) -> Section:
    """From what was earned to what is awarded; rounding once, at the end."""
    entries = [Entry("earned", exact)]
    entries += [Entry("lost, as it was not claimed well", -ledger.lost)] if ledger.lost else []
    for by, x in ledger.capped:
        entries.append(Entry("less than what is paid at all" if by == "minimum" else f"above the cap of the {by}", -x))
    kept = sum((e.amount for e in entries), Fraction(0))
    if ledger.awarded != kept:
        entries.append(Entry(f"rounded {t.ev.world.tree.frame.money_mode}", ledger.awarded - kept))
    return Section("The ledger", ledger=(*entries, Entry("awarded", ledger.awarded)), unit=clause.unit)


def _lost(t: Telling, clause: c.Remedy, ledger: remedies.Ledger) -> Iterator[Sentence]:
    """What went to the claim."""
    if ledger.lost and ledger.status in ("forfeited", "refused", "granted"):
        how = "not all was claimed well" if ledger.status == "granted" else "it was not claimed well"
        yield Sentence(f"{_amount(t, clause, ledger.lost)} of it are lost, as {how}")
    elif ledger.lost and ledger.status == "pending":
        yield Sentence(f"{_amount(t, clause, ledger.lost)} of it wait for a claim")


def _capped(t: Telling, clause: c.Remedy, rooms: Iterable[Taken]) -> Iterator[Sentence]:
    """What each cap took: its limit, and how much of that was used before."""
    for cap, room, x in rooms:
        if not x:
            continue
        limit = ""
        if room.limit is not None:
            said, value = t.words.say(cap.limit), _amount(t, clause, room.limit)
            used = sum((paid for *_, paid in room.used), Fraction(0))
            before = f", of which {_amount(t, clause, used)} were used before" if used else ""
            limit = f", {said if said == value else f'{said} = {value}'}{before},"
        yield Sentence(f"the cap of the {room.span}{limit} took {_amount(t, clause, x)}", _cite(cap))


def _amount(t: Telling, clause: c.Remedy, x: Fraction) -> str:
    return number(x, MONEY if clause.unit == "money" else clause.dim, t.ev.world.currency)


# ---------------------------------------------------------------- how far
def _distances(t: Telling, clause: c.Remedy, scope: Scope, pays: Step, earned: bool) -> tuple[Sentence, ...]:
    """How far it is to being owed at all, or to the next row of its table."""
    if _missing(t, clause, scope):
        return ()  # no amount would be owed
    if clause.when is not None:
        when = step(t, clause.when, scope)
        if when.value is not True:
            return far.owed(t, when, pays, lambda x: remedies.as_paid(t.ev, clause, x))
    return far.rows(t, pays) or (() if earned else far.pays(t, pays, "it"))
