"""In: the place where a clause stops making sense, and what could stand there. Out: the sentence an author can act on.

Typical mistakes are looked for one after the other, the surest first; what none of them explains gets the plain sentence
with the words that could stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

from attrs import frozen

from ..base.diagnostics import Diagnostic, Place
from .limbs import strange_limb
from .numerals import misread
from .phrases import phrase
from .text import Source, without_remarks
from .words import FIGURES, INSTEAD, LIMBS, OPENERS, OPERATORS, SHAPES, SIGNS, STARTS, WORDS


@frozen
class Misfit:
    """A clause's text and where it begins in the file; where in it what does not fit is, and what would have fitted."""

    offset: int
    text: str
    at: int
    found: str
    wanted: frozenset[str]

    @property
    def before(self) -> str:
        """What stands before, without remarks and the blanks at the end."""
        return without_remarks(self.text[: self.at]).rstrip()

    @property
    def words(self) -> list[str]:
        """The words in front of it on which it follows, and itself."""
        run = re.search(r"[A-Za-z]+(?: +[A-Za-z]+)*$", self.before)
        return [*(run[0].split() if run else ()), *self.found.split()]


def missing_stop(source: Source, end: int, last: str = "") -> Diagnostic:
    """A clause that runs on into the next one, or into the end of the file."""
    here = source.place(max(0, end - 1), end)
    if last in (";", ","):
        return Diagnostic(
            "SLA004", f"this clause ends with `{last}`, not with a full stop", here, f"write `.` instead of `{last}`"
        )
    return Diagnostic("SLA004", "this clause does not end with a full stop", here, "write `.` behind its last word")


def sentence(source: Source, m: Misfit) -> Diagnostic:
    """Something that does not fit where it stands."""
    for look in _LOOKS:
        diagnostic = look(source, m)
        if diagnostic is not None:
            return diagnostic
    return _misfit(source, m, _expected(m.wanted))


# ---------------------------------------------------------------- the typical mistakes, the surest first
def _unclosed_words(source: Source, m: Misfit) -> Diagnostic | None:
    """Words that were quoted up to the next quotation mark, lines below."""
    last = re.search(r'"[^"]*"$', m.before) if m.before.count('"') % 2 == 0 else None
    if last is None or "\n" not in last[0]:
        return None
    begin = m.offset + last.start()
    here = source.place(begin, source.text.find("\n", begin))
    return Diagnostic("SLA002", "a quotation mark is not closed", here, 'write `"` behind the last word')


def _numeral(source: Source, m: Misfit) -> Diagnostic | None:
    """A number with a comma, an apostrophe or blanks in it."""
    left = re.search(r"\d[\d.]*$", m.text[: m.at].rstrip(" "))
    right = re.match(r"[,'][\d.,']*\d|\d{3}(?: \d{3})*(?![\d:-])", m.text[m.at :])
    if not left or not right or (right[0][0] in ",'") != (left.end() == m.at):
        return None
    numeral = m.text[left.start() : m.at] + right[0]
    end = m.at + len(right[0])
    said = misread(numeral, m.text[end : end + 2].strip().startswith("%"))
    here = source.place(m.offset + left.start(), m.offset + end)
    return Diagnostic("SLA008", said[0], here, said[1]) if said else None


def _phrase(source: Source, m: Misfit) -> Diagnostic | None:
    """A phrase of agreements, recognised as a whole."""
    found = phrase(m.text, m.at, m.wanted)
    if found is None:
        return None
    return Diagnostic(
        found.code, found.message, source.place(m.offset + found.start, m.offset + found.end), found.help
    )


def _limb(source: Source, m: Misfit) -> Diagnostic | None:
    """A limb of another kind of clause."""
    found = strange_limb(m.text, m.at)
    if found is None:
        return None
    start, words, message, help = found
    return Diagnostic("SLA015", message, source.place(m.offset + start, m.offset + start + len(words)), help)


