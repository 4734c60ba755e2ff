"""Counts of applications: which row and column of table 3 the words of a label mean."""

from __future__ import annotations

import re
from itertools import pairwise

from drafter.claims.label import Label
from drafter.claims.lexicon import Sense
from drafter.claims.memory import CHANNELS, Frame, Memory, Reading
from drafter.claims.topic import CARRIED_OUT, NEW, OTHER, PROCESSED, TAKEN_UP, TOTAL, Topic, requests
from drafter.claims.words import Word, Words

UNITS = frozenset(("", "件", "份", "条", "宗", "项", "个", "起", "例", "次", "件次", "笔", "桩", "封", "单"))
_EACH = re.compile(r"各(?=[^级类种项个]|$)")
_JOINTS = frozenset("、和及或与并以同")
# 余8件转2024年: what is left is carried out, whichever year the report is thought to be of.
_LEFT = ("余", "剩余", "尚余", "其余", "剩下")
_PARENTS = ("denied", "unable", "refused", "other")
_WHOLES = {"new", "carried_in", "carried_out", "processed"}
# Where the next item of a list names its channel.
_NEXT = 14
_ADDED = re.compile("，?(?:[两二](?:项|者))?(?:合计|相加|共计|总计|共|之和)")
_BESIDES = re.compile("(?:加上|连同|算上|叠加|加)结转的?$")
_YEAR = re.compile("[，；]?(?:全年|年度|全年度)(?:共|共计|合计|累计|总计|共收到)?")
# 主动公开6件，依申请公开8件 tells papers by how they are open.
_BESIDE_OPEN = re.compile(r"主动公开[^，。；]{0,3}\d+([件条份个])[，、；]依申请公开的?$")
_LONGEST_PAIR = 24
# 同一申请人申请15件 are some of them.
_OF_ONE = re.compile("(?:同一|某|个别|其中[一1])(?:个|名|位)?(?:申请人|当事人|公民|村民|市民|群众|企业|公司|律师)")
# 单位和个人
_ANYONE = re.compile("(?:单位|组织|团体|机构)[和或及、与]$")
_LONGEST_NOUN = 10
_ALONE = re.compile("(?:[今本]年度?|全年度?|年度|20\\d\\d年度?)?[，：]?(?:总计|合计|共计|共有|共|为|有)")
# 办理12件, but not 已办理12件, 实际处理12件.
_UNDERWAY = re.compile("(?<!已)(?<!已经)(?<!实际)(?:共|)(?:办理|处理)$")
# 新收的申请和上年结转, 上年结转及今年新收
_JOINED_NEW = re.compile("(?:的|申请|件)*(?:以及|[及和与加、])(?:[今本当]年度?|自|从)?")
_UNSETTLED = "这类答复各地归入的栏目不一，不能只凭文字确定"


def read_requests(label: Label, words: Words, memory: Memory) -> Reading:
    """Read a label whose subject is the applications."""
    if _lists_channels(label, words) or _is_a_class(words, memory) or _OF_ONE.search(label.text):
        return Reading(None, CHANNELS, Frame.REQUESTS)
    if _is_left_over(label, words, memory):
        return Reading(CARRIED_OUT, frame=Frame.REQUESTS)
    if words.has(Sense.UNSETTLED) and not words.has(Sense.OUTCOME | Sense.CARRIED_OUT):
        return Reading(None, _UNSETTLED, Frame.REQUESTS)
    outcomes = _outcomes(label, words)
    if outcomes == OTHER.rows and memory.base == OTHER:
        outcomes = ("other.misc",)
    columns = columns_of(words)
    rows = _row(label, words, outcomes, memory)
    if columns != TOTAL and not outcomes and (rows is None or memory.parent is not None):
        rows = _row_of_parts(label, memory)
    if rows is None:
        return _without_row(label, words, memory)
    if label.clause.has(Sense.SPREAD) and (len(rows) > 1 or len(columns) > 1):
        return _spread(label, words, rows, columns)
    of_other = memory.parent is not None and memory.parent.rows[0] == "other"
    if outcomes == ("other.misc",) and of_other and memory.parts:
        return Reading(None, "其他处理中的一部分，官方表格没有单独一栏", Frame.REQUESTS)
    if words.has(Sense.CHANNEL) and not outcomes and columns == TOTAL and (memory.parts or _counts_a_channel(words)):
        return Reading(None, CHANNELS, Frame.REQUESTS)
    return _of_cells(label, words, requests(*rows, columns=columns), memory)


