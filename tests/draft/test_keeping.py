"""What a redraft keeps of the writer's: every edit, in its place, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.check import check
from drafter.documents import Draft, ExtraFigure, Verdict
from drafter.documents.project import Answered, Project
from drafter.draft import compose, parse_notes
from drafter.draft.exchange import exchanged, told_by, worded_in
from drafter.draft.keeping import Kept, keep
from drafter.draft.piece import Piece, drafted
from drafter.form import Ledger, Supplementary

AGENCY = "云溪县水利局"
NOTES = """主动公开：
- 公布河道采砂许可结果和水库水位日报。
- 新增“节水”专栏。
政府信息管理：
- 修订公开指南，更新了办公地址。
- 清理过期文件目录。
监督保障：
- 办公室每季度通报申请办理进度。
- 开展业务培训。参训人员现场答题。
存在的问题：
- 部分乡镇站所报送信息不及时。
- 申请答复的说理不够充分。
改进措施：
- 把报送时限写进站所考核。
- 编写答复范例。
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
Build = Callable[..., Ledger]


@pytest.fixture
def draft(build: Build) -> Callable[..., Draft]:
    def make(notes: str = NOTES, extras: Sequence[Supplementary] = (), **cells: int) -> Draft:
        named = {key.replace("__", "."): value for key, value in cells.items()}
        ledger = build(CELLS | named)
        ledger = Ledger(ledger.edition, ledger.cells, supplementary=tuple(extras))
        return compose(ledger, agency=AGENCY, year=2024, notes=parse_notes(notes))

    return make


@pytest.fixture
def first(draft: Callable[..., Draft]) -> Draft:
    fresh = draft()
    return keep(fresh, fresh.report.text, fresh, Project()).draft


def again(kept: Kept, fresh: Draft) -> Kept:
    return keep(kept.draft, kept.draft.report.text, fresh, kept.project)


def kinds(kept: Kept) -> list[str]:
    return [change.kind for change in kept.changes]


def with_key(draft: Draft, key: str) -> str:
    return next(s.text for s in draft.sentences if s.key == key)


def test_untouched_and_unchanged_it_is_the_same_text(first: Draft, draft: Callable[..., Draft]) -> None:
    kept = keep(first, first.report.text, draft(), Project())
    assert kept.draft == first
    assert kept.changes == ()


def test_sections_are_those_a_reader_finds_in_a_fresh_draft(first: Draft, draft: Callable[..., Draft]) -> None:
    assert first.report.sections == draft().report.sections


def test_an_edited_sentence_stays_as_it_is_when_its_figures_change(first: Draft, draft: Callable[..., Draft]) -> None:
    own = "截至年末，申请全部按程序办理，办结8件，还有1件转下年。"
    text = first.report.text.replace(with_key(first, "done.some"), own)
    kept = keep(first, text, draft(t3__granted__natural=6), Project())
    assert own in kept.draft.report.text
    assert kinds(kept)[0] == "edited"
    stale = kept.stale[0]
    assert kept.draft.sentences[stale.index].text == own
    assert stale.refs == ("t3.processed.total",)
    assert "9件" in stale.instead
    assert "办结9件" not in kept.draft.report.text


def test_what_the_writer_left_alone_gets_the_new_figures(first: Draft, draft: Callable[..., Draft]) -> None:
    text = first.report.text.replace("修订公开指南，更新了办公地址。", "修订公开指南，更新了办公地址和电话。")
    kept = keep(first, text, draft(t2__penalty__decisions=15), Project())
    assert "行政处罚决定15件" in kept.draft.report.text
    assert "更新了办公地址和电话。" in kept.draft.report.text


def test_a_deleted_sentence_stays_out_through_later_redrafts(first: Draft, draft: Callable[..., Draft]) -> None:
    kept = keep(first, first.report.text.replace("清理过期文件目录。", ""), draft(), Project())
    assert "清理过期文件目录" not in kept.draft.report.text
    later = again(kept, draft(t2__penalty__decisions=15))
    assert "清理过期文件目录" not in later.draft.report.text
    assert "deleted" not in kinds(later)


def test_one_sentence_of_a_note_taken_out_does_not_bring_it_back_in_the_others_stead(
    first: Draft, draft: Callable[..., Draft]
) -> None:
    lead = next(s.text for s in first.sentences if "开展业务培训" in s.text)
    kept = keep(first, first.report.text.replace(lead, ""), draft(), Project())
    later = again(again(kept, draft()), draft())
    assert later.draft.report.text.count("参训人员现场答题。") == 1
    assert "开展业务培训" not in later.draft.report.text


