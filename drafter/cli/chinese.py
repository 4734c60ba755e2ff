"""The command line in Chinese: help headings and usage errors, which typer words in English."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP = (
    ("Usage:", "用法："),
    ("COMMAND [ARGS]...", "命令 [参数]..."),
    ("[OPTIONS]", "[选项]"),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("Show this message and exit.", "显示本帮助。"),
    ("[required]", "[必填]"),
    ("[default: ", "[默认：" ),
)  # fmt: skip

_ERRORS = (
    (r"Missing argument '(.+?)'\.?.*", r"缺少参数 \1。"),
    (r"Missing option '(.+?)'\.?.*", r"缺少选项 \1。"),
    (r"Missing command\.?", "没有给出命令。"),
    (r"No such option: (\S+)(?: \(Possible options: (.+)\))?.*", r"没有选项 \1。"),
    (r"No such command '(.+?)'\..*", r"没有命令 \1。"),
    (r"Got unexpected extra arguments? \((.+)\)", r"多出了参数：\1。"),
    (r"Option '(.+?)' requires an argument\.", r"选项 \1 后面要有值。"),
    (r"Invalid value for '(.+?)': (?:Value error, )?'(.*)' is not one of (.+)\.", r"\1 不能是 \2，可以是：\3。"),
    (r"Invalid value for '(.+?)': Input should be a valid integer.*", r"\1 要写成整数，例如 2024。"),
    (r"Invalid value for '(.+?)': Input should be greater than or equal to (\S+)", r"\1 不能小于 \2。"),
    (r"Invalid value for '(.+?)': Input should be less than or equal to (\S+)", r"\1 不能大于 \2。"),
    (r"Invalid value for '(.+?)': (.*)", r"\1 的值不对：\2"),
)


def help_in_chinese(text: str) -> str:
    """The help page with its fixed headings in Chinese."""
    for english, chinese in _HELP:
        text = text.replace(english, chinese)
    return text


def error_in_chinese(message: str) -> str:
    """A usage error in Chinese; one that is not known is given as it is."""
    for pattern, chinese in _ERRORS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return match.expand(chinese).replace("', '", "、").replace("'", "")
    return message


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return help_in_chinese(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return help_in_chinese(super().get_help(ctx))


class DefaultGroup(ChineseGroup):
    """A group whose first command may be left unnamed: what does not begin with a command's name is for that one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the default command before arguments that name none."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)
