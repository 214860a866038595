"""In: typed values. Out: `Record`, one fact of the world, and `Stream`, all that stand by subscription and type."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from sladsl.base.diagnostics import Diagnostic, Place
from sladsl.base.periods import Period

# instants are int (microseconds UTC), whole numbers too; numbers and money are fractions; a list is a tuple of texts
Value = bool | int | str | Fraction | Period | tuple[str, ...]


@frozen
class Record:
    """One event: the name of its type, the values it gave, and where it stood.

    The place is carried, never compared: two records are equal if they say the same.
    """

    type: str
    fields: Mapping[str, Value]
    place: Place = field(eq=False)
    defaults: Mapping[str, Value] = field(factory=dict, eq=False, repr=False)

    def get(self, name: str) -> Value | None:
        """The value of a field, else what its absence means; `None` where that depends on other records."""
        value = self.fields.get(name)
        return self.defaults.get(name) if value is None else value

    @property
    def id(self) -> str | None:
        """The event's own name."""
        return self._text("id")

    @property
    def service(self) -> str | None:
        """The service it concerns; `None` is every service."""
        return self._text("service")

    @property
    def subscription(self) -> str | None:
        """Whose contract it belongs to; `None` where no event of the stream names one."""
        return self._text("subscription")

    @property
    def recorded_at(self) -> int | None:
        """When it became known, in microseconds UTC; `None` is from the start."""
        value = self.fields.get("recorded_at")
        return value if isinstance(value, int) else None

    def _text(self, name: str) -> str | None:
        value = self.fields.get(name)
        return value if isinstance(value, str) else None


@frozen
class Stream:
    """Every fact that stands: by subscription, then by type, in an order that the order of the input does not change.

    A stream that names no subscription has the one subscription `None`.
    """

    subscriptions: tuple[str | None, ...]
    records: Mapping[str | None, Mapping[str, tuple[Record, ...]]]
    warnings: tuple[Diagnostic, ...] = ()

    def of(self, subscription: str | None, type: str) -> tuple[Record, ...]:
        """The records of one subscription and type; none is an empty tuple."""
        return self.records.get(subscription, {}).get(type, ())
