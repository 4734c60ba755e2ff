"""`drafter eval`: drafter's own scores, on labelled reports where nothing else is named."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand, DefaultGroup
from drafter.cli.progress import progress_shown

group = typer.Typer(
    cls=DefaultGroup,
    help="给 drafter 自己打分；不写命令名、直接给目录，就是 reports。",
    rich_markup_mode=None,
    no_args_is_help=True,
)


class Format(StrEnum):
    """How the scores are written."""

    TEXT = "text"
    JSON = "json"


@group.command("reports", cls=ChineseCommand)
def evaluate(
    folder: Annotated[
        Path, typer.Argument(help="放标注好的报告的目录：每份报告旁有同名的 .labels.json。", metavar="DIR")
    ],
    show: Annotated[int, typer.Option("--show", min=0, metavar="N", help="逐条列出前 N 处差异。")] = 0,
    form: Annotated[Format, typer.Option("--format", help="输出格式：text、json。")] = Format.TEXT,
    seeds: Annotated[bool, typer.Option("--seeds", help="再逐个埋入错误，看查出多少。")] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, metavar="N", help="同时用几个进程；不给则与处理器核数相同，结果不变。"),
    ] = None,
) -> None:
    """用标注好的报告给 drafter 自己打分：数字找得全不全、指得对不对、结论准不准、有没有误报。"""
    from drafter import evaluate as scoring
    from drafter.evaluate import text

    with progress_shown() as progress:
        evaluation = scoring.evaluate(folder, workers=workers, seeds=seeds, progress=progress)
    if form is Format.JSON:
        typer.echo(evaluation.model_dump_json(by_alias=True, indent=1))
    else:
        typer.echo(text.write(evaluation, show=show), nl=False)


def register(application: typer.Typer) -> None:
    """Add the group."""
    application.add_typer(group, name="eval")
