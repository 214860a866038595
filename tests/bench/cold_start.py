"""In: nothing. Out: how long whole commands take, as medians and as ratios to `python -c pass`, from one interleaved run.

Run by hand: `python tests/bench/cold_start.py [RUNS]`. Never part of the tests: times are not asserted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
CHECKS = ROOT / "tests" / "data" / "quilt-api-checks-2024h1.jsonl.gz"


def commands() -> dict[str, list[str]]:
    """What is timed; the first is what the others are compared with."""
    main = [sys.executable, "-c", "from sladsl.cli import main; main()"]
    contract = str(ROOT / "contracts" / "stellar-cyber.sla")
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--help": [*main, "--help"],
        "check (seen before)": [*main, "check", contract],
        "check (new text)": [*main, "check", "NEW"],
        "run, 24,256 checks": [*main, "run", contract, str(CHECKS), "--format", "json"],
    }


def timed(command: list[str], contract: str, n: int) -> float:
    """Seconds of one run; `NEW` is a copy of the contract that no cache has seen."""
    with tempfile.TemporaryDirectory() as folder:
        if "NEW" in command:
            fresh = Path(folder) / "new.sla"
            fresh.write_text(Path(contract).read_text() + f"# {time.time_ns()} {n}\n")
            command = [str(fresh) if word == "NEW" else word for word in command]
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True, env={**os.environ})
        return time.perf_counter() - start


def main() -> None:
    """Every command in turn, again and again; then a row each."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    found: dict[str, list[float]] = {name: [] for name in commands()}
    for n in range(runs + 1):
        for name, command in commands().items():
            seconds = timed(command, str(ROOT / "contracts" / "stellar-cyber.sla"), n)
            if n:  # the first round warms the caches
                found[name].append(seconds)
    base = median(found["python -c pass"])
    for name, times in found.items():
        print(f"{name:22} median {median(times) * 1000:7.1f} ms   {median(times) / base:5.1f} x python -c pass")


if __name__ == "__main__":
    main()
