"""`drafter corpus`: the library of example and peer reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.chinese import ChineseCommand, ChineseGroup
from drafter.cli.progress import progress_shown
from drafter.errors import UsageError

if TYPE_CHECKING:
    from drafter.library import Entry, Index

group = typer.Typer(
    cls=ChineseGroup,
    help="示例库：收进可供借鉴的报告，按意思查找句段。",
    rich_markup_mode=None,
    no_args_is_help=True,
)
Where = Annotated[
    str | None,
    typer.Option("--library", help="示例库：文件夹或 Chroma 服务的 http:// 地址；不给用 DRAFTER_LIBRARY 或个人目录。"),
]
Embedding = Annotated[str | None, typer.Option("--embedding", help="嵌入模型；不给则用建库时的那一个。")]


@group.command("add", cls=ChineseCommand)
def add(
    paths: Annotated[list[str], typer.Argument(help="报告文件、文件夹或通配符，可以给多个。", metavar="PATH...")],
    library: Where = None,
    embedding: Embedding = None,
) -> int:
    """把报告收进示例库；已经收过的（内容相同）不重复收，中断后再运行会接着做。"""
    from drafter import pipeline

    files = pipeline.files_named(paths)  # before the library: a mistyped path must not leave a new one behind
    with _open(library, embedding, make=True, writing=True) as index, progress_shown() as progress:
        told = pipeline.add_to_library(index, files, progress)
    for entry in told.added:
        typer.echo(f"收进 {_line(entry)}")
    for name, reason in told.failed:
        typer.echo(f"没有收进 {name}：{reason}", err=True)
    typer.echo(f"新收 {len(told.added)} 份，已有 {told.known} 份，读不了 {len(told.failed)} 份。", err=True)
    return 3 if told.failed else 0


@group.command("list", cls=ChineseCommand)
def list_(library: Where = None) -> None:
    """列出示例库里的报告：编号、机关、年度、类别、句段数。"""
    with _open(library, None) as index:
        entries = index.entries()
    for entry in entries:
        typer.echo(_line(entry))
    typer.echo(f"共 {len(entries)} 份，{sum(entry.passages for entry in entries)} 个句段。", err=True)


@group.command("search", cls=ChineseCommand)
def search_(
    text: Annotated[str, typer.Argument(help="要找的意思，一句话或几个词。", metavar="TEXT")],
    library: Where = None,
    section: Annotated[
        list[str] | None, typer.Option("--section", help="只找这一部分：1.1 主动公开、1.2 依申请公开……5、6；可重复。")
    ] = None,
    agency: Annotated[str, typer.Option("--agency", help="为哪个机关找：同类、同级、同行业的靠前，不找它自己的")] = "",
    wanted: Annotated[int, typer.Option("-n", "--number", min=1, max=50, help="找几段。")] = 5,
) -> None:
    """按意思查找句段；数字、日期不影响查找，意思重复的只留一段。"""
    from drafter import pipeline
    from drafter.library import PLACES, Query, Shelf, search

    if not text.strip():
        raise UsageError("没有给出要找的话。请写一句话或几个词。")
    unknown = [name for name in section or () if name not in PLACES]
    if unknown:
        raise UsageError(f"没有 {'、'.join(unknown)} 这一部分。可用：{'、'.join(PLACES)}。")
    with pipeline.examples_at_hand(library) as shelves:
        hits = search(shelves, Query(text, section or (), agency, wanted=wanted))
    if isinstance(shelves, Shelf):
        typer.echo("还没有收进报告，以下取自随 drafter 附带的示例报告。", err=True)
    for number, hit in enumerate(hits, 1):
        kept = hit.passage
        typer.echo(f"{number}. {kept.agency} {kept.year}年度 {kept.place}（{kept.id}）\n   {kept.text.strip()}")
    if not hits:
        typer.echo("没有找到。请换一个说法，或去掉 --section。", err=True)


@group.command("remove", cls=ChineseCommand)
def remove(
    report: Annotated[str, typer.Argument(help="报告编号，见 drafter corpus list。", metavar="ID")],
    library: Where = None,
) -> None:
    """把一份报告和它的句段从示例库里去掉。"""
    with _open(library, None, writing=True) as index:
        entry = index.entry(report)
        if entry is None:
            raise UsageError(f"示例库里没有编号为 {report} 的报告。请用 drafter corpus list 查看编号。")
        index.remove(report)
    typer.echo(f"已去掉 {_line(entry)}", err=True)


@group.command("rebuild", cls=ChineseCommand)
def rebuild(library: Where = None, embedding: Embedding = None) -> None:
    """用指定的嵌入模型把示例库重新编索引；报告本身不动，中断后再运行会接着做。"""
    with _open(library, embedding, writing=True) as index, progress_shown() as progress:
        total, done = len(index.entries()), 0

        def told(_entry: Entry, _new: bool) -> None:
            nonlocal done
            done += 1
            progress("重建索引", done, total)

        index.rebuild(told)
    typer.echo(f"已用 {index.embedding.name} 重建 {total} 份报告的索引。", err=True)


def _open(library: str | None, embedding: str | None, *, make: bool = False, writing: bool = False) -> Index:
    from drafter import pipeline

    return pipeline.open_library(library, embedding, make=make, writing=writing)


def _line(entry: Entry) -> str:
    kinds = {"government": "政府", "bureau": "部门", "township": "乡镇", "street": "街道", "committee": "管委会"}
    year = f"{entry.year}年度" if entry.year else "年度不明"
    return f"{entry.id}  {entry.agency or entry.name}  {year}  {kinds[entry.kind]}  {entry.passages} 段"


def register(application: typer.Typer) -> None:
    """Add the group."""
    application.add_typer(group, name="corpus")
