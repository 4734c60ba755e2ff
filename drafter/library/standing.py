"""What an organ is among organs, by its name: its kind, its level, where it is and what it is concerned with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class OrganKind(StrEnum):
    """The kinds of organ whose reports are like each other."""

    GOVERNMENT = "government"
    BUREAU = "bureau"
    TOWNSHIP = "township"
    STREET = "street"
    COMMITTEE = "committee"


class Level(StrEnum):
    """The level of government an organ belongs to; a township's office is of the level of its county."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Standing:
    """An organ as peers are chosen by it.

    `region`: the place its name begins with, down to the level of the organ ("" where the name has none). `trade`: what
    follows the place (公安局), empty for governments.
    """

    kind: OrganKind
    level: Level
    region: str
    trade: str


_NAME = r"(?:(?!城市|城乡|都市|社区|园区|景区|灌区|库区|林区|矿区|地区|新市|市)[^\s省市县区旗盟镇乡街])"
_PLACE = re.compile(
    rf"(?P<province>{_NAME}{{2,4}}?(?:省|[^\s市县区旗]{{0,4}}自治区))?"
    rf"(?P<city>{_NAME}{{1,6}}?(?:市|自治州|地区|盟))?"
    rf"(?P<county>{_NAME}{{1,10}}?(?:自治县|县|新区|区|自治旗|旗|市))?"
    rf"(?P<town>{_NAME}{{1,8}}?(?:镇|乡|街道))?"
    r"(?P<rest>.*)"
)
_PARTS = ("province", "city", "county", "town")
_SORT = re.compile(r"(?:省|市|自治[区州县旗]|地区|盟|新区|[县区旗镇乡]|街道)$")
_ZONE = re.compile(r"(?<=[^\s]{2})(?:经济|高新|产业|工业|旅游|综合|保税).*$")
_WHOLE_PROVINCES = ("北京市", "上海市", "天津市", "重庆市")
_COMMITTEES = re.compile(r"(?:管理委员会|管委会|开发区|高新区|经开区|园区|度假区|保税区|示范区)$")
_STREETS = re.compile(r"街道(?:办事处|办)?$")
_TOWNSHIPS = re.compile(r"[镇乡](?:人民政府)?$")
_GOVERNMENTS = re.compile(r"(?:人民政府|政府)$")
_NATIONAL = re.compile(r"国家|国务院|中华人民共和国|中国|海关总署|.{2,8}部$")


def standing(agency: str) -> Standing:
    """The standing of the organ called `agency`; the level is the lowest its name bears witness to."""
    name = re.sub(r"\s", "", agency)
    found = _PLACE.match(name)
    parts = found.groupdict() if found else {}
    rest = parts.get("rest") or ""
    kind = _kind(name, parts.get("town") or "")
    region = "".join(parts.get(part) or "" for part in ("province", "city", "county"))
    is_place = kind in (OrganKind.GOVERNMENT, OrganKind.TOWNSHIP, OrganKind.STREET)
    return Standing(kind, _level(name, parts, rest), region, "" if is_place else rest)


def place_names(agency: str) -> tuple[str, ...]:
    """The names of places in an organ's name, with and without what they are (柳桁镇, 柳桁), longest first."""
    found = _PLACE.match(re.sub(r"\s|^.*?总局", "", agency))
    parts = [name for part in _PARTS if found and (name := _ZONE.sub("", found[part] or ""))]
    bare = [short for name in parts if len(short := _SORT.sub("", name)) > 1]
    return tuple(sorted({*parts, *bare}, key=len, reverse=True))


def _kind(name: str, town: str) -> OrganKind:
    if _COMMITTEES.search(name):
        return OrganKind.COMMITTEE
    if _STREETS.search(name):
        return OrganKind.STREET
    if _TOWNSHIPS.search(name) or (town and _GOVERNMENTS.search(name)):
        return OrganKind.TOWNSHIP
    if _GOVERNMENTS.search(name) or re.fullmatch(r".{1,10}[省市县区旗州]", name):
        return OrganKind.GOVERNMENT
    return OrganKind.BUREAU


def _level(name: str, parts: dict[str, str | None], rest: str) -> Level:
    if parts.get("county") or parts.get("town") or rest.startswith(("县", "区")):
        return Level.COUNTY
    if parts.get("city"):
        return Level.PROVINCE if parts["city"] in _WHOLE_PROVINCES else Level.CITY
    if parts.get("province") or rest.startswith("省") or rest.endswith("厅"):
        return Level.PROVINCE
    if rest.startswith("市"):
        return Level.CITY
    return Level.NATION if _NATIONAL.match(name) else Level.COUNTY
