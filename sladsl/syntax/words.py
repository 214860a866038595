"""In: nothing. Out: the words and signs of authors, each with what the language says for it, and names for what can stand."""

from __future__ import annotations

SHAPES = {
    "TERM": "a defined term",
    "STRING": "words in quotation marks",
    "NAME": "a name in small letters",
    "NUMBER": "a number",
    "DATE": "a date",
    "TIME": "a time of day",
}
OPERATORS = frozenset(["*", "/", "+", "-", "and", "or", "else", "is", "include", "rounded"])
# What an expression can begin with: where all of these could stand, they are not counted out.
STARTS = frozenset([
    "TERM", "STRING", "NAME", "NUMBER", "DATE", "TIME", "(", "every", "all", "any", "by", "it", "the", "no", "always",
    "never", "first", "holidays", "not", "caused", "tiers", "Monday", "January", "%",
])  # fmt: skip
# What authors write instead: the sign, and what the language says.
SIGNS = {
    "<": "write `below`",
    "<=": "write `at most`",
    ">": "write `more than`",
    ">=": "write `at least`",
    "=": "write `is`",
    "==": "write `is`",
    "{": "lists stand in round brackets `( )`",
    "}": "lists stand in round brackets `( )`",
    "&": "write `and`",
    "!": "write `not`",
    "!=": "write `is not`",
    "$": "write the currency behind the amount: `10 USD`",
    "€": "write the currency behind the amount: `10 EUR`",
    "£": "write the currency behind the amount: `10 GBP`",
    "'": 'words of the agreement stand in double quotation marks `"`',
    "`": 'words of the agreement stand in double quotation marks `"`',
    "≥": "write `at least`",
    "≤": "write `at most`",
    "≠": "write `is not`",
    "…": "write it out",
    "§": "write only the number of the section",
    "•": "limbs are divided by `;` and need no other mark",
    "//": "a remark begins with `#`",
    "/*": "a remark begins with `#`",
}
# Signs that have one meaning each in any place, of which the help is not yet what to write.
MARKS = {"{": "(", "}": ")", "//": "#", "•": "", "§": ""}
CURRENCY_SIGNS = {"€": "EUR", "£": "GBP"}  # a dollar may be one of many countries
DOLLARS = {"US": "USD", "HK": "HKD", "AU": "AUD", "A": "AUD", "CA": "CAD", "C": "CAD", "NZ": "NZD", "SG": "SGD", "S": "SGD"}
# Words of agreements, by what the language says for them.
WORDS = {
    "less than": "below", "fewer than": "below", "greater than": "more than", "higher than": "more than",
    "longer than": "more than", "lower than": "below", "shorter than": "below", "under": "below", "above": "more than",
    "over": "more than", "exceeds": "is more than", "equals": "is", "equal": "is", "shall": "is", "must": "is",
    "are": "is", "if": "when", "unless": "except where", "excluding": "except during", "excludes": "except during",
    "mean": "means",
    "x": "*", "times": "*", "minus": "-", "plus": "+", "percent": "%", "pct": "%", "monthly": "each month",
    "has": "is", "was": "is", "fails": "is breached", "plus or": "+", "divided by": "/",
    "multiplied by": "*", "no more": "at most", "no less": "at least", "up to": "at most", "provided that": "when",
    "only if": "only where", "only when": "only where", "except if": "except where", "except when": "except where",
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
    "in": "within", "where": "when", "while": "when", "other than": "except", "save": "except", "whichever": "earlier of (...)",
}  # fmt: skip
# Of these, the words that the language has itself: where what it says for them does not fit, they mean something else.
OWN_WORDS = frozenset(["in", "where"])
FIGURES = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)  # noqa: SIM905
} | {"fifteen": "15", "twenty": "20", "thirty": "30", "sixty": "60", "ninety": "90", "hundred": "100"}
# Words that begin a limb.
LIMBS = frozenset([
    "requires", "expects", "covers", "except", "only", "when", "within", "pays", "claimed", "paid", "excused",
    "showing", "filed", "otherwise", "with", "together", "starting", "dated", "once", "adopted", "from",
])  # fmt: skip
# Words that begin a clause and stand before a term or a quotation.
OPENERS = frozenset([
    "agreement", "guarantee", "measure", "claim", "remedy", "window", "total", "section", "reading", "causes", "unit",
    "record", "assumption", "event", "default", "lost",
])  # fmt: skip
# A word where only another one fits.
INSTEAD = {
    "to": "until", "from": "after", "per": "for", "every": "each", "uncapped": "no", "pay": "pays", "after": "from",
    "within": "in", "tests": "checks", "probes": "checks",
}  # fmt: skip
