"""In: a contract's rules and what is asked, in words. Out: the question with its events loaded (`Posed`), or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from ..base.diagnostics import Diagnostic, SlaError
from ..base.files import read, unread

if TYPE_CHECKING:
    from ..base.periods import Period
    from ..rules.clauses import RuleTree
    from .posed import Posed

Events = str | Path | Mapping[str, Any] | Iterable[str | Path | Mapping[str, Any]]


class Asking(TypedDict, total=False):
    """What a run may be asked, as `sladsl.api.Contract.run` says; what is left out is not asked."""

    from_: str | None
    to: str | None
    as_of: str | None
    known_at: str | None
    readings: Mapping[str, str] | None
    given: str | Path | Mapping[str, str] | None
    skip_invalid: bool


def posed(tree: RuleTree, diagnostics: Sequence[Diagnostic], events: Events, **wanted: Unpack[Asking]) -> Posed:
    """The question that `run` and its neighbours answer; what each of these is, `sladsl.api.Contract.run` says.

    Raises `SlaError`: kind `usage` for what was asked, kind `events` for every faulty event at once.
    """
    from ..engine.reference.run import Asked
    from ..events.load import load
    from ..events.vocabulary import VOCABULARY, declared
    from .make import Request
    from .posed import Posed

    from_, to, as_of, known_at = wanted.get("from_"), wanted.get("to"), wanted.get("as_of"), wanted.get("known_at")
    given = wanted.get("given")
    asked = Asked(
        _period(from_, "--from"),
        _period(to, "--to"),
        _instant(as_of, "--as-of"),
        _chosen(tree, wanted.get("readings") or {}),
        cover_page(given) if isinstance(given, str | Path) else given or {},
    )
    if asked.first and asked.last and asked.last.end <= asked.first.first:
        raise SlaError([Diagnostic("SLA801", f"`{to}` lies before `{from_}`", help="exchange them")], "usage")
    own = {n: declared(n, fields) for n, fields in tree.events.items()}  # type: ignore[arg-type]
    vocabulary = {**VOCABULARY, **own}
    _present(events)
    stream = load(events, vocabulary, _instant(known_at, "--known-at"), wanted.get("skip_invalid", False))
    name, file = tree.frame.title, Path(tree.file).name
    request = Request(name, file, tree.sha256, from_, to, as_of, known_at, _calendars(tree))
    taken = tuple(d for d in diagnostics if d.code.startswith("SLA50"))
    return Posed(tree, vocabulary, stream, asked, request, taken)


def values_of(tree: RuleTree) -> dict[str, tuple[str, ...]]:
    """Every reading with its values, the adopted one first."""
    return {r.name: (r.adopted, *(v for v, _ in r.values if v != r.adopted)) for r in tree.readings}


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


def _chosen(tree: RuleTree, given: Mapping[str, str]) -> dict[str, str]:
    """Every reading's value in this run."""
    import difflib

    known = values_of(tree)
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


def _calendars(tree: RuleTree) -> dict[str, str]:
    """The holiday lists that the contract counts in, each with the version of its table."""
    from ..base.calendars import library_version
    from ..rules.clauses import Days

    listed = {h for days in tree.of(Days) for h in days.days.lists}
    names = sorted(f"{h.code} ({h.category or 'public'})" for h in listed)
    return {name: f"holidays {library_version()}" for name in names}


def _present(events: Events) -> None:
    """A file of events that is not there is a wrong word on the command line, not a wrong event."""
    named = [events] if isinstance(events, str | Path) else events
    paths = [e for e in named if isinstance(e, str | Path)] if isinstance(named, list | tuple) else []
    missing = [unread(p) for p in paths if str(p) != "-" and not Path(p).exists()]
    if missing:
        raise SlaError(missing, "usage")


def _period(text: str | None, option: str) -> Period | None:
    from ..base.periods import parse_period

    try:
        return None if text is None else parse_period(text)
    except ValueError as e:
        raise SlaError([Diagnostic("SLA801", f"`{text}` of {option} {e}")], "usage") from None


def _instant(text: str | None, option: str) -> int | None:
    from ..base.instants import parse_instant

    try:
        return None if text is None else parse_instant(text)
    except ValueError as e:
        raise SlaError([Diagnostic("SLA801", f"`{text}` of {option} {e}")], "usage") from None
