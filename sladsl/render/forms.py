"""In: nothing. Out: `FORMS`, the one table of what can be said: a line in the language, and the same line in English.

Rendering reads the table from left to right, reading back from right to left; so the two cannot drift apart. A line's
holes bear the same names on both sides. What stands in most of them is said in the words of the language on both sides;
`SHAPES` says what each hole takes, so that a sentence is taken apart in one way only. `see` is in English alone: the number
of the clause that is named.
"""

from __future__ import annotations

import re
from functools import cached_property

from attrs import field, frozen

# What a hole takes, in a sentence in which whatever stands in brackets or quotation marks is hidden; else any words.
SHAPES = {
    **dict.fromkeys(("name", "each", "claim"), r'"[^"]*"|[A-Z][A-Za-z0-9]*(?: [A-Z][A-Za-z0-9]*)*|[a-z][a-z0-9_]*'),
    **dict.fromkeys(("word", "event", "act", "fact", "kind", "currency"), r"[A-Za-z][A-Za-z0-9_]*"),
    "label": r"[a-z][a-z0-9_]*|[0-9]+(?:\.[0-9]+)*",
    "adopted": r"(?:, adopted)?",
    "place": r'"[^"]*"|[0-9]+(?:\.[0-9]+)*',
    "title": r".*",
    "quoted": r'"[^"]*"',
    "party": r"(?: of the [a-z][a-z0-9_]*)?",
    "cites": r'(?: \[(?:[^"\]]|"[^"]*")*\])*',
    "scope": r"each .+?",
    "every": r"each (?:[0-9]+ )?[a-z]+(?: year| cycle)?|over the term",
    "unit": r"(?: in [a-z][a-z0-9_]*)?",
    "rank": r"(?:,? (?:notwithstanding|subject to) .+)?",
    "n": r"[0-9]+",
    "see": r"(?: \([^()]*\))?",
    "text": r".*",
    "why": r".*",
}
# Words of the agreement or of its author; what stands in them hides nothing.
FREE = frozenset(["text", "why", "title"])
_PAIRS = {"(": ")", "[": "]", '"': '"'}
HOLE = re.compile(r"\{(\w+)\}")


@frozen
class Form:
    """One line in both languages, where it may stand, and the grammar's name of it (by which its citations are found)."""

    of: str
    kind: str
    language: str
    english: str
    holes: tuple[str, ...] = field(init=False)
    wants: frozenset[str] = field(init=False)

    @holes.default
    def _holes(self) -> tuple[str, ...]:
        return tuple(HOLE.findall(self.english))

    @wants.default
    def _wants(self) -> frozenset[str]:
        return frozenset(HOLE.findall(self.language))

    @property
    def free(self) -> bool:
        """Whether a part of it is somebody's own words."""
        return not FREE.isdisjoint(self.holes)

    @cached_property
    def sentence(self) -> re.Pattern[str]:
        """What matches the English line."""
        parts = HOLE.split(self.english)
        shapes = (re.escape(part) if n % 2 == 0 else f"(?P<{part}>{SHAPES.get(part, '.+?')})" for n, part in enumerate(parts))
        return re.compile("".join(shapes), re.DOTALL)

    def holes_of(self, sentence: str) -> dict[str, str] | None:
        """What stands in the holes of an English line; nothing where it is a line of another form."""
        found = self.sentence.fullmatch(sentence if self.free else hidden(sentence))
        return {hole: sentence[slice(*found.span(hole))] for hole in self.holes} if found else None


def hidden(text: str) -> str:
    """The text with what stands in brackets or quotation marks hidden, at the same positions.

    >>> hidden('a (b, if c) is "d, if", if e').replace(chr(0), ".")
    'a (.......) is ".....", if e'
    """
    said, open_ = [], list[str]()
    for sign in text:
        closes = bool(open_) and sign == open_[-1]
        if closes:
            open_.pop()
        said.append(chr(0) if open_ else sign)
        if sign in _PAIRS and not closes and open_[-1:] != ['"']:
            open_.append(_PAIRS[sign])
    return "".join(said)


