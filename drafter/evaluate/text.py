"""An evaluation as text for those who write rules and lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafter.evaluate.caught import Missed, Planted
from drafter.evaluate.confusion import Confusion
from drafter.evaluate.evaluation import Evaluation
from drafter.evaluate.score import Score
from drafter.evaluate.tally import Deviation, Dimension

CONFUSIONS = 20  # pairs of cells listed; JSON has them all
_RATES = {
    "detect_recall": "找到的数字",
    "detect_precision": "找到的确是数字",
    "bind_table": "表内数指对单元格",
    "bind_free": "表外数未误指",
    "sentence_perfect": "整句全对",
    "verdict_accuracy": "结论正确",
    "finding_recall": "真问题报出",
    "cell_accuracy": "表格读对",
}
_NAMES = {
    "labelled": "标注",
    "found": "找到",
    "given": "报出",
    "right": "正确",
    "spurious": "多认",
    "false": "误报",
    "matched": "相符",
    "contradicted": "不符",
    "unsupported": "无表可对",
    "undecided": "无法判断",
    "exempt": "不属统计数字",
    "figure": "数字",
    "claim": "数字性表述",
    "parts_sum": "部分与总数",
    "text_vs_table": "正文与表",
    "text_vs_text": "前后不一",
    "table_identity": "表内勾稽",
    "cross_year": "跨年衔接",
    "missing_section": "缺少部分",
    "ratio": "比例",
    "year": "年份",
}
_ORDER = list(_NAMES)
_PLANTED = {
    "text": "正文数字",
    "numeral": "汉字数字",
    "percent": "百分比",
    "cell": "表格单元",
    "period": "统计期限",
    "organ": "机关名称",
}


def write(evaluation: Evaluation, *, show: int = 0) -> str:
    """The scores, the counts by class and the commonest confusions; `show`: how many differences to list one by one."""
    lines = [*_score(evaluation.score), *_classes(evaluation.by_class), *_confusion(evaluation)]
    if show:
        lines += ["", f"逐条差异（{len(evaluation.deviations)} 条，列出 {min(show, len(evaluation.deviations))} 条）"]
        lines += [_deviation(deviation) for deviation in evaluation.deviations[:show]]
    if evaluation.seeds is not None:
        lines += _seeds(evaluation.seeds, show)
    return "\n".join(lines) + "\n"


def _score(score: Score) -> Iterator[str]:
    yield f"标注的报告 {score.docs} 份，未能核对 {score.failed_docs} 份"
    yield f"标注的数字 {score.figures_labelled} 处，正文缺失 {score.lost_text} 处"
    for name, title in _RATES.items():
        yield f"  {title} {_percent(getattr(score, name))}　{name}"
    alarms = score.false_errors_per_clean_doc
    told = "没有可比的报告" if alarms is None else f"{alarms:g} 个"
    yield f"  无问题的报告 {score.clean_docs} 份，平均每份误报 {told}　false_errors_per_clean_doc"


def _percent(rate: float | None) -> str:
    return "没有可比的" if rate is None else f"{rate * 100:.2f}%"


def _classes(found: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Iterator[str]:
    for dimension in Dimension:
        classes = found[dimension.name.lower()]
        if not classes:
            continue
        yield ""
        yield "结论（标注的结论：给出的结论）" if dimension is Dimension.VERDICT else f"按{dimension.value}"
        for name, measures in classes.items():
            ordered = sorted(measures.items(), key=lambda item: _ORDER.index(item[0]))
            told = "、".join(f"{_NAMES[measure]} {count}" for measure, count in ordered)
            yield f"  {_NAMES.get(name, name)}：{told}"


def _confusion(evaluation: Evaluation) -> Iterator[str]:
    yield ""
    if not evaluation.confusion:
        yield "没有指错、漏认或多认的数字"
        return
    told = len(evaluation.confusion)
    yield f"指错、漏认、多认（应指 → 所指；共 {told} 种，列出 {min(told, CONFUSIONS)} 种）"
    for item in evaluation.confusion[:CONFUSIONS]:
        yield from _pair(item)


def _pair(item: Confusion) -> Iterator[str]:
    yield f"  {item.count} 处 {item.what}：{item.expected} → {item.given or '没有找到'}"
    for example in item.examples:
        yield f"      {example}"


def _deviation(deviation: Deviation) -> str:
    change = " → ".join(_NAMES.get(side, side) for side in (deviation.expected, deviation.given) if side)
    told = "：".join(part for part in (deviation.place, change) if part)
    return f"  {deviation.document} {deviation.what}：{told}"


def _seeds(seeds: Planted, show: int) -> Iterator[str]:
    yield ""
    yield f"埋入错误 {seeds.planted} 处，查出 {seeds.caught} 处（{_percent(seeds.recall)}）"
    for kind, counts in seeds.by_class.items():
        yield f"  {_PLANTED[kind]}：{counts.caught}/{counts.planted}"
    for missed in seeds.missed[:show]:
        yield _missed(missed)


def _missed(missed: Missed) -> str:
    spot = missed.words or "一格"
    refs = f"（{' '.join(missed.refs)}）" if missed.refs else ""
    failed = f"：{missed.failed}" if missed.failed else ""
    return f"  没有查出 {missed.document} {_PLANTED[missed.kind]} {spot}{refs}{failed}"
