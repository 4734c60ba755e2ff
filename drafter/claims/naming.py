"""A short name for what a figure of no official table counts, taken from the words in front of it."""

from __future__ import annotations

import re

_LEADING = re.compile(
    r"^(?:[一二三四五六七八九十]是|其中|截至|截止|目前|全年|本年度?|累计|共计|共|总共|合计|以及|并|还|已|先后|同时|此外|另外|我[局市县区镇办委]|"
    r"\d{4}年度?|主动|通过|在|对|、|：|，)+"
)
_TRAILING = re.compile(r"(?:共计|合计|总计|累计|共有|共|总|达到|达|数量|总数|为|了|约|近|超过?|的|分别|各|数)+$")
_LONGEST = 16


def supplementary_name(clause: str) -> str:
    """The noun phrase at the end of `clause` (what stands before the figure), at most 16 characters; may be empty."""
    name = _LEADING.sub("", clause.strip("，。；：、（）“” \n"))
    name = _TRAILING.sub("", name).strip("，。；：、（）“”《》 \n")
    if name.count("《") > name.count("》"):
        name += "》"
    if len(name) <= _LONGEST:
        return name
    tail = name[-_LONGEST:]
    cut = max(tail.find(sign) for sign in "、和及的")
    return tail[cut + 1 :] if 0 <= cut < _LONGEST - 4 else tail
