"""The options of `drafter draft`, each with its help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Figures = Annotated[
    str | None,
    typer.Argument(
        help="数据：填报表 .xlsx、读出的 .json，或任何带三张表的报告；项目里已有数据的不必给。", metavar="FIGURES"
    ),
]
Previous = Annotated[str | None, typer.Option("--previous", help="上年度报告或数据，用来写增减；填报表里有的不必给。")]
Notes = Annotated[Path | None, typer.Option("--notes", help="工作素材（.md、.txt 或 .docx），一行一点。")]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="写到 .docx、.html、.md 或 .json；不给则输出到屏幕。")]
Agency = Annotated[str | None, typer.Option("--agency", help="机关名称；数据里没有时给出。")]
Year = Annotated[int | None, typer.Option("--year", help="报告年度；数据里没有时给出。")]
InProject = Annotated[
    Path | None, typer.Option("--project", help="项目文件夹：正文在其中改，再起草时您改过的句子不动。")
]
Section = Annotated[
    str, typer.Option("--section", help="只起草这一部分：编号（1.2）或名称（依申请公开）；项目里其余不动。")
]
Explain = Annotated[bool, typer.Option("--explain", help="逐句列出依据：哪些格、哪条素材、借鉴了哪一段。")]
Comments = Annotated[bool, typer.Option("--comments", help="写明每句依据：.docx 用批注，.html 用旁注。")]
Ways = Annotated[int, typer.Option("--alternatives", help="给出一句的几种别的写法（项目里）。", min=0)]
OfSentence = Annotated[str, typer.Option("--sentence", help="哪一句：--explain 显示的句号，或句中几个字。")]
Take = Annotated[int, typer.Option("--take", help="采用第几种写法。", min=0)]
