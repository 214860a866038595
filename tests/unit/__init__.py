"""One worked case for each thing a statement can say; the arithmetic stands in a comment beside each."""
