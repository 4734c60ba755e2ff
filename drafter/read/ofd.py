"""OFD (GB/T 33190-2016) → Document: a zip of XML pages on which every character has its place, in millimetres."""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from drafter.documents import Notice
from drafter.errors import UnreadableDocument
from drafter.read.archive import open_archive, part_of, xml_part
from drafter.read.document import Document
from drafter.read.positions import Page, Rule, Word
from drafter.read.printed import Sheets
from drafter.read.spacing import tidy

_POINTS = 72 / 25.4
MOST_PAGES = 400
_MOST_WORDS = 200_000
_OBJECTS = ("TextObject", "PathObject", "ImageObject")
_REMEDY = "请使用文字版原件，或安装文字识别组件后再读：pip install 'drafter[ocr]'。"
# A page with fewer characters than a heading and a page number have, and a picture on so much of it, is a picture.
_LARGE_PICTURE = 0.2
_FEWEST_WORDS = 40
# A table of the form takes more of a page than this; seals and portraits take less.
_SMALLEST_TABLE = 0.05
_DEEPEST = 64
# Run lengths of the form `g n v` (n times v) may not ask for more steps than any line has.
_MOST_STEPS = 10_000
_FARTHEST = 1e9
# How much of a character stands above its base line, in its size.
_ABOVE = 0.88
# A filled shape this thin (in points) is a rule.
_THIN = 3.0
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Matrix = tuple[float, float, float, float, float, float]
_STILL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(data: bytes, name: str) -> Document:
    """Read the bytes of an OFD file.

    Raises:
        ScannedDocument: its pages hold pictures and no text.
        UnreadableDocument: it is broken, locked by a password, has no pages, or more of them than any report.
    """
    return sheets_of(data, name).document(name, _REMEDY)


def sheets_of(data: bytes, name: str) -> Sheets:
    """What the pages of an OFD file hold.

    Raises:
        UnreadableDocument: as `read`.
    """
    with open_archive(data, name) as archive:
        book, bodies = _book(_Package(archive, name))
        pages = tuple(book.pages())
    title = next((tidy(e.text or "") for e in bodies[0].iter() if _is(e, "Title")), "")
    notices: tuple[Notice, ...] = ()
    if len(bodies) > 1:
        message = f"文件里有 {len(bodies)} 个文档，只读了第一个。"
        notices = (Notice(code="other_documents", message=message),)
    few = {page.number for page in pages if sum(1 for w in page.words if w.text.strip()) < _FEWEST_WORDS}
    unread = tuple(number for number, found in book.images.items() if number in few and found.share > _LARGE_PICTURE)
    beside = (number for number, found in book.images.items() if number not in unread and found.share > _SMALLEST_TABLE)
    return Sheets(pages, unread, title, notices, tuple(f"第{number}页" for number in beside))


def images(data: bytes, name: str, wanted: Container[int] | None = None) -> Iterator[tuple[int, int, bytes]]:
    """Yield 1-based number, number of pages, and the largest picture of pages, as the bytes of its file.

    Of the pages with the numbers `wanted` (None: all) those that have a picture.

    Raises:
        UnreadableDocument: the file is broken, or the picture is not in it.
    """
    with open_archive(data, name) as archive:
        book, _ = _book(_Package(archive, name))
        count = sum(1 for _ in book.pages())
        for number, image in book.images.items():
            if wanted is None or number in wanted:
                yield number, count, book.resource(image.resource)


def _book(package: _Package) -> tuple[_Book, list[etree._Element]]:
    """The first document of a package, and the entries of all."""
    bodies = [body for body in package.root() if _is(body, "DocBody")]
    if not bodies:
        raise package.broken("OFD.xml")
    return _Book(package, _text_of(bodies[0], "DocRoot")), bodies


