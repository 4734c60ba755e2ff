"""One block worded by a model: asked, judged sentence by sentence, asked again with the reasons, then done without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.draft.answer import Outline, Sentences, Worded
from drafter.draft.assembling import place_of
from drafter.draft.brief import Brief
from drafter.draft.evidence import Evidence, offers
from drafter.draft.lines import example_lines, note_lines, organ_lines, point_lines, slot_lines
from drafter.draft.material import Material
from drafter.draft.taking import Reworded, take
from drafter.draft.tone import asked
from drafter.draft.writing import Example, Writing
from drafter.errors import BadCompletion, BudgetExceeded, DryRun, ModelError

_ARRANGED_FROM = 8
"""Items from which a block is long enough to be arranged before it is written."""

_SHOWN = 6
"""Examples in a prompt: enough to show several ways, few enough to be read."""

_MOST = 4
"""Sentences taken from an answer for each item asked for; the rest of an endless answer is not judged."""


def reword(brief: Brief, writing: Writing, material: Material) -> Reworded:
    """The block in the model's words, as far as they pass.

    A model that fails leaves the composer's words for the whole block; why is among the reasons.
    """
    evidence, examples = _evidence(brief, writing, material)
    done = Reworded(material, evidence)
    returned: list[str] = []
    for _ in range(writing.rounds):
        try:
            if not returned:
                done.material = _arranged(done.material, brief, writing, evidence)
            said = _ask(done, brief, writing, returned)
        except BudgetExceeded:
            done.reasons |= dict.fromkeys(done.open, ("", ("预算不够，没有请模型写。请提高 --budget",)))
            break
        except ModelError as error:
            done.reasons |= dict.fromkeys(done.open, ("", (f"模型没有给出可用的回答：{error}",)))
            break
        returned = list(take(done, said, examples))
        if not done.open:
            break
    return done


def _evidence(brief: Brief, writing: Writing, material: Material) -> tuple[Evidence, Mapping[str, Example]]:
    block = material.block
    texts = [item.phrase.text for item in material.items]
    examples = {f"e{n}": found for n, found in enumerate(writing.examples(block.id, texts)[:_SHOWN], 1)}
    shown = {key: example.text for key, example in examples.items()}
    return Evidence(brief, block.heading, material.points, material.notes, shown), examples


def _arranged(material: Material, brief: Brief, writing: Writing, evidence: Evidence) -> Material:
    """The items in the model's paragraphs and order where there are many; as they were where its outline is none."""
    if len(material.items) < _ARRANGED_FROM or any(item.marked for item in material.items):
        return material
    prompt = writing.prompts["plan"].prompt(
        material.block.id,
        organ=organ_lines(brief),
        section=material.block.heading,
        points=point_lines(evidence, evidence.points),
        notes=note_lines(evidence, evidence.notes),
        tone=asked(writing.tone),
    )
    try:
        outline = writing.asked.ask(prompt, Outline).value
    except (BadCompletion, DryRun):
        return material
    return material.arranged(outline.paragraphs) or material


def _ask(done: Reworded, brief: Brief, writing: Writing, returned: Sequence[str]) -> list[Worded]:
    wanted, evidence = done.open, done.evidence
    items = sorted(done.taken, key=lambda taken: place_of(taken.ids, done.material))
    prompt = writing.prompts["write"].prompt(
        done.material.block.id,
        organ=organ_lines(brief),
        section=done.material.block.heading,
        points=point_lines(evidence, wanted),
        notes=note_lines(evidence, wanted),
        slots=slot_lines(offers(evidence)),
        examples=example_lines(evidence.examples),
        tone=asked(writing.tone) + writing.style,
        written="\n".join(taken.phrase.slotted for taken in items),
        returned="\n".join(returned),
    )
    return writing.asked.ask(prompt, Sentences).value.sentences[: _MOST * len(wanted)]
