"""In: a line of a statement. Out: why it is what it is, and why it is not more: the same rules once more, with all they used.

`find` finds the line and `tell` tells it; `values` replays a value, `sets` the times and items behind it; `again` replays
what was told with one number changed, which proves that it adds up and finds how far the next limit is.
"""
