"""In: how time is cut (months, quarters, agreement years, blocks of 30 days, minutes), and where it is anchored. Out: periods.

A grid cuts all time without gap or overlap; a sliding grid has a window for every civil day (or month) with which one can
end. Periods of a grid belong to a stretch of time if they *end* in it, so that each belongs to one stretch only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from attrs import frozen

from .instants import HOUR, MINUTE, SECOND, local_date, midnight
from .periods import Period, Slice, add_months

_MONDAY = date(1970, 1, 5)


@frozen(order=True)
class Grid:
    """Periods of `n` months, days or microseconds. `anchor` is where they begin: in the `calendar`, with the day on which
    the agreement comes in `force`, on the contract's `billing` day; `term` is one period, the whole time in force."""

    unit: Literal["month", "day", "time", "term"]
    n: int = 1
    anchor: Literal["calendar", "force", "billing"] = "calendar"
    sliding: bool = False

    @property
    def days(self) -> int:
        """About how long one of its periods is: to tell the longer of two grids, and for nothing else."""
        return {"month": 30 * self.n, "day": self.n, "time": 0, "term": 10**6}[self.unit]

    @property
    def word(self) -> str:
        """How one of its periods is called: `month`, `agreement year`, `30 days`, `5 minutes`; one that slides by its number.

        >>> Grid("month", 12, "force").word, Grid("time", 300_000_000).word
        ('agreement year', '5 minutes')
        """
        return _WORDS.get(self) or _counted(self)


MONTH, QUARTER, YEAR = Grid("month", 1), Grid("month", 3), Grid("month", 12)
AGREEMENT_YEAR, BILLING_CYCLE = Grid("month", 12, "force"), Grid("month", 1, "billing")
DAY, WEEK, TERM = Grid("day", 1), Grid("day", 7), Grid("term")
_WORDS = {
    MONTH: "month", QUARTER: "quarter", YEAR: "calendar year", AGREEMENT_YEAR: "agreement year",
    BILLING_CYCLE: "billing cycle", DAY: "day", WEEK: "week", TERM: "term",
}  # fmt: skip


def _counted(grid: Grid) -> str:
    if grid.unit != "time":
        return f"{grid.n} {grid.unit}s"
    size, word = next(
        (s, w) for s, w in ((HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second"), (1, "microsecond")) if grid.n % s == 0
    )
    return f"{grid.n // size} {word}s" if grid.n != size else word


@frozen
class Anchors:
    """Where a contract's grids begin: its zone, its first day in force and the day after its last, its billing day (a day of
    the month, or a date)."""

    zone: str
    first: date | None = None
    end: date | None = None
    billing: int | date = 1

    def at(self, grid: Grid, instant: int) -> Period | Slice:
        """The period of a grid in which an instant lies."""
        if grid.unit == "time":
            day = local_date(instant, self.zone)
            opens, closes = midnight(day, self.zone), midnight(day + timedelta(days=1), self.zone)
            start = opens + (instant - opens) // grid.n * grid.n
            return Slice(start, min(start + grid.n, closes))
        return self.of(grid, local_date(instant, self.zone))

    def of(self, grid: Grid, day: date) -> Period:
        """The period of a grid of whole days in which a date lies."""
        if grid.unit == "term":
            first, end = self.first or date(1900, 1, 1), self.end or date(2999, 12, 31)
            return Period(first, max(end, first + timedelta(days=1)))
        if grid.unit == "day":
            origin = _MONDAY if grid.anchor == "calendar" else self.first or _MONDAY
            start = origin + timedelta(days=(day - origin).days // grid.n * grid.n)
            return Period(start, start + timedelta(days=grid.n))
        k = self._month_index(grid, day)
        return Period(self._month(grid, k), self._month(grid, k + 1))

    def next(self, grid: Grid, period: Period) -> Period:
        """The period that begins where another ends."""
        return self.of(grid, period.end)

    def ending_in(self, grid: Grid, start: int, end: int) -> Iterator[Period | Slice]:
        """The periods of a grid that end after `start` and not after `end`, in order."""
        if start >= end:
            return
        if grid.unit == "time":
            yield from self._slices(grid, start, end)
            return
        if grid.sliding and grid.unit == "month":  # they end with a month
            for month in self.ending_in(MONTH, start, end):
                assert isinstance(month, Period)
                yield Period(add_months(month.end, -grid.n), month.end)
            return
        if grid.sliding:
            last, until = local_date(start, self.zone), local_date(end - 1, self.zone)
            while last <= until:
                after = last + timedelta(days=1)
                if start < midnight(after, self.zone) <= end:
                    yield Period(after - timedelta(days=grid.n), after)
                last = after
            return
        one = self.of(grid, local_date(start, self.zone))
        while (stop := midnight(one.end, self.zone)) <= end:
            if stop > start:
                yield one
            one = self.of(grid, one.end)

    def _slices(self, grid: Grid, start: int, end: int) -> Iterator[Slice]:
        day = local_date(start, self.zone)
        while (opens := midnight(day, self.zone)) < end:
            day += timedelta(days=1)
            closes = midnight(day, self.zone)
            at = opens if start <= opens else opens + (start - opens) // grid.n * grid.n
            while at < closes:
                stop = min(at + grid.n, closes)
                if start < stop <= end:
                    yield Slice(at, stop)
                at = stop

    # ------------------------------------------------------------ months
    def _origin(self, grid: Grid) -> date:
        """A day on which a period of the grid begins."""
        if grid.anchor == "force" and self.first is not None:
            return self.first
        if grid.anchor == "billing" and isinstance(self.billing, date):
            return self.billing
        return date(2000, 1, 1)

    def _month(self, grid: Grid, k: int) -> date:
        """The first day of the k-th period from the origin; day 31 is the last day where a month is shorter."""
        if grid.anchor == "billing" and isinstance(self.billing, int):
            first = add_months(date(2000, 1, 1), k * grid.n)
            return min(
                first.replace(day=min(self.billing, 28)) + timedelta(days=max(0, self.billing - 28)),
                add_months(first, 1) - timedelta(days=1),
            )
        return add_months(self._origin(grid), k * grid.n)

    def _month_index(self, grid: Grid, day: date) -> int:
        origin = self._origin(grid)
        k = ((day.year - origin.year) * 12 + day.month - origin.month) // grid.n
        while self._month(grid, k) > day:
            k -= 1
        while self._month(grid, k + 1) <= day:
            k += 1
        return k
