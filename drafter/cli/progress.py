"""A bar on the terminal while a slow document is read; nothing where standard error goes elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from drafter.read.progress import Progress

# Jobs that end sooner than this show nothing: a bar that only flashes up disturbs.
_PATIENCE = 0.5


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """A listener for readers; within the block it draws on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda job, done, total: None
        return
    drawn = _Drawn()
    try:
        yield drawn.show
    finally:
        drawn.stop()


class _Drawn:
    """One bar for the job that is going on, started with the first news that comes late enough."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._job = ""

    def show(self, job: str, done: int, total: int) -> None:
        """Draw how far `job` is; a job without known steps, of which no more news comes, turns a wheel at once."""
        if self._bar is None and total and time.monotonic() - self._begun < _PATIENCE:
            return
        bar = self._bar or self._start()
        if job != self._job or self._task is None:
            if self._task is not None:
                bar.remove_task(self._task)
            self._task, self._job = bar.add_task(job, total=total or None), job
        bar.update(self._task, completed=done, total=total or None)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _start(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self._bar.start()
        return self._bar
