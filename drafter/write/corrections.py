"""Findings that have exactly one correct value: what must stand in the text for it to agree with the tables.

The tables are the surer side only where their own identities vouch for every cell concerned: each stands in at least
one sum of the form that holds with other figures than 0, and in none that fails or cannot be judged. All other findings
are left to people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from drafter.documents import Finding, Mention, Place, Report, Review, Section, Severity, Verdict
from drafter.form import Balance, Expression, Ledger
from drafter.numerals import scan
from drafter.numerals.spelling import restated

_LAST_YEAR = "prev."
_RATIOS = {"%": 100, "倍": 1}


class Obstacle(StrEnum):
    """Why a number that the tables contradict is not corrected."""

    LOOSE = "原文是概数"
    DOUBTFUL = "原文可能另有所指"
    UNKNOWN = "由表中的格得不出唯一的数"
    UNVOUCHED = "表中相应的格没有勾稽关系可以佐证，或勾稽关系不成立"
    WORDS = "不是改一个数就行，句子要一起改"


@dataclass(frozen=True, slots=True)
class Correction:
    """A numeral of the text and what it must be: `start` and `end` are 0-based code-point offsets into the text."""

    start: int
    end: int
    old: str
    new: str

    @property
    def shift(self) -> int:
        """By how many code points the text grows."""
        return len(self.new) - len(self.old)


Trust = Callable[[Ledger, str], bool]
"""Whether a cell of a ledger is taken for surer than the text."""


def corrections(review: Review, previous: Report | None = None) -> tuple[Correction, ...]:
    """The corrections that `review` leaves no doubt of, in the order of the text; `previous` is last year's report."""
    return tuple(found for _, found in weighed(review, previous) if isinstance(found, Correction))


def obstacles(review: Review, previous: Report | None = None) -> Mapping[tuple[int, int], str]:
    """Place (start, end) of every contradicted number that may not be corrected → why, in Chinese."""
    return {(m.start, m.end): found.value for m, found in weighed(review, previous) if isinstance(found, Obstacle)}


def corrected(review: Review, made: Sequence[Correction]) -> Report:
    """The report of a review with its text corrected, and its sections and places where they then stand."""
    report = review.report()
    text, at = "", 0
    for correction in made:
        text += report.text[at : correction.start] + correction.new
        at = correction.end

    def moved(offset: int) -> int:
        return offset + sum(c.shift for c in made if c.end <= offset)

    def follow(part: Section | Place) -> dict[str, int]:
        return {"start": moved(part.start), "end": moved(part.end)}

    return report.model_copy(
        update={
            "text": text + report.text[at:],
            "sections": tuple(section.model_copy(update=follow(section)) for section in report.sections),
            "places": tuple(place.model_copy(update=follow(place)) for place in report.places),
        }
    )


def borne_out(made: Sequence[Correction], again: Review) -> tuple[Correction, ...]:
    """Those of `made` whose numbers match their cells in `again`, a review of the text with all of them made."""
    held, moved = [], 0
    for correction in made:
        at = correction.start + moved
        mention = next((m for m in again.mentions if m.start <= at < m.end), None)
        if mention is not None and mention.verdict is Verdict.MATCHED:
            held.append(correction)
        moved += correction.shift
    return tuple(held)


def weighed(
    review: Review, previous: Report | None = None, trusted: Trust | None = None
) -> list[tuple[Mention, Correction | Obstacle]]:
    """Every contradicted number with its correction, or what stands in the way of one.

    `trusted` says which cells are surer than the text; by themselves only those that identities vouch for.
    """
    ledger = review.ledger(previous)
    wrong = (mention for mention in review.mentions if mention.verdict is Verdict.CONTRADICTED)
    return [(mention, _correction(review, mention, ledger, trusted or vouched)) for mention in wrong]


