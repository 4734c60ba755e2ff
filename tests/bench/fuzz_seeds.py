"""The sound files that `tests/bench/fuzz.py` damages, those that need LibreOffice or pypdfium2 to be made included."""

from __future__ import annotations

import io
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.read.seeds import KINDS, seeds

if TYPE_CHECKING:
    from PIL import Image

# Format → the format LibreOffice makes it from, and its name for it.
_CONVERTED = {
    "doc": ("docx", "doc"),
    "rtf": ("docx", "rtf"),
    "wps": ("docx", "doc"),
    "xls": ("xlsx", "xls"),
    "pdf": ("docx", "pdf"),
}
SEEDS = (*KINDS, "doc", "rtf", "wps", "xls", "image", "scan")
_DPI = 110


def write_seeds(folder: Path) -> None:
    """Write the sound files into `folder` as FORMAT.NUMBER, unless they are there already."""
    if any(folder.glob("*.0")):
        return
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        for number, data in enumerate(seeds(kind)):
            (folder / f"{kind}.{number}").write_bytes(data)
    if shutil.which("soffice"):
        for kind, (source, target) in _CONVERTED.items():
            data = _converted(seeds(source)[0], source, target, folder)
            (folder / f"{kind}.{len(list(folder.glob(f'{kind}.*')))}").write_bytes(data)
    if find_spec("pypdfium2"):
        picture = _picture(seeds("pdf")[0])
        (folder / "image.0").write_bytes(_saved(picture, "PNG"))
        (folder / "scan.0").write_bytes(_saved(picture, "PDF"))


def _converted(data: bytes, source: str, target: str, folder: Path) -> bytes:
    work = folder / "office"
    work.mkdir(exist_ok=True)
    (work / f"seed.{source}").write_bytes(data)
    profile = f"-env:UserInstallation={(work / 'profile').resolve().as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(work), f"{work}/seed.{source}"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (work / f"seed.{target}").read_bytes()


def _picture(data: bytes) -> Image.Image:
    """The last page of a PDF file, which is short, as a picture."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        picture: Image.Image = document[len(document) - 1].render(scale=_DPI / 72).to_pil().convert("L")
        return picture


def _saved(picture: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, resolution=_DPI)
    return stream.getvalue()
