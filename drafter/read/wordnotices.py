"""What the user should know of how a Word document was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from drafter.documents import Notice
from drafter.read.wordtext import LeftOut
from drafter.read.wordxml import W

_SHOWN = 6


def notices_of(body: etree._Element, left_out: LeftOut, noted: int, opened: int) -> tuple[Notice, ...]:
    """The notices on changes, notes and what was passed over; `noted`: how many notes were read, `opened`: how many
    embedded files were looked into.
    """
    return tuple(Notice(code=code, message=message) for code, message in _messages(body, left_out, noted, opened))


def _messages(body: etree._Element, left_out: LeftOut, noted: int, opened: int) -> Iterator[tuple[str, str]]:
    inserted = _count(body, "ins", "moveTo")
    deleted = _count(body, "del", "moveFrom")
    if inserted or deleted:
        message = f"文件带有没有接受的修订（插入 {inserted} 处、删除 {deleted} 处），按接受全部修订后的文字读取。"
        yield "tracked_changes", message
    if noted:
        yield "notes_read", f"脚注、尾注 {noted} 条，各列在所注的段落或表格之后，以“注：”开头。"
    if left_out.struck:
        message = f"划了删除线的 {len(left_out.struck)} 处文字没有读入：{_quoted(left_out.struck)}。"
        yield "struck_out", message
    if left_out.raised:
        message = f"上标的 {len(left_out.raised)} 处注释号没有读入：{_quoted(left_out.raised)}。"
        yield "note_marks", message
    if left_out.hidden:
        yield "hidden_text", f"设为隐藏的 {left_out.hidden} 处文字没有读入。"
    if left_out.symbols:
        yield "symbols_unread", f"有 {left_out.symbols} 个特殊字体的符号认不出是什么字，没有读入。请核对原件。"
    in_cells = _count(body, "altChunk") - opened
    if in_cells:
        message = f"表格的单元格里嵌有另外的文件 {in_cells} 处，没有读入。请用 Word 打开原件，另存一份后再读。"
        yield "embedded_unread", message
    linked = _count(body, "subDoc")
    if linked:
        message = f"文档是主控文档，另有 {linked} 个子文档不在文件里，没有读入。请用 Word 展开子文档，另存一份后再读。"
        yield "embedded_unread", message


def _count(body: etree._Element, *tags: str) -> int:
    """How many elements with one of the tags there are, of changes those of text, rows and paragraph ends."""
    return sum(1 for _ in body.iter(*(f"{W}{tag}" for tag in tags)))


def _quoted(texts: Sequence[str]) -> str:
    shown = "、".join(f"“{text[:40]}”" for text in texts[:_SHOWN])
    return shown + ("等" if len(texts) > _SHOWN else "")
