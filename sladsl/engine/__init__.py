"""Rules and events to an outcome. In: a `RuleTree`, a `Stream`. Out: an `Outcome`.

`outcome` is what every engine returns; `reference` is the exact, plain evaluator.

A columnar engine belongs beside `reference`, equal to it line by line on generated contracts and events.
"""
