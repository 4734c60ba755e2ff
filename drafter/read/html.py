"""HTML → Document: the report that stands in a web page, without what the site puts round it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.documents import Notice
from drafter.read.article import article_of
from drafter.read.decode import declared_charset, decode
from drafter.read.document import Document, Grid, Paragraph
from drafter.read.pagetree import root_of
from drafter.read.pagewalk import Walked, walk
from drafter.read.spacing import tidy

_SHOWN = 6


def read(data: bytes, name: str) -> Document:
    """Read the bytes of an HTML page.

    Raises:
        UnreadableDocument: the bytes cannot be decoded, there is no page in them, or it is nested without end.
    """
    text, notices = decode(data, name, declared_charset(data))
    return document_of(text, name, notices)


def document_of(text: str, name: str, notices: tuple[Notice, ...] = ()) -> Document:
    """Read the decoded source of a page; `notices` come first among the document's own.

    Raises:
        UnreadableDocument: there is no page in `text`, or it is nested without end.
    """
    root = root_of(text, name)
    title = tidy(root.findtext(".//head/title") or "")
    page = walk(root)
    kept, dropped = article_of(page)
    found = [*notices]
    if page.hidden and kept is page.pieces:
        # No report is to be seen: some pages hide the article until a script shows it.
        whole = walk(root, unhide=True)
        kept_then, dropped_then = article_of(whole)
        if kept_then is not whole.pieces:
            page, kept, dropped = whole, kept_then, dropped_then
            found.append(Notice(code="hidden_shown", message="正文在网页中设为隐藏，已照常读入。"))
    found += _left_out(page, dropped)
    places = {id(piece): i for i, piece in enumerate(page.pieces)}
    reach = [places[id(piece)] for piece in kept]
    pictures = tuple(place for at, place in page.pictures if reach and reach[0] <= at <= reach[-1])
    return Document(tuple(piece.block for piece in kept), title, tuple(found), text, pictures)


def blocks_of_fragment(text: str, name: str, place: str) -> list[Paragraph | Grid]:
    """The blocks of a piece of HTML that stands in another kind of file at `place`.

    Raises:
        UnreadableDocument: as `read`.
    """
    return [replace(piece.block, place=place) for piece in walk(root_of(f"<div>{text}</div>", name)).pieces]


def _left_out(page: Walked, dropped: Sequence[str]) -> list[Notice]:
    notices = []
    if dropped:
        message = f"网页上报告以外的 {len(dropped)} 行没有列入正文：{_quoted(dropped)}。"
        notices.append(Notice(code="page_margins", message=message))
    if page.struck:
        message = f"划了删除线的 {len(page.struck)} 处文字没有读入：{_quoted(page.struck)}。"
        notices.append(Notice(code="struck_out", message=message))
    if page.raised:
        message = f"上标的 {len(page.raised)} 处注释号没有读入：{_quoted(page.raised)}。"
        notices.append(Notice(code="note_marks", message=message))
    return notices


def _quoted(texts: Sequence[str]) -> str:
    shown = "、".join(f"“{text[:40]}”" for text in texts[:_SHOWN])
    return shown + ("等" if len(texts) > _SHOWN else "")
