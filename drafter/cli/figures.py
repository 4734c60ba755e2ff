"""`drafter figures`: the fill-in workbook, out and back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand, ChineseGroup
from drafter.cli.source import deliver, report_from, report_or_none
from drafter.errors import UsageError

group = typer.Typer(
    cls=ChineseGroup, help="数据填报表：生成空表，或把填好的表读回来。", rich_markup_mode=None, no_args_is_help=True
)


class EditionName(StrEnum):
    """The editions of the form."""

    E2021 = "2021"
    E2019 = "2019"


@group.command("template", cls=ChineseCommand)
def template(
    out: Annotated[Path, typer.Option("-o", "--out", help="填报表写到这个 .xlsx 文件。")],
    edition_name: Annotated[
        EditionName, typer.Option("--edition", help="表格版本：2021 或 2019。")
    ] = EditionName.E2021,
    agency: Annotated[str, typer.Option("--agency", help="预先填上的机关名称。")] = "",
    year: Annotated[int | None, typer.Option("--year", help="预先填上的年度。")] = None,
    previous: Annotated[str | None, typer.Option("--previous", help="用这份上年度报告填好“上年数据”页。")] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已存在时覆盖它。")] = False,
    source: Annotated[str | None, typer.Option("--from", help="用这份报告或数据预先填好数字。")] = None,
) -> None:
    """生成数据填报表：三张官方表、补充数据、工作素材；合计和勾稽关系在表里实时核对。"""
    from drafter.form import edition
    from drafter.write import workbook

    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"填报表是 .xlsx 文件，不能写成 {out.name}。")
    if year is not None and not 2008 <= year <= 2100:
        raise UsageError(f"年度 {year} 不对，请写四位年份，例如 2025。")
    if out.exists() and not force:
        raise UsageError(f"{out} 已经存在，里面可能有填好的数字，没有覆盖。请换个文件名，或加 --force。")
    report = report_or_none(source)
    form = edition(report.edition if report and report.edition else edition_name.value)
    deliver(workbook.template(form, year=year, agency=agency, report=report, previous=report_or_none(previous)), out)


@group.command("import", cls=ChineseCommand)
def import_(
    file: Annotated[str, typer.Argument(help="填好的填报表（.xlsx）。", metavar="F.xlsx")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="写到这个 JSON 文件；不给则输出到屏幕。")] = None,
) -> None:
    """把填好的填报表读成数据文件（JSON），可直接用于 draft 和 check；同时说明勾稽关系是否成立。"""
    from drafter import pipeline
    from drafter.write import json as json_writer
    from drafter.write import summary

    report = report_from(file, "xlsx")
    deliver(json_writer.write(report), out)
    typer.echo(summary.write(report), err=True, nl=False)
    typer.echo(summary.balance(pipeline.check_tables(report)), err=True, nl=False)


def register(application: typer.Typer) -> None:
    """Add the group."""
    application.add_typer(group, name="figures")
