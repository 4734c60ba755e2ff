"""Every rule is listed once, explains itself in Chinese, and can be chosen."""

from __future__ import annotations

import re

import pytest

from drafter.check import Rule, explain, rule_of, rules
from drafter.check.registry import FAMILIES, RETIRED, Family, chosen, gather
from drafter.errors import Defect, UnknownRule
from drafter.form import EDITION_NAMES, edition

CHINESE = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_rule_explains_itself(rule: Rule) -> None:
    for told in (rule.title, rule.flags, rule.accepts, rule.leaves, rule.source, rule.message):
        assert CHINESE.search(told)
    assert rule.title.endswith("。")
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert "号" in rule.source or "第五十条" in rule.source


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_explanation_is_complete(rule: Rule) -> None:
    lines = explain(rule.code.lower()).splitlines()
    assert lines[0] == f"{rule.code}　{rule.title}"
    assert [line.partition("：")[0] for line in lines[1:]] == ["类别", "会报", "不报", "归其他规则", "依据"]


def test_names_are_unique() -> None:
    names = [rule.name for rule in rules()]
    assert len(set(names)) == len(names)


def test_every_identity_of_the_form_has_a_rule() -> None:
    bodies = {rule.body.__name__ for rule in rules()}
    codes = {identity.code for name in EDITION_NAMES for identity in edition(name).identities}
    # 负数由“不为负数”一条统管，本年新制作数量也在内。
    assert codes - bodies == {"made_not_negative"}


def test_rules_named_in_explanations_exist() -> None:
    codes = {rule.code for rule in rules()}
    for rule in rules():
        assert set(re.findall(r"[A-Z]{3}\d{3}", rule.leaves + rule.accepts)) <= codes, rule.code


def test_unknown_rule() -> None:
    with pytest.raises(UnknownRule, match="没有编号为“TAB999”的规则"):
        rule_of("TAB999")


def test_codes_and_families_are_chosen() -> None:
    assert {rule.family for rule in chosen(["tab"])} == {"TAB"}
    assert [rule.code for rule in chosen(["STR", "TAB101"], ["STR10"])] == ["TAB101"]
    assert chosen() == rules()
    assert "NUM101" not in {rule.code for rule in chosen(ignore=["NUM101"])}


@pytest.mark.parametrize("entry", ["XYZ", "TAB9", "", " "])
def test_choosing_what_does_not_exist_is_refused(entry: str) -> None:
    with pytest.raises(UnknownRule, match="现有的类"):
        chosen(ignore=[entry])


def test_a_code_used_twice_is_a_defect() -> None:
    family = FAMILIES[0]
    with pytest.raises(Defect, match="重复"):
        gather((family, family))
    with pytest.raises(Defect):
        gather((Family("XYZ", "别的类", family.rules),))


@pytest.mark.parametrize("code", sorted(RETIRED))
def test_a_retired_code_is_never_given_away_and_names_its_successors(code: str) -> None:
    named = {rule.code for rule in rules()}
    assert code not in named
    assert set(RETIRED[code]) <= named
    for asked in (lambda: rule_of(code.lower()), lambda: chosen([code]), lambda: chosen(ignore=[code])):
        with pytest.raises(UnknownRule, match=f"{code} 已停用，现由 {RETIRED[code][0]}"):
            asked()
