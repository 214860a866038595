"""Tree to rules. In: the nodes of a contract. Out: a `RuleTree`, and every diagnostic about names, units, tables, silence.

One pass gives every construct its type and its rule at once, on demand from the names that are used: a typed copy of the
tree in between would say every construct a third time. `names` knows what is defined, `values`, `sets` and `spans` give
meanings to expressions, `clauses` and `frame` to clauses, `tables` and `silence` check what is whole and what is unsaid.
"""
