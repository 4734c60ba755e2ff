"""ORG: another organ's name, left behind by a paragraph copied from its report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.check.case import Case, Need, same_organ
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome
from drafter.check.rule import rule
from drafter.check.signature import signature
from drafter.documents import Severity

# 平潭综合实验区 + 公安局: the place an organ belongs to, then what it is.
ORGAN = re.compile(
    r"(?P<place>(?:[一-鿿]{2,12}?(?:自治州|自治县|自治旗|新区|开发区|实验区|示范区|高新区|地区|[省市州盟县区旗镇乡]|街道))+)"
    r"(?P<body>[一-鿿]{1,20})"
)
LEVELS = (("省", "自治区"), ("市", "州", "盟", "地区"), ("县", "区", "旗"), ("镇", "乡", "街道"))
# A named place begins where a clause or a name can begin; 区统计局 and 县自然资源局 name none.
BEGINNING = r"(?:^|(?<=[，。；：、（“《\s由与和及向对在经按]))"
PLACE = BEGINNING + r"(?P<place>[一-鿿]{2,6}?(?:自治州|自治县|自治旗|[市州盟县区旗镇乡]))"
OF_GOVERNMENT = re.compile(r"(?:人民)?政府$")
OFFICE = re.compile(r"(?:(?:人民)?政府(?:政务公开|信息公开)?|政务公开)(?:工作)?(?:领导小组)?办公室$")
# Words that are no part of a place's name; 原有的市 and 原县 name none.
PLAIN = re.compile(
    r"的|^[原现前][省市州盟县区旗镇乡]$|公开|政府|网站|主动|信息|查阅|工作|情况|申请|办理|有关|相关|所属|其他|各|全|本|我|该|上级|下级|省|可|到|为|年"
)


@rule(
    "ORG101",
    "organs.another_organ",
    Severity.WARNING,
    "“{name}”与本报告的机关“{agency}”名称不同，疑为套用其他机关的文字",
    (Need.TEXT,),
)
def another_organ(case: Case) -> Iterator[Outcome]:
    """正文里以本机关职能相称的名称，都是本机关的名称。

    Flags: 与本机关同一职能、同一级别，而地名不同的机关名称（如某县自然资源局的报告里出现邻县自然资源局）。
    Accepts: 上级、下级机关的名称；职能不同的其他部门；没有写地名的简称。
    Leaves to others: 标题与落款以外的机关简称。
    Source: 《政府信息公开条例》第五十条：年度报告由本机关编制并公布。
    """
    agency = "".join((case.report.agency or "").split())
    own = ORGAN.fullmatch(agency)
    if own is None:
        yield NotApplicable("看不出本机关的地名和职能")
        return
    seen = False
    for match in _pattern(own["body"]).finditer(case.report.text):
        seen = True
        if _is_other(match, own["place"]):
            yield Hit(
                {"name": match[0], "agency": agency},
                start=match.start(),
                end=match.end(),
                found=match[0],
                expected=agency,
            )
    if seen:
        yield Held()


@lru_cache(maxsize=256)
def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(PLACE + re.escape(body), re.MULTILINE)


def _is_other(match: re.Match[str], own: str) -> bool:
    """Whether the place named is another one of the same level as the organ's own."""
    place = match["place"]
    if PLAIN.search(place) or place in own:
        return False
    # With the places above it (洛阳市孟津区) a name is the organ's own where it ends with the organ's.
    return _level(place) == _level(own) and not any(place.endswith(name) for name in _names(own))


def _names(place: str) -> list[str]:
    """Every tail of a compound place name: 北洲市岚桥区 gives itself and 岚桥区."""
    cuts = [m.end() for m in re.finditer(r"[省市州盟县区旗镇乡]|街道", place)][:-1]
    return [place, *(place[cut:] for cut in cuts if len(place) - cut >= 2)]


def _level(place: str) -> int:
    return next((i for i, ends in enumerate(LEVELS) if place.endswith(ends)), -1)


@rule(
    "ORG102",
    "organs.signature",
    Severity.WARNING,
    "落款“{name}”与标题的机关“{agency}”不是同一机关",
    (Need.TEXT,),
)
def signed_by_another(case: Case) -> Iterator[Outcome]:
    """落款的机关就是标题里的机关。

    Flags: 文末落款的机关名称，与标题的机关名称不是同一机关。
    Accepts: 多写或少写上级地名的；政府报告由政府办公室、政务公开机构落款的；没有落款的。
    Leaves to others: 正文中的其他机关名称（ORG101），落款日期（YER102、STR109）。
    Source: 《政府信息公开条例》第五十条：年度报告由本机关编制并公布。
    """
    agency = "".join((case.report.agency or "").split())
    signed = signature(case.report.text)
    if not agency or signed is None or not signed.name:
        yield NotApplicable("机关名称没有认出" if not agency else "没有写落款机关")
        return
    name = "".join(signed.name.split())
    if _signs_for(name, agency):
        yield Held()
    else:
        yield Hit({"name": name, "agency": agency}, start=signed.start, end=signed.end, found=name, expected=agency)


def _signs_for(name: str, agency: str) -> bool:
    """Whether `name` is the organ itself, or the office through which a government signs."""
    if same_organ(name, agency):
        return True
    place, office = OF_GOVERNMENT.sub("", agency), OFFICE.search(name)
    if place == agency or office is None:
        return False
    return any(same_organ(name[: office.start()], whose) for whose in (agency, place))


RULES = (another_organ, signed_by_another)
