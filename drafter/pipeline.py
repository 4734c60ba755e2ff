"""The rooms wired into the main jobs: read, check, draft and read the draft back."""

from __future__ import annotations

import gc
import glob
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from drafter.check import check, only_new, own_rules, waive, waivers, weights
from drafter.documents import Draft, Report, Review, Source, Verdict
from drafter.draft import compose, parse_notes
from drafter.errors import Defect, InputError, SettingsError, UsageError
from drafter.form import EDITION_NAMES
from drafter.library import Entry, Index, alike, open_embedding, open_index
from drafter.read import read, read_bytes, read_file
from drafter.read.decode import decode
from drafter.read.formats import FORMATS
from drafter.read.progress import Progress, heard_by, silent
from drafter.settings import library, own_folder, shipped
from drafter.write.corrections import Correction, borne_out, corrected, corrections, obstacles

__all__ = [
    "Added",
    "Demo",
    "Drafted",
    "Terms",
    "add_to_library",
    "check_report",
    "check_tables",
    "corrections_of",
    "demo",
    "draft_report",
    "load",
    "load_bytes",
    "load_notes",
    "load_url",
    "obstacles_of",
    "open_library",
    "settle",
    "word_file",
]


_NOTES_AS_TEXT = (".md", ".txt", "")
"""Suffixes of work notes whose list marks must be kept: a reader of reports would take them away."""


_WORD_FORMATS = ("docx", "doc", "rtf", "odt")
"""Formats that keep their own look where comments are put into them."""


_ON_DISCLOSURE = re.compile(r"公\s?[开開]|申\s?[请請]|年\s?度\s?[报報]\s?告|政\s?[府务務策]|规范性文件|規範性文件")
"""Without a word of this a text is no part of a report, and a check of it would pass for want of anything to check."""

_ON_TABLES = ("TAB", "YOY")
"""The rules on the tables themselves."""

OPEN_GAPS = "TXT101"
"""The rule on unfilled gaps: those of a fresh draft are asked of the writer one by one instead."""


def settle() -> None:
    """Make ready to check many reports: load what every check needs, and let the garbage collector pass over it.

    For a process that checks report after report: the words of the form, tens of thousands of objects that stay for
    good, are otherwise walked through again and again.
    """
    for name in EDITION_NAMES:
        check(Report(source=Source(name="", sha256="", format=""), year=2024, edition=name, text="无"))
    gc.collect()
    gc.freeze()


@dataclass(frozen=True)
class Drafted:
    """A finished draft and the review it passed."""

    draft: Draft
    review: Review


@dataclass(frozen=True)
class Demo:
    """What the demonstration made: the example report read and checked, and a draft made of its figures."""

    report: Report
    previous: Report | None
    review: Review
    drafted: Drafted


def load(path: Path, kind: str | None = None, progress: Progress = silent) -> Report:
    """Read a document of any known format, `kind` where its name does not tell; `progress` hears how far it is.

    Raises:
        InputError: it is missing or cannot be read.
    """
    with heard_by(progress):
        return read_file(path, kind)


def load_bytes(data: bytes, kind: str, progress: Progress = silent) -> Report:
    """Read a document given as bytes of the named format, as from standard input."""
    with heard_by(progress):
        return read(data, "标准输入", kind)


def load_url(url: str, kind: str | None = None, progress: Progress = silent, *, allow_private: bool = False) -> Report:
    """Fetch a document from the web and read it; addresses of internal networks only where they are allowed.

    Raises:
        InputError: it cannot be fetched, or cannot be read.
    """
    from drafter.read.web import anywhere, is_public
    from drafter.read.webpage import read_url  # the network is loaded where it is used

    with heard_by(progress):
        return read_url(url, kind, anywhere if allow_private else is_public)


def load_notes(path: Path) -> str:
    """The writer's work notes: a text file as it stands, of any other document the narrative.

    Raises:
        InputError: the file is missing, too large or not a document that can be read.
    """
    if path.suffix.lower() not in _NOTES_AS_TEXT:
        return read_file(path).text
    text, _ = decode(read_bytes(path), str(path))
    return text


