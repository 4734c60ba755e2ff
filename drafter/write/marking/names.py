"""Names of the elements that comments and tracked changes are made of, and the making of them."""

from __future__ import annotations

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
DOCUMENT, BODY = f"{W}document", f"{W}body"
PARAGRAPH, RUN, TEXT = f"{W}p", f"{W}r", f"{W}t"
RUN_PROPERTIES = f"{W}rPr"
INSERTED, DELETED = f"{W}ins", f"{W}del"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of the Word namespace with attributes of the same."""
    made = etree.Element(f"{W}{tag}", {f"{W}{name}": value for name, value in attributes.items()}, nsmap={"w": WORD})
    made.extend(children)
    return made


def text_element(text: str, tag: str = "t") -> etree._Element:
    """A w:t (or w:delText) that keeps its white space."""
    made = element(tag)
    set_text(made, text)
    return made


def set_text(target: etree._Element, text: str) -> None:
    """Give a w:t its text; without the mark Word would drop white space at its ends."""
    target.text = text
    target.set(_SPACE, "preserve")


def run_of(*children: etree._Element, properties: etree._Element | None = None) -> etree._Element:
    """A run with those properties."""
    made = element("r")
    if properties is not None:
        made.append(properties)
    made.extend(children)
    return made
