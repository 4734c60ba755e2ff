"""Guard: read back by the checker, every slot means what it stands for, and every statement is borne out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.documents import Mention, Verdict
from drafter.draft.alone import mentions
from drafter.draft.evidence import Evidence
from drafter.draft.figure import Figure
from drafter.draft.guards.fault import Fault
from drafter.draft.guards.grounding import is_composed
from drafter.draft.guards.lexicon import lexicon
from drafter.draft.guards.slots import Use
from drafter.draft.guards.view import Clause, View, bare
from drafter.draft.slot import Shape
from drafter.form import Expression, Term
from drafter.numerals import Bound, scan

_OTHERWISE = "几种理解"  # the checker says so of words that it read in another way to make them agree
_TIME = re.compile(r"(?:19|20)\d\d年|(?<![较比与和同])[上去前明下]一?年度?(?!结转)|今年|本年|当年|全年|年内")
_ALL = re.compile("全部|[均都]")


def faults(view: View) -> Iterator[Fault]:
    """Yield every slot whose words mean something else, and every statement the tables do not bear out."""
    yield from _quantities(view)
    for use in view.parsed.uses:
        mention = next((m for m in view.mentions if m.start < use.end and use.start < m.end), None)
        if use.figure.expression is None:
            yield from _given(view.evidence, use.figure, mention)
        else:
            yield from _cell(view, use, mention)
    for mention in view.mentions:
        if mention.kind == "claim":
            yield from _statement(view, mention)
    yield from _unread(view)


def _quantities(view: View) -> Iterator[Fault]:
    """Slots that the words around them make another quantity of: 余, 约, 万, another digit, another unit."""
    found = {(q.start, q.end): q for q in scan(view.text)}
    for use in view.parsed.uses:
        quantity = found.get((use.start, use.end))
        if quantity is None or (use.figure.expression is not None and quantity.bound is not Bound.EXACT):
            shown = view.text[max(0, use.start - 3) : use.end + 3]
            reason = "数字前后的字改变了它的大小或单位（如余、约、不足、万、第），请只用这个数字和它的单位"
            yield Fault("slot.altered", reason, shown)


def _cell(view: View, use: Use, mention: Mention | None) -> Iterator[Fault]:
    figure = use.figure
    shown = _shown(view, use)
    if figure.shape is Shape.CHANGE and figure.value == "0":
        yield Fault("slot.unchanged", "这一项与上年持平，请写“与上年持平”，不写增减多少", shown)
    elif mention is None or mention.expr is None:
        if view.composers:
            return  # 其余2件: the composer knows what is left, the reader of words alone does not
        reason = f"从文字看不出这个数字是{figure.slot}，请写明是什么的数量，如【要点】中的写法"
        yield Fault("readback.unbound", reason, shown)
    elif not _agree(view, figure, mention):
        reason = f"这里的文字说的是{mention.expr}，不是{figure.slot}，请改换数字或者改写文字"
        yield Fault("readback.other", reason, shown)
    elif _OTHERWISE in mention.note and not any(use.figure.slot in p.slotted for p in view.evidence.points.values()):
        yield Fault("readback.doubtful", "这样写看不出是占什么的比例，请写明占办结总数还是占新收总数", shown)
    elif mention.verdict is not Verdict.MATCHED:
        reason = f"这样写与附表不符（{mention.note or mention.expected or '读不出'}），请看增减方向和所说的范围"
        yield Fault("readback.wrong", reason, shown)


def _agree(view: View, figure: Figure, mention: Mention) -> bool:
    meant = figure.expression
    if meant is None or mention.expr is None:
        return False
    read = Expression.parse(mention.expr, meant.scale)
    identities = view.evidence.identities
    if read.each:
        return identities.among(meant, read)
    return identities.same(meant, read) or (figure.is_signed and identities.same(meant, negative(read)))


def negative(expression: Expression) -> Expression:
    """The expression with the other sign: by how much it is less."""
    return replace(expression, terms=tuple(Term(term.key, -term.sign) for term in expression.terms))


def _given(evidence: Evidence, figure: Figure, mention: Mention | None) -> Iterator[Fault]:
    """A figure of a note or a supplementary one that the words make a figure of the tables."""
    if mention is None or mention.expr is None:
        return
    note = evidence.notes.get(figure.source)
    if note and any(
        m.expr == mention.expr and m.start < figure.end and figure.start < m.end
        for m in mentions(evidence.brief, f"{evidence.heading}\n{evidence.words(figure.source)}")
    ):
        return
    reason = f"这里的文字说的是附表中的{mention.expr}，而{figure.slot}是另外的数字，请写明它的名称"
    yield Fault("readback.official", reason, figure.slot)


def _statement(view: View, mention: Mention) -> Iterator[Fault]:
    """A statement without a digit (未收到申请, 均按时答复): by the tables, or word for word in a cited note."""
    if mention.verdict is Verdict.MATCHED:
        yield from _of_another_year(view, mention)
        if _ALL.search(mention.text) and any(use.figure.value == "0" for use in view.parsed.uses):
            yield Fault("readback.vacuous", f"数量为0，不能再说“{mention.text}”，请删去", mention.text)
        return
    if mention.verdict is not Verdict.CONTRADICTED and _noted(view, mention):
        return
    if mention.verdict is Verdict.CONTRADICTED:
        yield Fault(
            "readback.statement", f"“{mention.text}”与附表不符（应为{mention.expected}），请按要点改写", mention.text
        )
    elif mention.expr is None and any(mention.text in text for text in (view.composed, view.own)):
        return
    else:
        yield Fault("readback.statement", f"“{mention.text}”没有依据，附表和素材中都看不出，请删去", mention.text)


def _of_another_year(view: View, mention: Mention) -> Iterator[Fault]:
    """A statement about this year's cells whose words speak of another year: 上年未收到申请."""
    year = view.evidence.brief.year
    times = _TIME.findall(view.text, 0, mention.end)
    other = times and times[-1] not in (f"{year}年", "今年", "本年", "当年", "全年", "年内")
    across = any("prev." in ref or ref.startswith("t3.carried") for ref in mention.refs)
    if other and not across:
        yield Fault("readback.year", f"“{mention.text}”要说的是{year}年，不能写成{times[-1]}", mention.text)


