"""Guard: one plain sentence in the report's characters; nothing of the prompt, of code, or of another script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.draft.guards.fault import Fault
from drafter.draft.guards.view import View

LONGEST = 120
_ALLOWED = re.compile(r"[\u4e00-\u9fff\ue000-\uf8ff，。；：、！？（）《》〈〉“”‘’〔〕—…·]")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\ue000-\uf8ff]"
)
_META = re.compile(
    r"指令|提示词|系统提示|忽略(?:以上|上述|之前|前面)|人工智能|语言模型|AI|作为(?:一个|一名)?(?:助手|模型)|以下是|根据您|您的|抱歉|无法生成|输出格式|示例|例句|改写后|修改后的句子|草稿"
    r"|【|】|待补充|(?:要点|素材|证据|编号)[一二三四五六七八九十\d]|[（(]?\b[pne]\d+\b[）)]?|```|\*\*|</?[a-zA-Z]|&[a-z]+;|\\[nt\"]|\bjson\b|^[#>*-]",
    re.I,
)
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("〔", "〕"), ("‘", "’"), ("〈", "〉"))


def raw_faults(text: str) -> Iterator[Fault]:
    """Yield what is wrong with the sentence as sent, before its slots are read."""
    if not text.strip():
        yield Fault("shape.empty", "句子是空的，请写出一句话")
    if hidden := _INVISIBLE.search(text.strip()):
        yield Fault("shape.hidden", "句子里有看不见的控制字符，请删去", f"U+{ord(hidden[0]):04X}")
    if "\n" in text.strip():
        yield Fault("shape.lines", "一句话不能分成几行，请合成一句或者分开给出")


def faults(view: View) -> Iterator[Fault]:
    """Yield what is wrong with the form of the sentence."""
    if leaked := _META.search(view.masked):
        reason = "这是提示或者格式中的字样，不是报告的话，请删去；只写报告正文"
        yield Fault("shape.leak", reason, leaked[0])
    if len(view.text) > LONGEST:
        yield Fault("shape.long", f"句子有{len(view.text)}个字，超过{LONGEST}个字，请分成两句")
    if "。" in view.masked[:-1] or "！" in view.masked or "？" in view.masked:
        yield Fault("shape.several", "一次只写一句话，句末用句号", view.masked[:20])
    yield from _characters(view)
    yield from _brackets(view.masked)


def _characters(view: View) -> Iterator[Fault]:
    """Characters that neither a report has nor the evidence (an address, a name in Latin letters)."""
    for character in dict.fromkeys(view.masked):
        if _ALLOWED.match(character) or (character in view.grounds and character.isascii()):
            continue
        yield Fault("shape.character", f"报告正文不用“{character}”这样的字符，请改写", character)


def _brackets(masked: str) -> Iterator[Fault]:
    for opening, closing in _PAIRS:
        depth = 0
        for character in masked:
            depth += (character == opening) - (character == closing)
            if depth not in (0, 1):
                break
        if depth:
            yield Fault("shape.brackets", f"“{opening}{closing}”没有成对，请补齐", opening)