def test_an_inserted_sentence_keeps_its_place(first: Draft, draft: Callable[..., Draft]) -> None:
    before = with_key(first, "requests.some")
    text = first.report.text.replace(before, before + "申请主要涉及河道管理范围划定。")
    kept = keep(first, text, draft(t3__granted__natural=6), Project())
    there = [s.text for s in kept.draft.sentences]
    at = there.index("申请主要涉及河道管理范围划定。")
    assert "10件" in there[at - 1] or "9件" in there[at - 1]
    assert kept.draft.sentences[at].origin == "writer"


def test_a_moved_sentence_stays_where_it_was_put_and_is_redrafted_there(
    first: Draft, draft: Callable[..., Draft]
) -> None:
    moved = next(s.text for s in first.sentences if s.key.startswith("decisions."))
    text = first.report.text.replace(moved, "").replace("（三）政府信息管理\n", f"（三）政府信息管理\n{moved}\n")
    kept = keep(first, text, draft(t2__penalty__decisions=15), Project())
    section = next(s for s in kept.draft.sentences if s.key.startswith("decisions."))
    assert section.section == "1.3"
    assert "15件" in section.text
    later = again(kept, draft(t2__penalty__decisions=15))
    assert later.draft == kept.draft


def test_a_filled_placeholder_closes_its_question(first: Draft, draft: Callable[..., Draft]) -> None:
    gap = next(s for s in first.sentences if s.origin == "placeholder" and s.section == "0")
    text = first.report.text.replace(gap.text, "本报告电子版可在云溪县政府网站查阅。")
    kept = keep(first, text, draft(), Project())
    assert gap.text not in kept.draft.report.text
    assert not any(q.placeholder == gap.text for q in kept.draft.questions)
    assert [q.number for q in kept.draft.questions] == list(range(1, len(kept.draft.questions) + 1))
    assert any(a.section == "0" for a in kept.project.answered)
    assert gap.text not in again(kept, draft(t2__penalty__decisions=1)).draft.report.text


def test_a_placeholder_filled_in_part_goes_on_asking_for_the_rest(draft: Callable[..., Draft]) -> None:
    notes = NOTES.replace("监督保障：\n- 办公室每季度通报申请办理进度。\n- 开展业务培训。参训人员现场答题。\n", "")
    fresh = compose(draft().report.ledger(), agency="云溪县人民政府", year=2024, notes=parse_notes(notes))
    base = keep(fresh, fresh.report.text, fresh, Project()).draft
    gap = next(s.text for s in base.sentences if s.origin == "placeholder" and s.section == "1.5")
    subject = gap.removeprefix("【待补充：").partition("；")[0]
    left = gap.replace(f"{subject}；", "")
    kept = keep(base, base.report.text.replace(gap, f"县政府办公室组织了业务培训。{left}"), fresh, Project())
    assert left in kept.draft.report.text
    assert kept.project.answered == (Answered(section="1.5", subject=subject),)
    before = [q.text for q in base.questions if q.section == "1.5"]
    after = [q.text for q in kept.draft.questions if q.section == "1.5"]
    assert after == before[1:]


def test_headings_changed_and_added_are_kept(first: Draft, draft: Callable[..., Draft]) -> None:
    text = first.report.text.replace("（一）主动公开\n", "（一）主动公开情况\n")
    text = text.replace("\n二、主动公开政府信息情况", "\n（六）其他工作\n对口指导两个乡镇。\n二、主动公开政府信息情况")
    kept = keep(first, text, draft(t2__penalty__decisions=15), Project())
    titles = {section.id: section.title for section in kept.draft.report.sections}
    assert titles["1.1"] == "（一）主动公开情况"
    assert titles["1.6"] == "（六）其他工作"
    assert again(kept, draft(t2__penalty__decisions=15)).draft == kept.draft


def test_a_section_taken_out_with_its_heading_stays_out(first: Draft, draft: Callable[..., Draft]) -> None:
    section = first.report.section("1.4")
    assert section is not None
    text = first.report.text[: section.start] + first.report.text[section.end :]
    kept = keep(first, text, draft(), Project())
    assert "平台建设" not in again(kept, draft(t2__penalty__decisions=1)).draft.report.text


def test_paragraphs_joined_and_cut_stay_so(first: Draft, draft: Callable[..., Draft]) -> None:
    cut = with_key(first, "requests.some")
    joined = first.report.text.replace(cut, f"{cut}\n").replace("日报。新增", "日报。\n新增")
    joined = joined.replace("问题：一是", "问题：\n一是")
    kept = keep(first, joined, draft(t2__penalty__decisions=15), Project())
    assert f"{cut}\n" in kept.draft.report.text
    assert "问题：\n一是" in kept.draft.report.text
    assert "行政处罚决定15件" in kept.draft.report.text