class _Package:
    """The archive and the XML in it. Names in it are only ever looked up there, never on a disk."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._known = {part.lower(): part for part in archive.namelist()}

    def root(self) -> etree._Element:
        return self.part("", "OFD.xml")

    def part(self, folder: str, path: str) -> etree._Element:
        """The root of the XML part at `path`, told from `folder` or, with a slash at its beginning, from the top.

        Raises:
            UnreadableDocument: there is no such part, or it is no XML.
        """
        full = self.resolve(folder, path)
        stored = self._known.get(full.lower())
        root = xml_part(self._archive, stored, self._name) if stored else None
        if root is None:
            raise self.broken(full)
        return root

    def file(self, folder: str, path: str) -> bytes:
        """The bytes of the part at `path`, told as for `part`.

        Raises:
            UnreadableDocument: there is no such part, or it is damaged.
        """
        full = self.resolve(folder, path)
        stored = self._known.get(full.lower())
        data = part_of(self._archive, stored, self._name) if stored else None
        if data is None:
            raise self.broken(full)
        return data

    @staticmethod
    def resolve(folder: str, path: str) -> str:
        return posixpath.normpath(posixpath.join("/", folder, path.strip().replace("\\", "/"))).lstrip("/")

    def broken(self, part: str) -> UnreadableDocument:
        message = "OFD 文件不完整或已损坏：缺少或读不出这一部分。请用 OFD 阅读软件打开后另存，或导出为 PDF。"
        return UnreadableDocument(message, name=self._name, place=part)

    def too_much(self, message: str) -> UnreadableDocument:
        return UnreadableDocument(message, name=self._name)


@dataclass(frozen=True, slots=True)
class _Image:
    """A picture on a page: what share of the page it covers, and the id of its file."""

    share: float
    resource: str


class _Book:
    """One document of the package: its page size, its templates, its pages in order.

    `images`: by the number of the page the largest picture on it, for the pages that were gone through.
    """

    def __init__(self, package: _Package, path: str) -> None:
        self._package = package
        root_path = package.resolve("", path)
        self._folder = posixpath.dirname(root_path)
        self._root = package.part("", root_path)
        common = next((e for e in self._root if _is(e, "CommonData")), self._root)
        self._box = next(filter(None, (_box(e) for e in common if _is(e, "PageArea"))), (0.0, 0.0, 210.0, 297.0))
        self._templates = {
            e.get("ID", ""): e.get("BaseLoc", "") for e in common if _is(e, "TemplatePage") and e.get("BaseLoc")
        }
        self._read: dict[str, tuple[list[Word], list[Rule]]] = {}
        self._resources = [e.text or "" for e in common if _is(e, "PublicRes") or _is(e, "DocumentRes")]
        self.images: dict[int, _Image] = {}

    def pages(self) -> Iterator[Page]:
        """Yield the pages in order, each with what its templates print on it."""
        listed = [e for group in self._root if _is(group, "Pages") for e in group if _is(e, "Page")]
        if not listed:
            raise self._package.broken(self._folder)
        if len(listed) > MOST_PAGES:
            message = f"共 {len(listed)} 页，超过 {MOST_PAGES} 页的上限。年度报告不会这么长，请拆出报告所在的页。"
            raise self._package.too_much(message)
        for number, entry in enumerate(listed, 1):
            content = self._package.part(self._folder, entry.get("BaseLoc", ""))
            x, y, width, height = next(filter(None, (_box(e) for e in content if _is(e, "Area"))), self._box)
            words, rules = self._content(content, (x, y))
            found = [image for e in _objects(content, 0) if (image := _image(e, width * height))]
            if found:
                self.images[number] = max(found, key=lambda image: image.share)
            for template in (e.get("TemplateID", "") for e in content if _is(e, "Template")):
                more_words, more_rules = self._template(template)
                words, rules = [*words, *more_words], [*rules, *more_rules]
            yield Page(number, width * _POINTS, height * _POINTS, tuple(words), tuple(rules))

    def resource(self, key: str) -> bytes:
        """The file of the picture with the id `key`.

        Raises:
            UnreadableDocument: the package has none.
        """
        for path in self._resources:
            root = self._package.part(self._folder, path)
            folder = posixpath.dirname(self._package.resolve(self._folder, path))
            for media in (e for e in root.iter() if _is(e, "MultiMedia") and e.get("ID") == key):
                file = posixpath.join(root.get("BaseLoc", "").strip(), _text_of(media, "MediaFile"))
                return self._package.file(folder, file)
        raise self._package.broken(f"图片 {key}")

    def _template(self, key: str) -> tuple[list[Word], list[Rule]]:
        if key not in self._templates:
            return [], []
        if key not in self._read:
            content = self._package.part(self._folder, self._templates[key])
            self._read[key] = self._content(content, self._box[:2])
        return self._read[key]

    def _content(self, content: etree._Element, origin: tuple[float, float]) -> tuple[list[Word], list[Rule]]:
        """The words and rules of a page's layers, in points from the corner of the page."""
        words: list[Word] = []
        rules: list[Rule] = []
        for element in _objects(content, 0):
            if _is(element, "TextObject"):
                words += _words(element, origin)
            elif _is(element, "PathObject"):
                rules += _rules(element, origin)
            if len(words) > _MOST_WORDS:
                message = f"一页超过 {_MOST_WORDS} 个字符，远超正常报告。请确认文件，或重新导出。"
                raise self._package.too_much(message)
        return words, rules


