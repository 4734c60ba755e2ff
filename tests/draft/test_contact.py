from __future__ import annotations

from collections.abc import Callable

import pytest

from drafter.documents import Draft
from drafter.draft import compose, parse_notes
from drafter.form import Ledger

Build = Callable[..., Ledger]


def preamble(draft: Draft) -> str:
    found = draft.report.section("0")
    assert found is not None
    return draft.report.text[found.start : found.end]


def written(ledger: Ledger, notes: str) -> Draft:
    return compose(ledger, agency="云河县石桥镇人民政府", year=2024, notes=parse_notes(notes))


@pytest.mark.parametrize(
    "notes",
    [
        "联系方式：石桥镇政府网站，地址：石桥镇兴农路8号，邮编000000，电话0000-7654321",
        "联系方式：电话：0000-7654321；邮政编码：000000；办公地址：石桥镇兴农路8号\n公布网站：石桥镇政府网站",
        "公布网站：在石桥镇政府网站查阅\n联系地址：石桥镇兴农路8号\n邮政编码：000000\n联系电话：0000-7654321",
    ],
)
def test_site_and_contact_are_set_in_the_usual_order(build: Build, notes: str) -> None:
    text = preamble(written(build(), notes))
    assert "电子版可在石桥镇政府网站" in text
    assert "（地址：石桥镇兴农路8号；邮编：000000；电话：0000-7654321）。" in text
    assert "待补充" not in text


def test_what_is_missing_of_site_and_contact_is_asked_for(build: Build) -> None:
    assert "【待补充：公布报告的网站】" in preamble(written(build(), "联系电话：0000-7654321"))
    assert "【待补充：联系地址、电话】" in preamble(written(build(), "公布网站：石桥镇政府网站"))
    assert "【待补充：公布网站和联系地址、电话】" in preamble(written(build(), ""))


def test_a_bracket_and_a_room_stay_with_their_piece(build: Build) -> None:
    notes = "联系方式：县政府网站（石桥镇专栏，公开年报），地址：兴农路8号，镇政府二楼，电话：0000-7654321（工作日）"
    text = preamble(written(build(), notes))
    assert "县政府网站（石桥镇专栏，公开年报）" in text
    assert "地址：兴农路8号，镇政府二楼；电话：0000-7654321（工作日）" in text
