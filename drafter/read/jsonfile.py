"""Report files written by drafter itself: drafter.report/1, and reviews and drafts, which hold a report."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from drafter.documents import Draft, Report, Review
from drafter.errors import UnreadableDocument, UnsupportedFormat
from drafter.read.decode import decode

_REPORT = "drafter.report/1"
_REVIEW = "drafter.review/1"
_DRAFT = "drafter.draft/1"


def read(data: bytes, name: str) -> Report:
    """Read the bytes of a report file; of a review or a draft the report in it.

    Raises:
        UnreadableDocument: the file is no JSON, or lacks or garbles what its schema prescribes.
        UnsupportedFormat: the JSON is of another schema.
    """
    text, _ = decode(data, name)
    try:
        raw = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        place = f"第{error.lineno}行" if isinstance(error, json.JSONDecodeError) else ""
        message = "不是完整的 JSON 文件。请用 drafter read 重新生成。"
        raise UnreadableDocument(message, name=name, place=place) from error
    schema = raw.get("schema") if isinstance(raw, dict) else None
    try:
        return _report(raw, schema, name)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        message = f"内容不合 {schema} 的格式（{len(error.errors())} 处）。请用 drafter 重新生成。"
        raise UnreadableDocument(message, name=name, place=place) from error


def _report(raw: dict[str, Any], schema: object, name: str) -> Report:
    if schema == _REPORT:
        return Report.model_validate(raw)
    if schema == _REVIEW:
        return _plain(Review.model_validate(raw))
    if schema == _DRAFT:
        return _plain(Draft.model_validate(raw).report)
    message = f"JSON 文件的 schema 是“{schema}”，不是 drafter 的报告文件（{_REPORT}）。请用 drafter read 生成。"
    raise UnsupportedFormat(message, name=name)


def _plain(report: Report) -> Report:
    """The report alone, without what a review adds."""
    return Report(**{field: getattr(report, field) for field in Report.model_fields if field != "schema_"})
