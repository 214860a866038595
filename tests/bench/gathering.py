"""In: nothing. Out: what gathering costs, as multiples of only reading the same events. `python tests/bench/gathering.py`

Two contracts in one interleaved run: the mean of error rates over the 8,640 intervals of a month with an event a minute (Amazon
S3), and the worst of the sliding windows of thirty days with an event an hour (HopOne).
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import sladsl  # noqa: E402
from sladsl.events.load import load  # noqa: E402
from sladsl.events.vocabulary import VOCABULARY, declared  # noqa: E402

FIRST = datetime(2025, 6, 1, tzinfo=UTC)
ROUNDS = 5


def instants(count: int, step: timedelta) -> list[str]:
    """So many instants from the first of June on."""
    return [(FIRST + n * step).isoformat() for n in range(count)]


def traffic() -> list[dict[str, object]]:
    """An event a minute for one service."""
    service = {"event": "service", "service": "standard", "type": "standard"}
    fee = {"event": "fee", "period": "2025-06", "service": "standard", "amount": "500.00", "currency": "USD"}
    minutes = enumerate(instants(30 * 24 * 60, timedelta(minutes=1)))
    found = [{"event": "traffic", "service": "standard", "at": at, "requests": 100, "errors": n % 3} for n, at in minutes]
    return [service, fee, *found]


def samples() -> list[dict[str, object]]:
    """An event an hour for half a year."""
    hours = enumerate(instants(180 * 24, timedelta(hours=1)))
    return [{"event": "sample", "at": at, "loss": n % 7 / 10, "latency": 20 + n % 5} for n, at in hours]


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the medians of several interleaved rounds."""
    cases = {"aws-s3": (traffic(), {}), "hopone": (samples(), {"Latency Promise": "20 milliseconds"})}
    with tempfile.TemporaryDirectory() as folder:
        for name, (events, given) in cases.items():
            path = Path(folder) / f"{name}.jsonl"
            path.write_text("".join(json.dumps(e) + "\n" for e in events), encoding="utf-8")
            contract = sladsl.load(ROOT / "contracts" / f"{name}.sla")
            own = {n: declared(n, fields) for n, fields in contract.tree.events.items()}  # type: ignore[arg-type]
            reading, running = [], []
            for _ in range(ROUNDS):
                reading.append(timed(lambda path=path, own=own: load(path, {**VOCABULARY, **own})))  # type: ignore[misc]
                running.append(timed(lambda path=path, c=contract, g=given: c.run(path, given=g)))  # type: ignore[misc]
            ratio = statistics.median(running) / statistics.median(reading)
            print(f"{name}: {len(events)} events, reading 1, running {ratio:.1f} ({statistics.median(running):.2f} s)")


if __name__ == "__main__":
    main()
