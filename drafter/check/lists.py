"""Lists of parts whose whole does not stand right before them: behind several wholes, or behind the kinds by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from drafter.claims import Claim, Kind
from drafter.numerals import Bound

PAPERS = ("件", "条", "篇", "份", "则", "个", "项", "期")
FEWEST = 3  # kinds named before the list; two may be the two that matter most
# Counts of one rank: …发布A条，…发布B条，…发布C条。其中…
BESIDE = re.compile(r"[，,、；;](?P<label>[^，,。；;、\n]{0,24})")
OPENS = re.compile(r"[^，,。；;\n（(]{0,4}。\s*其中[，,：:]?(?P<label>[^。；;\n]{0,40})")
GOES_ON = re.compile(r"[^，,。；;、\n]{0,6}[，,、；;](?P<label>[^，,。；;、\n]{0,24})")
# A count that takes stock, or tells of another year, is no part and no whole of this year's.
TAKING_STOCK = re.compile(r"总|共|累计|历年|以来|上年|去年|\d{4}年?$|较|比|达$|平均|同比|占")
KINDS = re.compile(
    r"(?:涉及|包括|包含|涵盖|分为|分成|有)(?P<kinds>[^，,。；;、：:\n]{2,14}(?:(?:、|和|及|以及)[^，,。；;、：:\n]{2,14}){2,20})"
    r"。\s*其中[，,：:]?$"
)
ENDS_OPEN = re.compile("等[^、]{0,6}$")
LABEL = re.compile(r"(?:类|方面)?(?:的)?(?:政府|政务)?(?:信息)?(?:共|有|为)?$")


@dataclass(frozen=True, slots=True)
class Listed:
    """Wholes and the parts said of them, in the order of the text."""

    wholes: tuple[Claim, ...]
    parts: tuple[Claim, ...]

    @property
    def whole(self) -> Fraction:
        """What the wholes come to."""
        return _sum(self.wholes)

    @property
    def total(self) -> Fraction:
        """What the parts come to."""
        return _sum(self.parts)


def joint(text: str, claims: Sequence[Claim]) -> Iterator[Listed]:
    """Yield every 其中 list that opens a sentence behind one with two or more counts of the same rank."""
    counts = _counts(claims)
    for at in range(1, len(counts) - 1):
        opening = OPENS.fullmatch(text, counts[at].end, counts[at + 1].start)
        if opening is None or TAKING_STOCK.search(opening["label"]):
            continue
        wholes = _abreast(text, counts, at)
        parts = _going_on(text, counts, at + 1)
        if len(wholes) > 1 and all(_alike(wholes[0], claim) for claim in (*wholes, *parts)):
            yield Listed(wholes, parts)


def named_kinds(text: str, claims: Sequence[Claim]) -> Iterator[Listed]:
    """Yield every list whose parts are exactly the kinds named in the sentence before, under the whole before that."""
    counts = _counts(claims)
    for at in range(1, len(counts)):
        before = counts[at - 1]
        head = text[before.end : counts[at].start]
        label = head.rpartition("其中")[2]
        named = KINDS.search(head[: len(head) - len(label)])
        if named is None or ENDS_OPEN.search(named["kinds"]):
            continue
        kinds = re.split("、|和|及|以及", named["kinds"])
        parts = _going_on(text, counts, at)
        whole = _nearest(text, counts[:at], counts[at])
        labels = [label, *(_label(text, one, other) for one, other in pairwise(parts))]
        if whole is not None and len(kinds) >= FEWEST and _name_the_same(kinds, labels):
            yield Listed((whole,), parts)


def _counts(claims: Sequence[Claim]) -> list[Claim]:
    return [c for c in claims if c.kind is Kind.FIGURE and c.unit in PAPERS and c.value is not None]


def _abreast(text: str, counts: Sequence[Claim], last: int) -> tuple[Claim, ...]:
    """The counts of the sentence that ends behind counts[last], where they are all of one rank."""
    found = [counts[last]]
    for at in range(last, 0, -1):
        between = BESIDE.fullmatch(text, counts[at - 1].end, counts[at].start)
        if between is None or "其中" in between["label"] or TAKING_STOCK.search(between["label"]):
            break
        found.insert(0, counts[at - 1])
    start = text.rfind("。", 0, found[0].start) + 1
    first = text[max(start, text.rfind("\n", 0, found[0].start) + 1) : found[0].start]
    return () if re.search("其中|[共总累]", first) else tuple(found)


def _going_on(text: str, counts: Sequence[Claim], first: int) -> tuple[Claim, ...]:
    """The counts of one list from counts[first] on."""
    found = [counts[first]]
    for claim in counts[first + 1 :]:
        between = GOES_ON.fullmatch(text, found[-1].end, claim.start)
        if between is None or TAKING_STOCK.search(between["label"]) or not _alike(found[0], claim):
            break
        found.append(claim)
    return tuple(found)


def _label(text: str, before: Claim, claim: Claim) -> str:
    match = GOES_ON.fullmatch(text, before.end, claim.start)
    return match["label"] if match else ""


def _nearest(text: str, counts: Sequence[Claim], part: Claim) -> Claim | None:
    """The last count of the same paragraph that tells of this year alone."""
    paragraph = text.rfind("\n", 0, part.start)
    for claim in reversed(counts):
        if claim.start < paragraph:
            return None
        clause = re.split("[，,。；;\n]", text[max(0, claim.start - 30) : claim.start])[-1]
        if _alike(claim, part) and not re.search("累计|历年|以来|上年|去年", clause):
            return claim
    return None


def _name_the_same(kinds: Sequence[str], labels: Sequence[str]) -> bool:
    told = [LABEL.sub("", label.strip()) for label in labels]
    return len(kinds) == len(told) and all(
        label and (label.startswith(kind) or kind.startswith(label)) for kind, label in zip(kinds, told, strict=True)
    )


def _alike(one: Claim, other: Claim) -> bool:
    plain = one.bound is Bound.EXACT and other.bound is Bound.EXACT
    return plain and one.unit == other.unit and one.expression is None and other.expression is None


def _sum(claims: Sequence[Claim]) -> Fraction:
    return sum((claim.value for claim in claims if claim.value is not None), Fraction(0))
