"""Options and small steps that several commands share: where a report comes from, where output goes."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.progress import progress_shown
from drafter.errors import UsageError

if TYPE_CHECKING:
    from drafter.documents import Report

FILE_HELP = "报告文件（各种格式见说明），或 http(s):// 网址；- 表示从标准输入读，需加 --type。"
PRIVATE_HELP = "给网址时，允许读内部网络的网页。"
_ADDRESSES = ("http://", "https://")


def report_from(name: str, kind: str | None = None, *, allow_private: bool = False) -> Report:
    """The report in the file `name`, at the web address `name`, or on standard input where `name` is `-`.

    Slow reading shows a bar on the terminal.

    Raises:
        UsageError: standard input without a type.
    """
    from drafter import pipeline

    with progress_shown() as progress:
        if name.lower().startswith(_ADDRESSES):
            return pipeline.load_url(name, kind, progress, allow_private=allow_private)
        if name != "-":
            return pipeline.load(Path(name), kind, progress)
        if kind is None:
            raise UsageError("从标准输入读取时要用 --type 说明格式，例如 --type html。")
        return pipeline.load_bytes(sys.stdin.buffer.read(), kind, progress)


def report_or_none(name: str | None, *, allow_private: bool = False) -> Report | None:
    """The report that `report_from` gives, or None where nothing is named."""
    return report_from(name, allow_private=allow_private) if name else None


def _beside(path: Path) -> Path:
    """A name beside a file that is not taken."""
    for number in count(1):
        beside = path.with_stem(f"{path.stem}（上一份{number if number > 1 else ''}）")
        if not beside.exists():
            return beside
    raise AssertionError("count does not end")


def deliver(content: bytes, out: Path | None, *, keep: bool = False) -> None:
    """Write `content` to the file `out`, or to standard output where there is none.

    `keep`: what stood in the file before, if it is something else, is kept beside it under another name.
    """
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from drafter.write.files import save

    if keep and out.is_file() and out.read_bytes() != content:
        kept = _beside(out)
        out.rename(kept)
        typer.echo(f"原来的 {out} 与这次的不同，留作 {kept}", err=True)
    save(out, content)
    typer.echo(f"已写出 {out}", err=True)
