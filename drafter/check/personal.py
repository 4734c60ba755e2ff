"""Personal data in running text: what the rules PRI look for, and how it is taken out of a text that is to leave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<![\d-])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d-])")
_CARD = re.compile(r"(?<![\d.])[3-6](?:\d{15,18}|\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)(?![\d.])")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE_DIGIT = re.compile("[０-９]")
# The commonest family names but for those that are as common as plain words (于, 向, 任, 方, 何, 高, 常, 万).
_FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋杜叶魏苏吕丁卢姚沈钟姜崔谭陆范汪廖"
    "石韦贾夏邹熊孟秦邱侯尹薛闫雷史陶毛郝顾龚邵覃戴莫汤"
)
_NAME = rf"(?P<name>[{_FAMILY}](?:(?![某×xX*＊○的我本等可与在是有不以及或应需要能到人们何])[一-鿿]){{1,2}}?)"
_ROLE = "申请人|当事人|原告|第三人|投诉人|信访人|群众|村民|居民"
_NUMBER = r"(?:公民)?(?:身份证|手机|联系电话|银行卡|卡号|账号|电话)(?:号码?|号)?[：:为是]?(?=[1-9]\d{10})"
# A name ends where the sentence goes on with what its bearer did, or with a bracket.
_BEHIND_ROLE = re.compile(rf"(?:{_ROLE})[：:“]?{_NAME}(?=[，,、（(于向就对因不的诉申提与和要来]|先生|女士|$)")
_BEFORE_NUMBER = re.compile(rf"{_NAME}(?:先生|女士)?[，,（(：:]?{_NUMBER}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


class Kind(StrEnum):
    """What a stretch of text tells of a person, as the user reads it."""

    IDENTITY = "身份证号"
    MOBILE = "手机号"
    CARD = "银行卡号"
    NAME = "姓名"


@dataclass(frozen=True, slots=True)
class Personal:
    """`start` and `end` are 0-based code-point offsets into the text as given."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without what was personal in it, and how many of each kind that were."""

    text: str
    kinds: Mapping[str, int]


def personal(text: str) -> tuple[Personal, ...]:
    """Every personal thing of `text`, in order, never overlapping: of two that overlap the longer.

    Besides what the rules find, identity numbers whose check digit is wrong.
    """
    found = [Personal(start, end, kind) for kind, finder in _FINDERS.items() for start, end in finder(text)]
    kept: list[Personal] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def masked(text: str) -> Masked:
    """`text` with every personal thing replaced by a bracket that says what stood there, as 【已遮盖：手机号】.

    Landlines stay: they are those of offices.
    """
    found = personal(text)
    pieces, end = [], 0
    for one in found:
        pieces += [text[end : one.start], f"【已遮盖：{one.kind}】"]
        end = one.end
    return Masked("".join((*pieces, text[end:])), dict(Counter(str(one.kind) for one in found)))


def identities(text: str) -> Iterator[tuple[int, int]]:
    """Where identity numbers with the right check digit stand."""
    return ((start, end) for start, end in _shaped(text) if _identity_checks(narrow(text[start:end]).upper()))


def _shaped(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _IDENTITY.finditer(narrow(text)))


def mobiles(text: str) -> Iterator[tuple[int, int]]:
    """Where mobile numbers stand."""
    return (match.span() for match in _MOBILE.finditer(narrow(text)))


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers with the right check digit stand that are no identity numbers by their shape."""
    matches = _CARD.finditer(narrow(text))
    return (match.span() for match in matches if _card_checks(match[0]) and not _IDENTITY.fullmatch(match[0]))


def names(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of applicants and parties stand, in no order."""
    plain = narrow(text)
    for pattern in (_BEHIND_ROLE, _BEFORE_NUMBER):
        yield from (match.span("name") for match in pattern.finditer(plain))


_FINDERS: Mapping[Kind, Callable[[str], Iterator[tuple[int, int]]]] = {
    Kind.IDENTITY: _shaped,  # one with a slip in it tells of its owner all the same
    Kind.MOBILE: mobiles,
    Kind.CARD: cards,
    Kind.NAME: names,
}


def narrow(text: str) -> str:
    """The text with full-width digits as plain ones, every character at its own place."""
    return text.translate(_WIDE) if _WIDE_DIGIT.search(text) else text


def _identity_checks(number: str) -> bool:
    """The check digit of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1]


def _card_checks(number: str) -> bool:
    """The check digit of ISO/IEC 7812 (Luhn)."""
    digits = [char for char in number if char.isdigit()]
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
