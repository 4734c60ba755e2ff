"""`drafter demo`: the main job on a report that ships with drafter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand
from drafter.cli.drafting import rendered, report_to_user


def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="文件写到这个目录，没有则新建。")] = Path("drafter-demo"),
) -> None:
    """用随附的示例报告走一遍：读取、核对、起草、再核对、写出文件。离线，不需要密钥。"""
    from drafter import pipeline
    from drafter.write import json as json_writer
    from drafter.write import text
    from drafter.write.files import save
    from drafter.write.summary import write as summary

    made = pipeline.demo()
    out.mkdir(parents=True, exist_ok=True)
    typer.echo("一、读取示例报告")
    typer.echo(summary(made.report))
    typer.echo("二、核对示例报告")
    review = text.write(made.review)
    typer.echo(review)
    typer.echo("三、用同样的数字起草新稿，并读回核对")
    report_to_user(made.drafted, aside=False)
    files = {
        "读取结果.json": json_writer.write(made.report),
        "核对结果.json": json_writer.write(made.review),
        "核对结果.txt": review.encode(),
        **{f"起草稿{suffix}": rendered(made.drafted.draft, suffix) for suffix in (".docx", ".html", ".md", ".json")},
    }
    for name, content in files.items():
        save(out / name, content)
    typer.echo(f"\n四、文件已写到 {out}：{'、'.join(files)}")


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command("demo", cls=ChineseCommand)(demo)
