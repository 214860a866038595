"""Events: the world's facts, from lines of JSON or CSV or from mappings, to typed records in one canonical order.

In: paths, standard input or mappings. Out: a `Stream` of `Record`s, or every fault with its file and line.

Begin at `load`. `read` makes raw events (`files` the lines, `parse` the two dialects), `typed` makes records of them by
the `vocabulary` (`fields` holds one converter a kind), `known` settles whose events they are and checks across lines,
`versions` lets the latest of each event stand, `order` sorts; `faults` pins a fault to its words, `codes` lists them.
"""
