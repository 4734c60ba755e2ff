"""`drafter eval draft`: drafter's own scores on drafting."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand
from drafter.cli.evaluation import Format, group
from drafter.cli.progress import progress_shown


class Persona(StrEnum):
    """The scripted models."""

    GOOD = "good"
    HOSTILE = "hostile"
    ECHO = "echo"


def draft(
    figures: Annotated[
        list[Path] | None,
        typer.Argument(help="带三张表的报告文件或目录；不给则只用随附的示例报告。", metavar="[FIGURES]..."),
    ] = None,
    sets: Annotated[int, typer.Option("--sets", min=1, metavar="N", help="起草几份；每次取的数据都相同。")] = 200,
    notes: Annotated[
        Path | None, typer.Option("--notes", help="每份都用这个工作素材文件；不给则用编造的素材，每份不同。")
    ] = None,
    model: Annotated[
        str, typer.Option("--model", help="起草方式：composer 为离线起草；openai:模型名、local:模型文件.gguf 同起草。")
    ] = "composer",
    persona: Annotated[
        Persona | None,
        typer.Option(
            "--persona",
            help="用照剧本回答的假模型：good 写得好，hostile 捣乱，echo 照抄；只在本机，不联网。",
        ),
    ] = None,
    show: Annotated[int, typer.Option("--show", min=0, metavar="N", help="各类问题逐条列出前 N 处。")] = 0,
    form: Annotated[Format, typer.Option("--format", help="输出格式：text、json。")] = Format.TEXT,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, metavar="N", help="同时用几个进程；不给则与处理器核数相同，结果不变。"),
    ] = None,
) -> int:
    """用许多组数据起草，给成稿打分：数字和名称有没有出处，该写的写全没有，有无重复照抄。

    有与表格不符或没有出处的数字、没有出处的名称日期，或有写不成的，返回 1。
    """
    from drafter import pipeline
    from drafter.evaluate.drafts import text
    from drafter.evaluate.drafts.figure_set import figure_sets
    from drafter.evaluate.drafts.modelled import terms_of
    from drafter.evaluate.drafts.running import evaluate_drafts
    from drafter.evaluate.drafts.sources import corpus_reports, reports_in

    terms = terms_of(model, persona.value if persona else "")
    found = reports_in(figures or [])
    corpus = corpus_reports()
    drawn = figure_sets((*found.given, *corpus), sets, notes=pipeline.load_notes(notes) if notes else None)
    others = tuple((given.report.agency or "", given.report.text) for given in corpus)
    for name in found.left_out:
        typer.echo(f"没有三张表，未用：{name}", err=True)
    with progress_shown() as progress:
        evaluation = evaluate_drafts(drawn, others, terms=terms, workers=workers, progress=progress)
    if form is Format.JSON:
        typer.echo(evaluation.model_dump_json(by_alias=True, indent=1))
    else:
        typer.echo(text.write(evaluation, show=show), nl=False)
    return int(not evaluation.sound)


def register(_: typer.Typer) -> None:
    """Add the command to its group."""
    group.command("draft", cls=ChineseCommand)(draft)
