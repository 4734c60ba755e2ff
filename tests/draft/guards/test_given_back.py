"""Over any ledger: the composer's own sentences pass, and no slot can be exchanged for one of another value."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drafter.draft import parse_notes
from drafter.draft.brief import Brief
from drafter.draft.evidence import Evidence, Said
from drafter.draft.guards import judge, untold
from drafter.draft.phrase import Phrase
from drafter.form import Ledger
from drafter.library.organ import organ
from tests.draft.guards.conftest import sections

Strategy = Callable[[str, bool], st.SearchStrategy[Ledger]]
AGENCIES = ("云河县统计局", "临川市人民政府", "石桥镇人民政府", "东城街道办事处", "云河县发展和改革委员会")
NOTES = parse_notes("# 监督保障\n- 组织培训2次，68人次参加\n# 平台建设\n- 清理失效链接19个\n")
YEAR = {"2021": 2023, "2019": 2020}
# A whole ledger shrinks for minutes, and the sentence that failed says more than a smaller ledger would.
RELAXED = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
SLOT = re.compile(r"\{\{([^{}]+)\}\}")


def exchanged(slotted: str, at: int, other: str) -> str:
    pieces = SLOT.split(slotted)
    pieces[2 * at + 1] = other
    return "".join("{{" + piece + "}}" if index % 2 else piece for index, piece in enumerate(pieces))


def drawn(data: st.DataObject, consistent: Strategy) -> list[Evidence]:
    name = data.draw(st.sampled_from(("2021", "2019")))
    ledger = data.draw(consistent(name, data.draw(st.booleans())))
    return list(sections(Brief(ledger, organ(data.draw(st.sampled_from(AGENCIES))), YEAR[name], NOTES)))


@given(data=st.data())
@RELAXED
def test_the_composers_sentences_pass_in_slots(consistent: Strategy, data: st.DataObject) -> None:
    for evidence in drawn(data, consistent):
        before = ""
        taken: list[tuple[Said, Phrase]] = []
        for id_, phrase in evidence.points.items():
            said = Said(text=phrase.slotted, evidence=(id_,))
            judged = judge(said, evidence, before)
            assert judged.faults == ()
            assert judged.phrase is not None
            assert judged.phrase.text == phrase.text
            taken.append((said, judged.phrase))
            before += phrase.text
        assert untold(evidence.points, taken, evidence) == ()


@given(data=st.data())
@RELAXED
def test_a_slot_exchanged_for_another_value_fails(consistent: Strategy, data: st.DataObject) -> None:
    found = drawn(data, consistent)
    for evidence in found:
        cells = [key for key, value in evidence.brief.ledger.cells.items() if value is not None]
        for id_, phrase in islice(evidence.points.items(), 6):
            names = SLOT.findall(phrase.slotted)
            if not names:
                continue
            at = data.draw(st.integers(0, len(names) - 1))
            changed = exchanged(phrase.slotted, at, data.draw(st.sampled_from(cells)))
            judged = judge(Said(text=changed, evidence=(id_,)), evidence, "")
            shown = phrase.figures[at]
            if judged.phrase is not None:
                start = judged.phrase.figures[at].start
                assert judged.phrase.text[start:].startswith(phrase.text[shown.start : shown.end])
