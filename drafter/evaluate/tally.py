"""What one document adds to the scores: counts, and every place where labels and review differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from drafter.documents import Frozen


class Difference(StrEnum):
    """How a review differs from its labels; the value is what the user reads."""

    FAILED = "没有读成"
    LOST = "正文缺失"
    MISSED = "没有找到"
    MISBOUND = "指向不同"
    MISREAD = "数值不同"
    MISJUDGED = "结论不同"
    SPURIOUS = "多认"
    UNREPORTED = "漏报问题"
    FALSE_ALARM = "误报"
    CELL = "表格单元"


class Dimension(StrEnum):
    """By what the counts are broken down; the value is what the user reads."""

    KIND = "种类"
    TABLE = "所指的表"
    VERDICT = "结论"
    RULE = "规则"
    FINDING = "问题类型"


class Deviation(Frozen):
    """One difference: where, what the labels have and what the review gives. `place` marks the words with ⟦⟧."""

    document: str
    what: Difference
    place: str
    expected: str
    given: str


@dataclass
class Tally:
    """Counts by name, counts by (dimension, class, measure), and the differences in the order of the text."""

    counts: Counter[str] = field(default_factory=Counter)
    classes: Counter[tuple[Dimension, str, str]] = field(default_factory=Counter)
    deviations: list[Deviation] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Take in what another document adds."""
        self.counts.update(other.counts)
        self.classes.update(other.classes)
        self.deviations += other.deviations
