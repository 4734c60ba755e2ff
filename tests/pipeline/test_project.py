"""A project folder: the clerk's Word file read back, kept, and never written over with less than was in it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from drafter.documents import Draft, Report
from drafter.documents.project import Change
from drafter.errors import InputError, UsageError
from drafter.pipeline import Drafted, Given, draft_report, redraft
from drafter.pipeline.folder import opened
from drafter.read import read_file
from drafter.write import docx, markdown, review_docx
from tests.pipeline.conftest import NOTES, Office

Figures = Callable[..., Report]
OWN = "清理过期文件目录，并向社会公布。"


def changes(office: Office) -> list[Change]:
    lines = (office.path / "变更.jsonl").read_text("utf-8").splitlines()
    return [Change.model_validate_json(line) for line in lines]


def versions(office: Office) -> list[str]:
    return sorted(path.name[:4] for path in (office.path / "历史").iterdir())


def test_a_project_holds_what_a_clerk_looks_for(office: Office) -> None:
    done = office.start()
    assert done.version == 1
    assert {path.name for path in office.path.iterdir() if not path.name.startswith(".")} == {
        "数据.json",
        "素材.md",
        "正文.docx",
        "草稿.json",
        "项目.json",
        "变更.jsonl",
        "历史",
    }
    draft = Draft.model_validate_json((office.path / "草稿.json").read_bytes())
    assert read_file(office.path / "正文.docx").text == draft.report.text
    assert versions(office) == ["0001"]


def test_run_again_without_anything_new_it_makes_no_version(office: Office) -> None:
    office.start()
    before = (office.path / "正文.docx").stat().st_mtime_ns
    again = office.draft()
    assert again.version == 1
    assert again.changes == ()
    assert (office.path / "正文.docx").stat().st_mtime_ns == before
    assert office.drawn == 1


def test_an_edit_in_word_outlives_new_figures(office: Office, given_figures: Figures) -> None:
    office.start()
    office.replace("清理过期文件目录。", OWN)
    done = office.draft(Given(figures=given_figures(t2__penalty__decisions=15)))
    assert OWN in office.words()
    assert "行政处罚决定15件" in office.words()
    assert done.version == 2
    assert [(c.kind, c.version) for c in changes(office)] == [("edited", 2), ("redrafted", 2)]
    later = office.draft(Given(figures=given_figures(t2__penalty__decisions=16)))
    assert OWN in office.words()
    assert [c.kind for c in later.changes] == ["redrafted"]


def test_the_layout_of_the_clerks_file_is_left_where_no_word_changes(office: Office) -> None:
    office.start()
    office.replace("清理过期文件目录。", OWN)
    own = (office.path / "正文.docx").read_bytes()
    done = office.draft()
    assert done.version == 2
    assert (office.path / "正文.docx").read_bytes() == own


def test_the_clerks_file_is_kept_in_history_where_another_takes_its_place(
    office: Office, given_figures: Figures
) -> None:
    office.start()
    office.replace("清理过期文件目录。", OWN)
    own = (office.path / "正文.docx").read_bytes()
    office.draft(Given(figures=given_figures(t2__penalty__decisions=15)))
    (kept,) = (office.path / "历史").glob("0002_*/改稿.docx")
    assert kept.read_bytes() == own


def test_an_edit_against_the_figures_stops_the_run_and_nothing_is_lost(office: Office, given_figures: Figures) -> None:
    office.start()
    own = "全年办结申请8件，另有1件转到下年办理。"
    said = next(s.text for s in office.draft().drafted.draft.sentences if s.key == "done.some")
    office.replace(said, own)
    office.draft()
    before = (office.path / "正文.docx").read_bytes()
    done = office.draft(Given(figures=given_figures(t3__granted__natural=6)))
    (conflict,) = done.conflicts
    assert conflict.text == own
    assert conflict.quote == "8件"
    assert conflict.is_writers
    assert "应为9" in conflict.message
    assert conflict.suggestion == own.replace("8件", "9件")
    assert (office.path / "正文.docx").read_bytes() == before
    assert own in office.words("正文（待核对）.docx")
    assert versions(office) == ["0001", "0002"]


def test_a_redraft_mended_where_it_waits_becomes_the_text(office: Office, given_figures: Figures) -> None:
    office.start()
    said = next(s.text for s in office.draft().drafted.draft.sentences if s.key == "done.some")
    office.replace(said, "全年办结申请8件，另有1件转到下年办理。")
    assert office.draft(Given(figures=given_figures(t3__granted__natural=6))).conflicts
    assert office.draft().conflicts, "run again without mending it is still in conflict"
    office.replace("全年办结申请8件", "全年办结申请9件", "正文（待核对）.docx")
    done = office.draft()
    assert done.conflicts == ()
    assert "全年办结申请9件，另有1件转到下年办理。" in office.words()
    assert not (office.path / "正文（待核对）.docx").exists()
    assert office.draft().changes == ()


def test_a_redraft_mended_in_the_text_itself_is_as_good(office: Office, given_figures: Figures) -> None:
    office.start()
    said = next(s.text for s in office.draft().drafted.draft.sentences if s.key == "done.some")
    office.replace(said, "全年办结申请8件，另有1件转到下年办理。")
    office.draft(Given(figures=given_figures(t3__granted__natural=6)))
    office.replace("全年办结申请8件", "全年办结申请9件")
    done = office.draft()
    assert done.conflicts == ()
    assert "全年办结申请9件" in office.words()
    assert "收到政府信息公开申请10件" in office.words()
    assert not (office.path / "正文（待核对）.docx").exists()


def test_a_redraft_renamed_to_the_text_is_taken_for_what_it_is(office: Office, given_figures: Figures) -> None:
    office.start()
    said = next(s.text for s in office.draft().drafted.draft.sentences if s.key == "done.some")
    office.replace(said, "全年办结申请8件，另有1件转到下年办理。")
    office.draft(Given(figures=given_figures(t3__granted__natural=6)))
    office.replace("全年办结申请8件", "全年办结申请9件", "正文（待核对）.docx")
    (office.path / "正文（待核对）.docx").rename(office.path / "正文.docx")
    done = office.draft()
    edits = [change for change in done.changes if change.kind == "edited"]
    assert [change.after for change in edits] == ["全年办结申请9件，另有1件转到下年办理。"]
    assert {s.origin for s in done.drafted.draft.sentences if s.key == "requests.some"} == {"composer"}


def test_both_the_text_and_the_waiting_redraft_changed_is_for_the_clerk_to_settle(
    office: Office, given_figures: Figures
) -> None:
    office.start()
    said = next(s.text for s in office.draft().drafted.draft.sentences if s.key == "done.some")
    office.replace(said, "全年办结申请8件，另有1件转到下年办理。")
    office.draft(Given(figures=given_figures(t3__granted__natural=6)))
    office.replace("全年办结申请8件", "全年办结申请9件", "正文（待核对）.docx")
    office.replace("清理过期文件目录。", OWN)
    with pytest.raises(UsageError, match="都改动过"):
        office.draft()
    assert OWN in office.words()


def test_a_figure_changed_in_the_table_of_the_text_is_not_undone_in_silence(office: Office) -> None:
    office.start()
    document = Document(str(office.path / "正文.docx"))
    cell = next(c for t in document.tables for row in t.rows for c in row.cells if c.text.strip() == "12")
    cell.paragraphs[0].runs[0].text = "13"
    document.save(str(office.path / "正文.docx"))
    with pytest.raises(InputError, match=r"表二“行政处罚”行.*改成了13"):
        office.draft()


def test_the_same_figure_changed_in_the_data_too_is_fine(office: Office, given_figures: Figures) -> None:
    office.start()
    document = Document(str(office.path / "正文.docx"))
    cell = next(c for t in document.tables for row in t.rows for c in row.cells if c.text.strip() == "12")
    cell.paragraphs[0].runs[0].text = "13"
    document.save(str(office.path / "正文.docx"))
    office.draft(Given(figures=given_figures(t2__penalty__decisions=13)))
    assert "行政处罚决定13件" in office.words()


def test_tables_left_out_of_the_text_do_not_matter(office: Office) -> None:
    office.start()
    document = Document(str(office.path / "正文.docx"))
    for table in document.tables:
        body = table._element.getparent()
        assert body is not None
        body.remove(table._element)
    document.save(str(office.path / "正文.docx"))
    own = (office.path / "正文.docx").read_bytes()
    assert office.draft().changes == ()
    assert (office.path / "正文.docx").read_bytes() == own


def test_notes_changed_in_the_folder_are_written(office: Office) -> None:
    office.start()
    notes = office.path / "素材.md"
    notes.write_text(NOTES + "\n主动公开：\n- 发布水情公告。\n", "utf-8")
    done = office.draft()
    assert "发布水情公告" in office.words()
    assert {change.section for change in done.changes} == {"1.1"}


def test_a_markdown_text_beside_is_kept_up_and_read_back(office: Office, given_figures: Figures) -> None:
    done = office.start()
    path = office.path / "正文.md"
    path.write_bytes(markdown.write(done.drafted.draft.report))
    path.write_text(path.read_text("utf-8").replace("清理过期文件目录。", OWN), "utf-8")
    office.draft(Given(figures=given_figures(t2__penalty__decisions=15)))
    assert OWN in path.read_text("utf-8")
    assert "行政处罚决定15件" in path.read_text("utf-8")
    assert OWN in office.words()


def test_word_and_markdown_changed_in_two_ways_is_for_the_clerk_to_settle(office: Office) -> None:
    done = office.start()
    path = office.path / "正文.md"
    path.write_bytes(markdown.write(done.drafted.draft.report))
    path.write_text(path.read_text("utf-8").replace("清理过期文件目录。", OWN), "utf-8")
    office.replace("清理过期文件目录。", "清理了过期的文件目录。")
    with pytest.raises(UsageError, match="请只留一个"):
        office.draft()


def test_an_older_version_put_back_is_gone_on_from(office: Office, given_figures: Figures) -> None:
    office.start()
    office.replace("清理过期文件目录。", OWN)
    office.draft()
    office.draft(Given(figures=given_figures(t2__penalty__decisions=15)))
    (first,) = (office.path / "历史").glob("0001_*/正文.docx")
    (office.path / "正文.docx").write_bytes(first.read_bytes())
    done = office.draft()
    assert OWN not in office.words()
    assert "行政处罚决定15件" in office.words()
    assert done.version == 4


def test_a_text_taken_away_is_written_again(office: Office) -> None:
    office.start()
    words = office.words()
    (office.path / "正文.docx").unlink()
    office.draft()
    assert office.words() == words


def test_a_text_that_is_not_drafters_is_not_written_over(office: Office) -> None:
    office.path.mkdir()
    document = Document()
    document.add_paragraph("别的文件")
    document.save(str(office.path / "正文.docx"))
    with pytest.raises(UsageError, match="不能覆盖"):
        office.start()
    assert office.words() == "别的文件"


def test_without_figures_there_is_nothing_to_begin_with(office: Office) -> None:
    with pytest.raises(UsageError, match="还没有数据"):
        office.draft()


def test_a_section_needs_a_text_to_stand_in(office: Office, given_figures: Figures) -> None:
    with pytest.raises(UsageError, match="--section"):
        office.draft(Given(figures=given_figures(), notes=NOTES, section="1.2"))


def test_a_section_by_name_alone_is_drafted_anew(office: Office, given_figures: Figures) -> None:
    office.start()
    given = Given(figures=given_figures(t2__normative__valid=21, t2__penalty__decisions=15), section="政府信息管理")
    done = office.draft(given)
    assert done.conflicts, "the other sections still tell the old figures"
    assert {c.text for c in done.conflicts if not c.is_writers}
    assert "行政处罚决定12件" in office.words()
    assert "21件" in office.words("正文（待核对）.docx")


def test_while_word_has_the_text_open_nothing_is_done(office: Office) -> None:
    office.start()
    (office.path / "~$正文.docx").write_bytes(b"")
    with pytest.raises(UsageError, match="正在 Word 或 WPS 里打开"):
        office.draft()


def test_two_runs_at_once_are_refused(office: Office) -> None:
    office.start()
    told: list[str] = []

    def second() -> None:
        try:
            office.draft()
        except UsageError as error:
            told.append(str(error))

    with opened(office.path):
        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert len(told) == 1
    assert "正由另一个 drafter 处理" in told[0]


def test_what_the_clerk_saves_while_the_draft_is_made_is_not_written_over(
    office: Office, given_figures: Figures
) -> None:
    office.start()

    def slowly(
        figures: Report,
        previous: Report | None = None,
        *,
        notes: str = "",
        agency: str | None = None,
        year: int | None = None,
        variation: int = 0,
    ) -> Drafted:
        office.replace("清理过期文件目录。", OWN)
        return draft_report(figures, previous, notes=notes, agency=agency, year=year, variation=variation)

    given = Given(figures=given_figures(t2__penalty__decisions=15))
    drawers = (lambda draft: docx.write(draft.report), review_docx.write)
    with pytest.raises(UsageError, match="在起草期间又改动过"):
        redraft(office.path, given, *drawers, slowly, plain=lambda draft: markdown.write(draft.report))
    assert OWN in office.words()


def test_a_damaged_version_is_said_by_name(office: Office) -> None:
    office.start()
    (path,) = (office.path / "历史").glob("0001_*/草稿.json")
    path.write_text("{", "utf-8")
    with pytest.raises(InputError, match="0001"):
        office.draft()


def test_a_folder_that_is_a_file_is_a_usage_error(tmp_path: Path, given_figures: Figures) -> None:
    path = tmp_path / "年度报告"
    path.write_text("", "utf-8")
    with pytest.raises(UsageError, match="不是文件夹"):
        Office(path).start()


def test_the_draft_in_the_folder_says_what_each_sentence_rests_on(office: Office, given_figures: Figures) -> None:
    office.start()
    office.replace("清理过期文件目录。", OWN)
    office.draft(Given(figures=given_figures(t2__penalty__decisions=15)))
    draft = json.loads((office.path / "草稿.json").read_text("utf-8"))
    own = next(s for s in draft["sentences"] if s["text"] == OWN)
    assert own["origin"] == "writer"
    assert own["notes"] == [3]
    assert draft["notes"][2] == "清理过期文件目录。"
