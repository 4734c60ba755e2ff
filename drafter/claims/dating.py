"""Which year a figure is of, by the words around it."""

from __future__ import annotations

import re

from drafter.claims.label import Label
from drafter.claims.lexicon import Sense
from drafter.claims.topic import Topic
from drafter.form import Expression, Term

_PREVIOUS = "prev."

_FROM = ("由", "从", "由上年的", "从上年的", "由去年的", "从去年的", "由原来的")
_TURNED = (
    "增",
    "减",
    "降",
    "升",
    "上升",
    "下降",
    "提高",
    "变为",
    "压减",
    "缩减",
    "回落",
    "下滑",
    "降低",
    "跌",
    "翻",
    "变成",
)
_TWO_YEARS = re.compile(
    r"(?:(20\d\d)年?度?|[上去]年度?)[、和与](?:(20\d\d)年度?|[今本]年度?)[^，。；]{0,24}(?:分别|依次)"
)
_THIS_YEAR = re.compile("[，、；]?(?:其中[，：]?)?(?:(20\\d\\d)年度?|[今本]年度?)(?:为|是|有|共|则为|则)?")


def is_of_last_year(topic: Topic) -> bool:
    """Cells of this year's table that tell of last year."""
    return topic.rows == ("carried_in",) or topic.columns == ("items_last_year",)


def last_years(expression: Expression) -> Expression:
    """The same of last year's cells; cells that are last year's already stay."""
    terms, over = (
        tuple(term if term.key.startswith(_PREVIOUS) else Term(_PREVIOUS + term.key, term.sign) for term in side)
        for side in (expression.terms, expression.over)
    )
    return Expression(terms, over, expression.scale, expression.each)


def is_before(found: Label) -> bool:
    """比2023年的298件增加, 由4件减为3件: the first number is last year's."""
    if found.clause.has(Sense.AGAINST | Sense.TIMES):
        return True
    return found.text.endswith(_FROM) and found.clause.text.startswith(_TURNED, found.end)


def only_dates(found: Label) -> bool:
    """收到申请12件（2023年为15件）: nothing but the year is said of the figure."""
    return found.strong is None and not found.after and not found.clause.has(Sense.WEAK) and found.foreign == 0


def names_this_year(found: Label, year: int | None = None) -> bool:
    """2023年8件、2024年12件: the second says no more than the year, which is `year` where that is given."""
    said = _THIS_YEAR.fullmatch(found.text)
    return said is not None and (year is None or said[1] in (None, str(year)))


def tells_two_years(found: Label, year: int | None) -> bool:
    """2023年、2024年分别收到15件、18件: the first number is last year's, the next one this year's."""
    years = _TWO_YEARS.search(found.text)
    if years is None or year is None:
        return False
    return [years[1], years[2]] in ([str(year - 1), str(year)], [None, None])
