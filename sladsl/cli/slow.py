"""In: how far a run is. Out: a bar on standard error, once it has taken two seconds and somebody can see it."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from .says import Says

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 2.0  # seconds before anything is shown


class Slow:
    """A context in which something may take long; calling it says `done` of `of`."""

    def __init__(self, says: Says, what: str) -> None:
        self._what = what
        self._far = (0, 0)
        self._bar: Progress | None = None
        self._lock = threading.Lock()
        self._over = False
        seen = says.level >= 0 and sys.stderr.isatty()
        self._timer = threading.Timer(PATIENCE, self._begin) if seen else None

    def __enter__(self) -> Slow:
        if self._timer:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, *_: Any) -> None:
        if self._timer:
            self._timer.cancel()
        with self._lock:
            self._over = True
            if self._bar:
                self._bar.stop()

    def __call__(self, done: int, of: int) -> None:
        """So many of so many are done."""
        self._far = done, of
        with self._lock:
            if self._bar:
                self._show()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with self._lock:
            if self._over:
                return
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.add_task(self._what, total=None)
            self._show()
            self._bar.start()

    def _show(self) -> None:
        assert self._bar is not None
        done, of = self._far
        # of a single subscription there is nothing to count: the bar only shows that work goes on
        self._bar.update(self._bar.task_ids[0], completed=done, total=of if of > 1 else None)