def test_quotation_marks_and_spaces_of_word_are_no_edit(first: Draft, draft: Callable[..., Draft]) -> None:
    text = first.report.text.replace("“节水”", '"节水"').replace("2024年，", "2024 年，")
    kept = keep(first, text, draft(), Project())
    assert kept.changes == ()
    assert kept.draft.report.text == first.report.text


def test_a_note_before_the_others_changes_only_its_own_section(first: Draft, draft: Callable[..., Draft]) -> None:
    more = NOTES.replace("监督保障：\n", "监督保障：\n- 局长办公会专题研究1次。\n")
    kept = keep(first, first.report.text, draft(more), Project())
    assert "局长办公会专题研究1次" in kept.draft.report.text
    assert {change.section for change in kept.changes} == {"1.5"}


def test_an_edited_note_sentence_stands_for_its_note_when_the_note_is_mended(
    first: Draft, draft: Callable[..., Draft]
) -> None:
    own = "全年修订公开指南，更新了办公地址，公布了监督电话。"
    text = first.report.text.replace("修订公开指南，更新了办公地址。", own)
    mended = NOTES.replace("修订公开指南，更新了办公地址。", "修订公开指南，更新了办公地址和邮编。")
    kept = keep(first, text, draft(mended), Project())
    assert own in kept.draft.report.text
    assert "办公地址和邮编" not in kept.draft.report.text


def test_two_sentences_joined_by_the_writer_stand_for_both(first: Draft, draft: Callable[..., Draft]) -> None:
    text = first.report.text.replace("更新了办公地址。清理过期文件目录。", "更新了办公地址，清理过期文件目录。")
    kept = keep(first, text, draft(), Project())
    assert kept.draft.report.text.count("清理过期文件目录") == 1
    assert again(kept, draft(t2__penalty__decisions=1)).draft.report.text.count("清理过期文件目录") == 1


def test_only_the_named_section_is_drafted_anew(first: Draft, draft: Callable[..., Draft]) -> None:
    fresh = draft(t2__penalty__decisions=15, t2__normative__issued=4)
    kept = keep(first, first.report.text, fresh, Project(), "1.3")
    assert "4件" in next(s.text for s in kept.draft.sentences if s.key.startswith("documents."))
    assert "行政处罚决定12件" in kept.draft.report.text


def test_one_row_of_outcomes_edited_is_not_taken_for_another_when_it_is_gone(
    first: Draft, draft: Callable[..., Draft]
) -> None:
    denied = next(s.text for s in first.sentences if "t3.denied.total" in s.refs)
    own = denied.replace("不予公开", "依法不予公开")
    kept = keep(first, first.report.text.replace(denied, own), draft(t3__denied__internal__natural=0), Project())
    assert own in kept.draft.report.text
    assert any("t3.unable.total" in s.refs for s in kept.draft.sentences)


def test_a_figure_given_anew_is_told_among_the_writers_sentences(first: Draft, draft: Callable[..., Draft]) -> None:
    text = first.report.text.replace("新增“节水”专栏。", "新增“节水”专栏，按月更新。")
    fresh = draft(extras=[Supplementary("发布政策解读", Decimal(6), "条", "台账")])
    kept = keep(first, text, fresh, Project())
    assert "新增“节水”专栏，按月更新。" in kept.draft.report.text
    assert "政策解读6条" in kept.draft.report.text
    assert kept.draft.report.supplementary == (
        ExtraFigure(name="发布政策解读", value=Decimal(6), unit="条", source="台账"),
    )


def test_the_words_of_a_sentence_whose_figures_stand_do_not_change(first: Draft, draft: Callable[..., Draft]) -> None:
    reworded = keep(first, first.report.text, draft(t2__penalty__decisions=15), Project())
    assert {change.section for change in reworded.changes} == {"1.1"}


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_no_edit_is_ever_lost(data: st.DataObject) -> None:
    """Whatever sentences are changed, put in and taken out, and whatever figures follow: they stay so, twice over."""
    from drafter.form import edition
    from tests.draft.conftest import with_sums

    def make(cells: dict[str, int]) -> Draft:
        form = edition("2021")
        return compose(Ledger(form, with_sums(form, dict(cells))), agency=AGENCY, year=2024, notes=parse_notes(NOTES))

    fresh = make(CELLS)
    base = keep(fresh, fresh.report.text, fresh, Project()).draft
    body = [i for i, s in enumerate(base.sentences) if s.origin in ("composer", "notes") and len(s.text) > 12]
    chosen = data.draw(st.lists(st.sampled_from(body), max_size=5, unique=True))
    sentences = {i: s.text for i, s in enumerate(base.sentences)}
    own, out = [], []
    for index in chosen:
        what = data.draw(st.sampled_from(("edit", "insert", "delete")))
        if what == "edit":
            sentences[index] = f"据统计（{index}），{sentences[index]}"
            own.append(sentences[index])
        elif what == "insert":
            own.append(f"这是补写的第{index}句话，说明情况。")
            sentences[index] += own[-1]
        else:
            out.append(sentences[index])
            sentences[index] = ""
    text, at = [], 0
    for i, s in enumerate(base.sentences):
        text += [base.report.text[at : s.start], sentences[i]]
        at = s.end
    changed = CELLS | {key: data.draw(st.integers(0, 30)) for key in data.draw(st.sets(st.sampled_from(list(CELLS))))}
    kept = keep(base, "".join(text), make(changed), Project())
    later = again(kept, make(changed))
    for words in own:
        assert kept.draft.report.text.count(words) == 1
    for words in out:
        assert words not in kept.draft.report.text
    assert later.draft.report.text == kept.draft.report.text
    assert "".join(s.text for s in kept.draft.sentences) == kept.draft.report.text.replace("\n", "")
    assert all(kept.draft.report.text[s.start : s.end] == s.text for s in kept.draft.sentences)


