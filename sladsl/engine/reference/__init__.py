"""The reference evaluator: scalar, exact, never optimised. In: a `RuleTree` and a `Stream`. Out: an `Outcome`.

`world` is what is known at an instant, `sets` and `values` evaluate expressions, `windows`, `guarantees`, `claims`,
`remedies` evaluate clauses, `account` checks that no microsecond is lost, `run` makes the lines.
"""
