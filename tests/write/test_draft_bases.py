"""What a draft's sentences rest on: in the terminal, in Word comments, beside the text of a page."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import docx
import pytest
from lxml import etree

from drafter.documents import Draft, ExtraFigure, Fallen, Report, Sentence
from drafter.form import edition
from drafter.read import read
from drafter.read.document import Paragraph
from drafter.read.sections import text_and_sections
from drafter.write import draft_docx, draft_html, explanation
from drafter.write.basis import bases

LINES = (
    ("heading:0", "form", "云溪县水利局2024年政府信息公开工作年度报告"),
    ("heading:1", "form", "一、总体情况"),
    ("heading:1.2", "form", "（二）依申请公开"),
    ("requests.some", "composer", "全年收到政府信息公开申请9件。"),
    ("extras.deeds", "model", "发布政策解读6条，比上年多。"),
    ("", "writer", "申请主要涉及河道划界<一>&“二”。"),
    ("heading:1.5", "form", "（五）监督保障"),
    ("note:1", "notes", "组织业务培训2次。"),
    ("gap:1.5", "placeholder", "【待补充：工作考核情况】"),
)
REFS: dict[str, tuple[str, ...]] = {
    "requests.some": ("t3.new.natural", "t3.new.total", "prev.t3.new.total"),
    "extras.deeds": ("sup.发布政策解读",),
}
PARAGRAPHS = ((0,), (1,), (2,), (3, 4, 5), (6,), (7, 8))


@pytest.fixture
def draft() -> Draft:
    lines = ["".join(LINES[i][2] for i in paragraph) for paragraph in PARAGRAPHS]
    text, sections = text_and_sections([Paragraph(line, "") for line in lines])
    cells: dict[str, int | Decimal | None] = dict.fromkeys(edition("2021").printed, 0)
    cells |= {"t3.new.natural": 9, "t3.new.total": 9}
    report = Report(
        source={"name": "draft", "sha256": "0", "format": "draft"},
        agency="云溪县水利局",
        year=2024,
        edition="2021",
        text=text,
        sections=sections,
        figures=cells,
        last_year={"t3.new.total": 7},
        supplementary=(ExtraFigure(name="发布政策解读", value=Decimal(6), unit="条", source="台账"),),
    )
    sentences = []
    at = 0
    for key, origin, words in LINES:
        start = text.index(words, at)
        at = start + len(words)
        sentences.append(
            Sentence(
                start=start,
                end=at,
                text=words,
                section="1.2",
                key=key,
                origin=origin,
                refs=REFS.get(key, ()),
                notes=(1,) if key == "note:1" else (2,) if key == "extras.deeds" else (),
                passages=("abc:3",) if key == "extras.deeds" else (),
            )
        )
    return Draft(
        report=report,
        sentences=tuple(sentences),
        notes=("组织业务培训2次。", "解读政策6条。"),
        fallen=(Fallen(section="1.2", text="获省级表彰。", reasons=("没有依据",), instead="dropped"),),
        record={"passage.abc:3": "北洲市水利局2023年"},
    )


def test_cells_have_their_names_and_amounts_last_years_too(draft: Draft) -> None:
    told = next(basis for basis in bases(draft) if basis.sentence.key == "requests.some")
    assert told.number == 4
    assert told.cells == (
        ("表三“一、本年新收政府信息公开申请数量”", "自然人9件、总计9件"),
        ("上年表三“一、本年新收政府信息公开申请数量”", "7件"),
    )


def test_the_terminal_shows_numbers_origins_notes_and_passages(draft: Draft) -> None:
    text = explanation.write(draft)
    lines = text.splitlines()
    assert "   4  全年收到政府信息公开申请9件。" in lines
    assert "      └ 您改的" in lines
    assert "      └ 素材｜第1条" in lines
    joined = "".join(text.split())
    assert "模型｜补充数据“发布政策解读”6条｜第2条：解读政策6条｜借鉴abc:3（北洲市水利局2023年）" in joined
    assert "模型写的“获省级表彰。”没有采用：没有依据。没有写入。" in joined


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_of_the_terminal_is_too_wide_nor_begins_with_a_closing_mark(draft: Draft, width: int) -> None:
    for line in explanation.write(draft, width).splitlines():
        assert sum(1 if letter.isascii() else 2 for letter in line) <= width
        assert line.strip()[:1] not in tuple("，。、；：”）")


def test_word_carries_one_comment_a_sentence_on_its_very_words(draft: Draft) -> None:
    data = draft_docx.write(draft)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        comments = etree.fromstring(archive.read("word/comments.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    said = {c.get(f"{w}id"): "".join(t.text or "" for t in c.iter(f"{w}t")) for c in comments}
    covered: dict[str, str] = {}
    for paragraph in document.iter(f"{w}p"):
        opened: set[str] = set()
        for element in paragraph.iter():
            if element.tag == f"{w}commentRangeStart":
                opened.add(str(element.get(f"{w}id")))
            elif element.tag == f"{w}commentRangeEnd":
                opened.discard(str(element.get(f"{w}id")))
            elif element.tag == f"{w}t":
                for number in opened:
                    covered[number] = covered.get(number, "") + (element.text or "")
    told = {words: said[number] for number, words in covered.items() if words}
    assert set(told) == {words for key, _, words in LINES if not key.startswith("heading:")}
    assert "表三“一、本年新收政府信息公开申请数量”：自然人9件、总计9件" in told["全年收到政府信息公开申请9件。"]
    assert "借鉴 abc:3（北洲市水利局2023年）" in told["发布政策解读6条，比上年多。"]
    assert any("获省级表彰" in words for words in said.values())


def test_the_commented_file_opens_and_reads_as_the_plain_one(draft: Draft) -> None:
    data = draft_docx.write(draft)
    assert read(data, "稿.docx").text == draft.report.text
    assert docx.Document(io.BytesIO(data)).paragraphs
    assert draft_docx.write(draft) == data


def test_the_page_has_every_sentence_once_with_its_note_beside_it(draft: Draft) -> None:
    page = draft_html.write(draft).decode()
    for number, (key, _, _) in enumerate(LINES, 1):
        times = 0 if key.startswith("heading:") else 1
        assert page.count(f'id="s{number}"') == times
        assert page.count(f'id="n{number}"') == times
    assert "申请主要涉及河道划界&lt;一&gt;&amp;“二”。" in page
    assert "自然人9件、总计9件" in page
    assert "第1条：组织业务培训2次。" in page
    assert "获省级表彰" in page
    assert draft_html.write(draft).decode() == page


def test_the_page_asks_for_nothing_outside_itself(draft: Draft) -> None:
    page = draft_html.write(draft).decode()
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|<script", page)
    assert "@media print" in page