@dataclass(frozen=True)
class Terms:
    """What a check goes by besides the report.

    `select`, `ignore`: rule codes or their beginnings. `rules`, `waivers`: TOML files of the agency's own rules and
    severities, and of findings let stand. `baseline`: an older review (JSON) whose findings are not told again.
    `library`: where the reports of other organs are whose wording should not have been taken over; None for none.
    """

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    rules: Path | None = None
    waivers: Path | None = None
    baseline: Path | None = None
    library: str | None = None


def check_report(
    report: Report, previous: Report | None = None, *, figures: Report | None = None, terms: Terms | None = None
) -> Review:
    """Check a report; `figures`, where given, supplies the tables the text is held against instead of its own.

    Last year's figures that a fill-in workbook carries stand in where no `previous` is given.

    Raises:
        InputError: the document has no table, no section and no word of an annual report.
        SettingsError: a file named in `terms` cannot be used.
    """
    terms = terms or Terms()
    if figures is not None:
        taken = {"figures": figures.figures, "provenance": figures.provenance, "edition": figures.edition}
        report = report.model_copy(update=taken)
    previous = previous or (figures or report).last_years_report()
    settings, name = (_settings(terms.rules), str(terms.rules)) if terms.rules else ("", "")
    own = own_rules(settings, name) if terms.rules else ()
    severity = weights(settings, name, own)
    others = _others(report, terms.library) if terms.library is not None else ()
    review = check(
        report, previous, select=terms.select, ignore=terms.ignore, own=own, severity=severity, others=others
    )
    if not review.figures and not review.sections and not _ON_DISCLOSURE.search(review.text):
        message = "看不出是年度报告：没有附表和六个部分的标题，也没有谈到信息公开。请核对文件。"
        raise InputError(message, name=report.source.name)
    if terms.waivers:
        given = waivers(_settings(terms.waivers), str(terms.waivers))
        review = waive(review, given, date.today().isoformat())
    if terms.baseline:
        review = only_new(review, _older(terms.baseline).findings)
    return review


def check_tables(report: Report) -> Review:
    """Check the tables of filled-in figures alone: the identities of the form, and those with last year's figures."""
    return check(report, report.last_years_report(), select=_ON_TABLES)


def corrections_of(
    review: Review, previous: Report | None = None, *, figures: Report | None = None
) -> tuple[Correction, ...]:
    """The corrections to a review's text that leave no doubt and that a new check bears out.

    `previous` and `figures` as they were given to the check. A correction after which the number does not match its
    cells is left out.
    """
    previous = previous or (figures or review).last_years_report()
    made = corrections(review, previous)
    while made:
        again = check(corrected(review, made), previous)
        held = borne_out(made, again)
        if held == made:
            break
        made = held
    return made


def obstacles_of(
    review: Review, previous: Report | None = None, *, figures: Report | None = None
) -> Mapping[tuple[int, int], str]:
    """Why numbers that the tables contradict are not corrected, by their place in the text."""
    return obstacles(review, previous or (figures or review).last_years_report())


def word_file(path: Path, report: Report) -> bytes | None:
    """The Word file that `report` was read from, to be marked: itself, or what LibreOffice makes of an older format.

    None where the report does not come from a text document in a file; it is then to be drawn.
    """
    if not path.is_file() or report.source.format not in _WORD_FORMATS:
        return None
    data = read_bytes(path)
    if report.source.format == "docx":
        return data
    from drafter.read.office import convert  # starts a program of its own

    return convert(data, str(path), "docx")


def _others(report: Report, where: str) -> Sequence[Report]:
    """The reports of other organs in the library that are worded most like this one.

    Raises:
        LibraryError: there is no library, which must not pass for one without a copy.
    """
    with open_library(where, make=False) as index:
        return alike(index, report)


