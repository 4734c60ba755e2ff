"""Any typed document → JSON."""

from __future__ import annotations

from pydantic import BaseModel


def write(model: BaseModel) -> bytes:
    """UTF-8 JSON of `model`: contract names (aliases), fields in the order of the type, two spaces a level.

    The same model gives the same bytes. Chinese is written as it is, not as escapes; the file ends with a line feed.
    """
    return (model.model_dump_json(by_alias=True, indent=2) + "\n").encode("utf-8")
