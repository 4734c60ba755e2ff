"""TXT: unfilled gaps, repeated sentences, brackets and quotation marks left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome
from drafter.check.rule import rule
from drafter.documents import Severity

TEXT = (Need.TEXT,)
GAP = re.compile(
    r"【待[^【】\n]{0,60}】|[XxＸ×╳]{2,}(?=[年月日号件条次个项县市区局镇人万元%])|(?<=[第共计为约])[XxＸ×╳]{1,4}(?=[年月日号件条次个项])"
    r"|_{3,}|（(?:填写|此处)[^（）\n]{0,30}）|(?<![\d〇零一二三四五六七八九十])[ 　]+年[ 　]+月(?:[ 　]+日)?"
)
SENTENCE = re.compile(r"[^。！？\n]+[。！？]")
SHORTEST = 18  # a shorter sentence (无其他需要报告的事项。) may well stand twice
PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "【": "】"}
CLOSERS = {close: opener for opener, close in PAIRS.items()}
_HAN = "一-鿿"
# （一) and its like are list marks; a mark beside a digit or a letter may belong to it.
HALF_WIDTH = re.compile(
    # The marks first: a search that begins with what stands before them looks at every character twice.
    rf"[,;:?!.()](?=[{_HAN}])(?:(?<=[{_HAN}][,;:?!.])|(?<=[{_HAN}]\()(?![一二三四五六七八九十]{{1,3}}\))|(?<=[{_HAN}]{{3}}\)))"
)
DOUBLED = re.compile(r"[，、；：][，、；：。]+|。[，、；：]+|。{2}(?!。)(?<!。。。)")
SIGN = re.compile(f"[{''.join((*PAIRS, *CLOSERS))}]")


@rule("TXT101", "wording.gap", Severity.WARNING, "“{gap}”没有填写", TEXT)
def gap(case: Case) -> Iterator[Outcome]:
    """正文没有未填写的空缺。

    Flags: 【待补充…】、XX年、××件、下划线、空着的“　年　月　日”等占位符号。
    Accepts: 企业、项目名称中的字母；为保护隐私写作“某某”的。
    Leaves to others: 缺少的部分（STR101）。
    Source: 国办公开办函〔2021〕30号、〔2019〕60号：按格式如实填写。
    """
    matches = list(GAP.finditer(case.report.text))
    if not matches:
        yield Held()
    for match in matches:
        yield Hit({"gap": match[0]}, start=match.start(), end=match.end())


@rule("TXT102", "wording.repeated_sentence", Severity.WARNING, "这句话与前文一字不差：“{sentence}”", TEXT)
def repeated_sentence(case: Case) -> Iterator[Outcome]:
    """同一句话在正文里不说两遍。

    Flags: 不少于十八个字的句子，在正文里一字不差地重复出现。
    Accepts: 短句；用字不同的相近句子。
    Leaves to others: 同一个数说法不同（REP101）；与上年报告雷同。
    Source: 中办发〔2012〕14号《党政机关公文处理工作条例》第十九条：内容简洁，文字精练。
    """
    seen: set[str] = set()
    for match in SENTENCE.finditer(case.report.text):
        sentence = "".join(match[0].split()) if match.end() - match.start() >= SHORTEST else ""
        if len(sentence) < SHORTEST:
            continue
        if sentence in seen:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            shown = sentence if len(sentence) <= 40 else sentence[:36] + "……"
            yield Hit({"sentence": shown}, start=start, end=match.end())
        else:
            seen.add(sentence)
            yield Held()


@rule("TXT103", "wording.unbalanced", Severity.INFO, "“{sign}”没有配对", TEXT)
def unbalanced(case: Case) -> Iterator[Outcome]:
    """括号、书名号、引号成对。

    Flags: 一段之内只有一半的全角括号、书名号、引号。
    Accepts: “1）”之类的序号；跨段的引文。
    Leaves to others: 半角标点（TXT104）。
    Source: GB/T 15834《标点符号用法》。
    """
    start = 0
    for paragraph in case.report.text.split("\n"):
        lonely = _lonely(paragraph)
        for at in lonely:
            yield Hit({"sign": paragraph[at]}, start=start + at, end=start + at + 1)
        if not lonely:
            yield Held()
        start += len(paragraph) + 1


def _lonely(paragraph: str) -> list[int]:
    """The offsets of signs without a partner, in order."""
    waiting: list[int] = []
    lonely: list[int] = []
    for sign in SIGN.finditer(paragraph):
        at, char = sign.start(), sign[0]
        if char in PAIRS:
            waiting.append(at)
        elif waiting and paragraph[waiting[-1]] == CLOSERS[char]:
            waiting.pop()
        elif not (char == "）" and at and paragraph[at - 1] in "0123456789一二三四五六七八九十"):
            lonely.append(at)
    return sorted(lonely + waiting)


@rule("TXT104", "wording.half_width", Severity.INFO, "汉字之间用了半角标点“{signs}”，共{count}处，应当用全角", TEXT)
def half_width(case: Case) -> Iterator[Outcome]:
    """汉字之间用全角标点。

    Flags: 两边都是汉字的半角逗号、分号、冒号、问号、叹号、句点和括号；全文并为一条，标在第一处。
    Accepts: 数字、字母、网址中间的半角标点；“(一)”之类的序号。
    Leaves to others: 没有配对的括号（TXT103），重叠的标点（TXT105）。
    Source: GB/T 15834《标点符号用法》；GB/T 9704《党政机关公文格式》。
    """
    found = list(HALF_WIDTH.finditer(case.report.text))
    if not found:
        yield Held()
        return
    signs = "".join(dict.fromkeys(match[0] for match in found))
    yield Hit({"signs": signs, "count": str(len(found))}, start=found[0].start(), end=found[0].end(), subject="半角")


@rule("TXT105", "wording.doubled_marks", Severity.INFO, "标点“{signs}”重叠", TEXT)
def doubled_marks(case: Case) -> Iterator[Outcome]:
    """点号不重叠。

    Flags: 两个点号连在一起的（“，，”“。。”“，。”“；。”等），多半是删改时留下的。
    Accepts: 省略号、破折号；引号、书名号、括号后面的点号；“？！”。
    Leaves to others: 半角标点（TXT104）。
    Source: GB/T 15834《标点符号用法》。
    """
    found = list(DOUBLED.finditer(case.report.text))
    if not found:
        yield Held()
    for match in found:
        yield Hit({"signs": match[0]}, start=match.start(), end=match.end())


RULES = (gap, repeated_sentence, unbalanced, half_width, doubled_marks)
