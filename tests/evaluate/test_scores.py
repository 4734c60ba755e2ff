"""The scores of the labelled folder beside this file, in which many labels are wrong on purpose (see its README)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter.cli.app import run
from drafter.errors import InputError
from drafter.evaluate import Evaluation, evaluate
from drafter.evaluate.tally import Difference

LABELLED = Path(__file__).parent / "labelled"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(LABELLED, workers=1, seeds=True)


def test_every_score_is_as_counted_by_hand(evaluation: Evaluation) -> None:
    expected = {
        "docs": 4,
        "failed_docs": 1,
        "figures_labelled": 34,
        "lost_text": 1,
        "detect_recall": round(30 / 34, 4),
        "detect_precision": round(30 / 31, 4),
        "bind_table": round(16 / 18, 4),
        "bind_free": round(11 / 15, 4),
        "sentence_perfect": round(11 / 15, 4),
        "verdict_accuracy": round(16 / 17, 4),
        "finding_recall": 0.25,
        "gold_findings": 4,
        "clean_docs": 2,
        "false_errors_per_clean_doc": 1.0,
        "cells": 6,
        "cell_accuracy": round(4 / 6, 4),
    }
    assert evaluation.score.model_dump() == expected


def test_every_difference_made_on_purpose_is_listed(evaluation: Evaluation) -> None:
    found = [(d.what, d.document, d.place, d.expected, d.given) for d in evaluation.deviations]
    assert found == [
        (Difference.FAILED, "broken_2024", "broken_2024.pdf", "", found[0][4]),
        (Difference.UNREPORTED, "civil_2024", "报告里没有的话", "text_vs_text", ""),
        (Difference.UNREPORTED, "civil_2024", "", "missing_section", ""),
        (Difference.FALSE_ALARM, "forestry_2024", "9件", "—", found[3][4]),
        (Difference.FALSE_ALARM, "forestry_2024", "9件", "—", found[4][4]),
        (Difference.CELL, "forestry_2024", "t3.new.natural", "7", "8"),
        (Difference.CELL, "forestry_2024", "t2.rules.issued", "None", "0"),
        (Difference.MISREAD, "water_2024", "24条、工程招标⟦18条⟧", "19", "18"),
        (Difference.MISBOUND, "water_2024", "40件，其中自然人⟦35件⟧", "—", "t3.new.natural"),
        (Difference.MISJUDGED, "water_2024", "2件。办结⟦39件⟧", "contradicted", "matched"),
        (Difference.MISBOUND, "water_2024", "无法提供⟦6件⟧", "t3.unable.not_held.total", "t3.unable.total"),
        (Difference.LOST, "water_2024", "当场答复⟦8件⟧", "—", ""),
        (Difference.MISSED, "water_2024", "偏晚，明年⟦按季公布⟧", "—", ""),
        (Difference.SPURIOUS, "water_2024", "工程招标18条、水价公告⟦4条⟧", "—", "—"),
    ]
    assert "broken_2024.pdf" in found[0][4]
    assert all(alarm[4].startswith("NUM101 ") for alarm in found[3:5])


def test_confusions_gather_what_was_expected_and_given(evaluation: Evaluation) -> None:
    found = {(c.what, c.expected, c.given): (c.count, c.examples) for c in evaluation.confusion}
    assert found == {
        (Difference.SPURIOUS, "—", "—"): (1, ("water_2024 工程招标18条、水价公告⟦4条⟧",)),
        (Difference.MISBOUND, "—", "t3.new.natural"): (1, ("water_2024 40件，其中自然人⟦35件⟧",)),
        (Difference.MISBOUND, "t3.unable.not_held.total", "t3.unable.total"): (1, ("water_2024 无法提供⟦6件⟧",)),
        (Difference.MISSED, "—", ""): (1, ("water_2024 偏晚，明年⟦按季公布⟧",)),
    }


def test_classes_add_up_to_the_scores(evaluation: Evaluation) -> None:
    classes = evaluation.by_class
    for dimension in ("kind", "table"):
        measures = classes[dimension].values()
        assert sum(m["labelled"] for m in measures) == 34 - 1 - 2, (
            "all but the lost one and those of the failed document"
        )
        assert sum(m["found"] for m in measures) == 30
        assert sum(m["right"] for m in measures) == 16 + 11
        assert sum(m.get("spurious", 0) for m in measures) == 1
    assert classes["table"]["表三"] == {"labelled": 10, "found": 10, "right": 9}
    assert classes["kind"]["claim"] == {"labelled": 5, "found": 4, "right": 4}
    assert classes["verdict"] == {"matched": {"matched": 14}, "contradicted": {"contradicted": 2, "matched": 1}}
    assert classes["rule"]["NUM101"] == {"given": 2, "right": 0, "false": 2}
    assert classes["rule"]["SUM101"] == {"given": 1, "right": 1}
    assert classes["finding"]["parts_sum"] == {"labelled": 1, "found": 1}


def test_planted_errors_of_every_kind_are_counted(evaluation: Evaluation) -> None:
    assert evaluation.seeds is not None
    kinds = {kind: counts.planted for kind, counts in evaluation.seeds.by_class.items()}
    assert kinds == {"cell": 4, "numeral": 11, "organ": 1, "percent": 1, "period": 1, "text": 11}
    assert evaluation.seeds.planted == sum(kinds.values())
    assert evaluation.seeds.caught + len(evaluation.seeds.missed) == evaluation.seeds.planted
    assert evaluation.seeds.recall == 1.0


def test_any_number_of_processes_gives_the_same(evaluation: Evaluation) -> None:
    assert evaluate(LABELLED, workers=2, seeds=True) == evaluation


def test_progress_is_told_to_the_last_document() -> None:
    told: list[tuple[str, int, int]] = []
    evaluate(LABELLED, workers=1, progress=lambda *news: told.append(news))
    assert told == [("核对标注的报告", done, 4) for done in (1, 2, 3, 4)]


def test_the_command_writes_text_and_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", str(LABELLED), "--workers", "1", "--show", "9"]) == 0
    text = capfd.readouterr().out
    assert "标注的报告 4 份，未能核对 1 份" in text
    assert "1 处 指向不同：t3.unable.not_held.total → t3.unable.total" in text
    assert "逐条差异（14 条，列出 9 条）" in text and text.count("\n  forestry_2024 误报") == 2
    assert "埋入" not in text
    assert run(["eval", str(LABELLED), "--workers", "1", "--format", "json", "--seeds"]) == 0
    found = Evaluation.model_validate_json(capfd.readouterr().out)
    assert found == evaluate(LABELLED, workers=1, seeds=True)


def test_a_folder_needs_no_command_before_it(capfd: pytest.CaptureFixture[str]) -> None:
    said = []
    for arguments in ([str(LABELLED)], ["--show", "0", str(LABELLED)], ["reports", str(LABELLED)]):
        assert run(["eval", *arguments, "--workers", "1"]) == 0
        said.append(capfd.readouterr().out)
    assert said[0] == said[1] == said[2]


def test_eval_by_itself_lists_its_commands(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["eval"]) == 2
    assert "reports" in capfd.readouterr().out


def test_planted_errors_are_told_in_text(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", str(LABELLED), "--workers", "1", "--seeds"]) == 0
    assert "埋入错误 29 处，查出 29 处（100.00%）" in capfd.readouterr().out


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有标注文件"):
        evaluate(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", r"x\.labels\.json"),
        (json.dumps({"id": "x", "file": "x.txt", "mentions": [{}], "findings": []}), "mentions"),
    ],
)
def test_a_broken_label_file_is_named(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "x.labels.json").write_text(content, "utf-8")
    with pytest.raises(InputError, match=told):
        evaluate(tmp_path)
