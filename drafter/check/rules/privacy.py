"""PRI: personal data in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.rule import rule
from drafter.documents import Severity

TEXT = (Need.TEXT,)
IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
MOBILE = re.compile(r"(?<![\d-])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d-])")
CARD = re.compile(r"(?<![\d.])[3-6](?:\d{15,18}|\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)(?![\d.])")
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
WIDE_DIGIT = re.compile("[０-９]")
# The commonest family names but for those that are as common as plain words (于, 向, 任, 方, 何, 高, 常, 万).
_FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋杜叶魏苏吕丁卢姚沈钟姜崔谭陆范汪廖"
    "石韦贾夏邹熊孟秦邱侯尹薛闫雷史陶毛郝顾龚邵覃戴莫汤"
)
_NAME = rf"(?P<name>[{_FAMILY}](?:(?![某×xX*＊○的我本等可与在是有不以及或应需要能到人们何])[一-鿿]){{1,2}}?)"
_ROLE = "申请人|当事人|原告|第三人|投诉人|信访人|群众|村民|居民"
_NUMBER = r"(?:公民)?(?:身份证|手机|联系电话|银行卡|卡号|账号|电话)(?:号码?|号)?[：:为是]?(?=[1-9]\d{10})"
# A name ends where the sentence goes on with what its bearer did, or with a bracket.
BEHIND_ROLE = re.compile(rf"(?:{_ROLE})[：:“]?{_NAME}(?=[，,、（(于向就对因不的诉申提与和要来]|先生|女士|$)")
BEFORE_NUMBER = re.compile(rf"{_NAME}(?:先生|女士)?[，,（(：:]?{_NUMBER}")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@rule("PRI101", "privacy.identity_number", Severity.ERROR, "正文出现居民身份证号码“{shown}”，应当删去或遮盖", TEXT)
def identity_number(case: Case) -> Iterator[Outcome]:
    """正文不出现居民身份证号码。

    Flags: 校验位正确的十八位身份证号码。
    Accepts: 已经遮盖的号码；校验位不符的长数字。
    Leaves to others: 手机号（PRI102），银行卡号（PRI103）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第二十八条。
    """
    yield from _found(case, [m for m in IDENTITY.finditer(_digits(case)) if _identity_checks(m[0].upper())])


@rule("PRI102", "privacy.mobile_number", Severity.WARNING, "正文出现手机号码“{shown}”，如属个人号码应当删去", TEXT)
def mobile_number(case: Case) -> Iterator[Outcome]:
    """正文不出现个人手机号码。

    Flags: 十一位手机号码。
    Accepts: 固定电话、服务热线、邮政编码；已经遮盖的号码。
    Leaves to others: 身份证号码（PRI101）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第四条。
    """
    yield from _found(case, list(MOBILE.finditer(_digits(case))))


@rule("PRI103", "privacy.card_number", Severity.ERROR, "正文出现银行卡号“{shown}”，应当删去或遮盖", TEXT)
def card_number(case: Case) -> Iterator[Outcome]:
    """正文不出现银行卡号。

    Flags: 校验位正确的十六至十九位卡号。
    Accepts: 校验位不符的长数字；已经遮盖的号码。
    Leaves to others: 身份证号码（PRI101）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第二十八条。
    """
    cards = [m for m in CARD.finditer(_digits(case)) if _card_checks(m[0]) and not IDENTITY.fullmatch(m[0])]
    yield from _found(case, cards)


def _digits(case: Case) -> str:
    """The text with full-width digits as plain ones, every character at its own place."""
    text = case.report.text
    return text.translate(WIDE) if WIDE_DIGIT.search(text) else text


def _found(case: Case, matches: list[re.Match[str]]) -> Iterator[Outcome]:
    """A hit for each number, which the message shows masked; held where the text has none."""
    if not matches:
        yield Held()
    for match in matches:
        masked = match[0][:3] + "*" * (len(match[0]) - 7) + match[0][-4:]
        yield Hit({"shown": masked}, start=match.start(), end=match.end())


def _identity_checks(number: str) -> bool:
    """The check digit of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return CHECKS[total % 11] == number[-1]


def _card_checks(number: str) -> bool:
    """The check digit of ISO/IEC 7812 (Luhn)."""
    digits = [char for char in number if char.isdigit()]
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


@rule("PRI104", "privacy.applicant_name", Severity.WARNING, "正文出现申请人姓名“{shown}”，应当隐去", TEXT)
def applicant_name(case: Case) -> Iterator[Outcome]:
    """正文不写明申请人、当事人的姓名。

    Flags: “申请人”“原告”等后面的姓名，身份证号码、手机号码、银行卡号前面的姓名。
    Accepts: 写作“某某”“×”“*”的；只称申请人、当事人的；机关工作人员、新闻人物的姓名。
    Leaves to others: 号码本身（PRI101至PRI103）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第四条。
    """
    matches = [*BEHIND_ROLE.finditer(case.report.text), *BEFORE_NUMBER.finditer(case.report.text)]
    if not matches:
        yield Held()
    for match in sorted(matches, key=lambda match: match.start("name")):
        name = match["name"]
        yield Hit({"shown": name[0] + "某" * (len(name) - 1)}, start=match.start("name"), end=match.end("name"))


RULES = (identity_number, mobile_number, card_number, applicant_name)
