"""From bytes to Report: detect the format, read it, and put tables, sections and identity together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from drafter.documents import Notice, Report, Source
from drafter.errors import MissingExtra, ScannedDocument, UnreadableDocument
from drafter.form import Amount
from drafter.read.crosscheck import cross_checked
from drafter.read.document import Document
from drafter.read.flattened import unflatten
from drafter.read.formats import MIXED, SCANS, detect
from drafter.read.freeforms import FIRST_YEAR_WITH_FORM, Named, named_figures
from drafter.read.furniture import without_furniture
from drafter.read.identity import Identity, identify
from drafter.read.ledger import figures_of
from drafter.read.paragraphs import narrative, without_page_marks
from drafter.read.places import places_of
from drafter.read.printed import PICTURE
from drafter.read.remnants import remnants
from drafter.read.sections import text_and_sections
from drafter.read.tables import read_tables

# A report with scanned stamps and photographs stays well under this; text alone is a hundredth of it.
LARGEST = 64 * 1024 * 1024


def read(data: bytes, name: str, kind: str | None = None) -> Report:
    """Read a report from the bytes of a file called `name`; `kind` (html, docx, text …) overrides its suffix.

    A report file written by drafter comes back as it is, with the source it was read from.

    Raises:
        UsageError: there is no format called `kind`.
        UnsupportedFormat: drafter does not read this kind of file.
        MissingExtra: reading it takes what is not installed: LibreOffice, or the extra for character recognition.
        UnreadableDocument: the file is empty, too large, broken, wrongly encoded, not what its name says, or has
            letters in a cell that must be a figure.
    """
    if len(data) > LARGEST:
        raise _too_large(len(data), name)
    detected = detect(data, name, kind)
    form = detected.form
    try:
        found = form.reader()(data, name)
    except ScannedDocument:
        form = SCANS
        found = form.reader()(data, name)
    if isinstance(found, Document) and found.unread:
        found = _with_scans(found, data, name)
    notices = (*detected.notices, *found.notices)
    if isinstance(found, Report):
        return found.model_copy(update={"notices": notices})
    found = replace(found, notices=notices)
    source = Source(name=PurePath(name).name, sha256=hashlib.sha256(data).hexdigest(), format=form.name)
    return report_of(found, source)


def _with_scans(text: Document, data: bytes, name: str) -> Document:
    """A PDF or OFD file with the pages that are pictures read as well; `text` as it is where that cannot be done."""
    try:
        found = MIXED.reader()(data, name)
    except MissingExtra:
        return text  # its own notices name the pages and say what to install
    except UnreadableDocument as error:
        pages = "、".join(map(str, text.unread))
        message = f"第{pages}页是图片，文字识别没有成功，没有读入：{error}"
        others = (notice for notice in text.notices if notice.code != PICTURE)
        return replace(text, notices=(Notice(code=PICTURE, message=message), *others))
    return found if isinstance(found, Document) else text


def read_file(path: Path, kind: str | None = None) -> Report:
    """Read the report in the file at `path`; `kind` overrides its suffix. Too large a file is not even opened.

    Raises:
        UnsupportedFormat, UnreadableDocument: as `read`; the latter also where the file cannot be opened.
    """
    return read(read_bytes(path), path.name, kind)


def read_bytes(path: Path) -> bytes:
    """The bytes of the file at `path`, unless it is too large to be a report.

    Raises:
        UnreadableDocument: the file is missing, a folder, too large, or may not be opened.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise _too_large(size, str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument("找不到这个文件。请检查路径。", name=str(path)) from error
    except IsADirectoryError as error:
        raise UnreadableDocument("这是一个文件夹，不是文件。请指定其中的文件。", name=str(path)) from error
    except OSError as error:
        raise UnreadableDocument(f"打不开这个文件（{error.strerror}）。请检查权限。", name=str(path)) from error


def _too_large(size: int, name: str) -> UnreadableDocument:
    message = (
        f"文件有 {size // 1024 // 1024} MB，超过 {LARGEST // 1024 // 1024} MB 的上限。年度报告不会这么大，请确认文件。"
    )
    return UnreadableDocument(message, name=name)


def report_of(document: Document, source: Source) -> Report:
    """Put a report together from the blocks of a document."""
    article, furniture = without_furniture(without_page_marks(document.blocks))
    blocks, taken_apart = unflatten(article)
    tables = read_tables(blocks)
    figures = figures_of(tables, source.name)
    figures = cross_checked(figures, document.recognised) if document.recognised else figures
    paragraphs, left_out = narrative(blocks, tables.grids)
    identity = identify([paragraph.text for paragraph in paragraphs], document.title)
    text, sections = text_and_sections(paragraphs, titled=identity.in_text)
    named = named_figures(blocks, tables.grids, identity.year)
    return Report(
        source=source,
        agency=identity.agency,
        year=identity.year,
        edition=figures.edition,
        text=text,
        sections=sections,
        figures=figures.amounts,
        supplementary=named.figures,
        provenance=figures.provenance,
        places=places_of(paragraphs, document.page),
        notices=(
            *document.notices,
            *furniture,
            *taken_apart,
            *_without_named(figures.notices, named),
            *left_out,
            *remnants(paragraphs),
            *named.notices,
            *_picture_notice(document, figures.amounts, identity),
            *_year_notice(identity),
        ),
    )


def _year_notice(identity: Identity) -> tuple[Notice, ...]:
    if not identity.assumed:
        return ()
    message = f"标题、统计期限和落款都没有写明年度，按正文提到最多的 {identity.year} 年处理。"
    return (Notice(code="year_assumed", message=message),)


def _without_named(notices: Sequence[Notice], named: Named) -> Iterator[Notice]:
    """`notices` without those that say a table was not read whose figures were then read by name."""
    for notice in notices:
        if notice.code != "table_not_in_form" or notice.message.partition("（")[0] not in named.places:
            yield notice


def _picture_notice(document: Document, amounts: Mapping[str, Amount | None], identity: Identity) -> tuple[Notice, ...]:
    """A notice where tables of the form are missing and pictures stand in the text: the tables may be pictures."""
    missing = [number for number in (2, 3, 4) if not any(key.startswith(f"t{number}.") for key in amounts)]
    if not document.pictures or not missing or (identity.year or FIRST_YEAR_WITH_FORM) < FIRST_YEAR_WITH_FORM:
        return ()
    tables = "、".join(f"表{'〇一二三四'[number]}" for number in missing)
    where = "、".join(dict.fromkeys(document.pictures[:3])) + ("等处" if len(document.pictures) > 3 else "")
    message = (
        f"没有找到{tables}，而{where}有图片，表格可能是图片，图片里的数字没有读入。"
        "请换用文字版原件，或另存图片后单独读取。"
    )
    return (Notice(code="table_in_picture", message=message),)