def _of_cells(label: Label, words: Words, topic: Topic, memory: Memory) -> Reading:
    verb = words.last(Sense.PROCESS)
    underway = verb is not None and _UNDERWAY.search(words.text, verb.start - 2, verb.end) is not None
    both = {"new", "carried_in"} <= memory.said and "processed" not in memory.said
    if topic == PROCESSED and underway and both and words.has(Sense.SUM):
        # 收到20件，加上上年结转3件，合计办理23件
        return Reading(TAKEN_UP, frame=Frame.REQUESTS, underway=True, instead=(PROCESSED,))
    bare = topic == CARRIED_OUT and memory.last == NEW and label.text.strip("，、和与及另") == "结转"
    instead = (requests("carried_in"),) if bare else ()
    return Reading(topic, frame=Frame.REQUESTS, underway=underway, instead=instead)


def _is_a_class(words: Words, memory: Memory) -> bool:
    """其中登记档案类申请4件: some of the applications told before."""
    noun = words.last(Sense.APPLICATION | Sense.REQUEST)
    some = memory.main is not None or memory.parts
    if not some or noun is None or words.has(Sense.OUTCOME):
        return False
    # 申请公开房屋竣工验收相关信息65件 tells what was asked for.
    told = noun.end - noun.start > _LONGEST_NOUN and words.text.startswith("申请公开", noun.start)
    return told or words.text.endswith("类", 0, noun.start)


def _lists_channels(label: Label, words: Words) -> bool:
    """网站申请4件、邮寄2件; 网上、信函申请各2件."""
    if not words.has(Sense.CHANNEL):
        return False
    behind = label.index.within(label.end, min(label.end + _NEXT, len(label.index.text)))
    noun = any(word.has(Sense.APPLICATION) and not word.has(Sense.CHANNEL) for word in words)
    return label.text.endswith("各") or (behind.has(Sense.CHANNEL) and not noun)


def _is_left_over(label: Label, words: Words, memory: Memory) -> bool:
    """办结6件，剩余1件经批准延期答复: what is left of those dealt with is carried over."""
    told = memory.last == PROCESSED and not memory.parts
    said = words + label.after
    return told and label.clause.has(Sense.REST) and not said.has(Sense.OUTCOME | Sense.APPLICANT)


def _counts_a_channel(words: Words) -> bool:
    """处理来信6件: the channel, not the application, is what the number stands by."""
    channel, noun = words.last(Sense.CHANNEL), words.last(Sense.APPLICATION | Sense.REQUEST | Sense.ATTRIBUTE)
    verb = words.last(Sense.RECEIVE | Sense.PROCESS)
    return channel is not None and noun is None and verb is not None and verb.start < channel.start


def columns_of(words: Words) -> tuple[str, ...]:
    """The applicants named last and those joined to them; natural and legal persons together are all of them.

    企业改制类申请 is no application of an enterprise.
    """
    found = [word for word in words if word.has(Sense.APPLICANT) and not _describes(words, word)]
    named = _joined(words.text, found, Sense.APPLICANT)
    if words.has(Sense.SPREAD):
        return named or TOTAL
    anyone = bool(found) and _ANYONE.search(words.text, max(0, found[-1].start - 3), found[-1].start) is not None
    if not named or anyone or {"natural", "legal"} <= set(named) or _is_anyone(words, found, named):
        return TOTAL
    return named


