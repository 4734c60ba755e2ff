"""Comments: the text in a part of its own, the range in the body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from drafter.write.marking.names import W, element, run_of, text_element
from drafter.write.marking.package import Package

AUTHOR = "drafter"
_INITIALS = "核"
_ID = f"{W}id"
_PROPERTIES = f"{W}pPr"
# What Word calls its styles of comments in every language.
_REFERENCE_STYLE, _TEXT_STYLE = "annotation reference", "annotation text"


class Comments:
    """Adds comments to a package, numbered after those that it has."""

    def __init__(self, package: Package) -> None:
        """Take the file to comment on."""
        self._package = package
        self._mark_style, self._text_style = package.style(_REFERENCE_STYLE), package.style(_TEXT_STYLE)
        self._next = 1 + max((number_of(comment) for comment in package.comments), default=-1)

    def add(self, paragraph: etree._Element, runs: Sequence[etree._Element], text: str) -> etree._Element:
        """Comment on `runs`, which stand in order in `paragraph`; on the place of the paragraph where there are none.

        Returns the comment.
        """
        number = str(self._next)
        self._next += 1
        start, end = element("commentRangeStart", id=number), element("commentRangeEnd", id=number)
        mark = run_of(element("commentReference", id=number), properties=self._mark_look())
        if runs:
            runs[0].addprevious(start)
            runs[-1].addnext(end)
        else:
            has_properties = len(paragraph) and paragraph[0].tag == _PROPERTIES
            paragraph.insert(1 if has_properties else 0, start)
            start.addnext(end)
        end.addnext(mark)
        comment = self._comment(number, text)
        self._package.comments.append(comment)
        return comment

    def go_on(self, comment: etree._Element, text: str) -> None:
        """Add a paragraph to a comment."""
        comment.append(self._paragraph(run_of(text_element(text))))

    def _comment(self, number: str, text: str) -> etree._Element:
        head = run_of(element("annotationRef"), properties=self._mark_look())
        paragraph = self._paragraph(head, run_of(text_element(text)))
        return element(
            "comment", paragraph, id=number, author=AUTHOR, initials=_INITIALS, **dated(self._package.modified)
        )

    def _paragraph(self, *runs: etree._Element) -> etree._Element:
        style = [element("pPr", element("pStyle", val=self._text_style))] if self._text_style else []
        return element("p", *style, *runs)

    def _mark_look(self) -> etree._Element | None:
        return element("rPr", element("rStyle", val=self._mark_style)) if self._mark_style else None


def dated(when: datetime | None) -> dict[str, str]:
    """The attribute that dates a mark: that of the file it is made in, so that the same review gives the same bytes."""
    return {"date": when.strftime("%Y-%m-%dT%H:%M:%SZ")} if when else {}


def number_of(mark: etree._Element) -> int:
    """The number of a comment or a change, -1 where it has none that is a whole number."""
    told = mark.get(_ID, "")
    return int(told) if told.isdecimal() else -1
