"""Guard: no figure is typed, in any script; a figure comes from a slot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafter.draft.guards.cover import Token
from drafter.draft.guards.fault import Fault
from drafter.draft.guards.lexicon import Role
from drafter.draft.guards.slots import MARKS
from drafter.draft.guards.view import View

_NUMERAL = re.compile(
    "[零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅俩仨半倍翻]|数(?=[十百千万件次人项条家场])|[几多](?=[件次场人项条家期个篇])|成(?=以上|左右|多)|百分|过半|对折"
)
_REASON = "数字不能自己写（阿拉伯数字、汉字数字、倍、半数、成、百分之都不行），请改用【可用数字】中的{{名称|单位}}"


def faults(view: View) -> Iterator[Fault]:
    """Yield every figure that no slot put there and that is no name, date or set phrase of the evidence."""
    for token in view.tokens:
        if token.role in (Role.EVIDENCE, Role.FRAME, Role.FORM, Role.SYNONYM, Role.FIGURE, Role.DEGREE):
            continue
        if _is_figure(token):
            yield Fault("figure.typed", _REASON, _around(view.masked, token.start))


def _is_figure(token: Token) -> bool:
    return any(
        unicodedata.category(character) in ("Nd", "No", "Nl") or unicodedata.numeric(character, None) is not None
        for character in token.text
        if not MARKS.match(character)
    ) or bool(_NUMERAL.search(token.text))


def _around(text: str, place: int) -> str:
    return MARKS.sub("…", text[max(0, place - 4) : place + 6])