def _objects(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    """The objects under `element`, blocks of objects opened."""
    for child in element:
        if any(_is(child, kind) for kind in _OBJECTS):
            yield child
        elif depth < _DEEPEST and any(_is(child, kind) for kind in ("Content", "Layer", "PageBlock")):
            yield from _objects(child, depth + 1)


def _image(element: etree._Element, page: float) -> _Image | None:
    """The picture that an object is, on a page of so many square millimetres; None where it is none."""
    boundary = _numbers(element.get("Boundary", ""))
    if not _is(element, "ImageObject") or len(boundary) != 4 or page <= 0:
        return None
    return _Image(abs(boundary[2] * boundary[3]) / page, element.get("ResourceID", ""))


@dataclass(frozen=True, slots=True)
class _Space:
    """From the space of an object to points on the page: its matrix, its corner, and the corner of the page."""

    matrix: Matrix
    x: float
    y: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e + self.x) * _POINTS, (b * x + d * y + f + self.y) * _POINTS

    @property
    def turn(self) -> int | None:
        """The quarter turns clockwise of what reads to the right in the space of the object; None for askew."""
        a, b = self.matrix[:2]
        if abs(b) <= abs(a) / 8:
            return 0 if a >= 0 else 2
        if abs(a) <= abs(b) / 8:
            return 1 if b > 0 else 3
        return None


def _space(element: etree._Element, origin: tuple[float, float]) -> _Space | None:
    boundary = _numbers(element.get("Boundary", ""))
    if len(boundary) != 4:
        return None
    matrix = _numbers(element.get("CTM", ""))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else _STILL
    return _Space((a, b, c, d, e, f), boundary[0] - origin[0], boundary[1] - origin[1])


def _words(element: etree._Element, origin: tuple[float, float]) -> Iterator[Word]:
    """One word for each character of a text object."""
    space = _space(element, origin)
    size = next(iter(_numbers(element.get("Size", ""))), 0.0)
    if space is None or space.turn is None or size <= 0 or element.get("Visible", "true").lower() == "false":
        return
    scale = next(iter(_numbers(element.get("HScale", ""))), 1.0) or 1.0
    turn = (space.turn + int(next(iter(_numbers(element.get("CharDirection", ""))), 0.0)) // 90) % 4
    x = y = 0.0
    for code in (child for child in element if _is(child, "TextCode")):
        text = code.text or ""
        x = next(iter(_numbers(code.get("X", ""))), x)
        y = next(iter(_numbers(code.get("Y", ""))), y)
        across, down = _steps(code.get("DeltaX", "")), _steps(code.get("DeltaY", ""))
        for i, (char, left, base) in enumerate(_spots(text, x, y, across, down)):
            width = _advance(char, size) * scale
            if i < len(across) and 0 < across[i] < width:
                width = across[i]
            corners = (left, base - _ABOVE * size), (left + width, base + (1 - _ABOVE) * size)
            (ax, ay), (bx, by) = (space.point(*corner) for corner in corners)
            if all(map(math.isfinite, (ax, ay, bx, by))):
                yield Word(char, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), turn)


