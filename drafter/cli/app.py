"""The application: its commands, and errors turned into Chinese messages and exit codes."""

from __future__ import annotations

import gc
import io
import sys
import traceback

import typer

from drafter import __version__
from drafter.cli import (
    check,
    corpus,
    demo,
    draft,
    evaluation,
    evaluation_draft,
    evaluation_search,
    figures,
    read,
    revise,
    rules,
)
from drafter.cli.chinese import ChineseGroup, error_in_chinese
from drafter.errors import Defect, DrafterError, UsageError

UsageFault: type[Exception] = typer.BadParameter.__mro__[1]
"""typer's own base of every usage error, which it does not export by name."""

application = typer.Typer(
    name="drafter",
    cls=ChineseGroup,
    help="起草、核对、比较政府信息公开工作年度报告。不联网、不需要密钥即可使用。",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for module in (
    demo,
    read,
    figures,
    check,
    revise,
    draft,
    corpus,
    rules,
    evaluation,
    evaluation_draft,
    evaluation_search,
):
    module.register(application)


@application.callback(invoke_without_command=True)
def options(version: bool = typer.Option(False, "--version", help="显示版本号。")) -> None:
    """起草、核对、比较政府信息公开工作年度报告。不联网、不需要密钥即可使用。"""
    if version:
        typer.echo(f"drafter {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line. Exit codes: 0 fine, 1 findings, 2 usage, 3 input, 4 model, 5 a defect of drafter."""
    # A command lives for a moment and makes little garbage in cycles: looking for it costs a tenth of its time.
    gc.set_threshold(100_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        # A pipe on a Chinese Windows defaults to GBK; other programs rely on UTF-8 JSON.
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    try:
        code = run(sys.argv[1:])
    except Exception as error:  # noqa: BLE001 - the outermost edge: a defect must leave with its own exit code
        traceback.print_exc()
        typer.echo(f"程序缺陷：{type(error).__name__}：{error}。没有写出文件，请把以上内容反馈给我们。", err=True)
        code = Defect.exit_code
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; messages go to standard error."""
    try:
        code = application(arguments, prog_name="drafter", standalone_mode=False)
    except UsageFault as fault:
        return _usage(fault)
    except DrafterError as error:
        typer.echo(f"{_kind(error)}：{error}", err=True)
        return error.exit_code
    except typer.Abort:
        typer.echo("已中止。", err=True)
        return 130
    return code if isinstance(code, int) else 0


def _usage(fault: Exception) -> int:
    context = getattr(fault, "ctx", None)
    if type(fault).__name__ == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help())
        return 2
    typer.echo(f"用法有误：{error_in_chinese(fault.format_message())}", err=True)  # type: ignore[attr-defined]
    if context is not None:
        typer.echo(f"查看用法：{context.command_path} --help", err=True)
    return UsageError.exit_code


def _kind(error: DrafterError) -> str:
    return {2: "用法有误", 3: "无法处理", 4: "模型出错", 5: "程序缺陷"}[error.exit_code]