def _table(of: str, rows: str) -> tuple[Form, ...]:
    """A row a line: the grammar's name, the language, the English."""
    cells = ([cell.strip() for cell in row.split("||")] for row in rows.strip().splitlines())
    return tuple(Form(of, kind, language, english) for kind, language, english in cells)


# ---------------------------------------------------------------- headings, and the frame
SECTIONS = _table(
    "section",
    """
    place_empty || section {place} ""        || Section {place}, without a title
    place_title || section {place} "{title}" || {title} (section {place})
    heading     || section {quoted}          || {quoted}
    place       || section {place}           || Section {place}
    """,
)
HEADER = _table(
    "header",
    """
    provider        || provider "{text}"                            || The provider is {text}
    customer        || customer "{text}"                            || The customer is {text}
    text            || text "{text}"                                || The agreement's own text is the file {text}
    version         || version of {date}                            || This is the version of {date}
    zone_of         || time zone of the subscription, else "{text}" || Days and times are those of the subscription's time zone, and where it has none of {text}
    zone            || time zone "{text}"                           || Days and times are those of the time zone {text}
    currency_of_fee || currency of the fee                          || Amounts are in the currency of the fee
    currency        || currency {currency}                          || Amounts are in {currency}
    period          || period calendar month                        || The period of measurement is the calendar month
    quarter         || period calendar quarter                      || The period of measurement is the calendar quarter
    long            || period {grid}                                || The period of measurement is the {grid}
    cycles_of       || billing cycles begin with the subscription   || Billing cycles begin with the subscription
    cycles          || billing cycles begin on day {n}              || Billing cycles begin on day {n} of a month
    spread          || fees of longer periods are spread by {word}  || Fees of longer periods are spread evenly over their {word}
    force           || in force from {start} until {end}            || The agreement is in force from {start} until {end}
    unmeasured      || unmeasured time counts as available          || Time that nobody measured counts as available
    open            || open outages last until the evaluation       || An outage without an end lasts until the evaluation
    split           || outages over {one} end are divided at it     || An outage over the end of {one} is divided at it
    rounding        || amounts are rounded {mode} once {one}        || Amounts are rounded {mode}, once {one}
    """,  # noqa: E501
)
FRAME = _table(
    "frame",
    """
    unit  || unit {word}                         || Besides time and money, the agreement counts in units of its own: {word}
    event || event {event}:                      || An event of its own, {event}, bears
    fact  || default {fact} of {event} is {body} || Where nothing else is recorded, the {fact} of a {event} is {body}
    """,
)
FIELDS = _table("event", "typed || {word} {kind} || {word}, of the kind {kind}")

# ---------------------------------------------------------------- clauses: how each begins
HEADS = _table(
    "clause",
    """
    reading      || reading {word}{cites}:                           || The words{cites} can be read in more than one way; the reading {word} decides
    assumption   || assumption {quoted}{cites}: "{text}"             || Assumption {quoted}{cites}: {text}
    lost         || lost text{cites}: "{text}"                       || Lost from the text{cites}: {text}
    record       || record {kind}{party}{cites}: "{text}"            || Recorded as {kind}{party}{cites}: {text}
    given_else   || given {name}{cites}: {given}, else {body}        || {name}{cites} is {given} that the parties fill in; where they do not, it is {body}
    given_if_any || given {name}{cites}: {given}, if any             || {name}{cites} is {given} that the parties may fill in
    given        || given {name}{cites}: {given}                     || {name}{cites} is {given} that the parties fill in
    causes       || causes {name}{cites}:                            || {name}{cites} are these causes
    each_means   || {name} of each {each}{cites} means {body}        || {name} of each {each}{cites} means {body}
    means        || {name}{cites} means {body}                       || {name}{cites} means {body}
    measure      || measure {name}{cites} {scope}{unit}:             || {name}{cites} is measured {scope}{unit}
    total        || total {name}{cites}{unit}:                       || {name}{cites} is what everything comes to{unit}
    window       || window {name}{cites}:                            || {name}{cites} is treated as follows
    guarantee_of || guarantee {name}{cites} of each {each}:          || {name}{cites} is promised for each {each}
    guarantee    || guarantee {name}{cites} {scope}:                 || {name}{cites} is promised {scope}
    claim_of     || claim {name}{cites} of each {each}:              || {name}{cites} is claimed for each {each}
    claim        || claim {name}{cites} {scope}:                     || {name}{cites} is claimed {scope}
    remedy_of    || remedy {name}{cites} of each {each} {scope}{unit}: || {name}{cites} is owed for each {each}, {scope}{unit}
    remedy       || remedy {name}{cites} {scope}{unit}:              || {name}{cites} is owed {scope}{unit}
    right        || right {name}{cites} {scope}:                     || {name}{cites} is a right that can arise {scope}
    """,  # noqa: E501
)

