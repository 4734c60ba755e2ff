"""A report checked: against its tables, last year's report, other organs' reports; and what can be corrected."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from drafter.check import check, only_new, own_rules, waive, waivers, weights
from drafter.documents import Report, Review
from drafter.errors import InputError, SettingsError
from drafter.library import alike
from drafter.pipeline.corpus import open_library
from drafter.read import read_bytes
from drafter.write.corrections import Correction, borne_out, corrected, corrections, obstacles

_WORD_FORMATS = ("docx", "doc", "rtf", "odt")
"""Formats that keep their own look where comments are put into them."""


_ON_DISCLOSURE = re.compile(r"公\s?[开開]|申\s?[请請]|年\s?度\s?[报報]\s?告|政\s?[府务務策]|规范性文件|規範性文件")
"""Without a word of this a text is no part of a report, and a check of it would pass for want of anything to check."""

_ON_TABLES = ("TAB", "YOY")
"""The rules on the tables themselves."""


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
    report: Report,
    previous: Report | None = None,
    *,
    figures: Report | None = None,
    terms: Terms | None = None,
    others: Sequence[Report] | None = None,
) -> Review:
    """Check a report; `figures`, where given, supplies the tables the text is held against instead of its own.

    Last year's figures that a fill-in workbook carries stand in where no `previous` is given. `others`: the reports of
    other organs to hold the wording against; None for those that the library of `terms` has.

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
    if others is None:
        others = others_in(report, terms.library) if terms.library is not None else ()
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


def others_in(report: Report, where: str) -> Sequence[Report]:
    """The reports of other organs in the library that are worded most like this one.

    Raises:
        LibraryError: there is no library, which must not pass for one without a copy.
    """
    with open_library(where) as index:
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
