"""In: an agreement's text and a contract that cites it. Out: its places and sentences, every citation held against them.

`letters` makes texts comparable, `layout` cuts a text into blocks, `structure` finds its places and `agreement` its
sentences; `cited` reads what a contract cites, `verify` says which citations do not hold, `beside` sets the two side by side.
"""
