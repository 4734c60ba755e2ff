"""Several jobs that wait for a provider, at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

X = TypeVar("X")
R = TypeVar("R")
_LOOK = 0.2
"""Seconds between looks for Ctrl-C: on Windows a wait without an end cannot be broken off."""


def together(work: Callable[[X], R], items: Sequence[X], *, workers: int) -> list[R]:
    """What `work` makes of each item, in the order of `items`, at most `workers` at a time.

    The first error stops the rest: no further item is begun, those under way are waited for (their answers are paid
    for and kept in the cache), and the error is raised here. What the work can go on without it catches itself. On
    Ctrl-C nothing is waited for.
    """
    if workers <= 1 or len(items) <= 1:
        return [work(item) for item in items]
    crew = _Crew(work, items)
    # Not a ThreadPoolExecutor: the interpreter waits for its threads at exit, so Ctrl-C would hang until the provider
    # answers or times out. These threads end with the program.
    threads = [threading.Thread(target=crew.work_off, daemon=True) for _ in range(min(workers, len(items)))]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            while thread.is_alive():
                thread.join(_LOOK)
    finally:
        crew.stopped = True
    if crew.error is not None:
        raise crew.error
    return [crew.made[index] for index in range(len(items))]


class _Crew(Generic[X, R]):
    def __init__(self, work: Callable[[X], R], items: Sequence[X]) -> None:
        self._work = work
        self._waiting: Iterator[tuple[int, X]] = iter(enumerate(items))
        self._turn = threading.Lock()
        self.made: dict[int, R] = {}
        self.error: BaseException | None = None
        self.stopped = False

    def work_off(self) -> None:
        """Take items until there are none or something failed."""
        while (taken := self._next()) is not None:
            index, item = taken
            try:
                self.made[index] = self._work(item)
            except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
                with self._turn:
                    self.error = self.error or error
                    self.stopped = True

    def _next(self) -> tuple[int, X] | None:
        with self._turn:
            return None if self.stopped else next(self._waiting, None)
