"""Every number of a draft and what it rests on: the tables, a supplementary figure, a note, or nothing.

Numbers are found by their looks, in any script; what the tables say of them is read by the checker from the finished
text, as a reader would. A number that nobody supplied is unaccounted, however well it reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from drafter.documents import Draft, Mention, Sentence, Verdict
from drafter.evaluate.drafts.backing import Backing, clause_at, han_pairs, plain_digits, sentence_at
from drafter.evaluate.drafts.slots import slotted_figures

_UNIT = "件次条篇份个项场期人名家起宗元户处所册天级类种批轮位门间座台套辆亩米吨公里科股员号倍成番％%"
_HAN_DIGITS = "〇零一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_ARABIC = re.compile(r"\d+(?:\.\d+)?(?:[万亿千百])?")
_SPELT = re.compile(
    rf"百分之[{_HAN_DIGITS}点]+|千分之[{_HAN_DIGITS}]+|[{_HAN_DIGITS}]+分之[{_HAN_DIGITS}]+"
    rf"|[{_HAN_DIGITS}数几上近]*[{_HAN_DIGITS}]+[余多]?(?=[{_UNIT}])"
    r"|过半|半数|一半|大半|翻番|翻了?[一两]番|成倍|数[十百千万]|上[百千万]|近[百千万]|[十百千万]余"
)
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)|(?:^|(?<=[。；：]))[一二三四五六七八九十]{1,2}是",
    re.MULTILINE,
)
_UNIT_WIDTH = 2


class Ground(StrEnum):
    """What a number rests on."""

    TABLE = "表格"
    SLOT = "数字位"
    NOTE = "素材"
    EXTRA = "补充数据"
    FORM = "固定文字"
    WRONG = "与表格不符"
    NONE = "没有出处"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text with what it rests on; offsets are 0-based code points."""

    start: int
    end: int
    text: str
    ground: Ground


def numbers(draft: Draft, mentions: Sequence[Mention], backing: Backing) -> tuple[Number, ...]:
    """Every number of the draft in order, with what it rests on; `mentions`: the finished text read by the checker."""
    judge = _Judge(draft, mentions, backing)
    return tuple(
        Number(start, end, words, judge.ground(start, end, words)) for start, end, words in spotted(draft.report.text)
    )


def spotted(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and words of everything that looks like a number, list marks and headings' numerals left out."""
    plain = plain_digits(text)
    marks = _matches(_MARK, plain)
    found = sorted([*_matches(_ARABIC, plain), *_matches(_SPELT, plain), *_signs(text)])
    reached = 0
    for start, end in found:
        if start >= reached and not any(first <= start < last for first, last in marks):
            yield start, end, plain[start:end]
            reached = end


class _Judge:
    def __init__(self, draft: Draft, mentions: Sequence[Mention], backing: Backing) -> None:
        self._text = plain_digits(draft.report.text)
        self._sentences = draft.sentences
        self._mentions = [m for m in mentions if m.refs and m.verdict is not Verdict.EXEMPT]
        self._backing = backing
        self._slots = slotted_figures(draft, backing)
        self._set = self._set_words(draft)

    def ground(self, start: int, end: int, words: str) -> Ground:
        """What one number rests on; that it is against the tables weighs more than that a note has it."""
        over = [m for m in self._mentions if m.start < end and start < m.end and m.kind in ("figure", "claim")]
        if any(m.verdict is Verdict.CONTRADICTED for m in over):
            return Ground.WRONG
        if self._is_set(start, end):
            return Ground.FORM
        if any(m.verdict is Verdict.MATCHED and any(not ref.startswith("sup.") for ref in m.refs) for m in over):
            return Ground.TABLE
        slot = next((s for s in self._slots if s.start <= start and end <= s.end), None)
        if slot and not slot.right:
            return Ground.WRONG
        if slot and (self._of_composer(start) or clause_at(self._text, start, end) in self._backing.composed):
            return Ground.SLOT
        if self._in_notes(start, end, words):
            return Ground.NOTE
        return Ground.EXTRA if self._is_extra(start, end, words) else Ground.NONE

    def _set_words(self, draft: Draft) -> re.Pattern[str]:
        year = draft.report.year or 0
        period = rf"{year}年(?:1月1日|12月31日)|(?<!\d){year}年(?!\d)|(?<!\d){year - 1}年(?=年?末|相比|的)"
        source = "|".join(re.escape(plain_digits(source)) for source in self._backing.sources)
        return re.compile(rf"{period}|{source}|第五十条|第二十条|六个?部分|12345")

    def _is_set(self, start: int, end: int) -> bool:
        """Whether a number is part of the period, of the 文号 of the form, or of a set phrase (三类内部事务信息)."""
        if any(m.start() <= start and end <= m.end() for m in self._set.finditer(self._text)):
            return True
        if self._text[start:end].isascii():
            return False
        around = self._text[max(0, start - 1) : end + 3]
        return around in self._backing.words

    def _of_composer(self, start: int) -> bool:
        sentence = _sentence(self._sentences, start)
        return sentence is not None and sentence.origin in ("composer", "form")

    def _in_notes(self, start: int, end: int, words: str) -> bool:
        """Whether a note has this number with this unit in a clause that shares words with the one it stands in."""
        given = self._backing.given
        unit = _unit(self._text[end : end + _UNIT_WIDTH])
        own = _kin(sentence_at(self._text, start, end), words)
        for found in re.finditer(rf"(?<![\d.]){re.escape(words)}(?![\d.]*\d){re.escape(unit)}", given):
            there = _kin(sentence_at(given, found.start(), found.end()), words)
            if own & there or not there:
                return True
        return False

    def _is_extra(self, start: int, end: int, words: str) -> bool:
        """Whether a supplementary figure has this value and unit and shares words with the clause it stands in."""
        clause = clause_at(self._text, start, end)
        sentence = sentence_at(self._text, start, end)
        behind = self._text[end:]
        for extra in self._backing.report.supplementary:
            same = f"{words}{behind}".startswith(f"{_plain(extra.value)}{extra.unit}")
            if same and set(han_pairs(extra.name)) & {*han_pairs(clause), *han_pairs(sentence)}:
                return True
        return False


def _sentence(sentences: Sequence[Sentence], at: int) -> Sentence | None:
    return next((s for s in sentences if s.start <= at < s.end), None)


def _plain(value: Decimal) -> str:
    """An amount without trailing zeros behind its point."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def _unit(behind: str) -> str:
    """The first character behind a number where it is a unit, else nothing."""
    return behind[:1] if behind[:1] in _UNIT or behind[:1] in "年月日" else ""


def _kin(clause: str, words: str) -> set[str]:
    return set(han_pairs(clause.replace(words, "#")))


def _matches(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of numerals that are neither decimal digits nor Chinese: ½, Ⅳ, ㈤."""
    for index, character in enumerate(text):
        numeric = unicodedata.numeric(character, None)
        if numeric is not None and unicodedata.digit(character, None) is None and not "㐀" <= character <= "鿿":
            yield index, index + 1
