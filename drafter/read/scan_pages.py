"""The pages of a scan as grey pictures, each as wide as an A4 page at a resolution that is good to recognise."""

from __future__ import annotations

import io
import warnings
from collections.abc import Container, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from drafter.errors import UnreadableDocument
from drafter.read import ofd

Grey = NDArray[np.uint8]

_MOST_PAGES = 60
_MOST_PIXELS = 100_000_000
# Points: the short and the long side of the paper reports are printed on.
_SHORT_SIDE, _LONG_SIDE = 595.3, 841.9
_INCH = 72.0
_DPI = 200.0
_FEWEST_PIXELS = 40
# A picture is drawn larger than it is only so far: it gains nothing beyond.
_MOST_ENLARGED = 2.0
_BROKEN_IMAGE = (OSError, ValueError, SyntaxError, EOFError, TypeError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: grey values by row and column (255 is white), and how many points a pixel measures."""

    grey: Grey
    points: float


def pictures(data: bytes, name: str, wanted: Container[int] | None = None) -> Iterator[tuple[int, int, Picture]]:
    """Yield 1-based number, number of pages, and picture of every page of an image, PDF or OFD file.

    Of PDF and OFD files only the pages with the numbers `wanted` (None: all).

    Raises:
        UnreadableDocument: the file is broken, or has more pages or larger ones than a report.
    """
    if data.startswith(b"%PDF"):
        yield from _of_pdf(data, name, wanted)
    elif data.startswith(b"PK"):
        yield from _of_ofd(data, name, wanted)
    else:
        yield from _of_image(data, name)


def _of_pdf(data: bytes, name: str, wanted: Container[int] | None) -> Iterator[tuple[int, int, Picture]]:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        message = "PDF 文件不完整、已损坏或设有密码，打不开。请重新下载，或用原软件重新导出 PDF。"
        raise UnreadableDocument(message, name=name) from error
    count = len(pdf)
    numbers = [number for number in range(1, count + 1) if wanted is None or number in wanted]
    _check_pages(len(numbers), name)
    for number in numbers:
        try:
            grey = _painted(pdf[number - 1])
        except pypdfium2.PdfiumError as error:
            message = "PDF 文件已损坏，这一页画不出来。请重新下载，或用原软件重新导出 PDF。"
            raise UnreadableDocument(message, name=name, place=f"第{number}页") from error
        yield number, count, _sized(grey)


def _painted(page: pypdfium2.PdfPage) -> Grey:
    width, height = page.get_size()
    resolution = _INCH * min(width, height) / _SHORT_SIDE if min(width, height) > 0 else 0.0
    scale = min(_DPI / _INCH / max(resolution / _INCH, 0.01), (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    return np.asarray(page.render(scale=scale, grayscale=True).to_pil().convert("L"), dtype=np.uint8)


def _of_ofd(data: bytes, name: str, wanted: Container[int] | None) -> Iterator[tuple[int, int, Picture]]:
    for done, (number, count, image) in enumerate(ofd.images(data, name, wanted), 1):
        _check_pages(done, name)
        _, _, picture = next(_of_image(image, name))
        yield number, count, picture


def _of_image(data: bytes, name: str) -> Iterator[tuple[int, int, Picture]]:
    message = "图片不完整或已损坏，打不开。请重新扫描或另存为 PNG 后再读。"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
            count = getattr(image, "n_frames", 1)
            _check_pages(count, name)
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if frame.width * frame.height > _MOST_PIXELS:
                    raise _too_large(name, number)
                yield number, count, _sized(_flat(frame))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_large(name, 1) from error
    except _BROKEN_IMAGE as error:
        raise UnreadableDocument(message, name=name) from error


def _flat(frame: Image.Image) -> Grey:
    """Upright, in grey, on white where it is transparent."""
    upright = ImageOps.exif_transpose(frame)
    if "A" in upright.mode or "transparency" in upright.info:
        white = Image.new("RGBA", upright.size, "white")
        white.alpha_composite(upright.convert("RGBA"))
        upright = white
    return np.asarray(upright.convert("L"), dtype=np.uint8)


def _sized(grey: Grey) -> Picture:
    """The picture at a good resolution, taken to be as wide as the paper."""
    height, width = grey.shape
    side = _SHORT_SIDE if width <= height else _LONG_SIDE
    dpi = width * _INCH / side
    factor = min(_DPI / dpi, _MOST_ENLARGED)
    # A very long picture, such as a page kept as one, stays as it is.
    if width * height * factor * factor > _MOST_PIXELS:
        factor = 1.0
    if abs(factor - 1) > 0.05 and min(height, width) >= _FEWEST_PIXELS:
        how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
        grey = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how), dtype=np.uint8)
    return Picture(grey, side / grey.shape[1])


def _check_pages(count: int, name: str) -> None:
    if count > _MOST_PAGES:
        message = f"共 {count} 页，超过文字识别 {_MOST_PAGES} 页的上限。请只留年度报告所在的页，或使用文字版原件。"
        raise UnreadableDocument(message, name=name)


def _too_large(name: str, number: int) -> UnreadableDocument:
    message = f"图片超过 {_MOST_PIXELS // 1_000_000} 百万像素的上限。请按 200 至 300 dpi 重新扫描。"
    return UnreadableDocument(message, name=name, place=f"第{number}页")
