"""A report as the run of paragraphs and tables that every page format sets in the same order.

The official tables stand after the narrative of sections 2, 3 and 4, before any sub-headings these have. Where the
report lacks that section its table stands where the section would have been: before the next section the report has,
else before the signature.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from drafter.documents import Report, Section
from drafter.write.layout import Grid, grids

_DATE = r"[12〇○零一二三四五六七八九\d]{4}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
_CLOSING = re.compile(rf"(?P<organ>[^，。；：！？,;:]{{0,40}}?)(?P<date>{_DATE})")
_ORGAN_END = re.compile(r"(?:政府|局|厅|委|会|办|办公室|办事处|街道|镇|乡|院|部|署|所|站|队|中心|公司|学校|大学)$")
_SMALL_MARK = re.compile(r"[（(]?\d")
# The date of publication in brackets under the title.
_DATELINE = re.compile(rf"[（(](?:[^（）()，。；]{{0,12}})?{_DATE}(?:[^（）()，。；]{{0,12}})?[）)]")
_UNDATED = re.compile(r"【待补充：[^【】]{0,20}日期[^【】]{0,20}】")
_SENTENCE = re.compile(r"[，。；：！？]")
# What neither XML nor a page can hold: control characters but the tab, lone surrogates, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# A long title breaks between whose report it is and what it reports, never inside a word.
_TITLE_JOINT = re.compile(r"(?:关于)?(?:[12]\d{3}年度?)?(?:政府信息公开|政务公开|信息公开)|(?:关于)?[12]\d{3}年")
_TITLE_LINES = 3
_TITLE_LENGTH = 60
_ORGAN_LENGTH = 40
# Distances of signature and date from the right edge, in characters, as GB/T 9704 sets them.
_DATE_INDENT = 4.0
_SIGNATURE_INDENT = 2.0
PLACEHOLDER = re.compile(r"【待补充[^【】]{0,400}】")


class Kind(StrEnum):
    """What a paragraph is on the page."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    SIGNATURE = "signature"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the narrative; `text` is what the report has, but for control characters no page can hold.

    `lead` counts the code points at its beginning that are a sub-heading run into the paragraph; 0 where there is none.
    `lead_kind` says of which level.
    """

    kind: Kind
    text: str
    lead: int = 0
    lead_kind: Kind = Kind.BODY


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def flow(report: Report) -> tuple[Paragraph | Grid, ...]:
    """Paragraphs and tables of `report` in page order; empty paragraphs are left out.

    Raises:
        InputError: the figures name a cell that the report's edition does not have.
    """
    lines = _lines(report.text)
    paragraphs = _kinds(report, lines)
    closing = next((i for i, p in enumerate(paragraphs) if p.kind in (Kind.SIGNATURE, Kind.DATE)), len(paragraphs))
    inserts = [(min(_place(report, lines, grid.table), closing), grid) for grid in grids(report)]
    result: list[Paragraph | Grid] = []
    for index in range(len(paragraphs) + 1):
        result += [grid for at, grid in inserts if at == index]
        result += paragraphs[index : index + 1]
    return tuple(result)


def title_of(blocks: Sequence[Paragraph | Grid]) -> str:
    """The title on one line, "" where the report has none."""
    return "".join(b.text.strip() for b in blocks if isinstance(b, Paragraph) and b.kind is Kind.TITLE)


def printable(text: str) -> str:
    """`text` without the control characters that no page, and no XML, can hold."""
    return _UNPRINTABLE.sub("", text)


def title_parts(text: str) -> tuple[str, ...]:
    """A title in the one or two parts between which a line may end; together they are `text`."""
    joint = next((found.start() for found in _TITLE_JOINT.finditer(text) if found.start()), 0)
    return (text[:joint], text[joint:]) if joint else (text,)


def closing_indents(blocks: Sequence[Paragraph | Grid]) -> tuple[float, float]:
    """Right indents of signature and date in characters: the shorter one is centred on the longer."""
    texts = {block.kind: block.text.strip() for block in blocks if isinstance(block, Paragraph)}
    signature, date = (width(texts.get(kind, "")) for kind in (Kind.SIGNATURE, Kind.DATE))
    if not signature or not date:
        return _DATE_INDENT, _DATE_INDENT
    if signature <= date:
        return _DATE_INDENT + (date - signature) / 2, _DATE_INDENT
    return _SIGNATURE_INDENT, _SIGNATURE_INDENT + (signature - date) / 2


def width(text: str) -> float:
    """Width of `text` in Chinese characters; Latin letters and digits count half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "FWA" else 0.5 for character in text)


