"""`drafter eval search`: how well the library finds passages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand
from drafter.cli.evaluation import Format, group
from drafter.cli.progress import progress_shown


def search(
    queries: Annotated[
        Path | None,
        typer.Option("--queries", help="查询文件，与报告清单 manifest.toml 放在一起；不给用随附的。"),
    ] = None,
    library: Annotated[
        str | None, typer.Option("--library", help="收有这些报告的示例库；不给则在内存里临时建。")
    ] = None,
    embedding: Annotated[
        list[str] | None, typer.Option("--embedding", help="用哪个嵌入模型，可重复；不给用默认的。")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="输出格式：text、json。")] = Format.TEXT,
) -> None:
    """给示例库的查找打分：混合查找与只按意思、只按字词相比，好多少，是不是碰巧。"""
    from drafter.evaluate import searching

    with progress_shown() as progress:
        found = searching.evaluate_search(queries, library=library, embeddings=embedding or (), progress=progress)
    if form is Format.JSON:
        typer.echo(json.dumps([ranked.model_dump(mode="json") for ranked in found], ensure_ascii=False, indent=1))
    else:
        typer.echo(searching.write(found), nl=False)


def register(_application: typer.Typer) -> None:
    """Add the command to the group."""
    group.command("search", cls=ChineseCommand)(search)
