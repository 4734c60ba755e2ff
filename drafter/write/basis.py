"""What every sentence of a draft rests on, in the words of whoever has to answer for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafter.documents import Draft, Fallen, Report, Sentence
from drafter.write.layout import amount_text
from drafter.write.words import row_name

ORIGIN: Mapping[str, str] = {
    "form": "固定写法",
    "composer": "表格生成",
    "notes": "素材",
    "model": "模型",
    "writer": "您改的",
    "placeholder": "待补充",
}
INSTEAD = {"composer": "改用表格生成的写法", "dropped": "没有写入"}
_NUMERALS = "〇一二三四"
_LAST_YEAR = "prev."
# Columns that say nothing beside their row.
_PLAIN_COLUMNS = ("总计", "本年处理决定数量", "本年收费金额（单位：万元）")
_BLANK = "空白"


@dataclass(frozen=True, slots=True)
class Basis:
    """What one sentence rests on.

    `number` counts all sentences of the draft from 1. `origin` is Chinese. `cells`: rows of the form with what they
    hold, each row once. `notes`: numbers with words. `passages`: ids with the report they come from ("" if not known).
    """

    number: int
    sentence: Sentence
    is_heading: bool
    origin: str
    cells: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    passages: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The basis line by line, as a comment on the sentence says it."""
        told = [f"第{self.number}句，{self.origin}"]
        told += [f"{row}：{amounts}" for row, amounts in self.cells]
        told += [f"素材第{number}条：{words}" for number, words in self.notes]
        return (*told, *self.borrowed)

    @property
    def borrowed(self) -> tuple[str, ...]:
        """The passages of the library that its wording was grounded in."""
        return tuple(f"借鉴 {key}{f'（{report}）' if report else ''}" for key, report in self.passages)


def bases(draft: Draft) -> tuple[Basis, ...]:
    """What each sentence of `draft` rests on, in order."""
    heads = {section.start for section in draft.report.sections}
    return tuple(
        Basis(
            number,
            sentence,
            sentence.key.startswith("heading:") or (sentence.start in heads and _whole(draft.report, sentence)),
            ORIGIN[sentence.origin],
            _rows(draft.report, sentence.refs),
            tuple((n, draft.notes[n - 1] if n <= len(draft.notes) else "") for n in sentence.notes),
            tuple((key, draft.record.get(f"passage.{key}", "")) for key in sentence.passages),
        )
        for number, sentence in enumerate(draft.sentences, 1)
    )


def fallen_line(fallen: Fallen) -> str:
    """A sentence of a model that was not taken, and why."""
    return f"模型写的“{fallen.text}”没有采用：{'；'.join(fallen.reasons)}。{INSTEAD[fallen.instead]}。"


def _rows(report: Report, refs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The cells by their rows: 表三“一、本年新收政府信息公开申请数量” with 自然人372、总计420.

    Of a row of which only the total is told, the amount alone; a supplementary figure is a row of its own.
    """
    ledger = report.ledger(report.last_years_report())
    rows: dict[str, list[tuple[str, str]]] = {}
    for ref in refs:
        cell = ledger.edition.cell(ref.removeprefix(_LAST_YEAR))
        if cell is None:
            extra = next((f for f in report.supplementary if f"sup.{f.name}" == ref), None)
            amount = f"{amount_text(extra.value)}{extra.unit}" if extra else _BLANK
            rows.setdefault(f"补充数据“{ref.removeprefix('sup.')}”", []).append(("", amount))
            continue
        whose = "上年" if ref.startswith(_LAST_YEAR) else ""
        row = f"{whose}表{_NUMERALS[cell.table]}{row_name(cell)}"
        value = ledger.amount(ref)
        held = _BLANK if value is None else f"{amount_text(value)}{cell.column.unit}"
        rows.setdefault(row, []).append((cell.column.label, held))
    return tuple((row, _amounts(told)) for row, told in rows.items())


def _amounts(told: Sequence[tuple[str, str]]) -> str:
    if len(told) == 1 and (told[0][0] in _PLAIN_COLUMNS or not told[0][0]):
        return told[0][1]
    return "、".join(f"{column}{amount}" for column, amount in told)


def _whole(report: Report, sentence: Sentence) -> bool:
    """Whether a sentence is a line of its own."""
    return report.text[sentence.end : sentence.end + 1] in ("", "\n")
