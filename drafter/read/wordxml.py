"""The parts of a Word package: names, where the body is, and the branches of it that today's Word shows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from drafter.read.archive import xml_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "word/document.xml"
_BODY_TYPE = "/relationships/officeDocument"
TEXT_BOX = f"{W}txbxContent"
_VAL = f"{W}val"
_STYLE = f"{W}pStyle"
_FIRST_FEW = 3
_OFF = frozenset(("0", "false", "off"))


def main_part(archive: zipfile.ZipFile, name: str) -> str:
    """The name of the part that holds the body: the package says which; usually word/document.xml.

    Raises:
        UnreadableDocument: the package's list of parts is damaged.
    """
    links = xml_part(archive, "_rels/.rels", name)
    for link in links.iter(_REL) if links is not None else ():
        if link.get("Type", "").endswith(_BODY_TYPE):
            return str(link.get("Target", _MAIN)).lstrip("/")
    return _MAIN


def sibling(part: str, other: str) -> str:
    """The name of the part `other` beside `part`."""
    folder, slash, _ = part.rpartition("/")
    return f"{folder}{slash}{other}"


def keep_one_branch(root: etree._Element) -> None:
    """Take out of `root` every alternative content but the one that Word would show: text boxes are stored twice."""
    for alternative in list(root.iter(f"{MC}AlternateContent")):
        branches = [child for child in alternative if child.tag in (f"{MC}Choice", f"{MC}Fallback")]
        shown = max(branches, key=_says, default=None)
        for branch in branches:
            if branch is not shown:
                alternative.remove(branch)


def _says(branch: etree._Element) -> int:
    """How much a branch says: 2 for text, 1 for a picture."""
    if next(branch.iter(TEXT_BOX, f"{W}t"), None) is not None:
        return 2
    return int(next(branch.iter(f"{W}drawing", f"{W}pict", f"{W}object"), None) is not None)


def boxes_in(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of the text boxes anchored in `element`, those inside other boxes left to their own."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag == TEXT_BOX:
            yield child
        else:
            stack.extend(reversed(child))


def properties_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The properties of a paragraph, run, row or cell, which stand before its content; None where it has none."""
    for child in islice(element, _FIRST_FEW):
        if child.tag == tag:
            return child
    return None


def style_of(paragraph: etree._Element) -> str:
    """The style id of a paragraph, "" where it names none."""
    properties = properties_of(paragraph, f"{W}pPr")
    for child in properties if properties is not None else ():
        if child.tag == _STYLE:
            return str(child.get(_VAL, ""))
    return ""


def value_of(element: etree._Element, path: str) -> str:
    """The w:val of the element at `path` below `element`, "" where there is none."""
    found = element.find(path)
    return str(found.get(_VAL, "")) if found is not None else ""


def number_of(element: etree._Element, path: str, missing: int) -> int:
    """The w:val at `path` as a whole number, `missing` where there is none."""
    value = value_of(element, path)
    return int(value) if re.fullmatch(r"\d{1,4}", value) else missing


def is_on(properties: etree._Element | None, tag: str) -> bool:
    """Tell whether a switch such as w:vanish is set among `properties`."""
    found = properties.find(f"{W}{tag}") if properties is not None else None
    return found is not None and found.get(_VAL, "1") not in _OFF
