"""In: the place where a clause stops making sense. Out: the finding where a word, a sign or a statement is certainly absent."""

from __future__ import annotations

import re
from difflib import get_close_matches

from attrs import evolve

from ..base.diagnostics import Diagnostic, Edit
from .misfit import Misfit, found_in, long_words, open_brackets, unfitting
from .text import Source
from .words import INSTEAD, SHAPES
from .zones import zone_fault


def absent(source: Source, m: Misfit) -> Diagnostic | None:
    """What is certainly absent where the clause stops making sense, or right before it."""
    return _half_said(source, m) or _missing_word(source, m)


def _half_said(source: Source, m: Misfit) -> Diagnostic | None:
    """A limb that says only half of what it must."""
    last = m.before.split()[-1] if m.before else ""
    limb = re.split(r"[;:]", m.before)[-1].strip()
    if m.found in (";", ".", "[") and "after" in m.wanted and limb.startswith("filed"):
        help = f"write `{' '.join(limb.split())} after end of the month`, or after another instant"
        return unfitting(source, m, help, "it is not said after what this time runs", "SLA014")
    if m.found in (";", ".", "[") and "each" in m.wanted and limb.startswith("at most"):
        help = "write `each month`, `each calendar year`, `each agreement year` or `each 12 months` behind it"
        return unfitting(source, m, help, "it is not said for how long this cap holds", "SLA014")
    if m.found in (";", ".", "[") and "," in m.wanted and limb.startswith("requires") and not open_brackets(limb):
        if reason := re.search(r"\sor ([a-z_]+)$", limb):
            return unfitting(source, m, f"write `, or {reason[1]}`", "a comma is missing before `or`", "SLA014")
        help = "write `, or` and a name for the reason behind the condition: `requires ..., or not_covered`"
        return unfitting(source, m, help, "it is not said under which name this condition fails", "SLA014")
    if limb.endswith("starting") and m.wanted == {"at"}:
        help = "write `starting at its first notification where ...`"
        return unfitting(source, m, help, "it is not said at which of its events this time starts", "SLA014")
    if m.wanted == {"the"} and re.match(r"\s*record [a-z_]+ of$", m.before):
        help = "write `of the provider` or `of the customer`"
        return unfitting(source, m, help, f"`{found_in(m)}` is not how a party is named in a record", "SLA014")
    if "rounded" in limb.split()[-4:] and m.wanted & {"to", "the", "down"} and "once" not in m.wanted:
        if limb.startswith("amounts"):
            help = "write `amounts are rounded half up once a month`, or `down`, `up`, `half even` for `half up`"
            return unfitting(source, m, help, "it is not said which way this is rounded", "SLA014")
        if "down" in m.wanted:
            help = "write `rounded down`, `rounded up`, `rounded half up` or `rounded half even`, and `to the minute`"
            return unfitting(source, m, help, "it is not said which way this is rounded", "SLA014")
        help = "write `to the minute`, `to the hour`, or `to 2 decimals` behind it"
        return unfitting(source, m, help, "it is not said to what this is rounded", "SLA014")
    if "until" in m.wanted and re.match(r"from\s+\S", limb) and re.fullmatch("(?!to$)[a-z_]+", m.found):
        return unfitting(source, m, f"write `until {m.found}`", f"`until` is missing before `{m.found}`", "SLA014").as_helped()
    if m.found == "because" and m.wanted == {"STRING"} and re.match(r"\s*reading\b", m.text):
        return unfitting(source, m, f"write `adopted {last} because`", f"`adopted` is missing before `{last}`", "SLA014")
    if re.match(r"\s*reading\b", m.text) and limb.startswith("because") and "adopted" not in m.before:
        help = 'write `adopted exact because "..."`, with one of the values for `exact`'
        return unfitting(source, m, help, "it is not said which value of this reading is adopted", "SLA014")
    if limb == "time zone" and (written := re.match(r"[A-Z][\w/+-]*(?: [A-Z]\w*)*", m.text[m.at :])):
        fault = zone_fault(written[0])
        meant = re.search(r"`(\w+/\w+)`", fault[1]) if fault else None
        help = f'write a place in quotation marks: `"{meant[1] if meant else written[0]}"`'
        here = source.place(m.offset + m.at, m.offset + m.at + len(written[0]))
        return Diagnostic("SLA014", f"`{written[0]}` stands without quotation marks", here, help)
    return None


