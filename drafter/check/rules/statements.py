"""ZER: figures stated without a digit: 未收到申请, 未发生复议、诉讼, 全部办结, 均予以公开."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.against import MESSAGE, disputed, held_against_tables, is_figure, of_last_year, told
from drafter.check.case import Case, Need
from drafter.check.outcome import Held, Hit, Outcome, Undecided
from drafter.check.phrase import addition, cell_name, cell_names, shown, worked
from drafter.check.rule import rule
from drafter.check.said import said_claims
from drafter.check.verdict import Reading
from drafter.claims import Kind
from drafter.documents import Severity, Verdict
from drafter.form import Edition, Expression, Term

TEXT = (Need.TEXT,)
FINISHED = re.compile(r"办结|审结|结案|完毕|结清|了结|办完")  # 妥善处理 does not tell that nothing is left
MOST = 3  # exceptions named in a message
ALL = re.compile(r"(?:均|全部|都|一律|悉数|皆|件件|已|为|系|维持|结果|尚未|未审结|正在)")
NONE = re.compile(r"(?:均|都|皆|已)?(?:暂|尚)?(?:无|没|未(?!审结|办结|结))")


def _is_zero(reading: Reading, expression: Expression) -> bool:
    return not is_figure(reading) and not of_last_year(expression) and not _is_all(reading, expression)


def _is_all(reading: Reading, expression: Expression) -> bool:
    """Whether a whole is said to be of one kind; 均未发生 begins alike and denies."""
    if is_figure(reading) or of_last_year(expression):
        return False
    words = reading.claim.text
    return any(term.sign < 0 for term in expression.terms) or bool(ALL.match(words) and not NONE.match(words))


@rule("ZER101", "statements.none", Severity.ERROR, MESSAGE, TEXT)
def none(case: Case) -> Iterator[Outcome]:
    """正文说没有的（未收到申请，未发生行政复议、行政诉讼，没有收费等），表中也没有。

    Flags: 说没有而表中相应的格大于0的；并列几项的，逐项核对。
    Accepts: 表中相应的格为0，或可由勾稽关系推定为0；表中没有相应格的说法；只否认其中一类、一个时段的。
    Leaves to others: 说全部、均如何的（ZER102），带数字的“0件”（NUM101），没有附表可对时正文前后矛盾的（REP101）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表二至附表四。
    """
    yield from held_against_tables(case, _is_zero)


@rule("ZER102", "statements.all", Severity.ERROR, MESSAGE, TEXT)
def all_of_them(case: Case) -> Iterator[Outcome]:
    """正文说全部、均如何的（全部办结、均予以公开、均获维持等），没有例外。

    Flags: 说全部办结而有结转下年度，说均予以公开而另有其他办理结果，说均获维持而有纠正或尚未审结；
    附表没有读到的，与正文自己所说的数核对。
    Accepts: 表中其余各格为0，或可由勾稽关系推定为0；只说其中几件均如何的；说按期答复的（表中没有这一栏）。
    Leaves to others: 说没有的（ZER101），带数字的（NUM101、NUM102）。
    Source: 《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附表三、附表四。
    """
    stated = said_claims(case, (Kind.FIGURE,))
    for reading in case.readings:
        expression = reading.claim.expression
        if expression is None or not _is_all(reading, expression):
            continue
        exceptions = [stated[k] for k in _exceptions(case.edition, expression) if k in stated and stated[k].value]
        if reading.verdict is Verdict.CONTRADICTED:
            yield _exception(case, reading, expression)
        elif reading.verdict is Verdict.MATCHED:
            yield Held(reading.mention.refs)
        elif exceptions and (FINISHED.search(reading.claim.text) or len(expression.terms) > 1):
            told_of = "、".join(f"{cell_names(case.edition, claim.refs)}{claim.text}" for claim in exceptions)
            yield disputed(reading, f"正文另说{told_of}")
        else:
            yield Undecided(reading.mention.note, reading.mention.refs)


def _exception(case: Case, reading: Reading, expression: Expression) -> Hit:
    """The hit of a whole that is not all of one kind: the part, the whole, and what else there is."""
    part = [term for term in expression.terms if term.sign > 0]
    whole = [Term(term.key) for term in expression.terms if term.sign < 0]
    if not whole:
        return disputed(reading, worked(expression, case.amounts, reading.mention.expected or ""), told(case, reading))

    def name(key: str) -> str:
        return cell_name(case.edition, key)

    tables = "，".join(addition(terms, case.amounts.of, name) for terms in (part, whole))
    rest = [
        key for key in _exceptions(case.edition, expression) if key in case.edition.printed and case.amounts.of(key)
    ]
    if rest:
        tables += "；另有" + "、".join(f"{name(key)}{shown(case.amounts.of(key))}" for key in rest[:MOST])
    return disputed(reading, tables, told(case, reading))


def _exceptions(form: Edition, expression: Expression) -> tuple[str, ...]:
    """The cells that are 0 where the statement is true: what is said to be none, or the other parts of the whole."""
    part = {key for term in expression.terms if term.sign > 0 for key in _printed(form, term.key)}
    whole = {key for term in expression.terms if term.sign < 0 for key in _printed(form, term.key)}
    rest = _beside(form, part, whole) if whole else part
    derived = [key for key, parts in form.parts.items() if set(parts) <= rest]
    return (*(key for key in form.printed if key in rest), *derived)


def _beside(form: Edition, part: set[str], whole: set[str]) -> set[str]:
    """The other parts of `whole`, by the identities that make it a sum with one of `part` in it."""
    beside: set[str] = set()
    for identity in form.identities:
        parts = {term.key for term in identity.right}
        if len(identity.left) == 1 and identity.left[0].key in whole and parts & part:
            beside |= parts - part
    return beside


def _printed(form: Edition, key: str) -> tuple[str, ...]:
    return form.parts.get(key, (key,))


RULES = (none, all_of_them)
