from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from drafter.library import standing

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.mark.parametrize(
    ("agency", "kind", "level", "region", "trade"),
    [
        ("云河县统计局", "bureau", "county", "云河县", "统计局"),
        ("区统计局", "bureau", "county", "", "区统计局"),
        ("云河县城市管理局", "bureau", "county", "云河县", "城市管理局"),
        ("临川市城市管理局", "bureau", "city", "临川市", "城市管理局"),
        ("临川市住房和城乡建设局", "bureau", "city", "临川市", "住房和城乡建设局"),
        ("临川市市场监督管理局", "bureau", "city", "临川市", "市场监督管理局"),
        ("江岭省青州市青山区教育局", "bureau", "county", "江岭省青州市青山区", "教育局"),
        ("江岭省水利厅", "bureau", "province", "江岭省", "水利厅"),
        ("国家统计局", "bureau", "nation", "", "国家统计局"),
        ("云河县人民政府", "government", "county", "云河县", ""),
        ("临川市人民政府", "government", "city", "临川市", ""),
        ("上海市人民政府", "government", "province", "上海市", ""),
        ("石门自治区人民政府", "government", "province", "石门自治区", ""),
        ("云河县石桥镇人民政府", "township", "county", "云河县", ""),
        ("云河县石桥镇", "township", "county", "云河县", ""),
        ("临川市青山区东城街道办事处", "street", "county", "临川市青山区", ""),
        ("云河经济开发区管理委员会", "committee", "county", "云河经济开发区", "管理委员会"),
    ],
)
def test_the_standing_of_an_organ_is_in_its_name(agency: str, kind: str, level: str, region: str, trade: str) -> None:
    found = standing(agency)
    assert (found.kind, found.level, found.region, found.trade) == (kind, level, region, trade)


def test_the_examples_are_of_the_kinds_their_manifest_says() -> None:
    reports = tomllib.loads((CORPUS / "manifest.toml").read_text("utf-8"))["reports"]
    wrong = [
        (e["agency"], e["kind"], standing(e["agency"]).kind) for e in reports if standing(e["agency"]).kind != e["kind"]
    ]
    assert wrong == []