def _settings(path: Path) -> str:
    """The text of a settings file, UTF-8."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"读不了 {path}。请核对路径，文件要存成 UTF-8 编码的 TOML。") from error


def _older(path: Path) -> Review:
    try:
        return Review.model_validate_json(_settings(path))
    except ValidationError as error:
        raise SettingsError(f"{path} 不是核对结果。请用 drafter check --format json 的输出。") from error


def draft_report(
    figures: Report,
    previous: Report | None = None,
    *,
    notes: str = "",
    agency: str | None = None,
    year: int | None = None,
) -> Drafted:
    """Compose a report from figures and work notes, then read it back.

    `agency` and `year` stand in where the figures do not name them; `notes` is Markdown or plain text, added to the
    notes a fill-in workbook carries.

    Raises:
        InputError: the figures hold no official table.
        UsageError: neither the figures nor the caller name the organ or the year.
        Defect: the draft contradicts its own figures; nothing is returned.
    """
    if not figures.figures:
        raise InputError("里面没有三张官方表格的数字，无法起草。请先填写数据填报表。", name=figures.source.name)
    agency, year = agency or figures.agency, year or figures.year
    if not agency or not year:
        missing = "、".join(n for n, v in (("机关名称（--agency）", agency), ("年度（--year）", year)) if not v)
        raise UsageError(f"{figures.source.name} 里没有写明{missing}，请用选项给出。")
    previous = previous or figures.last_years_report()
    points = parse_notes("\n".join([*(f"- {note}" for note in figures.notes), notes]))
    draft = compose(figures.ledger(previous), agency=agency, year=year, notes=points)
    review = check(draft.report, previous, ignore=[OPEN_GAPS])
    wrong = [m for m in review.mentions if m.verdict is Verdict.CONTRADICTED]
    if wrong:
        told = "；".join(f"“{m.text}”应为 {m.expected}（{'、'.join(m.refs)}）" for m in wrong)
        raise Defect(f"起草的文字与表格不符，已停止，没有写出文件：{told}。这是 drafter 的缺陷，请反馈。")
    return Drafted(draft, review)


def demo() -> Demo:
    """Run the main job on the corpus report that manifest.toml names for it."""
    corpus = shipped("corpus")
    manifest = tomllib.loads((corpus / "manifest.toml").read_text("utf-8"))
    files = {entry["id"]: corpus / entry["file"] for entry in manifest["reports"]}
    entry = next(e for e in manifest["reports"] if e["id"] == manifest["demo"])
    report = load(files[entry["id"]])
    previous = load(files[entry["previous"]]) if "previous" in entry else None
    notes = (corpus / manifest["demo_notes"]).read_text("utf-8")
    review = check(report, previous)
    return Demo(report, previous, review, draft_report(report, previous, notes=notes))


@dataclass(frozen=True)
class Added:
    """What adding to the library came to: new entries, how many were there already, and (file, reason) of failures."""

    added: tuple[Entry, ...]
    known: int
    failed: tuple[tuple[str, str], ...]


def open_library(named: str | None = None, embedding: str | None = None, *, make: bool = True) -> Index:
    """The library named, or this user's; a folder that is not there is made, or with `make` off refused.

    Raises:
        LibraryError: it cannot be opened.
        UnknownModel: there is no embedding of that name.
    """
    where = library(named)
    return open_index(
        where, own_folder() / "cache" / "bm25", open_embedding(embedding) if embedding else None, make=make
    )


def add_to_library(index: Index, paths: Sequence[str], progress: Progress = silent) -> Added:
    """Add the reports in files, folders (whatever has a known suffix) and globs; one bad file does not stop the rest.

    Raises:
        InputError: a path names nothing.
        LibraryError: the library cannot take them.
    """
    files = list(_files(paths))
    added: list[Entry] = []
    failed: list[tuple[str, str]] = []
    known = 0

    def read_all() -> Iterator[Report]:
        for number, path in enumerate(files, 1):
            try:
                yield read_file(path)
            except InputError as error:
                failed.append((str(path), str(error)))
            progress("收进示例库", number, len(files))

    def note(entry: Entry, new: bool) -> None:
        nonlocal known
        known += not new
        added.extend([entry] * new)

    index.add(read_all(), note)
    return Added(tuple(added), known, tuple(failed))


def _files(paths: Sequence[str]) -> Iterator[Path]:
    """Every file that the paths mean, in order."""
    known = {suffix for kind in FORMATS for suffix in kind.suffixes}
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in known)
        elif path.is_file():
            yield path
        elif found := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - the pattern may be absolute
            yield from map(Path, found)
        else:
            raise InputError("没有这个文件或文件夹。请核对路径。", name=name)