def _correction(review: Review, mention: Mention, ledger: Ledger, trusted: Trust) -> Correction | Obstacle:
    if mention.bound != "exact" or not mention.expr or not mention.value:
        return Obstacle.LOOSE
    if not is_plainly_wrong(review, mention):
        return Obstacle.DOUBTFUL
    exact = value_of(mention, ledger)
    if exact is None:
        return Obstacle.UNKNOWN
    if not all(trusted(ledger, key) for key in mention.refs):
        return Obstacle.UNVOUCHED
    shown = _as_shown(mention, exact)
    found = None if shown is None else restated(mention.text, shown)
    if found is None:
        return Obstacle.WORDS
    start, end, new = found
    return Correction(mention.start + start, mention.start + end, mention.text[start:end], new)


def is_plainly_wrong(review: Review, mention: Mention) -> bool:
    """Whether one finding, an error, holds this number against its cells, and none asks for another value of it."""
    about = [f for f in review.findings if _meets(f, mention)]
    held_against_tables = [f.severity for f in about if f.refs == mention.refs]
    wanted = {f.expected for f in about} - {None}
    return held_against_tables == [Severity.ERROR] and wanted == {mention.expected}


def _meets(finding: Finding, mention: Mention) -> bool:
    if finding.start is None or finding.end is None:
        return False
    return finding.start < mention.end and mention.start < finding.end


def value_of(mention: Mention, ledger: Ledger) -> Fraction | None:
    """The one value that the printed cells give the mention's expression; None where there is none, or several."""
    try:
        expression = Expression.parse(mention.expr or "", _RATIOS.get(mention.unit, 1))
    except ValueError:
        return None
    if expression.over and mention.unit not in _RATIOS:
        return None
    values = set(expression.values(ledger.amount))
    exact = values.pop() if len(values) == 1 else None
    return exact if exact is not None and _is_as_expected(exact, mention.expected) else None


def _is_as_expected(exact: Fraction, expected: str | None) -> bool:
    """Whether `exact` is what the checker expects, to the decimals it gives; money it tells in another unit."""
    try:
        told = Fraction(expected or "")
    except ValueError:
        return False
    unit = Fraction(1, 10 ** len((expected or "").partition(".")[2]))
    return abs(exact - told) <= unit / 2


def _as_shown(mention: Mention, exact: Fraction) -> Fraction | None:
    """The value that the digits must give: 减少3件 states -3 and shows 3. None where the words would have to change."""
    quantities = scan(mention.text)
    if len(quantities) != 1:
        return None
    stated, shown = Fraction(mention.value or ""), quantities[0].value
    # Nothing is told in other words (没有, 持平), and so is a change that was told as none.
    if not exact or (not stated and " - prev." in (mention.expr or "")):
        return None
    if stated == shown and exact > 0:
        return exact
    return -exact if stated == -shown and exact < 0 else None


def vouched(ledger: Ledger, key: str) -> bool:
    """Whether the identities of its own year's tables vouch for a cell."""
    if key.startswith(_LAST_YEAR):
        return ledger.previous is not None and vouched(ledger.previous, key.removeprefix(_LAST_YEAR))
    cells = ledger.edition.parts.get(key, (key,)) if key not in ledger.cells else (key,)
    return all(_holds(list(_balances(ledger, cell))) for cell in cells)


def _holds(states: Sequence[tuple[Balance, bool]]) -> bool:
    return any(state is Balance.HELD and weighty for state, weighty in states) and not any(
        state in (Balance.FAILED, Balance.UNDECIDED) for state, _ in states
    )


def _balances(ledger: Ledger, key: str) -> Iterator[tuple[Balance, bool]]:
    """The state of every sum that a cell stands in, and whether it weighs other figures than 0.

    Of sums across years only those that fail count: without last year's report there is nothing to judge.
    """
    for identity in ledger.edition.identities:
        if identity.relation != "=" or key not in identity.keys:
            continue
        state = ledger.balance(identity)
        if not identity.across_years:
            yield state, bool(ledger.total(identity.left)[0])
        elif state is Balance.FAILED:
            yield state, True
