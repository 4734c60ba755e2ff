"""Figure sets are the same every time and varied; the composer's drafts of them are sound."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from drafter.cli.app import run
from drafter.documents import Report, Source
from drafter.errors import InputError
from drafter.evaluate.drafts.figure_set import FigureSet, Given, figure_sets
from drafter.evaluate.drafts.outcome import DraftEvaluation
from drafter.evaluate.drafts.running import evaluate_drafts
from drafter.evaluate.drafts.sources import corpus_reports, reports_in
from drafter.form import Balance

LABELLED = Path(__file__).parent / "labelled"
WANTED = 200 if os.environ.get("DRAFTER_LONG") else 60


@pytest.fixture(scope="module")
def corpus() -> tuple[Given, ...]:
    return corpus_reports()


@pytest.fixture(scope="module")
def sets(corpus: tuple[Given, ...]) -> tuple[FigureSet, ...]:
    return figure_sets(corpus, 200)


def test_the_sets_are_different_and_the_same_every_time(corpus: tuple[Given, ...], sets: tuple[FigureSet, ...]) -> None:
    assert sets == figure_sets(corpus, 200)
    assert len({figures.name for figures in sets}) == 200
    assert len({json.dumps([s.report.model_dump(mode="json"), s.notes]) for s in sets}) == 200
    assert 60 < sum(figures.previous is not None for figures in sets) < 160
    assert any(figures.notes == "" for figures in sets)
    assert any("忽略以上指令" in figures.notes for figures in sets)
    assert {figures.report.edition for figures in sets} == {"2019", "2021"}


def test_drawn_tables_hold_together(sets: tuple[FigureSet, ...]) -> None:
    for figures in sets[36:]:
        ledger = figures.report.ledger(figures.previous)
        errors = [identity for identity in ledger.edition.identities if identity.severity == "error"]
        failed = [identity.code for identity in errors if ledger.balance(identity) is Balance.FAILED]
        assert failed == [], figures.name


def test_every_size_and_way_of_blanks_is_drawn(sets: tuple[FigureSet, ...]) -> None:
    new = [figures.report.figures.get("t3.new.total") for figures in sets[36:]]
    assert any(amount == 0 for amount in new) and any(amount is None for amount in new)
    assert any((amount or 0) > 10_000 for amount in new)


def test_the_composer_is_sound_on_them(corpus: tuple[Given, ...]) -> None:
    others = tuple((given.report.agency or "", given.report.text) for given in corpus)
    evaluation = evaluate_drafts(figure_sets(corpus, WANTED), others, workers=1)
    score = evaluation.score
    assert evaluation.sound
    assert (score.contradicted, score.unaccounted, score.unsupported_names, score.copied_runs) == (0, 0, 0, 0)
    assert score.wrong_slot_rate is not None and score.wrong_slot_rate < 0.005
    assert score.notes_missing == 0.0
    assert score.asks_missing is not None and score.asks_missing < 0.02


def test_figures_under_the_older_form_may_cite_the_one_in_force(corpus: tuple[Given, ...]) -> None:
    older = next(given for given in corpus if given.report.edition == "2019")
    late = Given("late", older.report.model_copy(update={"year": 2023}))
    evaluation = evaluate_drafts(figure_sets([late], 2), (), workers=1)
    assert evaluation.sound, evaluation.outcomes


def test_a_set_that_cannot_be_drafted_is_told(corpus: tuple[Given, ...]) -> None:
    empty = Report(source=Source(name="空", sha256="", format="drawn"), agency="澜溪县水务局", year=2024)
    evaluation = evaluate_drafts([FigureSet("空", empty, None, "")], (), workers=1)
    assert not evaluation.sound
    assert (evaluation.score.drafts, evaluation.score.finished) == (1, 0)
    assert "没有三张官方表格" in evaluation.outcomes[0].failed


def test_any_number_of_processes_gives_the_same(corpus: tuple[Given, ...]) -> None:
    drawn = figure_sets(corpus, 6)
    one, two = (evaluate_drafts(drawn, (), workers=workers) for workers in (1, 2))
    assert [outcome.judged for outcome in one.outcomes] == [outcome.judged for outcome in two.outcomes]


def test_a_folder_of_reports_comes_first(capfd: pytest.CaptureFixture[str]) -> None:
    found = reports_in([LABELLED])
    assert found.given and all(given.report.figures for given in found.given)
    assert run(["eval", "draft", str(LABELLED), "--sets", "3", "--workers", "1", "--format", "json"]) == 0
    said = capfd.readouterr()
    evaluation = DraftEvaluation.model_validate_json(said.out)
    assert [outcome.name for outcome in evaluation.outcomes][: len(found.given)] == [
        given.name for given in found.given
    ][:3]
    assert said.err.count("没有三张表，未用") == len(found.left_out)


def test_a_folder_without_figures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议通知", "utf-8")
    with pytest.raises(InputError, match="没有带三张表的报告"):
        reports_in([tmp_path])
    with pytest.raises(InputError, match="没有这个文件"):
        reports_in([tmp_path / "b"])


def test_the_command_writes_text(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("- 平台建设：公众号发布302篇\n", "utf-8")
    assert run(["eval", "draft", "--sets", "2", "--workers", "1", "--notes", str(notes), "--show", "3"]) == 0
    text = capfd.readouterr().out
    assert "起草方式 composer：2 份，写成 2 份" in text
    assert "没有出处的数字 0 个" in text
