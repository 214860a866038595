"""In: what an author wrote for a time zone. Out: the place of the IANA list that was perhaps meant, as help."""

from __future__ import annotations

import re

from ..base.instants import is_zone

_ABBREVIATIONS = {
    "HKT": "Asia/Hong_Kong", "SGT": "Asia/Singapore", "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "IST": "Asia/Kolkata",
    "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "MEZ": "Europe/Berlin", "MESZ": "Europe/Berlin", "BST": "Europe/London",
    "WET": "Europe/Lisbon", "WEST": "Europe/Lisbon", "EET": "Europe/Helsinki", "EEST": "Europe/Helsinki",
    "MSK": "Europe/Moscow", "EST": "America/New_York", "EDT": "America/New_York", "CST": "America/Chicago",
    "CDT": "America/Chicago", "MST": "America/Denver", "MDT": "America/Denver", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney", "AWST": "Australia/Perth",
    "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland", "SAST": "Africa/Johannesburg", "GST": "Asia/Dubai",
}  # fmt: skip
# A place with each offset from UTC in its winter, by hours.
_OFFSETS = {
    0: "Europe/London", 1: "Europe/Berlin", 2: "Europe/Helsinki", 3: "Europe/Moscow", 4: "Asia/Dubai", 5: "Asia/Karachi",
    7: "Asia/Bangkok", 8: "Asia/Hong_Kong", 9: "Asia/Tokyo", 10: "Australia/Sydney", 12: "Pacific/Auckland",
    -3: "America/Sao_Paulo", -5: "America/New_York", -6: "America/Chicago", -7: "America/Denver", -8: "America/Los_Angeles",
}  # fmt: skip
_PARTS = ("Europe", "Asia", "America", "Australia", "Africa", "Pacific", "Atlantic")


def zone_fault(text: str) -> tuple[str, str] | None:
    """What is wrong with the name of a zone, and what to write; nothing where the IANA list has it.

    >>> zone_fault("UTC+8")
    ('`UTC+8` is an offset, not a time zone', 'write a place such as `Asia/Hong_Kong`, or `UTC`; clocks change, offsets do not')
    """
    offset = re.fullmatch(r"(?:UTC|GMT)? ?([+-]) ?(\d{1,2})(?::?\d\d)?", text)
    if offset:
        place = _OFFSETS.get(int(offset[1] + offset[2]), "Europe/Berlin")
        help = f"write a place such as `{place}`, or `UTC`; clocks change, offsets do not"
        return f"`{text}` is an offset, not a time zone", help
    if re.fullmatch("[A-Z][A-Z0-9]+", text) and text not in ("UTC", "GMT"):
        place = _ABBREVIATIONS.get(text, "Europe/Berlin")
        help = f"write a place, such as `{place}`, or `UTC`; an abbreviation means several zones"
        return f"`{text}` is an abbreviation", help
    if is_zone(text):
        return None
    near = _near(text)
    help = f"did you mean `{near}`?" if near else "write a place of the list, such as `Europe/Berlin`, or `UTC`"
    return f"`{text}` is no time zone of the IANA list", help


def _near(text: str) -> str | None:
    """`Hong Kong`, `Asia/HongKong`, `berlin`: the place of the list that is written almost so."""
    city = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text.rpartition("/")[2].strip().replace(" ", "_"))
    city = "_".join(w[:1].upper() + w[1:] for w in city.split("_"))
    if not re.fullmatch("[A-Za-z_-]{2,40}", city):
        return None
    return next((f"{part}/{city}" for part in _PARTS if is_zone(f"{part}/{city}")), None)