def _sign(source: Source, m: Misfit) -> Diagnostic | None:
    double = m.text[m.at : m.at + 2]
    sign = double if double in SIGNS else m.found
    if sign in SIGNS:
        here = source.place(m.offset + m.at, m.offset + m.at + len(sign))
        return Diagnostic("SLA007", f"`{sign}` is not a sign of the language", here, SIGNS[sign])
    if m.found.isalpha() and not m.found.isascii():
        run = re.search(r"[\w ]*$", m.text[: m.at])
        word = (run[0] if run else "").split(" ")[-1] + re.match(r"\w+", m.text[m.at :])[0]  # type: ignore[index]
        here = source.place(m.offset + m.at, m.offset + m.at + 1)
        return Diagnostic(
            "SLA007", f"`{m.found}` is no letter of a bare name", here, f'write the name in quotation marks: `"{word}"`'
        )
    if len(m.found) == 1 and not (m.found.isalnum() and m.found.isascii()) and m.found not in "\"'()[]|.,;:%*+-/":
        shown = m.found if m.found.isprintable() else f"U+{ord(m.found):04X}"
        return Diagnostic("SLA007", f"`{shown}` is not a sign of the language", _here(source, m), _expected(m.wanted))
    return None


def _and_or(source: Source, m: Misfit) -> Diagnostic | None:
    other = {"and": "or", "or": "and"}.get(m.found)
    limb = re.split(r"[;:(]", re.sub(r'"[^"]*"', "", m.before))[-1]
    if other is None or not re.search(rf"\b{other}\b", limb):
        return None
    message = f"`{m.found}` stands beside `{other}`, and which binds first is not said"
    return Diagnostic("SLA006", message, _here(source, m), "put brackets, or a list `all of (...; ...)`")


def _open_bracket(source: Source, m: Misfit) -> Diagnostic | None:
    """A bracket that nothing closes, or one that closes none."""
    opened = _opened(m.before)
    if m.found in (")", "]") and not opened:
        return Diagnostic("SLA010", f"`{m.found}` closes no bracket", _here(source, m), "leave it out, or open it before")
    if not opened:
        return None
    at = opened[-1]
    sign = m.before[at]
    close, what = (")", "bracket") if sign == "(" else ("]", "citation")
    unbalanced = any(m.text[i] == sign for i in _opened(m.text))
    ends = m.found in (".", ";", "|", ":") or (m.found in LIMBS and "\n" in m.text[len(m.before) : m.at])
    if not unbalanced or not (ends or close in m.wanted):
        return None
    here = source.place(m.offset + at, m.offset + at + 1)
    return Diagnostic("SLA010", f"this {what} is not closed", here, f"write `{close}` behind what belongs into it")


def _separator(source: Source, m: Misfit) -> Diagnostic | None:
    """A comma for a semicolon and the reverse; a limb that does not end."""
    if m.found in (",", ";") and (other := {",": ";", ";": ","}[m.found]) in m.wanted:
        message = f"`{m.found}` stands where `{other}` is needed"
        help = (
            "limbs, and parts of `all of`, `any of`, `by reading`, are divided by `;`"
            if other == ";"
            else "lists are divided by `,`"
        )
        return Diagnostic("SLA011", message, _here(source, m), help)
    opens = m.found.split()[0].lower() in LIMBS or "\n" in m.text[len(m.before) : m.at]
    if ";" in m.wanted and opens and m.found not in (".", ":"):
        end = m.offset + len(m.before)
        help = f"write `;` before `{_shown(m)}`"
        return Diagnostic("SLA011", "this limb does not end with `;`", source.place(end - 1, end), help)
    return None


