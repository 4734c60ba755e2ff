"""Labelled reports: the document, what careful readers found in it, and the cells of its tables as printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from drafter.errors import InputError

_ENDING = ".labels.json"


class _Labelled(BaseModel):
    """Base of what label files hold; keys that say nothing to the scores (notes on the split) are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Label(_Labelled):
    """A figure, or a figure stated without a digit (`claim`), as a careful reader understood it.

    `before` is the text to the left of `quote`, white space left out. `refs` are the cells meant, none where no
    official table has it. `soft`: two careful readers could disagree, so that it is not scored.
    """

    before: str
    quote: str
    kind: Literal["figure", "claim"]
    value: str | None = None
    unit: str = ""
    bound: str = "exact"
    refs: tuple[str, ...] = ()
    verdict: str
    soft: bool = False


class Inconsistency(_Labelled):
    """A real inconsistency of the report; one that is not `certain` may be explained by its scope."""

    type: str
    quotes: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    note: str = ""
    certain: bool = True


class Labels(_Labelled):
    """All labels of one document, in the order of its text."""

    id: str
    file: str
    document: str | None = None
    agency: str | None = None
    mentions: tuple[Label, ...]
    findings: tuple[Inconsistency, ...]


@dataclass(frozen=True)
class Sample:
    """A document with its labels, last year's report, and the cells as printed (None: not labelled)."""

    labels: Labels
    document: Path
    previous: Path | None
    figures: Mapping[str, int | str | None] | None


def samples(folder: Path) -> tuple[Sample, ...]:
    """The labelled documents of `folder` and the folders in it, in the order of their paths.

    Raises:
        InputError: there are none, or a label file is not of the form.
    """
    found = tuple(_sample(path) for path in sorted(folder.rglob(f"*{_ENDING}")))
    if not found:
        raise InputError(f"目录 {folder} 里没有标注文件（*{_ENDING}）。每份报告旁边要有一个同名的标注文件。")
    return found


def _sample(path: Path) -> Sample:
    try:
        labels = Labels.model_validate_json(path.read_text("utf-8"))
        cells = path.with_name(f"{labels.id}.figures.json")
        figures = json.loads(cells.read_text("utf-8")) if cells.exists() else None
        pointer = path.with_name(f"{labels.id}.previous")
        previous = path.with_name(pointer.read_text("utf-8").strip()) if pointer.exists() else None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"读不了标注：{error}。请核对文件，要存成 UTF-8 编码的 JSON。", name=path.name) from error
    except ValidationError as error:
        place = "、".join(map(str, error.errors()[0]["loc"])) or "整个文件"
        raise InputError("标注文件的格式不对。请对照说明改正这一处。", name=path.name, place=place) from error
    return Sample(labels, path.with_name(labels.document or labels.file), previous, figures)
