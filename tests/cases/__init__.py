"""Worked cases of the five agreements as data, one JSON file an agreement, and the rule by which a statement is compared."""
