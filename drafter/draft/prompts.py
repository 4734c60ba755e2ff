"""Prompt files: one Markdown file a task, front matter with version, variables and output, then the two messages.

    ---
    version: 3
    variables: [organ, points]
    output: sentences
    ---
    # 系统
    …
    # 请求
    … <<organ>> …

Variables stand in `<< >>` and statements in `<% %>` (Jinja's own braces would clash with the slots of a report). A
user's folder may hold some of the files; the others are those that ship.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.draft.answer import FORMS
from drafter.errors import SettingsError
from drafter.models import Prompt

TASKS: Mapping[str, tuple[str, frozenset[str]]] = {
    "plan": ("outline", frozenset({"organ", "section", "points", "notes", "tone"})),
    "write": (
        "sentences",
        frozenset({"organ", "section", "points", "notes", "slots", "examples", "tone", "returned", "written"}),
    ),
    "polish": ("wordings", frozenset({"organ", "section", "sentence", "slots", "notes", "wanted", "tone", "returned"})),
    "revise": ("wordings", frozenset({"organ", "section", "sentence", "slots", "reason", "around", "returned"})),
    "suggest": ("suggestions", frozenset({"organ", "figures", "notes", "last_year"})),
}
"""Task → the form of its answer, and the variables it offers."""

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n(.*)\Z", re.S)
_MESSAGES = re.compile(r"\A\s*#[ \t]*系统[ \t]*\n(.*?)\n#[ \t]*请求[ \t]*\n(.*)\Z", re.S)
_JINJA = ImmutableSandboxedEnvironment(
    variable_start_string="<<",
    variable_end_string=">>",
    block_start_string="<%",
    block_end_string="%>",
    comment_start_string="<#",
    comment_end_string="#>",
    undefined=StrictUndefined,
    autoescape=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Template:
    """The two messages of a task, with variables."""

    task: str
    version: str
    system: str
    user: str

    def prompt(self, place: str, **values: Any) -> Prompt:
        """The prompt for a section, its variables filled in.

        Raises:
            SettingsError: the text asks more of a variable than to be shown.
        """
        try:
            system, user = (_JINJA.from_string(text).render(**values).strip() for text in (self.system, self.user))
        except TemplateError as error:
            raise SettingsError(f"提示词 {self.task}.md 填不进变量：{error}。") from error
        return Prompt(self.task, self.version, place, system, user)


Prompts = Mapping[str, Template]


def load_prompts(folders: Sequence[Path]) -> Prompts:
    """The prompt of every task, each from the first of the folders that has its file.

    Raises:
        SettingsError: a file is missing or cannot be used: no front matter, a variable its task does not offer or that
            it does not declare, another output than its task's.
    """
    return {task: _read(task, folders) for task in TASKS}


def _read(task: str, folders: Sequence[Path]) -> Template:
    path = next((path for folder in folders if (path := folder / f"{task}.md").is_file()), None)
    if path is None:
        raise SettingsError(f"找不到提示词文件 {task}.md（找过：{'、'.join(map(str, folders))}）。")
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"读不了提示词文件 {path}。文件要存成 UTF-8 编码。") from error
    return parse(task, text.replace("\r\n", "\n"), str(path))


def parse(task: str, text: str, name: str) -> Template:
    """The template in a prompt file's text; `name` is how errors call it.

    Raises:
        SettingsError: as in `load_prompts`.
    """
    front = _FRONT.match(text)
    body = front and _MESSAGES.match(front[2])
    if not front or not body:
        raise SettingsError(
            f"提示词文件 {name} 的格式不对：开头要有 --- 隔开的版本、变量、输出说明，正文要有“# 系统”和“# 请求”两段。"
        )
    head = _front(front[1], name)
    output, offered = TASKS[task]
    declared = head.get("variables", [])
    if head.get("output") != output or output not in FORMS:
        raise SettingsError(f"提示词文件 {name} 的 output 应为 {output}，现在是 {head.get('output')}。")
    if "version" not in head or not isinstance(declared, list):
        raise SettingsError(f"提示词文件 {name} 缺 version（版本），或 variables（变量）不是列表。")
    used = _variables(body[1], name) | _variables(body[2], name)
    _demand(name, set(map(str, declared)) - offered, f"没有这个变量。{task} 可用的变量：{'、'.join(sorted(offered))}")
    _demand(name, used - set(map(str, declared)), "用到了，却没有写在开头的 variables 里")
    return Template(task, str(head["version"]), body[1], body[2])


def _front(text: str, name: str) -> dict[str, Any]:
    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SettingsError(f"提示词文件 {name} 开头的说明读不懂：{str(error).splitlines()[0]}。") from error
    if not isinstance(head, dict):
        raise SettingsError(f"提示词文件 {name} 开头的说明应当一行一项，如“version: 1”。")
    return head


def _variables(text: str, name: str) -> set[str]:
    try:
        return meta.find_undeclared_variables(_JINJA.parse(text))
    except TemplateSyntaxError as error:
        raise SettingsError(f"提示词文件 {name} 正文第{error.lineno}行的变量写法不对：{error.message}。") from error


def _demand(name: str, wrong: set[str], reason: str) -> None:
    if wrong:
        raise SettingsError(f"提示词文件 {name}：变量 {'、'.join(sorted(wrong))} {reason}。")