def _is_anyone(words: Words, found: list[Word], named: tuple[str, ...]) -> bool:
    """公民、企业的公开申请9件 are all applications; 公民、企业各9件 are not."""
    noun = words.last(Sense.APPLICATION | Sense.REQUEST)
    between = words.text[found[-1].end : noun.start] if noun is not None else ""
    return "natural" in named and len(named) > 1 and between[:1] in ("的", "等", "提") and not words.has(Sense.SPREAD)


def _adds_up(label: Label, memory: Memory) -> bool:
    """新收18件与结转2件合计20件, 加上结转的2件: what is added to the new ones was carried in."""
    if _BESIDES.search(label.text):
        return True
    word = label.clause.last(Sense.CARRIED_OUT)
    bare = word is not None and label.index.text[word.start : word.end] == "结转"
    return bare and memory.last == NEW and _ADDED.match(label.index.text, label.end) is not None


def _row(label: Label, words: Words, outcomes: tuple[str, ...], memory: Memory) -> tuple[str, ...] | None:
    if words.has(Sense.CARRIED_IN):
        if _joins_new_ones(words):
            return _by_verb(words) if words.has(Sense.PROCESS) else TAKEN_UP.rows
        return CARRIED_OUT.rows if label.text.endswith(_LEFT) else ("carried_in",)
    if outcomes:
        return outcomes
    if words.has(Sense.CARRIED_OUT):
        return ("carried_in",) if _adds_up(label, memory) else CARRIED_OUT.rows
    if words.has(Sense.TAKE_UP):
        return TAKEN_UP.rows
    if words.has(Sense.FRESH | Sense.BOTH):
        return NEW.rows
    return _by_verb(words)


def _joins_new_ones(words: Words) -> bool:
    """新收及上年结转的申请21件, 上年结转和今年新收的申请17件."""
    found = [word for word in words if word.has(Sense.FRESH | Sense.RECEIVE | Sense.CARRIED_IN)]
    return any(
        left.has(Sense.CARRIED_IN) != right.has(Sense.CARRIED_IN)
        and _JOINED_NEW.fullmatch(words.text, left.end, right.start) is not None
        for left, right in pairwise(found)
    )


def _by_verb(words: Words) -> tuple[str, ...] | None:
    verb = words.last(Sense.RECEIVE | Sense.PROCESS)
    if verb is None:
        channel = words.last(Sense.CHANNEL)
        told = words.has(Sense.SUBMIT) or (
            channel is not None and words.text.endswith(("提交", "递交"), 0, channel.end)
        )
        asked = told and (channel is None or _joins_channels(words))
        return NEW.rows if asked else None
    if verb.has(Sense.PROCESS) and _follows_receiving(words, verb):
        return NEW.rows
    return NEW.rows if verb.has(Sense.RECEIVE) else PROCESSED.rows


def _joins_channels(words: Words) -> bool:
    """通过网站和信函提交申请12件: by one channel or the other, so all of them."""
    channels = words.of(Sense.CHANNEL)
    between = words.text[channels[0].end : channels[-1].start]
    return len(channels) > 1 and any(sign in between for sign in _JOINTS)


def _follows_receiving(words: Words, verb: Word) -> bool:
    """收到并办理: both are said of the same number; it is held to what came in."""
    before = [word for word in words if word.end <= verb.start]
    if not before or not before[-1].has(Sense.RECEIVE):
        return False
    between = words.text[before[-1].end : verb.start]
    return 0 < len(between) <= 4 and between[0] in _JOINTS