def _small_term(source: Source, m: Misfit) -> Diagnostic | None:
    """Words in small letters that stand elsewhere as a defined term."""
    if not m.before.strip() and re.match(r"[a-z ]+(?:\[[^\]]*\] *)*means\b", m.text[m.at :]):
        term = re.match(r"[a-z ]+(?= means|\[| +\[)", m.text[m.at :])[0].strip()  # type: ignore[index]
        here = source.place(m.offset + m.at, m.offset + m.at + len(term))
        capital = " ".join(w.capitalize() for w in term.split())
        return Diagnostic("SLA012", f"`{term}` is defined in small letters", here, f"write `{capital}`")
    run = re.search(r"(?:[A-Za-z]+ +)*$", m.text[: m.at])
    rest = re.match(r"[a-z]+(?: +[a-z]+)*", m.text[m.at :])
    if run is None or rest is None or not run[0]:
        return None
    words = (run[0] + rest[0]).split()
    mine = len(run[0].split())
    for size in range(len(words), 1, -1):
        for i in range(len(words) - size + 1):
            term = " ".join(w.capitalize() for w in words[i : i + size])
            small = any(w.islower() for w in words[i : i + size])
            if small and i < mine < i + size + 1 and re.search(rf"\b{term}\b", source.text):
                begin = run.start() + sum(len(w) for w in re.findall(r"[A-Za-z]+ *", run[0])[:i])
                here = source.place(m.offset + begin, m.offset + begin + len(term))
                message = f"`{' '.join(words[i : i + size])}` is a defined term in small letters"
                return Diagnostic("SLA012", message, here, f"write `{term}`")
    head = re.fullmatch(rf"\s*(?:{'|'.join(sorted(OPENERS))})?\s*((?:[A-Z][A-Za-z0-9]* ?)+)", m.before)
    if head and "TERM" not in m.wanted and m.found.islower() and m.text[m.at - 1] == " " and m.found not in ("is", "are"):
        term = f"{head[1].strip()} {m.found.capitalize()}"
        here = source.place(m.offset + head.start(1), m.offset + m.at + len(m.found))
        message = f"`{head[1].strip()} {m.found}` has a word in small letters"
        return Diagnostic("SLA012", message, here, f"write `{term}`, or quote it")
    return None


def _capital_word(source: Source, m: Misfit) -> Diagnostic | None:
    """A word of the language with a capital, here or at the head of the clause."""
    first = m.found.split()[0]
    if first != first.lower() and first.lower() in m.wanted:
        here = source.place(m.offset + m.at, m.offset + m.at + len(first))
        return Diagnostic("SLA012", f"`{first}` is a word of the language with a capital", here, f"write `{first.lower()}`")
    head = re.match(r"\s*([A-Z][a-z]+)\b", without_remarks(m.text))
    if head and head[1].lower() in OPENERS and "means" in m.wanted:
        here = source.place(m.offset + head.start(1), m.offset + head.end(1))
        return Diagnostic("SLA012", f"`{head[1]}` is a word of the language with a capital", here, f"write `{head[1].lower()}`")
    return None


def _foreign_word(source: Source, m: Misfit) -> Diagnostic | None:
    """A word of agreements for which the language has another one: what was found, or what stands right before it."""
    tail = m.words
    following = re.match(r"[a-z]+ ([a-z]+)\b", m.text[m.at :])
    if following and (said := f"{m.found} {following[1]}") in WORDS:
        return _instead(source, m, said, f"write `{WORDS[said]}`", len(said))
    own = len(m.found.split())
    for start, end in ((-own - 1, -own + 1), (-own - 2, -own), (-own, -own + 1), (-own - 1, -own)):
        words = tail[start : end or None] if len(tail) >= -start else []
        said = " ".join(words).lower()
        if said not in WORDS:
            continue
        better = WORDS[said]
        if said in ("less than", "more than") and tail[start - 1 : start] == ["not"]:
            said, better = f"not {said}", "at least" if said == "less than" else "at most"
        return _instead(source, m, said, f"write `{better}`")
    for word in tail[-own - 1 :]:
        if word.lower() in FIGURES:
            return _instead(source, m, word, f"write `{FIGURES[word.lower()]}`")
    previous = tail[-own - 1] if len(tail) > own else ""
    if previous in ("all", "any", "the") and re.fullmatch("[a-z_]+", m.found):
        return _instead(source, m, f"{previous} {m.found}", f"write `every {m.found.removesuffix('s')}`")
    if previous == "business" and m.found in ("day", "days"):
        help = "define `Business Days means Monday to Friday; ...` and write `5 Business Days`"
        return _instead(source, m, "business days", help)
    return None


def _instead(source: Source, m: Misfit, said: str, help: str, length: int = 0) -> Diagnostic:
    begin = m.text.lower().rfind(said.lower(), 0, m.at + max(length, len(m.found)))
    begin = m.at if begin < 0 else begin
    here = source.place(m.offset + begin, m.offset + begin + len(said))
    return Diagnostic("SLA013", f"`{said}` is not said in the language", here, help)


