"""The face: a contract from its file, a statement from its events. In: paths or mappings. Out: typed values, `SlaError`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from attrs import frozen

from .base.diagnostics import Diagnostic, SlaError
from .base.files import read as read

if TYPE_CHECKING:
    from .catalogue.read import Entry
    from .choices.listed import Listed
    from .choices.priced import Priced
    from .choices.schedule import Schedule
    from .compiler.kept import Compiled
    from .compiler.mending import Mended
    from .explain.because import Explanation
    from .rules.clauses import RuleTree
    from .sources.beside import Beside
    from .statement.asked import Asking, Events
    from .statement.posed import Posed


@frozen
class Statement:
    """What a contract comes to: a flat list of lines, with what was asked and what must be known beside it."""

    data: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The statement as plain JSON values (strings for exact numbers, RFC 3339 for instants)."""
        return dict(self.data)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines, in the order of the contract."""
        return list(self.data["lines"])

    @property
    def warnings(self) -> list[dict[str, str]]:
        """Missing facts and what depends on them, conventions taken."""
        return list(self.data["warnings"])


@frozen
class Contract:
    """A contract that has been compiled without errors."""

    tree: RuleTree
    diagnostics: tuple[Diagnostic, ...]

    @property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """Every reading with its values, the adopted one first."""
        from .statement.asked import values_of

        return values_of(self.tree)

    def run(
        self,
        events: Events,
        from_: str | None = None,
        to: str | None = None,
        as_of: str | None = None,
        known_at: str | None = None,
        readings: Mapping[str, str] | None = None,
        given: str | Path | Mapping[str, str] | None = None,
        skip_invalid: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> Statement:
        """Evaluate the contract on events (mappings, a path, paths, `-`) and return its statement.

        `from_` and `to` are periods (`2025-06`, `2025-Q2`, `2025`, `2025-06-01/2025-07-01`), `as_of` and `known_at`
        instants (RFC 3339 with an offset), `readings` values by id, `given` the contract's parameters by name, written as the
        language writes them (`"99.9%"`, `"8 hours"`), or a TOML file of them.
        Raises `SlaError`: kind `usage` for what was asked,
        kind `events` for every faulty event at once.
        """
        posed = self._posed(
            events,
            from_=from_,
            to=to,
            as_of=as_of,
            known_at=known_at,
            readings=readings,
            given=given,
            skip_invalid=skip_invalid,
        )
        return Statement(posed.statement(progress) if progress else posed.statement())

    def priced(self, events: Events, progress: Callable[[int, int], None] | None = None, **asked: Unpack[Asking]) -> Priced:
        """What each reading's other values come to on these events, alone and together; asked as `run` is.

        `readings` are those from which the alternatives differ. `Priced.together.whole` says whether the extremes are proven.
        `sladsl.load("contracts/furybit.sla").priced("events.jsonl").effects` says which readings matter there.
        """
        from .choices.priced import priced

        return priced(self._posed(events, **asked), progress=progress)

    def explain(
        self,
        events: Events,
        line: str = "",
        every: bool = False,
        subscription: str | None = None,
        **asked: Unpack[Asking],
    ) -> list[Explanation]:
        """Why a line of the statement is what it is, and how far it is from being otherwise; asked as `run` is.

        `line` is its name, `KIND/NAME[/PERIOD][/SERVICE][/ITEM]`, or a beginning of it that no other line has; `every` is
        for all lines that begin so. `as_mapping` of `sladsl.explain.mapping` makes plain JSON values of an explanation.
        Raises `SlaError` (usage) where it is not clear which line is meant.
        """
        from .explain.find import Wanted, explained

        return explained(self._posed(events, **asked), Wanted(line, every, subscription))

    def choices(self) -> Listed:
        """The table of the readings: clause, words, values with their senses, the adopted one and why, what hangs on it.

        >>> load("contracts/furybit.sla").choices().combinations
        192
        """
        from .choices.listed import listed

        return listed(self.tree)

    def assumptions(self) -> Schedule:
        """The schedule of every convention behind the contract's figures, stated or taken.

        >>> load("contracts/furybit.sla").assumptions().entries[0].text
        'days, months and hours are those of UTC'
        """
        from .choices.schedule import schedule

        return schedule(self.tree, self.diagnostics)

    def _posed(self, events: Events, **asked: Unpack[Asking]) -> Posed:
        """The question that these answer, with its events loaded."""
        from .statement.asked import posed

        return posed(self.tree, self.diagnostics, events, **asked)


def compile(text: str | bytes, file: str = "contract.sla") -> Compiled:
    """Every diagnostic of a contract's text, and its rules; never raises, for any bytes."""
    from .compiler.kept import compiled

    return compiled(text.encode() if isinstance(text, str) else text, file)


