"""Other wordings of one sentence by a model: only those that pass and tell everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

from drafter.documents import Draft, Sentence
from drafter.draft import compose, parse_notes
from drafter.draft.answer import Wordings
from drafter.draft.brief import Brief
from drafter.draft.polishing import otherwise
from drafter.draft.prompts import load_prompts
from drafter.draft.writing import Writing
from drafter.form import Ledger
from drafter.library.organ import organ
from drafter.models import Answer, Prompt, Usage
from drafter.models.prompt import T
from drafter.settings import shipped

CELLS = {"t3.new.natural": 9, "t3.new.commercial": 3, "t3.granted.natural": 9, "t3.granted.commercial": 3}
NOTES = parse_notes("# 监督保障\n- 组织业务培训2次，68人次参加\n")
AGENCY = "云河县统计局"


@dataclass
class Polishing:
    """A model that gives the wordings it is told to, one list a call."""

    answers: list[Sequence[str]]
    id: str = "test:polishing"
    asked: list[Prompt] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)

    def ask(self, prompt: Prompt, form: type[T]) -> Answer[T]:
        self.asked.append(prompt)
        return Answer(cast(T, Wordings(texts=list(self.answers[len(self.asked) - 1]))), "", Usage())


def made(build: Callable[..., Ledger]) -> tuple[Draft, Brief]:
    ledger = build(CELLS)
    return compose(ledger, agency=AGENCY, year=2024, notes=NOTES), Brief(ledger, organ(AGENCY), 2024, NOTES)


def sentence(draft: Draft, words: str) -> Sentence:
    return next(s for s in draft.sentences if words in s.text)


def polished(
    build: Callable[..., Ledger], words: str, *answers: Sequence[str], wanted: int = 2
) -> tuple[list[str], Polishing]:
    draft, brief = made(build)
    model = Polishing(list(answers))
    writing = Writing(model, load_prompts([shipped("prompts")]))
    return [p.text for p in otherwise(draft, sentence(draft, words), wanted, brief, writing)], model


def test_a_sentence_of_cells_is_said_otherwise_with_its_figures(build: Callable[..., Ledger]) -> None:
    texts, model = polished(
        build,
        "自然人申请",
        [
            "新收申请中，自然人提出{{t3.new.natural|件}}、占{{share:t3.new.natural/t3.new.total}}，法人或其他组织提出{{t3.new.legal|件}}、占{{share:t3.new.legal/t3.new.total}}。"
        ],
        [],
        wanted=1,
    )
    assert texts == ["新收申请中，自然人提出9件、占75.0%，法人或其他组织提出3件、占25.0%。"]
    assert "{{t3.new.natural}}" in model.asked[0].user


def test_a_note_is_said_otherwise_and_false_wordings_go_back_once(build: Callable[..., Ledger]) -> None:
    good = "全年组织业务培训{{n1.1|次}}，参加{{n1.2|人次}}。"
    false = [
        "组织业务培训3次，68人次参加。",
        "组织业务培训{{n1.1|次}}。",
        "组织业务培训{{n1.1|次}}，{{n1.2|人次}}参加，获得好评。",
    ]
    texts, model = polished(build, "组织业务培训", false, [good])
    assert texts == ["全年组织业务培训2次，参加68人次。"]
    assert all(text in model.asked[1].user for text in false)


def test_the_same_wording_counts_once_and_no_more_than_wanted_are_given(build: Callable[..., Ledger]) -> None:
    one, two = "全年组织业务培训{{n1.1|次}}，参加{{n1.2|人次}}。", "组织业务培训{{n1.1|次}}，共{{n1.2|人次}}参加。"
    three = "业务培训共组织{{n1.1|次}}，{{n1.2|人次}}参加。"
    texts, _ = polished(build, "组织业务培训", [one, one, two, three])
    assert len(texts) == len(set(texts)) == 2
