"""The signature at the end of a report: the organ's name and the day, each on a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

LINES = 8  # from the end; further up stands the text
DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "0123456789000123456789")
_NUMERAL = "0-9０-９〇○零一二三四五六七八九十"
DATE = re.compile(
    rf"(?P<year>[{_NUMERAL}]{{4}})\s*年\s*(?P<month>[{_NUMERAL}]{{1,2}})\s*月\s*(?P<day>[{_NUMERAL}]{{1,3}})\s*日"
)
NAME = re.compile(r"[一-鿿（）()、 　]{2,40}?(?:(?:人民)?政府|办公室|中心|街道|公司|[局厅会委院署社站队镇乡司部所处])")


@dataclass(frozen=True, slots=True)
class Signature:
    """Offsets are 0-based, end exclusive; `name` is "" where only the day is signed; the day is (year, month, day)."""

    name: str
    start: int
    end: int
    day: tuple[int, int, int]
    day_start: int
    day_end: int


def signature(text: str) -> Signature | None:
    """The signature of a report, or None where its last lines hold no line that is a day and nothing else."""
    place = len(text)
    lines: list[tuple[int, str]] = []
    for line in reversed(text.split("\n")):
        place -= len(line)
        if line.strip():
            lines.append((place, line))
        place -= 1
        if len(lines) == LINES:
            break
    for at, (start, line) in enumerate(lines):
        match = DATE.search(line)
        if match is None or line[match.end() :].strip():
            continue
        return _signature(start, line, match, lines[at + 1] if at + 1 < len(lines) else None)
    return None


def _signature(start: int, line: str, match: re.Match[str], above: tuple[int, str] | None) -> Signature | None:
    """The signature of a line that ends with a day: the name stands before it or in the line above."""
    day = (_number(match["year"]), _number(match["month"]), _number(match["day"]))
    where, name = (start, line[: match.start()]) if line[: match.start()].strip() else above or (start, "")
    left = len(name) - len(name.lstrip())
    called = name.strip()
    if not NAME.fullmatch(called):
        if line[: match.start()].strip():
            return None
        called = ""
    begin = where + left
    year, month, number = day
    return Signature(
        called, begin, begin + len(called), (year, month, number), start + match.start(), start + match.end()
    )


def _number(text: str) -> int:
    """A year, month or day in Arabic or Chinese numerals (二十一, 2024, 二〇二五)."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(tens.translate(DIGITS) or 1) * 10 + int(ones.translate(DIGITS) or 0)
    return int(text.translate(DIGITS))
