"""From bytes to Report: detect the format, read it, and put tables, sections and identity together."""

from __future__ import annotations

import hashlib
from pathlib import Path

from drafter.documents import Report, Source
from drafter.read.document import Document
from drafter.read.formats import detect
from drafter.read.identity import identify
from drafter.read.ledger import figures_of
from drafter.read.paragraphs import narrative
from drafter.read.sections import text_and_sections
from drafter.read.tables import read_tables


def read(data: bytes, name: str, kind: str | None = None) -> Report:
    """Read a report from the bytes of a file called `name`; `kind` (html, docx, text …) overrides its suffix."""
    form = detect(data, name, kind)
    found = form.reader()(data, name)
    source = Source(name=Path(name).name, sha256=hashlib.sha256(data).hexdigest(), format=form.name)
    if isinstance(found, Report):
        return found.model_copy(update={"source": source})
    return report_of(found, source)


def read_file(path: Path) -> Report:
    """Read the report in the file at `path`."""
    return read(path.read_bytes(), path.name)


def report_of(document: Document, source: Source) -> Report:
    """Put a report together from the blocks of a document."""
    tables = read_tables(document)
    figures = figures_of(tables, source.name)
    paragraphs = narrative(document.blocks, tables.grids)
    text, sections = text_and_sections(paragraphs)
    identity = identify([paragraph.text for paragraph in paragraphs], document.title)
    return Report(
        source=source,
        agency=identity.agency,
        year=identity.year,
        edition=figures.edition,
        text=text,
        sections=sections,
        figures=figures.amounts,
        provenance=figures.provenance,
        notices=(*document.notices, *figures.notices),
    )
