"""The writer's words in the report's dress: punctuation and digits normalised, facts untouched."""

from __future__ import annotations

import re

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_WIDE = "，。；：？！（）《》〈〉、“”‘’【】〔〕％"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}{_WIDE}])[ \t\u3000\xa0]+|[ \t\u3000\xa0]+(?=[{_HAN}{_WIDE}])")
_SPACES = re.compile(r"[ \t\u3000\xa0]+")
_HALF_WIDTH = re.compile(r"[,;:?!]")
_HALF_STOP = re.compile(rf"(?<=[{_HAN}”》）\d])\.(?=[{_HAN}“《（]|$)")
_BRACKETS = re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)")
_QUOTES = re.compile(r'"([^"]*)"')
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_FULL_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_WIDER = str.maketrans(",;:?!", "，；：？！")
_DATE = re.compile(r"(20\d\d)[-./年]\s?(\d{1,2})[-./月]\s?(\d{1,2})日?")
_SENTENCE = re.compile(r"[^。！？]+[。！？]?[”’）]?")
_WORD = re.compile(r"\w")


def normalised(text: str) -> str:
    """One note as it can stand in the report: full-width punctuation, digits without separators, no stray spaces.

    It ends in a full stop. Addresses, times and decimals keep their half-width marks. "" where there is no word in it.
    """
    words = _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text.strip().translate(_FULL_DIGITS))
    words = _QUOTES.sub(r"“\1”", _BRACKETS.sub(r"（\1）", words))
    words = _HALF_WIDTH.sub(lambda mark: _widened(words, mark), words)
    words = _HALF_STOP.sub("。", words)
    words = _SPACES.sub(" ", _SPACE_BESIDE_HAN.sub("", words)).strip()
    words = words.rstrip("；，、：;,。. ")
    if not _WORD.search(words):
        return ""
    return words if words[-1] in "！？" else words + "。"


def full_date(text: str) -> str:
    """A date such as 2026.1.18 or 2026-01-18 as 2026年1月18日; any other text as it is."""
    date = _DATE.fullmatch(text.strip())
    return f"{date[1]}年{int(date[2])}月{int(date[3])}日" if date else text


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`, each with its full stop; put together they are the text."""
    return tuple(_SENTENCE.findall(text))


def clause(text: str) -> str:
    """A note without its closing full stop, to stand inside a sentence."""
    return text.rstrip("。；")


def _widened(words: str, mark: re.Match[str]) -> str:
    """The full-width form of a half-width mark, unless it sits inside a number, a time or an address."""
    before, after = words[: mark.start()][-1:], words[mark.end() :][:1]
    inside = before.isascii() and after.isascii() and before.strip() and after.strip()
    return mark[0] if inside else mark[0].translate(_WIDER)
