"""Prompt files: read, overridden, and refused where a variable, an output or the layout is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.draft.prompts import TASKS, load_prompts, parse
from drafter.errors import SettingsError
from drafter.settings import shipped

SHIPPED = shipped("prompts")
SOUND = """---
version: 7
variables: [organ, section]
output: outline
---
# 系统
安排段落。
# 请求
<<organ>>：<<section>>，槽位写作 {{t3.new.total|件}}。
"""


def test_every_task_ships_a_prompt_that_names_its_version_and_output() -> None:
    prompts = load_prompts([SHIPPED])
    assert set(prompts) == set(TASKS)
    assert all(template.version and template.system and template.user for template in prompts.values())


def test_a_prompt_is_filled_and_slots_are_left_alone() -> None:
    prompt = parse("plan", SOUND, "plan.md").prompt("1.2", organ="云河县统计局", section="（二）依申请公开")
    assert prompt.user == "云河县统计局：（二）依申请公开，槽位写作 {{t3.new.total|件}}。"
    assert (prompt.task, prompt.version, prompt.place, prompt.system) == ("plan", "7", "1.2", "安排段落。")


def test_the_shipped_prompt_shows_what_is_given_and_leaves_out_what_is_not() -> None:
    values = dict.fromkeys(TASKS["write"][1], "")
    once = load_prompts([SHIPPED])["write"].prompt("1.2", **values | {"points": "p1｜收到申请{{t3.new.total}}件。"})
    again = load_prompts([SHIPPED])["write"].prompt("1.2", **values | {"returned": "某句｜有数字"})
    assert "p1｜收到申请{{t3.new.total}}件。" in once.user
    assert "【退回】" not in once.user
    assert "【退回】" in again.user
    assert once.system == again.system, "the system message stays the same, so that providers can keep it"


def test_a_users_file_goes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(SOUND, "utf-8")
    prompts = load_prompts([tmp_path, SHIPPED])
    assert prompts["plan"].version == "7"
    assert prompts["write"] == load_prompts([SHIPPED])["write"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[organ, section]", "[organ, agency, section]"), "变量 agency 没有这个变量"),
        (("<<organ>>", "<<points>>"), "变量 points 用到了，却没有写在开头的 variables 里"),
        (("output: outline", "output: sentences"), "output 应为 outline"),
        (("version: 7\n", ""), "缺 version"),
        (("# 请求", "# 要求"), "格式不对"),
        (("---\nversion", "version"), "格式不对"),
        (("<<organ>>", "<<organ"), "变量写法不对"),
        (("version: 7", "version: [7"), "读不懂"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(change: tuple[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=r"plan\.md") as error:
        parse("plan", SOUND.replace(*change), "plan.md")
    assert told in str(error.value)


def test_text_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_bytes(SOUND.encode("gbk"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_prompts([tmp_path, SHIPPED])


def test_a_task_without_a_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"plan\.md"):
        load_prompts([tmp_path])


def test_a_prompt_cannot_reach_into_the_program() -> None:
    template = parse("plan", SOUND.replace("<<organ>>", "<<organ.__class__.__mro__>>"), "plan.md")
    with pytest.raises(SettingsError):
        template.prompt("1", organ="x", section="y")
