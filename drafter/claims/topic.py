"""What a figure counts: rows and columns of one of the official tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from drafter.form import Edition

TOTAL = ("total",)


@dataclass(frozen=True, slots=True)
class Topic:
    """Rows and columns of table 2, 3 or 4; the figure is the sum of the cells where they meet."""

    table: int
    rows: tuple[str, ...]
    columns: tuple[str, ...] = TOTAL

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the cells, row by row."""
        return _keys(self.table, self.rows, self.columns)

    def at(self, *columns: str) -> Topic:
        """The same rows in other columns."""
        return replace(self, columns=columns)

    def fits(self, form: Edition) -> bool:
        """Tell whether the form has every one of the cells."""
        return bool(self.rows and self.columns) and all(form.cell(key) is not None for key in self.keys)


@lru_cache(maxsize=1024)
def _keys(table: int, rows: tuple[str, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"t{table}.{row}.{column}" for row, column in product(rows, columns))


def requests(*rows: str, columns: tuple[str, ...] = TOTAL) -> Topic:
    """Rows of table 3."""
    return Topic(3, rows, columns)


def cases(*groups: str, columns: tuple[str, ...] = TOTAL) -> Topic:
    """Groups of table 4."""
    return Topic(4, groups, columns)


# The rows of what became of the applications, without their numbers.
ANSWERS = frozenset(("granted", "partial", "denied", "unable", "refused", "other"))
NEW = requests("new")
TAKEN_UP = requests("new", "carried_in")
PROCESSED = requests("processed")
OTHER = requests("other")
CARRIED_IN = requests("carried_in")
CARRIED_OUT = requests("carried_out")


def is_answer(topic: Topic) -> bool:
    """Tell whether the topic is of what became of the applications."""
    return topic.table == 3 and topic.rows[0].partition(".")[0] in ANSWERS
