"""Reports set on pages in many ways: every cell and every character comes back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from drafter.documents import Report, Source
from drafter.form import Amount, Edition
from drafter.read.document import Document, Grid
from drafter.read.positions import Page, Rule, Word
from drafter.read.printed import lay_out
from drafter.read.reading import report_of
from drafter.read.typeset import CellText, cell_text

SENTENCE = "本局全年印发水利文件17件，公开河道整治信息240条，组织培训3次，参加人员96人次，办理群众来信12件。"


def paragraphs_of(form: Edition, length: int = 3) -> list[str]:
    """A report in our own words, long enough for several pages."""
    paragraphs = [
        "云岭县水利局2023年政府信息公开工作年度报告",
        "本报告依照条例第五十条编制，统计期限为2023年1月1日至2023年12月31日。",
    ]
    for number, title in enumerate(form.sections, 1):
        paragraphs.append(f"{'一二三四五六'[number - 1]}、{title}")
        if number in (1, 5, 6):
            paragraphs += [f"第{i}项工作。" + SENTENCE * i for i in range(1, length + 1)]
    return paragraphs


def read_back(pages: Sequence[Page]) -> Report:
    layout = lay_out(pages)
    source = Source(name="甲.pdf", sha256="", format="pdf")
    return report_of(Document(layout.blocks, "", layout.notices), source)


def assert_same(report: Report, paragraphs: Sequence[str], figures: dict[str, Amount | None]) -> None:
    assert report.figures == figures
    assert report.text == "\n".join(paragraphs)
    assert report.agency == "云岭县水利局"
    assert report.year == 2023
    assert [section.id for section in report.sections] == ["0", "1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("length", range(1, 9))
def test_tables_split_wherever_the_page_ends(shop: Any, forms: Any, form: Edition, unique: Any, length: int) -> None:
    paragraphs = paragraphs_of(form, length)
    pages = shop.report(shop.press(), paragraphs, forms.drawn(form, unique))
    assert_same(read_back(pages), paragraphs, unique)


@pytest.mark.parametrize(
    "footer",
    [
        lambda n, m: f"— {n} —",
        lambda n, m: f"-{n}-",
        lambda n, m: f"第 {n} 页 共 {m} 页",
        lambda n, m: f"{n}/{m}",
        lambda n, m: str(n),
        lambda n, m: f"云岭县水利局    第{n}页",
    ],
)
def test_page_numbers_and_running_heads_stay_out_of_sentences(
    shop: Any, forms: Any, form: Edition, unique: Any, footer: Any
) -> None:
    paragraphs = paragraphs_of(form, 6)
    press = shop.press(footer=footer, header="云岭县水利局信息公开年报")
    assert_same(read_back(shop.report(press, paragraphs, forms.drawn(form, unique))), paragraphs, unique)


def test_a_head_printed_again_is_one_head(shop: Any, forms: Any, form: Edition, unique: Any) -> None:
    paragraphs = paragraphs_of(form, 4)
    pages = shop.report(shop.press(repeat_head=True), paragraphs, forms.drawn(form, unique))
    report = read_back(pages)
    assert_same(report, paragraphs, unique)
    grids = [block for block in lay_out(pages).blocks if isinstance(block, Grid)]
    assert [grid.height for grid in grids] == [len(drawn) for drawn in forms.drawn(form, unique).values()]


def test_pages_on_their_side(shop: Any, forms: Any, form: Edition, unique: Any) -> None:
    paragraphs = paragraphs_of(form)
    pages = [
        shop.sideways(page)
        for page in shop.report(shop.press(size=(842.0, 595.0)), paragraphs, forms.drawn(form, unique))
    ]
    assert_same(read_back(pages), paragraphs, unique)


def test_two_columns_are_read_one_after_the_other(shop: Any) -> None:
    press = shop.press(columns=2)
    press.title("云岭县水利局2023年政府信息公开工作年度报告")
    texts = [f"第{i}项工作。" + SENTENCE * 3 for i in range(1, 12)]
    for text in texts:
        press.paragraph(text, 12.0)
    assert read_back(press.pages()).text.split("\n")[1:] == texts


def test_bold_print_by_overprinting_is_read_once(shop: Any, forms: Any, form: Edition, unique: Any) -> None:
    paragraphs = paragraphs_of(form)
    pages = shop.report(shop.press(), paragraphs, forms.drawn(form, unique))
    bold = [
        Page(p.number, p.width, p.height, tuple(w for word in p.words for w in (word, _shifted(word))), p.rules)
        for p in pages
    ]
    assert_same(read_back(bold), paragraphs, unique)


def _shifted(word: Word) -> Word:
    return Word(word.text, word.x0 + 0.4, word.top, word.x1 + 0.4, word.bottom)


def test_a_row_cut_by_the_page_break_is_one_row(shop: Any) -> None:
    spaced = shop.spaced
    edges = (72.0, 232.0, 332.0, 432.0, 532.0)

    def ruled(top: float, heights: Sequence[float]) -> list[Rule]:
        ys = [top]
        for height in heights:
            ys.append(ys[-1] + height)
        return [Rule(72, y, 532, y) for y in ys] + [Rule(x, top, x, ys[-1]) for x in edges]

    def row(texts: Sequence[str], top: float) -> list[Word]:
        return [w for text, x in zip(texts, edges, strict=False) for w in spaced(text, x + 4, top, 10.0)]

    first = [
        *row(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], 700),
        *row(["规章", "1", "2", "3"], 720),
        *row(["行政规范", "", "", ""], 740),
    ]
    second = row(["性文件", "4", "5", "6"], 72)
    pages = [
        Page(1, 595, 842, (*spaced("第二十条第（一）项", 72, 680, 10.0), *first), tuple(ruled(696, [20, 20, 20]))),
        Page(2, 595, 842, tuple(second), tuple(ruled(68, [20]))),
    ]
    figures = read_back(pages).figures
    assert figures["t2.normative.issued"] == 4
    assert figures["t2.normative.valid"] == 6
    assert figures["t2.rules.valid"] == 3


def test_two_figures_in_a_cell_are_not_one(shop: Any) -> None:
    words = [*shop.spaced("128", 80, 100, 10.0), *shop.spaced("7", 80, 114, 10.0)]
    assert cell_text(words, 76, 140) == CellText("128\n7")


def test_a_figure_cut_for_want_of_room_is_one_and_said_so(shop: Any) -> None:
    words = [*shop.spaced("3985", 80, 100, 10.0), *shop.spaced("758", 82, 114, 10.0)]
    assert cell_text(words, 76, 106) == CellText("3985758", mended=True)


def test_text_across_the_page_is_named_and_left_out(shop: Any) -> None:
    press = shop.press()
    press.paragraph(SENTENCE * 3)
    page = press.pages()[0]
    mark = tuple(Word(c, 560, 300 + 20 * i, 572, 312 + 20 * i, 1) for i, c in enumerate("内部资料"))
    layout = lay_out([Page(1, page.width, page.height, (*page.words, *mark))])
    assert [block.text for block in layout.blocks if not isinstance(block, Grid)] == [SENTENCE * 3]
    assert any("内部资料" in notice.message for notice in layout.notices)


def test_radicals_and_spaces_between_characters_are_read_as_the_text_they_show(shop: Any) -> None:
    words = shop.spaced("云岭县⽔利局⾃⾏印发⽂件２０件", 72, 100, 16.0)
    assert [b.text for b in lay_out([Page(1, 595, 842, tuple(words))]).blocks if not isinstance(b, Grid)] == [
        "云岭县水利局自行印发文件２０件"
    ]


def without_rules(pages: Sequence[Page]) -> list[Page]:
    return [Page(page.number, page.width, page.height, page.words) for page in pages]


def test_tables_without_rules(shop: Any, forms: Any, form: Edition, unique: Any) -> None:
    paragraphs = paragraphs_of(form)
    pages = shop.report(shop.press(), paragraphs, forms.drawn(form, unique))
    assert_same(read_back(without_rules(pages)), paragraphs, unique)


@pytest.mark.parametrize("seed", range(8))
def test_blanks_in_tables_without_rules_are_never_taken_for_their_neighbours(
    shop: Any, forms: Any, form: Edition, unique: Any, seed: int
) -> None:
    chance = random.Random(seed)
    figures = {
        key: None if chance.random() < 0.3 else chance.choice((0, 1, 12, value)) for key, value in unique.items()
    }
    pages = without_rules(shop.report(shop.press(), paragraphs_of(form), forms.drawn(form, figures)))
    report = read_back(pages)
    assert {key: value for key, value in report.figures.items() if figures[key] != value} == {}
    lost = [key for key, value in figures.items() if value is not None and key not in report.figures]
    assert not lost or report.notices


def test_loose_figures_are_named(shop: Any) -> None:
    words = [w for i, text in enumerate(["12", "3", "0", "45"]) for w in shop.spaced(text, 80 + 60 * i, 100, 10.0)]
    press = shop.press()
    press.paragraph(SENTENCE)
    layout = lay_out([Page(1, 595, 842, (*words, *[w for p in press.pages() for w in _lowered(p.words)]))])
    assert any(notice.code == "loose_rows" and "12 3 0 45" in notice.message for notice in layout.notices)


def _lowered(words: Sequence[Word]) -> list[Word]:
    return [Word(w.text, w.x0, w.top + 200, w.x1, w.bottom + 200) for w in words]
