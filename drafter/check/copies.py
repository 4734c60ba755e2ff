"""Paragraphs taken over from another report word for word, its numbers and years aside.

The other report is last year's of the same organ, or any other organ's; the comparison is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SHORTEST = 36  # characters of own wording that a paragraph must have taken over; less may well be said alike twice
LONG_ENOUGH = 8  # characters of a sentence that tells something
MOSTLY = 0.85  # of a paragraph's own wording
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_NUMERAL = r"[\d零〇一二两三四五六七八九十百千万亿]"
# A number with its year, unit or percent sign: what changes from year to year in a sentence that stays.
NUMBER = re.compile(rf"{_NUMERAL}+(?:[.．,，]\d+)*(?:余|多)?(?:年度?|%|％)?")
MARKS = re.compile(r"[\s，,、：:；;。.！!？?“”\"'‘’（）()《》〈〉\[\]【】〔〕·—–-]")
# Sentences that every report has, in much the same words: they are nobody's own.
FORMULA = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]"
    r"|(?:根据|依据|按照|依照|遵照)[^。]{0,60}(?:条例|办法|规定|要求|通知|格式)[^。]{0,40}(?:编制|制定|制作|撰写|公布|报告)"
    r"|统计(?:期限|时限|时段|时间|周期|范围)|所列数据|(?:六|6|五|5)个?(?:个)?部分|总体情况.{0,60}其他需要报告"
    r"|(?:下载|查阅|登录|访问).{0,40}(?:网站|门户|电子版|网址)|电子版|(?:联系|咨询|邮政|办公)(?:电话|地址|方式|人|时间)|邮编|传真|https?:|www\."
    r"|处理费|收费通知|其他(?:需要|需)?报告(?:的)?事项|需要报告的|现(?:将|予以)?公布|现将|附表|见下表|如下表?[：:]?$"
    r"|^(?:[一二三四五六七八九十]+[是、]|同时|此外)?(?:存在的?)?(?:主要)?(?:问题|不足|改进(?:措施|情况|方向))(?:如下|有|是|主要)?[：:]?$"
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A stretch of whole paragraphs taken over: 0-based offsets, and how many characters of own wording it has."""

    start: int
    end: int
    size: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    own: int
    taken: int

    @property
    def is_copied(self) -> bool:
        return self.taken >= SHORTEST and self.taken >= MOSTLY * self.own

    @property
    def is_idle(self) -> bool:
        """Whether the paragraph has no wording of its own, such as a heading between two that were taken over."""
        return self.own == 0


def copies(text: str, other: str, spans: Sequence[tuple[int, int]], told: Sequence[tuple[int, int]]) -> Iterator[Copy]:
    """Yield the paragraphs inside `spans` of `text` that stand in `other` as well, neighbours as one.

    `told` are the stretches of `text` that state figures of the official tables, in order: a sentence with one of them
    is customary in its wording and new in what it says.
    """
    known = {shape for sentence in SENTENCE.finditer(other) if (shape := _shape(sentence[0]))}
    for start, end in spans:
        run: list[_Paragraph] = []
        for paragraph in (*_paragraphs(text, start, end, known, told), None):
            if paragraph is not None and (paragraph.is_copied or (run and paragraph.is_idle)):
                run.append(paragraph)
                continue
            while run and run[-1].is_idle:
                run.pop()
            if run:
                yield Copy(run[0].start, run[-1].end, sum(p.taken for p in run))
            run = []


def _paragraphs(
    text: str, start: int, end: int, known: set[str], told: Sequence[tuple[int, int]]
) -> Iterator[_Paragraph]:
    for line in re.finditer(r"[^\n]+", text[start:end]):
        own = taken = 0
        for sentence in SENTENCE.finditer(line[0]):
            place = start + line.start() + sentence.start()
            shape = _shape(sentence[0])
            if not shape or any(place <= s < place + len(sentence[0]) for s, _ in told):
                continue
            own += len(shape)
            taken += len(shape) if shape in known else 0
        left = len(line[0]) - len(line[0].lstrip())
        yield _Paragraph(start + line.start() + left, start + line.start() + len(line[0].rstrip()), own, taken)


def _shape(sentence: str) -> str:
    """The wording of a sentence without numbers, marks and white space; "" for a formula or a few words."""
    said = "".join(sentence.split())
    if FORMULA.search(said):
        return ""
    shape = MARKS.sub("", NUMBER.sub("#", said))
    return shape if len(shape) >= LONG_ENOUGH else ""