def _citation(source: Source, m: Misfit) -> Diagnostic | None:
    """A section that is no plain number and stands without quotation marks."""
    opened = _opened(m.before)
    if not opened or m.before[opened[-1]] != "[":
        return None
    place = re.match(r'[^"\],\n]{1,60}(?=[\],])', m.text[opened[-1] + 1 :])
    if place is None:
        return None
    here = source.place(m.offset + opened[-1] + 1, m.offset + opened[-1] + 1 + len(place[0]))
    message = f"`{place[0]}` is no plain number of a section"
    return Diagnostic("SLA014", message, here, f'write it in quotation marks: `["{place[0].strip()}"]`')


def _missing(source: Source, m: Misfit) -> Diagnostic | None:
    """What is certainly absent in front of what was found."""
    last = m.before.split()[-1] if m.before else ""
    if m.found in (":", "in") and "each" in m.wanted:
        help = "write `each month` before it" + (", or `of each ...`" if "of" in m.wanted else "")
        return _misfit(source, m, help, "it is not said that this is for `each month`", "SLA014")
    if last in ("except", "only") and "where" in m.wanted:
        help = f"write `{last} where ...` for a condition, `{last} during ...` for times"
        help += ", `except on ...` for days" if last == "except" else ""
        return _misfit(source, m, help, f"behind `{last}` stands `where` or `during`", "SLA014")
    if m.found in ("at", "below", "more", "before", "during") and "is" in m.wanted:
        return _misfit(source, m, f"write `is {m.found}`", f"`is` is missing before `{m.found}`", "SLA014")
    if m.found[0].isdigit() and {"at", "below", "more"} <= m.wanted:
        help = "write `at least 98% and below 99%`"
        return _misfit(source, m, help, "a row says in words from where to where it goes", "SLA014")
    if m.found == "for" and re.match(r"for\s+each\b", m.text[m.at :]):
        help = "write `total of (...) for each ...`"
        return _misfit(source, m, help, "what is gathered `for each` something stands in brackets", "SLA014")
    if re.search(r"\bor flag$", m.before):
        return _misfit(source, m, f"write `, or flag {m.found}`", "a comma is missing before `or flag`", "SLA014")
    if last == "currency" and re.fullmatch("[a-z]{3}", m.found):
        return _misfit(source, m, f"write `{m.found.upper()}`", f"`{m.found}` is no currency in capitals", "SLA012")
    if last in ("adopt", "take", "choose", "adopting", "chosen") and m.wanted == {"STRING"}:
        return _misfit(source, m, f"write `adopted {m.found} because`", f"`{last}` is not said in the language", "SLA013")
    if m.found in ("is", "are", "=", ":") and "means" in m.wanted:
        return _misfit(source, m, f"write `means` instead of `{m.found}`", "a definition says `means`", "SLA014")
    if m.found == "(" and "[" in m.wanted:
        return _misfit(source, m, 'write `[4.2, "its words"]`', "a citation stands in square brackets", "SLA014")
    if "STRING" in m.wanted and "TERM" not in m.wanted and re.match(r"[A-Za-z]", m.found):
        shown = re.match(r"[A-Za-z/_ ]*[A-Za-z_]", m.text[m.at :])
        help = f'write `"{shown[0] if shown else m.found}"`'
        return _misfit(source, m, help, f"`{_shown(m)}` stands without quotation marks", "SLA014")
    if "|" in m.wanted and last[-1:] != "|" and m.found in (";", ".", "otherwise", "at", "below", "more"):
        return _misfit(source, m, "write `|` before it", "a row of a table ends with `|`", "SLA014")
    if m.found == "." and m.wanted == {"because"}:
        help = 'write `because "..."` with the reason'
        return _misfit(source, m, help, "it is not said why this reading was adopted", "SLA014")
    if last == "each" and m.found in ("year", "quarter", "week"):
        help = "write `each month`, `each calendar year`, `each agreement year` or `each 12 months`"
        return _misfit(source, m, help, f"`each {m.found}` can mean several things", "SLA014")
    if m.wanted == {"$END"}:
        help = "begin the next clause on a new line"
        return _misfit(source, m, help, "a blank is missing behind the full stop", "SLA014")
    if INSTEAD.get(m.found) in m.wanted or (near := get_close_matches(m.found, _words(m.wanted), 1, 0.75)):
        better = INSTEAD[m.found] if INSTEAD.get(m.found) in m.wanted else near[0]
        better = {"for": "for each", "no": "no cap"}.get(better, better)
        return _misfit(source, m, f"write `{better}`", f"`{_shown(m)}` is not said here", "SLA013")
    if m.found == ":" and m.before.endswith("means"):
        return _misfit(source, m, "leave it out", "behind `means` stands no `:`")
    plain = m.wanted - {"[", "for", "in"}
    if len(plain) == 1 and (only := next(iter(plain))) not in SHAPES and only not in (".", ")", "]"):
        return _misfit(source, m, f"write `{only}` before it", f"`{only}` is missing before `{_shown(m)}`", "SLA014")
    return None