def mend(text: str | bytes, file: str = "contract.sla") -> Mended:
    """A contract's text with every fix that is certain, how many were made, and what is found in it now.

    >>> mend('section 2 "Uptime"').text
    'section 2 "Uptime".'
    """
    from .compiler.mending import mend as mended

    return mended(text.encode() if isinstance(text, str) else text, file)


def format(text: str | bytes, file: str = "contract.sla") -> str:
    """A contract's text in the one style, proven to mean the same. Raises `SlaError` with every clause that cannot be read.

    >>> format("section 2   “Uptime”  .")
    'section 2 "Uptime".\\n'
    """
    from .format.formatted import formatted

    return formatted(text.encode() if isinstance(text, str) else text, file)


def render(contract: Contract, format: str = "md") -> str:
    """The contract as plain English, in Markdown or as an HTML page; `contract_of` reads it back to the same rules.

    >>> print(render(load("contracts/furybit.sla"))[:35])
    # Teamplify Service Level Agreement
    """
    from .render.english import document
    from .render.html import html
    from .render.markdown import markdown

    return {"md": markdown, "html": html}[format](document(contract.tree))


def contract_of(rendering: str | bytes, file: str = "contract.md") -> str:
    """The text of the contract that a rendering shows, in Markdown or HTML, in the one style. Raises `SlaError` with every
    line that no rendering has; what was changed in it, and is wrong, `compile` says of the text.

    >>> contract_of(render(load("contracts/furybit.sla"))).splitlines()[0]
    'agreement "Teamplify Service Level Agreement":'
    """
    from .render.back import contract_of, document_of

    read = document_of(rendering if isinstance(rendering, str) else rendering.decode("utf-8", "replace"), file)
    text = contract_of(read)
    try:
        return format(text, file)
    except SlaError:
        return text


def load(path: str | Path) -> Contract:
    """The contract of a file. Raises `SlaError` with every error in it (kind `usage` where there is no such file)."""
    found = compile(read(path), str(path))
    if found.errors:
        raise SlaError(found.errors)
    return Contract(found.tree, found.diagnostics)


def message(code: str) -> Entry | None:
    """What a message means, by its code, or a warning of a statement by its name; nothing where there is no such message.

    >>> message("SLA304").title
    'no row holds for some numbers between two rows'
    """
    from .catalogue.read import entry

    return entry(code)


def lint(contract: str | Path | Contract, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Diagnostic, ...]:
    """What is legal in a contract and still probably not meant, in the order of its text.

    `select` and `ignore` are codes or what they begin with; where they are not given, the settings nearest to the file say
    them. Raises `SlaError` with the errors of a contract that has some, and of kind `usage` for a code that is not known.

    >>> lint("contracts/furybit.sla")
    ()
    """
    from .lint.run import linted
    from .lint.settings import selection

    path = str(contract.tree.file if isinstance(contract, Contract) else contract)
    return linted(read(path), path, selection(path, select, ignore))


def sources(contract: str | Path, text: str | Path | None = None) -> Beside:
    """An agreement's sentences, each with the clauses of a contract's file that cite it; `findings` says what does not hold.

    Without `text` it is the file that the contract's header names, beside the contract. Raises `SlaError` of kind `usage`
    where it names none, or where a file cannot be read.
    `sources("contract.sla", "agreement.txt").rows[3].citing` are the clauses that cite the fourth passage.
    """
    from .sources.beside import beside
    from .sources.cited import cited

    data = read(contract)
    if text is None:
        named = cited(data, str(contract)).text
        if not named:
            help = 'say `--text agreement.txt`, or write `text "agreement.txt"` in the header'
            raise SlaError([Diagnostic("SLA856", f"`{contract}` does not name the text of its agreement", help=help)], "usage")
        text = Path(contract).parent / named
        if not text.exists():
            said = f"`{named}`, which `{contract}` names as the text of its agreement, does not lie beside it"
            raise SlaError([Diagnostic("SLA856", said, help="say where it is: `--text agreement.txt`")], "usage")
    return beside(data, str(contract), read(text), str(text))
