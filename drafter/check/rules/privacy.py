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
MOBILE = re.compile(r"(?<![\d-])1[3-9]\d{9}(?![\d-])")
CARD = re.compile(r"(?<![\d.])[3-6]\d{15,18}(?![\d.])")
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
    yield from _found(case, [m for m in IDENTITY.finditer(case.report.text) if _identity_checks(m[0].upper())])


@rule("PRI102", "privacy.mobile_number", Severity.WARNING, "正文出现手机号码“{shown}”，如属个人号码应当删去", TEXT)
def mobile_number(case: Case) -> Iterator[Outcome]:
    """正文不出现个人手机号码。

    Flags: 十一位手机号码。
    Accepts: 固定电话、服务热线、邮政编码；已经遮盖的号码。
    Leaves to others: 身份证号码（PRI101）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第四条。
    """
    yield from _found(case, list(MOBILE.finditer(case.report.text)))


@rule("PRI103", "privacy.card_number", Severity.ERROR, "正文出现银行卡号“{shown}”，应当删去或遮盖", TEXT)
def card_number(case: Case) -> Iterator[Outcome]:
    """正文不出现银行卡号。

    Flags: 校验位正确的十六至十九位卡号。
    Accepts: 校验位不符的长数字；已经遮盖的号码。
    Leaves to others: 身份证号码（PRI101）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第二十八条。
    """
    cards = [m for m in CARD.finditer(case.report.text) if _card_checks(m[0]) and not IDENTITY.fullmatch(m[0])]
    yield from _found(case, cards)


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
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(number))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


RULES = (identity_number, mobile_number, card_number)
