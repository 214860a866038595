"""In: what was found in each contract. Out: it on standard output, as text, JSON, annotations of GitHub or SARIF 2.1.0.

Lines and columns count from 1 everywhere. A column of SARIF counts code points (`unicodeCodePoints`), as a `Place` does.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .says import as_json, diagnostics, put, says

if TYPE_CHECKING:
    from ..base.diagnostics import Diagnostic, Place

FORMATS = ("text", "json", "github", "sarif")
Files = Sequence[tuple[str, "Sequence[Diagnostic]"]]
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def put_findings(files: Files, format: str) -> None:
    """Print what was found in each of some files, by the name under which it was asked for.

    `text` is drawn as loud as the run tells, notes only with -v, and the verb counts them; the other formats have everything.
    """
    match format:
        case "json":
            put(as_json([{"file": path, "diagnostics": [d.to_dict() for d in found]} for path, found in files]))
        case "github":
            put("".join(f"{_command(path, d)}\n" for path, found in files for d in found))
        case "sarif":
            put(as_json(sarif(files)))
        case _:
            level = says().level
            for _, found in files:
                diagnostics([d for d in found if d.severity != "note" or level > 0], level)


# ---------------------------------------------------------------- commands of a GitHub workflow
def _command(path: str, d: Diagnostic) -> str:
    """A workflow command; the log of a workflow shows it at its line in the changes."""
    told = {"file": path}
    if d.place:
        end = d.place.column + d.place.length
        told |= {"line": str(d.place.line), "endLine": str(d.place.line)}
        told |= {"col": str(d.place.column), "endColumn": str(end)}
    told["title"] = d.code
    properties = ",".join(f"{name}={_property(value)}" for name, value in told.items())
    return f"::{_GITHUB[d.severity]} {properties}::{_data(d.message + (f'; {d.help}' if d.help else ''))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# ---------------------------------------------------------------- SARIF
def sarif(files: Files) -> dict[str, Any]:
    """A log of SARIF 2.1.0 with one run: a rule for each code that was given, a result for each finding."""
    from .. import __version__

    codes = sorted({d.code for _, found in files for d in found})
    rules = {code: i for i, code in enumerate(codes)}
    driver = {"name": "sladsl", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(path)}} for path, _ in files],
        "results": [result for path, found in files for result in _results(path, found, rules)],
    }
    return {"version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    from ..catalogue.read import entry

    rule: dict[str, Any] = {"id": code}
    if known := entry(code):
        rule["shortDescription"] = {"text": known.title}
        rule["fullDescription"] = {"text": known.why}
        rule["help"] = {"text": known.fix}
    return rule


def _results(path: str, found: Sequence[Diagnostic], rules: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for d in found:
        said = d.message + (f"\nhelp: {d.help}" if d.help else "")
        result: dict[str, Any] = {"ruleId": d.code, "ruleIndex": rules[d.code], "level": d.severity, "message": {"text": said}}
        result["locations"] = [_location(path, d.place)]
        if d.related:
            result["relatedLocations"] = [_location(path, place, phrase) for phrase, place in d.related]
        if d.fix:
            result["fixes"] = [_fix(path, d)]
        # what a finding is known by when lines move: its code, its words, the line's words, and which of equal ones it is
        line = " ".join(d.place.text.split()) if d.place else ""
        known = "\0".join((path, d.code, d.message, line))
        seen[known] += 1
        print_ = hashlib.sha256(f"{known}\0{seen[known]}".encode()).hexdigest()[:32]
        result["partialFingerprints"] = {"finding/v1": print_}
        yield result


def _location(path: str, place: Place | None, phrase: str = "") -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if place:
        physical["region"] = _region(place.line, place.column, place.length)
    return {"physicalLocation": physical} | ({"message": {"text": phrase}} if phrase else {})


def _region(line: int, column: int, length: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + length}


def _fix(path: str, d: Diagnostic) -> dict[str, Any]:
    edits = [{"deletedRegion": _region(e.line, e.column, e.length), "insertedContent": {"text": e.text}} for e in d.fix]
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": edits}
    return {"description": {"text": d.help or d.message}, "artifactChanges": [change]}


def _uri(path: str) -> str:
    """A path as a relative reference; an absolute one as it stands on its own machine."""
    from pathlib import Path
    from urllib.parse import quote

    if path == "-":
        return "stdin"
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path.replace("\\", "/"))
