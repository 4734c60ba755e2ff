"""Two values of one thing and the change between them, all told in one sentence: 由8件增至12件，增加5件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafter.check.phrase import decimal, rounded
from drafter.check.verdict import Reading
from drafter.claims import Claim, Kind
from drafter.documents import Verdict
from drafter.numerals import Bound

RISE = "增加|增长|上升|提高|提升|扩大|上涨|增"
FALL = "减少|下降|降低|回落|压缩|下滑|减|降"
THIS_YEAR = r"(?:(?:今|本|当)年度?|20\d\d年度?)"
YEAR = r"(?:(?:上|去|前)一?年度?|20\d\d年度?|年初)"
# 由上年的8件…
FROM = re.compile(rf"[由从]{YEAR}?(?:的|底的?|末的?)?$")
# …增至今年的12件
REACHING = re.compile(
    rf"(?:(?P<rise>{RISE})|(?P<fall>{FALL}))(?:加)?[至到为](?:了)?(?:(?:今|本|当)年度?|20\d\d年度?)?(?:的)?"
)
# 12件，比上年的8件…
AGAINST = re.compile(rf"[，,（(]?(?:较|比|与|同){YEAR}(?:同期)?(?:的)?")
# …，增加5件
CHANGED = re.compile(
    rf"(?:相比)?[，,、；（(]?(?:同比|净|共|约)?(?:(?P<rise>{RISE}|多)|(?P<fall>{FALL}|少))(?:幅[度]?)?(?:了|达|为|达到)?"
)
SHARES = ("%", "倍")
LONGEST_BETWEEN = 20  # characters that any of the patterns between two values can take


@dataclass(frozen=True, slots=True)
class Movement:
    """A change as said, whether it fits the two values, what they come to in words, and what would fit."""

    said: Claim
    fits: bool
    worked: str
    expected: str | None = None


def movements(text: str, readings: Sequence[Reading]) -> Iterator[Movement]:
    """Yield the changes of `text` whose two values stand right before them, as far as the tables do not judge them."""
    figures = [reading for reading in readings if reading.claim.kind is Kind.FIGURE]
    for at in range(len(figures) - 1):
        one, other = figures[at], figures[at + 1]
        pair = _pair(text, one, other)
        if pair is None:
            continue
        before, now, said_rise = pair
        if said_rise is not None and not _judged(one, other):
            yield _way(other.claim, before, now, said_rise)
        yield from _changes(text, figures, at + 2, before, now)


def _pair(text: str, one: Reading, other: Reading) -> tuple[Claim, Claim, bool | None] | None:
    """The value before and the value now of two figures side by side, and whether a rise is said of them."""
    first, second = one.claim, other.claim
    if second.start - first.end > LONGEST_BETWEEN or first.unit != second.unit or first.unit in SHARES:
        return None
    if not _is_plain(first) or not _is_plain(second):
        return None
    between = text[first.end : second.start]
    reaching = REACHING.fullmatch(between)
    if reaching and FROM.search(text, max(0, first.start - 12), first.start):
        return first, second, reaching["rise"] is not None
    if AGAINST.fullmatch(between):
        return second, first, None
    return None


def _is_plain(claim: Claim) -> bool:
    return claim.bound is Bound.EXACT and claim.value is not None and claim.value > 0


def _judged(*readings: Reading) -> bool:
    return any(reading.verdict is Verdict.CONTRADICTED for reading in readings)


def _way(said: Claim, before: Claim, now: Claim, rise: bool) -> Movement:
    old, new = before.value or Fraction(0), now.value or Fraction(0)
    fits = new > old if rise else new < old
    return Movement(said, fits, f"由{before.text}到{now.text}不是{'增加' if rise else '减少'}")


def _changes(text: str, figures: Sequence[Reading], at: int, before: Claim, now: Claim) -> Iterator[Movement]:
    """The changes told right behind the two values: a number, a percentage, or one after the other."""
    end = max(before.end, now.end)
    for reading in figures[at : at + 2]:
        claim = reading.claim
        told = CHANGED.fullmatch(text, end, claim.start)
        if told is None or claim.bound is not Bound.EXACT or claim.value is None:
            return
        end = claim.end
        if reading.verdict in (Verdict.MATCHED, Verdict.CONTRADICTED):
            continue
        movement = _judge(claim, before, now, rise=told["rise"] is not None)
        if movement is not None:
            yield movement


def _judge(claim: Claim, before: Claim, now: Claim, *, rise: bool) -> Movement | None:
    old, new = before.value or Fraction(0), now.value or Fraction(0)
    difference = new - old if rise else old - new
    if claim.unit == before.unit:
        exact, shown = difference, f"{decimal(abs(new - old))}{claim.unit}"
    elif claim.unit == "%":
        exact = 100 * difference / old
        shown = f"{rounded(abs(exact), _digits(claim) + 1)}%"
    else:
        return None
    fits = exact > 0 and claim.quantity is not None and claim.quantity.admits(exact)
    way = "增加" if new > old else "减少" if new < old else "没有增减"
    worked = f"由{before.text}到{now.text}，{way}{shown if new != old else ''}"
    expected = shown.rstrip("%").removesuffix(claim.unit) if exact > 0 else None
    return Movement(claim, fits, worked, expected)


def _digits(claim: Claim) -> int:
    return len(claim.text.partition(".")[2].rstrip("%％"))
