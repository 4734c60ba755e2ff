"""The example reports: described in the manifest, clean under `check`, and broad enough."""

import re
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
# The sub-headings of section one by their number, each with a word that its title cannot do without.
SUBHEADINGS = {"1.1": "主动公开", "1.2": "依申请公开", "1.3": "信息管理", "1.4": "平台建设", "1.5": "监督保障"}


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
    assert len(ENTRIES) >= 30
    assert kinds.keys() >= {"bureau", "committee", "township", "street", "government"}
    assert {entry["edition"] for entry in ENTRIES.values()} == {"2019", "2021"}
    assert {entry["year"] for entry in ENTRIES.values()} == set(range(2019, 2026))
    assert {entry["level"] for entry in ENTRIES.values()} == {"county", "city", "province"}
    assert len({entry["trade"] for entry in ENTRIES.values()}) >= 20
    assert sum("previous" in entry for entry in ENTRIES.values()) >= 4
    received = [report(entry_id).figures["t3.new.total"] for entry_id in ENTRIES]
    assert min(n for n in received if n is not None) == 0
    assert max(n for n in received if n is not None) >= 300


@pytest.mark.parametrize("part", [*SUBHEADINGS, "5", "6"])
def test_every_part_is_said_in_ten_ways(part: str) -> None:
    """Ten texts of the part, no two of which have a quarter of their character pairs in common."""
    ways: list[set[str]] = []
    for entry_id in ENTRIES:
        pairs = character_pairs(part_of(report(entry_id), part))
        if all(4 * len(pairs & other) < len(pairs | other) for other in ways):
            ways.append(pairs)
    assert len(ways) >= 10


def part_of(read: Report, part: str) -> str:
    """The body of a part, its sub-sections with it."""
    sections = [s for s in read.sections if s.id == part or s.id.startswith(f"{part}.")]
    assert SUBHEADINGS.get(part, "") in sections[0].title
    return "".join(read.text[s.start : s.end].replace(s.title, "", 1) for s in sections)


def character_pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters, figures and punctuation left out: what is said, not how much."""
    words = re.sub(r"[\d\W]", "", text)
    return {words[i : i + 2] for i in range(len(words) - 1)}


def test_every_file_is_in_the_manifest() -> None:
    known = {entry["file"] for entry in ENTRIES.values()} | {"manifest.toml", "queries.toml", MANIFEST["demo_notes"]}
    assert {path.name for path in CORPUS.iterdir()} == known
