"""In: nothing. Out: `contracts()`, a Hypothesis strategy for whole contracts without errors, over nearly all that can be said.

A contract grows clause by clause, each of expressions over the names that are there; in the end the clauses stand in any
order.
"""

from __future__ import annotations

from attrs import define, evolve
from hypothesis import strategies as st

from .expressions import FIELDS, GRIDS, LONG, ODD, Making, Scope


@define
class Growing(Making):
    """A contract, to which clauses are added."""

    def add(self, text: str) -> None:
        self.clauses.append(text + ".")

    def term_of_set(self) -> None:
        item = self.one(("outage", "ticket", "maintenance", "traffic"))
        scope, name, limbs = Scope(item=item), self.name(), []
        for _ in range(self.rng.randint(0, 3)):
            limbs.append(self.one((
                f"only where {self.condition(scope)}", f"except where {self.condition(scope)}",
                f"dated {FIELDS[item][0][0]} + 1 day",
                f"once for each {item}", f"together with every {item}",
                *(["starting at its first notification where channel is email"] if item == "outage" else []),
                *(f"only claimed by {x}" for x in self.claimed[:1]),
            )) + self.may(self.cites))  # fmt: skip
        times = item != "ticket" and item != "traffic" and self.rng.random() < 0.4
        if times:
            limbs += self.some(lambda: self.one((
                f"except during {self.set(Scope())}", f"only during {self.set(Scope())}", "only the first 2 hours each month",
                "except the first 90 minutes each billing cycle", f"together with {self.set(Scope())}",
            )) + self.may(self.cites))  # fmt: skip
        self.add(f"{name}{self.cites()} means {self.items(item)}" + "".join(f"; {x}" for x in limbs))
        self.sets[None if times else item].append(name)

    def stretches(self) -> None:
        name, of = self.name(), self.one([*self.sets["outage"], "Basic"])
        gaps = self.one(("", " joined over gaps of at most 5 minutes", " joined over gaps below 1 hour"))
        self.add(f"{name}{self.cites()} means every stretch of {of}{gaps}")
        self.sets["stretch"].append(name)

    def term_of_value(self) -> None:
        kind, item = self.one(("time", "count", "ratio", "money")), self.one(("outage", "ticket", "stretch"))
        scope = Scope(item=item)
        limbs = self.some(
            lambda: f"; {self.value(kind, scope, 1)} when {self.condition(scope)}{self.one(('', self.cites()))}", 0, 2
        )
        name = self.name()
        self.add(f"{name} of each {self.each(item)}{self.cites()} means {self.value(kind, scope)}" + "".join(limbs))
        self.of_item.setdefault((kind, item), []).append(name)
        plain, kind = self.name(), self.one(("time", "money"))
        self.add(f"{plain}{self.cites()} means {self._leaf(kind, Scope())}")
        self.values.setdefault((kind, None), []).append(plain)
        ranked = f"; high when incident [6.3]; medium when channel is phone {self.one(('notwithstanding', 'subject to'))} 6.3"
        word = self.name()
        self.add(f"{word} of each ticket{self.cites()} means {self.one(('priority', 'low'))}{self.may(lambda: ranked)}")
        self.of_item.setdefault(("word", "ticket"), []).append(word)

    def given(self) -> None:
        kind, defaults = self.rng.choice(
            [("percentage", "98%"), ("money", "10 EUR"), ("time", "8 hours"), ("days", "5 days"), ("number", "3")]
        )
        name = self.name()
        self.add(f"given {name}{self.cites()}: {kind}{self.one(('', ', if any', f', else {defaults}'))}")
        self.values.setdefault(({"percentage": "ratio", "number": "count"}.get(kind, kind), None), []).append(name)
        other = self.one(("word", "word, else gold", "yes_or_no, else yes", "yes_or_no, else no", "date, else 2025-01-31"))
        self.add(f"given {self.name()}{self.cites()}: {other}")

    def measure(self) -> None:
        kind, grid = self.one(("time", "count", "ratio", "money", "credit")), self.one(GRIDS)
        service, scope = self.may(lambda: " for each service"), Scope(grid)
        scope = evolve(scope, service=bool(service))
        unit = {"time": f" in {self.one(('minutes', 'hours', 'seconds'))}", "credit": " in credits"}.get(kind, "")
        limbs = self.some(lambda: f"; {self.value(kind, scope, 1)} when {self.condition(scope)}{self.may(self.cites)}", 0, 2)
        name = self.name()
        self.add(f"measure {name}{self.cites()} each {grid}{service}{unit}: {self.value(kind, scope, 3)}" + "".join(limbs))
        if not service:
            self.values.setdefault((kind, grid), []).append(name)

    def window(self) -> None:
        scope, name = Scope(item="maintenance"), self.name()
        flag = lambda: self.may(lambda: f", or flag {self.one(('late', 'too_long'))}") + self.may(self.cites)  # noqa: E731
        limbs = self.some(lambda: self.one((
            f"requires {self.condition(scope)}", f"only outside {self.set(Scope())}", "only the first of each week",
            "only the first 2 of each quarter", f"only the first {self._leaf('time', Scope())} each month",
            f"only the first 4 hours when {self.condition(scope, 0)}",
        )) + flag(), 0, 4)  # fmt: skip
        limbs += self.some(lambda: f"expects {self.condition(scope)}, or flag own{self.may(self.cites)}", 0, 1)
        covers = f"covers maintenance{self.may(lambda: f' where {self.condition(scope)}')}"
        self.add("; ".join([f"window {name}{self.cites()}: {covers}", *limbs, *self.some(lambda: "never excluded", 0, 1)]))
        self.sets[None].append(name)

    def guarantee(self) -> None:
        name, grid = self.name(), self.one(GRIDS)
        if self.rng.random() < 0.5:
            scope = Scope(grid)
            rows = [self.condition(scope), *self.some(lambda: f"{self.condition(scope)} when {self.condition(scope)}", 0, 2)]
            self.add(f"guarantee {name}{self.cites()} each {grid}: " + "; ".join(rows))
            self.guarantees.setdefault(grid, []).append(name)
            return
        scope = Scope(item="ticket")
        rows = [
            f"from {self.one(('opened', 'later of (opened, info_complete_at)'))} until {self.one(('responded', 'resolved'))}"
        ]
        rows.append(f"within {self.span()}{self.cites()}")
        rows += self.some(lambda: f"within {self.span()} when {self.condition(scope)}{self.may(self.cites)}", 0, 2)
        if self.rng.random() < 0.3:
            rows = [rows[0], "within 4 hours in Business Hours", f"paused during {self.items('pause')}"]
        elif self.rng.random() < 0.1:
            rows[1:2] = [f"no target{self.cites()}"]
        shown = self.of_item.get(("word", "ticket"), [])
        rows += [f"showing {x}" for x in shown[:2]]
        rows += self.some(lambda: f"no {self.one(('target', 'limit'))} when {self.condition(scope)}", 0, 2)
        rows += self.some(lambda: f"excused when {self.condition(scope)}{self.may(self.cites)}", 0, 1)
        self.add(f"guarantee {name}{self.cites()} of each {self.each('ticket')}: " + "; ".join(rows))
        self.due.append(name)

    def claim(self) -> None:
        name, grid, item = self.name(), self.one(GRIDS), self.one(("outage", "stretch"))
        asked = self.some(
            lambda: f"; requires {self.condition(Scope(item='claim'))}, or {self.one(('late', 'odd'))}{self.may(self.cites)}",
            0,
            2,
        )
        more = "".join(asked) + self.may(lambda: "; otherwise forfeited") + self.may(lambda: "; with ticket opened by then")
        if self.rng.random() < 0.4:
            filed = self.one(("no deadline", f"filed within {self.span()} after end of it{self.may(self.cites)}"))
            self.add(f"claim {name}{self.cites()} of each {self.each(item)}: {filed}{more}")
            self.claimed.append(name)
            return
        after = self.one(
            (f"the {grid}", f"end of the {grid}", f"by reading sense (one: end of the {grid}; 2.0: start of the {grid})")
        )
        filed = self.one(
            (
                "no deadline",
                f"filed within {self.span()} after {after}{self.may(self.cites)}",
                f"filed within 2 whole {self.one(('months', 'quarters'))} after end of the {grid}",
            )
        )
        self.add(f"claim {name}{self.cites()} each {grid}: {filed}{more}")
        self.claims.setdefault(grid, []).append(name)

    def remedy(self) -> None:
        name, grid, kind = self.name(), self.one(GRIDS), self.one(("money", "money", "credit"))
        of = self.one(("", "", f" of each {self.each('outage')}"))
        scope = Scope(grid)
        limbs = [f"pays {self.value(kind, evolve(scope, item='outage' if of else None))}"]
        limbs += self.some(lambda: f"when {self.condition(scope)}{self.may(self.cites)}", 0, 1)
        limbs += self.some(lambda: f"requires {self.condition(scope)}, or not_due{self.may(self.cites)}", 0, 2)
        most = lambda: self.one(("3 credits",) if kind == "credit" else ("100 EUR", "20% of amount of fee"))  # noqa: E731
        spans = (f"each {grid}", "over the term", *(("each 12 months", "each calendar year") if grid not in LONG else ()))
        with_ = self.remedies.get(f"{grid} {kind}", [])[:2]
        joint = lambda: self.may(lambda: f" together with ({', '.join(with_)})") if with_ else ""  # noqa: E731
        reading = f"each by reading sense (one: the term; 2.0: {self.one(LONG)})"
        limbs += self.some(lambda: f"at most {most()} {self.one((*spans, reading))}{joint()}{self.may(self.cites)}", 0, 2) or [
            "no cap"
        ]
        limbs += self.some(lambda: f"nothing unless {self.one(('more than', 'at least'))} {self._leaf(kind, Scope())}", 0, 1)
        claims = self.claims.get(grid, [])
        limbs.append(f"claimed by {self.one(claims)}" if claims and self.rng.random() < 0.7 else "without a claim")
        limbs += self.some(
            lambda: (
                f"paid in the {self.one(('month', 'billing cycle'))} after the {self.one(('claim', 'confirmation', 'period'))}"
            ),
            0,
            1,
        )
        limbs += self.some(
            lambda: self.one(
                (
                    f"expires within {self.span()} after end of the {grid}",
                    f"expires at end of the {grid} + 30 days",
                    f"expires within 5 days after the {grid}",
                )
            ),
            0,
            1,
        )
        limbs += self.some(lambda: "owed by the customer", 0, 1) + self.some(
            lambda: "divided among every beneficiary by share", 0, 1
        )
        self.rng.shuffle(limbs)
        unit = " in credits" if kind == "credit" else ""
        self.add(f"remedy {name}{self.cites()}{of} each {grid}{unit}: " + "; ".join(limbs))
        self.remedies.setdefault(f"{grid} {kind}", []).append(name)

    def right(self) -> None:
        name, grid = self.name(), self.one(GRIDS)
        until = self.may(lambda: f" within {self.span()} after the {grid}")
        self.add(
            f"right {name}{self.cites()} each {grid}: when {self.condition(Scope(grid), 2)}; exercised by termination{until}"
        )
        self.rights.setdefault(grid, []).append(name)

    def total(self) -> None:
        grid = self.one(("month", "quarter"))
        self.add(f"total {self.name()}{self.cites()} in hours: total of ({self.value('time', Scope(grid))}) for each {grid}")

    def beside(self) -> None:
        self.used += 1
        self.add(self.one((
            f"record {self.one(('definition', 'scope', 'payment'))}{self.one(('', ' of the customer'))}"
            f"{self.cites(1)}: {self.text()}",
            f"lost text{self.cites(1)}: {self.text()}",
            f"assumption {self.text()}{self.cites()}: {self.text()} because {self.text()}",
            f"reading r{self.used}{self.cites()}: one {self.text()}; 17 {self.text()}; adopted 17 because {self.text()}",
            f'section {self.one(("3", "4.1"))} {self.text()}', f'section "{self.one(ODD[:-1])}"', f"section {self.used}",
            f"causes {self.name()}{self.cites()}: cause_a{self.cites()}; cause_b",
        )))  # fmt: skip

    def default(self) -> None:
        if self.facts:
            self.add(f"default {self.facts.pop()} is {self.one(('scheduled', 'other'))}{self.cites()}")

    def header(self) -> str:
        lines = [f"provider {self.text()}{self.cites()}", f"customer {self.text()}", 'text "a.txt"', "version of 2024-02-29",
                 self.one(('time zone "Europe/Berlin" [1]', 'time zone of the subscription, else "UTC"')),
                 self.one(("currency EUR", "currency of the fee")),
                 self.one(("period calendar month", "period calendar quarter", "period agreement year")),
                 self.one(("billing cycles begin on day 15", "billing cycles begin with the subscription")),
                 f"fees of longer periods are spread by {self.one(('months', 'days'))}",
                 "in force from start of subscription until end of subscription", "unmeasured time counts as available",
                 "open outages last until the evaluation", "outages over a month end are divided at it [4.2]",
                 f"amounts are rounded {self.one(('half up', 'down', 'half even'))} once a month"]  # fmt: skip
        self.rng.shuffle(lines)
        return f"agreement {self.text()}: " + "; ".join(lines) + "."


