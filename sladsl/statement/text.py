"""In: a line of a statement. Out: its words for a person: its name, its result, its deadline, the reasons, with a tone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from attrs import frozen

from ..base.quantity import display

Line = Mapping[str, Any]
VERDICTS = {"breached": "breached", "pending": "pending", "conflict": "conflict", "met": "met", "excluded": "excused",
             "no_data": "no data", "no_target": "no target", "counted": "counts as downtime", "none": "not arisen",
             "arisen": "arisen", "exercised": "exercised", "lapsed": "lapsed"}  # fmt: skip
OF_WINDOWS = VERDICTS | {"excluded": "taken out"}  # announced work needs no excuse
STATUSES = {"pending": "to be claimed", "forfeited": "forfeited", "refused": "refused", "provisional": "provisional",
             "granted": "granted"}  # fmt: skip
TONES = {"breached": "bad", "conflict": "bad", "forfeited": "bad", "refused": "bad", "counted": "bad", "pending": "wait",
          "provisional": "wait", "met": "good", "granted": "good", "none": "dim", "no_data": "dim", "no_target": "dim",
          "excluded": "dim", "arisen": "wait", "exercised": "good", "lapsed": "bad"}  # fmt: skip
REASONS = {
    "no_claim": "nobody claimed it in time",
    "claim_late": "the claim came after the window closed",
    "claim_incomplete": "the claim lacks details that the contract asks for",
    "wrong_subject": "the claim has not the subject line that the contract asks for",
    "wrong_channel": "the claim came by another channel than the contract asks for",
    "no_ticket": "there is no support ticket",
    "ticket_late": "the support ticket was opened too late",
    "in_arrears": "payments were in arrears",
    "not_eligible": "the subscription is not eligible",
    "not_covered": "the service is not covered",
    "capped": "a cap took a part",
    "ongoing": "the outage has not ended",
    "terminated": "the agreement was terminated",
    "below_minimum": "it is less than what is paid at all",
}
KEYS = frozenset(
    ("line", "name", "clause", "subscription", "period", "service", "item", "verdict", "value", "unit", "display", "target",
     "op", "due", "deadline", "valid", "earned", "awarded", "status", "reasons", "flags", "pay_in", "party", "text",
     "counted", "account", "lost", "capped", "expires", "shares", "owed_by")
)  # fmt: skip
_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


@frozen
class Cell:
    """A text, and how it is to be taken: `good`, `bad`, `wait`, `dim`, or nothing."""

    text: str
    tone: str = ""


def name_of(line: Line) -> str:
    """How a line is named: `KIND/NAME[/PERIOD][/SERVICE][/ITEM]`."""
    return "/".join(str(line[k]) for k in ("line", "name", "period", "service", "item") if line.get(k) is not None)


def result(x: Line) -> Cell:
    """What a line says, in one cell."""
    match x["line"]:
        case "measure" | "total":
            return Cell(value(x), "" if "value" in x else "dim")
        case "claim":
            by = deadline(x)
            made = claimed(x)
            return Cell(f"by {by}; {made.text}" if by else made.text, made.tone)
        case "remedy":
            if x["status"] == "none":
                return Cell("nothing earned" + (f": {reasons(x)}" if x.get("reasons") else ""), "dim")
            sums = f"{amount(x['earned'], x['unit'])} earned"
            if "awarded" in x:  # what an item earned is awarded with its period
                sums += f", {amount(x['awarded'], x['unit'])} awarded"
            paid = f"; paid in {x['pay_in']}" if x.get("pay_in") else ""
            paid += "; owed by the customer" if x.get("owed_by") else ""
            paid += f"; to be used by {day_of(x['expires'])}" if x.get("expires") else ""
            paid += (
                "; " + ", ".join(f"{s['to']} {amount(s['amount'], x['unit'])}" for s in x["shares"]) if x.get("shares") else ""
            )
            why = f" ({'not all of it: ' * (x['status'] == 'granted')}{reasons(x)})" if x.get("reasons") else ""
            return Cell(f"{sums}; {status(x).text}{why}{paid}", status(x).tone)
    promised = f"{value(x)} against {target(x)}" if x.get("target") else value(x) if "value" in x else ""
    due = f"due {deadline(x)}" if x.get("due") else f"until {deadline(x)}" if x.get("deadline") else ""
    kept = verdict(x)
    return Cell(kept.text + "".join(f", {said}" for said in (promised, due) if said), kept.tone)


def verdict(x: Line) -> Cell:
    """A guarantee's or a window's verdict."""
    said = str(x["verdict"])
    if x["line"] == "window":
        return Cell(OF_WINDOWS.get(said, said), "good" if said == "excluded" else TONES.get(said, ""))
    return Cell(VERDICTS.get(said, said), TONES.get(said, ""))


def status(x: Line) -> Cell:
    """Where a remedy stands."""
    said = str(x["status"])
    return Cell(STATUSES.get(said, said), TONES.get(said, ""))


def claimed(x: Line) -> Cell:
    """Whether a good claim was made, or what is wrong with those that were."""
    if x.get("valid"):
        return Cell("a good claim was made", "good")
    return Cell(reasons(x) or "no claim yet", "bad" if x.get("reasons") else "wait")


def reasons(x: Line) -> str:
    """The reasons of a line as sentences; of a cap also how much it took."""
    caps = [cap for cap in x.get("capped") or () if cap["by"] != "minimum"]
    taken = [f"the cap of the {cap['by']} took {amount(cap['amount'], x['unit'])}" for cap in caps]
    said = [REASONS.get(r, r.replace("_", " ")) for r in x.get("reasons") or () if r != "capped" or not taken]
    return "; ".join([*said, *taken])


def label(x: Line, verbose: bool) -> Cell:
    """What stands at the left of a line: its defined term, or its whole name."""
    kind = "" if x["line"] in ("measure", "total") else f" ({x['line']})"
    return Cell(name_of(x) if verbose else x["name"] + kind)


def titled(x: Line) -> str:
    """A term with its clause: `Availability [4.2]`."""
    return f"{x['name']} [{x['clause']}]" if x.get("clause") not in (None, x["name"]) else str(x["name"])


def value(x: Line) -> str:
    """A line's number with its unit, or an instant."""
    if x.get("value") is None:
        return "no value"
    if "display" not in x:
        return _instant(x["value"]) if x.get("unit") == "instant" else str(x["value"])
    word = x["display"].rpartition(" ")[2]
    plural = word.isalpha() and word == x.get("unit") and not word.endswith("s") and word.islower() and x["value"] != "1"
    return str(x["display"]) + ("s" if plural else "")


