from __future__ import annotations

import pytest

from drafter.library.organ import organ


@pytest.mark.parametrize(
    ("agency", "we", "scope", "is_government"),
    [
        ("云河县统计局", "我局", "我局", False),
        ("云河县城市管理综合行政执法局", "我局", "我局", False),
        ("云河县发展和改革委员会", "我委", "我委", False),
        ("云河县石桥镇人民政府", "我镇", "我镇", True),
        ("云河县柳林乡人民政府", "我乡", "我乡", True),
        ("云河县东城街道办事处", "我街道", "我街道", False),
        ("云河县人民政府", "我县", "全县", True),
        ("临川市人民政府", "我市", "全市", True),
        ("青山区人民政府", "我区", "全区", True),
        ("云河经济开发区管理委员会", "我区", "全区", True),
        ("云河县人民政府办公室", "我办", "我办", False),
        ("云河县公安局交通警察大队", "我大队", "我大队", False),
        ("云河县供水有限公司", "本机关", "本机关", False),
    ],
)
def test_an_organ_is_known_by_its_ending(agency: str, we: str, scope: str, is_government: bool) -> None:
    found = organ(agency)
    assert (found.we, found.scope, found.is_government) == (we, scope, is_government)


@pytest.mark.parametrize(
    ("agency", "signed"),
    [
        ("临川市", "临川市人民政府"),
        ("云河县石桥镇", "云河县石桥镇人民政府"),
        ("临川市青山区", "临川市青山区人民政府"),
        ("云河县东城街道", "云河县东城街道办事处"),
        ("云河县东城街道办", "云河县东城街道办事处"),
        ("石山自治州", "石山自治州人民政府"),
        ("临川高新技术产业开发区", "临川高新技术产业开发区"),
        ("青山社区", "青山社区"),
        ("云河县人民政府", "云河县人民政府"),
        ("云河县统计局", "云河县统计局"),
        ("云河县供水有限公司", "云河县供水有限公司"),
    ],
)
def test_a_place_signs_as_its_government(agency: str, signed: str) -> None:
    assert organ(agency).signed == signed