def _outcomes(label: Label, words: Words) -> tuple[str, ...]:
    """The outcome rows meant: joined ones together, else the last; 等 makes the names before it examples."""
    found = [word for word in words if word.has(Sense.OUTCOME)]
    inner = [word for word in label.bracketed if word.has(Sense.OUTCOME)]
    if inner and label.bracketed.has(Sense.PART):
        # 公开类（含部分公开）18件
        without = "不含" in label.text or "不包括" in label.text
        heads = {word.keys(Sense.OUTCOME)[0] for word in found}
        beside = [word for word in inner if word.keys(Sense.OUTCOME)[0].partition(".")[0] not in heads]
        found = found if without else found + beside
        return tuple(dict.fromkeys(key for word in found for key in word.keys(Sense.OUTCOME)))
    if inner and [word.keys(Sense.OUTCOME) for word in (*found, *inner)] == [("granted",), ("partial",)]:
        # 予以公开（部分公开）9件
        return ("granted", "partial")
    if inner:
        return inner[-1].keys(Sense.OUTCOME)
    if not found:
        return ()
    parents = [word for word in found if word.keys(Sense.OUTCOME)[0] in _PARENTS]
    specific = [word for word in found if word not in parents]
    etcetera = words.last(Sense.ETCETERA)
    if parents and etcetera is not None and not any(word.start >= etcetera.end for word in specific):
        return parents[-1].keys(Sense.OUTCOME)
    reason = _reason(words, parents) if not specific else ()
    if reason:
        return reason
    return _joined(words.text, specific if _is_of(parents, specific) else found)


def _reason(words: Words, parents: list[Word]) -> tuple[str, ...]:
    """涉及商业秘密不予公开: the one row of that answer that the reason given belongs to."""
    heads = {key for word in parents for key in word.keys(Sense.OUTCOME)}
    keys = {key for key in words.keys(Sense.REASON) if key.partition(".")[0] in heads}
    return tuple(keys) if len(keys) == 1 and len(heads) == 1 else ()


def _is_of(parents: list[Word], specific: list[Word]) -> bool:
    """因信息不存在无法提供: the reason and the answer it belongs to are one row, that of the reason."""
    heads = {word.keys(Sense.OUTCOME)[0] for word in parents}
    return bool(heads) and any(word.keys(Sense.OUTCOME)[0].partition(".")[0] in heads for word in specific)


def _describes(words: Words, applicant: Word) -> bool:
    behind = [word for word in words if word.start >= applicant.end]
    if any(word.has(Sense.WEAK | Sense.FREE) for word in behind):
        # 企业登记信息20件 tells what was asked for.
        return True
    noun = next((word for word in behind if word.has(Sense.APPLICATION | Sense.REQUEST)), None)
    return noun is not None and "类" in words.text[applicant.end : noun.start]


def _joined(text: str, found: list[Word], sense: Sense = Sense.OUTCOME) -> tuple[str, ...]:
    """The keys of the last word and of those joined to it by 和, 及, 或 or a comma of enumeration."""
    keys: list[str] = []
    right: Word | None = None
    for word in reversed(found):
        if right is not None and not _is_joint(text[word.end : right.start]):
            break
        keys[:0] = word.keys(sense)
        right = word
    return tuple(dict.fromkeys(keys))


def _is_joint(between: str) -> bool:
    return 0 < len(between) <= 3 and between[0] in _JOINTS


def _row_of_parts(label: Label, memory: Memory) -> tuple[str, ...]:
    """Applicants named without a row are those of the figure they are said to be part of, else of the whole."""
    if label.earlier.has(Sense.APPLICATION | Sense.REQUEST) and (told := _by_verb(label.earlier)):
        return told
    if label.earlier.has(Sense.FRESH) and not label.earlier.has(Sense.CARRIED_IN):
        # 新收件中，自然人61件
        return NEW.rows
    if memory.parent is not None and memory.parent.table == 3:
        return memory.parent.rows
    sibling = memory.last if memory.last is not None and memory.last.columns != TOTAL else None
    both = TAKEN_UP if memory.whole == TAKEN_UP else None
    return (sibling or both or memory.main or NEW).rows


