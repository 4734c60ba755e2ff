"""A project on disk with an invented organ's figures, and the clerk's hand in its Word file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from drafter.documents import Draft, Report
from drafter.form import edition
from drafter.pipeline import Given, Redrafted, redraft
from drafter.write import docx, markdown, review_docx
from tests.draft.conftest import with_sums

NOTES = """主动公开：
- 公布河道采砂许可结果和水库水位日报。
政府信息管理：
- 修订公开指南，更新了办公地址。
- 清理过期文件目录。
监督保障：
- 办公室每季度通报申请办理进度。
信息处理费：
- 本年度未收取信息处理费。
"""
CELLS = {
    "t3.granted.natural": 5,
    "t3.denied.internal.natural": 2,
    "t3.unable.not_held.commercial": 1,
    "t3.carried_out.natural": 1,
    "t2.penalty.decisions": 12,
    "t2.normative.issued": 3,
    "t2.normative.valid": 20,
}


def figures(**cells: int) -> Report:
    form = edition("2021")
    named = CELLS | {key.replace("__", "."): value for key, value in cells.items()}
    return Report(
        source={"name": "填报.xlsx", "sha256": "0", "format": "json"},
        agency="云溪县水利局",
        year=2024,
        edition="2021",
        figures=with_sums(form, dict(named)),
    )


@dataclass
class Office:
    """A project folder and what the clerk does in it."""

    path: Path
    drawn: int = 0

    def draft(self, given: Given | None = None) -> Redrafted:
        def word(draft: Draft) -> bytes:
            self.drawn += 1
            return docx.write(draft.report)

        return redraft(
            self.path,
            given or Given(),
            word,
            review_docx.write,
            plain=lambda draft: markdown.write(draft.report),
        )

    def start(self, notes: str = NOTES) -> Redrafted:
        return self.draft(Given(figures=figures(), notes=notes))

    def words(self, name: str = "正文.docx") -> str:
        return "\n".join(paragraph.text for paragraph in Document(str(self.path / name)).paragraphs)

    def replace(self, old: str, new: str, name: str = "正文.docx") -> None:
        """Change words as Word does: in the run where they stand, all else as it is."""
        document = Document(str(self.path / name))
        changed = 0
        for paragraph in document.paragraphs:
            if old in paragraph.text:
                text = paragraph.text.replace(old, new)
                for run in paragraph.runs:
                    run.text = ""
                paragraph.runs[0].text = text
                changed += 1
        assert changed == 1, f"{old} stands in {changed} paragraphs"
        document.save(str(self.path / name))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "年度报告")


@pytest.fixture
def given_figures() -> Callable[..., Report]:
    return figures
