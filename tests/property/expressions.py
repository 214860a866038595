"""In: a source of chance, and what a contract has defined so far. Out: expressions of every type, for every scope.

What an expression may speak of are the names that are defined already, each with what it is, so that it has its type by
construction. Names, headings and words of the agreement have signs in them that Markdown, HTML and the language itself
might take for their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from attrs import define, evolve, field, frozen

GRIDS = ("month", "quarter", "week", "day", "calendar year", "agreement year", "billing cycle", "30 days")
LONG = ("calendar year", "agreement year")
ODD = (
    "a*b", "_x_ y", "<b>", "p | q", "back\\slash", "& so", "[1]", "`c`", "1. one", "x. [2]", "#", "it's", "$5", "~~", "is at",
    "&lt;i&gt;", "\\*", "end\\", "- x", "(open", "closed)", "{x}", "per 5%", "a; b: c.", "über ☃ 日本", "www.x?a=b&c",
    "** **", "",
)  # fmt: skip
PLAIN = ("Alpha", "Beta", "Gamma", "Delta", "Service Part", "Long Term Name", "Mayfair Plan", "T1000")
FIELDS = {  # of the items that are spoken of: instants, words, what holds or not
    "outage": (("start", "end"), ("cause",), ("primary", "in_scope")),
    "ticket": (("opened", "responded", "resolved"), ("priority", "channel", "plan", "topic"), ("incident",)),
    "maintenance": (("start", "end", "notified_at"), ("kind", "channel"), ("published", "vendor_change")),
    "claim": (("at",), ("channel", "subject"), ()),
    "stretch": (("start", "end"), (), ()),
    "traffic": (("at",), (), ("healthy",)),
    "pause": (("start",), ("reason",), ()),
}
LASTING = ("outage", "maintenance", "stretch")
WORDS = ("low", "high", "scheduled", '"given"', '"two words"')


@frozen
class Scope:
    """What is meant where an expression stands: a period by its word, an item by its type, a service."""

    period: str | None = None
    item: str | None = None
    service: bool = False


@define
class Making:
    """A contract that grows; what is defined so far, by what it is."""

    rng: Random
    clauses: list[str] = field(factory=list)
    sets: dict[str | None, list[str]] = field(factory=lambda: {None: [], **{item: [] for item in FIELDS}})
    values: dict[tuple[str, str | None], list[str]] = field(factory=dict)  # by type and period (none: a parameter)
    guarantees: dict[str, list[str]] = field(factory=dict)  # by period
    claims: dict[str, list[str]] = field(factory=dict)
    remedies: dict[str, list[str]] = field(factory=dict)
    rights: dict[str, list[str]] = field(factory=dict)
    of_item: dict[tuple[str, str], list[str]] = field(factory=dict)  # values said of an item, by type and item
    claimed: list[str] = field(factory=list)  # claims of items
    due: list[str] = field(factory=list)  # guarantees of every ticket
    facts: list[str] = field(factory=lambda: ["kind of maintenance", "channel of ticket", "priority of ticket"])
    used: int = 0

    # ------------------------------------------------------------ words
    def one(self, options: Sequence[str]) -> str:
        return self.rng.choice(list(options))

    def may(self, text: Callable[[], str]) -> str:
        return text() if self.rng.random() < 0.4 else ""

    def some(self, make: Callable[[], str], least: int = 1, most: int = 3) -> list[str]:
        return [make() for _ in range(self.rng.randint(least, most))]

    def name(self, plain: bool = False) -> str:
        self.used += 1
        if plain or self.rng.random() < 0.6:
            return f"{self.one(PLAIN)} N{self.used}"
        return f'"{self.one(ODD)} {self.used}"'

    def text(self) -> str:
        return (
            '"'
            + " ".join(
                self.some(
                    lambda: self.one(
                        (*ODD, "word", "per cent.", "99.5%", "e.g.:", "because"),
                    ),
                    0,
                    4,
                )
            )
            + '"'
        )

    def cites(self, least: int = 0) -> str:
        def cite() -> str:
            place = self.one(("1", "4.2", "6.3.1", '"Credits"', f'"{self.one(ODD[:-1])}"'))
            return f" [{', '.join([place, *self.some(self.text, 0, 2)])}]"

        return "".join(self.some(cite, least, 2))

    def number(self) -> str:
        return self.one(("1", "2", "5", "12", "0.5", "99.95", "1000", "33.3333333333"))

    # ------------------------------------------------------------ numbers
    def value(self, kind: str, at: Scope, depth: int = 2) -> str:
        """An expression of a type; in brackets where it is not a single word or number."""
        return self._leaf(kind, at) if depth <= 0 or self.rng.random() < 0.3 else self._deep(kind, at, depth - 1)

    def _leaf(self, kind: str, at: Scope) -> str:
        options = list(self.values.get((kind, None), []))
        if at.period:
            options += [*self.values.get((kind, at.period), []), *self.values.get((kind, "any"), [])]
        if at.item:
            options += self.of_item.get((kind, at.item), [])
        if at.period and not at.item:
            options += [f"awarded of {x}" for x in self.remedies.get(f"{at.period} {kind}", [])]
        match kind:
            case "time":
                options += ["90 minutes", "1.5 hours", "30 seconds", "30 elapsed days", "0 minutes", "250 milliseconds"]
                if at.period:
                    options += [f"time of the {at.period}", f"time of the {at.period} in force", f"time of {self.set(at)}"]
                if at.item in LASTING:
                    options += ["length of it", f"time of {self.set(at)} within (it)"]
            case "count":
                options += [self.number(), "1.005 ".strip() + "0"]
                if at.period:
                    options += [f"days of the {at.period}", f"number of {self.items(self.one(('outage', 'ticket')))}"]
                if at.item == "ticket":
                    options += ["severity", "number of every update naming it within (it)"]
                if at.service:
                    options.append("units of service")
            case "ratio":
                options += ["99.95%", "5%", "0.001%", "100%"]
            case "money":
                options += ["10 EUR", "0.50 EUR", "1234.56 EUR"]
                if at.period:
                    options += ["amount of fee", "10% of amount of fee"]
            case "credit":
                options += ["1 credit", "5 credits", "2.5 credits"]
            case "instant":
                options += ["2025-06-30"]
                if at.period:
                    options += [f"start of the {at.period}", f"end of the {at.period}"]
                    options += [f"end of {x}" for x in self.sets["outage"][:1] if not at.item]
                if at.item == "ticket":
                    options += ["start of outage", *(f"due of {x}" for x in self.due[:1])]
                if at.item:
                    options += FIELDS[at.item][0]
        return self.one(options)

    def _deep(self, kind: str, at: Scope, depth: int) -> str:
        one = lambda: self.value(kind, at, depth)  # noqa: E731
        if kind == "instant":
            return self.one((
                f"{self.one(('earlier', 'later'))} of ({one()}, {one()})",
                f"({one()} + {self.one(('1 day', '30 minutes', '2 months'))})",
                f"by reading sense (one: {one()}; 2.0: {one()})",
            ))  # fmt: skip
        options = [
            lambda: f"({one()} {self.one('+-')} {one()})",
            lambda: f"({self.number()} * {one()})",
            lambda: f"{self.one(('smaller', 'larger'))} of ({one()}, {one()})",
            lambda: f"by reading sense (one: {one()}; 2.0: {one()})",
            lambda: f"(12.5% of ({one()}))",
            lambda: f"(({one()}) else ({one()}))",
        ]
        if kind == "time":
            steps = ("up to the hour", "down to multiples of 15 minutes", "half up to the minute")
            options.append(lambda: f"(({one()}) rounded {self.one(steps)})")
        if kind != "count":
            options.append(lambda: f"({one()} / {self.value('count', at, depth)})")
        if kind == "credit":
            options += [
                lambda: f"(({one()}) rounded down to the credit)",
                lambda: f"(1 credit per 3 hours * {self.value('time', at, depth)})",
            ]
        if kind == "money":
            options.append(lambda: f"(({one()}) rounded half even to 2 decimals)")
            options.append(lambda: f"({self.table(at, kind)})")
        if kind == "ratio":
            options.append(lambda: f"({self.value('time', at, depth)} / {self.value('time', at, depth)})")
            options.append(lambda: f"(({one()}) rounded down to 1 decimals of a percentage)")
        if at.period and not at.item:
            options += [lambda: self.gathered(kind, at, depth)] * 2
            if kind == "time":
                options += [
                    lambda: f"time of {self.set(at)} within ({self.reach(at)})",
                    lambda: f"gap of {self.items('outage')}",
                ]
            if kind == "count":
                options.append(lambda: f"number of {self.items('ticket')} within ({self.reach(at)}, {self.reach(at)})")
        return self.rng.choice(options)()

    def gathered(self, kind: str, at: Scope, depth: int) -> str:
        """A value for each item, period or service, made one."""
        item = self.one(("outage", "ticket", "stretch", "traffic"))
        where = self.may(lambda: f" where ({self.condition(evolve(at, item=item), depth)})")
        each = f"for each {self.each(item)} of {self.one((f'the {at.period}', 'the last 2 months', 'the term so far'))}{where}"
        inner = evolve(at, item=item)
        if kind == "count":
            return f"(number of ({self.condition(inner, depth)}) {each})"
        if kind == "ratio":
            return f"(share of ({self.condition(inner, depth)}) {each})"
        word = self.one(("total", "mean", "largest", "smallest", "percentile 95%"))
        if self.rng.random() < 0.3:
            return f"({word} of ({self.value(kind, Scope('day'), depth)}) for each day of the {at.period})"
        if self.rng.random() < 0.2 and kind != "time":
            return f"(total of ({self.value('count', Scope(service=True), 0)} * {self._leaf(kind, Scope())}) for each service)"
        return f"({word} of ({self.value(kind, inner, depth)}) {each})"

    def reach(self, at: Scope) -> str:
        """A stretch of time seen from a period."""
        return self.one((
            f"the {at.period}", "the last 3 months", "the previous 2 quarters", "the agreement year so far", "the term",
            f"the 30 days before end of the {at.period}", f"from start of the {at.period} until 2025-06-30",
            *(f"the last 3 months since the last {x}" for x in self.remedies.get("month money", [])[:1]),
        ))  # fmt: skip

    def table(self, at: Scope, kind: str) -> str:
        """Tiers of a number; of a ticket with columns by its priority."""
        a, b = self._leaf(kind, at), self._leaf(kind, at)
        if at.item == "ticket" and self.rng.random() < 0.6:
            return (
                f'tiers of severity by priority: | | low | "two words" | otherwise | | at most 2 | {a} | {b} | {a} | '
                f"| more than 2 and below 4 | {b} | {b} | {a} | | at least 4 | {b} | {a} | {b} |"
            )
        x = self.value("ratio", at, 0)
        rows = self.one((
            f"| at least 99% | {a} | | below 99% | {b} |",
            f"| at least 99% | {a} | | at least 95% and below 99% | {b} | | otherwise | {a} |",
            f"| more than 5% | {a} | | at most 5% | {b} |",
        ))  # fmt: skip
        return f"tiers of {x}: {rows}"

    # ------------------------------------------------------------ conditions
    def condition(self, at: Scope, depth: int = 1) -> str:
        """What holds or does not."""
        if depth > 0 and self.rng.random() < 0.4:
            parts = self.some(lambda: self.condition(at, depth - 1), 2, 3)
            return self.one((f"all of ({'; '.join(parts)})", f"any of ({'; '.join(parts)})", f"not ({parts[0]})"))
        kind = self.one(("time", "count", "ratio", "money"))
        than = self.one(("at least", "at most", "more than", "below"))
        options = [f"({self.value(kind, at, depth)}) is {than} ({self._leaf(kind, at)})"]
        if at.item or at.period:
            instant = self.value("instant", at, depth)
            options.append(f"({instant}) is {self.one(('before', 'after'))} ({self.value('instant', at, depth)})")
        if at.item:
            instants, words, flags = FIELDS[at.item]
            options += [f"{word} is{self.one(('', ' not'))} {self.one(WORDS)}" for word in words]
            options += [f"{word} is one of ({self.one(WORDS)}, {self.one(WORDS)})" for word in words]
            options += flags
            options += [f"{x} is{self.one(('', ' not'))} during {self.set(at)}" for x in instants]
            options += [f"{instants[-1]} is given", f"{instants[0]} is before {instants[-1]}"]
            options.append(f"{instants[0]} is at least {self.span()} before {instants[-1]}")
            if at.item in ("outage", "ticket"):
                options.append("caused by Our Causes")
            options += [f"{x} is {self.one(WORDS)}" for x in self.of_item.get(("word", at.item), [])]
            if at.period and at.item == "stretch":
                options.append(f"first month where ({self.condition(Scope(at.period), 0)})")
            if at.item in LASTING:
                options.append(f"it is wholly during {self.set(at)}")
            if at.item == "ticket":
                options += [f"outage is one of ({x})" for x in self.sets["outage"][:1]]
            if at.item == "claim":
                options.append("details include (areas, times)")
        if at.period and not at.item and not at.service:
            options += [
                f"{x} is {self.one(('breached', 'met', 'not breached'))}" for x in self.guarantees.get(at.period, [])[:2]
            ]
            options += [f"{x} is claimed" for x in self.claims.get(at.period, [])[:2]]
            options += [f"{x} is exercised" for x in self.rights.get(at.period, [])[:2]]
            options += [
                f"number of ({x} is {self.one(('breached', 'met'))}) for each month of the last 6 months{since} is at least 2"
                for x in self.guarantees.get("month", [])[:1]
                for since in ("", *(f" since the last {y}" for y in self.rights.get("month", [])))
            ]
        return self.one(options)

    # ------------------------------------------------------------ sets and spans
    def set(self, at: Scope, depth: int = 1) -> str:
        """Times."""
        options = [
            *self.sets[None],
            *self.sets["outage"],
            *self.sets["stretch"],
            "every outage",
            "every maintenance",
            "every arrears",
        ]
        if depth > 0 and self.rng.random() < 0.5:
            return self.one((
                f"({self.set(at, depth - 1)}, {self.set(at, depth - 1)})",
                f"(by reading sense (one: {self.set(at, 0)}; 2.0: no time))",
                "(every run of 3 failed checks until the last failure)", "(22:00 to 06:00 on Monday to Friday)",
                '(07:30 to 24:00 in zone "Europe/Paris" on Business Days)',
                "(every run of 2 traffic where (not healthy) until the next success)",
                f"(every 5 minutes where (number of {self.items('traffic')} is at most 3))",
            ))  # fmt: skip
        return self.one(options)

    def items(self, item: str) -> str:
        return self.one([*self.sets[item], *([f"every {item}"] if item != "stretch" else ["(every stretch of Basic)"])])

    def each(self, item: str) -> str:
        """What stands behind `each`."""
        return self.one([*self.sets[item], *([item] if item != "stretch" else ["Pieces"])])

    def span(self, depth: int = 1) -> str:
        """What a deadline is counted in."""
        options = [
            "24 hours", "5 Business Days", "1 Business Day", "7 days", "7 elapsed days", "3 clear Business Days", "2 months",
            "5 elapsed Business Days", "5 Business Days ending at 17:00", "2 clear Every Days",
            "3 Every Days ending before 12:30",
            "4 hours in Business Hours", *self.values.get(("time", None), []), *self.values.get(("days", None), []),
        ]  # fmt: skip
        if depth and self.rng.random() < 0.3:
            return f"by reading sense (one: {self.span(0)}; 2.0: {self.span(0)})"
        return self.one(options)
