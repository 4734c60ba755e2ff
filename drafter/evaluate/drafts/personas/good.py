"""A model that writes well: it rewords, reorders and joins what it was given, and adds nothing.

It knows nothing of the composer's patterns and of the guards. It turns words by a small thesaurus, moves the time of a
sentence, joins what belongs together, and on a second asking keeps closer to what it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from drafter.evaluate.drafts.personas.message import Message, outlined, read_message, told
from drafter.evaluate.exchange import Reply, Request

_SAME = (
    ("收到政府信息公开申请", "收到公众提交的政府信息公开申请"),
    ("新收政府信息公开申请", "新接到政府信息公开申请"),
    ("没有收到", "未接到"),
    ("年内办结", "当年办理完毕"),
    ("上述申请", "以上申请"),
    ("结转下年度继续办理", "转入下年度继续办理"),
    ("未发生", "没有发生"),
    ("没有因政府信息公开被申请行政复议或者提起行政诉讼", "没有涉及政府信息公开的行政复议和行政诉讼"),
    ("申请主体方面", "从申请人看"),
    ("新收申请中", "在新收的申请里"),
    ("法人或其他组织的申请中", "在法人或其他组织提出的申请里"),
    ("从办理结果看", "就办理结果而言"),
    ("办结的申请中", "在办结的申请里"),
    ("共作出", "合计作出"),
    ("没有废止", "未废止"),
    ("制发", "印发"),
    ("现行有效", "目前有效"),
    ("加上上年结转", "连同上年结转的"),
    ("行政事业性收费金额", "行政事业性收费共"),
    ("公布", "公开"),
    ("配发", "配套发布"),
    ("举办", "组织"),
    ("参加", "参与"),
    ("修复", "完成修复"),
    ("清理", "梳理"),
    ("更新", "补充更新"),
    ("排查", "检查"),
    ("牵头", "负责"),
    ("设当面申请窗口", "设有当面申请的窗口"),
    ("存在的主要问题", "主要问题"),
)
_TIMES = re.compile(r"^(?:20\d\d年，|全年|本年度|年内，?)(?P<we>我[局镇乡县市区委办厅校院街道]{1,3}|全[市县区])?")
_OPENERS = ("一年来，", "报告期内，", "全年", "年内，")
_LINKS = ("同时，", "此外，", "另外，", "")
_LISTED = re.compile(r"^(?P<head>[^，。；]{2,12})，(?P<rest>[^，。；]+)。$")


def answer(request: Request) -> Reply:
    """The items in other words; on a second asking as they were given, but for a link before them."""
    message = read_message(request)
    if message.outline:
        return outlined(message, 4)
    draw = message.draw()
    if message.returned:
        return Reply(content=told([(text, [key]) for key, text in message.items.items()]))
    sentences = list(_joined(list(_reworded(message, draw)), draw))
    return Reply(content=told(sentences), reasoning="先看要点，再看素材。" if draw.random() < 0.2 else "")


def _reworded(message: Message, draw: Random) -> Iterator[tuple[str, list[str]]]:
    for number, (key, text) in enumerate(message.items.items()):
        words = _other_words(text, draw)
        is_note = key in message.notes
        yield (_led(words, message.we, number, draw) if is_note else _timed(words, draw)), [key]


def _other_words(text: str, draw: Random) -> str:
    """Up to three turns of phrase, never inside a slot or a title."""
    pieces = re.split(r"(\{\{[^{}]*\}\}|《[^》]*》|“[^”]*”)", text)
    turns = [pair for pair in _SAME if any(pair[0] in piece for piece in pieces[::2])]
    for before, after in draw.sample(turns, min(len(turns), 3)):
        pieces[::2] = [piece.replace(before, after, 1) for piece in pieces[::2]]
    return "".join(pieces)


def _timed(text: str, draw: Random) -> str:
    """Another word for the year at the head of a sentence, its doer kept."""
    match = _TIMES.match(text)
    if match is None:
        return text
    opener = draw.choice(_OPENERS)
    doer = match["we"] or ""
    return f"{opener.removesuffix('，') if not doer and opener == '全年' else opener}{doer}{text[match.end() :]}"


def _led(text: str, we: str, number: int, draw: Random) -> str:
    """A note with its doer or a link before it, its two halves turned round where it has no more."""
    two = _LISTED.match(text)
    if two and two["rest"].startswith("全年") and draw.random() < 0.5:
        return f"全年{two['head']}，{two['rest'].removeprefix('全年')}。"
    if number == 0 and not text.startswith(("我", "全", "本", "在", "与", "到", "约")):
        return f"{we}{text}"
    return f"{draw.choice(_LINKS)}{text}"


def _joined(sentences: Sequence[tuple[str, list[str]]], draw: Random) -> Iterator[tuple[str, list[str]]]:
    """Some neighbours made one sentence, where both are short and of one kind."""
    waiting = sentences[0] if sentences else None
    for (_, before), (text, keys) in pairwise(sentences):
        if waiting is None:
            break
        said, rests_on = waiting
        alike = before[-1][0] == keys[0][0]
        short = len(said) + len(text) < 110 and not re.match("同时|此外|另外|其中|其余", text)
        if alike and short and len(rests_on) == 1 and draw.random() < 0.45:
            waiting = (f"{said.rstrip('。')}{'；' if '，' in text else '，'}{_bare(text)}", [*rests_on, *keys])
        else:
            yield waiting
            waiting = (text, keys)
    if waiting is not None:
        yield waiting


def _bare(text: str) -> str:
    """A sentence without the word for the year that the one before it has said already."""
    return re.sub(r"^(?:一年来，|报告期内，|全年(?=未|没有|制|作)|年内，)", "", text)
