"""A scanned page set straight, its ink told from its paper, and its ruled lines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from drafter.read.positions import Rule
from drafter.read.scan_pages import Grey, Picture

_INCH = 72.0
# In inches: the shortest line that is a rule, the thickest one, the neighbourhood that paper is judged in, and a speck.
_SHORTEST = 0.3
_THICKEST = 0.07
_NEIGHBOURHOOD = 0.2
_SPECK = 0.025
_DARKER = 12
# In pixels: the grain of noisy paper, and how far ink blurs into the paper round it.
_GRAIN = 5
_NEAR_INK = 13
# Scanners and copiers are off by a degree or two; more is no slip.
_MOST_SKEW = 8.0
_LEAST_SKEW = 0.05
_LINES_SHARE = 0.2
# Resolution and shortest stroke, in pixels of it, that are enough to see how a page stands.
_SKEW_DPI = 100.0
_STROKE = 9


@dataclass(frozen=True, slots=True)
class Sheet:
    """A straight page: grey values, where there is ink that is no rule (255), and the rules in points.

    `soft`: the grey values with the grain taken out; `free`: where neither ink nor a rule is near (255).
    """

    grey: Grey
    ink: Grey
    soft: Grey
    free: Grey
    rules: tuple[Rule, ...]
    points: float


def sheet_of(picture: Picture) -> Sheet:
    """Set a page straight and find its rules."""
    grey = _straight(picture)
    ink = _ink(grey, picture.points)
    length = max(10, round(_SHORTEST * _INCH / picture.points))
    thick = max(3, round(_THICKEST * _INCH / picture.points))
    rules: list[Rule] = []
    lines = np.zeros_like(ink)
    for size, gap in (((length, 1), (3, 1)), ((1, length), (1, 3))):
        # A scanned line has small gaps; what stands beside it must not be drawn in.
        whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
        stroke = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        found = cv2.morphologyEx(whole, cv2.MORPH_OPEN, stroke)
        # Blurred text runs together to something long, but it is not thin.
        across = cv2.getStructuringElement(cv2.MORPH_RECT, (thick, 1) if size[0] == 1 else (1, thick))
        blots = cv2.morphologyEx(found, cv2.MORPH_OPEN, across)
        found = cv2.morphologyEx(cv2.bitwise_and(found, cv2.bitwise_not(blots)), cv2.MORPH_OPEN, stroke)
        _, marks, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
        thin = np.minimum(stats[:, 2], stats[:, 3]) <= thick
        thin[0] = False  # the first component is what is no line
        rules += [_rule(*(int(value) for value in stats[i][:4]), points=picture.points) for i in np.flatnonzero(thin)]
        lines |= np.where(thin, 255, 0).astype(np.uint8)[marks]
    written = _clean(_ink(np.asarray(cv2.medianBlur(grey, 3), dtype=np.uint8), picture.points), picture.points)
    rest = cv2.bitwise_and(written, cv2.bitwise_not(cv2.dilate(lines, np.ones((3, 3), np.uint8))))
    near = cv2.dilate(cv2.bitwise_or(rest, lines), np.ones((_NEAR_INK, _NEAR_INK), np.uint8))
    return Sheet(
        grey=grey,
        ink=np.asarray(rest, dtype=np.uint8),
        soft=np.asarray(cv2.blur(grey, (_GRAIN, _GRAIN)), dtype=np.uint8),
        free=np.asarray(cv2.bitwise_not(near), dtype=np.uint8),
        rules=tuple(rules),
        points=picture.points,
    )


def _rule(x: int, y: int, width: int, height: int, *, points: float) -> Rule:
    return Rule(x * points, y * points, (x + width) * points, (y + height) * points)


def _ink(grey: Grey, points: float) -> Grey:
    size = round(_NEIGHBOURHOOD * _INCH / points) | 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(size, 3), _DARKER)
    return np.asarray(ink, dtype=np.uint8)


def _clean(ink: Grey, points: float) -> Grey:
    """Ink without the specks of dirt and grain; a decimal point goes too, which no box of a line depends on."""
    _, marks, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = np.maximum(stats[:, 2], stats[:, 3]) >= max(3, round(_SPECK * _INCH / points))
    kept[0] = False  # the first component is the paper
    return np.asarray(np.where(kept, 255, 0)[marks], dtype=np.uint8)


def _straight(picture: Picture) -> Grey:
    """The page turned so that its long lines run level."""
    grey = picture.grey
    skew = _skew(grey, picture.points)
    if abs(skew) < _LEAST_SKEW:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turned = cv2.warpAffine(
        grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=[255]
    )
    return np.asarray(turned, dtype=np.uint8)


def _skew(grey: Grey, points: float) -> float:
    """How many degrees the long lines of a page stand off the axes; 0 where it has none."""
    factor = min(1.0, _SKEW_DPI * points / _INCH)
    small = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    ink = _ink(small, points / factor)
    # Text is made of short strokes; what is left when they are gone is fast to look through.
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _STROKE), np.uint8))
    plumb = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_STROKE, 1), np.uint8))
    shortest = max(20, round(_LINES_SHARE * min(small.shape)))
    found = cv2.HoughLinesP(
        cv2.bitwise_or(level, plumb), 1, math.pi / 1800, shortest // 2, minLineLength=shortest, maxLineGap=6
    )
    angles = []
    for x0, y0, x1, y1 in (line.reshape(4).tolist() for line in (found if found is not None else ())):
        off = (math.degrees(math.atan2(y1 - y0, x1 - x0)) + 45) % 90 - 45
        if abs(off) <= _MOST_SKEW:
            angles.append(off)
    return median(angles) if angles else 0.0
