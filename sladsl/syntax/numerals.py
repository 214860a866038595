"""In: a number as an author wrote it. Out: what can be misread in it, and how to write it so that it cannot.

`1,000` is a thousand in London and one in Berlin, `1.000` the reverse. Nobody may decide that in silence.
"""

from __future__ import annotations

import re

Said = tuple[str, str]  # what is wrong, what to write


def misread(numeral: str, percentage: bool = False) -> Said | None:
    """What is wrong with a number that has marks or blanks in it; nothing where it can be read in one way.

    >>> misread("1,000")
    ('`1,000` can be read as 1000 and as 1.0', 'write `1000` or `1.0`')
    >>> misread("1.000,00")
    ('`1.000,00` has marks between its thousands', 'write `1000.00`')
    """
    marks = re.findall(r"[.,' ]", numeral)
    if not marks:
        return None
    if len(marks) == 1 and marks[0] in ".,":
        if not percentage and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", numeral):
            whole, one = re.sub(r"\D", "", numeral), _decimal(numeral)
            return f"`{numeral}` can be read as {whole} and as {one}", f"write `{whole}` or `{one}`"
        if marks[0] == ".":
            return None
        return f"`{numeral}` has a decimal comma", f"write `{numeral.replace(',', '.')}`"
    if not re.fullmatch(r"\d{1,3}(?:[.,' ]\d{2,3})+(?:[.,]\d+)?", numeral) or (set(marks) == {"."} and not _by_points(numeral)):
        return None
    last = marks[-1]
    decimals = numeral.rpartition(last)[2] if last in ".," and marks.count(last) == 1 else ""
    whole = re.sub(r"\D", "", numeral[: len(numeral) - len(decimals)])
    what = "blanks" if set(marks) == {" "} else "marks"
    return f"`{numeral}` has {what} between its thousands", f"write `{whole}{'.' if decimals else ''}{decimals}`"


def _decimal(numeral: str) -> str:
    """The number with three decimals, written with fewer or more."""
    whole, part = re.split("[.,]", numeral)
    shorter = part.rstrip("0") or "0"
    return f"{whole}.{shorter if len(shorter) < 3 else part + '0'}"


def _by_points(numeral: str) -> bool:
    return re.fullmatch(r"\d{1,3}(?:\.\d{3})+", numeral) is not None
