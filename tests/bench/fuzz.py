"""In: a number of contracts and a seed. Out: what checking so many damaged ones came to: crashes, hangs, leaks, the slowest.

    python tests/bench/fuzz.py --count 3000 --jobs 2 --seed 1

Each contract is one of `contracts/`, damaged: words left out, doubled, exchanged; noise; cut off; spliced with another one;
brackets upon brackets; huge numbers; bytes and letters of any kind. It is compiled in this process, without the cache; the
seed and the number of a contract make it again (`--only N` prints it). Exit status 1 where anything went wrong.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

CONTRACTS = sorted((Path(__file__).parents[2] / "contracts").glob("*.sla"))
WORD = re.compile(r'"[^"]*"|[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)*|\s+|.', re.S)
# What no reader of a message may see: names of tokens and rules, types and errors of Python, addresses.
LEAK = re.compile(
    r"\$END|\bTERM\b|\bNAME\b|\bSTRING\b|__|Traceback|\b(?:Type|Value|Key|Index|Attribute|Assertion|Recursion)Error\b"
    r"|\bNone\b|<class|\bobject at 0x|Fraction\(|Token\(|Tree\(|Node\(|\bfrozenset\b|\bdict\b|\bint\b|\bfloat\b|\blambda\b"
)
LIMIT = 20  # seconds, from which a contract hangs
SLOW = 5  # how many of the slowest are told


class Result(NamedTuple):
    """What became of one contract: seconds, and what was wrong, if anything."""

    number: int
    how: str
    seconds: float
    findings: int
    fault: str


@cache
def words(index: int) -> tuple[str, ...]:
    """A contract cut into words, signs, quotations and blanks."""
    return tuple(WORD.findall(CONTRACTS[index].read_text(encoding="utf-8")))


def damaged(seed: int, number: int) -> tuple[str, bytes]:
    """The contract of a number, and how it was damaged; the same for the same seed."""
    r = random.Random(f"{seed} {number}")
    text = list(words(r.randrange(len(CONTRACTS))))
    how = r.choice(sorted(DAMAGES))
    return how, DAMAGES[how](r, text)


def _some(r: random.Random, text: list[str]) -> Iterator[int]:
    yield from (r.randrange(len(text)) for _ in range(r.choice([1, 1, 2, 3, 8, 40])))


def _left_out(r: random.Random, text: list[str]) -> bytes:
    for i in _some(r, text):
        text[i] = ""
    return "".join(text).encode()


def _doubled(r: random.Random, text: list[str]) -> bytes:
    for i in _some(r, text):
        text[i] += " " + text[i]
    return "".join(text).encode()


def _exchanged(r: random.Random, text: list[str]) -> bytes:
    for i in _some(r, text):
        j = r.randrange(len(text))
        text[i], text[j] = text[j], text[i]
    return "".join(text).encode()


def _noise(r: random.Random, text: list[str]) -> bytes:
    letters = list("".join(text))
    for i in _some(r, letters):
        letters[i] = r.choice(["", chr(r.randrange(32, 127)), letters[i] * 2, letters[i].swapcase()])
    return "".join(letters).encode()


def _cut_off(r: random.Random, text: list[str]) -> bytes:
    whole = "".join(text).encode()
    return whole[: r.randrange(len(whole))] if r.random() < 0.7 else whole[r.randrange(len(whole)) :]


def _spliced(r: random.Random, text: list[str]) -> bytes:
    other = words(r.randrange(len(CONTRACTS)))
    at, begin = r.randrange(len(text)), r.randrange(len(other))
    piece = other[begin : begin + r.choice([5, 50, 500])]
    return "".join([*text[:at], *piece, *text[at + r.choice([0, 5, 50]) :]]).encode()


def _nested(r: random.Random, text: list[str]) -> bytes:
    depth = r.choice([10, 39, 41, 100, 3000])
    opening, closing = r.choice(
        [("(", ")"), ("all of (", ")"), ("not (", ")"), ("[", "]"), ("smaller of (1, ", ")"), ("-", "")]
    )
    at = r.randrange(len(text))
    text[at] = opening * depth + text[at] + closing * (depth - r.choice([0, 0, 1]))
    return "".join(text).encode()


def _huge(r: random.Random, text: list[str]) -> bytes:
    figures = [i for i, word in enumerate(text) if word[0].isdigit()]
    for i in r.sample(figures, min(3, len(figures))):
        text[i] = r.choice(["9" * r.choice([3, 19, 61, 5000]), "0." + "0" * 300 + "1", "-1", "0", "99999999", "1" + "0" * 18])
    return "".join(text).encode()


def _bytes(r: random.Random, text: list[str]) -> bytes:
    whole = bytearray("".join(text).encode())
    for i in _some(r, text):
        whole[i % len(whole)] = r.randrange(256)
    return bytes(whole) if r.random() < 0.8 else r.randbytes(r.choice([1, 100, 5000]))


def _letters(r: random.Random, text: list[str]) -> bytes:
    for i in _some(r, text):
        text[i] = "".join(chr(r.choice([r.randrange(0xD800), r.randrange(0xE000, 0x110000)])) for _ in range(r.randrange(1, 6)))
    return "".join(text).encode()


DAMAGES = {
    "left out": _left_out, "doubled": _doubled, "exchanged": _exchanged, "noise": _noise, "cut off": _cut_off,
    "spliced": _spliced, "nested": _nested, "huge numbers": _huge, "bytes": _bytes, "letters": _letters,
}  # fmt: skip


def tried(seed: int, number: int) -> Result:
    """One contract, checked."""
    from sladsl.compiler.contract import compile_contract

    how, data = damaged(seed, number)
    begun = time.process_time()  # of this process alone, whatever else the machine does
    signal.signal(signal.SIGALRM, _over)
    signal.alarm(LIMIT)
    fault, found = "", 0
    try:
        for d in compile_contract(data, "contract.sla").sink:
            found += 1
            d.to_text()
            d.to_dict()
            fault = fault or _leaked(d.code, f"{d.message} | {d.help or ''}")
    except _TooLong:
        fault = "hang"
    except Exception as e:
        fault = f"crash: {type(e).__name__}: {e}"[:200]
    finally:
        signal.alarm(0)
    return Result(number, how, time.process_time() - begun, found, fault)


class _TooLong(BaseException):
    pass


def _over(*_: object) -> None:
    raise _TooLong


def _leaked(code: str, said: str) -> str:
    """A message that shows something of the inside, or is no plain sentence; the author's own words are not looked at."""
    own = LEAK.search(re.sub(r"`[^`]*`", "`x`", said))
    return f"leak in {code}: {said[:200]}" if own or not said.isprintable() else ""


def some(seed: int, numbers: range) -> list[Result]:
    """Some contracts, in one process."""
    return [tried(seed, n) for n in numbers]


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, help="print the contract of this number")
    asked = options.parse_args()
    if asked.only is not None:
        sys.stdout.buffer.write(damaged(asked.seed, asked.only)[1])
        return 0
    begun = time.perf_counter()
    parts = [range(i, min(i + 100, asked.count)) for i in range(0, asked.count, 100)]
    with ProcessPoolExecutor(asked.jobs) as pool:
        results = [r for part in pool.map(some, [asked.seed] * len(parts), parts) for r in part]
    faults = [r for r in results if r.fault]
    for r in faults[:50]:
        print(f"{r.number} ({r.how}): {r.fault}")
    kinds = Counter(r.fault.split(":")[0].split(" ")[0] for r in faults)
    told = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "no crash, no hang, no leak"
    print(
        f"{len(results)} contracts in {time.perf_counter() - begun:.0f} s, {sum(r.findings for r in results)} findings: {told}"
    )
    for r in sorted(results, key=lambda r: -r.seconds)[:SLOW]:
        print(f"slowest: {r.seconds:.2f} s, contract {r.number} ({r.how})")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
