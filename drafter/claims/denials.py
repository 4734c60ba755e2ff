"""Denials: 未收到申请, 没有行政处罚, 行政复议和行政诉讼均未发生."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims.disputes import groups_of
from drafter.claims.lexicon import Sense, lexicon
from drafter.claims.memory import Frame, Memory
from drafter.claims.requests import columns_of
from drafter.claims.saying import AGAIN, NEAR, Said, Statement
from drafter.claims.topic import CARRIED_OUT, NEW, PROCESSED, TOTAL, Topic, cases, requests
from drafter.claims.words import Words
from drafter.form.expression import count

_CAUSED = re.compile("因[^，。；]{2,24}?(?:引发|引起|导致|产生|造成|而)")
_ASKED = Sense.APPLICATION | Sense.REQUEST
# 没有上年结转和结转下年的申请
_BOTH_WAYS = re.compile("[和、及与]")
_LATE = re.compile("逾期|超期|超时")
_NARROWING = Sense.OUTCOME | Sense.REASON | Sense.UNSETTLED | Sense.REST
# What may stand between a denial and the applications denied without narrowing them.
_WIDE = re.compile(
    "没有|未|无|任何|单位|群众|公众|社会|关于|有关|相关|要求|方面|组织|团体|各类|形式|向|或者?|和|及|、|新|以|对|接到?|收|发生|来自|他人|其它?他?组织|政府信息|信息|公开"
)
# Bare names behind 行政许可 and the like: 没有行政许可、处罚、强制和收费事项.
_BARE_POWERS = {"许可": "licensing", "处罚": "penalty", "强制": "coercion"}
_JOINED_POWERS = re.compile("[、和及与或](许可|处罚|强制|收费)")
_NOT_DECIDED = re.compile("公开|信息|公示|申请|类|复议|诉讼|投诉|争议|案卷|错误|违法|不当|超期|文书")
# 行政许可申请 and the like are no applications for information.
_OTHER_NOUNS = Sense.ABSENT | Sense.POWER | Sense.FREE


def read_denial(statement: Statement, memory: Memory) -> Said | None:
    """Tell what is said to be none; None where it is nothing that is counted."""
    words = statement.words
    cases_denied = _no_cases(statement, memory)
    if cases_denied is not None:
        return cases_denied
    if words.has(Sense.POWER):
        return _no_decisions(statement)
    for reader in (_no_fees, _none_carried, _no_applications, _no_documents):
        said = reader(statement)
        if said is not None:
            return said
    return Said(None, True) if words.has(Sense.ABSENT) else _no_more_documents(words, memory)


def read_denial_behind(words: Words) -> Said | None:
    """行政复议和行政诉讼均未发生; 依申请公开：无: none of what is named before."""
    topics = list(_named(words))
    if not topics or words.has(Sense.POSTED | Sense.RESULT):
        return None
    return Said(count(*dict.fromkeys(key for topic in topics for key in topic.keys)), True, topic=topics[0])


def _named(words: Words) -> Iterator[Topic]:
    groups = groups_of(words)
    if groups:
        yield cases(*groups)
    elif words.has(Sense.APPLICATION | Sense.FRESH):
        yield NEW
    if words.has(Sense.CARRIED_IN):
        yield requests("carried_in")
    if words.has(Sense.CARRIED_OUT):
        yield CARRIED_OUT
    yield from (Topic(2, (row,), ("decisions",)) for row in words.keys(Sense.POWER))


def _no_cases(statement: Statement, memory: Memory) -> Said | None:
    words = statement.words
    groups = groups_of(words)
    corrected = "corrected" in words.keys(Sense.RESULT)
    if corrected and not groups:
        groups = groups_of(statement.lead) or (
            (memory.said_groups or memory.groups) if memory.frame is Frame.CASES else ()
        )
    if not groups:
        return None
    topics = [cases(*groups, columns=("corrected",) if corrected else TOTAL)]
    if _joined_to_cases(words):
        topics.insert(0, NEW)
    keys = tuple(key for topic in topics for key in topic.keys)
    return Said(count(*keys), True, topic=topics[-1])


def _no_fees(statement: Statement) -> Said | None:
    words = statement.words
    if words.has(Sense.FEES):
        topic = Topic(2, words.keys(Sense.FEES), ("amount",))
        return Said(count(*topic.keys), True, topic=topic)
    return Said(None, True) if words.has(Sense.CHARGED) else None


def _is_a_cause(statement: Statement) -> bool:
    """未发生因公开申请办理不当引发的投诉: what is denied is what would have come of it."""
    words = statement.words
    cause = _CAUSED.search(words.text, statement.start, statement.end)
    return cause is not None and not any(word.start >= cause.end() and word.has(_ASKED) for word in words)


def _none_carried(statement: Statement) -> Said | None:
    words = statement.words
    if _LATE.search(words.text, statement.start, statement.end):
        return Said(None, True)
    if not words.has(Sense.CARRIED_IN | Sense.CARRIED_OUT):
        return None
    arrived = words.has(Sense.CARRIED_IN) or statement.lead.has(Sense.LAST_YEAR)
    topic = requests("carried_in" if arrived else "carried_out")
    both = _BOTH_WAYS.search(words.text, statement.start, statement.end) is not None
    left = CARRIED_OUT.keys if both and arrived and words.has(Sense.CARRIED_OUT) else ()
    return Said(count(*topic.keys, *left), True, topic=topic)


def _no_applications(statement: Statement) -> Said | None:
    words = statement.words
    if _is_a_cause(statement):
        return Said(None, True)
    if words.has(Sense.APPLICATION) or (words.has(Sense.REQUEST) and not _is_of_another_kind(words)):
        if _is_qualified(statement):
            return Said(None, True)
        topic = Topic(3, NEW.rows, columns_of(words))
        again = AGAIN.search(words.text, statement.start, statement.end) and words.has(Sense.PROCESS)
        dealt = PROCESSED.keys if again else ()
        return Said(count(*topic.keys, *dealt), True, topic=topic)
    if words.has(Sense.REQUEST):
        return Said(None, True)
    applicant = words.last(Sense.APPLICANT)
    if applicant is not None and words.text.endswith("申请", 0, applicant.end):
        return Said(count(*Topic(3, NEW.rows, columns_of(words)).keys), True)
    return None


def _no_documents(statement: Statement) -> Said | None:
    words = statement.words
    if not words.has(Sense.DOCUMENT):
        return None
    drawn = words.keys(Sense.DRAWN)
    topic = Topic(2, words.keys(Sense.DOCUMENT), drawn)
    return Said(count(*topic.keys), True, topic=topic) if drawn else Said(None, True)


def _is_qualified(statement: Statement) -> bool:
    """没有其他申请, 未收到信函申请, 没有需要延期的申请 deny only some of them."""
    words = statement.words
    noun = words.last(Sense.APPLICATION | Sense.REQUEST)
    before = [word for word in words if noun is not None and statement.start < word.start < noun.start]
    channels = [word for word in before if word.has(Sense.CHANNEL)]
    if noun is None or any(word.has(_NARROWING) for word in before) or len(channels) == 1:
        return True
    if channels:
        return False
    place, gaps = statement.start, []
    for word in before:
        gaps.append(words.text[place : word.start])
        place = max(place, word.end)
    gaps.append(words.text[place : noun.start])
    return len(_WIDE.sub("", lexicon().filler.sub("", "".join(gaps)))) > NEAR


def _is_of_another_kind(words: Words) -> bool:
    """行政许可申请, 投诉申请; not 单位或个人的申请."""
    noun = words.last(Sense.REQUEST)
    return noun is not None and any(
        word.has(_OTHER_NOUNS)
        and word.end <= noun.start <= word.end + NEAR
        and "个人" not in words.text[word.end : noun.start]
        for word in words
    )


def _joined_to_cases(words: Words) -> bool:
    """未收到公开申请、复议申请: the applications are denied too, not only what would have come of them."""
    noun, case = words.last(Sense.APPLICATION), words.first(Sense.CASES)
    if noun is None or case is None:
        return False
    return words.text[noun.end : case.start] in ("、", "和", "及", "以及", "或", "与")


def _no_decisions(statement: Statement) -> Said | None:
    """没有作出行政处罚和行政强制决定: none of these decisions was made."""
    words = statement.words
    said = words.text[statement.start : statement.end]
    if words.has(Sense.REQUEST):
        return Said(None, True)
    if _NOT_DECIDED.search(said) or words.has(Sense.POSTED | Sense.FREE):
        return None
    bare = _JOINED_POWERS.findall(said)
    keys = [*words.keys(Sense.POWER), *(_BARE_POWERS[name] for name in bare if name in _BARE_POWERS)]
    cells = [key for row in dict.fromkeys(keys) for key in Topic(2, (row,), ("decisions",)).keys]
    fees = ["t2.fees.amount"] if words.has(Sense.FEES) or "收费" in bare else []
    return Said(count(*cells, *fees), True)


def _no_more_documents(words: Words, memory: Memory) -> Said | None:
    """没有制发规范性文件，也没有废止: the documents are those told of just before."""
    drawn = words.keys(Sense.DRAWN)
    if memory.frame is not Frame.DOCUMENTS or not memory.documents or len(words.items) > 1 or not drawn:
        return None
    topic = Topic(2, memory.documents, drawn)
    return Said(count(*topic.keys), True, topic=topic)
