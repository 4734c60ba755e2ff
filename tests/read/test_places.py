"""Where paragraphs and cells stand in the source, and that it survives the report file."""

from __future__ import annotations

import io
import json
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Text

from drafter.documents import Place, Report
from drafter.form import Amount, edition
from drafter.read import read
from drafter.read.document import Paragraph, Position
from drafter.read.places import places_of
from drafter.write.json import write


def shown(report: Report) -> dict[str, Place]:
    """The text of each paragraph → its place."""
    return {report.text[place.start : place.end]: place for place in report.places}


def test_lines_of_a_text() -> None:
    report = read("题\n\n全年收到政府信息公开申请3件，都来自自然人，\n答复3件。\n".encode(), "a.txt")
    assert [(p.kind, p.first, p.last) for p in report.places] == [("line", 1, 1), ("line", 3, 4)]


def test_lines_of_a_markdown_file() -> None:
    places = shown(read("# 题\n\n文。\n\n## 节\n\n后文。\n".encode(), "a.md"))
    assert (places["题"].first, places["文。"].first, places["节"].first, places["后文。"].first) == (1, 3, 5, 7)


def test_characters_of_a_page_take_in_tags_and_references() -> None:
    source = "<p>前</p><!-- 3件 --><script>'3件'</script><p>收到&ldquo;<b>1</b>2&rdquo;\n件&nbsp;</p>"
    place = shown(read(source.encode(), "a.html"))["收到“12”件"]
    assert place.kind == "characters"
    assert source[place.first : place.last] == "收到&ldquo;<b>1</b>2&rdquo;\n件"


def test_the_same_words_twice_have_places_of_their_own() -> None:
    report = read("<p>无。</p><p>文。</p><p>无。</p>".encode(), "a.html")
    first, _, last = report.places
    assert first.first < last.first


def test_paragraphs_of_a_word_file_are_counted_as_comments_will_find_them() -> None:
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "a"
    document.add_paragraph("")
    document.add_paragraph("收到申请3件。")
    stream = io.BytesIO()
    document.save(stream)
    place = shown(read(stream.getvalue(), "a.docx"))["收到申请3件。"]
    paragraphs = list(document.element.body.iter(qn("w:p")))
    assert Text(paragraphs[place.first], document).text == "收到申请3件。"


def test_a_page_named_in_a_place_is_that_page() -> None:
    (place,) = places_of([Paragraph("文", "第5页第2段")])
    assert (place.kind, place.first, place.last) == ("page", 5, 5)


def test_a_paragraph_whose_place_is_not_known_has_none() -> None:
    assert places_of([Paragraph("文", "")]) == ()
    assert places_of([Paragraph("不在其中", "第1段")], "<p>文</p>") == ()


def test_places_are_one_short_string_each_in_the_report_file(forms: Any, form: Any, unique: dict[str, Amount]) -> None:
    report = read(forms.html(form, unique), "a.html")
    raw = json.loads(write(report))
    assert len(raw["places"]) == report.text.count("\n") + 1
    assert all(isinstance(place, str) and len(place) < 60 for place in raw["places"])
    assert read(write(report), "a.json") == report


def test_places_are_found_by_offset() -> None:
    report = read("题\n\n收到申请3件。\n".encode(), "a.txt")
    assert report.place_at(5) == report.places[1]
    assert report.place_at(1) is None
    assert report.place_at(99) is None


@pytest.mark.parametrize("kind", ["html", "docx", "text", "markdown"])
def test_every_cell_says_which_table_it_is_from(forms: Any, form: Any, unique: dict[str, Amount], kind: str) -> None:
    report = read(getattr(forms, kind)(form, unique), "a", kind)
    assert report.provenance.keys() == unique.keys()
    assert all(source.where.startswith("第") for source in report.provenance.values())
    ledger = report.ledger()
    assert all(ledger.provenance[key].where == source.where for key, source in report.provenance.items())


@pytest.mark.parametrize(("lost", "found"), [(10, 1), (20_000, 0)])
def test_paragraphs_that_cannot_be_found_again_are_not_looked_for_forever(lost: int, found: int) -> None:
    strange = [Paragraph(f"第{i}句不在网页里", "") for i in range(lost)]
    places = places_of([*strange, Paragraph("末句在网页里", "")], "<p>别的话</p>" * 100_000 + "<p>末句在网页里</p>")
    assert len(places) == found


def test_places_without_meaning_are_refused() -> None:
    with pytest.raises(ValueError, match="Place"):
        Place.model_validate("12 somewhere")
    assert Place.model_validate("0-3 line 2-4") == Place(start=0, end=3, kind="line", first=2, last=4)
    assert Position("line", 2, 4).last == 4


def test_sections_in_an_ordered_list_are_sections_and_are_found_in_the_page() -> None:
    form = edition("2021")
    items = "".join(
        f"<li><h3>{title}</h3><p>第{i}节讲本局的工作。</p></li>" for i, title in enumerate(form.sections, 1)
    )
    for attributes in ("", " style='list-style-type:simp-chinese-informal'"):
        page = f"<h1>云岭县水利局2023年政府信息公开工作年度报告</h1><ol{attributes}>{items}</ol>"
        report = read(page.encode(), "a.html")
        assert [section.id for section in report.sections] == ["0", "1", "2", "3", "4", "5", "6"]
        assert len(report.places) == len(report.text.split("\n"))
        heading = next(place for place in report.places if report.text[place.start : place.end].endswith("总体情况"))
        assert page[heading.first : heading.last] == "总体情况"
