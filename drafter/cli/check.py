"""`drafter check`: every number gets a verdict, every rule its findings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.chinese import ChineseCommand
from drafter.cli.marking import deliver_marked
from drafter.cli.rendering import Format, rendered
from drafter.cli.source import FILE_HELP, PRIVATE_HELP, deliver, report_from, report_or_none
from drafter.errors import UsageError

if TYPE_CHECKING:
    from drafter.documents import Review


class FailOn(StrEnum):
    """From which severity on the exit code is 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


def check(
    file: Annotated[str, typer.Argument(help=FILE_HELP, metavar="FILE")],
    previous: Annotated[
        str | None,
        typer.Option("--previous", help="上年度报告，核对跨年关系和增减；填报表里有的不必给。"),
    ] = None,
    figures: Annotated[str | None, typer.Option("--figures", help="另给的数据文件，正文与它核对。")] = None,
    form: Annotated[
        Format,
        typer.Option("--format", help="输出格式：text、json、html、docx（原文加批注）、xlsx（问题清单）、md、sarif。"),
    ] = Format.TEXT,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="写到这个文件；不给则输出到屏幕。")] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", help="只用这些规则（编号或类别，如 TAB、NUM101）。")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="不用这些规则（编号或类别）。")] = None,
    own_rules: Annotated[Path | None, typer.Option("--rules", help="自定规则、规则程度（TOML）。")] = None,
    waivers: Annotated[
        Path | None, typer.Option("--waivers", help="免查清单（TOML）：已核实、不再提示的问题。")
    ] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="以前的核对结果（JSON）：只列新问题。")] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="有这种程度的问题时退出码为 1：error、warning、never。")
    ] = FailOn.ERROR,
    numbers: Annotated[bool, typer.Option("--numbers", help="逐个列出文中数字的结论（text 格式）。")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="用修订改正只有一个正确值的数字（docx 格式）；表格自身有疑问的不改。")
    ] = False,
    library: Annotated[
        str | None, typer.Option("--library", help="示例库（文件夹或地址）：看有没有照抄其他机关的段落。")
    ] = None,
    kind: Annotated[str | None, typer.Option("--type", help="文件格式；不给则自动识别。")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help=PRIVATE_HELP)] = False,
) -> int:
    """核对一份报告：正文每个数字对表格，表内勾稽关系逐条验算，不符之处标在原句上。"""
    from drafter import pipeline

    _refuse_misuse(form, out, fix=fix)
    last_year = report_or_none(previous, allow_private=allow_private)
    other = report_or_none(figures, allow_private=allow_private)
    review = pipeline.check_report(
        report_from(file, kind, allow_private=allow_private),
        last_year,
        figures=other,
        terms=pipeline.Terms(codes(select), codes(ignore), own_rules, waivers, baseline, library),
    )
    if form is Format.DOCX and out is not None:
        wanted = pipeline.corrections_of(review, last_year, figures=other) if fix else None
        obstacles = pipeline.obstacles_of(review, last_year, figures=other) if fix else {}
        deliver_marked(review, file, out, wanted, obstacles)
    else:
        deliver(rendered(review, form, to_terminal=out is None, numbers=numbers, previous=last_year), out)
    return exit_code(review, fail_on)


def _refuse_misuse(form: Format, out: Path | None, *, fix: bool) -> None:
    if form in (Format.DOCX, Format.XLSX) and out is None:
        raise UsageError(f"{form} 文件不能输出到屏幕，请用 -o 给出文件名。")
    if fix and form is not Format.DOCX:
        raise UsageError("--fix 以修订方式改在 Word 文件里，要同时给出 --format docx 和 -o。")


def codes(options: list[str] | None) -> list[str]:
    """The rule codes given, several to an option or each by itself, in capitals."""
    return [code.strip().upper() for option in options or () for code in option.split(",") if code.strip()]


def exit_code(review: Review, fail_on: FailOn) -> int:
    """1 where a finding weighs as much as `fail_on` or more, else 0."""
    worst = review.worst()
    if fail_on is FailOn.NEVER or worst is None:
        return 0
    from drafter.documents import Severity

    return int(worst.rank >= Severity(fail_on.value).rank)


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command("check", cls=ChineseCommand)(check)
