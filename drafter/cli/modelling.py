"""Options of drafting with a model, what is seen while it writes, and what is told afterwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.errors import UsageError

if TYPE_CHECKING:
    from drafter.documents import Fallen
    from drafter.models import Prompt, Usage
    from drafter.pipeline import Drafted, Modelling


class Tone(StrEnum):
    """The tones of drafter.draft.tone, named here so that help loads nothing of drafting."""

    BRIEF = "brief"
    STANDARD = "standard"
    DETAILED = "detailed"


Model = Annotated[
    str,
    typer.Option(
        "--model",
        help="由谁起草：composer 离线起草，不用模型；openai:模型名 用兼容 OpenAI 接口的服务；"
        "local:文件.gguf 用本机的模型文件。",
    ),
]
Prompts = Annotated[Path | None, typer.Option("--prompts", help="自备的提示词目录，里面有的文件替换随附的。")]
InTone = Annotated[Tone, typer.Option("--tone", help="详略：brief 简、standard 一般、detailed 详。")]
Like = Annotated[str | None, typer.Option("--like", help="仿照这份报告的写法（只学句式，不取内容）。")]
Budget = Annotated[
    str | None, typer.Option("--budget", help="模型用量上限：词元数（200000、20万）或金额（5元，须在设置里写明价格）。")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只显示要发给模型的全部提示词，不发送，也不写文件。")]
Library = Annotated[str | None, typer.Option("--library", help="给模型看的例句从哪个示例库找；不给用个人示例库。")]
Suggest = Annotated[bool, typer.Option("--suggest", help="请模型从数字和素材里找第五部分可写的问题，列为提问。")]

_DIGITS = re.compile(r"\d+")
_TOLD = 5
_SHOWN = 30


class Watch:
    """What is shown of a model at work: sections under way with how much has come, on a terminal alone."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._came: Counter[str] = Counter()
        self._last: dict[str, str] = {}
        self._lock = Lock()

    def heard(self, place: str, piece: str) -> None:
        """Take note of a piece of an answer for a section."""
        with self._lock:
            self._came[place] += len(piece)
            self._last[place] = (self._last.get(place, "") + piece.replace("\n", " "))[-_SHOWN:]

    def __rich__(self) -> str:
        """A line for each section: name, characters so far, the last of them."""
        from rich.markup import escape

        with self._lock:
            rows = [f"{_heading(place)}  已收到 {n} 字  {escape(self._last[place])}" for place, n in self._came.items()]
        return "\n".join(rows)


class _Notices:
    """What went wrong and was got over, told once however many sections it happened to."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._lock = Lock()

    def __call__(self, line: str) -> None:
        with self._lock:
            known = _DIGITS.sub("", line) in self._told
            self._told.add(_DIGITS.sub("", line))
        if not known:
            typer.echo(line, err=True)


@contextmanager
def watched(model: str) -> Iterator[Watch]:
    """A watch on the model while it writes; nothing is drawn for the composer, or where no one is looking."""
    from rich.console import Console
    from rich.live import Live

    watch, console = Watch(), Console(stderr=True)
    if model == "composer" or not console.is_terminal:
        yield watch
        return
    with Live(watch, console=console, refresh_per_second=8, transient=True):
        yield watch


def modelling(
    watch: Watch, model: str, prompts: Path | None, budget: str | None, library: str | None, dry_run: bool
) -> Modelling:
    """How a model is to write, from the options."""
    from drafter import pipeline

    return pipeline.Modelling(
        model,
        prompts,
        budget,
        library,
        dry_run=_show if dry_run else None,
        heard=watch.heard,
        notice=_Notices(),
    )


def refuse_without_model(
    model: str, prompts: Path | None, budget: str | None, library: str | None, dry_run: bool, suggest: bool
) -> None:
    """Refuse options that mean something to a model alone where the composer drafts.

    Raises:
        UsageError: one is given.
    """
    given = {"--prompts": prompts, "--budget": budget, "--library": library, "--dry-run": dry_run, "--suggest": suggest}
    named = "、".join(name for name, value in given.items() if value)
    if model == "composer" and named:
        raise UsageError(f"{named} 用于请模型起草，要同时用 --model 给出模型。")


def tell_of_model(drafted: Drafted) -> int:
    """Say what the model came to and what was not taken; the exit code: 4 where not one sentence of it stands."""
    draft, usage = drafted.draft, drafted.usage
    if usage is None:
        return 0
    stands = sum(sentence.origin == "model" for sentence in draft.sentences)
    typer.echo(f"模型 {draft.record['writer']}：写成 {stands} 句；{spent(usage)}。", err=True)
    _tell_fallen(draft.fallen)
    if stands or not draft.fallen:
        return 0
    typer.echo("模型没有写成一句，全文由程序起草。", err=True)
    return 4


def _tell_fallen(fallen: tuple[Fallen, ...]) -> None:
    instead = Counter(one.instead for one in fallen)
    if not fallen:
        return
    counts = (f"{instead['composer']} 处改用程序的写法", f"{instead['dropped']} 句没有依据，没有写入")
    typer.echo(f"模型的话没有采用的：{'；'.join(counts)}。", err=True)
    # A provider that is out is the reason for every sentence of a draft, and is told once.
    alike: dict[tuple[str, ...], list[Fallen]] = {}
    for one in fallen:
        alike.setdefault((one.text, *one.reasons), []).append(one)
    for group in list(alike.values())[:_TOLD]:
        one, times = group[0], f"（{len(group)} 处）" if len(group) > 1 else ""
        said = f"“{one.text if len(one.text) <= _SHOWN else one.text[:_SHOWN] + '…'}”" if one.text else ""
        places = "、".join(dict.fromkeys(_heading(other.section) for other in group))
        typer.echo(f"  {places}{times}{said}：{'；'.join(one.reasons)}", err=True)
    if len(alike) > _TOLD:
        typer.echo(f"  另有 {len(alike) - _TOLD} 种，见 --explain 或 .json 的 fallen。", err=True)


def spent(usage: Usage) -> str:
    """What calls came to."""
    cost = "" if usage.cost is None else f"，费用 {usage.cost.normalize():f} 元"
    kept = f"，{usage.cached} 次用了以前的回答" if usage.cached else ""
    return f"调用 {usage.calls} 次{kept}，发出 {usage.prompt_tokens}、收到 {usage.completion_tokens} 词元{cost}"


def _show(prompt: Prompt) -> None:
    typer.echo(f"======== {prompt.task}（第 {prompt.version} 版）{_heading(prompt.place)}")
    typer.echo(f"-------- 系统\n{prompt.system}\n-------- 请求\n{prompt.user}\n")


def _heading(place: str) -> str:
    from drafter.library.place import title_of

    return title_of(place)
