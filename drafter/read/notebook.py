"""The notices of one reading, each once and never so many that nobody reads them."""

from __future__ import annotations

from collections import Counter

from drafter.documents import Notice

# A report of many faults has a few dozen of one kind; more come from a file that is no report.
_MOST_OF_A_KIND = 60


class Notebook:
    """Gathers notices in order."""

    def __init__(self) -> None:
        """Start empty."""
        self._notices: dict[Notice, None] = {}
        self._counts: Counter[str] = Counter()

    def add(self, code: str, message: str) -> None:
        """Note `message` (Chinese, with the place) under `code`; the same one again changes nothing."""
        notice = Notice(code=code, message=message)
        if notice in self._notices:
            return
        self._counts[code] += 1
        if self._counts[code] <= _MOST_OF_A_KIND:
            self._notices[notice] = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was noted, and for each kind cut short how many more there are."""
        more = (
            Notice(code=code, message=f"同类问题另有 {count - _MOST_OF_A_KIND} 处，没有一一列出。")
            for code, count in self._counts.items()
            if count > _MOST_OF_A_KIND
        )
        return (*self._notices, *more)