def _without_row(label: Label, words: Words, memory: Memory) -> Reading:
    if _tells_of_the_year(label, memory):
        return Reading(NEW, frame=Frame.REQUESTS)
    if words.has(Sense.SUM) and not words.has(Sense.APPLICATION | Sense.REQUEST):
        return Reading(_summed(label, memory), frame=Frame.REQUESTS)
    if words.has(Sense.ETCETERA) and memory.main is None and words.has(Sense.APPLICATION):
        # 网上、信函等方式的申请共12件
        return Reading(NEW, frame=Frame.REQUESTS)
    if words.has(Sense.CHANNEL) or memory.parts:
        return Reading(None, CHANNELS, Frame.REQUESTS)
    if _tells_how_open(label, memory):
        return Reading(None, frame=Frame.REQUESTS)
    verb = _by_verb(label.earlier)
    if words.has(Sense.APPLICATION) or (words.has(Sense.REQUEST) and label.foreign <= 2):
        return Reading(requests(*(verb or NEW.rows)), frame=Frame.REQUESTS)
    return Reading(None, frame=Frame.REQUESTS)


def _tells_of_the_year(label: Label, memory: Memory) -> bool:
    """（二）依申请公开。今年共3件; 一季度收到60件，…四季度50件，全年207件."""
    if memory.heading is Frame.REQUESTS and memory.main is None and not memory.told:
        return _ALONE.fullmatch(label.text) is not None
    return _YEAR.fullmatch(label.text) is not None and bool(memory.told) and memory.told[-1] == NEW


def _tells_how_open(label: Label, memory: Memory) -> bool:
    """公开3件（主动公开1件，依申请公开2件）: papers by how they are open, no applications."""
    if memory.brackets and memory.parent is not None and not set(memory.parent.rows) & _WHOLES:
        return True
    beside = _BESIDE_OPEN.search(label.index.text, max(0, label.start - _LONGEST_PAIR), label.start)
    return beside is not None and beside[1] == label.unit


def _summed(label: Label, memory: Memory) -> Topic | None:
    """What 合计8件 is the sum of."""
    if "结果" in label.text and label.clause.has(Sense.ABOUT_APPLICATIONS):
        # 本年度办理结果总计20件
        return PROCESSED
    if (told := _told_together(label, memory)) is not None:
        return told
    if memory.last is not None and memory.last.table == 3 and memory.last.columns != TOTAL:
        # 公民7件、法人1件，共8件
        return memory.last.at("total")
    before = memory.main is None and label.earlier.has(Sense.FRESH | Sense.APPLICATION)
    if before or (memory.channels and memory.main in (None, NEW)):
        return NEW
    both = {"new", "carried_in"} <= memory.said and not {"processed", "carried_out"} & memory.said
    return TAKEN_UP if both else None


def _told_together(label: Label, memory: Memory) -> Topic | None:
    """予以公开5件与部分公开3件合计8件: the rows of the items just told."""
    run: list[Topic] = []
    for topic in reversed(memory.told):
        if topic is None or topic.table != 3 or topic.columns != TOTAL or set(topic.rows) & _WHOLES:
            break
        run.insert(0, topic)
    run = run[-2:] if any(word in label.text for word in ("两项", "二者", "两者", "两类")) else run
    return requests(*(row for topic in run for row in topic.rows)) if len(run) > 1 else None


def _spread(label: Label, words: Words, rows: tuple[str, ...], columns: tuple[str, ...]) -> Reading:
    """自然人、商业企业分别申请9件、3件: the first number is the first name's, the next ones wait for theirs."""
    each = [requests(row) for row in rows] if columns == TOTAL else [Topic(3, rows, (column,)) for column in columns]
    if _EACH.search(label.text) and "分别" not in label.text:
        return Reading(each[-1], frame=Frame.REQUESTS, also=tuple(each[:-1]))
    return Reading(each[0], frame=Frame.REQUESTS, queue=tuple(each[1:]))
