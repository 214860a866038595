"""The face: a contract from its file, a statement from its events. In: paths or mappings. Out: typed values, `SlaError`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from .base.diagnostics import Diagnostic, SlaError

if TYPE_CHECKING:
    from .base.periods import Period
    from .catalogue.read import Entry
    from .choices.listed import Listed
    from .choices.priced import Priced
    from .choices.schedule import Schedule
    from .compiler.kept import Compiled
    from .compiler.mending import Mended
    from .explain.because import Explanation
    from .rules.clauses import RuleTree
    from .sources.beside import Beside
    from .statement.posed import Posed

Events = str | Path | Mapping[str, Any] | Iterable[str | Path | Mapping[str, Any]]


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
        return {r.name: (r.adopted, *(v for v, _ in r.values if v != r.adopted)) for r in self.tree.readings}

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
        posed = self._posed(events, from_, to, as_of, known_at, readings, given, skip_invalid)
        return Statement(posed.statement(progress) if progress else posed.statement())

    def priced(
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
    ) -> Priced:
        """What each reading's other values come to on these events, alone and together; asked as `run` is.

        `readings` are those from which the alternatives differ. `Priced.together.whole` says whether the extremes are proven.
        `sladsl.load("contracts/furybit.sla").priced("events.jsonl").effects` says which readings matter there.
        """
        from .choices.priced import priced

        return priced(self._posed(events, from_, to, as_of, known_at, readings, given, skip_invalid), progress=progress)

    def explain(
        self,
        events: Events,
        line: str = "",
        every: bool = False,
        subscription: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        as_of: str | None = None,
        known_at: str | None = None,
        readings: Mapping[str, str] | None = None,
        given: str | Path | Mapping[str, str] | None = None,
        skip_invalid: bool = False,
    ) -> list[Explanation]:
        """Why a line of the statement is what it is, and how far it is from being otherwise; asked as `run` is.

        `line` is its name, `KIND/NAME[/PERIOD][/SERVICE][/ITEM]`, or a beginning of it that no other line has; `every` is
        for all lines that begin so. `as_mapping` of `sladsl.explain.mapping` makes plain JSON values of an explanation.
        Raises `SlaError` (usage) where it is not clear which line is meant.
        """
        from .explain.find import Wanted, explained

        posed = self._posed(events, from_, to, as_of, known_at, readings, given, skip_invalid)
        return explained(posed, Wanted(line, every, subscription))

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

    def _posed(
        self,
        events: Events,
        from_: str | None,
        to: str | None,
        as_of: str | None,
        known_at: str | None,
        readings: Mapping[str, str] | None,
        given: str | Path | Mapping[str, str] | None,
        skip_invalid: bool,
    ) -> Posed:
        """The question that `run` and its neighbours answer, with its events loaded; what is raised there is raised here."""
        from .engine.reference.run import Asked
        from .events.load import load as load_events
        from .events.vocabulary import VOCABULARY, declared
        from .statement.make import Request
        from .statement.posed import Posed

        asked = Asked(
            _period(from_, "--from"),
            _period(to, "--to"),
            _instant(as_of, "--as-of"),
            self._chosen(readings or {}),
            cover_page(given) if isinstance(given, str | Path) else given or {},
        )
        if asked.first and asked.last and asked.last.end <= asked.first.first:
            raise SlaError([Diagnostic("SLA801", f"`{to}` lies before `{from_}`", help="exchange them")], "usage")
        own = {n: declared(n, fields) for n, fields in self.tree.events.items()}  # type: ignore[arg-type]
        vocabulary = {**VOCABULARY, **own}
        _present(events)
        stream = load_events(events, vocabulary, _instant(known_at, "--known-at"), skip_invalid)
        frame = self.tree.frame
        request = Request(
            frame.title, Path(self.tree.file).name, self.tree.sha256, from_, to, as_of, known_at, self._calendars()
        )
        taken = tuple(d for d in self.diagnostics if d.code.startswith("SLA50"))
        return Posed(self.tree, vocabulary, stream, asked, request, taken)

    def _calendars(self) -> dict[str, str]:
        """The holiday lists that the contract counts in, each with the version of its table."""
        from .base.calendars import library_version
        from .rules.clauses import Days

        listed = {h for days in self.tree.of(Days) for h in days.days.lists}
        names = sorted(f"{h.code} ({h.category or 'public'})" for h in listed)
        return {name: f"holidays {library_version()}" for name in names}

    def _chosen(self, given: Mapping[str, str]) -> dict[str, str]:
        """Every reading's value in this run."""
        import difflib

        known = self.readings
        wrong: list[Diagnostic] = []
        for name, value in given.items():
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                help = f"did you mean `{near[0]}`?" if near else "the contract has: " + (", ".join(known) or "none")
                wrong.append(Diagnostic("SLA802", f"there is no reading `{name}`", help=help))
            elif str(value) not in known[name]:
                help = "its values: " + ", ".join(known[name])
                wrong.append(Diagnostic("SLA802", f"the reading `{name}` has no value `{value}`", help=help))
        if wrong:
            raise SlaError(wrong, "usage")
        return {name: str(given.get(name, values[0])) for name, values in known.items()}


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


