"""Names, dates, 文号, titles and honours of a draft that nobody supplied: found by lists and by their looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from drafter.evaluate.drafts.backing import Backing, plain_digits

_HAN = "\u3400-\u9fff"
_NUMERAL = "〇零一二三四五六七八九十"
_DATES = re.compile(
    rf"\d{{2,4}}年(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?)?|\d{{1,2}}月\d{{1,2}}[日号]|\d{{1,2}}月[份底初中上下]?旬?"
    rf"|[二][{_NUMERAL}]{{3}}年|[{_NUMERAL}]{{1,2}}月(?:[{_NUMERAL}]{{1,3}}[日号])?|第?[一二三四1-4]季度|[上下]半年"
    rf"|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|\d{{1,2}}[:：]\d{{2}}(?!\d)|国庆|五一|春节|元旦|世界读书日"
)
_PAPERS = re.compile(rf"[{_HAN}]{{0,9}}[〔\[［（(]\d{{4}}[〕\]］)）]\d+号|第\d+号(?:令|文|公告)?")
_TITLES = re.compile(r"《[^《》\n]{1,60}》")
_QUOTED = re.compile(r"[“「『][^“”「」『』\n]{1,30}[”」』]")
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ\u0370-\u03ff\u0400-\u04ff][\w.@:/-]*")
_HONOURS = re.compile(
    r"荣获|获评|获得[^，。]{0,12}(?:奖|称号|表彰|荣誉)|授予|[一二三]等奖|第[一二三]名|先进(?:单位|集体|个人)|表彰|满意度|好评率"
    r"|示范(?:单位|点|区)|标杆|排名|位居|名列|典型案例|优秀(?:等次|单位|案例)|肯定"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
_OFFICES = "副?(?:局长|主任|书记|县长|市长|区长|镇长|乡长|处长|科长|厅长|部长|院长|主席)|同志|先生|女士|教授|律师"
_PERSON = re.compile(rf"[{_SURNAMES}][{_HAN}]{{0,2}}(?:{_OFFICES})")
_BODIES = re.compile(
    rf"(?P<before>[{_HAN}]{{2}})(?P<ending>人民政府|委员会|检察院|法院|图书馆|档案馆|博物馆|服务站|电视台|日报|协会|学会|商会|集团|公司|银行|医院"
    rf"|大学|学院|中学|小学|学校|研究[所院]|大队|支队|总队|中心|广场|社区|街道|片区|开发区"
    rf"|局(?![面部限势])|厅(?![堂])|省(?![内级去略])|市(?![场民政容值级直])|区(?![分域别间级直县位])|县(?![级直城区])|镇(?![街村级])|乡(?![镇村级])|村(?![级民务居委]))"
)
_GENERIC = re.compile(
    r"(?:[各全我本该某每一两三多所在等和与及的向由为对至到从级直属辖城园小地分片山老校景库近同他她其此这那类个条内外上下新旧大邻]|有关|相关|主管|主要|责任|部门|基层|公开|信息|政务|行政|服务|活动|指挥|数据|审批|融媒体?|以|是|让|使|请|被|把|将|会|社)$"
)
_COMMON_BODIES = re.compile(r"(?:便民|政务|行政|服务|融媒|数据|信息|审批|办事|文化|活动)")


@dataclass(frozen=True, slots=True)
class Unsupplied:
    """A name, date, 文号, title or honour that nobody supplied; offsets are 0-based code points."""

    start: int
    end: int
    text: str
    kind: str


def unsupplied(text: str, backing: Backing, year: int) -> tuple[Unsupplied, ...]:
    """Every name, date, 文号, title and honour of a finished text that stands in no note, figure or set words."""
    return tuple(_Search(text, backing, year).found())


class _Search:
    def __init__(self, text: str, backing: Backing, year: int) -> None:
        self._text = text
        self._plain = plain_digits(text)
        self._backing = backing
        self._year = year

    def found(self) -> Iterator[Unsupplied]:
        """Yield them by kind."""
        kinds: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
            ("日期", _DATES, self._dated),
            ("文号", _PAPERS, self._stands),
            ("标题", _TITLES, self._stands),
            ("引语", _QUOTED, self._stands),
            ("外文", _LATIN, self._stands),
            ("荣誉", _HONOURS, self._stands),
            ("人名", _PERSON, self._stands),
            ("机关地名", _BODIES, self._named),
        )
        for kind, pattern, supplied in kinds:
            for match in pattern.finditer(self._plain):
                if not supplied(match):
                    start, end = match.span()
                    yield Unsupplied(start, end, self._text[start:end], kind)

    @cached_property
    def _words(self) -> str:
        return plain_digits(self._backing.words)

    def _stands(self, match: re.Match[str]) -> bool:
        """Whether the words stand in what was supplied; of a 文号 at least from the sign of its issuer on."""
        words = "".join(match[0].split())
        if match.re is _QUOTED:
            return words[1:-1] in self._words
        if match.re is not _PAPERS:
            return words in self._words
        return any(words[cut:] in self._words for cut in range(max(1, words.find("〔") - 1)))

    def _dated(self, match: re.Match[str]) -> bool:
        words = match[0]
        if words in (f"{self._year}年", f"{self._year}年1月", f"{self._year}年1月1日", f"{self._year}年12月31日"):
            return True
        if words == f"{self._year - 1}年":
            return bool(re.match(r"(?:相比|末|度?报告|同期|增加|减少|增长|下降)", self._plain[match.end() :])) or (
                self._plain[: match.start()].endswith(("较", "比", "同"))
            )
        bare = words.removeprefix(f"{self._year}年") or words
        return bare in self._backing.supplied or words in self._words

    def _named(self, match: re.Match[str]) -> bool:
        """Whether a body or place is a generic one (各县, 政务服务中心) or stands in what was supplied."""
        before = match["before"]
        if _GENERIC.search(before) or _COMMON_BODIES.search(before):
            return True
        return match[0] in self._words or (self._backing.report.agency or "").endswith(match[0])
