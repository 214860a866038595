"""Text to tree. In: a contract's text. Out: one `Node` a clause, and a diagnostic for each clause that cannot be read.

`text` makes word-processor characters plain and cuts the text into clauses; `parser` is the only address of lark;
`mistakes` turns what lark says into a sentence an author can act on.
"""
