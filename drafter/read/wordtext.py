"""The text that Word shows of a paragraph: changes accepted, page numbers left out, symbols as characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafter.read.pagetable import is_note_mark
from drafter.read.wordxml import TEXT_BOX, W, is_on, properties_of, value_of

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN_PROPERTIES = f"{W}rPr"
# Properties of a run that decide whether and how its text is to be read.
_SPECIAL = frozenset(f"{W}{tag}" for tag in ("vanish", "rStyle", "strike", "dstrike", "vertAlign"))
_RUN, _TEXT, _SYMBOL, _FORMULA = f"{W}r", f"{W}t", f"{W}sym", f"{_M}oMath"
_PICTURES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
# What a paragraph holds that is no text of it.
_PASSED_OVER = frozenset(
    (
        *(f"{W}{tag}" for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt")),
        *(f"{W}{tag}" for tag in ("commentReference", "annotationRef", "footnoteRef", "endnoteRef", "softHyphen")),
        TEXT_BOX,
    )
)
_PLAIN = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\v", f"{W}cr": "\v", f"{W}noBreakHyphen": "-"}
# Fields whose results are about pages, not about the report.
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|TOC|PAGEREF)\b", re.IGNORECASE)
_CIRCLED_WINGDINGS = ((0x81, 0x2460), (0x8C, 0x2776))
_POWER = re.compile(r"(?:[m米]|[×xX*]\s?10)$")
_POWERS = {"2": "²", "3": "³"}


@dataclass
class LeftOut:
    """What reading passed over, for notices: numbers of changes, and texts struck out, raised, or not readable."""

    struck: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    hidden: int = 0
    symbols: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a paragraph, "\\v" at manual line breaks, the ids of the notes it refers to, and its pictures."""

    text: str
    notes: tuple[tuple[str, str], ...] = ()
    pictures: int = 0


class Writing:
    """Reads paragraphs in the order of the document: a field may begin in one and end in another."""

    def __init__(self, styles: etree._Element | None, body: etree._Element) -> None:
        """Take the root of styles.xml (None where there is none) and the body."""
        self.left_out = LeftOut()
        self._hiding = {
            style.get(f"{W}styleId", "")
            for style in (styles.iter(f"{W}style") if styles is not None else ())
            if is_on(style.find(f"{W}rPr"), "vanish")
        }
        marks = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
        # A field that never ends would swallow the rest of the document.
        self._closed = marks.count("begin") == marks.count("end")
        self._fields: list[_Field] = []
        self._pieces: list[str] = []
        self._notes: list[tuple[str, str]] = []
        self._pictures = 0

    def show(self, paragraph: etree._Element) -> Shown:
        """The text of `paragraph`, the next of the document."""
        self._pieces, self._notes, self._pictures = [], [], 0
        self._children(paragraph)
        return Shown("".join(self._pieces), tuple(self._notes), self._pictures)

    def _children(self, element: etree._Element) -> None:
        stack = list(reversed(element))
        while stack:
            child = stack.pop()
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == _FORMULA:
                self._add(formula(child))
            elif tag in _DELETED or tag in _PASSED_OVER or self._is_page_field(child):
                continue
            else:
                stack.extend(reversed(child))

    def _is_page_field(self, element: etree._Element) -> bool:
        return element.tag == f"{W}fldSimple" and bool(_PAGE_FIELD.match(element.get(f"{W}instr", "")))

    def _run(self, run: etree._Element) -> None:
        properties = properties_of(run, _RUN_PROPERTIES)
        if properties is None or _SPECIAL.isdisjoint([child.tag for child in properties]):
            self._contents(run, self._add)
        elif is_on(properties, "vanish") or value_of(properties, f"{W}rStyle") in self._hiding:
            hidden: list[str] = []
            self._contents(run, hidden.append)
            self.left_out.hidden += bool("".join(hidden).strip())
        elif is_on(properties, "strike") or is_on(properties, "dstrike"):
            self._set_aside(run, self.left_out.struck)
        elif value_of(properties, f"{W}vertAlign") == "superscript":
            self._raised(run)
        else:
            self._contents(run, self._add)

    def _set_aside(self, run: etree._Element, where: list[str]) -> None:
        aside: list[str] = []
        self._contents(run, aside.append)
        text = "".join(aside).strip()
        if text:
            where.append(text)

    def _raised(self, run: etree._Element) -> None:
        """A raised figure is a square, a cube, or the mark of a note that must not run into a number."""
        aside: list[str] = []
        self._contents(run, aside.append)
        text = "".join(aside)
        before = "".join(self._pieces[-2:])
        if text.strip() in _POWERS and _POWER.search(before):
            self._add(_POWERS[text.strip()])
        elif is_note_mark(text):
            self.left_out.raised.append(text.strip())
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self._fields or not any(field.is_unseen for field in self._fields):
            self._pieces.append(text)

    def _contents(self, run: etree._Element, add: Callable[[str], None]) -> None:
        """Say the text of a run piece by piece, minding fields, notes and pictures on the way."""
        stack = list(reversed(run))
        while stack:
            child = stack.pop()
            tag = child.tag
            if tag == _TEXT:
                add(child.text or "")
            elif tag in _PLAIN:
                add(_PLAIN[tag])
            elif tag == _SYMBOL:
                add(self._symbol(child))
            elif not self._apart(child, tag):
                stack.extend(reversed(child))

    def _apart(self, child: etree._Element, tag: str) -> bool:
        """Mind a child of a run that is no text; True where nothing of it is to be read."""
        if tag == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType", ""))
        elif tag == f"{W}instrText" and self._fields:
            self._fields[-1].code += child.text or ""
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self._notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")))
        elif tag in _PICTURES:
            self._pictures += next(child.iter(TEXT_BOX), None) is None
            return True
        return tag in _PASSED_OVER or tag in _DELETED

    def _field(self, kind: str) -> None:
        if not self._closed:
            return
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, symbol: etree._Element) -> str:
        """The character of a symbol; "" (and a mark for the notice) where its font alone knows what it looks like."""
        code = int(symbol.get(f"{W}char", "") or "0", 16) if _is_hex(symbol.get(f"{W}char", "")) else 0
        font = symbol.get(f"{W}font", "")
        low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
        if font == "Wingdings":
            for first, circled in _CIRCLED_WINGDINGS:
                if first <= low < first + 10:
                    return chr(circled + low - first)
        elif font == "Symbol" and 0x20 <= low <= 0x3F:
            return chr(low)
        elif 0x80 < code < 0xE000:
            return chr(code)
        self.left_out.symbols += 1
        return ""


@dataclass
class _Field:
    """A field that is open: its code so far, and whether its result has begun."""

    code: str = ""
    in_result: bool = False

    @property
    def is_unseen(self) -> bool:
        """Whether what is read now is the field's code, or the result of a field about pages."""
        return not self.in_result or bool(_PAGE_FIELD.match(self.code))


def _is_hex(text: str) -> bool:
    return re.fullmatch(r"[0-9A-Fa-f]{1,6}", text) is not None


def formula(element: etree._Element) -> str:
    """The text of a formula on one line: a fraction as a/b, so that its figures never run together."""
    if element.tag == f"{_M}t":
        return element.text or ""
    parts = [formula(child) for child in element if not str(child.tag).endswith("Pr")]
    if element.tag == f"{_M}f" and len(parts) == 2:
        return "/".join(parts)
    return "".join(parts)


def paragraphs_in(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs inside a cell or a note in order."""
    yield from element.iter(f"{W}p")