FIXED = (
    "unit credit [1].", "event traffic [1]: at instant; requests whole; healthy yes_or_no; note text.",
    "event update: at instant; ticket text.",
    'reading sense [1, "either"]: one "the one"; 2.0 "the other"; adopted one because "it is the first".',
    "causes Our Causes [1]: power; software [2].", "Basic means every outage.", "Pieces [1] means every stretch of Basic.",
    'Business Days [2] means Monday to Friday; except on (January 1, Wednesday, holidays "US" category "public").',
    "Business Hours means 09:00 to 17:00 on Business Days.", "Every Days means Monday to Sunday.",
    'Odd Days [1] means Saturday; except on January 1 [2, "a [b]"]; except on holidays "US" category "public" ["c"].',
)  # fmt: skip


@st.composite
def contracts(draw: st.DrawFn) -> str:
    """The text of a whole contract that compiles without errors."""
    making = Growing(draw(st.randoms(use_true_random=False)))
    makers = (making.term_of_set, making.stretches, making.term_of_value, making.given, making.measure, making.window,
              making.guarantee, making.claim, making.remedy, making.right, making.total, making.beside,
              making.default)  # fmt: skip
    for _ in range(making.rng.randint(1, 14)):
        making.rng.choice(makers)()
    clauses = [*FIXED, *making.clauses]
    making.rng.shuffle(clauses)
    return "\n".join([making.header(), *clauses]) + "\n"
