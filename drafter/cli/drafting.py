"""What the options of `drafter draft` come to: a draft by itself or in a project, explained, commented, reworded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.modelling import tell_of_model
from drafter.cli.source import deliver
from drafter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.cli.drafter import Drafter
    from drafter.documents import Draft
    from drafter.documents.project import Change
    from drafter.pipeline import Alternatives, Drafted, Drafting, Given, Redrafted

FORMATS = (".docx", ".html", ".md", ".json")


@dataclass(frozen=True)
class Wish:
    """What is to be shown of a draft, and of which sentence other wordings are wanted.

    `out`: the file it goes to, None for the terminal. `comments`: with what every sentence rests on where the format
    has room for it. `explain`: the same on the terminal. `dry_run`: nothing is written.
    """

    out: Path | None = None
    comments: bool = False
    explain: bool = False
    sentence: str = ""
    alternatives: int = 0
    take: int = 0
    dry_run: bool = False

    def refuse_misuse(self, figures: str | None, project: Path | None) -> None:
        """Refuse options that need others.

        Raises:
            UsageError: one stands without the others it needs.
        """
        suffix = self.out.suffix.lower() if self.out else ""
        if self.out is not None and suffix not in FORMATS:
            raise UsageError(f"不认识输出格式 {suffix or self.out.name}。可写：{'、'.join(FORMATS)}。")
        if figures is None and project is None:
            raise UsageError("缺少参数 FIGURES：填报表 .xlsx 或带三张表的报告；已有项目的，用 --project 给出文件夹。")
        if (self.alternatives or self.take) and project is None:
            raise UsageError("--alternatives 和 --take 用于项目里的稿子，要同时给出 --project。")
        if (self.alternatives or self.take) and not self.sentence:
            raise UsageError("要用 --sentence 说明是哪一句：--explain 显示的句号，或句中的几个字。")
        if self.sentence and not self.alternatives and not self.take:
            raise UsageError("--sentence 要与 --alternatives（看几种写法）或 --take（用第几种）一起给出。")
        if self.comments and project is None and suffix not in (".docx", ".html"):
            raise UsageError("--comments 把依据写进 Word 批注或网页旁注，要用 -o 给出 .docx 或 .html。")


def alone(given: Given, drafting: Drafting, wish: Wish) -> int:
    """Draft without a project and return the exit code."""
    from drafter import pipeline

    if given.figures is None:
        raise UsageError("缺少参数 FIGURES。")
    drafted = drafting(given.figures, given.previous, notes=given.notes or "", agency=given.agency, year=given.year)
    if wish.dry_run:
        return _nothing_sent()
    if given.section:
        drafted = pipeline.section_alone(drafted, given.section)
    _show(drafted.draft, wish)
    report_to_user(drafted)
    return _code(drafted)


def in_project(path: Path, given: Given, drafting: Drafter, wish: Wish) -> int:
    """Draft in a project folder, or show or take other wordings of a sentence; return the exit code."""
    from drafter import pipeline
    from drafter.write import review_docx

    if wish.dry_run:
        pipeline.rehearse(path, given, drafting)
        return _nothing_sent()
    if wish.alternatives or wish.take:
        most = max(wish.alternatives, wish.take)
        other = pipeline.alternatives(path, given, wish.sentence, most, drafting, drafting.reword)
        if not wish.take:
            typer.echo(_listed(other), nl=False)
            return 0
        given = replace(given, taken=other.way(wish.take))
    done = pipeline.redraft(
        path,
        given,
        lambda draft: rendered(draft, ".docx", comments=wish.comments),
        review_docx.write,
        drafting,
        plain=lambda draft: rendered(draft, ".md"),
        anew=wish.comments,
    )
    for line in _told(done):
        typer.echo(line, err=True)
    if done.conflicts:
        tell_of_model(done.drafted)
        return 1
    if wish.out or wish.explain:
        _show(done.drafted.draft, wish)
    report_to_user(done.drafted)
    return _code(done.drafted)


def _code(drafted: Drafted) -> int:
    failed = tell_of_model(drafted)
    return int(drafted.review.summary.errors > 0) or failed


def _nothing_sent() -> int:
    typer.echo("以上是要发给模型的全部提示词；没有发送，也没有写文件。", err=True)
    return 0


def rendered(draft: Draft, suffix: str, *, comments: bool = False) -> bytes:
    """The draft in the format of that file suffix, with comments where they are wanted and the format has them."""
    from drafter.write import docx, draft_docx, draft_html, html, json, markdown

    if suffix == ".json":
        return json.write(draft)
    if comments and suffix != ".md":
        return {".docx": draft_docx.write, ".html": draft_html.write}[suffix](draft)
    return {".docx": docx.write, ".html": html.write, ".md": markdown.write}[suffix](draft.report)


def report_to_user(drafted: Drafted, *, aside: bool = True) -> None:
    """Tell what the draft's own check came to and what the writer still has to answer; `aside`: on standard error."""
    from drafter.write.words import SEVERITY, finding_line, verdict_line

    typer.echo(f"自行核对：{verdict_line(drafted.review)}{finding_line(drafted.review)}", err=aside)
    for finding in drafted.review.findings:
        typer.echo(f"  {SEVERITY[finding.severity]} {finding.rule} {finding.message}", err=aside)
    questions = drafted.draft.questions
    if questions:
        typer.echo(f"还需要您补充 {len(questions)} 处：", err=aside)
    for number, question in enumerate(questions, 1):
        typer.echo(f"  {number}. {question.text}", err=aside)


def _show(draft: Draft, wish: Wish) -> None:
    """Write the draft to its file, else to the terminal; the explanation to the terminal, then in its place."""
    if wish.out or not wish.explain:
        deliver(
            rendered(draft, wish.out.suffix.lower() if wish.out else ".md", comments=wish.comments), wish.out, keep=True
        )
    if wish.explain:
        from drafter.write import explanation

        typer.echo(explanation.write(draft), nl=False)


def _listed(other: Alternatives) -> str:
    head = f"第{other.number}句：{other.sentence.text}\n"
    if not other.ways:
        return f"{head}没有别的写法。\n"
    ways = "".join(f"  {number}. {way.text}\n" for number, way in enumerate(other.ways, 1))
    return f"{head}{ways}采用其中一种：加上 --take 序号。\n"


def _told(done: Redrafted) -> list[str]:
    if done.conflicts:
        return [
            f"有 {len(done.conflicts)} 处与表格不符，正文没有动：",
            *(f"  {number}. {conflict.message}" for number, conflict in enumerate(done.conflicts, 1)),
            f"重写的稿子放在 {done.written}，批注在相应的句子上；在其中（或在正文里）改好后再运行一次。",
        ]
    own = [change for change in done.changes if change.kind in ("edited", "inserted", "deleted", "moved")]
    anew = [change for change in done.changes if change not in own]
    lines = [f"第{done.version}版：{done.written}"]
    if own:
        lines.append(f"您的改动都保留了：{_counted(own)}。")
    if anew:
        lines.append(f"按现在的数据和素材：{_counted(anew)}。")
    return lines


_KINDS = {
    "edited": "改过 {} 句",
    "inserted": "加了 {} 句",
    "deleted": "删去 {} 句",
    "moved": "移动 {} 句",
    "redrafted": "重写 {} 句",
    "added": "新写 {} 句",
    "removed": "去掉 {} 句",
    "taken": "换了写法 {} 句",
}


def _counted(changes: Sequence[Change]) -> str:
    counts = {kind: sum(change.kind == kind for change in changes) for kind in _KINDS}
    return "、".join(_KINDS[kind].format(count) for kind, count in counts.items() if count)
