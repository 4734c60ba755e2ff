"""Word's automatic list numbers as text: 一、 （一） 1. are part of what a reader of the document sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from drafter.read.ordinals import ordinal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"%([1-9])")
_MOST_STYLES_DEEP = 20
_List = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list. `restart`: after which levels it begins anew (1-based; 0: never; None: after any above)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A list of the document: the definition it counts in, its levels by depth, and where it starts counting anew."""

    counter: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """The counters of a document's lists; paragraphs are to be asked for in order."""

    def __init__(self, root: etree._Element | None, styles: etree._Element | None) -> None:
        """Take the roots of numbering.xml and styles.xml, None where the document has none."""
        own = _style_lists(styles)
        self._lists = _lists(root, own)
        self._by_style = _inherited(styles, own)
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    @property
    def used(self) -> bool:
        """Whether the document has lists at all."""
        return bool(self._lists)

    def next(self, paragraph: etree._Element, style: str) -> str:
        """The number that Word puts before `paragraph` of style id `style`, "" where it puts none."""
        if not self.used:
            return ""
        list_id, depth = self._place(paragraph.find(f"{_W}pPr"), style)
        numbers = self._lists.get(list_id)
        level = numbers.levels.get(depth) if numbers else None
        if numbers is None or level is None:
            return ""
        self._count(list_id, numbers, depth, level)
        if level.form in ("none", "bullet"):
            return ""
        return _PLACEHOLDER.sub(lambda match: self._shown(numbers, int(match[1]) - 1, level), level.text)

    def _place(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        """The list id and depth of a paragraph, from itself or from its style."""
        styled = self._by_style.get(style, ("", None))
        list_id, depth = _list_of(properties, styled)
        if depth is None:
            numbers = self._lists.get(list_id)
            levels = numbers.levels if numbers else {}
            depth = next((d for d, level in levels.items() if style and level.style == style), 0)
        return list_id, depth

    def _count(self, list_id: str, numbers: _Numbers, depth: int, level: _Level) -> None:
        key = numbers.counter, depth
        start = level.start
        if depth in numbers.starts and (list_id, depth) not in self._begun:
            self._counts.pop(key, None)
            start = numbers.starts[depth]
        self._begun.add((list_id, depth))
        self._counts[key] = self._counts.get(key, start - 1) + 1
        for below, lower in numbers.levels.items():
            if below > depth and (lower.restart is None or depth < lower.restart):
                self._counts.pop((numbers.counter, below), None)

    def _shown(self, numbers: _Numbers, depth: int, within: _Level) -> str:
        level = numbers.levels.get(depth)
        if level is None:
            return ""
        return ordinal(self._counts.get((numbers.counter, depth), level.start), "" if within.legal else level.form)


def _lists(root: etree._Element | None, styled: Mapping[str, _List]) -> dict[str, _Numbers]:
    """List id → its numbers."""
    if root is None:
        return {}
    abstract = {a.get(f"{_W}abstractNumId", ""): a for a in root.iter(f"{_W}abstractNum")}
    items = {item.get(f"{_W}numId", ""): item for item in root.iter(f"{_W}num")}
    levels = {id: _levels_in(definition) for id, definition in abstract.items()}
    lists = {}
    for list_id, item in items.items():
        counter = _definition(_value(item, "abstractNumId"), abstract, items, styled)
        own = dict(levels.get(counter, {}))
        starts = {}
        for change in item.iter(f"{_W}lvlOverride"):
            depth, start = _int(change.get(f"{_W}ilvl"), 0), _value(change, "startOverride")
            own |= _levels_in(change)
            if start:
                starts[depth] = _int(start, 1)
                own[depth] = replace(own.get(depth, _Level()), start=starts[depth])
        lists[list_id] = _Numbers(counter, own, starts)
    return lists


def _definition(
    id: str,
    abstract: Mapping[str, etree._Element],
    items: Mapping[str, etree._Element],
    styled: Mapping[str, _List],
) -> str:
    """The id of the definition that `id` stands for: one that only names a list style stands for that style's."""
    linked = _value(abstract[id], "numStyleLink") if id in abstract else ""
    list_id = styled.get(linked, ("", None))[0]
    return _value(items[list_id], "abstractNumId") if linked and list_id in items else id


def _levels_in(definition: etree._Element) -> dict[int, _Level]:
    return {
        _int(level.get(f"{_W}ilvl"), 0): _Level(
            start=_int(_value(level, "start"), 1),
            form=_value(level, "numFmt") or _alternative(level) or "decimal",
            text=_value(level, "lvlText"),
            restart=_int(_value(level, "lvlRestart"), 0) if _value(level, "lvlRestart") else None,
            legal=level.find(f"{_W}isLgl") is not None,
            style=_value(level, "pStyle"),
        )
        for level in definition.iter(f"{_W}lvl")
    }


def _alternative(level: etree._Element) -> str:
    """The format of a level that gives it with a fallback for older programs."""
    found = next(level.iter(f"{_W}numFmt"), None)
    return str(found.get(f"{_W}val", "")) if found is not None else ""


def _style_lists(styles: etree._Element | None) -> dict[str, _List]:
    """Style id → list id and depth that the style itself gives its paragraphs."""
    found = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        list_id, depth = _list_of(style.find(f"{_W}pPr"), ("", None))
        if list_id:
            found[style.get(f"{_W}styleId", "")] = list_id, depth
    return found


def _inherited(styles: etree._Element | None, own: Mapping[str, _List]) -> dict[str, _List]:
    """`own` with the lists that styles take over from the styles they are based on."""
    found = dict(own)
    bases = style_bases(styles)
    for style in bases:
        base = style
        for _ in range(_MOST_STYLES_DEEP):
            if base in own:
                found[style] = own[base]
                break
            base = bases.get(base, "")
    return found


def style_bases(styles: etree._Element | None) -> dict[str, str]:
    """Style id → id of the style it is based on ("" for none)."""
    elements = styles.iter(f"{_W}style") if styles is not None else ()
    return {style.get(f"{_W}styleId", ""): _value(style, "basedOn") for style in elements}


def _list_of(properties: etree._Element | None, missing: _List) -> _List:
    """List id and depth in a pPr element; what it does not say is taken from `missing`."""
    numbers = properties.find(f"{_W}numPr") if properties is not None else None
    if numbers is None:
        return missing
    depth = _value(numbers, "ilvl")
    return _value(numbers, "numId") or missing[0], _int(depth, 0) if depth else missing[1]


def _value(element: etree._Element, tag: str) -> str:
    child = element.find(f"{_W}{tag}")
    return child.get(f"{_W}val", "") if child is not None else ""


def _int(text: str | None, missing: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else missing