def target(x: Line) -> str:
    """What is promised, with its unit; `op` says on which side of it a value must lie."""
    if x.get("target") is None:
        return ""
    least = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "below "}.get(x.get("op", ""), "")
    number = Fraction(x["target"])
    if x.get("unit") == "ratio":
        return f"{least}{display(number * 100, 6)} %"
    words = {"minutes": " min", "hours": " h", "count": "", None: ""}
    unit = x.get("unit")
    return least + display(number, 6) + words.get(unit, f" {unit}")


def amount(value: str, unit: str | None) -> str:
    """An amount of money or of the contract's own units: `70.00 EUR`, `2 credits`."""
    if unit in (None, "money"):
        return value
    return f"{value} {unit}" + ("s" if unit and unit.islower() and value != "1" and not unit.endswith("s") else "")


def deadline(x: Line) -> str:
    """When something is due, and the days that made it so; midnight is the end of the day before."""
    text = x.get("deadline") or x.get("due")
    if not text:
        return ""
    how = _counted(x["counted"], datetime.fromisoformat(text).date()) if x.get("counted") else ""
    return day_of(text) + (f" ({how})" if how else "")


def day_of(text: str) -> str:
    """An instant; midnight is the end of the day before."""
    at = datetime.fromisoformat(text)
    return f"{at.date() - timedelta(days=1)} 24:00" if (at.hour, at.minute, at.second) == (0, 0, 0) else _instant(text)


def _counted(counted: Mapping[str, Any], until: date) -> str:
    said = []
    if n := counted.get("days"):  # hours of certain days have no count, and still skip holidays
        days = counted.get("of") or "days"
        start = datetime.fromisoformat(counted["from"]).date()
        said.append(f"{n} {days.removesuffix('s') if n == 1 else days} after {_day(start, until)}")
    said += [f"{_day(date.fromisoformat(s['date']), until)} is {s['why']}" for s in counted.get("skipped") or ()]
    return "; ".join(said)


def _day(day: date, beside: date) -> str:
    return f"{day.day} {_MONTHS[day.month]}" + (f" {day.year}" if day.year != beside.year else "")


def _instant(text: str) -> str:
    """`2025-06-30 17:00`, with seconds where there are any; the zone is the contract's."""
    at = datetime.fromisoformat(text)
    return at.strftime("%Y-%m-%d %H:%M" + (":%S" if at.second or at.microsecond else ""))
