"""The naive twin: the five agreements once more, each written out by hand in plain Python, and random streams for them.

In: nothing of sladsl; the twin knows only the agreements' texts and the interface. Out: `oracle.lines`, the lines that a
statement is expected to have, and `streams.stream`, an adversarial stream for a seed.

`clock` and `spans` hold the arithmetic of instants and intervals, `world` the events with their versions, one file an
agreement its rules. `test_twin` holds that both implementations say the same.

Where the documents leave a choice, both sides took the same one, with two exceptions. There the project decided, and the
twin follows:

- a `data_loss` whose `lost_at` lies after the instant of evaluation has not happened, and has no line;
- a Websoft9 request of which nothing was earned (no fee, or less than half a cent) has no reasons: nothing was lost.
"""
