"""Character recognition of single lines, each read twice: what is not read alike both times is doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec import TextRecInput

from drafter.read.scan_pages import Grey

# Measured with tests/bench/scans.py on printed reports at 150 and 90 dpi, askew, compressed, and (one report) blurred
# and noisy: wrong figures came only below 0.8, and only where a line was read once. The rest is a margin.
SURE = 0.9
# The second reading sees the line wider, with more white round it: other columns of pixels, other places to cut.
_STRETCH = 1.4
_MARGIN = 6
_DIGIT = re.compile(r"\d")
_SHORTEST_WIDTH = 48
# Lines are found on a picture of this size as well as on a larger one, and sooner.
_FINDING_SIDE = 1280


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line was read as; `other`: what the second reading made of it ("" where it agrees); `score` 0 to 1."""

    text: str
    score: float
    other: str = ""

    @property
    def sure(self) -> bool:
        """Whether both readings agree and the less sure of them is sure enough."""
        return not self.other and self.score >= SURE


class Recogniser:
    """The models, loaded once."""

    def __init__(self) -> None:
        """Load the models that come with rapidocr.

        Raises:
            ModuleNotFoundError: its engine is not installed.
        """
        self._engine: Any = RapidOCR(params={"Global.log_level": "critical"})
        self._lines: Any = self._engine._load_rec_model()

    def find(self, grey: Grey) -> list[tuple[int, int, int, int]]:
        """The lines of text on a picture as left, top, right and bottom in pixels."""
        height, width = grey.shape
        factor = min(1.0, _FINDING_SIDE / max(height, width))
        small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        found = self._engine(_coloured(np.asarray(small, dtype=np.uint8)), use_det=True, use_cls=False, use_rec=False)
        boxes = []
        for box in found.boxes if found.boxes is not None else ():
            xs, ys = [float(p[0]) / factor for p in box], [float(p[1]) / factor for p in box]
            left, right = max(0, int(min(xs))), min(width, int(max(xs)) + 1)
            top, bottom = max(0, int(min(ys))), min(height, int(max(ys)) + 1)
            if right - left > 2 and bottom - top > 2:
                boxes.append((left, top, right, bottom))
        return boxes

    def read(self, lines: Sequence[Grey]) -> list[Reading]:
        """Read pictures of one line each. Lines with figures, and those of a few characters, are read twice."""
        first = self._read([_framed(line, 1.0, _MARGIN) for line in lines])
        again = [i for i, (text, _) in enumerate(first) if _is_figure(text)]
        second = self._read([_framed(lines[i], _STRETCH, 2 * _MARGIN) for i in again])
        readings = [Reading(text, score) for text, score in first]
        for i, (text, score) in zip(again, second, strict=True):
            one = readings[i]
            other = text if plain(text) != plain(one.text) else ""
            readings[i] = Reading(one.text, min(one.score, score), other or ("？" if not one.text and text else ""))
        return readings

    def _read(self, lines: Sequence[Grey]) -> list[tuple[str, float]]:
        if not lines:
            return []
        found = self._lines(TextRecInput(img=[_coloured(line) for line in lines]))
        return [(str(text).strip(), float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


def plain(text: str) -> str:
    """`text` without white space and in half width, for comparing readings."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_figure(text: str) -> bool:
    return len(text) <= 3 or bool(_DIGIT.search(text))


def _framed(line: Grey, stretch: float, margin: int) -> Grey:
    """The picture of a line stretched, with white round it, and no narrower than the models are used to."""
    height, width = line.shape
    wide = cv2.resize(line, (max(1, round(width * stretch)), height), interpolation=cv2.INTER_CUBIC)
    side = max(margin, (_SHORTEST_WIDTH - wide.shape[1]) // 2)
    paper = int(np.percentile(line, 90))
    framed = cv2.copyMakeBorder(wide, margin, margin, side, side, cv2.BORDER_CONSTANT, value=[paper])
    return np.asarray(framed, dtype=np.uint8)


def _coloured(grey: Grey) -> Any:
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
