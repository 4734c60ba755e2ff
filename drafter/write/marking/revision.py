"""Tracked changes: words struck out, others put in in the same look, to be accepted or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from drafter.write.marking.comment import AUTHOR, dated, number_of
from drafter.write.marking.names import (
    DELETED,
    INSERTED,
    RUN_PROPERTIES,
    TEXT,
    W,
    element,
    run_of,
    text_element,
)
from drafter.write.marking.package import Package

_PLAIN = frozenset((RUN_PROPERTIES, TEXT, f"{W}lastRenderedPageBreak"))
# What a run may stand in for it to be struck out there.
_HOLDERS = frozenset(f"{W}{tag}" for tag in ("p", "ins", "hyperlink", "smartTag", "sdtContent", "customXml"))
_OF_ANOTHER_TIME = (f"{W}rPrChange", INSERTED, DELETED)


class Revisions:
    """Makes changes in a package's body, numbered after those that it has."""

    def __init__(self, package: Package) -> None:
        """Take the file to change."""
        marks = package.document.iter(*(f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo", "rPrChange")))
        self._next = 1 + max(map(number_of, marks), default=0)
        self._dated = dated(package.modified)

    def replace(self, runs: Sequence[etree._Element], text: str) -> bool:
        """Strike out `runs` and put `text` behind them; False where they hold other things and nothing is changed.

        With an empty `text` nothing is put there.
        """
        if not may_be_struck(runs):
            return False
        struck: etree._Element | None = None
        for run in runs:
            struck = self._strike(run, struck)
        if not text:
            return True
        inserted = self._inserted(runs[0], text)
        outer = None if struck is None else struck.getparent()
        if outer is not None and outer.tag == INSERTED and struck is not None:
            self._split_after(outer, struck)
            struck = outer
        assert struck is not None
        struck.addnext(inserted)
        return True

    def insert(self, run: etree._Element, text: str, *, behind: bool) -> bool:
        """Put `text` behind or before a run in its look; False where the run stands in what cannot hold a change."""
        if not may_be_struck([run]):
            return False
        inserted = self._inserted(run, text)
        outer = run.getparent()
        if outer is None or outer.tag != INSERTED:
            (run.addnext if behind else run.addprevious)(inserted)
            return True
        last = run if behind else run.getprevious()
        if last is None:
            outer.addprevious(inserted)
        else:
            self._split_after(outer, last)
            outer.addnext(inserted)
        return True

    def strike_mark(self, paragraph: etree._Element) -> None:
        """Strike out the mark that ends a paragraph, so that accepting joins it to the next one."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = element("pPr")
            paragraph.insert(0, properties)
        look = properties.find(RUN_PROPERTIES)
        if look is None:
            look = element("rPr")
            # The order of the schema: what tells of sections and former properties stands behind.
            behind = next((c for c in properties if c.tag in (f"{W}sectPr", f"{W}pPrChange")), None)
            if behind is None:
                properties.append(look)
            else:
                behind.addprevious(look)
        if look.find(DELETED) is None:
            # The schema has what tells of another's insertion stand first.
            look.insert(int(look.find(INSERTED) is not None), element("del", **self._mark()))

    def _inserted(self, like: etree._Element, text: str) -> etree._Element:
        """A new insertion of `text` in the look of a run."""
        look = like.find(RUN_PROPERTIES)
        properties = None if look is None else deepcopy(look)
        if properties is not None:
            for change in list(properties.iterchildren(*_OF_ANOTHER_TIME)):
                properties.remove(change)
        return element("ins", run_of(text_element(text), properties=properties), **self._mark())

    def _strike(self, run: etree._Element, last: etree._Element | None) -> etree._Element:
        """Strike out a run; returns the change it stands in, `last` where it follows on that."""
        if last is None or run.getprevious() is not last:
            last = element("del", **self._mark())
            run.addprevious(last)
        last.append(run)
        for text in list(run.iter(TEXT)):
            text.tag = f"{W}delText"
        return last

    def _split_after(self, holder: etree._Element, child: etree._Element) -> None:
        """Let what stands behind `child` be an insertion of its own by the same author: none stands inside another."""
        rest = list(child.itersiblings())
        if rest:
            other = element("ins", id=self._mark()["id"])
            other.attrib.update({name: value for name, value in holder.attrib.items() if name != f"{W}id"})
            other.extend(rest)
            holder.addnext(other)

    def _mark(self) -> dict[str, str]:
        number = str(self._next)
        self._next += 1
        return {"id": number, "author": AUTHOR, **self._dated}


def may_be_struck(runs: Sequence[etree._Element]) -> bool:
    """Whether there are runs, and all are of text alone in a place where a change may stand."""
    return bool(runs) and all(map(_may_be_struck, runs))


def _may_be_struck(run: etree._Element) -> bool:
    holder = run.getparent()
    return holder is not None and holder.tag in _HOLDERS and all(child.tag in _PLAIN for child in run)
