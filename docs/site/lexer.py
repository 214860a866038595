"""In: contracts and events as the pages show them. Out: their words by kind, for colours. The words are the grammar's own."""

import re

from pygments.lexer import RegexLexer, words
from pygments.lexers.data import JsonLexer
from pygments.token import Comment, Keyword, Literal, Name, Number, Punctuation, String, Text

from sladsl.syntax.parser import keywords


class SlaLexer(RegexLexer):
    """A contract."""

    name = "sladsl"
    flags = re.M
    tokens = {  # noqa: RUF012 -- Pygments asks for it
        "root": [
            (r"#[^\n]*", Comment.Single),
            (r'"[^"]*"', String),
            (r"\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}", Literal.Date),
            (r"\d+(?:\.\d+)*%?", Number),
            (words(sorted(keywords()), prefix=r"\b", suffix=r"\b"), Keyword),
            (r"[A-Z][A-Za-z0-9]*(?:[ \t]+[A-Z][A-Za-z0-9]*)*", Name.Class),
            (r"[a-z_]\w*", Name),
            (r"[][()|.,;:*/+=-]", Punctuation),
            (r"\s+|.", Text),
        ],
    }


class EventsLexer(JsonLexer):
    """Events, a JSON object a line."""

    name = "JSON Lines"
    aliases = ()
