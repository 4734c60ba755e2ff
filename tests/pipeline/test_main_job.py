"""The main job end to end: a real report checked, its figures drafted, the draft read back."""

from pathlib import Path

import pytest

from drafter.documents import Mention, Report, Verdict
from drafter.errors import InputError, UsageError
from drafter.pipeline import check_report, draft_report, load, load_notes
from drafter.read import read
from drafter.write import docx, html, markdown

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SEED = SHARED / "seeds" / "000_a876fff85470bace.txt"
GOLD = SHARED / "gold" / "dev" / "reports"
CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NOTES = """\
# 主动公开
- 按月在门户网站发布经济运行数据，数据发布后三个工作日内配发解读
# 监督保障
- 办公室组织信息公开业务培训两次，参加36人次
# 问题
- 数据解读偏专业，群众不易看懂
# 改进
- 每季度选一个民生指标制作图解
# 其他
- 本年度未收取信息处理费
"""
needs_shared = pytest.mark.skipif(not SEED.exists(), reason="the labelled reports are not beside this checkout")


@needs_shared
def test_the_seed_report_is_accounted_for() -> None:
    review = check_report(load(SEED))
    told = {m.text: m for m in review.mentions}

    def verdict_of(words: str) -> tuple[Verdict, str]:
        mention: Mention = next(m for text, m in told.items() if words in text)
        return mention.verdict, mention.kind

    assert (review.agency, review.year, review.edition) == ("孟津区统计局", 2024, "2021")
    assert verdict_of("20 余篇") == verdict_of("40 余条") == (Verdict.UNSUPPORTED, "figure")
    assert verdict_of("未收到任何政府信息公开申请") == (Verdict.MATCHED, "claim")
    assert verdict_of("三审三校") == (Verdict.EXEMPT, "name")
    dates = [m for m in review.mentions if m.text.startswith("202")]
    assert len(dates) >= 7
    assert {(m.verdict, m.kind) for m in dates} == {(Verdict.EXEMPT, "date")}
    assert [f for f in review.findings if f.severity.rank == 2] == []
    assert review.summary.contradicted == 0


@needs_shared
@pytest.mark.parametrize(
    "path",
    [SEED, GOLD / "28_suqian_2023.html", GOLD / "15_pingtan_jiaojian_2023.html", GOLD / "21_pingtan_ziran_2019.html"],
    ids=lambda path: path.stem,
)
def test_a_draft_from_real_figures_reads_back_in_every_format(path: Path) -> None:
    source = load(path)
    drafted = draft_report(source, notes=NOTES)
    report = drafted.draft.report
    assert report.figures == source.figures
    assert drafted.review.summary.contradicted == 0
    for name, writer in (("docx", docx.write), ("html", html.write), ("md", markdown.write)):
        back = read(writer(report), f"draft.{name}")
        assert back.text == report.text
        assert back.figures == report.figures


def test_the_draft_says_only_what_it_was_given() -> None:
    drafted = draft_report(load(CORPUS / "weichuan_tongji_2024.html"), notes=NOTES)
    text = drafted.draft.report.text
    assert "36人次" in text and "未收取信息处理费" in text
    assert all(q.placeholder == "" or q.placeholder in text for q in drafted.draft.questions)
    sections = {s.section for s in drafted.draft.sentences}
    assert sections >= {"0", "1.1", "1.2", "1.3", "1.4", "1.5", "5", "6"}


def test_figures_without_tables_are_refused() -> None:
    bare = Report.model_validate({"source": {"name": "空.txt", "sha256": "", "format": "text"}})
    with pytest.raises(InputError, match=r"空\.txt"):
        draft_report(bare)


def test_an_unnamed_organ_is_asked_for() -> None:
    report = load(CORPUS / "weichuan_tongji_2024.html").model_copy(update={"agency": None, "year": None})
    with pytest.raises(UsageError, match="--agency"):
        draft_report(report)
    assert draft_report(report, agency="云溪县统计局", year=2024).draft.report.agency == "云溪县统计局"


def test_notes_come_from_text_and_from_word(tmp_path: Path) -> None:
    import docx as python_docx

    document = python_docx.Document()
    document.add_paragraph("组织业务培训两次，参加46人次")
    document.save(str(tmp_path / "素材.docx"))
    (tmp_path / "素材.md").write_text("- 组织业务培训两次，参加46人次\n", "utf-8")
    for name in ("素材.docx", "素材.md"):
        drafted = draft_report(load(CORPUS / "weichuan_tongji_2024.html"), notes=load_notes(tmp_path / name))
        assert "参加46人次" in drafted.draft.report.text


def test_figures_from_elsewhere_are_what_the_text_is_held_against() -> None:
    report, other = load(CORPUS / "yanhe_ziran_2023.html"), load(CORPUS / "yanhe_ziran_2022.html")
    review = check_report(report, figures=other)
    assert review.figures == other.figures
    assert review.summary.contradicted > 10
