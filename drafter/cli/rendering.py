"""The formats a review is given in."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.documents import Report, Review


class Format(StrEnum):
    """How a review is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    MD = "md"
    SARIF = "sarif"
    XLSX = "xlsx"


def rendered(
    review: Review,
    form: Format,
    *,
    to_terminal: bool,
    numbers: bool,
    previous: Report | None = None,
) -> bytes:
    """The review in that format; `deliver_marked` puts it into the Word file that was read, here that is drawn anew.

    `numbers` and colour are for text, `previous` (last year's report) for the page.
    """
    match form:
        case Format.JSON:
            from drafter.write import json

            return json.write(review)
        case Format.HTML:
            from drafter.check import rules
            from drafter.write import review_html

            return review_html.write(review, previous, {rule.code: rule.title for rule in rules()})
        case Format.DOCX:
            from drafter.write import review_docx

            return review_docx.write(review)
        case Format.MD:
            from drafter.write import review_markdown

            return review_markdown.write(review)
        case Format.SARIF:
            from drafter.check import rules
            from drafter.write import sarif

            return sarif.write(review, {rule.code: rule.title for rule in rules()})
        case Format.XLSX:
            from drafter.check import rules
            from drafter.write import review_xlsx

            return review_xlsx.write([review], {rule.code: rule.title for rule in rules()})
        case Format.TEXT:
            from drafter.write import text

            colour = to_terminal and sys.stdout.isatty()
            width = shutil.get_terminal_size().columns
            return text.write(review, colour=colour, width=width, numbers=numbers).encode()