def _lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for line in text.split("\n"):
        if printable(line).strip():
            lines.append(_Line(start, printable(line)))
        start += len(line) + 1
    return lines


def _kinds(report: Report, lines: list[_Line]) -> list[Paragraph]:
    heads = _heads(report, lines)
    title_end = _title_end(lines, heads)
    closing = _closing(report, lines, heads, title_end)
    result = []
    for index, line in enumerate(lines):
        if index < title_end:
            result.append(Paragraph(Kind.TITLE, line.text))
        elif index == title_end > 0 and _DATELINE.fullmatch(line.text.strip()):
            result.append(Paragraph(Kind.SUBTITLE, line.text))
        elif index in closing:
            result.append(Paragraph(closing[index], line.text))
        elif index in heads:
            result.append(_heading(line, heads[index]))
        else:
            result.append(Paragraph(Kind.BODY, line.text))
    return result


def _heads(report: Report, lines: list[_Line]) -> dict[int, Section]:
    """Index of a line → the section or sub-section that begins with it."""
    starts = {section.start: section for section in reversed(report.sections) if section.id != "0"}
    return {i: starts[line.start] for i, line in enumerate(lines) if line.start in starts}


def _heading(line: _Line, section: Section) -> Paragraph:
    """A heading alone, or a body paragraph that begins with one; those marked 1. and （1） have no own face."""
    kind = Kind.SUBHEADING if "." in section.id else Kind.HEADING
    title, text = section.title.strip(), line.text.strip()
    if kind is Kind.SUBHEADING and _SMALL_MARK.match(text):
        return Paragraph(Kind.BODY, line.text)
    if title and line.text.startswith(title) and text[len(title) :].strip("。．.：:　 "):
        return Paragraph(Kind.BODY, line.text, len(title), kind)
    # A reader may have shortened the title; a whole sentence is a body paragraph however its section begins.
    sentence = not text.startswith(title) and _SENTENCE.search(text)
    return Paragraph(Kind.BODY if sentence else kind, line.text)


def _title_end(lines: list[_Line], heads: dict[int, Section]) -> int:
    """How many lines at the top are the title: up to the one that names the report, else a first short line."""
    first_head = min(heads, default=len(lines))
    top = [line.text.strip() for line in lines[: min(_TITLE_LINES, first_head)]]
    for index, text in enumerate(top):
        if len(text) > _TITLE_LENGTH or "。" in text:
            break
        if text.rstrip("）)").endswith(("报告", "年报")):
            return index + 1
    return 1 if top and len(top[0]) <= _TITLE_LENGTH and not _SENTENCE.search(top[0]) else 0


def _closing(report: Report, lines: list[_Line], heads: dict[int, Section], title_end: int) -> dict[int, Kind]:
    """Indexes of signature and date, which close the report where they stand at all."""
    last = len(lines) - 1
    if last < title_end or last in heads:
        return {}
    closing = lines[last].text.strip()
    dated = _CLOSING.fullmatch(closing)
    if dated is None and not _UNDATED.fullmatch(closing):
        return {last: Kind.SIGNATURE} if closing == report.agency else {}
    if dated is not None and dated["organ"]:
        signed = dated["organ"] == report.agency or _ORGAN_END.search(dated["organ"])
        return {last: Kind.SIGNATURE} if signed else {}
    found = {last: Kind.DATE}
    before = last - 1
    text = lines[before].text.strip() if before >= title_end and before not in heads else ""
    if text and len(text) <= _ORGAN_LENGTH and not _SENTENCE.search(text):
        found[before] = Kind.SIGNATURE
    return found


def _place(report: Report, lines: list[_Line], table: int) -> int:
    """Index of the line before which the table of that number stands."""
    section = report.section(str(table))
    if section is not None:
        end = min((s.start for s in report.sections if s.id.startswith(f"{table}.")), default=section.end)
        return sum(line.start < end for line in lines)
    later = [s.start for s in report.sections if "." not in s.id and s.id > str(table)]
    return sum(line.start < min(later) for line in lines) if later else len(lines)
