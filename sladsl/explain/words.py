"""In: steps, shares and ledgers. Out: their words for a person, as outlines: a formula, its numbers, what they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve, field, frozen

from ..base.instants import format_instant
from ..base.quantity import MONEY, TIME
from ..rules.text import Said
from ..statement.text import VERDICTS
from .because import Entry, Sentence, Share, Step
from .numbers import duration, instant, number, shown

ARITH = {"+": 1, "-": 1, "*": 2, "/": 2}
_OPS = (">=", "<=", ">", "<", "=", "before", "after")
_CONDITIONS = (*_OPS, "notice", "during", "one of", "in", "include", "given", "all of", "any of", "not", "breached", "met",
               "first month")  # fmt: skip
_ALIKE = ("rounded", "term", "reading", "each", "exceptions", "otherwise", "larger", "smaller", "first", "+", "-", "*")
_BRANCHED = ("exceptions", "table")  # their words are as long as what comes below them
_PLAIN = ("fixed", "period")  # what the words say already, or everybody knows
_MOST = 24  # items in a list, before the rest is counted


@frozen
class Speech:
    """How the numbers of one subscription are said; a term that was explained once is not explained again."""

    currency: str | None
    zone: str
    told: set[int] = field(factory=set)

    # ------------------------------------------------------------ one line
    def value(self, step: Step) -> str:
        """What a step came to."""
        return shown(step.value, step.dim, self.currency, self.zone, _unit(step))

    def numbers(self, step: Step) -> str:
        """A formula with its numbers in place of its names; lengths of time in one unit throughout."""
        units = {u for p in _numbers(step) if p.dim == TIME and (u := _unit(p))}
        return self._numbered(step, 0, units.pop() if len(units) == 1 else "minutes" if units else "")

    def _numbered(self, step: Step, within: int, unit: str) -> str:
        match step.how:
            case "+" | "-" | "*" | "/" as op:
                rank = ARITH[op]
                said = f"{self._numbered(step.parts[0], rank, unit)} {op} {self._numbered(step.parts[1], rank + 1, unit)}"
                return f"({said})" if rank < within else said
            case "rounded":
                said = f"{self._numbered(step.parts[0], 0, unit)}, rounded {step.data['mode']}"
                return f"({said})" if within else said
        return shown(step.value, step.dim, self.currency, self.zone, unit)

    def condition(self, step: Step) -> str:
        """A condition with what it asks and what was found: `Availability is at least 99.5%: no, it is 98.958333 %`."""
        yes = "yes" if step.value is True else "no"
        match step.how:
            case "term" | "reading" if step.parts[0].how in (*_CONDITIONS, "term", "reading"):
                return self.condition(step.parts[0]) if step.how == "reading" else f"{step.said}: {yes}"
            case how if how in _OPS:
                a, b = step.parts
                limit = shown(b.value, b.dim, self.currency, self.zone, _unit(b) or _unit(a))
                more = "" if b.how in _PLAIN else f", and the limit {limit}"
                return f"{step.said}: {yes}, {self._found(a)}{more}"
            case "notice":
                start = "" if step.parts[1].value is None else f", and {step.parts[1].said} is {self.value(step.parts[1])}"
                return f"{step.said}: {yes}" + (f" ({step.note}{start})" if step.note else "")
            case "all of" if not step.said.startswith(step.how) and step.parts[0].how == "given":
                return f"{step.said}: {yes}, {self._found(step.parts[0].parts[0])}"
            case "one of" | "during" if step.parts:
                return f"{step.said}: {yes}, {self._found(step.parts[0])}"
            case "line" if step.note:  # what a promise came to
                return f"{step.said}: {yes}, it is {VERDICTS.get(step.note, step.note)}, as the line {step.data['line']} tells"
        return f"{step.said}: {yes}"

    def _found(self, step: Step) -> str:
        return "it is not given" if step.value is None else f"it is {self.value(step)}"

    # ------------------------------------------------------------ outlines
    def outline(self, step: Step) -> Said:
        """A step with everything it came from."""
        if step.how in _CONDITIONS or isinstance(step.value, bool):
            return Said(self.condition(step) + cited(step.clause), tuple(self._below(step)))
        if step.how == "reading":
            return self._reading(step)
        if not step.name and (step.how in ARITH or step.how in ("rounded", "moved")):
            first, *below = self._formula(step)
            return Said(first.text + cited(step.clause), tuple(below))
        name = step.name or _short(step)
        note = f" ({step.note})" if step.note and step.how not in ("breached", "met", "line") else ""
        return Said(f"{name}: {self.value(step)}{note}{cited(step.clause)}", tuple(self._below(step)))

    def _reading(self, step: Step) -> Said:
        """The branch that was taken, and whether it is the adopted one."""
        adopted = "" if step.data["adopted"] else ", which is not the adopted one"
        inner = step.parts[0]
        plain = inner.how in _PLAIN or inner.how == "reading"
        long = inner.how in _BRANCHED  # what it says comes below, branch by branch
        said = f"{step.said}{adopted}" + ("" if long else f": {inner.said}") + ("" if plain else f" = {self.value(inner)}")
        below = (self._reading(inner),) if inner.how == "reading" else tuple(self._below(inner))
        return Said(said + cited(step.clause), below)

    def _below(self, step: Step) -> Iterator[Said]:
        """What a step came from; of a term that was told before only that."""
        if step.how == "term":
            seen = id(step.parts[0])  # the same step, not one that looks like it: another item has its own
            if seen in self.told and step.parts[0].how not in _PLAIN:
                yield Said("as above")
                return
            self.told.add(seen)
        match step.how:
            case "term":
                body = step.parts[0]
                if body.how not in _PLAIN:
                    if body.how not in _CONDITIONS and body.how != "reading":
                        yield from self._formula(body)
                    else:
                        yield self.outline(body)
            case "reading":
                yield from self._below(step.parts[0])
            case "line" if not step.note:
                yield Said(f"told by the line {step.data['line']}")
            case "time" | "number":
                yield from self.shares(step)
            case "exceptions":
                yield from self._exceptions(step)
            case "table":
                yield from self._table(step)
            case "each" | "row" | "otherwise" | "row otherwise":
                yield from (self.outline(p) for p in step.parts if p.how not in _PLAIN)
            case how if how.endswith(" of each"):
                yield from self._each(step)
            case how if how in ARITH or how in ("rounded", "moved"):
                yield from self._formula(step)
            case "not":
                yield from self._below(step.parts[0])
            case _:
                yield from (self.outline(p) for p in step.parts if p.how not in _PLAIN)

    def _formula(self, step: Step) -> Iterator[Said]:
        """The formula in words, with its numbers, and below it what they came from."""
        if step.how not in ARITH and step.how not in ("rounded", "moved"):
            if step.how in _BRANCHED:
                yield from self._below(step)
            else:
                yield Said(step.said + (f": {step.note}" if step.note else ""), tuple(self._below(step)))
            return
        yield Said(step.said)
        yield Said(f"= {self.numbers(step)}" + (f" = {self.value(step)}" if step.how != "moved" else ""))
        yield from (self.outline(p) for p in _operands(step))

    def _exceptions(self, step: Step) -> Iterator[Said]:
        """What holds first, then what would have held instead, and why it does not."""
        stands = any(p.how == "exception" and p.value is True for p in step.parts)
        for p in step.parts:
            if p.how == "exception" and p.value is True:
                when, then = p.parts
                yield Said(f"{p.said}: it holds{cited(p.clause)}", (self.outline(when), *self._worth(then)))
            elif p.how == "otherwise" and not stands:
                yield self.outline(p.parts[0])
        for p in step.parts:
            if p.how == "exception" and p.value is not True:
                yield Said(f"{p.said}: it does not hold{cited(p.clause)}", (self.outline(p.parts[0]),))

    def _table(self, step: Step) -> Iterator[Said]:
        from .again import row_for

        x = step.parts[0]
        yield self.outline(x)
        row = None if x.value is None else row_for(step.parts, x.value)
        if row is None:
            rows = "; ".join(p.said for p in step.parts[1:])
            yield Said(f"no row of the table has {self.value(x)} (its rows: {rows})")
            return
        value = row.parts[0]
        plain = value.how in _PLAIN
        said = f"row {row.said}" if row.how == "row" else "the row for all else"
        yield Said(f"{said}: {value.said}" + ("" if plain else f" = {self.value(value)}"), tuple(self._worth(value)))

    def _worth(self, step: Step) -> Iterator[Said]:
        if step.how in ARITH or step.how == "rounded":
            yield from (self.outline(p) for p in _operands(step))
        elif step.how not in _PLAIN:
            yield self.outline(step)

    def _each(self, step: Step) -> Iterator[Said]:
        """Each thing with its value; of many only those that gave something."""
        kind = step.how.removesuffix(" of each")
        parts = step.parts
        if not parts:
            yield Said("there is none")
            return
        # of many those that give something; of a share those that it falls short by
        few = [p for p in parts if (p.value is not True if kind == "share" else p.value not in (None, False, 0))]
        told = few if len(parts) > _MOST else list(parts)
        for p in told[:_MOST]:
            below = tuple(
                x for q in p.parts for x in (self._formula(q) if not isinstance(q.value, bool) else [self.outline(q)])
            )
            note = f" ({p.note})" if p.note else ""
            yield Said(f"{p.said}: {self.value(p)}{note}", below)
        left = len(parts) - len(told[:_MOST])
        if left:
            rest = [p.value for p in parts if p not in told[:_MOST]]
            sum_of = sum((Fraction(x) for x in rest if x is not None), Fraction(0)) if kind == "total" else None
            more = "" if sum_of is None else f", together {number(sum_of, step.dim, self.currency, step.unit)}"
            yield Said(f"and {left} more{more}")

    # ------------------------------------------------------------ items
    def shares(self, step: Step) -> Iterator[Said]:
        """The items behind a time or a number: what of each counted, what was cut, and by which clause."""
        if not step.shares:
            yield Said("there was none in this time")
            return
        told = step.shares
        if len(told) > _MOST:
            told = tuple(sorted(told, key=lambda s: (-s.counted, s.start, s.item))[:_MOST])
            told = tuple(sorted(told, key=lambda s: (s.start, s.item)))
        for s in told:
            yield Said(self.share(s, step.how == "number"))
        if left := [s for s in step.shares if s not in told]:
            counted = sum(not s.out for s in left) if step.how == "number" else duration(sum(s.counted for s in left))
            yield Said(f"and {len(left)} more: {counted}")

    def item(self, s: Share) -> str:
        """What an item is called: its kind and its id; time that is no event has only its beginning, and no name."""
        if s.item == format_instant(s.start, self.zone):
            return ""
        return s.item if s.kind in s.item else f"{s.kind} {s.item}"

    def share(self, s: Share, number: bool) -> str:
        """One item: from when to when, what of it counted, what did not and why."""
        when = instant(s.start, self.zone)
        if s.end != s.start:
            until = instant(s.end, self.zone)
            until = until.removeprefix(when[:11]) if until[:10] == when[:10] else until
            when += f" to {'the evaluation, still open, ' if s.open else ''}{until}"
        head = f"{name}, {when}: " if (name := self.item(s)) else f"{when}: "
        if number:
            why = "; ".join(f"{c.by}{cited(c.clause)}" for c in s.cuts)
            return head + ("counts" if not s.out else f"does not count: {why}")
        parts = [f"{duration(s.counted)} counted" if s.counted or not (s.cuts or s.shared) else ""]
        parts.append(f"{duration(s.shared)} counted already with an item before it" if s.shared else "")
        parts += [f"{duration(c.micros)} not counted: {c.by}{cited(c.clause)}" for c in s.cuts if c.micros]
        return head + "; ".join(p for p in parts if p)

    # ------------------------------------------------------------ ledgers and sentences
    def ledger(self, entries: Iterable[Entry], unit: str | None) -> Iterator[Said]:
        """Lines that add up to the last one."""
        for entry in entries:
            if unit == "minutes":
                amount = duration(entry.amount)
            elif unit == "money":
                amount = number(entry.amount, MONEY, self.currency)
            else:
                plural = "s" if unit and entry.amount != 1 else ""
                amount = f"{number(entry.amount, None, None)} {unit or ''}{plural}".strip()
            yield Said(f"{entry.what}: {amount}{cited(entry.clause)}")

    def sentence(self, s: Sentence) -> str:
        """A sentence with its clause."""
        return s.text + cited(s.clause)


def _unit(step: Step) -> str:
    """The unit in which a length of time is told: its own, else that of the times it was made from."""
    below = (_unit(p) for p in step.parts if p.dim == TIME) if step.how in _ALIKE else ()
    return step.unit or next(filter(None, below), "")


def _short(step: Step) -> str:
    """What heads a step; of a table its first words."""
    if step.how == "table":
        return f"the table of {step.parts[0].said}"
    return "what holds here" if step.how == "exceptions" else step.said


def _numbers(step: Step) -> Iterator[Step]:
    """The numbers of a formula as they stand in it."""
    if step.how in ARITH or step.how == "rounded":
        for p in step.parts:
            yield from _numbers(p)
    else:
        yield step


def _operands(step: Step) -> list[Step]:
    """The numbers in a formula that came from something, each once."""
    found: dict[tuple[str, str], Step] = {}

    def look(one: Step) -> None:
        if one.how in ARITH or one.how in ("rounded", "moved"):
            for p in one.parts:
                look(p)
        elif one.how not in _PLAIN:
            found.setdefault((one.said, one.how), one)

    look(step)
    return list(found.values())


def cited(clause: str | None) -> str:
    """The clause behind what is said."""
    return f"  [{clause}]" if clause else ""


def deciding(step: Step) -> Iterator[Step]:
    """The conditions on which one stands or falls: of several that must all hold those that do not; a guarantee's promise.

    What stands for another condition lends it its clause.
    """
    match step.how:
        case "all of" | "any of" if step.said.startswith(step.how):  # others are one condition to whoever reads them
            wanted = step.how == "any of"
            told = [p for p in step.parts if (p.value is True) == wanted] if (step.value is True) == wanted else step.parts
            for p in told:
                yield from deciding(p)
        case "breached" | "met" | "not" | "reading" if step.parts:
            yield from (evolve(p, clause=p.clause or step.clause) for p in deciding(step.parts[0]))
        case "term" if step.parts[0].how in (*_CONDITIONS, "reading"):
            yield from (evolve(p, clause=p.clause or step.clause) for p in deciding(step.parts[0]))
        case _:
            yield step
