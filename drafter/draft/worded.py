"""A draft worded by a model: every block by itself, then all read as one; what then reads otherwise is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from drafter.check import check
from drafter.documents import Fallen, Mention, Sentence, Verdict
from drafter.draft.alone import RULES, last_year
from drafter.draft.assembling import stands_for
from drafter.draft.brief import Brief
from drafter.draft.excerpt import section_named
from drafter.draft.material import WORDED, material
from drafter.draft.page import Page
from drafter.draft.reported import reported
from drafter.draft.rewording import reword
from drafter.draft.script import Block, every, replaced, set_out
from drafter.draft.taking import Reworded
from drafter.draft.writing import Writing

_OTHERWISE = "放进全文后，数字读成了别的意思，或者使别的句子读错"
_ASKED = 3
"""Dropped sentences that are asked about; a model that makes up more is not worth the writer's time."""

_SHOWN = 40


def worded(blocks: Sequence[Block], brief: Brief, writing: Writing) -> tuple[Page, tuple[Fallen, ...]]:
    """The page with the model's sentences where they pass, and what was not taken."""
    only = section_named(reported(brief, set_out(blocks)), writing.only).id if writing.only else ""
    within = [block for block in every(blocks) if block.id in WORDED and block.id.startswith(only)]
    wanted = [found for block in within if (found := material(block)).items]
    done = list(writing.spread(lambda one: reword(brief, writing, one), wanted))
    before = _verdicts(brief, set_out(blocks))
    while True:
        page = set_out(replaced(blocks, {one.material.block.id: one.block() for one in done}))
        if not _taken_back(done, page, brief, before):
            break
    fallen = tuple(found for one in done for found in one.fallen())
    _ask(page, fallen)
    return page, fallen


def _taken_back(done: Sequence[Reworded], page: Page, brief: Brief, before: Mapping[str, Sequence[Verdict]]) -> bool:
    """Take back what reads otherwise on the page than it was judged; whether there was anything."""
    mentions = _mentions(brief, page)
    back = False
    for one in done:
        own = [s for s in page.sentences if s.section == one.material.block.id]
        disturbed = any(
            s.origin != "model" and _worse(before.get(s.text, ()), [m.verdict for m in _inside(mentions, s)])
            for s in own
        )
        wrong = [s.text for s in own if s.origin == "model" and _contradicts(_inside(mentions, s))]
        sentences = [t for t in one.taken if disturbed or any(stands_for(text, t) for text in wrong)]
        sentences = sentences or one.misplaced()
        one.withdraw(sentences, _OTHERWISE)
        back = back or bool(sentences)
    return back


def _contradicts(mentions: Sequence[Mention]) -> bool:
    return any(m.verdict in (Verdict.CONTRADICTED, Verdict.UNDECIDED) for m in mentions)


def _worse(before: Sequence[Verdict], now: Sequence[Verdict]) -> bool:
    """Whether a sentence of the composer no longer reads as it did."""
    kept = [verdict for verdict in before if verdict is Verdict.MATCHED]
    return Verdict.CONTRADICTED in now or now.count(Verdict.MATCHED) < len(kept)


def _verdicts(brief: Brief, page: Page) -> Mapping[str, Sequence[Verdict]]:
    mentions = _mentions(brief, page)
    return {s.text: [m.verdict for m in _inside(mentions, s)] for s in page.sentences}


def _mentions(brief: Brief, page: Page) -> Sequence[Mention]:
    return check(reported(brief, page), last_year(brief), select=RULES).mentions


def _inside(mentions: Sequence[Mention], sentence: Sentence) -> list[Mention]:
    return [m for m in mentions if sentence.start <= m.start < sentence.end]


def _ask(page: Page, fallen: Sequence[Fallen]) -> None:
    """Ask about what the model wrote and nothing given bears out, a few sentences in all."""
    made_up = {one.text: one.section for one in fallen if one.instead == "dropped" and one.text and "{" not in one.text}
    for text, section in islice(made_up.items(), _ASKED):
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        page.ask(f"模型写了“{shown}”，给的材料里没有依据，没有写入。确有其事的，请写进工作素材。", section=section)
