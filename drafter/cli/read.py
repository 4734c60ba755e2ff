"""`drafter read`: a document into a report file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand
from drafter.cli.source import FILE_HELP, PRIVATE_HELP, deliver, report_from


def read(
    file: Annotated[str, typer.Argument(help=FILE_HELP, metavar="FILE")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="写到这个 JSON 文件；不给则输出到屏幕。")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="文件格式，如 html、docx、text；不给则自动识别。")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help=PRIVATE_HELP)] = False,
) -> None:
    """把报告读成结构化文件（JSON）：机关、年度、章节、正文和三张表的每一格。"""
    from drafter.write import json as json_writer
    from drafter.write.summary import write as summary

    report = report_from(file, kind, allow_private=allow_private)
    deliver(json_writer.write(report), out)
    typer.echo(summary(report), err=True, nl=False)


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command("read", cls=ChineseCommand)(read)
