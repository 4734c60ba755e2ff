"""The example reports: described in the manifest, clean under `check`, and broad enough."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from drafter.check import check
from drafter.documents import Report, State, Verdict
from drafter.read import read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
MANIFEST = tomllib.loads((CORPUS / "manifest.toml").read_text("utf-8"))
ENTRIES: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in MANIFEST["reports"]}
FIELDS = {"id", "file", "agency", "kind", "trade", "level", "region", "year", "edition", "voice"}


def report(entry_id: str) -> Report:
    return read_file(CORPUS / ENTRIES[entry_id]["file"])


@pytest.mark.parametrize("entry_id", ENTRIES)
def test_the_manifest_describes_the_report(entry_id: str) -> None:
    entry, read = ENTRIES[entry_id], report(entry_id)
    assert entry.keys() >= FIELDS
    assert (read.agency, read.year, read.edition) == (entry["agency"], entry["year"], entry["edition"])
    assert len(read.figures) >= 195
    assert [s.id for s in read.sections if "." not in s.id] == ["0", "1", "2", "3", "4", "5", "6"]
    assert 900 <= len(read.text) <= 4000


@pytest.mark.parametrize("entry_id", ENTRIES)
def test_the_report_is_clean(entry_id: str) -> None:
    entry = ENTRIES[entry_id]
    previous = report(entry["previous"]) if "previous" in entry else None
    review = check(report(entry_id), previous)
    assert [(f.rule, f.message, f.quote) for f in review.findings if f.severity.rank] == []
    assert review.summary.contradicted == 0
    assert [o.rule for o in review.obligations if o.state is State.FAILED] == []
    assert review.summary.matched > 0
    undecided = [m for m in review.mentions if m.verdict is Verdict.UNDECIDED]
    assert [m.text for m in undecided if not any(ref.startswith("prev.") for ref in m.refs)] == []


def test_the_corpus_is_broad() -> None:
    kinds = Counter(entry["kind"] for entry in ENTRIES.values())
    assert len(ENTRIES) >= 12
    assert kinds.keys() >= {"bureau", "township", "street", "government"}
    assert {entry["edition"] for entry in ENTRIES.values()} == {"2019", "2021"}
    assert {entry["level"] for entry in ENTRIES.values()} >= {"county", "city"}
    assert len({entry["trade"] for entry in ENTRIES.values()}) >= 6
    assert sum("previous" in entry for entry in ENTRIES.values()) >= 2
    received = [report(entry_id).figures["t3.new.total"] for entry_id in ENTRIES]
    assert min(n for n in received if n is not None) == 0
    assert max(n for n in received if n is not None) >= 300


def test_every_file_is_in_the_manifest() -> None:
    known = {entry["file"] for entry in ENTRIES.values()} | {"manifest.toml", MANIFEST["demo_notes"]}
    assert {path.name for path in CORPUS.iterdir()} == known
