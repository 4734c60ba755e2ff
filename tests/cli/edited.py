"""A Word file as its writer edits it."""

from __future__ import annotations

from pathlib import Path

import docx


def replace(path: Path, old: str, new: str) -> None:
    """Put other words into the first paragraph that has the old ones."""
    document = docx.Document(str(path))
    paragraph = next(p for p in document.paragraphs if old in p.text)
    text = paragraph.text.replace(old, new)
    for part in paragraph.runs:
        part.text = ""
    paragraph.runs[0].text = text
    document.save(str(path))
