"""An evaluation of drafting as text, for those who write the composer's patterns and the prompts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafter.evaluate.drafts.judged import Blemish, Fault
from drafter.evaluate.drafts.outcome import DraftEvaluation, DraftScore, Outcome

_MOST = 12
_RATES = {
    "wrong_slot_rate": "数字用错地方",
    "unread_rate": "数字读不出所指",
    "strange_rate": "做法没有出处的分句",
    "asks_told": "格式要求的，已写",
    "asks_asked": "格式要求的，已问",
    "asks_missing": "格式要求的，漏写",
    "notes_told": "工作素材，已写",
    "notes_asked": "工作素材，已问",
    "notes_missing": "工作素材，漏写",
    "repeated_rate": "重复的四字",
    "like_openings_rate": "开头雷同的句子",
    "sentences_by_model": "由模型措辞的句子",
}


def write(evaluation: DraftEvaluation, *, show: int = 0) -> str:
    """The scores and what stands behind them; `show`: how many blemishes of each kind to list."""
    lines = [*_score(evaluation.writer, evaluation.score), *_counted(evaluation)]
    lines += _failures(evaluation.outcomes)
    if show:
        for fault in Fault:
            lines += _blemishes(evaluation.outcomes, fault, show)
    return "\n".join(lines) + "\n"


def _score(writer: str, score: DraftScore) -> Iterator[str]:
    yield f"起草方式 {writer}：{score.drafts} 份，写成 {score.finished} 份"
    yield f"  与表格不符的数字 {score.contradicted} 个，没有出处的数字 {score.unaccounted} 个（共 {score.numbers} 个）"
    yield f"  没有出处的名称、日期、文号 {score.unsupported_names} 处，照抄别的机关 {score.copied_runs} 处"
    for name, title in _RATES.items():
        rate = getattr(score, name)
        yield f"  {title} {'没有可比的' if rate is None else f'{rate * 100:.2f}%'}　{name}"
    yield f"  每份提问 {_number(score.questions_per_draft)} 个，每份退回未用的句子 {_number(score.fallen_per_draft)} 句"
    yield f"  每份用时中位数 {score.seconds_median:g} 秒，最长 {score.seconds_longest:g} 秒"
    yield (
        f"  调用模型 {score.calls} 次，等待共 {score.waited:g} 秒，"
        f"输入 {score.prompt_tokens}、输出 {score.completion_tokens} 个词元"
    )


def _counted(evaluation: DraftEvaluation) -> Iterator[str]:
    named = {
        "自行核对的问题": evaluation.findings,
        "模型的句子没有采用的原因": evaluation.fallen,
        "漏写": evaluation.missing,
    }
    for title, counted in named.items():
        if counted:
            yield f"  {title}：{_listed(counted)}"
    for section, counted in evaluation.lengths.items():
        yield f"  第{'〇一二三四五六'[int(section)]}部分篇幅：{_listed(counted)}"


def _listed(counted: Mapping[str, int]) -> str:
    shown = [f"{name} {count}" for name, count in list(counted.items())[:_MOST]]
    return "、".join([*shown, *(["…"] if len(counted) > _MOST else [])])


def _failures(outcomes: tuple[Outcome, ...]) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.failed:
            yield f"  没有写成 {outcome.name}：{outcome.failed}"


def _blemishes(outcomes: tuple[Outcome, ...], fault: Fault, show: int) -> Iterator[str]:
    found = [
        (o.name, blemish) for o in outcomes if o.judged for blemish in o.judged.blemishes if blemish.fault is fault
    ]
    if found:
        # The longest runs of unsupported words tell most.
        found.sort(key=lambda item: -len(item[1].note) if fault is Fault.DEED else 0)
        yield f"{fault.value}（{len(found)} 处，列出 {min(show, len(found))} 处）"
        yield from (_blemish(name, blemish) for name, blemish in found[:show])


def _blemish(name: str, blemish: Blemish) -> str:
    note = f"（{blemish.note}）" if blemish.note else ""
    return f"  {name} ⟦{blemish.quote}⟧{note} {blemish.origin}：{blemish.sentence}"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"
