"""`drafter revise`: changed sentences for what the check finds, as tracked changes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli import modelling as options
from drafter.cli.check import FailOn, codes, exit_code
from drafter.cli.chinese import ChineseCommand
from drafter.cli.source import FILE_HELP, PRIVATE_HELP, deliver, report_from, report_or_none
from drafter.errors import UsageError

if TYPE_CHECKING:
    from drafter.documents import Review, Revision
    from drafter.pipeline import Revised

FORMATS = (".docx", ".docm", ".html", ".md", ".json")
_WORD = (".docx", ".docm")

_Model = Annotated[
    str,
    typer.Option("--model", help="程序改不了的句子请模型改写：openai:模型名 或 local:文件.gguf；composer 不用模型。"),
]


def revise(
    report: Annotated[str, typer.Argument(help=FILE_HELP, metavar="REPORT")],
    previous: Annotated[
        str | None, typer.Option("--previous", help="上年度报告，核对跨年关系、增减和照抄；填报表里有的不必给。")
    ] = None,
    figures: Annotated[str | None, typer.Option("--figures", help="另给的数据文件，正文照它修改。")] = None,
    notes: Annotated[
        Path | None, typer.Option("--notes", help="工作素材（.md、.txt 或 .docx），正文没有写到的会提示。")
    ] = None,
    library: Annotated[
        str | None, typer.Option("--library", help="示例库（文件夹或地址）：批注里附上其他机关的写法。")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="写到 .docx（修订和批注）、.html、.md 或 .json；不给则输出到屏幕。"),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", help="只改这些规则的问题（编号或类别，如 NUM、TXT104）。")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="不管这些规则的问题（编号或类别）。")] = None,
    own_rules: Annotated[Path | None, typer.Option("--rules", help="自定规则、规则程度（TOML）。")] = None,
    waivers: Annotated[
        Path | None, typer.Option("--waivers", help="免查清单（TOML）：已核实、不再提示的问题。")
    ] = None,
    model: _Model = "composer",
    prompts: options.Prompts = None,
    budget: options.Budget = None,
    dry_run: options.DryRun = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="原文有这种程度的问题时退出码为 1：error、warning、never。")
    ] = FailOn.ERROR,
    kind: Annotated[str | None, typer.Option("--type", help="文件格式；不给则自动识别。")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help=PRIVATE_HELP)] = False,
) -> int:
    """对核对出的问题和写得弱的地方提出改法：只有一种改法的用修订改好，有几种改法的只加批注；事实一个不动。"""
    from drafter import pipeline

    if out is not None and out.suffix.lower() not in FORMATS:
        raise UsageError(f"不认识输出格式 {out.suffix or out.name}。可写：{'、'.join(FORMATS)}。")
    with options.watched(model) as watch:
        revised = pipeline.revise_report(
            report_from(report, kind, allow_private=allow_private),
            report_or_none(previous, allow_private=allow_private),
            figures=report_or_none(figures, allow_private=allow_private),
            notes=pipeline.load_notes(notes) if notes else "",
            terms=pipeline.Terms(codes(select), codes(ignore), own_rules, waivers, library=library),
            modelling=options.modelling(watch, model, prompts, budget, library, dry_run),
        )
    if dry_run:
        typer.echo("以上是要发给模型的全部提示词；没有发送，也没有写文件。", err=True)
        return 0
    _deliver(revised, report, out)
    failed = _tell_of_model(revised)
    return exit_code(revised.review, fail_on) or failed


def _deliver(revised: Revised, file: str, out: Path | None) -> None:
    """Write the revision where it is wanted, and tell the summary where that is not the screen."""
    if out is not None and out.suffix.lower() in _WORD:
        _deliver_word(revised.revision, revised.review, file, out)
    else:
        deliver(_rendered(revised.revision, out), out)
    if out is not None:
        _tell(revised.revision)


def _tell_of_model(revised: Revised) -> int:
    """Say what the model came to; the exit code: 4 where it gave no answer to anything it was asked."""
    record, usage = revised.revision.record, revised.usage
    if usage is None:
        return 0
    asked, taken, failed = (int(record[f"model.{name}"]) for name in ("asked", "taken", "failed"))
    told = f"请它改写 {asked} 句，采用 {taken} 句" if asked else "没有要请它改写的句子"
    typer.echo(f"模型 {record['writer']}：{told}；{options.spent(usage)}。", err=True)
    return 4 if asked and failed == asked else 0


def _deliver_word(revision: Revision, review: Review, file: str, out: Path) -> None:
    from drafter import pipeline
    from drafter.write import review_docx, revision_docx

    original = pipeline.word_file(Path(file), review)
    if original is not None and out.suffix.lower() != ".docm" and review_docx.holds_macros(original):
        # Word opens a file with macros under its own suffix alone.
        raise UsageError(f"{file} 是带宏的 Word 文件，修改后还是，请把 -o 的扩展名写成 .docm。")
    content, made = revision_docx.mark(revision, original)
    deliver(content, out)
    if len(made) < len(revision.proposals):
        left = len(revision.proposals) - len(made)
        typer.echo(f"其中 {left} 处在文件里找不到确切位置，写在批注里，请照批注修改。", err=True)


def _rendered(revision: Revision, out: Path | None) -> bytes:
    from drafter.write import json, revision_html, revision_markdown, revision_text

    suffix = out.suffix.lower() if out else ""
    if suffix == ".json":
        return json.write(revision)
    if suffix == ".html":
        return revision_html.write(revision)
    if suffix == ".md":
        return revision_markdown.write(revision)
    width = shutil.get_terminal_size().columns
    return revision_text.write(revision, colour=sys.stdout.isatty(), width=width).encode()


def _tell(revision: Revision) -> None:
    """The summary line, on standard error."""
    from drafter.write.revision_words import counted, proof

    typer.echo(counted(revision) + proof(revision), err=True)


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command("revise", cls=ChineseCommand)(revise)