def _spots(
    text: str, x: float, y: float, across: Sequence[float], down: Sequence[float]
) -> Iterator[tuple[str, float, float]]:
    """Each character with its origin; where steps run out, the last one is repeated, as readers do."""
    for i, char in enumerate(text):
        yield char, x, y
        x += across[min(i, len(across) - 1)] if across else 0.0
        y += down[min(i, len(down) - 1)] if down else 0.0


def _steps(text: str) -> list[float]:
    """Steps between characters: numbers, and runs written `g n v` for n times v."""
    steps: list[float] = []
    parts = iter(text.replace(",", " ").split())
    for part in parts:
        if part in ("g", "G"):
            count, value = _numbers(next(parts, "")), _numbers(next(parts, ""))
            if count and value:
                steps += [value[0]] * max(0, min(int(count[0]), _MOST_STEPS - len(steps)))
        else:
            steps += _numbers(part)
    return steps[:_MOST_STEPS]


def _advance(char: str, size: float) -> float:
    """How wide a character is printed: ideographs as wide as they are high, others about half."""
    return size if ord(char) > 0x2E7F or char in "“”‘’…—" else size / 2


def _rules(element: etree._Element, origin: tuple[float, float]) -> Iterator[Rule]:
    """The straight lines along an axis that a path draws: its strokes, or itself where it is filled and thin."""
    space = _space(element, origin)
    path = next((e.text or "" for e in element if _is(e, "AbbreviatedData")), "")
    if space is None or element.get("Visible", "true").lower() == "false":
        return
    lines = [(space.point(*a), space.point(*b)) for a, b in _segments(path)]
    boxes = [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in lines]
    boxes = [box for box in boxes if all(map(math.isfinite, box))]
    if not boxes:
        return
    whole = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    if min(whole[2] - whole[0], whole[3] - whole[1]) <= _THIN:
        yield Rule(*whole)
    elif element.get("Stroke", "true").lower() != "false":
        yield from (Rule(*box) for box in boxes if min(box[2] - box[0], box[3] - box[1]) <= _THIN / 2)


def _segments(path: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of an abbreviated path; curves are passed over."""
    parts = path.replace(",", " ").split()
    start = here = (0.0, 0.0)
    i = 0
    while i < len(parts):
        operator = parts[i].upper()
        count = _OPERANDS.get(operator)
        i += 1
        if count is None:
            continue
        numbers = [n for part in parts[i : i + count] for n in _numbers(part)]
        if len(numbers) != count:
            return
        i += count
        there = (numbers[-2], numbers[-1]) if count else start
        if operator in ("L", "C"):
            yield here, there
        elif operator in ("M", "S"):
            start = there
        here = there


def _box(element: etree._Element) -> tuple[float, float, float, float] | None:
    """The physical box of a page area: x, y, width, height in millimetres."""
    numbers = _numbers(_text_of(element, "PhysicalBox"))
    if len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _numbers(text: str) -> list[float]:
    """The numbers in an attribute; what is beyond any page is as good as infinite, which no count can be."""
    return [max(-_FARTHEST, min(float(number), _FARTHEST)) for number in _NUMBER.findall(text)]


def _text_of(element: etree._Element, kind: str) -> str:
    return next(((child.text or "").strip() for child in element if _is(child, kind)), "")


def _is(element: etree._Element, kind: str) -> bool:
    """Whether an element has this local name: producers differ in the namespace they write."""
    tag = element.tag
    return isinstance(tag, str) and tag.rpartition("}")[2] == kind
