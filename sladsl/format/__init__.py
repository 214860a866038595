"""One style for contracts. In: a contract's text. Out: the same contract as everybody writes it, with the proof that it is.

`read` takes every word of the text with the remarks that belong to it, `style` says where a line may and must end, `page`
fills the lines, `proof` holds the result against the text it came from.
"""