# ---------------------------------------------------------------- clauses: their limbs
READING = _table(
    "reading",
    """
    adopted || adopted {label} because "{why}" || {label} is adopted because {why}
    option  || {label} "{text}"                || {label}: {text}
    """,
)
ASSUMPTION = _table("assumption", 'because || because "{why}" || This is taken because {why}')
CAUSES = _table("causes", "cause || {word} || {word}")
SETS = _table(
    "term",
    """
    l_only_where    || only where {test}                            || It counts only where {test}
    l_except_where  || except where {test}                          || It does not count where {test}
    l_only_during   || only during {set}                            || Only its time during {set} counts
    l_except_during || except during {set}                          || Its time during {set} does not count
    l_except_on     || except on ({days})                           || Not among them are {days}
    l_claimed       || only claimed by {claim}                      || It counts only if a good claim was made for it, {claim}{see}
    l_together      || together with {set}                          || Added to it is {set}
    l_starting      || starting at its first {event} where {test}   || It begins no earlier than its first {event} where {test}, and without one does not count
    l_dated         || dated {at}                                   || It counts in the period of {at}
    l_once          || once for each {event}                        || Each {event} counts once
    l_first         || only the first {length} each {grid}          || Only the first {length} of each {grid} count
    l_beyond        || except the first {length} each {grid}        || The first {length} of each {grid} do not count
    """,  # noqa: E501
)
CASES = _table("term", "l_when || {value} when {test}{rank} || It is {value}, if {test}{rank}")
VALUES = (*CASES, *_table("value", "body || {body} || It is {body}"))
WINDOW = _table(
    "window",
    """
    w_covers   || covers {event} where {test}                || It covers every {event} where {test}
    w_covers   || covers {event}                             || It covers every {event}
    w_requires || requires {test}, or flag {word}            || It is excluded only if {test}; otherwise the flag {word} is set
    w_requires || requires {test}                            || It is excluded only if {test}
    w_expects  || expects {test}, or flag {word}             || It is expected that {test}; otherwise the flag {word} is set
    w_outside  || only outside {set}, or flag {word}         || Only its part outside {set} is excluded; for the rest the flag {word} is set
    w_outside  || only outside {set}                         || Only its part outside {set} is excluded
    w_first_of || only the first {n} of each {grid}, or flag {word} || Only the first {n} in each {grid} are excluded; for the others the flag {word} is set
    w_first_of || only the first {n} of each {grid}          || Only the first {n} in each {grid} are excluded
    w_first_of || only the first of each {grid}, or flag {word} || Only the first in each {grid} is excluded; for the others the flag {word} is set
    w_first_of || only the first of each {grid}              || Only the first in each {grid} is excluded
    w_quota    || only the first {length} each {grid}, or flag {word} || Of all together only the first {length} in each {grid} are excluded; for the rest the flag {word} is set
    w_quota    || only the first {length} each {grid}        || Of all together only the first {length} in each {grid} are excluded
    w_first    || only the first {length} when {test}, or flag {word} || Only its first {length} are excluded, if {test}; for the rest the flag {word} is set
    w_first    || only the first {length} when {test}        || Only its first {length} are excluded, if {test}
    w_never    || never excluded                             || It is never excluded
    """,  # noqa: E501
)
GUARANTEE = _table(
    "guarantee",
    """
    g_from           || from {start} until {act}          || The clock runs from {start} until {act}
    g_within_when    || within {span} when {test}{rank}   || The provider promises to be done within {span}, if {test}{rank}
    g_within         || within {span}                     || The provider promises to be done within {span}
    g_no_target_when || no target when {test}{rank}       || Nothing is promised, if {test}{rank}
    g_no_target      || no target                         || Nothing is promised
    g_no_limit_when  || no limit when {test}{rank}        || There is no limit, if {test}{rank}
    g_excused        || excused when {test}               || A miss is excused if {test}
    g_paused         || paused during {set}               || The clock stands still during {set}
    g_showing        || showing {name}                    || It is shown together with {name}
    g_holds_when     || {promise} when {test}{rank}       || The provider promises that {promise}, if {test}{rank}
    g_holds          || {promise}                         || The provider promises that {promise}
    """,
)
CLAIM = _table(
    "claim",
    """
    c_filed       || filed within {span} after {at}     || The claim must be filed within {span} after {at}
    c_no_deadline || no deadline                        || The claim has no deadline
    c_with        || with {event} {act} by then         || By then a {event} must be {act}
    c_requires    || requires {test}, or {word}         || The claim is good only if {test}; otherwise the reason is {word}
    c_forfeited   || otherwise forfeited                || A claim that is late or not good forfeits the right
    """,
)
REMEDY = _table(
    "remedy",
    """
    r_when      || when {test}                               || It is owed if {test}
    r_requires  || requires {test}, or {word}                || It is owed only if {test}; otherwise the reason is {word}
    r_cap       || at most {most} each {choice} together with ({names}) || It is at most {most} over {choice}, together with {names}
    r_cap       || at most {most} each {choice}              || It is at most {most} over {choice}
    r_cap       || at most {most} {every} together with ({names}) || Its limit is {most} {every}, together with {names}
    r_cap       || at most {most} {every}                     || Its limit is {most} {every}
    r_no_cap    || no cap                                    || It has no limit
    r_above     || nothing unless more than {most}           || Nothing is paid unless it is more than {most}
    r_from      || nothing unless at least {most}            || Nothing is paid unless it is at least {most}
    r_claimed   || claimed by {claim}                        || It must be claimed, by the claim {claim}{see}
    r_automatic || without a claim                           || It need not be claimed
    r_paid      || paid in the {grid} after the {fact}       || It is paid in the {grid} after the {fact}
    r_owed      || owed by the customer                      || It is owed by the customer
    r_expires   || expires within {span} after {at}          || It expires within {span} after {at}
    r_expires_at || expires at {at}                          || It expires at {at}
    r_divided   || divided among every {event} by {fact}     || It is divided among every {event} by its {fact}
    r_pays      || pays {body}                               || It is {body}
    """,  # noqa: E501
)
RIGHT = _table(
    "right",
    """
    t_when      || when {test}                                  || It arises when {test}
    t_exercised || exercised by {event} within {span} after {at} || It is exercised by a {event} within {span} after {at}
    t_exercised || exercised by {event}                         || It is exercised by a {event}
    """,
)
# What a reading decides, a value a line; the adopted one is marked.
OPTION = Form("choice", "option", "{label}: {body}", "{label}{adopted}: {body}")
# One of several conditions, a line each.
CONDITION = Form("list", "condition", "{test}", "{test}")
# Which limbs a clause may have, by how it begins.
LIMBS = {
    "event": FIELDS,
    "reading": READING,
    "assumption": ASSUMPTION,
    "causes": CAUSES,
    **dict.fromkeys(("means", "each_means"), (*SETS, *CASES)),
    **dict.fromkeys(("measure", "total"), VALUES),
    "window": WINDOW,
    **dict.fromkeys(("guarantee", "guarantee_of"), GUARANTEE),
    **dict.fromkeys(("claim", "claim_of"), CLAIM),
    **dict.fromkeys(("remedy", "remedy_of"), REMEDY),
    "right": RIGHT,
}
