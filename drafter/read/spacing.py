"""White space and invisible characters of source text."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
# PDF exports write ideographs with the code points of radicals that look the same. Unicode maps those of the Kangxi
# block; of the supplement, these are the ones that stand for a simplified character.
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_SUPPLEMENT = str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳", "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙龟"
)
SEEN_AS = {**_INVISIBLE, **_KANGXI, **_SUPPLEMENT}
STRANGE = re.compile(f"[{''.join(map(chr, SEEN_AS))}]")
_RUN = re.compile(r"[\s\u00a0]+")
# Ideographs, full-width forms and Chinese punctuation: between them a source's line end is no space.
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")


def tidy(text: str) -> str:
    """`text` on one line, without invisible characters, runs of white space made one space and ends trimmed.

    Radicals that stand for the ideograph they look like become that ideograph.
    A run with a line end in it that stands between two Chinese characters is no space at all.
    """
    if STRANGE.search(text):
        text = text.translate(SEEN_AS)
    return _RUN.sub(_space, text).strip()


def _space(run: re.Match[str]) -> str:
    before = run.string[run.start() - 1 : run.start()]
    after = run.string[run.end() : run.end() + 1]
    if "\n" in run[0] and _WIDE.match(before) and _WIDE.match(after):
        return ""
    return " "