def read(path: str | Path) -> bytes:
    """A file's bytes; `SlaError` in words where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as e:
        reason = {2: "there is no such file", 21: "this is a folder", 13: "it may not be read"}.get(
            e.errno or 0, "it cannot be read"
        )
        raise SlaError([Diagnostic("SLA803", f"`{path}`: {reason}", help=_beside(path))], "usage") from None


def _beside(path: str | Path) -> str:
    """What to do about a file that cannot be read: the one of nearly this name, if there is one."""
    from difflib import get_close_matches

    folder, own = Path(path).parent, Path(path).name
    try:
        names = sorted(p.name for p in folder.iterdir())
    except OSError:  # there is no such folder, or it may not be read
        names = []
    near = [] if own in names else get_close_matches(own, names, 1)
    return f"did you mean `{folder / near[0]}`?" if near else "check its name and its folder"


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


def cover_page(path: str | Path) -> dict[str, str]:
    """The parameters that a TOML file fills in; `SlaError` of kind `usage` where it cannot be read.

    Values are texts as the language writes them; a TOML number, date or truth value is taken as it is written.
    """
    import tomllib

    try:
        found = tomllib.loads(read(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        help = 'write a line for each parameter: `"Target Uptime" = "99.9%"`'
        raise SlaError([Diagnostic("SLA804", f"`{path}` is no cover page: {e}", help=help)], "usage") from None
    texts = {True: "yes", False: "no"}
    wrong = [name for name, x in found.items() if isinstance(x, dict | list | float)]
    if wrong:
        help = f'write it in quotation marks: `"{wrong[0]}" = "99.9%"`'
        raise SlaError([Diagnostic("SLA804", f"`{wrong[0]}` in `{path}` is not a text", help=help)], "usage")
    return {name: texts[x] if isinstance(x, bool) else str(x) for name, x in found.items()}


def _present(events: Events) -> None:
    """A file of events that is not there is a wrong word on the command line, not a wrong event."""
    named = [events] if isinstance(events, str | Path) else events
    paths = [e for e in named if isinstance(e, str | Path)] if isinstance(named, list | tuple) else []
    paths = [p for p in paths if str(p) != "-" and not Path(p).exists()]
    missing = [Diagnostic("SLA803", f"`{p}`: there is no such file", help=_beside(p)) for p in paths]
    if missing:
        raise SlaError(missing, "usage")


def _period(text: str | None, option: str) -> Period | None:
    from .base.periods import parse_period

    try:
        return None if text is None else parse_period(text)
    except ValueError as e:
        raise SlaError([Diagnostic("SLA801", f"`{text}` of {option} {e}")], "usage") from None


def _instant(text: str | None, option: str) -> int | None:
    from .base.instants import parse_instant

    try:
        return None if text is None else parse_instant(text)
    except ValueError as e:
        raise SlaError([Diagnostic("SLA801", f"`{text}` of {option} {e}")], "usage") from None