def _missing_word(source: Source, m: Misfit) -> Diagnostic | None:
    """A word that is missing in front of what was found, or stands for another one."""
    last = m.before.split()[-1] if m.before else ""
    if m.found in (":", "in") and "each" in m.wanted:
        help = "write `each month` before it" + (", or `of each ...`" if "of" in m.wanted else "")
        return unfitting(source, m, help, "it is not said that this is for `each month`", "SLA014")
    if last in ("except", "only") and "where" in m.wanted:
        help = f"write `{last} where ...` for a condition, `{last} during ...` for times"
        help += ", `except on ...` for days" if last == "except" else ""
        return unfitting(source, m, help, f"behind `{last}` stands `where` or `during`", "SLA014")
    if m.found in ("at", "below", "more", "before", "during", "breached", "met") and "is" in m.wanted:
        return unfitting(source, m, f"write `is {m.found}`", f"`is` is missing before `{m.found}`", "SLA014").as_helped()
    if m.found[0].isdigit() and {"at", "below", "more"} <= m.wanted:
        help = "write `at least 98% and below 99%`"
        return unfitting(source, m, help, "a row says in words from where to where it goes", "SLA014")
    if m.found == "for" and re.match(r"for\s+each\b", m.text[m.at :]):
        help = "write `total of (...) for each ...`"
        return unfitting(source, m, help, "what is gathered `for each` something stands in brackets", "SLA014")
    if re.search(r"\bor flag$", m.before):
        said = unfitting(source, m, f"write `, or flag {m.found}`", "a comma is missing before `or flag`", "SLA014")
        before = source.place(m.offset + re.search(r"\s+or flag$", m.before).start())  # type: ignore[union-attr]
        return evolve(said, fix=(Edit(before.line, before.column, 0, ","),))
    if last == "currency" and re.fullmatch("(?!the)[a-z]{3}", m.found):
        return unfitting(
            source, m, f"write `{m.found.upper()}`", f"`{m.found}` is no currency in capitals", "SLA012"
        ).as_helped()
    if last in ("adopt", "take", "choose", "adopting", "chosen") and m.wanted == {"STRING"}:
        return unfitting(source, m, f"write `adopted {m.found} because`", f"`{last}` is not said in the language", "SLA013")
    if m.found in ("is", "are", "=", ":") and "means" in m.wanted:
        said = unfitting(source, m, f"write `means` instead of `{m.found}`", "a definition says `means`", "SLA014")
        return said.instead("means" if m.text[m.at - 1].isspace() else " means")
    if m.found == "(" and "[" in m.wanted:
        return unfitting(source, m, 'write `[4.2, "its words"]`', "a citation stands in square brackets", "SLA014")
    if "STRING" in m.wanted and "TERM" not in m.wanted and re.match(r"[A-Za-z]", m.found):
        shown = re.match(r"[A-Z][\w/-]*(?:\.[\w/-]+)*(?:,? [A-Z][\w-]*)*(?:\.(?=;))?|[A-Za-z/_ ]*[A-Za-z_]", m.text[m.at :])
        help = f'write `"{shown[0] if shown else m.found}"`'
        said = unfitting(source, m, help, f"`{found_in(m)}` stands without quotation marks", "SLA014")
        here = said.place
        if here is None or shown is None:
            return said
        return evolve(said, fix=(Edit(here.line, here.column, len(shown[0]), f'"{shown[0]}"'),))
    if "|" in m.wanted and last[-1:] != "|" and m.found in (";", ".", "otherwise", "at", "below", "more"):
        return unfitting(source, m, "write `|` before it", "a row of a table ends with `|`", "SLA014").put_in("|")
    if m.found == "." and m.wanted == {"because"}:
        help = 'write `because "..."` with the reason'
        return unfitting(source, m, help, "it is not said why this reading was adopted", "SLA014")
    if last == "each" and m.found in ("year", "quarter", "week"):
        help = "write `each month`, `each calendar year`, `each agreement year` or `each 12 months`"
        return unfitting(source, m, help, f"`each {m.found}` can mean several things", "SLA014")
    if m.wanted == {"$END"}:
        help = "begin the next clause on a new line"
        return unfitting(source, m, help, "a blank is missing behind the full stop", "SLA014")
    if INSTEAD.get(m.found) in m.wanted or (near := get_close_matches(m.found, long_words(m.wanted), 1, 0.75)):
        better = INSTEAD[m.found] if INSTEAD.get(m.found) in m.wanted else near[0]
        better = {"for": "for each", "no": "no cap"}.get(better, better)
        said = unfitting(source, m, f"write `{better}`", f"`{found_in(m)}` is not said here", "SLA013")
        return said.as_helped() if INSTEAD.get(m.found) in m.wanted else said
    if "calendar" in m.wanted and m.found in ("month", "quarter"):
        help = f"write `calendar {m.found}`"
        return unfitting(source, m, help, f"`calendar` is missing before `{m.found}`", "SLA014").put_in("calendar ")
    if m.found == ":" and m.before.endswith("means"):
        return unfitting(source, m, "leave it out", "behind `means` stands no `:`").instead("")
    plain = m.wanted - {"[", "for", "in"}
    if len(plain) == 1 and (only := next(iter(plain))) not in SHAPES and only not in (".", ")", "]"):
        if m.found in (";", ",") and only == ":":
            return unfitting(source, m, "write `:`", f"`{m.found}` stands where `:` is needed", "SLA011").as_helped()
        said = unfitting(source, m, f"write `{only}` before it", f"`{only}` is missing before `{found_in(m)}`", "SLA014")
        return said.put_in(f"{only} ")
    return None
