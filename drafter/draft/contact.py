"""Where the report can be found and whom to ask: the writer's contact notes taken apart and set in the usual order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.brief import Brief
from drafter.draft.notes import Note
from drafter.draft.phrase import plain
from drafter.draft.plan import Gap, Point, Step
from drafter.draft.wording import clause
from drafter.library.place import Place

# As printed → as a note may call it, longest first.
_LABELS = {
    "地址": ("办公地址", "联系地址", "通讯地址", "通信地址", "地址"),
    "邮编": ("邮政编码", "邮编"),
    "电话": ("联系电话", "办公电话", "咨询电话", "电话", "电话号码"),
    "传真": ("传真号码", "传真"),
    "电子邮箱": ("电子邮箱", "电子邮件", "邮箱"),
}
_SITE = ("公布网站", "公布网址", "网站名称", "网站", "网址")
_NAMES = {name: label for label, names in _LABELS.items() for name in names} | dict.fromkeys(_SITE, "网站")
_LABELLED = re.compile(rf"({'|'.join(sorted(_NAMES, key=len, reverse=True))})[：:为是]?[ ]?(?=\S)(.+)", re.DOTALL)
_IS_SITE = re.compile(r"网站|网址|https?:|www\.|公众号|门户")
_PHONE = re.compile(r"[\d—\-－ 转（）()]{7,}")
_PIECE = re.compile(r"(?:[^，；。（）]|（[^（）]*）|[（）])+")


def contact(brief: Brief) -> list[Step]:
    """Plan the end of the preamble; what the notes do not say of site or contact is asked for."""
    notes = brief.notes_at(Place.CONTACT)
    found: dict[str, str] = {}
    for note in notes:
        for label, words in _pieces(note):
            found[label] = f"{found[label]}，{words}" if label in found else words
    site = found.pop("网站", "").removeprefix("在").removesuffix("查阅")
    listed = "；".join(f"{label}：{found[label]}" for label in _LABELS if label in found)
    steps: list[Step] = []
    numbers = tuple(note.number for note in notes)
    if site:
        steps.append(Point("preamble.site", {"site": plain(site)}, notes=numbers))
    if listed:
        steps.append(Point("preamble.contact", {"contact": plain(listed)}, notes=numbers))
    return [*steps, *_missing(bool(site), bool(listed))]


def _missing(site: bool, listed: bool) -> list[Gap]:
    if site and listed:
        return []
    if listed:
        return [Gap("报告的电子版公布在哪个网站？", "公布报告的网站")]
    if site:
        return [Gap("编制单位的办公地址、邮编和联系电话是什么？", "联系地址、电话")]
    return [Gap("报告公布在哪个网站？编制单位的办公地址、邮编和联系电话是什么？", "公布网站和联系地址、电话")]


def _pieces(note: Note) -> Iterator[tuple[str, str]]:
    """Yield what a contact note says, piece by piece with its label; words without one go on with the piece before."""
    label = _NAMES.get(note.heading or "", "")
    for piece in _PIECE.findall(clause(note.text)):
        named = _LABELLED.fullmatch(piece)
        if named and not (named[1] in _SITE and not named[0][len(named[1]) :].startswith(("：", ":"))):
            label, words = _NAMES[named[1]], named[2]
        else:
            words = piece
            label = label or ("网站" if _IS_SITE.search(piece) else "电话" if _PHONE.fullmatch(piece) else "地址")
        yield label, words
