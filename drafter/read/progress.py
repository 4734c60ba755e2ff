"""How far a slow reader is: readers tell it, whoever shows a progress bar hears it.

A reader is a function of bytes and a name; what it tells goes past that to the listener of the running thread, or
nowhere. Fast readers tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Progress(Protocol):
    """Hears of progress: the job in Chinese, steps done and steps in all (0: nobody knows how many)."""

    def __call__(self, job: str, done: int, total: int) -> None:
        """Show it, or pass it on."""


def silent(job: str, done: int, total: int) -> None:
    """Hear of progress and show nothing."""


_listener: ContextVar[Progress] = ContextVar("_listener", default=silent)


@contextmanager
def heard_by(listener: Progress) -> Iterator[None]:
    """Within the block, what readers of this thread tell goes to `listener`."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(job: str, done: int = 0, total: int = 0) -> None:
    """Tell how far a reader is: `done` of `total` steps of `job`."""
    _listener.get()(job, done, total)
