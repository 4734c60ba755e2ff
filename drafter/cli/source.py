"""Options and small steps that several commands share: where a report comes from, where output goes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.errors import UsageError

if TYPE_CHECKING:
    from drafter.documents import Report

FILE_HELP = "报告文件：.html .docx .md .txt .xlsx（填报表）.json；- 表示从标准输入读，需加 --type。"


def report_from(name: str, kind: str | None = None) -> Report:
    """The report in the file `name`, or on standard input where `name` is `-`.

    Raises:
        UsageError: standard input without a type.
    """
    from drafter import pipeline

    if name != "-":
        return pipeline.load(Path(name))
    if kind is None:
        raise UsageError("从标准输入读取时要用 --type 说明格式，例如 --type html。")
    return pipeline.load_bytes(sys.stdin.buffer.read(), kind)


def report_or_none(name: str | None) -> Report | None:
    """The report in the file `name`, or None where no file is named."""
    return report_from(name) if name else None


def deliver(content: bytes, out: Path | None) -> None:
    """Write `content` to the file `out`, or to standard output where there is none."""
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from drafter.write.files import save

    save(out, content)
    typer.echo(f"已写出 {out}", err=True)
