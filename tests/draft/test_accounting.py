"""No figure in a draft but those of its cells, its supplementary figures and its notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.check import check
from drafter.documents import Report, Source, Verdict
from drafter.draft import compose, parse_notes
from drafter.draft.brief import Brief
from drafter.draft.composer import plan
from drafter.draft.page import Page, Written
from drafter.draft.script import lay
from drafter.draft.writer import Writer
from drafter.form import Ledger
from drafter.library.organ import organ

Strategy = Callable[[str, bool], st.SearchStrategy[Ledger]]
AGENCIES = ("云河县统计局", "临川市人民政府", "石桥镇人民政府", "东城街道办事处", "云河县发展和改革委员会")
NOTES = parse_notes("# 监督保障\n- 组织培训2次，68人次参加\n# 平台建设\n- 清理失效链接19个\n")
YEAR = {"2021": 2023, "2019": 2020}
RELAXED = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
DIGITS = re.compile(r"\d+(?:\.\d+)?%?")


class Recorder(Page):
    """A page that keeps every sentence with the places of its figures."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[Written] = []

    def paragraph(self, written: Sequence[Written]) -> None:
        self.written += written
        super().paragraph(written)


def recorded(ledger: Ledger, agency: str) -> list[Written]:
    brief, page = Brief(ledger, organ(agency), YEAR[ledger.edition.id], NOTES), Recorder()
    writer = Writer(brief)
    for part in plan(brief):
        lay(writer.write(part), page)
    return page.written


def stray(sentence: Written, year: int, source: str) -> list[str]:
    """Digits of a sentence that neither a slot, nor the year, nor (in a set clause) the 文号 put there."""
    known = {i for start, end, _ in sentence.phrase.figures for i in range(start, end)}
    allowed = [rf"{year}年(?:1月1日|12月31日)?"] + ([re.escape(source)] if sentence.origin == "form" else [])
    for pattern in allowed:
        for match in re.finditer(pattern, sentence.phrase.text):
            known |= set(range(match.start(), match.end()))
    return [m[0] for m in DIGITS.finditer(sentence.phrase.text) if not set(range(m.start(), m.end())) <= known]


@given(data=st.data())
@RELAXED
def test_every_digit_comes_from_a_slot_a_note_or_a_set_clause(consistent: Strategy, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(("2021", "2019")))
    ledger = data.draw(consistent(name, data.draw(st.booleans())))
    notes = "".join(note.text for note in NOTES)
    for sentence in recorded(ledger, data.draw(st.sampled_from(AGENCIES))):
        if sentence.origin == "notes":
            told = sentence.phrase.text.replace(f"{YEAR[name]}年", "")
            assert all(digits in notes for digits in DIGITS.findall(told)), told
        else:
            assert stray(sentence, YEAR[name], ledger.edition.source) == [], sentence.phrase.text


@given(data=st.data())
@RELAXED
def test_a_draft_never_contradicts_its_own_figures(consistent: Strategy, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(("2021", "2019")))
    ledger = data.draw(consistent(name, data.draw(st.booleans())))
    agency = data.draw(st.sampled_from(AGENCIES))
    draft = compose(ledger, agency=agency, year=YEAR[name])
    review = check(draft.report, last_year(ledger, agency))
    wrong = [(m.text, m.expr, m.expected) for m in review.mentions if m.verdict is Verdict.CONTRADICTED]
    assert wrong == [], draft.report.text
    assert [f.message for f in review.findings if f.rule.startswith("NUM") and f.severity == "error"] == []


@given(data=st.data())
@RELAXED
def test_what_the_checker_binds_are_the_cells_the_sentence_names(consistent: Strategy, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(("2021", "2019")))
    ledger = data.draw(consistent(name, data.draw(st.booleans())))
    agency = data.draw(st.sampled_from(AGENCIES))
    draft = compose(ledger, agency=agency, year=YEAR[name])
    for mention in check(draft.report, last_year(ledger, agency)).mentions:
        sentence = next(s for s in draft.sentences if s.start <= mention.start < s.end)
        if mention.kind == "figure" and mention.refs and sentence.origin == "composer":
            assert printed(mention.refs, ledger) <= printed(sentence.refs, ledger), (mention.text, sentence.text)


@given(data=st.data())
@RELAXED
def test_most_figures_told_from_cells_are_found_matched(consistent: Strategy, data: st.DataObject) -> None:
    ledger = data.draw(consistent("2021", False))
    draft = compose(ledger, agency=data.draw(st.sampled_from(AGENCIES)), year=2023)
    told = [s for s in draft.sentences if s.origin == "composer"]
    figures = [
        m for m in check(draft.report).mentions if m.kind == "figure" and any(s.start <= m.start < s.end for s in told)
    ]
    unmatched = [m.text for m in figures if m.verdict is not Verdict.MATCHED]
    assert len(unmatched) <= len(figures) // 20, unmatched


def printed(refs: Sequence[str], ledger: Ledger) -> set[str]:
    """The printed cells behind `refs`: a derived cell as its parts."""
    found: set[str] = set()
    for ref in refs:
        bare = ref.removeprefix("prev.")
        prefix = ref.removesuffix(bare)
        found |= {prefix + part for part in ledger.edition.parts.get(bare, (bare,))}
    return found


def last_year(ledger: Ledger, agency: str) -> Report | None:
    if ledger.previous is None:
        return None
    name = ledger.edition.id
    return Report(
        source=Source(name="previous", sha256="", format="json"),
        agency=agency,
        year=YEAR[name] - 1,
        edition="2019" if name == "2019" else "2021",
        figures=dict(ledger.previous.cells),
    )


def test_a_decimal_fee_is_told_as_the_table_has_it(build: Callable[..., Ledger]) -> None:
    draft = compose(build({"t2.fees.amount": Decimal("59237.2449")}), agency="临川市人民政府", year=2023)
    assert "59237.2449万元" in draft.report.text
    assert check(draft.report).summary.contradicted == 0