def _ran_on(source: Source, m: Misfit) -> Diagnostic | None:
    """Something at the very beginning of a line where the clause could have ended."""
    if "." in m.wanted and m.at > 0 and m.text[m.at - 1] == "\n" and m.found[0].isalpha():
        return missing_stop(source, m.offset + len(m.before), m.before[-1:])
    return None


_LOOKS: tuple[Callable[[Source, Misfit], Diagnostic | None], ...] = (
    _unclosed_words,
    _numeral,
    _phrase,
    _sign,
    _and_or,
    _ran_on,
    _capital_word,
    _open_bracket,
    _limb,
    _small_term,
    _citation,
    _foreign_word,
    _missing,
    _separator,
)


# ---------------------------------------------------------------- the plain sentence
def _here(source: Source, m: Misfit) -> Place:
    return source.place(m.offset + m.at, m.offset + m.at + max(1, len(m.found.split("\n")[0])))


def _words(wanted: frozenset[str]) -> list[str]:
    return sorted(w for w in wanted if w.isalpha() and w.islower() and len(w) > 3)


def _shown(m: Misfit) -> str:
    text = re.sub(r"\s+", " ", m.found)
    return text if len(text) <= 60 else text[:57] + "..."


def _misfit(source: Source, m: Misfit, help: str | None, message: str = "", code: str = "SLA005") -> Diagnostic:
    return Diagnostic(code, message or f"`{_shown(m)}` does not fit here", _here(source, m), help)


def _opened(text: str) -> list[int]:
    """Where the brackets stand that nothing closes."""
    stack: list[int] = []
    for found in re.finditer(r'"[^"]*"|[()\[\]]', text):
        if found[0] in ("(", "["):
            stack.append(found.start())
        elif found[0] in (")", "]") and stack:
            stack.pop()
    return stack


def _expected(wanted: frozenset[str]) -> str | None:
    """What could stand there, the kinds of things before single words, not more than can be read."""
    left = {w for w in wanted if not w.startswith(("$", "_"))}
    groups: list[str] = []
    if {"TERM", "NAME", "NUMBER", "("} <= left:
        left -= STARTS | {w for w in left if w[0].isupper() and w not in SHAPES}
        groups.append("a value (a term, a name, a number ...)")
    elif {"Monday", "Tuesday"} <= left:
        left -= {w for w in left if w[0].isupper() and w not in SHAPES}
        groups.append("a day of the week")
    groups += sorted(SHAPES[w] for w in left if w in SHAPES)
    marks = sorted(w for w in left if not w[0].isalnum() and w not in OPERATORS)
    groups += [f"`{w}`" for w in marks]
    if len(left & OPERATORS) > 2:
        groups.append("a sign of calculation" if "and" not in left else "`and`, `or` or a sign of calculation")
        left -= OPERATORS
    words = sorted(w for w in left if w[0].isalpha() and w not in SHAPES)
    groups += [f"`{w}`" for w in words[:8]] + (["..."] if len(words) > 8 else [])
    return "here could stand " + ", ".join(groups) if groups else None
