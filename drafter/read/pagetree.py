"""The elements of a web page: parsing, and which of them a reader of the page never sees as part of its text."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

from drafter.errors import UnreadableDocument

# Elements whose content is no text of the page.
_DROPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "select", "button", "iframe", "object", "svg", "video"),
        *("audio", "input", "textarea", "map", "xml", "rt", "rp"),
    )
)
_MARGINS = frozenset(("nav", "footer", "aside"))
INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "img"),
        *("ins", "kbd", "label", "mark", "q", "ruby", "rb", "samp", "small", "span", "strong", "sub", "sup", "time"),
        *("tt", "u", "var", "wbr", "del", "s", "strike"),
    )
)
STRUCK = frozenset(("del", "s", "strike"))
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:", re.IGNORECASE)
_SIZELESS = re.compile(r"font-size\s{0,3}:\s{0,3}0(?![.\d])", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"line-through", re.IGNORECASE)
_FURNITURE = re.compile(
    r"\b(nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|toolbar|share|sidebar|position)\b", re.IGNORECASE
)
# A block named like furniture that holds more text than this is the page itself under an unlucky name.
_FURNITURE_SIZE = 600
_SECTION_HEADING = re.compile(r"[一二三四五六]、\s?\S{2,20}(?:情况|事项)")
_NAMED_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#)\w{2,16};")


def root_of(text: str, name: str) -> etree._Element:
    """The root of a page; one named .xhtml is read as XML where it is well-formed.

    Raises:
        UnreadableDocument: there is no page in `text`, or it is nested without end.
    """
    strict = _xhtml_root(text) if name.lower().endswith((".xhtml", ".xht")) else None
    if strict is not None:
        return strict
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    message = "不是可读的网页。请在浏览器中打开，另存为 .html 后再读。"
    try:
        root = etree.fromstring(text.encode("utf-8"), parser=parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(message, name=name) from error
    if root is None:
        raise UnreadableDocument(message, name=name)
    # Past a limit the parser stops and keeps what it has: a report cut short without a word.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        message = "网页结构嵌套过深，读不完整。请在浏览器中打开，把正文复制到 Word 后再读。"
        raise UnreadableDocument(message, name=name)
    return root


def _xhtml_root(text: str) -> etree._Element | None:
    """The root of a well-formed XHTML page without its namespace, or None."""
    known = _NAMED_ENTITY.sub(lambda entity: unescape(entity[0]), text)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element = etree.fromstring(known.encode("utf-8"), parser=parser)
    except etree.XMLSyntaxError:
        return None
    for element in root.iter(etree.Element):
        element.tag = str(element.tag).rpartition("}")[2].lower()
    return root


def text_of(element: etree._Element) -> str:
    """All text in an element, shown or not."""
    return "".join(map(str, element.itertext(etree.Element)))


def is_inline(tag: object) -> bool:
    """Tell whether an element with that tag stands within a line; Word's own (o:p, st1:date) all do."""
    return tag in INLINE or ":" in str(tag)


def is_hidden(element: etree._Element) -> bool:
    """Tell whether the page itself hides an element."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style is None:
        return False
    # An element around others is often given no size only to close the gaps between them.
    return _HIDDEN.search(style) is not None or (len(element) == 0 and _SIZELESS.search(style) is not None)


def is_struck(element: etree._Element) -> bool:
    """Tell whether an element shows its text crossed out."""
    if element.tag in STRUCK:
        return True
    style = element.get("style")
    return style is not None and _STRUCK_STYLE.search(style) is not None


def is_dropped(element: etree._Element) -> bool:
    """Tell whether an element is no text of the page, or stands at its margin by its tag or its name.

    What is named like a margin but holds a table, much text or a heading of a report is no margin.
    """
    tag = element.tag
    if tag in _DROPPED:
        return True
    if tag not in _MARGINS:
        if tag not in ("div", "ul", "p", "span"):
            return False
        named, id = element.get("class"), element.get("id")
        if not (named or id) or not _FURNITURE.search(f"{named} {id}".replace("_", "-")):
            return False
    if next(element.iter("table"), None) is not None:
        return False
    text = text_of(element)
    return (tag in _MARGINS or len(text) < _FURNITURE_SIZE) and not _SECTION_HEADING.search(text)
