"""In: what a project has written down for lint, and what was asked for. Out: `Selection`: which codes are looked for in a file.

The settings stand in `sladsl.toml` (`[lint]`) or `pyproject.toml` (`[tool.sladsl.lint]`) of the contract's folder, or of the
nearest folder above it that has some:

    [tool.sladsl.lint]
    select = ["SLA9"]
    ignore = ["SLA943"]
    per-file = { "drafts/*.sla" = ["SLA915"] }

Every code stands for all that begin with it. What is not known is refused, with the nearest word that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path

from attrs import evolve, frozen

from ..base.diagnostics import Diagnostic, SlaError
from .table import CODES, meant

_KEYS = ("select", "ignore", "per-file")


@frozen
class Selection:
    """Codes, or what they begin with: those to look for (all, where none are named) and those not to; by files, too."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folder: Path | None = None

    def codes(self, file: str) -> tuple[str, ...]:
        """The codes that are looked for in a file.

        >>> Selection(select=("SLA96",), ignore=("SLA962",)).codes("contract.sla")
        ('SLA961',)
        """
        ignored = (*self.ignore, *(code for pattern, codes in self.per_file if self._fits(file, pattern) for code in codes))
        wanted = (code for code in CODES if not self.select or code.startswith(self.select))
        return tuple(code for code in wanted if not (ignored and code.startswith(ignored)))

    def _fits(self, file: str, pattern: str) -> bool:
        path = Path(file).resolve()
        within = self.folder is not None and path.is_relative_to(self.folder)
        return fnmatch(path.relative_to(self.folder).as_posix() if within and self.folder else path.name, pattern)


def selection(file: str | None, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Selection:
    """What is looked for in a file (none: in no file of a project); what is asked for goes before what is written down.

    Raises `SlaError` of kind `usage` with every word of both that is not known.
    """
    wrong: list[Diagnostic] = []
    asked = Selection(_codes(list(select), "--select", wrong), _codes(list(ignore), "--ignore", wrong))
    found = _settings(Path(file).resolve().parent if file else Path.cwd(), wrong)
    if wrong:
        raise SlaError(wrong, "usage")
    return evolve(found, select=asked.select or found.select, ignore=asked.ignore or found.ignore)


def _settings(folder: Path, wrong: list[Diagnostic]) -> Selection:
    for near in (folder, *folder.parents):
        for name in ("sladsl.toml", "pyproject.toml"):
            path = near / name
            if path.is_file():
                table = _read(path, wrong)
                table = table if name == "sladsl.toml" else _inner(_inner(table, "tool"), "sladsl")
                if table or name == "sladsl.toml":
                    return _selected(table, path, wrong)
    return Selection()


def _read(path: Path, wrong: list[Diagnostic]) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        wrong.append(Diagnostic("SLA810", f"`{path.name}` cannot be read: {e}", help="correct it, or leave it out"))
        return {}


def _inner(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = table.get(key)
    return found if isinstance(found, dict) else {}


def _selected(table: Mapping[str, object], path: Path, wrong: list[Diagnostic]) -> Selection:
    _known(table, ("lint",), path, wrong)
    lint = table.get("lint", {})
    if not isinstance(lint, dict):
        wrong.append(Diagnostic("SLA810", f"`lint` in `{path.name}` is no table", help="write `[tool.sladsl.lint]`"))
        return Selection()
    _known(lint, _KEYS, path, wrong)
    per_file = lint.get("per-file", {})
    if not isinstance(per_file, dict):
        help = 'write `per-file = { "drafts/*.sla" = ["SLA915"] }`'
        wrong.append(Diagnostic("SLA810", f"`per-file` in `{path.name}` is no table", help=help))
        per_file = {}
    return Selection(
        _codes(lint.get("select", []), f"`select` in `{path.name}`", wrong),
        _codes(lint.get("ignore", []), f"`ignore` in `{path.name}`", wrong),
        tuple((pattern, _codes(codes, f"`per-file` in `{path.name}`", wrong)) for pattern, codes in per_file.items()),
        path.parent,
    )


def _known(table: Mapping[str, object], keys: Sequence[str], path: Path, wrong: list[Diagnostic]) -> None:
    for key in table:
        if key not in keys:
            near = get_close_matches(key, keys, 1)
            help = f"did you mean `{near[0]}`?" if near else "there are " + ", ".join(f"`{k}`" for k in keys)
            wrong.append(Diagnostic("SLA810", f"`{path.name}` has a setting `{key}` that is not known", help=help))


def _codes(said: object, where: str, wrong: list[Diagnostic]) -> tuple[str, ...]:
    """Codes, or their beginnings, in capitals; each must be the beginning of one that lint has."""
    if not isinstance(said, list) or not all(isinstance(x, str) for x in said):
        wrong.append(Diagnostic("SLA810", f"{where} is no list of codes", help='write `["SLA931", "SLA94"]`'))
        return ()
    found = tuple(x.strip().upper() for x in said)
    for code in found:
        if not code or not any(x.startswith(code) for x in CODES):
            wrong.append(Diagnostic("SLA810", f"lint has no code `{code}`, named in {where}", help=meant(code)))
    return found
