"""In: the place where a clause stops making sense, and what could stand there. Out: the sentence an author can act on.

Typical mistakes are looked for one after the other, the surest first; what none of them explains gets the plain sentence
with the words that could stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import evolve

from ..base.diagnostics import Diagnostic, Edit, Place
from .absent import absent
from .apart import name_apart, value_apart
from .gathers import gather
from .limbs import mistyped, strange_limb
from .misfit import Misfit, found_in, open_brackets, place_of, unfitting
from .numerals import misread
from .phrases import phrase
from .text import Source, without_remarks
from .words import CURRENCY_SIGNS, DOLLARS, FIGURES, LIMBS, MARKS, OPENERS, OPERATORS, OWN_WORDS, SHAPES, SIGNS, STARTS, WORDS


def missing_stop(source: Source, end: int, last: str = "") -> Diagnostic:
    """A clause that runs on into the next one, or into the end of the file."""
    here = source.place(max(0, end - 1), end)
    if last in (";", ","):
        message = f"this clause ends with `{last}`, not with a full stop"
        return Diagnostic("SLA004", message, here, f"write `.` instead of `{last}`").instead(".")
    message = "this clause does not end with a full stop"
    return Diagnostic("SLA004", message, here, "write `.` behind its last word").put_in(".", behind=True)


def decimal_comma(numeral: str, here: Place) -> Diagnostic:
    """A percentage with a decimal comma, where the comma of a list could stand."""
    said = misread(numeral, percentage=True)
    assert said is not None  # one comma between figures
    return Diagnostic("SLA008", said[0], here, said[1]).as_helped()


def sentence(source: Source, m: Misfit) -> Diagnostic:
    """Something that does not fit where it stands."""
    for look in _LOOKS:
        diagnostic = look(source, m)
        if diagnostic is not None:
            return diagnostic
    return unfitting(source, m, _expected(m.wanted))


# ---------------------------------------------------------------- the typical mistakes, the surest first
def _unclosed_words(source: Source, m: Misfit) -> Diagnostic | None:
    """Words that were quoted up to the next quotation mark, lines below."""
    last = re.search(r'"[^"]*"$', m.before) if m.before.count('"') % 2 == 0 else None
    if last is None or "\n" not in last[0] or m.text[m.at - 1] != '"' or not m.found[0].isalnum():
        return None  # words right behind the mark were meant to stand within
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
    return Diagnostic("SLA008", said[0], here, said[1]).as_helped() if said else None


def _phrase(source: Source, m: Misfit) -> Diagnostic | None:
    """A phrase of agreements, recognised as a whole."""
    found = phrase(m.text, m.at, m.wanted)
    if found is None:
        return None
    here = source.place(m.offset + found.start, m.offset + found.end)
    said = Diagnostic(found.code, found.message, here, found.help)
    return said.as_helped() if found.certain else said


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
        return _known_sign(source, m, sign)
    if m.found.isalpha() and not m.found.isascii():
        run = re.search(r"[\w ]*$", m.text[: m.at])
        word = (run[0] if run else "").split(" ")[-1] + re.match(r"\w+", m.text[m.at :])[0]  # type: ignore[index]
        here = source.place(m.offset + m.at, m.offset + m.at + 1)
        return Diagnostic(
            "SLA007", f"`{m.found}` is no letter of a bare name", here, f'write the name in quotation marks: `"{word}"`'
        )
    if len(m.found) == 1 and not (m.found.isalnum() and m.found.isascii()) and m.found not in "\"'()[]|.,;:%*+-/":
        shown = m.found if m.found.isprintable() else f"U+{ord(m.found):04X}"
        return Diagnostic("SLA007", f"`{shown}` is not a sign of the language", place_of(source, m), _expected(m.wanted))
    return None


def _known_sign(source: Source, m: Misfit, sign: str) -> Diagnostic:
    """A sign for which the language has words; of some it depends on what stands beside it."""
    end = m.at + len(sign)
    rest = m.text[end:]
    help, by, stop = SIGNS[sign], MARKS.get(sign), end
    if help.startswith("write `") and "is" in m.wanted and not help.startswith("write `is"):
        help = help.replace("write `", "write `is ")
    money = help.startswith("write the currency")  # of a dollar it must be certain whose
    country = re.search(r"(?<![A-Za-z])[A-Z]{1,2}$", m.text[: m.at]) if sign == "$" else None
    begin = country.start() if country and country[0] in DOLLARS else m.at
    currency = CURRENCY_SIGNS.get(sign) or DOLLARS.get(m.text[begin : m.at]) or _dollars(source)
    help = help.replace("USD", currency or "USD")
    if money and (amount := re.match(r" ?(\d+(?:\.\d+)?)(?![\d.,']*\d)", rest)):
        help = f"write the currency behind the amount: `{amount[1]} {currency or 'USD'}`"
        by, stop = (f"{amount[1]} {currency}" if currency else None), end + amount.end()
    elif money and (amount := re.search(r"(\d+(?:\.\d+)?) ?$", m.text[:begin])):
        help = f"write `{currency or 'USD'}`: `{amount[1]} {currency or 'USD'}`"
        by = currency and (currency if amount[0].endswith(" ") else f" {currency}")
    elif money and re.search(r"\bcurrency\s+$", m.text[:begin]):
        help, by = f"write its three letters: `{currency or 'USD'}`", currency
    elif sign == "'" and (quoted := re.match(r"([^'\"\n]+)'", rest)):
        by, stop = f'"{quoted[1]}"', end + quoted.end()
    elif by == "":
        stop = end + len(rest) - len(rest.lstrip(" "))
    here = source.place(m.offset + begin, m.offset + end)
    said = Diagnostic("SLA007", f"`{m.text[begin:end]}` is not a sign of the language", here, help)
    if by is None:
        return said if money else said.as_helped()
    edit = Edit(here.line, here.column, stop - begin, by)
    return evolve(said, fix=(edit,))


def _dollars(source: Source) -> str | None:
    """Whose dollars the header names; nothing where it names no dollars."""
    named = re.search(r"\bcurrency ((?:US|AU|CA|HK|NZ|SG)D)\b", source.text)
    return named[1] if named else None


def _and_or(source: Source, m: Misfit) -> Diagnostic | None:
    other = {"and": "or", "or": "and"}.get(m.found)
    limb = re.split(r"[;:(]", re.sub(r'"[^"]*"', "", m.before))[-1]
    if other is None or not re.search(rf"\b{other}\b", limb):
        return None
    message = f"`{m.found}` stands beside `{other}`, and which binds first is not said"
    return Diagnostic("SLA006", message, place_of(source, m), "put brackets, or a list `all of (...; ...)`")


def _open_bracket(source: Source, m: Misfit) -> Diagnostic | None:
    """A bracket that nothing closes, or one that closes none."""
    opened = open_brackets(m.before)
    if m.found in (")", "]") and not opened:
        return Diagnostic("SLA010", f"`{m.found}` closes no bracket", place_of(source, m), "leave it out, or open it before")
    if not opened:
        return None
    at = opened[-1]
    sign = m.before[at]
    close, what = (")", "bracket") if sign == "(" else ("]", "citation")
    unbalanced = any(m.text[i] == sign for i in open_brackets(m.text))
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
        return Diagnostic("SLA011", message, place_of(source, m), help).instead(other)
    opens = m.found.split()[0].lower() in LIMBS or "\n" in m.text[len(m.before) : m.at]
    if ";" in m.wanted and opens and m.found not in (".", ":"):
        end = m.offset + len(m.before)
        help = f"write `;` before `{found_in(m)}`"
        said = Diagnostic("SLA011", "this limb does not end with `;`", source.place(end - 1, end), help)
        return said.put_in(";", behind=True)
    return None


def _small_term(source: Source, m: Misfit) -> Diagnostic | None:
    """Words in small letters that stand elsewhere as a defined term."""
    if len(m.wanted) == 1 and m.wanted.isdisjoint(SHAPES):
        return None  # one certain word can stand here, and no term
    if not m.before.strip() and re.match(r"(?!of\b)[a-z ]+(?:\[[^\]]*\] *)*means\b", m.text[m.at :]):
        term = re.match(r"[a-z ]+(?= means|\[| +\[)", m.text[m.at :])[0].strip()  # type: ignore[index]
        return _capitals(source, m, term)
    head = re.match(rf"\s*(?:{'|'.join(sorted(OPENERS))})\s+$", without_remarks(m.text[: m.at]))
    if head and "TERM" in m.wanted and (run := re.match(r"[a-z]+(?: [a-z]+)*?(?= *\[| each\b| of each\b| *:)", m.text[m.at :])):
        return _capitals(source, m, run[0])
    run = re.search(r"(?:[A-Za-z]+ +)*$", m.text[: m.at])
    rest = re.match(r"[a-z]+(?: +[A-Za-z]+)*", m.text[m.at :])
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
                return Diagnostic("SLA012", message, here, f"write `{term}`").as_helped()
    head = re.fullmatch(rf"\s*(?:{'|'.join(sorted(OPENERS))})?\s*((?:[A-Z][A-Za-z0-9]* ?)+)", m.before)
    if head and "TERM" not in m.wanted and m.found.islower() and m.text[m.at - 1] == " " and m.found not in ("is", "are"):
        term = f"{head[1].strip()} {m.found.capitalize()}"
        here = source.place(m.offset + head.start(1), m.offset + m.at + len(m.found))
        message = f"`{head[1].strip()} {m.found}` has a word in small letters"
        said = Diagnostic("SLA012", message, here, f"write `{term}`, or quote it")
        return said.instead(term) if _written(source, term) else said
    return None


def _capitals(source: Source, m: Misfit, term: str) -> Diagnostic:
    here = source.place(m.offset + m.at, m.offset + m.at + len(term))
    capital = " ".join(w.capitalize() for w in term.split())
    message = f"`{term}` begins with a small letter; a term begins with capitals"
    said = Diagnostic("SLA012", message, here, f"write `{capital}`")
    return said.as_helped() if _written(source, capital) else said


def _written(source: Source, term: str) -> bool:
    """Whether a term stands somewhere in the text in capitals: only then is it certain that these words mean it."""
    return re.search(rf"\b{re.escape(term)}\b", source.text) is not None


def _capital_word(source: Source, m: Misfit) -> Diagnostic | None:
    """A word of the language with a capital, here or at the head of the clause."""
    first = m.found.split()[0]
    if first != first.lower() and first.lower() in m.wanted:
        here = source.place(m.offset + m.at, m.offset + m.at + len(first))
        message = f"`{first}` is a word of the language with a capital"
        return Diagnostic("SLA012", message, here, f"write `{first.lower()}`").as_helped()
    head = re.match(r"\s*([A-Z][a-z]+)\b", without_remarks(m.text))
    if head and head[1].lower() in OPENERS and "means" in m.wanted:
        here = source.place(m.offset + head.start(1), m.offset + head.end(1))
        message = f"`{head[1]}` is a word of the language with a capital"
        return Diagnostic("SLA012", message, here, f"write `{head[1].lower()}`").as_helped()
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
        if said not in WORDS or (said == m.found and said in OWN_WORDS and WORDS[said] not in m.wanted):
            continue
        better = WORDS[said]
        if said in ("less than", "more than") and tail[start - 1 : start] == ["not"]:
            said, better = f"not {said}", "at least" if said == "less than" else "at most"
        if said in ("shall", "must") and re.match(r"\s+be\b", m.text[m.at + len(m.found) :]):
            said += " be"
        return _instead(source, m, said, f"write `{better}`", len(said))
    for word in tail[-own - 1 :]:
        if word.lower() in FIGURES:
            return _instead(source, m, word, f"write `{FIGURES[word.lower()]}`")
    previous = tail[-own - 1] if len(tail) > own else ""
    every_is_meant = previous in ("all", "any", "the") or (previous == "each" and "*" in m.wanted)
    if every_is_meant and re.fullmatch("(?!after$|until$|when$|where$)[a-z_]{4,}", m.found):
        every = f"write `every {m.found.removesuffix('s')}`"
        found = _instead(source, m, f"{previous} {m.found}", every)
        return evolve(found, fix=()) if previous == "the" else found
    if previous in ("business", "working") and m.found in ("day", "days"):
        help = "define `Business Days means Monday to Friday; ...` and write `5 Business Days`"
        return _instead(source, m, f"{previous} {m.found}", help)
    return None


def _instead(source: Source, m: Misfit, said: str, help: str, length: int = 0) -> Diagnostic:
    begin = m.text.lower().rfind(said.lower(), 0, m.at + max(length, len(m.found)))
    begin = m.at if begin < 0 else begin
    here = source.place(m.offset + begin, m.offset + begin + len(said))
    return Diagnostic("SLA013", f"`{said}` is not said in the language", here, help).as_helped()


def _citation(source: Source, m: Misfit) -> Diagnostic | None:
    """A section that is no plain number and stands without quotation marks."""
    opened = open_brackets(m.before)
    if not opened or m.before[opened[-1]] != "[":
        return None
    place = re.match(r'[^"\],\n]{1,60}(?=[\],])', m.text[opened[-1] + 1 :])
    if place is None or re.fullmatch(r"[\d.]+", place[0].strip()):
        return None
    here = source.place(m.offset + opened[-1] + 1, m.offset + opened[-1] + 1 + len(place[0]))
    message = f"`{place[0]}` is no plain number of a section"
    words = place[0].strip()
    return Diagnostic("SLA014", message, here, f'write it in quotation marks: `["{words}"]`').instead(f'"{words}"')


def _mistyped(source: Source, m: Misfit) -> Diagnostic | None:
    """The first word of a limb, misspelt, so that what follows it does not fit."""
    found = mistyped(m.before)
    if found is None:
        return None
    at, word, meant = found
    here = source.place(m.offset + at, m.offset + at + len(word))
    return Diagnostic("SLA013", f"`{word}` is not said in the language", here, f"write `{meant}`")


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
    name_apart,
    _small_term,
    _citation,
    gather,
    _mistyped,
    _foreign_word,
    absent,
    _separator,
    value_apart,
)


# ---------------------------------------------------------------- the plain sentence
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
