"""Whose report of which year: from the title, else from the preamble, the signature and the dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_YEAR = r"(?:20\d\d|二[〇○零ΟO0][一二三四五六七八九〇○零]{2})"
_REPORT = re.compile(r"(?:信息|政务)公开.{0,14}报告")
_TITLE_END = re.compile(r"报告(?:[（(][^（）()]{2,12}[）)])?$")
_TITLE_FIRST = re.compile(rf"(?P<agency>.*?)(?:关于)?(?P<year>{_YEAR})年?度?(?P<after>.*)")
_SUBJECT = re.compile(r"(?:的)?(?:关于)?(?:政府信息公开|政务公开|信息公开|政府信息).*")
_PERIOD = re.compile(rf"({_YEAR})年?1月1日")
_SIGNED = re.compile(rf"(?P<agency>.{{3,40}}?)?(?P<year>{_YEAR})年\d{{1,2}}月\d{{1,2}}日")
_ORGAN = re.compile(
    r".{2,36}(?:政府|局|委员会|委|办公室|厅|办|街道|镇|乡|管委会|中心|院|队|所|部|社|会|区|县|市|省|旗|州)"
)
_CHINESE_DIGITS = str.maketrans("〇○零ΟO一二三四五六七八九", "00000123456789")
# Not the year the report speaks of: numbers of documents (〔2021〕30号), titles (《2021年…》), years to and from which
# work is carried over, the year compared with.
_SPOKEN = re.compile(rf"(?<![〔（(《\d转轉至到比较与跟])({_YEAR})\s?年(?!度?(?:结转|转入|同期|(?:部门)?决算))")
# Not one of several papers posted: 公开2023年政府信息公开工作年度报告、2024年工作计划; …年度报告1篇.
_THIS_REPORT = re.compile(
    rf"(?<![《\d])({_YEAR})年度?(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:年度)?(?:报告|年报)(?![、和及等\d])"
)
_NOTE = re.compile(r"[（(【\[][^（()）\[\]【】]{0,12}[）)】\]]$")
_LONGEST_TITLE = 60
# Pages show date, source and font size above the title, hardly more.
_TITLE_LINES = 12


@dataclass(frozen=True, slots=True)
class Identity:
    """The agency and the report year, None where the document does not say.

    `in_text`: the title stands in the text. `assumed`: the year is only the one the text speaks of most.
    """

    agency: str | None
    year: int | None
    in_text: bool = False
    assumed: bool = False


def identify(lines: Sequence[str], page_title: str = "") -> Identity:
    """Find agency and year. `lines` are the paragraphs of the narrative in order, `page_title` a fall-back."""
    in_text = _title(lines)
    squeezed = "".join(page_title.split())
    agency, year = _from_title(in_text or (squeezed if _REPORT.search(squeezed) else ""))
    stated = year or _stated(lines, _THIS_REPORT) or _stated(lines, _PERIOD) or _signed_year(lines)
    spoken = stated or _most_spoken_of(lines)
    return Identity(agency or _signature(lines), spoken, bool(in_text), stated is None and spoken is not None)


def _title(lines: Sequence[str]) -> str:
    """The first line, or two short lines together, that read like the title of a report; without white space."""
    squeezed = ["".join(line.split()) for line in lines[:_TITLE_LINES]]
    pairs = [one + other for one, other in pairwise(squeezed)]
    for i, line in enumerate(squeezed):
        if is_title(line):
            anonymous = i > 0 and _from_title(line)[0] is None and _ORGAN.fullmatch(squeezed[i - 1])
            return pairs[i - 1] if anonymous else line
    return next(filter(is_title, pairs), "")


def is_title(line: str) -> bool:
    """Tell whether a line reads like the title of a report."""
    bare = _NOTE.sub("", "".join(line.split()))
    return len(bare) <= _LONGEST_TITLE and bare.endswith("报告") and bool(_REPORT.search(bare))


def is_organ(line: str) -> bool:
    """Tell whether a line is nothing but what may be the name of an organ."""
    return _ORGAN.fullmatch("".join(line.split())) is not None


def _from_title(title: str) -> tuple[str | None, int | None]:
    match = _TITLE_FIRST.match(title)
    if match is None:
        return _organ(_SUBJECT.sub("", title)), None
    before = _SUBJECT.sub("", match["agency"])
    agency = before or _SUBJECT.sub("", match["after"])
    return _organ(agency), number_of_year(match["year"])


def _organ(text: str) -> str | None:
    """`text` as the name of an organ, or None where nothing is left of it."""
    name = text.strip("《》“”\"'（）()【】：:、,，-—_ ")
    if name.endswith("人民") or name.endswith("县人民"):
        name += "政府"
    return name or None


def number_of_year(text: str) -> int:
    """The year of `2024` or `二〇二四`."""
    return int(text.translate(_CHINESE_DIGITS).replace("二", "2"))


def _stated(lines: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    """The year in the first place where the text, its white space aside, says what `pattern` asks for."""
    matches = (pattern.search("".join(line.split())) for line in lines)
    return next((number_of_year(match[1]) for match in matches if match), None)


def _signature(lines: Sequence[str]) -> str | None:
    """The organ that signs at the end: on the line of the date or on the line before it."""
    tail = ["".join(line.split()) for line in lines[-3:]]
    for i, line in enumerate(tail):
        match = _SIGNED.fullmatch(line)
        if match is None:
            continue
        name = match["agency"] or (tail[i - 1] if i else "")
        return name if _ORGAN.fullmatch(name) else None
    return None


def _signed_year(lines: Sequence[str]) -> int | None:
    """The year before the date of the signature."""
    for line in lines[-3:]:
        match = _SIGNED.fullmatch("".join(line.split()))
        if match:
            return number_of_year(match["year"]) - 1
    return None


def _most_spoken_of(lines: Sequence[str]) -> int | None:
    """The year that the text names most often; of two named equally often the later."""
    years = Counter(number_of_year(year) for line in lines for year in _SPOKEN.findall(line))
    return max(years, key=lambda year: (years[year], year), default=None)
