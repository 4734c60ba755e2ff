"""What the figures behind one say of it: 收到申请168件（含上年结转12件） holds what was carried in too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.claims.items import Figure
from drafter.claims.lexicon import Sense
from drafter.claims.memory import Reading
from drafter.claims.saying import Statement
from drafter.claims.topic import NEW, PROCESSED, TAKEN_UP
from drafter.claims.words import Index, Words

_SENTENCE_END = re.compile(r"[。！？!?\n]")
# How far behind the sign 其中 or 含 may stand to open the parts of a figure.
_OPENS_PARTS = re.compile("[，；（。]|其中")
_NEXT_TO = 4
# 收到93件（不含上年结转6件）
_LEFT_OUT = re.compile("（(?:不[含计]|不包[括含]|未[含计]|另|除)")
# How far behind the bracket it may be told what was done and what is carried over.
_ACCOUNT = re.compile(r"[^\n]{0,80}")

Items = Sequence[Figure | Statement]


def composed(index: Index, items: Items, reading: Reading, *, fresh: bool) -> Reading:
    """The reading of items[0], wider where what follows names more; `fresh`: its words say that it is of new ones."""
    if reading.topic not in (NEW, PROCESSED):
        return reading
    if reading.topic == PROCESSED and reading.underway and _is_told_apart(index, items):
        # 办理申请61件，办结54件，结转下年7件; 处理申请61件（含上年结转4件），答复54件，结转下年7件
        return replace(reading, topic=TAKEN_UP)
    parts = [] if _LEFT_OUT.match(index.text, items[0].end) else _parts(index, items)
    carried = any(part.has(Sense.CARRIED_IN) for part in parts[:2])
    received = any(part.has(Sense.FRESH | Sense.RECEIVE) for part in parts[:2])
    if carried and (received or reading.topic == NEW):
        # 收到26件（上年结转2件） may as well tell what was there besides.
        beside = not received and not parts[0].has(Sense.PART)
        instead = (PROCESSED,) if reading.topic == PROCESSED else (NEW,) if beside else ()
        return replace(reading, topic=TAKEN_UP, instead=instead)
    named = bool(parts) and parts[0].has(Sense.FRESH) and not fresh
    return replace(reading, topic=TAKEN_UP) if named else reading


def _is_told_apart(index: Index, items: Items) -> bool:
    """Tell whether what was dealt with is told to be partly done, partly carried over."""
    behind = _behind(index, items[:3])
    account = _ACCOUNT.match(index.text, items[1].end) if len(items) > 1 else None
    parts = _parts(index, items)
    if account and parts and parts[0].has(Sense.CARRIED_IN):
        told = index.within(*account.span())
        return told.has(Sense.PROCESS) and told.has(Sense.CARRIED_OUT)
    return len(behind) > 1 and behind[0].has(Sense.PROCESS) and behind[1].has(Sense.CARRIED_OUT)


def _parts(index: Index, items: Items) -> list[Words]:
    """The words of the figures said to be parts of items[0], in order."""
    if len(items) < 2:
        return []
    here, following = items[0].end, items[1].start
    sign = _OPENS_PARTS.search(index.text, here, following)
    opening = index.within(here, min(following, sign.end() + _NEXT_TO if sign else 0))
    is_told = opening.has(Sense.PART) or index.text.startswith("（", here)
    return _behind(index, items[:4]) if is_told else []


def _behind(index: Index, items: Items) -> list[Words]:
    """The words in front of each item behind items[0], up to the end of the sentence."""
    found = []
    for before, part in pairwise(items):
        if _SENTENCE_END.search(index.text, before.end, part.start):
            break
        found.append(index.within(before.end, part.start))
    return found
