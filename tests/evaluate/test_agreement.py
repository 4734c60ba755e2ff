"""The scores are those of the scorers in ../shared/gold, number for number.

The scripts themselves do the scoring; where they would start a process for every document, the review is made here.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from drafter import pipeline
from drafter.errors import DrafterError
from drafter.evaluate import evaluate
from drafter.write import json as json_writer

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
FOLDERS = [Path(__file__).parent / "labelled", GOLD / "dev"]

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the scorers of ../shared/gold are not here")


def review(_command: str, document: Path, previous: Path | None) -> tuple[Any, str | None]:
    """What a scorer gets from `drafter check DOCUMENT --format json`: the review, or why there is none."""
    try:
        last_year = pipeline.load(previous) if previous else None
        return json.loads(json_writer.write(pipeline.check_report(pipeline.load(document), last_year))), None
    except DrafterError as error:
        return None, str(error)


def scorer(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(GOLD))
    spec = importlib.util.spec_from_file_location(f"gold_{name}", GOLD / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "run", review)
    return module


def scored(name: str, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    module = scorer(name, monkeypatch)
    monkeypatch.setattr(sys, "argv", [name, str(folder), "--json", str(out)])
    module.main()
    return json.loads(out.read_text("utf-8"))["score"]


@pytest.mark.parametrize("folder", FOLDERS, ids=["own", "dev"])
def test_the_numbers_agree(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = evaluate(folder, seeds=True)
    assert found.score.model_dump() == scored("score", folder, tmp_path / "score.json", monkeypatch)
    assert found.seeds is not None
    planted = found.seeds.model_dump(exclude={"missed"})
    planted["by_class"] = {kind: [n["caught"], n["planted"]] for kind, n in planted["by_class"].items()}
    assert planted == scored("seed", folder, tmp_path / "seed.json", monkeypatch)
