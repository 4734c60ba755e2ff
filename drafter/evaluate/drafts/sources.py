"""Where figure sets come from: the corpus that ships with drafter, and any folder of reports that can be read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter import pipeline
from drafter.documents import Report
from drafter.errors import InputError
from drafter.evaluate.drafts.figure_set import Given
from drafter.read.formats import FORMATS
from drafter.settings import shipped

_LABELS = (".labels.json", ".figures.json")
"""What stands beside a labelled report and is none."""


@dataclass(frozen=True)
class Sources:
    """Reports to make figure sets of, those of a folder first; and files without figures or that cannot be read."""

    given: tuple[Given, ...]
    left_out: tuple[str, ...] = ()


def corpus_reports() -> tuple[Given, ...]:
    """The example reports that ship with drafter, each with last year's where there is one."""
    folder = shipped("corpus")
    rows = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["reports"]
    read = {row["id"]: pipeline.load(folder / row["file"]) for row in rows}
    return tuple(Given(row["id"], read[row["id"]], read.get(row.get("previous", ""))) for row in rows)


def reports_in(paths: Sequence[Path]) -> Sources:
    """The reports with figures in files and folders; a file `<stem>.previous` beside one names last year's.

    Raises:
        InputError: a path names nothing, or nothing in it has figures.
    """
    given: list[Given] = []
    left_out: list[str] = []
    for path in paths:
        for file in _files(path):
            report = _read(file)
            if report is None or not report.figures:
                left_out.append(str(file))
            else:
                given.append(Given(file.stem, report, _last_years(file, report)))
    if paths and not given:
        raise InputError("里面没有带三张表的报告，无法做起草评估。请给出报告文件或放报告的目录。", name=str(paths[0]))
    return Sources(tuple(given), tuple(left_out))


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise InputError("没有这个文件或文件夹。请核对路径。", name=str(path))
    known = {suffix for kind in FORMATS for suffix in kind.suffixes}
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    yield from (p for p in found if p.is_file() and p.suffix.lower() in known and not p.name.endswith(_LABELS))


def _read(file: Path) -> Report | None:
    try:
        return pipeline.load(file)
    except InputError:
        return None


def _last_years(file: Path, report: Report) -> Report | None:
    pointer = file.with_suffix(".previous")
    if not pointer.is_file():
        return report.last_years_report()
    return _read(file.with_name(pointer.read_text("utf-8").strip()))