def _unread(view: View) -> Iterator[Fault]:
    """Rows that a clause names beside others, though its figures and statements are of the others alone.

    未作出处罚、强制决定 is read of 行政强制 only; 行政许可决定12件、行政处罚决定 tells of 行政处罚 without a figure.
    """
    for clause in view.clauses:
        figures = [use.figure.expression for use in view.uses_in(clause)]
        told = [m for m in view.mentions if m.kind == "claim" and view.touches(m, clause)]
        if is_composed(view, clause) or not (view.states(clause) or any(figures)):
            continue
        yield from _verbs(view, clause, told)
        refs = [ref for m in told for ref in m.refs] + [ref for e in figures if e for ref in e.refs]
        for word, row in lexicon().rows.items():
            if word in clause.text and not any(ref.removeprefix("prev.").startswith(row) for ref in refs):
                reason = f"“{bare(clause.text)}”中的“{word}”没有数字，或者没有写全称，请照要点写"
                yield Fault("readback.statement", reason, clause.text)


def _verbs(view: View, clause: Clause, told: Sequence[Mention]) -> Iterator[Fault]:
    """A verb of the form beside a statement that is not about it: 已制发、未废止行政规范性文件."""
    if not told or any(view.uses_in(clause)):
        return
    left = clause.text
    for mention in told:
        start, end = view.masked_span(mention.start, mention.end)
        left = left.replace(view.masked[max(start, clause.start) : min(end, clause.end)], "")
    for verb in lexicon().form_verbs:
        if re.search(rf"(?<!未)(?<!没有)(?<!无){verb}", left):
            reason = f"“{bare(clause.text)}”中的“{verb}”没有数字，也不在“{told[0].text}”之内，请照要点写"
            yield Fault("readback.statement", reason, clause.text)


def _noted(view: View, mention: Mention) -> bool:
    """Whether a cited note states it: in the same words, or with the same meaning (whose words other guards weigh)."""
    for id_ in view.cited:
        note = view.evidence.words(id_)
        if mention.text in note:
            return True
        stated = mentions(view.evidence.brief, f"{view.evidence.heading}\n{note}")
        if any(m.kind == "claim" and m.expr == mention.expr for m in stated):
            return True
    return False


def _shown(view: View, use: Use) -> str:
    return view.text[max(0, use.start - 8) : use.end]