def test_drafters_own_sentences_agree_with_the_new_figures(first: Draft, draft: Callable[..., Draft]) -> None:
    text = first.report.text.replace("清理过期文件目录。", "")
    kept = keep(first, text, draft(t3__granted__natural=40, t3__denied__internal__natural=0), Project())
    review = check(kept.draft.report)
    assert not [m for m in review.mentions if m.verdict is Verdict.CONTRADICTED]
    assert review.summary.matched > 5


def test_every_sentence_is_known_by_what_it_tells(first: Draft) -> None:
    told = told_by(first)
    assert len(told) == len(first.sentences)


def by_model(draft: Draft, **words: str) -> Draft:
    """A draft in which a model worded some points: key, or several joined by __ → words."""
    chosen = {}
    for keys, text in words.items():
        ident = keys.replace("__", "+").replace("_", ".")
        own = worded_in(draft, ident)
        assert own is not None, ident
        chosen[ident] = own.model_copy(update={"text": text, "slotted": text, "origin": "model"})
    joined = [ident for ident in chosen if "+" in ident]
    made = exchanged(draft, {ident: s for ident, s in chosen.items() if ident not in joined})
    sentences = list(made.sentences)
    for ident in joined:
        parts = ident.split("+")
        first = next(i for i, s in enumerate(sentences) if s.key == parts[0])
        sentences[first] = chosen[ident].model_copy(update={"key": ident})
        sentences = [s for s in sentences if s.key not in parts[1:]]
    numbers = {s.key: made.report.text.count("\n", 0, s.start) for s in made.sentences}
    pieces: dict[int, list[Piece]] = {}
    for s in sentences:
        number = numbers[s.key.split("+")[0]]
        pieces.setdefault(number, []).append(Piece(s, tuple(s.key.split("+")), s.section))
    laid = drafted(made, list(pieces.values()), {q.placeholder: q.placeholder for q in made.questions})
    return laid.model_copy(update={"record": laid.record | {"writer": "openai:test"}})


JOINT = "全年收到的政府信息公开申请与办结情况见下：新收9件，办结8件，结转1件。"


@pytest.mark.parametrize("edited", [False, True])
def test_a_models_sentences_last_when_the_composer_drafts_again(
    first: Draft, draft: Callable[..., Draft], edited: bool
) -> None:
    single = "今年，我局印发规范性文件3件，现行有效20件。"
    key = next(s.key for s in first.sentences if s.key.startswith("documents."))
    base = by_model(first, **{"requests_some__done_some": JOINT, key.replace(".", "_", 1): single})
    text = base.report.text.replace("清理过期文件目录。", "清理了过期文件目录。") if edited else base.report.text
    kept = keep(base, text, draft(t2__penalty__decisions=15), Project())
    assert JOINT in kept.draft.report.text
    assert single in kept.draft.report.text
    assert "行政处罚决定15件" in kept.draft.report.text
    assert "全年办结" not in kept.draft.report.text
    assert {s.origin for s in kept.draft.sentences if s.text in (JOINT, single)} == {"model"}
    changed = again(kept, draft(t2__penalty__decisions=15, t3__granted__natural=6))
    assert JOINT not in changed.draft.report.text
    assert "办结9件" in changed.draft.report.text


def test_another_writer_words_what_the_composer_had_worded(first: Draft, draft: Callable[..., Draft]) -> None:
    words = "全年共收到申请人提交的政府信息公开申请9件。"
    kept = keep(first, first.report.text, by_model(first, requests_some=words), Project())
    assert words in kept.draft.report.text
    assert next(s.origin for s in kept.draft.sentences if s.text == words) == "model"
