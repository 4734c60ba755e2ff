"""`drafter draft`: the narrative from figures and work notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli import modelling as options
from drafter.cli.chinese import ChineseCommand
from drafter.cli.source import deliver, report_from, report_or_none
from drafter.errors import UsageError

if TYPE_CHECKING:
    from drafter.pipeline import Drafted

FORMATS = (".docx", ".html", ".md", ".json")


def draft(
    figures: Annotated[
        str, typer.Argument(help="数据：填报表 .xlsx、读出的 .json，或任何带三张表的报告。", metavar="FIGURES")
    ],
    previous: Annotated[
        str | None, typer.Option("--previous", help="上年度报告或数据，用来写增减；填报表里有的不必给。")
    ] = None,
    notes: Annotated[Path | None, typer.Option("--notes", help="工作素材（.md、.txt 或 .docx），一行一点。")] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="写到 .docx、.html、.md 或 .json；不给则输出到屏幕。")
    ] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="机关名称；数据里没有时给出。")] = None,
    year: Annotated[int | None, typer.Option("--year", help="报告年度；数据里没有时给出。")] = None,
    model: options.Model = "composer",
    tone: options.InTone = options.Tone.STANDARD,
    like: options.Like = None,
    prompts: options.Prompts = None,
    library: options.Library = None,
    budget: options.Budget = None,
    dry_run: options.DryRun = False,
    suggest: options.Suggest = False,
) -> int:
    """由数字和工作素材起草报告全文，写好后自行核对；与表格不符的数字不会写出。"""
    from drafter import pipeline
    from drafter.draft.tone import Tone

    if out is not None and out.suffix.lower() not in FORMATS:
        raise UsageError(f"不认识输出格式 {out.suffix or out.name}。可写：{'、'.join(FORMATS)}。")
    with options.watched(model) as watch:
        drafted = pipeline.draft_report(
            report_from(figures),
            report_or_none(previous),
            notes=pipeline.load_notes(notes) if notes else "",
            agency=agency,
            year=year,
            tone=Tone(tone.value),
            like=report_or_none(like),
            suggest=suggest,
            modelling=options.modelling(watch, model, prompts, budget, library, dry_run),
        )
    if dry_run:
        typer.echo("以上是要发给模型的全部提示词；没有发送，也没有写文件。", err=True)
        return 0
    deliver(rendered(drafted, out.suffix.lower() if out else ".md"), out)
    report_to_user(drafted)
    failed = options.tell_of_model(drafted)
    return int(drafted.review.summary.errors > 0) or failed


def rendered(drafted: Drafted, suffix: str) -> bytes:
    """The draft in the format of that file suffix."""
    from drafter.write import docx, html, json, markdown

    report = drafted.draft.report
    if suffix == ".json":
        return json.write(drafted.draft)
    return {".docx": docx.write, ".html": html.write, ".md": markdown.write}[suffix](report)


def report_to_user(drafted: Drafted, *, aside: bool = True) -> None:
    """Tell what the draft's own check came to and what the writer still has to answer; `aside`: on standard error."""
    from drafter.write.words import finding_line, verdict_line

    typer.echo(f"自行核对：{verdict_line(drafted.review)}{finding_line(drafted.review)}", err=aside)
    from drafter.write.words import SEVERITY

    for finding in drafted.review.findings:
        typer.echo(f"  {SEVERITY[finding.severity]} {finding.rule} {finding.message}", err=aside)
    questions = drafted.draft.questions
    if questions:
        typer.echo(f"还需要您补充 {len(questions)} 处：", err=aside)
    for number, question in enumerate(questions, 1):
        typer.echo(f"  {number}. {question.text}", err=aside)


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command("draft", cls=ChineseCommand)(draft)
