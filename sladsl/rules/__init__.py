"""The kernel: what a contract means, as a tree of a small closed set of immutable rule nodes.

`values` (numbers, instants, conditions), `sets` (times and items), `clauses` (what a statement has lines for), `text`
(the tree as a person reads it). Every construct of the language lowers to these; engines and explanations know nothing
else. In: nothing but `base`. Out: data, no behaviour.
"""
