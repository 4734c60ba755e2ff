"""Wholes and the parts a narrative says they have: 其中 lists, brackets, colons; closed lists and open ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.claims.claim import Claim, Kind
from drafter.claims.lexicon import lexicon

_RATIOS = frozenset(("%", "倍", "百分点", "个百分点", "番"))
# Units in which one list counts posts and papers of different kinds together.
_PAPERS = frozenset(("", "件", "条", "篇", "份", "则"))
_LONGEST_GAP = 400
_LONGEST_CLAUSE = 90
_SIGNS = re.compile("[，,；;。]")
_SPACE = re.compile(r"\s+")
# A remark in brackets without a figure, and one whose only figure was a share.
_REMARK = re.compile(r"（(?:[^（）]|（[^（）]*）)*）")
# What leads to a share or a change that is told in passing.
_ASIDE = re.compile(r"[，,、]?(?:约?占比?|(?:较|比|同比|与)[^，,。；：]{0,12})$")
_CHANGED = re.compile(r"(?:增加|减少|增长|下降|上升|多|少|新增)了?$")
_OPENING = re.compile(
    r"^(?P<noun>[^，。；：（）、]{0,12})"
    r"(?:(?P<bracket>（)(?!不含|不包括|另|满分|总分|百分制)|(?P<stop>。)(?=其中)|："
    # 目录5份、涉及合同20份 stand side by side.
    r"|[，；](?=其中|主要|包括|包含|分别|涵盖|涉及)|、(?=其中|主要|包括|包含|分别|涵盖))"
    r"(?P<word>其中|主要包括|包括|包含|主要有|涵盖|涉及|含|分别[是为])?[，：]?(?P<label>[^。；]*)$"
)
_OPEN = frozenset(("主要包括", "包括", "包含", "主要有", "涵盖", "涉及", "含"))
_GOING_ON = re.compile(r"^[^，。；：（、]{0,16}(?P<sign>[，、；]|和|及|以及)(?P<label>[^。；：（]{0,40})$")
_ANOTHER = re.compile(
    r"同时|此外|另|全年|本年|累计|共|总计|达|均|平均|每|后|上述|收到|办结|答复|采纳|[^，]*(?:同比|比上|较上|其中|主要包括|，包括|除)"
)
_LAST = re.compile(r"其他|其它|其余|余下")
_SUBTOTAL = re.compile("[，；、](?:合计|共计|小计|总计|共)[^，。；]{0,6}$")
_ENDS_OPEN = re.compile(r"^[^，。；]{0,12}等")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure and the figures said to be its parts, in the order of the text.

    `closed` tells that the list means to be complete (its last part is 其他 or the like), so that the parts must add
    up; the parts of any other list come to the whole at most.
    """

    whole: Claim
    parts: tuple[Claim, ...]
    closed: bool


def breakdowns(text: str, claims: Sequence[Claim]) -> tuple[Breakdown, ...]:
    """Find the wholes and parts among the counts of no official table, in order of the whole's start.

    `claims` are what `bind` gave for `text`. Shares and changes told between the parts are passed over; a list within a
    list is a breakdown of its own. What the tables hold is left to their identities.
    """
    figures = [claim for claim in claims if claim.kind is Kind.FIGURE]
    counts: list[Claim] = []
    others: list[Claim] = []
    for claim in figures:
        (counts if _is_count(text, claim) else others).append(claim)
    gaps = list(_gaps(text, counts, others))
    found = (_list(text, counts, gaps, at) for at in range(len(counts) - 1) if counts[at].expression is None)
    return tuple(item for item in found if item is not None)


def _is_count(text: str, claim: Claim) -> bool:
    return claim.unit not in _RATIOS and not _CHANGED.search(text, max(0, claim.start - 4), claim.start)


def _gaps(text: str, counts: Sequence[Claim], others: Sequence[Claim]) -> Iterator[str]:
    """Yield what stands behind each count up to the next one, without the other figures, remarks and white space."""
    at = 0
    for index, claim in enumerate(counts):
        end = counts[index + 1].start if index + 1 < len(counts) else len(text)
        pieces = []
        place = claim.end
        while at < len(others) and others[at].start < end:
            if others[at].start >= place:
                pieces.append(_ASIDE.sub("", text[place : others[at].start]))
                place = others[at].end
            at += 1
        pieces.append(text[place:end])
        gap = _SPACE.sub("", "".join(pieces)[:_LONGEST_GAP])
        gap = lexicon().folded(gap).replace(":", "：")
        yield _REMARK.sub("", gap)


def _list(text: str, counts: Sequence[Claim], gaps: Sequence[str], at: int) -> Breakdown | None:
    """Read the list that counts[at] opens, or return None where it opens none."""
    opening = _OPENING.match(gaps[at])
    if opening is None or _ANOTHER.match(opening["label"]) or not _same_kind(counts[at], counts[at + 1]):
        return None
    if opening["word"] and _is_told_with(text, counts[at], opening["word"]):
        # 涉及机构职能的0条，涉及预算的2条: one list, told with the same word again and again.
        return None
    if opening["stop"] and at and "。" not in gaps[at - 1]:
        return None
    labels = [opening["label"]]
    parts = [counts[at + 1]]
    sign = ""
    for gap, count in zip(gaps[at + 1 :], counts[at + 2 :], strict=False):
        going_on = _GOING_ON.match(gap)
        if going_on is None or (opening["bracket"] and "）" in gap) or _ANOTHER.match(going_on["label"]):
            break
        if _ends_behind(sign, going_on["sign"]) or not _same_kind(counts[at], count):
            break
        if _LAST.search(labels[-1]) and count.unit != parts[-1].unit:
            # 其中动态60条、其他40条，公开文件20份: the list ended with 其他.
            break
        sign = sign or going_on["sign"]
        labels.append(going_on["label"])
        parts.append(count)
    closed = bool(_LAST.search(labels[-1])) and len(parts) > 1 and opening["word"] not in _OPEN
    rest = gaps[at + len(parts)]
    if _SUBTOTAL.match(rest) and at + len(parts) + 1 < len(counts):
        # 共188条。其中概况3条、动态9条，共发布12条: the items are parts of what they are summed up to.
        return None
    return Breakdown(counts[at], tuple(parts), closed and not _ENDS_OPEN.match(rest))


def _ends_behind(sign: str, following: str) -> bool:
    """建议28件、提案41件，复文6件: a wider sign than that between the parts ends their list."""
    return (sign not in ("", "；") and following == "；") or (sign == "、" and following == "，")


def _is_told_with(text: str, whole: Claim, word: str) -> bool:
    """Tell whether the clause of `whole` has the word that opens the list behind it: then both are of one list."""
    before = text[max(0, whole.start - _LONGEST_CLAUSE) : whole.start]
    return word in _SIGNS.split(before)[-1]


def _same_kind(whole: Claim, part: Claim) -> bool:
    """Tell whether `part` may be one of the parts of `whole`: of no table, and counted in the like unit."""
    like = whole.unit == part.unit or (whole.unit in _PAPERS and part.unit in _PAPERS)
    return like and part.expression is None
