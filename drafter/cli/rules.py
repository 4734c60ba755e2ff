"""`drafter rules` and `drafter explain`: what is checked, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from drafter.cli.chinese import ChineseCommand


def rules() -> None:
    """列出全部核对规则：编号、程度、要求。"""
    from drafter.check import rules as all_rules
    from drafter.write.words import SEVERITY

    for rule in all_rules():
        typer.echo(f"{rule.code}  {SEVERITY[rule.severity]}  {rule.title}")


def explain(code: Annotated[str, typer.Argument(help="规则编号，例如 NUM101。", metavar="CODE")]) -> None:
    """说明一条规则：要求什么、什么会报、什么不报、依据是什么。"""
    from drafter.check import explain as explanation

    typer.echo(explanation(code.upper()))


def register(application: typer.Typer) -> None:
    """Add both commands."""
    application.command("rules", cls=ChineseCommand)(rules)
    application.command("explain", cls=ChineseCommand)(explain)
