"""PRI: personal data in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.personal import cards, identities, mobiles, names, narrow
from drafter.check.rule import rule
from drafter.documents import Severity

TEXT = (Need.TEXT,)


@rule("PRI101", "privacy.identity_number", Severity.ERROR, "正文出现居民身份证号码“{shown}”，应当删去或遮盖", TEXT)
def identity_number(case: Case) -> Iterator[Outcome]:
    """正文不出现居民身份证号码。

    Flags: 校验位正确的十八位身份证号码。
    Accepts: 已经遮盖的号码；校验位不符的长数字。
    Leaves to others: 手机号（PRI102），银行卡号（PRI103）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第二十八条。
    """
    yield from _found(case, identities(case.report.text))


@rule("PRI102", "privacy.mobile_number", Severity.WARNING, "正文出现手机号码“{shown}”，如属个人号码应当删去", TEXT)
def mobile_number(case: Case) -> Iterator[Outcome]:
    """正文不出现个人手机号码。

    Flags: 十一位手机号码。
    Accepts: 固定电话、服务热线、邮政编码；已经遮盖的号码。
    Leaves to others: 身份证号码（PRI101）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第四条。
    """
    yield from _found(case, mobiles(case.report.text))


@rule("PRI103", "privacy.card_number", Severity.ERROR, "正文出现银行卡号“{shown}”，应当删去或遮盖", TEXT)
def card_number(case: Case) -> Iterator[Outcome]:
    """正文不出现银行卡号。

    Flags: 校验位正确的十六至十九位卡号。
    Accepts: 校验位不符的长数字；已经遮盖的号码。
    Leaves to others: 身份证号码（PRI101）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第二十八条。
    """
    yield from _found(case, cards(case.report.text))


def _found(case: Case, spans: Iterable[tuple[int, int]]) -> Iterator[Outcome]:
    """A hit for each number, which the message shows masked; held where the text has none."""
    found = False
    for start, end in spans:
        found = True
        number = narrow(case.report.text[start:end])
        yield Hit({"shown": number[:3] + "*" * (len(number) - 7) + number[-4:]}, start=start, end=end)
    if not found:
        yield Held()


@rule("PRI104", "privacy.applicant_name", Severity.WARNING, "正文出现申请人姓名“{shown}”，应当隐去", TEXT)
def applicant_name(case: Case) -> Iterator[Outcome]:
    """正文不写明申请人、当事人的姓名。

    Flags: “申请人”“原告”等后面的姓名，身份证号码、手机号码、银行卡号前面的姓名。
    Accepts: 写作“某某”“×”“*”的；只称申请人、当事人的；机关工作人员、新闻人物的姓名。
    Leaves to others: 号码本身（PRI101至PRI103）。
    Source: 国务院令第711号《政府信息公开条例》第十五条；《个人信息保护法》第四条。
    """
    spans = sorted(names(case.report.text))
    if not spans:
        yield Held()
    for start, end in spans:
        name = case.report.text[start:end]
        yield Hit({"shown": name[0] + "某" * (len(name) - 1)}, start=start, end=end)


RULES = (identity_number, mobile_number, card_number, applicant_name)
