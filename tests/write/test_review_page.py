"""The review page in a real browser: what hovering shows, where clicks lead, and that nothing outside is asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from drafter.check import check
from drafter.documents import Report, Review
from drafter.read import read_file
from drafter.write.review_html import write

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (apt-get install chromium)")
HOSTILE = "</script><img src=x onerror=alert(1)>&lt;b&gt;"


def last_year() -> Report:
    return read_file(CORPUS / "yanhe_ziran_2022.html")


def spoiled_review() -> Review:
    """A report with one wrong total in table 3, one wrong number and one wrong share in its text."""
    report = read_file(CORPUS / "yanhe_ziran_2023.html")
    text = report.text.replace("自然人48件", "自然人49件").replace("占40.0%", "占41.0%")
    text = f"{text}\n{HOSTILE}"
    figures = report.figures | {"t3.new.total": 62}
    return check(report.model_copy(update={"text": text, "figures": figures}), last_year())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "核对.html"
    path.write_bytes(write(spoiled_review(), last_year(), {"NUM101": "件数一致。"}))
    return path.as_uri()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page at the size of an office screen; whatever else it asks for, says or raises fails the test."""
    opened = browser.new_page(viewport={"width": 1366, "height": 768})
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: said.append(dialog.message))
    opened.goto(address)
    yield opened
    opened.close()
    assert asked == [address]
    assert said == []


def number(page: Any, text: str, nth: int = 0) -> Any:
    return page.locator("a.n", has_text=text).nth(nth)


def is_seen(target: Any) -> bool:
    box = target.bounding_box()
    return bool(box) and 0 <= box["y"] < 768 and 0 <= box["x"] < 1366


def test_every_number_is_there_and_verdicts_have_their_own_colours(page: Any) -> None:
    review = spoiled_review()
    assert page.locator("a.n").count() >= review.summary.mentions
    for verdict in ("matched", "contradicted", "unsupported", "exempt"):
        assert page.locator(f"a.n.{verdict}").count() == getattr(review.summary, verdict)
    tint = "element => getComputedStyle(element).backgroundColor"
    tints = {v: page.locator(f"a.n.{v}").first.evaluate(tint) for v in ("matched", "contradicted", "unsupported")}
    assert len(set(tints.values())) == 3


def test_hovering_shows_the_cells_their_row_and_column_and_the_sum(page: Any) -> None:
    card = page.locator("#card")
    assert not card.is_visible()
    number(page, "41.0%").hover()
    assert card.is_visible() and is_seen(card)
    cells = [row.split("\t") for row in card.locator("table").inner_text().splitlines()]
    assert cells == [["表三", "“（一）予以公开”", "“总计”", "24"], ["表三", "“（七）总计”", "“总计”", "60"]]
    assert card.locator(".sum").inner_text() == "24÷60＝40%"
    assert "不符" in card.inner_text() and "应为40%" in card.inner_text()
    page.mouse.move(2, 2)
    assert not card.is_visible()


def test_the_card_tells_last_years_cells_too(page: Any) -> None:
    number(page, "14件").hover()
    told = page.locator("#card").inner_text()
    assert "上年表三" in told and "62－47＝15" in told


def test_the_keyboard_shows_the_card_as_well(page: Any) -> None:
    number(page, "41.0%").focus()
    assert page.locator("#card").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#card").is_visible()


def test_a_click_leads_from_number_to_cell_and_back(page: Any) -> None:
    wrong = number(page, "49件")
    wrong.click()
    cell = page.locator('[id="cell-t3.new.natural"]')
    assert page.url.endswith("#cell-t3.new.natural")
    assert is_seen(cell) and "lit" in cell.get_attribute("class")
    page.mouse.move(2, 2)
    heads = page.locator("th.crossed").all_inner_texts()
    assert "自然人" in heads and "一、本年新收政府信息公开申请数量" in heads
    cell.locator("a").click()
    assert page.url.endswith("#" + wrong.get_attribute("id"))
    assert is_seen(wrong)


def test_further_clicks_lead_to_further_places(page: Any) -> None:
    link = page.locator('[id="cell-t3.processed.total"] a').first
    places = link.get_attribute("data-spans").split()
    assert len(places) > 2
    for expected in (*places, places[0]):
        link.click()
        assert page.url.endswith(f"#{expected}")
        assert is_seen(page.locator(f"#{expected}"))


def test_a_click_leads_from_finding_to_sentence_and_to_table(page: Any) -> None:
    item = page.locator("li", has_text="49件")
    item.locator("a").first.click()
    assert is_seen(number(page, "49件"))
    page.wait_for_selector("li.here")
    assert "here" in item.get_attribute("class").split()
    item.locator("a.to").click()
    assert is_seen(page.locator('[id="cell-t3.new.natural"]'))


def test_a_click_leads_from_sentence_to_finding(page: Any) -> None:
    mark = page.locator("sup a", has_text="1").first
    mark.click()
    assert is_seen(page.locator(mark.get_attribute("href")))


def test_a_finding_about_a_table_and_its_cell_lead_to_each_other(page: Any) -> None:
    item = page.locator("li", has_text="TAB103").first
    item.locator("a").first.click()
    cell = page.locator(f'[id="{page.url.rpartition("#")[2]}"]')
    assert is_seen(cell) and "flagged" in cell.get_attribute("class")
    cell.locator("sup a").last.click()
    assert page.url.rpartition("#")[2].startswith("f")
    assert is_seen(page.locator(f"#{page.url.rpartition('#')[2]}"))


def test_words_of_the_report_stay_words(page: Any) -> None:
    assert page.locator("section.text p").last.inner_text() == HOSTILE
    assert page.locator("img").count() == 0


def test_links_work_where_scripts_are_off(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, java_script_enabled=False)
    page.goto(address)
    wrong = number(page, "49件")
    assert "应为48件" in wrong.get_attribute("title")
    wrong.click()
    cell = page.locator('[id="cell-t3.new.natural"]')
    assert is_seen(cell)
    cell.locator("a").click()
    assert is_seen(wrong)
    page.close()


def test_the_print_has_findings_text_and_tables_on_upright_pages(page: Any, tmp_path: Path) -> None:
    page.pdf(path=tmp_path / "p.pdf", prefer_css_page_size=True, print_background=True)
    printed = pypdfium2.PdfDocument(tmp_path / "p.pdf")
    assert {tuple(map(round, sheet.get_size())) for sheet in printed} == {(595, 842)}
    words = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in printed)
    printed.close()
    assert words.index("发现的问题") < words.index("自然人49件") < words.index("表四") < words.index("各条规则")
    assert "看表格" not in words, "links have no use on paper"


def test_a_narrow_window_puts_one_under_the_other(page: Any) -> None:
    page.set_viewport_size({"width": 800, "height": 768})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 800
    assert page.locator("aside").bounding_box()["y"] < page.locator("section.text").bounding_box()["y"]
