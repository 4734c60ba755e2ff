"""The style of a report that is to be taken for a model, in remarks a model can follow."""

from __future__ import annotations

import re

from drafter.draft.wording import sentences

_COUNTED = re.compile("[一二三四五]是")
_YEAR_FIRST = re.compile(r"^20\d\d年")
_SHORTEST = 8
"""Characters below which a line is a heading or a scrap, not a sentence."""


def style(text: str) -> str:
    """How long its sentences are, whether it counts its points, how its sentences begin; "" where it has none."""
    found = [s for line in text.split("\n") for s in sentences(line) if s.endswith("。") and len(s) >= _SHORTEST]
    if not found:
        return ""
    mean = round(sum(map(len, found)) / len(found))
    counts = "分点用“一是、二是”" if len(_COUNTED.findall(text)) > 2 else "不用“一是、二是”分点"
    years = sum(bool(_YEAR_FIRST.match(sentence)) for sentence in found)
    opening = "，常以年份开头" if 5 * years > len(found) else "，很少以年份开头"
    return f"参照指定报告的写法：句子平均约{mean}字，{counts}{opening}。"
