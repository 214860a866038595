"""In: the rules of a contract. Out: the contract as plain English, in Markdown and HTML, and from these its text again.

`forms` is the one table of what is said in the language and in English; `lines` says a rule tree in its forms; `english`
makes sentences with numbers of them, `contract` the text in the language; `markdown` and `html` write the sentences down and
read them again, and `back` finds the forms in what was read.
"""
